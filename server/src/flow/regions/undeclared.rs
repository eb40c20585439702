//! Lifetimes that are half-written: which of an item's lifetimes outlive which is not known then.

use ra_ap_hir_def::{
    GenericDefId, ImplId,
    expr_store::path::GenericArg,
    hir::generics::{GenericParams, WherePredicate},
    resolver::{HasResolver, TypeNs},
    signatures::ImplSignature,
    type_ref::{LifetimeRef, TypeBound, TypeRef},
};
use ra_ap_hir_ty::db::HirDatabase;

use crate::flow::bounds;

/// Whether an item, or what surrounds it, has a lifetime in its bounds that is not declared, or leaves out all those of
/// the type that it implements.
pub(super) fn are_lifetimes_unknown(db: &dyn HirDatabase, def: GenericDefId) -> bool {
    bounds::with_container(db, def).any(|def| {
        has_undeclared(db, def) || matches!(def, GenericDefId::ImplId(id) if leaves_out(db, id))
    })
}

#[salsa::tracked(returns(copy))]
fn has_undeclared(db: &dyn HirDatabase, def: GenericDefId) -> bool {
    let (parameters, store) = GenericParams::with_store(db, def);
    let predicates = parameters.where_predicates();
    if predicates.is_empty() {
        return false;
    }
    let resolver = def.resolver(db);
    let is_declared = |lifetime: &LifetimeRef| match lifetime {
        LifetimeRef::Placeholder => true,
        _ => resolver.resolve_lifetime(lifetime).is_some(),
    };
    let is_bound = |lifetime: &LifetimeRef, binder: &[_]| match lifetime {
        LifetimeRef::Named(name) => binder.contains(name),
        _ => false,
    };
    predicates.iter().any(|predicate| match predicate {
        WherePredicate::Lifetime { target, bound } => {
            !is_declared(&store[*target]) || !is_declared(&store[*bound])
        }
        WherePredicate::TypeBound {
            lifetimes,
            bound: TypeBound::Lifetime(bound),
            ..
        } => {
            let bound = &store[*bound];
            !is_declared(bound) && !is_bound(bound, lifetimes.as_deref().unwrap_or_default())
        }
        WherePredicate::TypeBound { .. } => false,
    })
}

/// Whether an implementation is for a type with lifetimes and says nothing of them, not even `'_` (E0726).
#[salsa::tracked(returns(copy))]
fn leaves_out(db: &dyn HirDatabase, id: ImplId) -> bool {
    let signature = ImplSignature::of(db, id);
    let TypeRef::Path(path) = &signature.store[signature.self_ty] else {
        return false;
    };
    let segments = path.segments();
    let args = segments.last().and_then(|it| it.args_and_bindings);
    let mut args = args.iter().flat_map(|it| it.args.iter());
    if args.any(|it| matches!(it, GenericArg::Lifetime(_))) {
        return false;
    }
    match id.resolver(db).resolve_path_in_type_ns_fully(db, path) {
        Some(TypeNs::AdtId(adt)) => GenericParams::of(db, adt.into()).len_lifetimes() > 0,
        _ => false,
    }
}
