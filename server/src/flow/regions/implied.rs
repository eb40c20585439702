//! What the signature promises about its lifetimes: written bounds, and those that its types imply
//! (Reference, "Implied bounds").

use ra_ap_hir_def::{GenericDefId, ItemContainerId, Lookup};
use ra_ap_hir_ty::{
    GenericPredicates,
    db::HirDatabase,
    next_solver::{Clause, ClauseKind, DbInterner, Region, Ty, TyKind},
};
use ra_ap_rustc_type_ir::{
    OutlivesPredicate, TypeFoldable, TypeSuperVisitable, TypeVisitableExt, TypeVisitor, Upcast,
    elaborate,
    inherent::{BoundExistentialPredicates as _, IntoKind},
};

use rustc_hash::FxHashMap;

use super::{
    components::{free_regions, mentioned_parameters},
    elision::replaced,
    relate::has_regions,
    well_formed::{Demand, demands, demands_of_associated},
};

/// Pairs of regions of which the first outlives the second.
#[derive(Debug)]
pub(super) struct Promises<'a, 'db> {
    pub(super) pairs: Vec<(Region<'db>, Region<'db>)>,
    /// By index of the type parameter: the region that stands for all lifetimes in it.
    parameters: &'a FxHashMap<u32, Region<'db>>,
    /// The type that an implementation is for, with lifetimes elided and with regions in their place.
    pub(super) own: Option<(Ty<'db>, Ty<'db>)>,
}

impl<'a, 'db> Promises<'a, 'db> {
    pub(super) fn new(parameters: &'a FxHashMap<u32, Region<'db>>) -> Promises<'a, 'db> {
        Promises {
            pairs: Vec::new(),
            parameters,
            own: None,
        }
    }

    /// The type with regions where the type of the implementation has lifetimes elided.
    fn known<T: TypeFoldable<DbInterner<'db>>>(&self, interner: DbInterner<'db>, value: T) -> T {
        match self.own {
            Some(own) => replaced(interner, value, own),
            None => value,
        }
    }

    /// Adds the bounds that an item and what surrounds it have written.
    pub(super) fn add_written(
        &mut self,
        db: &'db dyn HirDatabase,
        interner: DbInterner<'db>,
        item: GenericDefId,
    ) {
        for clause in GenericPredicates::query_all(db, item).skip_binder() {
            match clause.kind().skip_binder() {
                // Lowered the wrong way round: `'a: 'b` stands for `'b: 'a`.
                ClauseKind::RegionOutlives(OutlivesPredicate(a, b)) => self.pairs.push((b, a)),
                ClauseKind::TypeOutlives(OutlivesPredicate(ty, region)) => {
                    let ty = self.known(interner, ty);
                    self.add_type(interner, ty, region);
                }
                ClauseKind::Trait(_) => {
                    for (ty, region) in demanded_by_trait(interner, clause) {
                        self.add_type(interner, self.known(interner, ty), region);
                    }
                }
                _ => {}
            }
        }
    }

    fn add_type(&mut self, interner: DbInterner<'db>, ty: Ty<'db>, region: Region<'db>) {
        let regions = free_regions(interner, ty).into_iter();
        self.pairs.extend(regions.map(|it| (it, region)));
        if !self.parameters.is_empty() {
            let mentioned = mentioned_parameters(&ty).into_iter();
            let known = mentioned.filter_map(|it| self.parameters.get(&it));
            self.pairs.extend(known.map(|it| (*it, region)));
        }
    }

    /// Adds what has to hold for a type of the signature to be well-formed.
    pub(super) fn add_implied(
        &mut self,
        db: &'db dyn HirDatabase,
        interner: DbInterner<'db>,
        ty: Ty<'db>,
    ) {
        let mut implied = Implied {
            db,
            interner,
            promises: self,
        };
        implied.visit_ty(ty);
    }

    /// Adds what the header of the implementation around an item implies.
    pub(super) fn add_header(
        &mut self,
        db: &'db dyn HirDatabase,
        interner: DbInterner<'db>,
        item: GenericDefId,
    ) {
        let container = match item {
            GenericDefId::FunctionId(it) => it.lookup(db).container,
            GenericDefId::ConstId(it) => it.lookup(db).container,
            _ => return,
        };
        let ItemContainerId::ImplId(implementation) = container else {
            return;
        };
        let own = db
            .impl_self_ty(implementation)
            .instantiate_identity()
            .skip_norm_wip();
        self.add_implied(db, interner, self.known(interner, own));
        if let Some(implemented) = db.impl_trait(implementation) {
            let implemented = implemented.instantiate_identity().skip_norm_wip();
            for ty in implemented.args.iter().filter_map(|arg| arg.ty()) {
                self.add_implied(db, interner, self.known(interner, ty));
            }
        }
    }
}

