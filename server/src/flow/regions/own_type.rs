//! The types that implementations are for.

use ra_ap_hir_def::{ImplId, signatures::ImplSignature};
use ra_ap_hir_ty::next_solver::{DbInterner, Ty};

use super::{
    aliases::hold_static_object,
    objects::{Written, with_defaults},
};

/// The type over the implementation's own parameters, with the lifetimes of trait objects that are left out: `Self` in
/// `impl<'a> Cursor<&'a dyn Read>` is `Cursor<&'a (dyn Read + 'a)>`.
pub(in crate::flow) fn own_type<'db>(interner: DbInterner<'db>, id: ImplId) -> Ty<'db> {
    let db = interner.db();
    let lowered = db.impl_self_ty(id).skip_binder();
    let signature = ImplSignature::of(db, id);
    let source = (&signature.store, signature.self_ty);
    let mut written = Written::of(source.0, source.1);
    written.is_static |= hold_static_object(interner, id, source, lowered);
    with_defaults(interner, lowered, written)
}
