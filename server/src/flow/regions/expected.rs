//! Which lifetimes of a closure's signature every call chooses anew: those that the bound of the function expects it
//! is passed to, or that its own written types leave out (`rustc_hir_typeck::closure`).

use ra_ap_hir_def::{DefWithBodyId, FunctionId, hir::ExprId};
use ra_ap_hir_ty::{
    GenericPredicates,
    db::InternedClosureId,
    next_solver::{
        Clause, ClauseKind, DbInterner, ExistentialPredicate, GenericArgs, Predicate,
        PredicateKind, Region, RegionKind, Ty, TyKind,
    },
};
use ra_ap_rustc_type_ir::{
    AliasTyKind, BoundVarIndexKind, EarlyBinder, INNERMOST, Interner, TypeVisitableExt,
    inherent::{IntoKind, Term as _},
    shift_vars,
};
use rustc_hash::FxHashMap;

use super::{
    Inference,
    check::Checker,
    elision::{bind_clause, is_function_trait, is_output},
    opaque::as_declared,
    targets::Targets,
    visit::{count_missing, has_missing},
};
use crate::flow::{
    graph::{
        Graph, LocalId, LocalKind, Operand, Rvalue, StatementKind,
        regions::{ClosureParameter, Point},
    },
    typed::{Making, TypedGraph},
};

/// What is expected of a closure.
#[derive(Debug, Clone)]
pub(super) enum Expected<'db> {
    /// These types, whose bound lifetimes are parameters of its signature.
    Signature {
        inputs: Vec<Ty<'db>>,
        output: Option<Ty<'db>>,
    },
    /// Nothing: its signature is what is written for it.
    Nothing,
}

impl<'db> Expected<'db> {
    /// What a written type expects. A lifetime that is missing in it may be a parameter of the signature, or one of
    /// what a type parameter stands for: then no lifetime counts as a parameter.
    fn as_written(inputs: Vec<Ty<'db>>, output: Option<Ty<'db>>) -> Self {
        let mut types = inputs.iter().copied().chain(output);
        match types.any(|ty| has_missing(&ty)) {
            true => Expected::Signature {
                inputs: Vec::new(),
                output: None,
            },
            false => Expected::Signature { inputs, output },
        }
    }
}

