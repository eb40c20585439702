//! Bounds that name no trait: half-written, or of a crate that is not known. What the types that they are of implement
//! is not known then.

use ra_ap_base_db::CrateOrigin;
use ra_ap_hir_def::{
    FunctionId, GenericDefId, HasModule, ItemContainerId, Lookup, TraitId, TypeAliasId,
    expr_store::ExpressionStore,
    hir::generics::{GenericParams, WherePredicate},
    resolver::{HasResolver, Resolver, TypeNs},
    signatures::TypeAliasSignature,
    type_ref::TypeBound,
};
use ra_ap_hir_ty::db::HirDatabase;
use rustc_hash::FxHashSet;

/// Whether an item, or what surrounds it, has such a bound.
pub(super) fn are_unknown(db: &dyn HirDatabase, def: GenericDefId) -> bool {
    with_container(db, def).any(|def| demands(db, def).is_unknown(db))
}

/// Whether an associated type has such a bound.
#[salsa::tracked(returns(copy))]
pub(super) fn are_unknown_of_associated(db: &dyn HirDatabase, id: TypeAliasId) -> bool {
    let signature = TypeAliasSignature::of(db, id);
    let resolver = id.resolver(db);
    Demands::of(db, &resolver, &signature.store, &*signature.bounds).is_unknown(db)
}

/// An item and the trait or implementation that it stands in.
pub(super) fn with_container(
    db: &dyn HirDatabase,
    def: GenericDefId,
) -> impl Iterator<Item = GenericDefId> {
    let container = match def {
        GenericDefId::FunctionId(id) => container(db, id),
        _ => None,
    };
    container.into_iter().chain([def])
}

fn container(db: &dyn HirDatabase, function: FunctionId) -> Option<GenericDefId> {
    match function.lookup(db).container {
        ItemContainerId::ImplId(id) => Some(id.into()),
        ItemContainerId::TraitId(id) => Some(id.into()),
        ItemContainerId::ModuleId(_) | ItemContainerId::ExternBlockId(_) => None,
    }
}

/// What the bounds of an item demand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Demands {
    /// Traits of packages, whose own bounds hold, too. Those of the standard library are known.
    traits: Vec<TraitId>,
    /// Whether one of the bounds names no trait.
    unknown: bool,
}

#[salsa::tracked(returns(ref))]
fn demands(db: &dyn HirDatabase, def: GenericDefId) -> Demands {
    let (parameters, store) = GenericParams::with_store(db, def);
    let predicates = parameters.where_predicates();
    if predicates.is_empty() {
        return Demands::default();
    }
    let bounds = predicates.iter().filter_map(|it| match it {
        WherePredicate::TypeBound { bound, .. } => Some(bound),
        WherePredicate::Lifetime { .. } => None,
    });
    Demands::of(db, &def.resolver(db), store, bounds)
}

impl Demands {
    fn of<'a>(
        db: &dyn HirDatabase,
        resolver: &Resolver<'_>,
        store: &'a ExpressionStore,
        bounds: impl IntoIterator<Item = &'a TypeBound>,
    ) -> Demands {
        let mut demands = Demands::default();
        let mut pending: Vec<&TypeBound> = bounds.into_iter().collect();
        while let Some(bound) = pending.pop() {
            let (TypeBound::Path(path, _) | TypeBound::ForLifetime(_, path)) = bound else {
                demands.unknown |= matches!(bound, TypeBound::Error);
                continue;
            };
            let path = &store[*path];
            match resolver.resolve_path_in_type_ns_fully(db, path) {
                Some(TypeNs::TraitId(id)) if is_of_std(db, id) => {}
                Some(TypeNs::TraitId(id)) => demands.traits.push(id),
                _ => demands.unknown = true,
            }
            // `Iterator<Item: Copy>`
            let segments = path.segments();
            let args = segments.iter().filter_map(|it| it.args_and_bindings);
            let bindings = args.flat_map(|it| &it.bindings);
            pending.extend(bindings.flat_map(|it| &it.bounds));
        }
        demands
    }

    fn is_unknown(&self, db: &dyn HirDatabase) -> bool {
        let mut visited = FxHashSet::default();
        let mut pending = vec![self];
        while let Some(next) = pending.pop() {
            if next.unknown {
                return true;
            }
            let traits = next.traits.iter().filter(|&&it| visited.insert(it));
            pending.extend(traits.map(|&it| demands(db, it.into())));
        }
        false
    }
}

fn is_of_std(db: &dyn HirDatabase, id: TraitId) -> bool {
    matches!(id.krate(db).data(db).origin, CrateOrigin::Lang(_))
}
