//! The regions that are live while a value is (`rustc_infer`'s `FreeRegionsVisitor`): an opaque type or a
//! projection is alive no longer than its bounds say.

use ra_ap_hir_ty::next_solver::{
    AliasTy, Clause, ClauseKind, GenericArg, Region, RegionKind, Ty, TyKind,
};
use ra_ap_rustc_type_ir::{
    AliasTyKind, Interner, OutlivesPredicate, TypeVisitableExt, fold_regions, inherent::IntoKind,
};

use super::{
    opaque::captured_lifetimes,
    relate::Relations,
    visit::{all_regions, is_bound, visit_regions},
};

impl<'db> Relations<'db> {
    /// The regions that have to be live wherever a value of the type may be used later.
    pub(super) fn live_regions(&self, ty: Ty<'db>) -> Vec<Region<'db>> {
        let mut live = Vec::new();
        self.add_live(ty, &mut live);
        live
    }

    fn add_live(&self, ty: Ty<'db>, live: &mut Vec<Region<'db>>) {
        if !ty.has_free_regions() {
            return;
        }
        match ty.kind() {
            TyKind::Alias(alias) if !ty.has_escaping_bound_vars() => {
                self.add_live_alias(alias, live);
            }
            TyKind::Ref(region, inner, _) => {
                live.extend(all_regions(&region));
                self.add_live(inner, live);
            }
            TyKind::RawPtr(inner, _) | TyKind::Slice(inner) | TyKind::Array(inner, _) => {
                self.add_live(inner, live);
            }
            TyKind::Tuple(parts) => parts.iter().for_each(|it| self.add_live(it, live)),
            TyKind::Adt(_, args) => args.iter().for_each(|it| self.add_live_argument(it, live)),
            _ => live.extend(all_regions(&ty)),
        }
    }

    fn add_live_argument(&self, arg: GenericArg<'db>, live: &mut Vec<Region<'db>>) {
        match arg.ty() {
            Some(ty) => self.add_live(ty, live),
            None => live.extend(all_regions(&arg)),
        }
    }

    fn add_live_alias(&self, alias: AliasTy<'db>, live: &mut Vec<Region<'db>>) {
        let bounds = self.bounds_of(alias);
        let mut outlived = outlived(&bounds);
        let is_static = |region: &Region<'db>| region.is_static() || is_bound(*region);
        if outlived.iter().any(is_static) || self.is_promised_static(alias) {
            return;
        }
        outlived.dedup();
        if let [only] = outlived[..]
            && let Some(region) = self.argument(alias, only)
        {
            live.push(region);
            return;
        }
        let AliasTyKind::Opaque { def_id } = alias.kind else {
            let parts = alias.args.iter();
            return parts.for_each(|it| self.add_live_argument(it, live));
        };
        match captured_lifetimes(self.interner, def_id, alias) {
            Some(captured) => {
                live.extend(all_regions(&captured));
                let types = alias.args.iter().filter_map(|arg| arg.ty());
                types.for_each(|it| self.add_live(it, live));
            }
            None => {
                let parts = alias.args.iter();
                parts.for_each(|it| self.add_live_argument(it, live));
            }
        }
    }

    /// What the declaration of an opaque or associated type promises.
    fn bounds_of(&self, alias: AliasTy<'db>) -> Vec<Clause<'db>> {
        let id = match alias.kind {
            AliasTyKind::Opaque { def_id } => def_id.into(),
            AliasTyKind::Projection { def_id } => def_id.into(),
            _ => return Vec::new(),
        };
        let bounds = self.interner.item_bounds(id).skip_binder();
        bounds.into_iter().collect()
    }

    /// Whether a bound of the body's item says of the type, for all lifetimes in it, that it is `'static`.
    fn is_promised_static(&self, alias: AliasTy<'db>) -> bool {
        let erased = |alias: AliasTy<'db>| {
            fold_regions(self.interner, alias.args, |_, _| {
                Region::new_erased(self.interner)
            })
        };
        self.env.clauses().iter().any(|clause| {
            let ClauseKind::TypeOutlives(OutlivesPredicate(ty, region)) =
                clause.kind().skip_binder()
            else {
                return false;
            };
            let TyKind::Alias(promised) = ty.kind() else {
                return false;
            };
            let mut for_all = true;
            visit_regions(&promised.args, |region, _| for_all &= is_bound(region));
            region.is_static()
                && for_all
                && promised.kind == alias.kind
                && erased(promised) == erased(alias)
        })
    }

    /// The argument that stands for a lifetime of the opaque type's bounds.
    fn argument(&self, alias: AliasTy<'db>, region: Region<'db>) -> Option<Region<'db>> {
        match region.kind() {
            RegionKind::ReEarlyParam(it) => alias.args.iter().nth(it.index as usize)?.region(),
            // One that is elided is the last that was appended.
            _ => alias.args.iter().last()?.region(),
        }
    }
}

/// The lifetimes that the bounds of a type say it outlives.
fn outlived<'db>(bounds: &[Clause<'db>]) -> Vec<Region<'db>> {
    let regions = bounds
        .iter()
        .filter_map(|bound| match bound.kind().skip_binder() {
            ClauseKind::TypeOutlives(OutlivesPredicate(_, region)) => Some(region),
            _ => None,
        });
    regions.collect()
}
