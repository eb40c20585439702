//! The regions in types.

use ra_ap_hir_ty::next_solver::{DbInterner, GenericArgs, Region, RegionKind, Ty, TyKind};
use ra_ap_rustc_type_ir::{
    TypeFoldable, TypeVisitableExt, fold_regions,
    inherent::{GenericArgs as _, IntoKind},
};

/// All regions that are free in a value, in the order in which it is folded; errors are left out.
pub(super) fn all_regions<'db, T: TypeFoldable<DbInterner<'db>>>(
    interner: DbInterner<'db>,
    value: T,
) -> Vec<Region<'db>> {
    let mut regions = Vec::new();
    fold_regions(interner, value, |region, _| {
        let known = !matches!(
            region.kind(),
            RegionKind::ReError(_) | RegionKind::ReErased | RegionKind::ReBound(..)
        );
        if known {
            regions.push(region);
        }
        region
    });
    regions
}

/// The regions that have to outlive what the type has to outlive
/// (`rustc_type_ir::outlives::push_outlives_components`): of a closure those of its captures only.
pub(super) fn free_regions<'db>(interner: DbInterner<'db>, ty: Ty<'db>) -> Vec<Region<'db>> {
    if !ty.has_free_regions() {
        return Vec::new();
    }
    match ty.kind() {
        TyKind::Closure(_, args) => free_regions(interner, args.as_closure().tupled_upvars_ty()),
        TyKind::Coroutine(_, args) => {
            free_regions(interner, args.as_coroutine().tupled_upvars_ty())
        }
        TyKind::Tuple(parts) => parts
            .iter()
            .flat_map(|part| free_regions(interner, part))
            .collect(),
        TyKind::Ref(region, inner, _) => {
            let mut regions = vec![region];
            regions.extend(free_regions(interner, inner));
            regions
        }
        TyKind::Adt(_, args) => of_arguments(interner, args),
        _ => all_regions(interner, ty),
    }
}

fn of_arguments<'db>(interner: DbInterner<'db>, args: GenericArgs<'db>) -> Vec<Region<'db>> {
    let mut regions = Vec::new();
    for arg in args.iter() {
        match (arg.ty(), arg.region()) {
            (Some(ty), _) => regions.extend(free_regions(interner, ty)),
            (_, Some(region)) => regions.push(region),
            _ => {}
        }
    }
    regions
}
