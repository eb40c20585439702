//! Types without values (`rustc_middle::ty::inhabitedness`): a call that gives one does not come back.

use ra_ap_base_db::Crate;
use ra_ap_hir_def::{AdtId, HasModule, VariantId, attrs::AttrFlags, signatures::VariantFields};
use ra_ap_hir_ty::{
    consteval::try_const_usize,
    next_solver::{GenericArgs, Ty, TyKind},
};
use ra_ap_rustc_type_ir::inherent::IntoKind;

use super::{types::Types, variants};

/// So deeply fields are looked into.
const NESTING: u32 = 5;

impl<'db> Types<'db> {
    /// Whether there is no value of the type as far as can be seen from the body's module: `!`, enums without variants,
    /// and what holds one of these. What a private field of another module holds is not known, nor whether a type
    /// grows that is `non_exhaustive` in another crate.
    pub(super) fn is_uninhabited(&mut self, ty: Ty<'db>) -> bool {
        if let Some(&known) = self.uninhabited.get(&ty) {
            return known;
        }
        let uninhabited = self.is_empty_type(ty, NESTING);
        self.uninhabited.insert(ty, uninhabited);
        uninhabited
    }

    fn is_empty_type(&self, ty: Ty<'db>, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        match ty.kind() {
            TyKind::Never => true,
            TyKind::Tuple(fields) => fields.iter().any(|it| self.is_empty_type(it, depth)),
            TyKind::Array(element, length) => {
                try_const_usize(self.db, length).is_some_and(|it| it > 0)
                    && self.is_empty_type(element, depth)
            }
            TyKind::Adt(adt, args) => match adt.def_id() {
                AdtId::UnionId(_) => false,
                AdtId::EnumId(id)
                    if self.may_grow(id.krate(self.db), AttrFlags::query(self.db, id.into())) =>
                {
                    false
                }
                id => variants::all(self.db, id)
                    .into_iter()
                    .all(|variant| self.is_empty_variant(variant, args, depth)),
            },
            _ => false,
        }
    }

    fn is_empty_variant(&self, variant: VariantId, args: GenericArgs<'db>, depth: u32) -> bool {
        let db = self.db;
        let attributes = match variant {
            VariantId::EnumVariantId(id) => AttrFlags::query(db, id.into()),
            VariantId::StructId(id) => AttrFlags::query(db, id.into()),
            VariantId::UnionId(_) => return false,
        };
        if self.may_grow(variant.krate(db), attributes) {
            return false;
        }
        let visibilities = match variant {
            VariantId::EnumVariantId(_) => None,
            _ => Some(VariantFields::field_visibilities(db, variant)),
        };
        db.field_types(variant).iter().any(|(id, field)| {
            visibilities.is_none_or(|all| all[id].is_visible_from(db, self.module)) && {
                let ty = field.ty().instantiate(self.interner, args);
                self.is_empty_type(self.normalise(ty.skip_norm_wip()), depth)
            }
        })
    }

    fn may_grow(&self, krate: Crate, attributes: AttrFlags) -> bool {
        krate != self.krate && attributes.contains(AttrFlags::NON_EXHAUSTIVE)
    }
}
