//! Region inference: a variable for every lifetime, and the relations that the statements of a graph demand
//! (RFC 2094 after `rustc_borrowck`; what the variables contain is found out by [`crate::ownership::loans`]).
//!
//! rust-analyzer's types come without lifetimes. [`elision`] puts back those that signatures imply,
//! [`relate`] gives variables to the others and relates types by rust-analyzer's own inference context and
//! trait solver, through the delegate in [`solver`].

mod aliases;
pub(super) mod binders;
mod calls;
mod check;
mod closures;
mod coerce;
mod components;
mod declared;
mod drops;
mod elision;
mod expected;
mod fields;
mod functions;
mod hidden;
mod implied;
mod lent_objects;
mod live;
pub(super) mod objects;
mod opaque;
mod own_type;
mod places;
mod relate;
mod solver;
mod supplied;
mod targets;
mod undeclared;
mod variance;
mod visit;
mod well_formed;

pub(super) use aliases::{alias_says_static, names_trait};
pub(super) use elision::declared_signature;
pub(super) use functions::pointer_to;
pub(super) use opaque::{defining_function, has_opaque};
pub(super) use own_type::own_type;
pub(super) use relate::has_regions;
pub(super) use visit::holds_static_object;

use std::panic::{self, AssertUnwindSafe};

use ra_ap_base_db::Crate;
use ra_ap_hir_def::{
    DefWithBodyId, FunctionId, GenericDefId, LifetimeParamId, TraitId,
    hir::{ExprId, generics::GenericParams},
};
use ra_ap_hir_ty::{
    GenericPredicates,
    db::HirDatabase,
    next_solver::{
        BoundRegionKind, BoundVariableKind, ClauseKind, DbInterner, GenericArg, GenericArgs,
        ParamEnv, ParamTy, Region, RegionKind, TyKind,
    },
};
use ra_ap_rustc_type_ir::inherent::{Clause as _, GenericArgs as _, IntoKind};
use rustc_hash::FxHashSet;

use super::{
    callee::Callees,
    graph::{
        ClosureKind, Graph, LocalId,
        regions::{Point, RegionId, Regions, Universal, UniversalKind, Why},
    },
    typed::TypedGraph,
};
use crate::project::Unwound;
use check::Checker;
use closures::{Shared, Summaries};
use declared::DeclaredRegions;
use expected::Expected;
use implied::Promises;
use relate::Relations;
use solver::own_environment;

/// Finds the regions of a body's graph and of those inside. A panic costs the body nothing but its regions.
pub(super) fn infer<'db>(
    db: &'db dyn HirDatabase,
    def: DefWithBodyId,
    graph: &mut Graph,
    typed: &TypedGraph<'db>,
) {
    let attempt = AssertUnwindSafe(|| infer_all(db, def, graph, typed));
    if let Err(panic) = panic::catch_unwind(attempt) {
        // Salsa unwinds to stop a computation: that is not ours to catch.
        if !matches!(Unwound::new(&*panic), Unwound::Panic) {
            panic::resume_unwind(panic);
        }
        tracing::warn!("no regions: the inference of {def:?} panicked");
    }
}

fn infer_all<'db>(
    db: &'db dyn HirDatabase,
    def: DefWithBodyId,
    graph: &mut Graph,
    typed: &TypedGraph<'db>,
) {
    let krate = ra_ap_hir_def::HasModule::module(&def, db).krate(db);
    let generics = def.generic_def(db);
    let interner = DbInterner::new_with(db, krate);
    let mut inference = Inference {
        db,
        def,
        generics,
        interner,
        krate,
        env: own_environment(interner, db.trait_environment(generics)),
        summaries: Summaries::default(),
    };
    inference.graph(graph, typed, None);
}

struct Inference<'db> {
    db: &'db dyn HirDatabase,
    def: DefWithBodyId,
    generics: GenericDefId,
    krate: Crate,
    interner: DbInterner<'db>,
    env: ParamEnv<'db>,
    summaries: Summaries,
}