impl<'db> Inference<'db> {
    /// What the calls of a graph expect of the closures that they are passed, and coercions of what they become, by the
    /// closure's expression.
    pub(super) fn expected(
        &self,
        graph: &Graph,
        typed: &TypedGraph<'db>,
    ) -> FxHashMap<ExprId, Expected<'db>> {
        let mut expected = FxHashMap::default();
        if typed.closures.is_empty() {
            return expected;
        }
        let targets = Targets::new(graph, typed);
        for (&(block, statement), making) in &typed.makings {
            let point = Point { block, statement };
            let (function, args) = match making {
                Making::Call {
                    function,
                    args,
                    tupled: false,
                    ..
                } => (function, args),
                Making::Coerce(_) => {
                    self.expected_by_coercion(graph, typed, &targets, point, &mut expected);
                    continue;
                }
                _ => continue,
            };
            for operand in graph.operands(point) {
                if let Operand::Move(place, _) = operand
                    && let Some(ty) = closure_in(typed.place(*place))
                    && let TyKind::Closure(id, _) = ty.kind()
                    && let Some(found) = self.expected_by(*function, *args, ty)
                {
                    expected.insert(id.0.loc(self.db).expr, found);
                }
            }
        }
        self.expected_by_result(graph, typed, &mut expected);
        for closure in self.in_variables(graph, typed) {
            expected.insert(closure, Expected::Nothing);
        }
        expected
    }

    /// The closures that are stored in variables: they are made without regard to what becomes of them.
    fn in_variables(&self, graph: &Graph, typed: &TypedGraph<'db>) -> impl Iterator<Item = ExprId> {
        typed
            .makings
            .iter()
            .filter_map(|(&(block, statement), making)| {
                let Making::Closure = making else {
                    return None;
                };
                let statements = &graph.blocks[block.index()].statements;
                let StatementKind::Assign { place, .. } = statements[statement as usize].kind
                else {
                    return None;
                };
                let TyKind::Closure(id, _) = typed.place(place).kind() else {
                    return None;
                };
                let kind = &graph.local(graph.place(place).local).kind;
                matches!(kind, LocalKind::Named(_)).then(|| id.0.loc(self.db).expr)
            })
    }

    /// What a coercion to a trait object or function pointer expects of the closure in its operand, unless a call does.
    fn expected_by_coercion(
        &self,
        graph: &Graph,
        typed: &TypedGraph<'db>,
        targets: &Targets<'_, 'db>,
        point: Point,
        expected: &mut FxHashMap<ExprId, Expected<'db>>,
    ) {
        let statements = &graph.blocks[point.block.index()].statements;
        let StatementKind::Assign { place: to, .. } = statements[point.statement as usize].kind
        else {
            return;
        };
        for operand in graph.operands(point) {
            let Operand::Move(from, _) = operand else {
                continue;
            };
            let from = typed.place(*from);
            let Some((closure, found)) = expected_in(self.interner, from, typed.place(to)) else {
                continue;
            };
            let declared = self.declared_for(targets, to);
            let declared = declared.and_then(|to| expected_in(self.interner, from, to));
            let found = declared.map_or(found, |(_, declared)| declared);
            expected.entry(closure.loc(self.db).expr).or_insert(found);
        }
    }

    /// What the bounds of a function expect of an argument of type `closure`; `None` if they demand nothing of it.
    fn expected_by(
        &self,
        function: FunctionId,
        args: GenericArgs<'db>,
        closure: Ty<'db>,
    ) -> Option<Expected<'db>> {
        let bounds = GenericPredicates::query_all(self.db, function.into()).skip_binder();
        let bounds = bounds.into_iter().map(|it| self.bound(it, args));
        self.expected_by_bounds(bounds, closure)
    }

    /// What the bounds of opaque types in the result of the body's function expect of closures that are returned in
    /// their place.
    fn expected_by_result(
        &self,
        graph: &Graph,
        typed: &TypedGraph<'db>,
        expected: &mut FxHashMap<ExprId, Expected<'db>>,
    ) {
        let (DefWithBodyId::FunctionId(function), None) = (self.def, graph.closure_kind) else {
            return;
        };
        let declared = self.db.callable_item_signature(function.into());
        let declared = declared.skip_binder().skip_binder().output();
        let result = graph.locals[0].place;
        let TyKind::Tuple(parts) = declared.kind() else {
            return self.expected_in_place(typed.place(result), declared, expected);
        };
        // Inference does not tell what the parts of a tuple hide.
        for statement in graph.blocks.iter().flat_map(|it| &it.statements) {
            if let StatementKind::Assign { place, value, .. } = &statement.kind
                && let (Rvalue::Operands(operands), true) = (value, *place == result)
            {
                for (operand, declared) in operands.iter().zip(parts.iter()) {
                    if let Operand::Move(place, _) = operand {
                        self.expected_in_place(typed.place(*place), declared, expected);
                    }
                }
            }
        }
    }

    /// What a closure is expected to be that is returned where the declared result has an opaque type.
    fn expected_in_place(
        &self,
        actual: Ty<'db>,
        declared: Ty<'db>,
        expected: &mut FxHashMap<ExprId, Expected<'db>>,
    ) {
        let (TyKind::Closure(closure, _), TyKind::Alias(alias)) = (actual.kind(), declared.kind())
        else {
            return;
        };
        let AliasTyKind::Opaque { def_id } = alias.kind else {
            return;
        };
        let bounds = self.interner.item_bounds(def_id.into()).skip_binder();
        let bounds = bounds.into_iter().map(|it| self.bound(it, alias.args));
        // As it is called within the binder of a bound.
        let opaque = as_declared(self.interner, def_id, alias);
        let opaque = shift_vars(self.interner, opaque, 1);
        if let Some(found) = self.expected_by_bounds(bounds, opaque) {
            expected.insert(closure.0.loc(self.db).expr, found);
        }
    }

    /// An item's bound with these arguments, and whether it may repeat lifetimes that are elided. Bound first: what is
    /// elided in the bound is a parameter of it, what inference has left out is not.
    fn bound(&self, clause: Clause<'db>, args: GenericArgs<'db>) -> (bool, Predicate<'db>) {
        let bound = EarlyBinder::bind(bind_clause(self.interner, clause));
        let bound = bound.instantiate(self.interner, args).skip_norm_wip();
        (self.may_repeat_elided(clause), bound)
    }

    /// What bounds expect of the type `closure`; `None` if they demand nothing of it.
    fn expected_by_bounds(
        &self,
        bounds: impl Iterator<Item = (bool, Predicate<'db>)>,
        closure: Ty<'db>,
    ) -> Option<Expected<'db>> {
        let sized = self.interner.lang_items().Sized;
        let (mut inputs, mut output): (Option<Vec<_>>, _) = (None, None);
        for (may_repeat, bound) in bounds {
            match bound.kind().skip_binder() {
                PredicateKind::Clause(ClauseKind::Trait(it))
                    if it.self_ty() == closure
                        && is_function_trait(self.interner, it.trait_ref.def_id.0) =>
                {
                    let tuple = it.trait_ref.args.as_slice().get(1)?.ty()?;
                    inputs = Some(match may_repeat {
                        true => Vec::new(),
                        false => tuple.as_tuple()?.iter().collect(),
                    });
                }
                PredicateKind::Clause(ClauseKind::Projection(it))
                    if it.projection_term.self_ty() == closure
                        && is_output(self.interner, it.projection_term.def_id()) =>
                {
                    output = it.term.as_type();
                }
                // What another trait expects by those that it stands on is not looked for.
                PredicateKind::Clause(ClauseKind::Trait(it))
                    if it.self_ty() == closure && Some(it.trait_ref.def_id.0) != sized =>
                {
                    inputs.get_or_insert_default();
                }
                _ => {}
            }
        }
        Some(Expected::Signature {
            inputs: inputs?,
            output,
        })
    }
}

