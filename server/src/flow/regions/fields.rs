//! The types of fields as they are declared, with the lifetimes that function types and trait objects in them leave
//! out.

use ra_ap_hir_def::{HasModule, LocalFieldId, VariantId};
use ra_ap_hir_ty::{
    db::HirDatabase,
    next_solver::{DbInterner, StoredTy, Ty},
};
use rustc_hash::FxHashMap;

use super::{
    aliases::hold_static_object,
    elision::bind_function_types,
    objects::{Written, with_defaults},
};

/// The declared type of a field, which its type's arguments have to be put into; `None` if there is no such field.
pub(super) fn declared_field(
    db: &dyn HirDatabase,
    variant: VariantId,
    field: LocalFieldId,
) -> Option<Ty<'_>> {
    completed_fields(db, variant)
        .get(&field)
        .map(|it| it.as_ref())
}

#[salsa::tracked(returns(ref))]
fn completed_fields(db: &dyn HirDatabase, variant: VariantId) -> FxHashMap<LocalFieldId, StoredTy> {
    let interner = DbInterner::new_with(db, variant.krate(db));
    let fields = variant.fields(db);
    let declared = db.field_types(variant).iter();
    let completed = declared.map(|(id, field)| {
        let ty = fields.fields()[id].type_ref;
        let declared = field.ty().skip_binder();
        let mut written = Written::of(&fields.store, ty);
        written.is_static |= hold_static_object(interner, variant, (&fields.store, ty), declared);
        // What is left out in the declaration, not in the arguments.
        let declared = bind_function_types(interner, declared);
        (id, with_defaults(interner, declared, written).store())
    });
    completed.collect()
}
