//! The trait solver, with the relations of lifetimes that rust-analyzer leaves out.
//!
//! rust-analyzer's own delegate answers without region constraints, since inference needs none. This one
//! hands them on. Answers are cached per thread by goal and environment, whoever asks: goals are tried without any
//! opaque types first, whatever the typing mode. A mark in the environment keeps the answers apart.

use std::ops::Deref;

use ra_ap_hir_def::{AssocItemId, signatures::TypeAliasSignature};
use ra_ap_hir_ty::{
    Span,
    next_solver::{
        AnyImplId, Binder, BoundRegionKind, BoundVarKinds, BoundVariableKind, Canonical,
        CanonicalVarKind, CanonicalVarValues, ClauseKind, Clauses, Const, DbInterner,
        ErrorGuaranteed, GenericArg, GenericArgKind, GenericArgs, Goal, OpaqueTyIdWrapper,
        ParamEnv, Predicate, PredicateKind, Region, RegionConstraint, TermId, TraitAssocTermId,
        TraitRef, Ty, TyKind, TypingMode, UnevaluatedConst,
        infer::{
            DbInternerInferExt, InferCtxt, canonical::instantiate::CanonicalExt,
            region_constraints::Constraint,
        },
    },
};
use ra_ap_rustc_next_trait_solver::delegate::SolverDelegate;
use ra_ap_rustc_type_ir::{
    CanonicalQueryInput, InferCtxtLike as _, InferTy, OutlivesPredicate, TypeFoldable, TypeFolder,
    UniverseIndex, Upcast,
    inherent::{Const as _, IntoKind, Region as _, Ty as _},
    solve::{Certainty, FetchEligibleAssocItemResponse, NoSolution, VisibleForLeakCheck},
};

use super::{
    components::{free_regions, outlives_by_bounds},
    elision::{is_function_trait, is_output},
    objects::{Written, with_defaults},
};

/// An inference context that answers goals with their region constraints.
pub(super) struct Solver<'db> {
    context: InferCtxt<'db>,
    /// Bounds of lifetimes among the goals come from items, whose bounds are lowered the wrong way round.
    written: bool,
}

impl<'db> Solver<'db> {
    pub(super) fn new(context: InferCtxt<'db>) -> Self {
        Solver {
            context,
            written: false,
        }
    }
}

/// Whether a goal demands that a type can be unsized: those are built in, and what they demand of lifetimes is
/// the solver's. What other goals demand of them is written in some item.
fn is_unsizing<'db, V: TypeFoldable<DbInterner<'db>>>(cx: DbInterner<'db>, goal: V) -> bool {
    struct Find<'db> {
        cx: DbInterner<'db>,
        found: bool,
    }
    impl<'db> TypeFolder<DbInterner<'db>> for Find<'db> {
        fn cx(&self) -> DbInterner<'db> {
            self.cx
        }

        fn fold_predicate(&mut self, predicate: Predicate<'db>) -> Predicate<'db> {
            let bound = predicate.as_trait_clause();
            let unsize = self.cx.lang_items().Unsize;
            self.found |= bound.is_some_and(|it| Some(it.skip_binder().def_id().0) == unsize);
            predicate
        }

        fn fold_clauses(&mut self, clauses: Clauses<'db>) -> Clauses<'db> {
            clauses
        }
    }
    let mut find = Find { cx, found: false };
    goal.fold_with(&mut find);
    find.found
}

/// The environment with the lifetimes of trait objects in its bounds, and with a mark that changes nothing of what
/// holds in it, but is no part of an environment that inference asks in.
pub(super) fn own_environment<'db>(interner: DbInterner<'db>, env: ParamEnv<'db>) -> ParamEnv<'db> {
    struct Bounds<'db> {
        interner: DbInterner<'db>,
        marked: bool,
    }
    impl<'db> TypeFolder<DbInterner<'db>> for Bounds<'db> {
        fn cx(&self) -> DbInterner<'db> {
            self.interner
        }

        fn fold_predicate(&mut self, clause: Predicate<'db>) -> Predicate<'db> {
            let clause = with_objects(self.interner, clause);
            match std::mem::replace(&mut self.marked, true) {
                true => clause,
                false => with_unused_parameter(self.interner, clause),
            }
        }
    }
    if env.clauses().is_empty() {
        return trivial_environment(interner).unwrap_or(env);
    }
    env.fold_with(&mut Bounds {
        interner,
        marked: false,
    })
}

