//! Bounds that name no trait: half-written, or of a crate that is not known. What the parameters' types implement is not
//! known then.

use ra_ap_hir_def::{
    FunctionId, GenericDefId, ItemContainerId, Lookup,
    hir::generics::{GenericParams, WherePredicate},
    resolver::{HasResolver, TypeNs},
    type_ref::TypeBound,
};
use ra_ap_hir_ty::db::HirDatabase;

/// Whether an item, or what surrounds it, has such a bound.
pub(super) fn are_unknown(db: &dyn HirDatabase, def: GenericDefId) -> bool {
    let around = match def {
        GenericDefId::FunctionId(id) => container(db, id),
        _ => None,
    };
    around
        .into_iter()
        .chain([def])
        .any(|def| has_unknown(db, def))
}

fn container(db: &dyn HirDatabase, function: FunctionId) -> Option<GenericDefId> {
    match function.lookup(db).container {
        ItemContainerId::ImplId(id) => Some(id.into()),
        ItemContainerId::TraitId(id) => Some(id.into()),
        ItemContainerId::ModuleId(_) | ItemContainerId::ExternBlockId(_) => None,
    }
}

#[salsa::tracked(returns(copy))]
fn has_unknown(db: &dyn HirDatabase, def: GenericDefId) -> bool {
    let (parameters, store) = GenericParams::with_store(db, def);
    let predicates = parameters.where_predicates();
    if predicates.is_empty() {
        return false;
    }
    let resolver = def.resolver(db);
    predicates.iter().any(|predicate| {
        let WherePredicate::TypeBound { bound, .. } = predicate else {
            return false;
        };
        let (TypeBound::Path(path, _) | TypeBound::ForLifetime(_, path)) = bound else {
            return matches!(bound, TypeBound::Error);
        };
        let found = resolver.resolve_path_in_type_ns_fully(db, &store[*path]);
        !matches!(found, Some(TypeNs::TraitId(_)))
    })
}
