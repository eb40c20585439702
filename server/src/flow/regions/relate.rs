//! Relating types: what makes one lifetime outlive another.

use ra_ap_base_db::Crate;
use ra_ap_hir_ty::{
    Span,
    next_solver::{
        AliasTy, Clause, ClauseKind, DbInterner, Goal, OpaqueTyIdWrapper, ParamEnv, Predicate,
        PredicateKind, Region, RegionKind, Term, Ty, TyKind, TypingMode,
        fold::fold_tys,
        infer::{DbInternerInferExt, InferOk, traits::ObligationCause},
    },
};
use ra_ap_rustc_next_trait_solver::solve::SolverDelegateEvalExt;
use ra_ap_rustc_type_ir::{
    AliasRelationDirection, AliasTyKind, OutlivesPredicate, RegionVid, TypeFoldable, TypeFolder,
    TypeSuperFoldable, TypeVisitableExt, Upcast, fold_regions,
    inherent::{IntoKind, Region as _, Term as _, Ty as _},
    solve::Certainty,
};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    binders::bind_declared,
    components::{free_regions, outlives_by_bounds, parameters},
    elision::{bind_clause, bind_function_types, declared_signature, is_output},
    functions::{with_pointer, with_pointers, with_pointers_to_objects},
    lent_objects::{is_answered, may_be_implemented},
    objects::{Written, with_defaults},
    opaque::{self, ElidedInBounds},
    solver::{Solver, as_pair},
    visit::{all_regions, has_missing, holds_object, is_missing},
};
use crate::flow::graph::regions::{
    HiddenType, Outlives, Point, RegionId, Universal, UniversalKind, Why,
};

/// So many goals are proved in one graph; then region inference gives up.
const MAX_GOALS: u32 = 40_000;

/// The region variables of one graph, and what has been found out about them.
pub(super) struct Relations<'db> {
    pub(super) interner: DbInterner<'db>,
    /// The crate from which implementations are looked for.
    krate: Crate,
    pub(super) env: ParamEnv<'db>,
    solver: Solver<'db>,
    /// Regions of the signature, by the variable that stands for them.
    universal: FxHashMap<Region<'db>, RegionVid>,
    /// Variables for the regions of higher-ranked types that the solver has opened.
    placeholders: FxHashMap<Region<'db>, RegionVid>,
    pub(super) universals: Vec<Universal>,
    /// Pairs of universal regions of which the first is promised to outlive the second.
    pub(super) known: Vec<(RegionId, RegionId)>,
    pub(super) outlives: Vec<Outlives>,
    pub(super) mentioned: Vec<(RegionId, Point)>,
    pub(super) approximate: FxHashSet<RegionId>,
    /// By index of the type parameter: the region that stands for all lifetimes in it, if it is judged.
    pub(super) parameters: FxHashMap<u32, Region<'db>>,
    pub(super) hidden: Vec<HiddenType>,
    /// Where the relation that is made now arises, and why.
    pub(super) point: Option<Point>,
    pub(super) why: Why,
    /// Number of lifetimes that an opaque type captures besides those that it lists.
    captured: FxHashMap<OpaqueTyIdWrapper<'db>, usize>,
    /// How many of the inference context's region constraints were seen. They are not taken out: that would
    /// visit all variables each time.
    constraints_seen: usize,
    /// How many demands that a type outlives a region were seen.
    types_seen: usize,
    goals: u32,
}

