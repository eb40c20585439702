//! What the body of a function with an opaque result demands of the type that it returns
//! (`rustc_borrowck`'s opaque types, without the choice among the lifetimes that they capture).

use ra_ap_hir_def::signatures::{TraitFlags, TraitSignature};
use ra_ap_hir_ty::next_solver::{
    AliasTy, Clause, ClauseKind, Predicate, Region, Ty, TyKind, fold::fold_tys,
};
use ra_ap_rustc_type_ir::{AliasTyKind, Interner, fold_regions, inherent::IntoKind};

use super::{
    check::Checker,
    components::free_regions,
    objects::with_defaults,
    opaque::{
        ElidedInBounds, as_declared, captured_lifetimes, elided_in_bounds, has_opaque, written,
    },
    visit::is_missing,
};
use crate::flow::graph::regions::{HiddenType, Why};

impl<'db> Checker<'_, 'db> {
    /// The type of what is returned fits the declared one. What `hidden` stands for is in the caller's hands.
    pub(super) fn returned(
        &mut self,
        actual: Ty<'db>,
        declared: Ty<'db>,
        hidden: Option<Region<'db>>,
    ) {
        let Some(hidden) = hidden.filter(|_| has_opaque(&declared)) else {
            return self.relations.equal(actual, declared);
        };
        match (actual.kind(), declared.kind()) {
            (_, TyKind::Alias(alias)) => self.hide(actual, declared, alias, hidden),
            (TyKind::Adt(one, actual), TyKind::Adt(other, declared))
                if one.def_id() == other.def_id() =>
            {
                for (actual, declared) in actual.iter().zip(declared.iter()) {
                    if let (Some(actual), Some(declared)) = (actual.ty(), declared.ty()) {
                        self.returned(actual, declared, Some(hidden));
                    } else if let (Some(a), Some(b)) = (actual.region(), declared.region()) {
                        self.relations.outlives(a, b);
                        self.relations.outlives(b, a);
                    }
                }
            }
            (TyKind::Tuple(actual), TyKind::Tuple(declared)) => {
                for (actual, declared) in actual.iter().zip(declared.iter()) {
                    self.returned(actual, declared, Some(hidden));
                }
            }
            (TyKind::Ref(a, actual, _), TyKind::Ref(b, declared, _)) => {
                self.relations.outlives(a, b);
                self.relations.outlives(b, a);
                self.returned(actual, declared, Some(hidden));
            }
            _ => {}
        }
    }

    /// `actual` is what an opaque type hides: it outlives the body, and has the bounds of the opaque type.
    fn hide(
        &mut self,
        actual: Ty<'db>,
        declared: Ty<'db>,
        alias: AliasTy<'db>,
        hidden: Region<'db>,
    ) {
        let AliasTyKind::Opaque { def_id } = alias.kind else {
            return;
        };
        let interner = self.relations.interner;
        let is_other_opaque = |it: AliasTy<'db>| matches!(it.kind, AliasTyKind::Opaque { def_id: other } if other != def_id);
        let regions = match actual.kind() {
            _ if actual == declared => return,
            TyKind::Alias(inner) if !is_other_opaque(inner) => return,
            TyKind::Error(_) => return,
            _ => free_regions(interner, actual),
        };
        for &region in &regions {
            self.relations.outlives(region, hidden);
        }
        if let Some(captured) = captured_lifetimes(interner, def_id, alias) {
            let hidden = HiddenType {
                regions: self.relations.ids_of(regions),
                captured: self.relations.ids_of(captured),
            };
            self.relations.hidden.push(hidden);
        }
        let opaque = as_declared(interner, def_id, alias);
        let elided = elided_in_bounds(interner, declared);
        let written = written(interner, def_id);
        let bounds: Vec<Clause<'db>> = interner
            .item_bounds(def_id.into())
            .iter_instantiated(interner, alias.args)
            .map(|bound| bound.skip_norm_wip())
            .filter(|bound| !self.is_auto(*bound))
            .map(|bound| {
                let bound = with_defaults(interner, bound.as_predicate(), written);
                let replaced = replace(interner, bound, opaque, actual);
                let filled = fold_regions(interner, replaced, |region, _| match elided {
                    Some(ElidedInBounds::Is(elided)) if is_missing(region) => elided,
                    _ => region,
                });
                filled.expect_clause()
            })
            .collect();
        let why = self.relations.why;
        self.relations.why = Why::Return;
        self.relations.prove_bounds(bounds.into_iter());
        self.relations.why = why;
    }

    /// Auto traits relate no lifetimes.
    fn is_auto(&self, bound: Clause<'db>) -> bool {
        match bound.kind().skip_binder() {
            ClauseKind::Trait(it) => TraitSignature::of(self.db, it.def_id().0)
                .flags
                .contains(TraitFlags::AUTO),
            _ => false,
        }
    }
}

fn replace<'db>(
    interner: ra_ap_hir_ty::next_solver::DbInterner<'db>,
    bound: Predicate<'db>,
    from: Ty<'db>,
    to: Ty<'db>,
) -> Predicate<'db> {
    fold_tys(interner, bound, |ty| if ty == from { to } else { ty })
}
