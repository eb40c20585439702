//! Types that are written: in the signature, and inside of the body.

use ra_ap_hir_def::{DefWithBodyId, GenericDefId};
use ra_ap_hir_ty::next_solver::{Region, Ty};
use ra_ap_rustc_type_ir::inherent::Region as _;

use super::{
    check::Checker,
    elision::{elided_own_type, is_missing},
    implied::Promises,
};
use crate::flow::graph::regions::Why;

/// The universal regions of a signature.
#[derive(Debug, Default)]
pub(super) struct DeclaredRegions<'db> {
    /// By index of the signature's own parameter.
    pub(super) bound: Vec<Region<'db>>,
    /// How long the caller keeps what opaque types in the result hide.
    pub(super) hidden: Option<Region<'db>>,
}

impl<'db> Checker<'_, 'db> {
    /// The types that the user wrote inside of the body.
    pub(super) fn annotated(&mut self) {
        let typed = self.typed;
        for annotation in &typed.annotations {
            let written = self.relations.annotation(annotation.written.ty);
            let ty = self.place_ty(annotation.place);
            self.relations.why = Why::Annotation(Some(annotation.written.at));
            match annotation.exact {
                true => self.relations.equal(written, ty),
                false => self.relations.subtype(ty, written),
            }
        }
    }

    /// The types of parameters and result are those of the declaration, with lifetimes that the caller chooses.
    pub(super) fn declared(
        &mut self,
        def: DefWithBodyId,
        generics: GenericDefId,
        regions: &DeclaredRegions<'db>,
    ) {
        let DefWithBodyId::FunctionId(function) = def else {
            return;
        };
        let interner = self.relations.interner;
        let (signature, _) = self.signature(function);
        let (signature, _) = interner.instantiate_bound_regions(signature, |bound| {
            let known = regions.bound.get(bound.var.as_usize());
            known.copied().unwrap_or(Region::new_static(interner))
        });
        let parameters = self.relations.parameters.clone();
        let mut promises = Promises::new(&parameters);
        promises.own = elided_own_type(self.db, interner, function, &regions.bound);
        promises.add_written(self.db, interner, generics);
        promises.add_header(self.db, interner, generics);
        self.relations.why = Why::Annotation(None);
        let mut types: Vec<Ty<'db>> = Vec::new();
        for ty in signature.inputs_and_output.iter() {
            promises.add_implied(self.db, interner, ty);
            let normalised = self.relations.normalise(ty);
            if normalised != ty {
                promises.add_implied(self.db, interner, normalised);
            }
            types.push(normalised);
        }
        for (longer, shorter) in promises.pairs {
            if is_missing(longer) || is_missing(shorter) {
                continue;
            }
            let pair = (self.relations.id(longer), self.relations.id(shorter));
            self.relations.known.push(pair);
        }
        let Some((&output, inputs)) = types.split_last() else {
            return;
        };
        let typed = self.typed;
        for (&local, &input) in typed.parameters.iter().zip(inputs) {
            let ty = self.place_ty(self.graph.local(local).place);
            self.relations.equal(input, ty);
        }
        let ty = self.place_ty(self.graph.locals[0].place);
        self.relations.why = Why::SameType;
        self.returned(ty, output, regions.hidden);
    }
}