impl<'db> Relations<'db> {
    /// Without any region but `'static`. `env` comes from [`own_environment`](super::solver::own_environment).
    pub(super) fn new(interner: DbInterner<'db>, krate: Crate, env: ParamEnv<'db>) -> Self {
        let context = interner.infer_ctxt().build(TypingMode::non_body_analysis());
        let mut relations = Relations {
            interner,
            krate,
            env,
            solver: Solver::new(context),
            universal: FxHashMap::default(),
            placeholders: FxHashMap::default(),
            universals: Vec::new(),
            known: Vec::new(),
            outlives: Vec::new(),
            mentioned: Vec::new(),
            approximate: FxHashSet::default(),
            parameters: FxHashMap::default(),
            hidden: Vec::new(),
            point: None,
            why: Why::SameType,
            captured: FxHashMap::default(),
            constraints_seen: 0,
            types_seen: 0,
            goals: 0,
        };
        let fixed = relations.add_universal(UniversalKind::Static, Some("'static".to_owned()));
        let vid = relations.id(fixed);
        let is_static = Region::new_static(interner);
        relations
            .universal
            .insert(is_static, RegionVid::from_u32(vid.0));
        relations
    }

    /// A new universal region. All of them have to be made before any other region.
    pub(super) fn add_universal(
        &mut self,
        kind: UniversalKind,
        name: Option<String>,
    ) -> Region<'db> {
        self.universals.push(Universal { kind, name });
        self.fresh()
    }

    /// Lets a region of the signature be called by a variable.
    pub(super) fn name_universal(&mut self, region: Region<'db>, variable: Region<'db>) {
        if let RegionKind::ReVar(vid) = variable.kind() {
            self.universal.insert(region, vid);
        }
    }

    /// Number of region variables.
    pub(super) fn count(&self) -> u32 {
        self.solver.num_region_vars() as u32
    }

    /// Whether so much was to be proved that the result is not worth the time.
    pub(super) fn is_exhausted(&self) -> bool {
        self.goals > MAX_GOALS
    }

    /// A new region variable.
    pub(super) fn fresh(&self) -> Region<'db> {
        self.solver.next_region_var(Span::Dummy)
    }

    /// The variable that stands for a region.
    pub(super) fn id(&mut self, region: Region<'db>) -> RegionId {
        match region.kind() {
            RegionKind::ReVar(vid) => RegionId(vid.as_u32()),
            RegionKind::RePlaceholder(_) => {
                let solver = &self.solver;
                let vid = self.placeholders.entry(region).or_insert_with(|| {
                    match solver.next_region_var(Span::Dummy).kind() {
                        RegionKind::ReVar(vid) => vid,
                        _ => RegionVid::from_u32(0),
                    }
                });
                RegionId(vid.as_u32())
            }
            _ => self
                .universal
                .get(&region)
                .map_or(RegionId(0), |vid| RegionId(vid.as_u32())),
        }
    }

    /// The regions in a value, as variables.
    pub(super) fn ids<T: TypeFoldable<DbInterner<'db>>>(&mut self, value: T) -> Vec<RegionId> {
        let regions = all_regions(&value);
        self.ids_of(regions)
    }

    /// The variables of regions, each once.
    pub(super) fn ids_of(&mut self, regions: Vec<Region<'db>>) -> Vec<RegionId> {
        let mut ids: Vec<RegionId> = regions.into_iter().map(|it| self.id(it)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The value with a fresh variable for every lifetime.
    pub(super) fn renumber<T: TypeFoldable<DbInterner<'db>>>(&mut self, value: T) -> T {
        let value = self.prepared(value);
        self.renumber_prepared(value)
    }

    /// The same for a value that is [`Relations::prepared`] already.
    pub(super) fn renumber_prepared<T: TypeFoldable<DbInterner<'db>>>(&mut self, value: T) -> T {
        fold_regions(self.interner, value, |_, _| {
            self.solver.next_region_var(Span::Dummy)
        })
    }

    /// A type as inference gives it, with all the lifetimes that it has, though none is known.
    pub(super) fn prepared<T: TypeFoldable<DbInterner<'db>>>(&mut self, value: T) -> T {
        let interner = self.interner;
        let value = bind_function_types(interner, bind_declared(interner, value));
        let captured = &mut self.captured;
        opaque::extend(interner, value, &mut |id, _| {
            let count = captured
                .entry(id)
                .or_insert_with(|| captured_count(interner, id));
            vec![Region::new_erased(interner); *count]
        })
    }

    /// The value with a fresh variable for every lifetime that is missing.
    pub(super) fn fill<T: TypeFoldable<DbInterner<'db>>>(&mut self, value: T) -> T {
        if !has_missing(&value) {
            return value;
        }
        fold_regions(self.interner, value, |region, _| {
            if is_missing(region) {
                self.solver.next_region_var(Span::Dummy)
            } else {
                region
            }
        })
    }

    /// The declared type of a static or constant: all lifetimes in it but those of function types are `'static`
    /// (Reference, "Lifetime elision" in `const` and `static`).
    pub(super) fn of_item(&mut self, declared: Ty<'db>) -> Ty<'db> {
        let interner = self.interner;
        let declared = bind_function_types(interner, declared);
        let declared = fold_regions(interner, declared, |_, _| Region::new_static(interner));
        self.normalise(declared)
    }

    /// A type that the user wrote in the body, with variables for what it leaves open.
    pub(super) fn annotation(&mut self, written: Ty<'db>) -> Ty<'db> {
        let mut written = bind_function_types(self.interner, written);
        if written.references_error() {
            let solver = &self.solver;
            written = fold_tys(self.interner, written, |ty| match ty.kind() {
                TyKind::Error(_) => solver.next_ty_var(Span::Dummy),
                _ => ty,
            });
        }
        let written = self.normalise(written);
        self.fill(written)
    }

    /// The regions of a value are live at the current point.
    pub(super) fn mention<T: TypeFoldable<DbInterner<'db>>>(&mut self, value: T) {
        if let Some(point) = self.point {
            for id in self.ids(value) {
                self.mentioned.push((id, point));
            }
        }
    }

    /// Whether a variable stands for the region, or will.
    fn is_known(&self, region: Region<'db>) -> bool {
        match region.kind() {
            RegionKind::ReVar(_) | RegionKind::RePlaceholder(_) => true,
            _ => self.universal.contains_key(&region),
        }
    }

    /// `sup: sub`.
    pub(super) fn outlives(&mut self, sup: Region<'db>, sub: Region<'db>) {
        if !self.is_known(sup) || !self.is_known(sub) {
            return;
        }
        let (sup, sub) = (self.id(sup), self.id(sub));
        // `'static` outlives everything by itself.
        if sup != sub && sup.0 != 0 {
            self.outlives.push(Outlives {
                sup,
                sub,
                point: self.point,
                why: self.why,
            });
        }
    }

    /// `sub` is a subtype of `sup`, both normalised.
    pub(super) fn subtype(&mut self, sub: Ty<'db>, sup: Ty<'db>) {
        if sub == sup || !has_regions(sub) && !has_regions(sup) {
            return;
        }
        let sub = self.with_variances(sub, sup);
        let cause = ObligationCause::dummy();
        let related = self.solver.at(&cause, self.env).sub(sub, sup);
        self.finish(related, sub, sup);
    }

    /// What opaque types capture is the same in both.
    fn tie_captured(&mut self, a: Ty<'db>, b: Ty<'db>) {
        if !opaque::has_opaque(&a) || !opaque::has_opaque(&b) {
            return;
        }
        let (a, b) = (opaque::arguments(a), opaque::arguments(b));
        for ((_, a), (_, b)) in a.into_iter().zip(b) {
            for (a, b) in a.iter().zip(b.iter()) {
                if let (Some(a), Some(b)) = (a.region(), b.region()) {
                    self.outlives(a, b);
                    self.outlives(b, a);
                }
            }
        }
    }

    /// Both are the same type.
    pub(super) fn equal(&mut self, a: Ty<'db>, b: Ty<'db>) {
        if a == b || !has_regions(a) && !has_regions(b) {
            return;
        }
        let cause = ObligationCause::dummy();
        let related = self.solver.at(&cause, self.env).eq(a, b);
        self.finish(related, a, b);
    }

    fn finish(
        &mut self,
        related: ra_ap_hir_ty::next_solver::infer::InferResult<'db, ()>,
        sub: Ty<'db>,
        sup: Ty<'db>,
    ) {
        self.tie_captured(sub, sup);
        match related {
            Ok(InferOk { obligations, .. }) => {
                let goals: Vec<_> = obligations.into_iter().map(|it| it.predicate).collect();
                self.drain();
                self.prove(goals);
            }
            Err(_) => {
                self.drain();
                self.assume(sub, sup);
            }
        }
    }

    /// The types could not be related: every region of the one may flow into every region of the other.
    fn assume(&mut self, from: Ty<'db>, to: Ty<'db>) {
        let (from, to) = (
            free_regions(self.interner, from),
            free_regions(self.interner, to),
        );
        for &sup in &from {
            for &sub in &to {
                self.outlives(sup, sub);
            }
            let id = self.id(sup);
            self.approximate.insert(id);
        }
    }

    /// Takes over what relating and proving has demanded.
    fn drain(&mut self) {
        let interner = self.interner;
        let pairs: Vec<_> = {
            let mut inner = self.solver.inner.borrow_mut();
            let collector = inner.unwrap_region_constraints();
            let all = &collector.data().constraints;
            let new = &all[self.constraints_seen.min(all.len())..];
            self.constraints_seen = all.len();
            new.iter().map(|it| as_pair(interner, it)).collect()
        };
        for (sup, sub) in pairs {
            self.outlives(sup, sub);
        }
        let types: Vec<_> = {
            let inner = self.solver.inner.borrow();
            let all = inner.region_obligations();
            let new = &all[self.types_seen.min(all.len())..];
            self.types_seen = all.len();
            new.iter().map(|it| (it.sup_type, it.sub_region)).collect()
        };
        for (ty, region) in types {
            self.type_outlives(ty, region);
        }
    }

    /// `ty: region`.
    pub(super) fn type_outlives(&mut self, ty: Ty<'db>, region: Region<'db>) {
        let ty = self.solver.resolve_vars_if_possible(ty);
        if outlives_by_bounds(self.interner, self.env, ty) {
            return;
        }
        for sup in free_regions(self.interner, ty) {
            self.outlives(sup, region);
        }
        self.parameters_outlive(ty, region);
    }

    /// What the type parameters in `ty` stand for outlives `region`.
    pub(super) fn parameters_outlive(&mut self, ty: Ty<'db>, region: Region<'db>) {
        if self.parameters.is_empty() {
            return;
        }
        let mut found = Vec::new();
        parameters(ty, &mut found);
        for index in found {
            if let Some(&sup) = self.parameters.get(&index) {
                self.outlives(sup, region);
            }
        }
    }

    /// Proves predicates as far as they can be, and takes over what they demand of regions.
    pub(super) fn prove(&mut self, predicates: Vec<Predicate<'db>>) {
        let mut pending: Vec<_> = predicates
            .into_iter()
            .map(|predicate| (Goal::new(self.interner, self.env, predicate), None))
            .collect();
        while !pending.is_empty() && !self.is_exhausted() {
            let mut changed = false;
            let mut left = Vec::new();
            for (goal, stalled) in pending {
                self.goals += 1;
                let Ok(answer) = self.solver.evaluate_root_goal(goal, Span::Dummy, stalled) else {
                    changed = true;
                    continue;
                };
                match answer.certainty {
                    Certainty::Yes => changed = true,
                    Certainty::Maybe(_) => {
                        changed |= matches!(
                            answer.has_changed,
                            ra_ap_rustc_next_trait_solver::solve::HasChanged::Yes
                        );
                        left.push((goal, answer.stalled_on));
                    }
                }
            }
            if !changed {
                break;
            }
            pending = left;
        }
        self.drain();
    }

    /// The type with its associated types replaced by what they stand for.
    pub(super) fn normalise<T: TypeFoldable<DbInterner<'db>>>(&mut self, value: T) -> T {
        if !value.has_aliases() {
            return value;
        }
        value.fold_with(&mut Normaliser { relations: self })
    }

    fn normalise_alias(&mut self, ty: Ty<'db>, alias: AliasTy<'db>) -> Ty<'db> {
        if matches!(alias.kind, AliasTyKind::Opaque { .. }) || ty.has_escaping_bound_vars() {
            return ty;
        }
        let interner = self.interner;
        let of_function = match alias.kind {
            AliasTyKind::Projection { def_id } => is_output(interner, def_id),
            _ => false,
        };
        let pointer = of_function.then(|| with_pointer(interner, alias.args));
        let alias = match (pointer.flatten(), alias.kind) {
            (Some(args), _) => AliasTy::new_from_args(interner, alias.kind, args),
            (None, AliasTyKind::Projection { .. }) => {
                self.projection_without_object_lifetimes(alias, of_function)
            }
            (None, _) => alias,
        };
        let ty = Ty::new_alias(interner, alias);
        let ty = with_pointers_to_objects(self.interner, ty);
        let known = all_regions(&ty);
        let result = self.solver.next_ty_var(Span::Dummy);
        let goal = PredicateKind::AliasRelate(
            Term::from(ty),
            Term::from(result),
            AliasRelationDirection::Equate,
        );
        self.prove(vec![goal.upcast(self.interner)]);
        let result = self.solver.resolve_vars_if_possible(result);
        if result.has_non_region_infer() {
            return ty;
        }
        let mut result = self.with_captured(result, ty);
        if of_function {
            result = self.guess_lent_objects(result);
        } else if !opaque::has_opaque(&ty) {
            result = self.guess_objects(result);
        }
        if let [(id, _)] = opaque::arguments(ty)[..] {
            let written = opaque::written(self.interner, id);
            if written.omitted {
                result = with_defaults(self.interner, result, written);
            }
        }
        match opaque::elided_in_bounds(self.interner, ty) {
            Some(ElidedInBounds::Is(elided)) => fold_regions(self.interner, result, |region, _| {
                match is_missing(region) {
                    true => elided,
                    false => region,
                }
            }),
            Some(ElidedInBounds::Unknown) => self.guess_missing(result),
            None => self.tie_missing(result, &known),
        }
    }

    /// An answer lacks what opaque types capture: the solver copies only the arguments that they declare. They are
    /// those of the question.
    fn with_captured(&self, answer: Ty<'db>, question: Ty<'db>) -> Ty<'db> {
        if !opaque::has_opaque(&answer) {
            return answer;
        }
        let asked = opaque::arguments(question);
        opaque::extend(self.interner, answer, &mut |id, listed| {
            let same = asked.iter().find(|(other, _)| *other == id);
            let more = same.map(|(_, args)| args.iter().skip(listed));
            more.into_iter()
                .flatten()
                .filter_map(|arg| arg.region())
                .collect()
        })
    }

    /// An associated type, or a bound on one, does not tell whether `'static` is written for a trait object behind a
    /// reference or left out (`type Item = &'a dyn Trait`, `impl Iterator<Item = &'a dyn Trait>`).
    fn guess_objects(&mut self, ty: Ty<'db>) -> Ty<'db> {
        let interner = self.interner;
        if with_defaults(interner, ty, Written::default()) == ty {
            return ty;
        }
        fold_tys(interner, ty, |ty| match ty.kind() {
            TyKind::Dynamic(bounds, region) if region.is_static() => {
                Ty::new_dynamic(interner, bounds, self.guess())
            }
            _ => ty,
        })
    }

    /// The result of a type of functions does not tell whether `'static` is written for a trait object or left out
    /// (`fn(&T) -> &dyn Trait`).
    pub(super) fn guess_lent_objects(&mut self, ty: Ty<'db>) -> Ty<'db> {
        let interner = self.interner;
        if !holds_object(&ty) {
            return ty;
        }
        fold_tys(interner, ty, |ty| match ty.kind() {
            TyKind::Ref(outer, inner, mutability) => match inner.kind() {
                TyKind::Dynamic(bounds, region) if region == outer => {
                    let object = Ty::new_dynamic(interner, bounds, self.guess());
                    Ty::new_ref(interner, outer, object, mutability)
                }
                _ => ty,
            },
            _ => ty,
        })
    }

    /// A lifetime of which nothing is known.
    fn guess(&mut self) -> Region<'db> {
        let fresh = self.solver.next_region_var(Span::Dummy);
        let id = self.id(fresh);
        self.approximate.insert(id);
        fresh
    }

    /// Nothing is known of the lifetimes that an answer lacks.
    fn guess_missing(&mut self, ty: Ty<'db>) -> Ty<'db> {
        fold_regions(self.interner, ty, |region, _| match is_missing(region) {
            true => self.guess(),
            false => region,
        })
    }

    /// A lifetime that an answer lacks is one that is elided in a bound: it may be any of those that the
    /// question has.
    fn tie_missing(&mut self, ty: Ty<'db>, known: &[Region<'db>]) -> Ty<'db> {
        let mut missing = Vec::new();
        let filled = fold_regions(self.interner, ty, |region, _| {
            if !is_missing(region) {
                return region;
            }
            let fresh = self.solver.next_region_var(Span::Dummy);
            missing.push(fresh);
            fresh
        });
        for &region in &missing {
            if known.len() > 1 {
                let id = self.id(region);
                self.approximate.insert(id);
            }
            for &other in known {
                self.outlives(region, other);
                self.outlives(other, region);
            }
        }
        filled
    }

    /// Proves the bounds of an item, instantiated, as far as they may relate regions.
    pub(super) fn prove_bounds(&mut self, clauses: impl Iterator<Item = Clause<'db>>) {
        let mut goals = Vec::new();
        for clause in clauses {
            let predicate = bind_clause(self.interner, clause);
            if !has_regions(predicate) || self.is_boring(clause) {
                continue;
            }
            match predicate.kind().skip_binder() {
                // Lowered the wrong way round: `'a: 'b` stands for `'b: 'a`.
                PredicateKind::Clause(ClauseKind::RegionOutlives(OutlivesPredicate(a, b))) => {
                    self.outlives(b, a);
                }
                PredicateKind::Clause(ClauseKind::TypeOutlives(OutlivesPredicate(ty, region))) => {
                    let ty = self.normalise(ty);
                    self.type_outlives(ty, region);
                }
                PredicateKind::Clause(ClauseKind::Projection(it))
                    if predicate.kind().no_bound_vars().is_some() =>
                {
                    let alias = it.projection_term.to_term(self.interner);
                    if let (Some(alias), Some(term)) = (alias.as_type(), it.term.as_type()) {
                        let (alias, term) = (self.normalise(alias), self.normalise(term));
                        let term = self.guess_objects(term);
                        let term = self.fill(term);
                        self.equal(alias, term);
                    }
                }
                _ => {
                    let predicate = with_pointers(self.interner, predicate);
                    let predicate = self.normalise_clause(predicate);
                    let predicate = self.without_object_lifetimes(predicate);
                    goals.push(self.fill(predicate));
                }
            }
        }
        self.prove(goals);
    }

    /// Nothing is asked of the lifetimes of objects behind references if an implementation for such may be meant.
    fn without_object_lifetimes(&self, predicate: Predicate<'db>) -> Predicate<'db> {
        let changed = self.with_new_object_lifetimes(predicate);
        match changed == predicate || may_be_implemented(self.interner, self.krate, predicate) {
            true => changed,
            false => predicate,
        }
    }

    /// As for bounds; but what the type stands for may hold the lifetimes, so only if there is such an implementation.
    fn projection_without_object_lifetimes(
        &self,
        alias: AliasTy<'db>,
        of_function: bool,
    ) -> AliasTy<'db> {
        let changed = self.with_new_object_lifetimes(alias);
        let bound = || alias.trait_ref(self.interner);
        let answered = || is_answered(self.interner, self.krate, bound(), of_function);
        match changed == alias || answered() {
            true => changed,
            false => alias,
        }
    }

    /// The value with lifetimes of their own for trait objects behind references.
    pub(super) fn with_new_object_lifetimes<T>(&self, value: T) -> T
    where
        T: TypeFoldable<DbInterner<'db>>,
    {
        if !holds_object(&value) {
            return value;
        }
        fold_tys(self.interner, value, |ty| match ty.kind() {
            TyKind::Ref(region, inner, mutability) => match inner.kind() {
                TyKind::Dynamic(bounds, _) => {
                    let fresh = self.solver.next_region_var(Span::Dummy);
                    let inner = Ty::new_dynamic(self.interner, bounds, fresh);
                    Ty::new_ref(self.interner, region, inner, mutability)
                }
                _ => ty,
            },
            _ => ty,
        })
    }

    fn normalise_clause(&mut self, predicate: Predicate<'db>) -> Predicate<'db> {
        if !predicate.has_aliases() {
            return predicate;
        }
        let kind = predicate.kind();
        let inner = match kind.skip_binder() {
            PredicateKind::Clause(ClauseKind::Trait(mut it)) => {
                it.trait_ref.args = self.normalise(it.trait_ref.args);
                PredicateKind::Clause(ClauseKind::Trait(it))
            }
            other => other,
        };
        kind.rebind(inner).upcast(self.interner)
    }

    /// Whether a bound asks for a trait whose implementations relate no lifetimes.
    pub(super) fn is_boring(&self, clause: Clause<'db>) -> bool {
        let ClauseKind::Trait(bound) = clause.kind().skip_binder() else {
            return false;
        };
        let lang = self.interner.lang_items();
        [
            lang.Sized,
            lang.MetaSized,
            lang.Copy,
            lang.Sync,
            lang.Unpin,
            lang.Freeze,
            lang.Destruct,
        ]
        .contains(&Some(bound.def_id().0))
    }
}