/// What a trait and its supertraits demand that types outlive, where a type implements it.
pub(super) fn demanded_by_trait<'db>(
    interner: DbInterner<'db>,
    bound: Clause<'db>,
) -> Vec<(Ty<'db>, Region<'db>)> {
    let clauses = elaborate::elaborate(interner, [bound]);
    let outlives = clauses.filter_map(|clause| match clause.kind().no_bound_vars()? {
        ClauseKind::TypeOutlives(OutlivesPredicate(ty, region)) => Some((ty, region)),
        _ => None,
    });
    outlives.collect()
}

struct Implied<'a, 'p, 'db> {
    db: &'db dyn HirDatabase,
    interner: DbInterner<'db>,
    promises: &'a mut Promises<'p, 'db>,
}

impl<'db> Implied<'_, '_, 'db> {
    fn add_all(&mut self, demands: impl IntoIterator<Item = Demand<'db>>) {
        for demand in demands {
            match demand {
                Demand::Type(ty, region) | Demand::Associated(ty, region) => {
                    self.add_type(ty, region);
                }
                Demand::Lifetime(longer, region) if is_free(longer) && is_free(region) => {
                    self.promises.pairs.push((longer, region));
                }
                Demand::Lifetime(..) => {}
            }
        }
    }

    /// What is bound inside of a type of functions or of an object promises nothing about the signature.
    fn add_type(&mut self, ty: Ty<'db>, region: Region<'db>) {
        if !ty.has_escaping_bound_vars() && is_free(region) {
            self.promises.add_type(self.interner, ty, region);
        }
    }
}

impl<'db> TypeVisitor<DbInterner<'db>> for Implied<'_, '_, 'db> {
    type Result = ();

    fn visit_ty(&mut self, ty: Ty<'db>) {
        let mentions = || !mentioned_parameters(&ty).is_empty();
        let judged = !self.promises.parameters.is_empty() && mentions();
        if !(has_regions(ty) || judged) {
            return;
        }
        match ty.kind() {
            TyKind::Ref(region, inner, _) => self.add_type(inner, region),
            TyKind::Adt(adt, args) => {
                self.add_all(demands(self.db, self.interner, adt.def_id(), args));
            }
            TyKind::Alias(alias) => {
                self.add_all(demands_of_associated(self.db, self.interner, alias));
            }
            TyKind::Dynamic(bounds, region) if !ty.has_escaping_bound_vars() => {
                // rustc_trait_selection::traits::wf, `add_wf_preds_for_dyn_ty`
                if let Some(principal) = bounds.principal() {
                    let bound = principal.with_self_ty(self.interner, ty);
                    let demanded = demanded_by_trait(self.interner, bound.upcast(self.interner));
                    let of_object = demanded.into_iter().filter(|(of, _)| *of == ty);
                    let pairs = of_object.map(|(_, demanded)| (region, demanded));
                    self.promises.pairs.extend(pairs);
                }
            }
            _ => {}
        }
        ty.super_visit_with(self);
    }
}

/// Whether the lifetime is not one of those that a type inside of the signature binds.
fn is_free(region: Region<'_>) -> bool {
    !region.has_escaping_bound_vars()
}