impl<'db> Inference<'db> {
    /// The graphs inside first: what they demand is a part of the closures' types. A closure comes with what the call
    /// expects of it that it is passed to.
    fn graph(
        &mut self,
        graph: &mut Graph,
        typed: &TypedGraph<'db>,
        closure: Option<(ExprId, Option<&Expected<'db>>)>,
    ) {
        let expected = self.expected(graph, typed);
        for (inner, (expr, inner_typed)) in graph.closures.iter_mut().zip(&typed.closures) {
            self.graph(inner, inner_typed, Some((*expr, expected.get(expr))));
        }
        let mut relations = Relations::new(self.interner, self.krate, self.env);
        let declared = self.declared_regions(&mut relations);
        if closure.is_some() {
            // What is promised of them is known where the closure is made.
            relations.parameters.clear();
        }
        let mut checker = Checker {
            db: self.db,
            graph: &*graph,
            typed,
            relations,
            summaries: &self.summaries,
            callees: Callees::new(self.db),
            place_tys: vec![None; graph.places.len()],
            loans: Vec::new(),
            called: Vec::new(),
            formatting: Vec::new(),
            result: match self.def {
                DefWithBodyId::ConstId(_) | DefWithBodyId::StaticId(_) if closure.is_none() => {
                    Why::Constant
                }
                _ => Why::Return,
            },
            environment: None,
        };
        let shared = match closure {
            Some((expr, expected)) => Some(checker.shared_regions(self.def, expr, expected)),
            None => {
                checker.declared(self.def, self.generics, &declared);
                None
            }
        };
        checker.annotated();
        checker.statements();
        if checker.relations.is_exhausted() {
            return;
        }
        let locals = checker.local_regions();
        let summary = shared.as_ref().map(|shared| checker.summary(shared));
        let mut relations = checker.relations;
        let environment = checker.environment.map(|it| relations.id(it));
        let (loans, called, formatting) = (checker.loans, checker.called, checker.formatting);
        let count = relations.count();
        let mut approximate: Vec<RegionId> = relations.approximate.iter().copied().collect();
        approximate.sort_unstable();
        graph.regions = Some(Regions {
            count,
            universal: relations.universals,
            known: relations.known,
            outlives: relations.outlives,
            loans,
            locals,
            mentioned: relations.mentioned,
            callees: called,
            formatting,
            approximate,
            hidden: relations.hidden,
            chosen_by_calls: shared.map(|it| it.parameters).unwrap_or_default(),
            environment,
            desugared: typed.desugared.clone(),
            silent: typed
                .silent
                .iter()
                .map(|&(block, statement)| Point { block, statement })
                .collect(),
        });
        if let (Some((expr, _)), Some(summary)) = (closure, summary) {
            self.summaries.insert(expr, summary);
        }
    }

    /// Universal regions for the lifetimes of the item and of what surrounds it.
    fn declared_regions(&mut self, relations: &mut Relations<'db>) -> DeclaredRegions<'db> {
        let identity = GenericArgs::identity_for_item(self.interner, self.generics.into());
        let early: Vec<_> = identity.iter().filter_map(|arg| arg.region()).collect();
        for &region in &early {
            let name = self.early_name(region);
            let variable = relations.add_universal(UniversalKind::Signature, name);
            relations.name_universal(region, variable);
        }
        let mut declared = DeclaredRegions::default();
        let DefWithBodyId::FunctionId(function) = self.def else {
            return declared;
        };
        let (signature, _) = elision::declared_signature(self.db, function);
        let mut names = self.late_names(function, &early).into_iter();
        for (index, variable) in signature.bound_vars().iter().enumerate() {
            let BoundVariableKind::Region(kind) = variable else {
                continue;
            };
            let bound = ra_ap_hir_ty::next_solver::BoundRegion {
                var: ra_ap_rustc_type_ir::BoundVar::from_usize(index),
                kind,
            };
            let late = Region::new_late_param(self.interner, function.into(), bound);
            let name = match kind {
                BoundRegionKind::Named(_) => names.next(),
                _ => None,
            };
            let variable = relations.add_universal(UniversalKind::Signature, name);
            relations.name_universal(late, variable);
            declared.bound.push(variable);
        }
        if has_opaque(&signature.skip_binder().output()) {
            declared.hidden = Some(relations.add_universal(UniversalKind::Hidden, None));
        }
        for arg in identity.iter() {
            if let Some(TyKind::Param(parameter)) = arg.ty().map(|it| it.kind())
                && let Some(name) = self.judged_name(parameter)
            {
                let region = relations.add_universal(UniversalKind::Parameter, Some(name));
                relations.parameters.insert(parameter.index, region);
            }
        }
        declared
    }

    /// The name of a type parameter whose lifetimes can be judged: nothing but what is written for it, and what
    /// types of the signature imply, can promise that it outlives a lifetime.
    fn judged_name(&self, parameter: ParamTy) -> Option<String> {
        let id = parameter.id;
        let all = GenericParams::of(self.db, id.parent());
        let name = all[id.local_id()].name().map(|it| it.as_str().to_owned());
        let name = name.unwrap_or_else(|| "impl Trait".to_owned());
        if name == "Self" {
            return None;
        }
        let bounds = GenericPredicates::query_all(self.db, self.generics).skip_binder();
        let mut traits = bounds.into_iter().filter_map(|bound| {
            let bound = bound.as_trait_clause()?.skip_binder();
            let of_it = matches!(bound.self_ty().kind(), TyKind::Param(it) if it == parameter);
            of_it.then_some(bound.def_id().0)
        });
        let mut seen = FxHashSet::default();
        let promising = traits.any(|it| promises_lifetime(self.db, it, &mut seen));
        (!promising).then_some(name)
    }

    /// The names of the function's lifetimes that are parameters of its signature, as opposed to its item.
    fn late_names(&self, function: FunctionId, early: &[Region<'db>]) -> Vec<String> {
        let params = GenericParams::of(self.db, function.into());
        params
            .iter_lt()
            .filter(|&(local_id, _)| {
                let id = LifetimeParamId {
                    parent: function.into(),
                    local_id,
                };
                !early.iter().any(
                    |region| matches!(region.kind(), RegionKind::ReEarlyParam(it) if it.id == id),
                )
            })
            .map(|(_, param)| param.name.as_str().to_owned())
            .collect()
    }

    fn early_name(&self, region: Region<'db>) -> Option<String> {
        let RegionKind::ReEarlyParam(it) = region.kind() else {
            return None;
        };
        let params = GenericParams::of(self.db, it.id.parent);
        Some(params[it.id.local_id].name.as_str().to_owned())
    }
}

/// Whether a trait demands of the types that implement it that they outlive a lifetime.
fn promises_lifetime(db: &dyn HirDatabase, id: TraitId, seen: &mut FxHashSet<TraitId>) -> bool {
    if !seen.insert(id) {
        return false;
    }
    let clauses = GenericPredicates::query_all(db, id.into()).skip_binder();
    clauses
        .into_iter()
        .any(|clause| match clause.kind().skip_binder() {
            ClauseKind::TypeOutlives(_) => true,
            ClauseKind::Trait(bound) => promises_lifetime(db, bound.def_id().0, seen),
            _ => false,
        })
}

impl<'db> Checker<'_, 'db> {
    /// Makes the regions of parameters, result and captures universal.
    fn shared_regions(
        &mut self,
        def: DefWithBodyId,
        closure: ExprId,
        expected: Option<&Expected<'db>>,
    ) -> Shared {
        let typed = self.typed;
        let first = self.relations.count();
        let mut of = |locals: &[LocalId]| -> Vec<RegionId> {
            let mut ids = Vec::new();
            for &local in locals {
                let place = self.graph.local(local).place;
                let ty = self.place_ty(place);
                let regions = visit::all_regions(&ty);
                ids.extend(regions.into_iter().map(|it| self.relations.id(it)));
            }
            ids
        };
        let mut shared = Shared {
            inputs: of(&typed.parameters),
            outputs: of(&[LocalId(0)]),
            captures: of(&typed.captures),
            // The first is `'static`.
            declared: (1..first).map(RegionId).collect(),
            parameters: Vec::new(),
            certain: false,
            result: 0..0,
        };
        shared.result = self.regions_of_result();
        if matches!(
            self.graph.closure_kind,
            Some(ClosureKind::Fn | ClosureKind::FnMut)
        ) {
            self.environment = Some(self.relations.fresh());
        }
        for _ in first..self.relations.count() {
            self.relations.universals.push(Universal {
                kind: UniversalKind::Closure,
                name: None,
            });
        }
        self.implied_by_parameters();
        (shared.parameters, shared.certain) = self.chosen_by_calls(def, closure, expected);
        for (index, one) in shared.parameters.iter().enumerate() {
            for other in &shared.parameters[..index] {
                if one.number == other.number {
                    let pair = (one.region, other.region);
                    self.relations.known.extend([pair, (pair.1, pair.0)]);
                }
            }
        }
        shared
    }

    /// Of the regions in the type of the future that an async closure returns: those in what the future gives.
    fn regions_of_result(&mut self) -> std::ops::Range<usize> {
        let TyKind::Coroutine(_, args) = self.place_ty(self.graph.locals[0].place).kind() else {
            return 0..0;
        };
        let [before @ .., result, _] = args.as_slice() else {
            return 0..0;
        };
        let count = |arg: &GenericArg<'db>| visit::all_regions(arg).len();
        let start = before.iter().map(count).sum();
        start..start + count(result)
    }

    /// What the types of a closure's parameters and of its result promise.
    fn implied_by_parameters(&mut self) {
        let none = Default::default();
        let mut promises = Promises::new(&none);
        for local in self.typed.parameters.iter().copied().chain([LocalId(0)]) {
            let ty = self.place_ty(self.graph.local(local).place);
            promises.add_implied(self.db, self.relations.interner, ty);
        }
        for (longer, shorter) in promises.pairs {
            let pair = (self.relations.id(longer), self.relations.id(shorter));
            self.relations.known.push(pair);
        }
    }
}
