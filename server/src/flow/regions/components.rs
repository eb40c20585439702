//! What has to outlive a lifetime where a type has to.

use ra_ap_hir_ty::next_solver::{
    AliasTy, ClauseKind, DbInterner, GenericArgs, ParamEnv, Region, Ty, TyKind,
};
use ra_ap_rustc_type_ir::{
    AliasTyKind, Interner as _, OutlivesPredicate, TypeSuperVisitable, TypeVisitable,
    TypeVisitableExt, TypeVisitor,
    inherent::{GenericArgs as _, IntoKind},
};

use super::opaque::held_regions;

/// Whether an associated or opaque type in `ty` may outlive a lifetime because of a bound that is written for it: then
/// nothing follows for its arguments (`rustc_infer::outlives::obligations::alias_ty_must_outlive`).
pub(super) fn outlives_by_bounds<'db>(
    interner: DbInterner<'db>,
    env: ParamEnv<'db>,
    ty: Ty<'db>,
) -> bool {
    if !ty.has_aliases() {
        return false;
    }
    let mut found = Vec::new();
    aliases(ty, &mut found);
    if found.is_empty() {
        return false;
    }
    let is_outlives = |kind| matches!(kind, ClauseKind::TypeOutlives(_));
    let mut assumed = env.clauses().iter();
    let of_alias = assumed.any(|clause| match clause.kind().skip_binder() {
        ClauseKind::TypeOutlives(OutlivesPredicate(ty, _)) => matches!(ty.kind(), TyKind::Alias(_)),
        _ => false,
    });
    of_alias
        || found.iter().any(|alias| {
            let bounds = interner.item_bounds(alias.kind.def_id());
            let mut bounds = bounds.skip_binder().into_iter();
            bounds.any(|it| is_outlives(it.kind().skip_binder()))
        })
}

/// The associated and opaque types that have to outlive what the type has to outlive.
fn aliases<'db>(ty: Ty<'db>, found: &mut Vec<AliasTy<'db>>) {
    match ty.kind() {
        TyKind::Alias(alias)
            if matches!(
                alias.kind,
                AliasTyKind::Projection { .. } | AliasTyKind::Opaque { .. }
            ) =>
        {
            found.push(alias);
        }
        TyKind::Closure(_, args) => aliases(args.as_closure().tupled_upvars_ty(), found),
        TyKind::Coroutine(_, args) => aliases(args.as_coroutine().tupled_upvars_ty(), found),
        TyKind::Tuple(parts) => parts.iter().for_each(|part| aliases(part, found)),
        TyKind::Ref(_, inner, _)
        | TyKind::RawPtr(inner, _)
        | TyKind::Slice(inner)
        | TyKind::Array(inner, _) => aliases(inner, found),
        TyKind::Adt(_, args) => args
            .iter()
            .filter_map(|arg| arg.ty())
            .for_each(|ty| aliases(ty, found)),
        _ => {}
    }
}

/// The regions that have to outlive what the type has to outlive
/// (`rustc_type_ir::outlives::push_outlives_components`): of a closure those of its captures only, of a function
/// not those that are its own arguments.
pub(super) fn free_regions<'db>(interner: DbInterner<'db>, ty: Ty<'db>) -> Vec<Region<'db>> {
    let mut regions = Vec::new();
    add_free_regions(interner, ty, &mut regions);
    regions
}

fn add_free_regions<'db>(interner: DbInterner<'db>, ty: Ty<'db>, found: &mut Vec<Region<'db>>) {
    if !ty.has_free_regions() {
        return;
    }
    match ty.kind() {
        TyKind::Closure(_, args) => {
            add_free_regions(interner, args.as_closure().tupled_upvars_ty(), found)
        }
        TyKind::Coroutine(_, args) => {
            add_free_regions(interner, args.as_coroutine().tupled_upvars_ty(), found);
        }
        TyKind::Tuple(parts) => parts
            .iter()
            .for_each(|part| add_free_regions(interner, part, found)),
        TyKind::Ref(region, inner, _) => {
            found.push(region);
            add_free_regions(interner, inner, found);
        }
        TyKind::Adt(_, args) => add_of_arguments(interner, args, found),
        TyKind::FnDef(_, args) => {
            let types = args.iter().filter_map(|arg| arg.ty());
            types.for_each(|ty| add_free_regions(interner, ty, found));
        }
        _ => found.extend(held_regions(interner, &ty)),
    }
}

fn add_of_arguments<'db>(
    interner: DbInterner<'db>,
    args: GenericArgs<'db>,
    found: &mut Vec<Region<'db>>,
) {
    for arg in args.iter() {
        match (arg.ty(), arg.region()) {
            (Some(ty), _) => add_free_regions(interner, ty, found),
            (_, Some(region)) => found.push(region),
            _ => {}
        }
    }
}

/// The type parameters (by index) that have to outlive what the type has to outlive. Not those of associated types:
/// what has to hold of them depends on more.
pub(super) fn parameters(ty: Ty<'_>, found: &mut Vec<u32>) {
    match ty.kind() {
        TyKind::Param(it) => found.push(it.index),
        TyKind::Closure(_, args) => parameters(args.as_closure().tupled_upvars_ty(), found),
        TyKind::Coroutine(_, args) => parameters(args.as_coroutine().tupled_upvars_ty(), found),
        TyKind::Tuple(parts) => parts.iter().for_each(|part| parameters(part, found)),
        TyKind::Ref(_, inner, _)
        | TyKind::RawPtr(inner, _)
        | TyKind::Slice(inner)
        | TyKind::Array(inner, _) => parameters(inner, found),
        TyKind::Adt(_, args) => args
            .iter()
            .filter_map(|arg| arg.ty())
            .for_each(|ty| parameters(ty, found)),
        _ => {}
    }
}

/// All type parameters (by index) that a value mentions.
pub(super) fn mentioned_parameters<'db>(value: &impl TypeVisitable<DbInterner<'db>>) -> Vec<u32> {
    struct Collect(Vec<u32>);
    impl<'db> TypeVisitor<DbInterner<'db>> for Collect {
        type Result = ();

        fn visit_ty(&mut self, ty: Ty<'db>) {
            if let TyKind::Param(it) = ty.kind() {
                self.0.push(it.index);
            }
            if ty.has_param() {
                ty.super_visit_with(self);
            }
        }
    }
    let mut collect = Collect(Vec::new());
    value.visit_with(&mut collect);
    collect.0
}
