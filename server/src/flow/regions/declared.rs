//! Types that are written: in the signature, and inside of the body.

use std::cell::OnceCell;

use ra_ap_hir_def::{
    DefWithBodyId, FunctionId, GenericDefId, ItemContainerId, Lookup,
    expr_store::path::GenericArg,
    resolver::HasResolver,
    signatures::FunctionSignature,
    type_ref::{LifetimeRef, TypeRef, TypeRefId},
};
use ra_ap_hir_ty::{
    LifetimeElisionKind, LifetimeLoweringMode, TyLoweringContext,
    db::HirDatabase,
    next_solver::{Region, Ty, TyKind},
};
use ra_ap_rustc_type_ir::inherent::{IntoKind, Region as _};

use super::{
    check::Checker,
    elision::{declared_signature, elided_own_type},
    implied::Promises,
    undeclared::are_lifetimes_unknown,
    visit::{count_missing, is_missing},
};
use crate::flow::graph::regions::{RegionId, UniversalKind, Why};

/// The universal regions of a signature.
#[derive(Debug, Default)]
pub(super) struct DeclaredRegions<'db> {
    /// By index of the signature's own parameter.
    pub(super) bound: Vec<Region<'db>>,
    /// How long the caller keeps what opaque types in the result hide.
    pub(super) hidden: Option<Region<'db>>,
}

/// Whether a type of a function's signature is called by an alias that repeats a lifetime which is elided:
/// `Tokens<'_>` for `Slice<'_, Token<'_>>`. Lowered, the two are no longer known to be one.
fn repeats_elided(db: &dyn HirDatabase, function: FunctionId) -> bool {
    let signature = FunctionSignature::of(db, function);
    let (resolver, generics) = (function.resolver(db), OnceCell::new());
    let mut lowering = TyLoweringContext::new(
        db,
        &resolver,
        &signature.store,
        GenericDefId::from(function).into(),
        function.into(),
        &generics,
        LifetimeElisionKind::Infer,
        LifetimeLoweringMode::LateParam,
    );
    let mut pending: Vec<TypeRefId> = signature.params.to_vec();
    pending.extend(signature.ret_type);
    while let Some(written) = pending.pop() {
        match &signature.store[written] {
            TypeRef::Reference(it) => pending.push(it.ty),
            TypeRef::Tuple(parts) => pending.extend(parts.iter().copied()),
            TypeRef::Slice(inner) | TypeRef::RawPtr(inner, _) => pending.push(*inner),
            TypeRef::Array(it) => pending.push(it.ty),
            TypeRef::Path(path) => {
                let last = path.segments().last();
                let args = last.and_then(|it| it.args_and_bindings);
                let args = args.iter().flat_map(|it| it.args.iter());
                let (mut types, mut lifetimes, mut elided) = (Vec::new(), 0, 0);
                for arg in args {
                    match arg {
                        GenericArg::Type(ty) => types.push(*ty),
                        GenericArg::Lifetime(it) => {
                            lifetimes += 1;
                            let is_elided =
                                matches!(signature.store[*it], LifetimeRef::Placeholder);
                            elided += usize::from(is_elided);
                        }
                        GenericArg::Const(_) => {}
                    }
                }
                let ty = lowering.lower_ty(written);
                let inside: usize = types
                    .iter()
                    .map(|&it| count_missing(lowering.lower_ty(it)))
                    .sum();
                let repeats = match ty.kind() {
                    // The type's own are left out: what is missing inside of its arguments has to be missing in those
                    // that are written.
                    TyKind::Adt(_, args) if lifetimes == 0 => {
                        let types = args.iter().filter_map(|arg| arg.ty());
                        types.map(count_missing).sum::<usize>() > inside
                    }
                    _ if lifetimes == 0 => count_missing(ty) > inside + 1,
                    _ => count_missing(ty) > inside + elided,
                };
                if repeats {
                    return true;
                }
                pending.extend(types);
            }
            _ => {}
        }
    }
    false
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
            self.well_formed(written);
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
            self.declared_value(def);
            return;
        };
        let interner = self.relations.interner;
        let (signature, _) = declared_signature(self.db, function);
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
        let elided = self
            .relations
            .universals
            .iter()
            .filter(|it| it.name.is_none() && matches!(it.kind, UniversalKind::Signature));
        if elided.count() > 1 && repeats_elided(self.db, function) {
            for region in &regions.bound {
                let id = self.relations.id(*region);
                self.relations.approximate.insert(id);
            }
        }
        if are_lifetimes_unknown(self.db, generics) {
            let declared = self.relations.count();
            self.relations
                .approximate
                .extend((1..declared).map(RegionId));
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
    /// The value of a static or constant has the declared type. Those of traits and implementations may mention
    /// lifetimes of these, which are not looked at.
    fn declared_value(&mut self, def: DefWithBodyId) {
        let db = self.db;
        let declared = match def {
            DefWithBodyId::StaticId(id) => db.type_for_static(id),
            DefWithBodyId::ConstId(id)
                if matches!(id.lookup(db).container, ItemContainerId::ModuleId(_)) =>
            {
                db.type_for_const(id)
            }
            _ => return,
        };
        let declared = self.relations.of_item(declared.skip_binder());
        let ty = self.place_ty(self.graph.locals[0].place);
        self.relations.why = Why::SameType;
        self.relations.subtype(ty, declared);
    }
}