/// How many lifetimes an opaque type captures that its arguments in inferred types lack.
fn captured_count<'db>(interner: DbInterner<'db>, id: OpaqueTyIdWrapper<'db>) -> usize {
    let Some(function) = opaque::defining_function(interner, id) else {
        return 0;
    };
    let db = interner.db();
    let declared = db.callable_item_signature(function.into()).skip_binder();
    let listed = |ty| {
        let all = opaque::arguments(ty);
        all.first().map_or(0, |(_, args)| args.iter().count())
    };
    let (completed, _) = declared_signature(db, function);
    let before = listed(declared.skip_binder().output());
    listed(completed.skip_binder().output()).saturating_sub(before)
}

/// Whether lifetimes occur in the value, known or missing.
pub(in crate::flow) fn has_regions<'db, T: TypeVisitableExt<DbInterner<'db>>>(value: T) -> bool {
    value.has_free_regions() || value.has_erased_regions() || opaque::has_opaque(&value)
}

struct Normaliser<'a, 'db> {
    relations: &'a mut Relations<'db>,
}

impl<'db> TypeFolder<DbInterner<'db>> for Normaliser<'_, 'db> {
    fn cx(&self) -> DbInterner<'db> {
        self.relations.interner
    }

    fn fold_ty(&mut self, ty: Ty<'db>) -> Ty<'db> {
        if !ty.has_aliases() {
            return ty;
        }
        let ty = ty.super_fold_with(self);
        match ty.kind() {
            TyKind::Alias(alias) => self.relations.normalise_alias(ty, alias),
            _ => ty,
        }
    }
}
