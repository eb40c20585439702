//! Implementations that are being written and may become `impl Copy for …`: which types are `Copy` is not known then.

use ra_ap_base_db::{Crate, CrateOrigin};
use ra_ap_hir_def::{
    AdtId, HasModule, ImplId, ModuleDefId, ModuleId,
    expr_store::{ExpressionStore, path::Path},
    nameres::{DefMap, crate_def_map},
    resolver::{HasResolver, Resolver, TypeNs},
    signatures::ImplSignature,
    type_ref::{TypeRef, TypeRefId},
};
use ra_ap_hir_ty::db::HirDatabase;
use rustc_hash::FxHashSet;

const COPY: &str = "Copy";

/// Whether a half-written implementation may be one of `Copy` for the type.
pub(super) fn may_implement_copy(db: &dyn HirDatabase, adt: AdtId) -> bool {
    let krate = adt.krate(db);
    !matches!(krate.data(db).origin, CrateOrigin::Lang(_)) && candidates(db, krate).contains(&adt)
}

/// The types of a crate for which it has such implementations. One that does not tell its type may be for any of the
/// types beside it.
#[salsa::tracked(returns(ref))]
fn candidates(db: &dyn HirDatabase, krate: Crate) -> FxHashSet<AdtId> {
    let map = crate_def_map(db, krate);
    let mut candidates = FxHashSet::default();
    for (module, data) in map.modules() {
        for implementation in data.scope.impls() {
            match target(db, implementation) {
                Target::None => {}
                Target::Type(adt) => {
                    candidates.insert(adt);
                }
                Target::Any => candidates.extend(types_of(map, module)),
            }
        }
    }
    candidates
}

fn types_of(map: &DefMap, module: ModuleId) -> impl Iterator<Item = AdtId> {
    map[module].scope.declarations().filter_map(|it| match it {
        ModuleDefId::AdtId(adt) => Some(adt),
        _ => None,
    })
}

enum Target {
    None,
    Type(AdtId),
    Any,
}

/// For what an implementation may be one of `Copy` when it is finished.
fn target(db: &dyn HirDatabase, implementation: ImplId) -> Target {
    let signature = ImplSignature::of(db, implementation);
    let store = &signature.store;
    let name = |path: &Path| {
        let last = path.segments().last();
        last.map(|it| it.name.as_str().to_owned())
    };
    let Some(implemented) = &signature.target_trait else {
        // `impl Cop`: the type may follow.
        let begun = path(store, signature.self_ty)
            .and_then(name)
            .is_some_and(|it| COPY.starts_with(&it));
        return match begun
            && adt(db, &implementation.resolver(db), store, signature.self_ty).is_none()
        {
            true => Target::Any,
            false => Target::None,
        };
    };
    let resolver = implementation.resolver(db);
    let path = &store[implemented.path];
    let found = resolver.resolve_path_in_type_ns_fully(db, path);
    let is_trait = matches!(found, Some(TypeNs::TraitId(_)));
    let adt = adt(db, &resolver, store, signature.self_ty);
    match (is_trait, name(path)) {
        (true, Some(name))
            if name == COPY && matches!(store[signature.self_ty], TypeRef::Error) =>
        {
            Target::Any
        }
        (false, Some(name)) if name.starts_with(&COPY[..1]) => {
            adt.map_or(Target::Any, Target::Type)
        }
        _ => Target::None,
    }
}

fn path(store: &ExpressionStore, written: TypeRefId) -> Option<&Path> {
    match &store[written] {
        TypeRef::Path(path) => Some(path),
        _ => None,
    }
}

fn adt(
    db: &dyn HirDatabase,
    resolver: &Resolver<'_>,
    store: &ExpressionStore,
    written: TypeRefId,
) -> Option<AdtId> {
    match resolver.resolve_path_in_type_ns_fully(db, path(store, written)?) {
        Some(TypeNs::AdtId(adt)) => Some(adt),
        _ => None,
    }
}
