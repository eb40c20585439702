//! Bounds in which references to trait objects stand.
//!
//! The header of an implementation for `&dyn Trait` is lowered with an object that lives for ever, where it is one that
//! lives as long as the reference. What such an implementation would ask of that lifetime is not asked.

use ra_ap_base_db::Crate;
use ra_ap_hir_def::{ImplId, TraitId};
use ra_ap_hir_ty::{
    GenericPredicates,
    db::HirDatabase,
    method_resolution::TraitImpls,
    next_solver::{AnyImplId, ClauseKind, DbInterner, Predicate, PredicateKind, TraitRef, TyKind},
};
use ra_ap_rustc_type_ir::{
    Interner as _,
    inherent::{Clause as _, IntoKind},
};

use super::{elision::is_function_trait, visit::lends_static_object};

/// Whether an implementation for a reference to a trait object may be what the bound is proved by.
pub(super) fn may_be_implemented<'db>(
    interner: DbInterner<'db>,
    krate: Crate,
    predicate: Predicate<'db>,
) -> bool {
    let PredicateKind::Clause(ClauseKind::Trait(bound)) = predicate.kind().skip_binder() else {
        return true;
    };
    // Of closures and opaque types the bounds may be lowered so, too.
    if !matches!(bound.self_ty().kind(), TyKind::Adt(..)) {
        return true;
    }
    is_answered(interner, krate, bound.trait_ref, true)
}

/// Whether an implementation for a reference to a trait object is among those that may answer for the type, or
/// is asked for by one of them; with `functions` also one that asks for a function, whose parameters may be such references.
pub(super) fn is_answered<'db>(
    interner: DbInterner<'db>,
    krate: Crate,
    bound: TraitRef<'db>,
    functions: bool,
) -> bool {
    let db = interner.db();
    let trait_id = bound.def_id.0;
    // The solver refuses to look for implementations of parameters and the like.
    if !matches!(bound.self_ty().kind(), TyKind::Adt(..) | TyKind::Ref(..)) {
        return false;
    }
    let mut found = false;
    interner.for_each_relevant_impl(bound.def_id, bound.self_ty(), |id| {
        found = found
            || match id {
                AnyImplId::ImplId(id) => {
                    is_for_object(db, id) || demands_of_objects(interner, krate, id, functions)
                }
                AnyImplId::BuiltinDeriveImplId(_) => is_implemented(db, krate, trait_id),
            };
    });
    found
}

/// Whether the implementation has bounds that may be proved by one for a reference to a trait object; with `functions`
/// also bounds that ask for a function.
fn demands_of_objects(interner: DbInterner<'_>, krate: Crate, id: ImplId, functions: bool) -> bool {
    let db = interner.db();
    let bounds = GenericPredicates::query_all(db, id.into()).skip_binder();
    bounds
        .into_iter()
        .filter_map(|clause| clause.as_trait_clause())
        .map(|bound| bound.skip_binder().def_id().0)
        .any(|id| functions && is_function_trait(interner, id) || is_implemented(db, krate, id))
}

/// Whether the trait is implemented for a reference to a trait object somewhere outside of function bodies.
#[salsa::tracked(returns(copy))]
fn is_implemented(db: &dyn HirDatabase, krate: Crate, id: TraitId) -> bool {
    let mut found = false;
    for impls in TraitImpls::for_crate_and_deps(db, krate) {
        impls.for_trait(id, |impls| {
            let written = impls.left().unwrap_or_default();
            found = found || written.iter().any(|&id| is_for_object(db, id));
        });
    }
    found
}

fn is_for_object(db: &dyn HirDatabase, id: ImplId) -> bool {
    let header = db.impl_trait(id);
    header.is_some_and(|header| lends_static_object(&header.skip_binder()))
}