/// The clause for all lifetimes, none of which it names.
fn with_unused_parameter<'db>(interner: DbInterner<'db>, clause: Predicate<'db>) -> Predicate<'db> {
    let kind = clause.kind();
    let unused = BoundVariableKind::Region(BoundRegionKind::Anon);
    let variables: Vec<_> = kind.bound_vars().iter().chain([unused]).collect();
    let variables = BoundVarKinds::new_from_slice(&variables);
    Binder::bind_with_vars(kind.skip_binder(), variables).upcast(interner)
}

/// An environment in which `'static: 'static` holds; it is made from that of a trait, since nothing public makes one
/// from clauses. `None` if there is no `Sized`.
fn trivial_environment(interner: DbInterner<'_>) -> Option<ParamEnv<'_>> {
    struct Trivial<'db>(DbInterner<'db>);
    impl<'db> TypeFolder<DbInterner<'db>> for Trivial<'db> {
        fn cx(&self) -> DbInterner<'db> {
            self.0
        }

        fn fold_predicate(&mut self, _clause: Predicate<'db>) -> Predicate<'db> {
            let region = Region::new_static(self.0);
            let outlives = ClauseKind::RegionOutlives(OutlivesPredicate(region, region));
            Binder::dummy(PredicateKind::Clause(outlives)).upcast(self.0)
        }
    }
    let sized = interner.lang_items().Sized?;
    let env = interner.db().trait_environment(sized.into());
    Some(env.fold_with(&mut Trivial(interner)))
}

/// A bound `F: Fn(&dyn Trait)` with the lifetime of the trait object, which is that of the reference.
fn with_objects<'db>(interner: DbInterner<'db>, clause: Predicate<'db>) -> Predicate<'db> {
    let kind = clause.kind();
    let inner = match kind.skip_binder() {
        PredicateKind::Clause(ClauseKind::Trait(mut it))
            if is_function_trait(interner, it.def_id().0) =>
        {
            it.trait_ref.args = with_defaults(interner, it.trait_ref.args, Written::default());
            PredicateKind::Clause(ClauseKind::Trait(it))
        }
        PredicateKind::Clause(ClauseKind::Projection(mut it))
            if is_output(interner, it.projection_term.def_id()) =>
        {
            let args = it.projection_term.args;
            it.projection_term.args = with_defaults(interner, args, Written::default());
            PredicateKind::Clause(ClauseKind::Projection(it))
        }
        _ => return clause,
    };
    kind.rebind(inner).upcast(interner)
}

/// A region constraint as a pair: the first outlives the second.
pub(super) fn as_pair<'db>(
    interner: DbInterner<'db>,
    constraint: &Constraint<'db>,
) -> (Region<'db>, Region<'db>) {
    let var = |vid| Region::new_var(interner, vid);
    match *constraint {
        Constraint::VarSubVar(sub, sup) => (var(sup), var(sub)),
        Constraint::RegSubVar(sub, sup) => (var(sup), sub),
        Constraint::VarSubReg(sub, sup) => (sup, var(sub)),
        Constraint::RegSubReg(sub, sup) => (sup, sub),
    }
}

impl<'db> Deref for Solver<'db> {
    type Target = InferCtxt<'db>;

    fn deref(&self) -> &InferCtxt<'db> {
        &self.context
    }
}

impl<'db> SolverDelegate for Solver<'db> {
    type Interner = DbInterner<'db>;
    type Infcx = InferCtxt<'db>;