/// The closure behind references and boxes that are made where they are passed.
fn closure_in(ty: Ty<'_>) -> Option<Ty<'_>> {
    match ty.kind() {
        TyKind::Closure(..) => Some(ty),
        TyKind::Ref(_, inner, _) => closure_in(inner),
        TyKind::Adt(..) if ty.is_box() => closure_in(ty.boxed_ty()?),
        _ => None,
    }
}

/// The closure in `from` where `to` has a trait object or function pointer in its place.
fn expected_in<'db>(
    interner: DbInterner<'db>,
    from: Ty<'db>,
    to: Ty<'db>,
) -> Option<(InternedClosureId<'db>, Expected<'db>)> {
    match (from.kind(), to.kind()) {
        (TyKind::Closure(closure, _), TyKind::FnPtr(signature, _)) => {
            let signature = signature.skip_binder();
            let (output, inputs) = signature.inputs_and_output.as_slice().split_last()?;
            Some((
                closure.0,
                Expected::as_written(inputs.to_vec(), Some(*output)),
            ))
        }
        (TyKind::Closure(closure, _), TyKind::Dynamic(bounds, _)) => {
            let (mut inputs, mut output) = (None, None);
            for bound in bounds.iter() {
                match bound.skip_binder() {
                    ExistentialPredicate::Trait(it) if is_function_trait(interner, it.def_id.0) => {
                        let tuple = it.args.iter().find_map(|arg| arg.ty())?;
                        inputs = Some(tuple.as_tuple()?.iter().collect());
                    }
                    ExistentialPredicate::Projection(it) if is_output(interner, it.def_id) => {
                        output = it.term.as_type();
                    }
                    _ => {}
                }
            }
            Some((closure.0, Expected::as_written(inputs?, output)))
        }
        (TyKind::Ref(_, from, _), TyKind::Ref(_, to, _)) => expected_in(interner, from, to),
        (TyKind::Adt(a, from), TyKind::Adt(b, to)) if a.def_id() == b.def_id() => {
            let mut types = from.iter().zip(to.iter());
            types.find_map(|(from, to)| expected_in(interner, from.ty()?, to.ty()?))
        }
        _ => None,
    }
}

