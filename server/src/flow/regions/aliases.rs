//! What the aliases in a type say of trait objects: `type E<'a> = &'a (dyn Error + 'static)`.

use ra_ap_hir_def::{
    expr_store::ExpressionStore,
    hir::type_ref::TypeRefId,
    resolver::{HasResolver, Resolver, TypeNs},
    signatures::TypeAliasSignature,
};
use ra_ap_hir_ty::{
    db::HirDatabase,
    next_solver::{DbInterner, Ty},
};

use super::objects::{Written, paths_in, with_defaults};

/// Aliases that stand for aliases more often than this are not seen through.
const MAX_DEPTH: usize = 8;

/// Whether an alias in a type that somebody wrote in an item stands for a trait object that lives for ever. `lowered` is
/// the same type.
pub(super) fn hold_static_object<'db>(
    interner: DbInterner<'db>,
    item: impl HasResolver,
    (store, written): (&ExpressionStore, TypeRefId),
    lowered: Ty<'db>,
) -> bool {
    // Of most types nothing is left out that could be filled in wrongly.
    with_defaults(interner, lowered, Written::default()) != lowered
        && alias_says_static(
            interner.db(),
            &item.resolver(interner.db()),
            (store, written),
        )
}

/// Whether `'static` is written for a trait object in what an alias in a type stands for.
pub(in crate::flow) fn alias_says_static(
    db: &dyn HirDatabase,
    resolver: &Resolver<'_>,
    written: (&ExpressionStore, TypeRefId),
) -> bool {
    alias_holds_static(db, resolver, written, MAX_DEPTH)
}

/// Whether a trait is named in a type: up to edition 2018 that is a trait object.
pub(in crate::flow) fn names_trait(
    db: &dyn HirDatabase,
    resolver: &Resolver<'_>,
    (store, written): (&ExpressionStore, TypeRefId),
) -> bool {
    paths_in(store, written).into_iter().any(|path| {
        let found = resolver.resolve_path_in_type_ns_fully(db, path);
        matches!(found, Some(TypeNs::TraitId(_)))
    })
}

fn alias_holds_static(
    db: &dyn HirDatabase,
    resolver: &Resolver<'_>,
    (store, written): (&ExpressionStore, TypeRefId),
    depth: usize,
) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    paths_in(store, written).into_iter().any(|path| {
        let Some(TypeNs::TypeAliasId(id)) = resolver.resolve_path_in_type_ns_fully(db, path) else {
            return false;
        };
        let alias = TypeAliasSignature::of(db, id);
        alias.ty.is_some_and(|ty| {
            Written::of(&alias.store, ty).is_static
                || alias_holds_static(db, &id.resolver(db), (&alias.store, ty), depth)
        })
    })
}