    fn cx(&self) -> DbInterner<'db> {
        self.interner
    }

    fn build_with_canonical<V>(
        cx: DbInterner<'db>,
        canonical: &CanonicalQueryInput<DbInterner<'db>, V>,
    ) -> (Self, V, CanonicalVarValues<'db>)
    where
        V: TypeFoldable<DbInterner<'db>>,
    {
        let (context, value, vars) = cx.infer_ctxt().build_with_canonical(Span::Dummy, canonical);
        let solver = Solver {
            context,
            written: !is_unsizing(cx, value.clone()),
        };
        (solver, value, vars)
    }

    fn compute_goal_fast_path(
        &self,
        goal: Goal<'db, Predicate<'db>>,
        _span: Span,
    ) -> Option<Certainty> {
        if let Some(bound) = goal.predicate.as_trait_clause()
            && self
                .shallow_resolve(bound.self_ty().skip_binder())
                .is_ty_var()
        {
            return Some(Certainty::AMBIGUOUS);
        }
        match goal.predicate.kind().no_bound_vars()? {
            PredicateKind::DynCompatible(_) => Some(Certainty::Yes),
            PredicateKind::Clause(ClauseKind::RegionOutlives(OutlivesPredicate(a, b))) => {
                let (longer, shorter) = if self.written { (b, a) } else { (a, b) };
                self.sub_regions(shorter, longer);
                Some(Certainty::Yes)
            }
            PredicateKind::Clause(ClauseKind::TypeOutlives(OutlivesPredicate(ty, region))) => {
                let ty = self.resolve_vars_if_possible(ty);
                if !outlives_by_bounds(self.interner, goal.param_env, ty) {
                    self.register_type_outlives_constraint(ty, region);
                }
                Some(Certainty::Yes)
            }
            PredicateKind::Clause(ClauseKind::WellFormed(_)) => Some(Certainty::Yes),
            PredicateKind::Subtype(it) => self.variables(it.a, it.b),
            PredicateKind::Coerce(it) => self.variables(it.a, it.b),
            PredicateKind::Clause(ClauseKind::ConstArgHasType(it, _)) => self
                .shallow_resolve_const(it)
                .is_ct_infer()
                .then_some(Certainty::AMBIGUOUS),
            _ => None,
        }
    }

    fn fresh_var_for_kind_with_span(&self, arg: GenericArg<'db>, span: Span) -> GenericArg<'db> {
        match arg.kind() {
            GenericArgKind::Lifetime(_) => self.next_region_var(span).into(),
            GenericArgKind::Type(_) => self.next_ty_var(span).into(),
            GenericArgKind::Const(_) => self.next_const_var(span).into(),
        }
    }

    fn leak_check(&self, _max_input_universe: UniverseIndex) -> Result<(), NoSolution> {
        Ok(())
    }

    fn evaluate_const(
        &self,
        _env: ParamEnv<'db>,
        _value: UnevaluatedConst<'db>,
    ) -> Option<Const<'db>> {
        Some(Const::new_error(self.interner, ErrorGuaranteed))
    }

    fn well_formed_goals(
        &self,
        _env: ParamEnv<'db>,
        _term: ra_ap_hir_ty::next_solver::Term<'db>,
    ) -> Option<Vec<Goal<'db, Predicate<'db>>>> {
        None
    }

    fn make_deduplicated_region_constraints(
        &self,
    ) -> Vec<(RegionConstraint<'db>, VisibleForLeakCheck)> {
        let mut inner = self.inner.borrow_mut();
        let mut pairs: Vec<_> = inner
            .unwrap_region_constraints()
            .data()
            .constraints
            .iter()
            .map(|constraint| as_pair(self.interner, constraint))
            .collect();
        // The caller of the goal cannot take over that a type outlives a region, only that regions do.
        let types: Vec<_> = inner
            .region_obligations()
            .iter()
            .map(|it| (it.sup_type, it.sub_region))
            .collect();
        drop(inner);
        for (ty, region) in types {
            let ty = self.resolve_vars_if_possible(ty);
            let regions = free_regions(self.interner, ty);
            pairs.extend(regions.into_iter().map(|it| (it, region)));
        }
        let mut seen = rustc_hash::FxHashSet::default();
        pairs.retain(|&(sup, sub)| sup != sub && seen.insert((sup, sub)));
        let constraint = |(sup, sub): (Region<'db>, Region<'db>)| {
            let outlives = RegionConstraint::Outlives(OutlivesPredicate(sup.into(), sub));
            (outlives, VisibleForLeakCheck::Yes)
        };
        pairs.into_iter().map(constraint).collect()
    }

    fn instantiate_canonical<V>(
        &self,
        canonical: Canonical<'db, V>,
        values: CanonicalVarValues<'db>,
    ) -> V
    where
        V: TypeFoldable<DbInterner<'db>>,
    {
        canonical.instantiate(self.interner, &values)
    }

    fn instantiate_canonical_var(
        &self,
        kind: CanonicalVarKind<'db>,
        span: Span,
        var_values: &[GenericArg<'db>],
        universe_map: impl Fn(UniverseIndex) -> UniverseIndex,
    ) -> GenericArg<'db> {
        self.context
            .instantiate_canonical_var(span, kind, var_values, universe_map)
    }

    fn add_item_bounds_for_hidden_type(
        &self,
        _id: OpaqueTyIdWrapper<'db>,
        _args: GenericArgs<'db>,
        _env: ParamEnv<'db>,
        _hidden: Ty<'db>,
        _goals: &mut Vec<Goal<'db, Predicate<'db>>>,
    ) {
    }

    fn fetch_eligible_assoc_item(
        &self,
        _goal: TraitRef<'db>,
        item: TraitAssocTermId,
        implementation: AnyImplId,
    ) -> FetchEligibleAssocItemResponse<DbInterner<'db>> {
        let AnyImplId::ImplId(implementation) = implementation else {
            return FetchEligibleAssocItemResponse::Err(ErrorGuaranteed);
        };
        match self.associated(item, implementation) {
            Some(id) => FetchEligibleAssocItemResponse::Found(
                ra_ap_hir_ty::next_solver::ImplOrTraitAssocTermId(id),
            ),
            None => match self.typing_mode_raw() {
                TypingMode::ErasedNotCoherence(_) => {
                    FetchEligibleAssocItemResponse::NotFoundBecauseErased
                }
                mode => FetchEligibleAssocItemResponse::NotFound(mode.assert_not_erased()),
            },
        }
    }

    fn is_transmutable(
        &self,
        _source: Ty<'db>,
        _target: Ty<'db>,
        _assume: Const<'db>,
    ) -> Result<Certainty, NoSolution> {
        Ok(Certainty::Yes)
    }
}

