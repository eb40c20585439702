//! What the aliases in a type say of trait objects: `type E<'a> = &'a (dyn Error + 'static)`.

use std::ops::ControlFlow;

use ra_ap_hir_def::{
    expr_store::ExpressionStore,
    hir::type_ref::TypeRefId,
    resolver::{HasResolver, Resolver, TypeNs},
    signatures::TypeAliasSignature,
};
use ra_ap_hir_ty::{
    db::HirDatabase,
    next_solver::{DbInterner, Ty, TyKind},
};
use ra_ap_rustc_type_ir::{TypeSuperVisitable, TypeVisitor, inherent::IntoKind};

use super::objects::{Written, paths_in};

/// Aliases that stand for aliases more often than this are not seen through.
const MAX_DEPTH: usize = 8;

/// Whether an alias in a type that somebody wrote in an item stands for a trait object that lives for ever. `lowered` is
/// the same type.
pub(super) fn hold_static_object(
    db: &dyn HirDatabase,
    item: impl HasResolver,
    (store, written): (&ExpressionStore, TypeRefId),
    lowered: Ty<'_>,
) -> bool {
    // Most types have none at all.
    let mut find = StaticObject;
    find.visit_ty(lowered).is_break()
        && alias_holds_static(db, &item.resolver(db), (store, written), MAX_DEPTH)
}

struct StaticObject;

impl<'db> TypeVisitor<DbInterner<'db>> for StaticObject {
    type Result = ControlFlow<()>;

    fn visit_ty(&mut self, ty: Ty<'db>) -> ControlFlow<()> {
        match ty.kind() {
            TyKind::Dynamic(_, region) if region.is_static() => ControlFlow::Break(()),
            _ => ty.super_visit_with(self),
        }
    }
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