impl<'db> Inference<'db> {
    /// Whether several lifetimes are elided in one input of a bound like `F: Fn(A)`: if an alias stands there, they may
    /// be one that it repeats.
    fn may_repeat_elided(&self, clause: Clause<'db>) -> bool {
        let ClauseKind::Trait(bound) = clause.kind().skip_binder() else {
            return false;
        };
        let tuple = bound
            .trait_ref
            .args
            .as_slice()
            .get(1)
            .and_then(|arg| arg.ty());
        let inputs = tuple.and_then(|it| it.as_tuple());
        let several = |ty: Ty<'db>| count_missing(ty) > 1;
        inputs.is_some_and(|inputs| inputs.iter().any(several))
    }
}

impl<'db> Checker<'_, 'db> {
    /// The regions of a closure's parameters and result that every call chooses anew, and whether no other is.
    pub(super) fn chosen_by_calls(
        &mut self,
        def: DefWithBodyId,
        closure: ExprId,
        expected: Option<&Expected<'db>>,
    ) -> (Vec<ClosureParameter>, bool) {
        let Some(Expected::Signature { inputs, output }) = expected else {
            let (regions, all) = self.supplied(def, closure);
            let numbered = (0..).zip(regions);
            let found = numbered.map(|(number, region)| ClosureParameter { number, region });
            return (found.collect(), all && expected.is_some());
        };
        let mut found = Vec::new();
        let parameters = &self.typed.parameters;
        if parameters.len() != inputs.len() {
            return (found, false);
        }
        let locals: Vec<_> = parameters.iter().copied().zip(inputs).collect();
        let result = output.as_ref().map(|it| (LocalId(0), it));
        for (local, expected) in locals.into_iter().chain(result) {
            let ty = self.place_ty(self.graph.local(local).place);
            let mut regions = Vec::new();
            if !bound_in(*expected, ty, &mut regions) {
                // Which of the type's lifetimes is a parameter does not show.
                return (Vec::new(), false);
            }
            for (number, region) in regions {
                let region = self.relations.id(region);
                found.push(ClosureParameter { number, region });
            }
        }
        (found, true)
    }
}

/// Finds the regions of `ty` where `expected` has parameters of the binder around it; false if some of these are in
/// parts that are not alike in both.
fn bound_in<'db>(expected: Ty<'db>, ty: Ty<'db>, found: &mut Vec<(u32, Region<'db>)>) -> bool {
    match (expected.kind(), ty.kind()) {
        (TyKind::Ref(parameter, expected, _), TyKind::Ref(region, ty, _)) => {
            found.extend(number(parameter).map(|it| (it, region)));
            bound_in(expected, ty, found)
        }
        (TyKind::Tuple(expected), TyKind::Tuple(tys)) if expected.len() == tys.len() => {
            let mut parts = expected.iter().zip(tys.iter());
            parts.all(|(expected, ty)| bound_in(expected, ty, found))
        }
        (TyKind::Slice(expected), TyKind::Slice(ty))
        | (TyKind::Array(expected, _), TyKind::Array(ty, _))
        | (TyKind::RawPtr(expected, _), TyKind::RawPtr(ty, _)) => bound_in(expected, ty, found),
        (TyKind::Adt(a, expected), TyKind::Adt(b, args)) if a.def_id() == b.def_id() => {
            let mut arguments = expected.iter().zip(args.iter());
            arguments.all(|(expected, arg)| {
                if let (Some(expected), Some(ty)) = (expected.ty(), arg.ty()) {
                    return bound_in(expected, ty, found);
                }
                if let (Some(parameter), Some(region)) = (expected.region(), arg.region()) {
                    found.extend(number(parameter).map(|it| (it, region)));
                }
                true
            })
        }
        _ => !expected.has_escaping_bound_vars(),
    }
}

/// The number of a parameter of the innermost binder.
fn number(region: Region<'_>) -> Option<u32> {
    match region.kind() {
        RegionKind::ReBound(BoundVarIndexKind::Bound(depth), bound) if depth == INNERMOST => {
            Some(bound.var.as_u32())
        }
        _ => None,
    }
}