impl<'db> Solver<'db> {
    /// Two variables that are related to each other: nothing to find out yet.
    fn variables(&self, a: Ty<'db>, b: Ty<'db>) -> Option<Certainty> {
        match (
            self.shallow_resolve(a).kind(),
            self.shallow_resolve(b).kind(),
        ) {
            (TyKind::Infer(InferTy::TyVar(a)), TyKind::Infer(InferTy::TyVar(b))) => {
                self.sub_unify_ty_vids_raw(a, b);
                Some(Certainty::AMBIGUOUS)
            }
            _ => None,
        }
    }

    /// The item of an implementation that stands for an item of its trait, or that item if it has a default.
    fn associated(
        &self,
        item: TraitAssocTermId,
        implementation: ra_ap_hir_def::ImplId,
    ) -> Option<TermId> {
        let db = self.interner.db();
        let TermId::TypeAliasId(declared) = item.0 else {
            return None;
        };
        let declaration = TypeAliasSignature::of(db, declared);
        let items = &implementation.impl_items(db).items;
        let found = items.iter().find_map(|(name, id)| match *id {
            AssocItemId::TypeAliasId(id) if *name == declaration.name => Some(id),
            _ => None,
        });
        found
            .or_else(|| declaration.ty.is_some().then_some(declared))
            .map(TermId::TypeAliasId)
    }
}
