//! Bounds of what a body calls, and of the opaque type that it returns, that are not met (E0277, E0271). rust-analyzer
//! does not report them; with such an error rustc does not check the borrows of a body.

use ra_ap_hir_def::{
    DefWithBodyId, FunctionId, GenericDefId, HasModule,
    signatures::{TraitFlags, TraitSignature},
};
use ra_ap_hir_ty::{
    GenericPredicates,
    db::HirDatabase,
    next_solver::{
        Clause, ClauseKind, DbInterner, EarlyBinder, GenericArgs, ParamEnv, Predicate, Region, Ty,
        TyKind, TypingMode,
        fold::fold_tys,
        infer::{
            DbInternerInferExt, InferCtxt,
            traits::{Obligation, ObligationCause},
        },
    },
};
use ra_ap_rustc_type_ir::{
    AliasTyKind, Interner, TypeVisitableExt, fold_regions, inherent::IntoKind,
};

use super::{
    graph::{Graph, LocalId},
    typed::{Making, TypedGraph},
};

/// Whether a bound is certainly not met, apart from lifetimes.
pub(super) fn has_unsatisfied_bounds<'db>(
    db: &'db dyn HirDatabase,
    def: DefWithBodyId,
    graph: &Graph,
    typed: &TypedGraph<'db>,
) -> bool {
    let generics = def.generic_def(db);
    let interner = DbInterner::new_with(db, def.krate(db));
    let bounds = Bounds {
        db,
        interner,
        env: db.trait_environment(generics),
        context: interner.infer_ctxt().build(TypingMode::non_body_analysis()),
    };
    let result = match def {
        DefWithBodyId::FunctionId(function) => {
            let returned = typed.places[graph.local(LocalId(0)).place.0 as usize];
            bounds.fail_for_result(function, returned)
        }
        _ => false,
    };
    result || bounds.fail_in(typed)
}

struct Bounds<'db> {
    db: &'db dyn HirDatabase,
    interner: DbInterner<'db>,
    env: ParamEnv<'db>,
    context: InferCtxt<'db>,
}

impl<'db> Bounds<'db> {
    fn fail_in(&self, typed: &TypedGraph<'db>) -> bool {
        let called = typed.makings.values().any(|making| match making {
            Making::Call { function, args, .. } => self.fail_for((*function).into(), *args),
            _ => false,
        });
        called || typed.closures.iter().any(|(_, inner)| self.fail_in(inner))
    }

    fn fail_for(&self, called: GenericDefId, args: GenericArgs<'db>) -> bool {
        let clauses = GenericPredicates::query_all(self.db, called).skip_binder();
        clauses.into_iter().any(|clause| {
            let clause = EarlyBinder::bind(clause).instantiate(self.interner, args);
            self.fails(clause.skip_norm_wip())
        })
    }

    /// Whether what a function returns has not the bounds of its declared result, an opaque type.
    fn fail_for_result(&self, function: FunctionId, returned: Ty<'db>) -> bool {
        let signature = self.db.callable_item_signature(function.into());
        let declared = signature.skip_binder().skip_binder().output();
        let TyKind::Alias(alias) = declared.kind() else {
            return false;
        };
        let AliasTyKind::Opaque { def_id } = alias.kind else {
            return false;
        };
        if returned == declared {
            return false;
        }
        let bounds = self.interner.item_bounds(def_id.into());
        let mut bounds = bounds.iter_instantiated(self.interner, alias.args);
        bounds.any(|bound| {
            let bound = bound.skip_norm_wip().as_predicate();
            let replaced = fold_tys(self.interner, bound, |ty| match ty == declared {
                true => returned,
                false => ty,
            });
            self.fails(replaced.expect_clause())
        })
    }

    fn fails(&self, clause: Clause<'db>) -> bool {
        let judged = match clause.kind().skip_binder() {
            // Whether futures and closures have them is found out after the borrows are checked.
            ClauseKind::Trait(it) => !TraitSignature::of(self.db, it.def_id().0)
                .flags
                .contains(TraitFlags::AUTO),
            ClauseKind::Projection(_) => true,
            _ => false,
        };
        let predicate: Predicate<'db> =
            fold_regions(self.interner, clause.as_predicate(), |_, _| {
                Region::new_erased(self.interner)
            });
        if !judged || predicate.references_error() || predicate.has_non_region_infer() {
            return false;
        }
        let obligation =
            Obligation::new(self.interner, ObligationCause::dummy(), self.env, predicate);
        !self.context.predicate_may_hold(&obligation)
    }
}
