//! The types of places, from the renumbered types of their locals.

use ra_ap_hir_def::LocalFieldId;
use ra_ap_hir_ty::next_solver::{Mutability, Region, Ty, TyKind};
use ra_ap_rustc_type_ir::{
    EarlyBinder,
    inherent::{GenericArgs as _, IntoKind, Region as _, Ty as _},
};

use super::{check::Checker, fields::declared_field, relate::has_regions};
use crate::flow::{
    graph::{PlaceId, Projection},
    variants,
};

impl<'db> Checker<'_, 'db> {
    /// The type of a place, its lifetimes those of its local.
    pub(super) fn place_ty(&mut self, place: PlaceId) -> Ty<'db> {
        if let Some(ty) = self.place_tys[place.index()] {
            return ty;
        }
        let inferred = self.typed.place(place);
        let ty = if !has_regions(inferred) {
            inferred
        } else if let Some((parent, step)) = self.graph.place(place).parent {
            let parent = self.place_ty(parent);
            match self.part_ty(parent, step, inferred) {
                Some(ty) => ty,
                None => self.unknown_part(inferred),
            }
        } else if let Some(&declared) = self.typed.statics.get(&self.graph.place(place).local) {
            let interner = self.relations.interner;
            let declared = self.relations.of_item(declared);
            Ty::new_ref(
                interner,
                Region::new_static(interner),
                declared,
                Mutability::Not,
            )
        } else {
            self.renumber(inferred)
        };
        self.place_tys[place.index()] = Some(ty);
        ty
    }

    /// A part whose type does not follow from that of the whole.
    fn unknown_part(&mut self, inferred: Ty<'db>) -> Ty<'db> {
        let ty = self.renumber(inferred);
        for region in self.relations.ids(ty) {
            self.relations.approximate.insert(region);
        }
        ty
    }

    fn part_ty(&mut self, whole: Ty<'db>, step: Projection, inferred: Ty<'db>) -> Option<Ty<'db>> {
        match step {
            Projection::Deref | Projection::BoxDeref => whole.builtin_deref(true),
            Projection::Field { variant, field } => self.field_ty(whole, variant, field),
            Projection::Index | Projection::ConstantIndex { .. } => whole.builtin_index(),
            Projection::Subslice { .. } => {
                let element = whole.builtin_index()?;
                let interner = self.relations.interner;
                Some(match inferred.kind() {
                    TyKind::Array(_, length) => {
                        Ty::new_array_with_const_len(interner, element, length)
                    }
                    _ => Ty::new_slice(interner, element),
                })
            }
        }
    }

    /// The type of a field, normalised; `None` if there is no such field.
    pub(super) fn field_ty(&mut self, whole: Ty<'db>, variant: u32, field: u32) -> Option<Ty<'db>> {
        match whole.kind() {
            TyKind::Tuple(fields) => fields.iter().nth(field as usize),
            TyKind::Closure(_, args) => args
                .as_closure()
                .tupled_upvars_ty()
                .as_tuple()?
                .iter()
                .nth(field as usize),
            TyKind::Coroutine(_, args) => args
                .as_coroutine()
                .tupled_upvars_ty()
                .as_tuple()?
                .iter()
                .nth(field as usize),
            TyKind::Adt(adt, args) => {
                let variant = variants::by_index(self.db, adt.def_id(), variant)?;
                let id = LocalFieldId::from_raw(field.into());
                let declared = EarlyBinder::bind(declared_field(self.db, variant, id)?);
                let ty = declared.instantiate(self.relations.interner, args);
                let ty = ty.skip_norm_wip();
                let ty = self.relations.normalise(ty);
                Some(self.relations.fill(ty))
            }
            _ => None,
        }
    }
}
