//! The variants of types; a struct or union is its own only one.

use ra_ap_hir_def::{AdtId, VariantId};
use ra_ap_hir_ty::db::HirDatabase;

/// All of them, in order.
pub(super) fn all(db: &dyn HirDatabase, adt: AdtId) -> Vec<VariantId> {
    match adt {
        AdtId::StructId(id) => vec![id.into()],
        AdtId::UnionId(id) => vec![id.into()],
        AdtId::EnumId(id) => {
            let variants = id.enum_variants(db).variants.values();
            variants.map(|&(variant, _)| variant.into()).collect()
        }
    }
}

/// The variant of an enum by its index; of another type the only one, whatever the index.
pub(super) fn by_index(db: &dyn HirDatabase, adt: AdtId, index: u32) -> Option<VariantId> {
    match adt {
        AdtId::StructId(id) => Some(id.into()),
        AdtId::UnionId(id) => Some(id.into()),
        AdtId::EnumId(id) => {
            let mut variants = id.enum_variants(db).variants.values();
            variants
                .nth(index as usize)
                .map(|&(variant, _)| variant.into())
        }
    }
}
