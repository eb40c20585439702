//! What a closure's body demands of the lifetimes that it shares with its creator and its callers
//! (`rustc_borrowck`'s `ClosureRegionRequirements`, by position instead of by name).

use std::ops::Range;

use ra_ap_hir_def::hir::ExprId;
use ra_ap_hir_ty::next_solver::{
    Binder, BoundRegion, BoundRegionKind, BoundVarKinds, BoundVariableKind, FnSig, GenericArgs,
    PolyFnSig, Region, RegionKind, Ty, TyKind, Tys,
};
use ra_ap_rustc_type_ir::{
    BoundVar, RegionVid, TypeFoldable, TypeFolder, TypeSuperFoldable, TypeVisitableExt,
    fold_regions,
    inherent::{GenericArgs as _, IntoKind, Region as _, Ty as _},
};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{check::Checker, visit::all_regions};
use crate::flow::graph::regions::{ClosureDemand, ClosureParameter, RegionId, Why};

/// The regions that a closure shares with others: slots, by their order in the types of its parameters, then of
/// its result, then of its captures; behind these the lifetimes that the item around it declares.
#[derive(Debug, Clone, Default)]
pub(super) struct Summary {
    inputs: usize,
    outputs: usize,
    captures: usize,
    /// Of an async closure: the outputs that are in what its future gives.
    result: Range<usize>,
    /// By slot: the region in the closure's own graph.
    regions: Vec<RegionId>,
    /// The slots that are certain to be chosen anew for every call, with the number of the lifetime that is chosen.
    parameters: FxHashMap<usize, u32>,
    /// No others are.
    certain: bool,
    demands: FxHashSet<Demand>,
    /// Slots about which something was assumed.
    uncertain: FxHashSet<usize>,
}

/// The parameters of a closure's signature.
struct Parameters<'db> {
    before: BoundVarKinds<'db>,
    /// Number of those that were added.
    added: u32,
    /// By slot: the parameter that it is.
    of_slots: FxHashMap<usize, BoundRegion<'db>>,
}

impl<'db> Parameters<'db> {
    /// Those that the signature has already.
    fn new(before: BoundVarKinds<'db>) -> Parameters<'db> {
        Parameters {
            before,
            added: 0,
            of_slots: FxHashMap::default(),
        }
    }

    fn add(&mut self, slot: usize) -> BoundRegion<'db> {
        let index = self.before.len() as u32 + self.added;
        self.added += 1;
        let bound = BoundRegion {
            var: BoundVar::from_u32(index),
            kind: BoundRegionKind::Anon,
        };
        self.known(slot, bound)
    }

    fn known(&mut self, slot: usize, parameter: BoundRegion<'db>) -> BoundRegion<'db> {
        self.of_slots.insert(slot, parameter);
        parameter
    }

    fn of_slot(&self, slot: usize) -> Option<BoundRegion<'db>> {
        self.of_slots.get(&slot).copied()
    }

    fn variables(&self) -> BoundVarKinds<'db> {
        let new = (0..self.added).map(|_| BoundVariableKind::Region(BoundRegionKind::Anon));
        let variables: Vec<_> = self.before.iter().chain(new).collect();
        BoundVarKinds::new_from_slice(&variables)
    }
}

/// One slot has to outlive another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Demand {
    sup: usize,
    /// `None` for `'static`.
    sub: Option<usize>,
    /// The demand in the closure's own graph.
    way: (RegionId, RegionId),
}

impl Summary {
    fn is_input(&self, slot: usize) -> bool {
        slot < self.inputs
    }

    fn is_output(&self, slot: usize) -> bool {
        (self.inputs..self.inputs + self.outputs).contains(&slot)
    }

    /// Whether an input may be chosen anew for every call: it is certain, or the body ties it to nothing that calls
    /// share.
    fn is_free(&self, slot: usize) -> bool {
        if self.certain || self.parameters.contains_key(&slot) {
            return self.parameters.contains_key(&slot);
        }
        self.demands.iter().all(|demand| {
            let other = match demand.sub {
                Some(sub) if demand.sup == slot => sub,
                Some(sub) if sub == slot => demand.sup,
                Some(_) => return true,
                None => return demand.sup != slot,
            };
            self.is_output(other)
        })
    }

    /// The first input that is the same lifetime as a slot.
    fn first_alike(&self, slot: usize) -> Option<usize> {
        let number = self.parameters.get(&slot)?;
        (0..self.inputs).find(|it| self.parameters.get(it) == Some(number))
    }

    /// The free input that an output is, or the only one that flows into it, if nothing else does.
    fn source(&self, output: usize) -> Option<usize> {
        if self.certain || self.parameters.contains_key(&output) {
            return self.first_alike(output);
        }
        let into = self.demands.iter().filter(|it| it.sub == Some(output));
        let mut sources = into.map(|it| it.sup);
        let only = sources.next()?;
        let alone = sources.next().is_none();
        (alone && self.is_input(only) && self.is_free(only)).then_some(only)
    }
}

impl<'db> Checker<'_, 'db> {
    /// The value with a fresh variable for every lifetime, except for those of closures' parameters that are
    /// chosen anew for every call.
    pub(super) fn renumber<T: TypeFoldable<ra_ap_hir_ty::next_solver::DbInterner<'db>>>(
        &mut self,
        value: T,
    ) -> T {
        if self.summaries.is_empty() {
            return self.relations.renumber(value);
        }
        let value = self.relations.prepared(value);
        value.fold_with(&mut Renumber { checker: self })
    }

    fn renumber_closure(&mut self, ty: Ty<'db>) -> Option<Ty<'db>> {
        let interner = self.relations.interner;
        match ty.kind() {
            TyKind::Closure(id, args) => {
                let expr = id.0.loc(self.db).expr;
                let summary = self.summaries.get(&expr)?.clone();
                let [parents @ .., kind, _, held] = args.as_slice() else {
                    return None;
                };
                let signature = args.as_closure().sig();
                let (signature, mut slots) = self.closure_signature(signature, &summary);
                let held = self.renumber_slots(held.ty()?, &mut slots);
                self.demand(expr, &summary, slots);
                let signature = Ty::new_fn_ptr(interner, signature);
                let args = [parents, &[*kind, signature.into(), held.into()]].concat();
                let args = GenericArgs::new_from_slice(&args);
                Some(Ty::new_closure(interner, id, args))
            }
            TyKind::Coroutine(id, args) => {
                let expr = id.0.loc(self.db).expr;
                let summary = self.summaries.get(&expr)?.clone();
                let [parents @ .., kind, resume, yields, result, held] = args.as_slice() else {
                    return None;
                };
                let mut slots = vec![None; summary.inputs];
                let resume = self.relations.renumber_prepared(*resume);
                let yields = self.relations.renumber_prepared(*yields);
                let result = self.renumber_slots(result.ty()?, &mut slots);
                slots.resize(summary.inputs + summary.outputs, None);
                let held = self.renumber_slots(held.ty()?, &mut slots);
                self.demand(expr, &summary, slots);
                let own = [*kind, resume, yields, result.into(), held.into()];
                let args = GenericArgs::new_from_slice(&[parents, &own].concat());
                Some(Ty::new_coroutine(interner, id, args))
            }
            TyKind::CoroutineClosure(id, args) => {
                let expr = id.0.loc(self.db).expr;
                let summary = self.summaries.get(&expr)?.clone();
                let [parents @ .., kind, signature, held, lent] = args.as_slice() else {
                    return None;
                };
                let TyKind::FnPtr(signature, header) = signature.ty()?.kind() else {
                    return None;
                };
                let (signature, mut slots) =
                    self.future_signature(signature.with(header), &summary);
                let held = self.renumber_slots(held.ty()?, &mut slots);
                self.demand(expr, &summary, slots);
                let lent = self.relations.renumber_prepared(*lent);
                let signature = Ty::new_fn_ptr(interner, signature);
                let own = [*kind, signature.into(), held.into(), lent];
                let args = GenericArgs::new_from_slice(&[parents, &own].concat());
                Some(Ty::new_coroutine_closure(interner, id, args))
            }
            _ => None,
        }
    }

    /// The parts of an async closure's signature, with what its regions became. What its future gives is tied to a
    /// parameter where nothing but that flows into it.
    fn future_signature(
        &mut self,
        signature: PolyFnSig<'db>,
        summary: &Summary,
    ) -> (PolyFnSig<'db>, Vec<Option<Region<'db>>>) {
        let interner = self.relations.interner;
        let mut parameters = Parameters::new(signature.bound_vars());
        let mut slots: Vec<Option<Region<'db>>> = Vec::new();
        let inner = signature.skip_binder();
        let Some((&output, inputs)) = inner.inputs_and_output.as_slice().split_last() else {
            return (signature, vec![None; summary.inputs + summary.outputs]);
        };
        let mut types = Vec::new();
        for &ty in inputs {
            let ty = ty.fold_with(&mut Renumber { checker: self });
            types.push(fold_regions(interner, ty, |region, depth| {
                let slot = slots.len();
                let bound = match region.kind() {
                    RegionKind::ReBound(_, known) => Some(parameters.known(slot, known)),
                    _ => summary.is_free(slot).then(|| parameters.add(slot)),
                };
                match bound {
                    Some(bound) => {
                        slots.push(None);
                        Region::new_bound(interner, depth, bound)
                    }
                    None => {
                        slots.push(Some(region));
                        region
                    }
                }
            }));
        }
        let mut results = summary.result.clone().map(|it| summary.inputs + it);
        types.push(fold_regions(interner, output, |region, depth| {
            let source = results.next().and_then(|it| summary.source(it));
            let bound = source.and_then(|it| parameters.of_slot(it));
            match (region.kind(), bound) {
                (RegionKind::ReBound(..), _) => region,
                (_, Some(bound)) => Region::new_bound(interner, depth, bound),
                _ => {
                    let fresh = self.relations.fresh();
                    let id = self.relations.id(fresh);
                    self.relations.approximate.insert(id);
                    fresh
                }
            }
        }));
        let inner = FnSig {
            inputs_and_output: Tys::new_from_iter(interner, types),
            ..inner
        };
        slots.resize(summary.inputs + summary.outputs, None);
        (Binder::bind_with_vars(inner, parameters.variables()), slots)
    }

    /// Fresh variables for the regions of a type, which are the next slots.
    fn renumber_slots(&mut self, ty: Ty<'db>, slots: &mut Vec<Option<Region<'db>>>) -> Ty<'db> {
        // Closures inside have slots of their own; their regions count as this one's, too.
        let ty = ty.fold_with(&mut Renumber { checker: self });
        let regions = all_regions(&ty);
        slots.extend(regions.into_iter().map(Some));
        ty
    }

    /// The signature of a closure type, with what its regions became.
    fn closure_signature(
        &mut self,
        signature: PolyFnSig<'db>,
        summary: &Summary,
    ) -> (PolyFnSig<'db>, Vec<Option<Region<'db>>>) {
        let interner = self.relations.interner;
        let inner = signature.skip_binder();
        let mut slots: Vec<Option<Region<'db>>> = Vec::new();
        let mut parameters = Parameters::new(signature.bound_vars());
        let mut replace = |region: Region<'db>, depth, slots: &mut Vec<Option<Region<'db>>>| {
            let slot = slots.len();
            if let RegionKind::ReBound(_, known) = region.kind() {
                slots.push(None);
                parameters.known(slot, known);
                return region;
            }
            let same = summary.first_alike(slot);
            let chosen = if let Some(same) = same.filter(|it| *it != slot) {
                parameters.of_slot(same)
            } else if summary.is_input(slot) {
                summary.is_free(slot).then(|| parameters.add(slot))
            } else {
                let source = summary.source(slot);
                source.and_then(|input| parameters.of_slot(input))
            };
            match chosen {
                Some(parameter) => {
                    slots.push(None);
                    parameters.known(slot, parameter);
                    Region::new_bound(interner, depth, parameter)
                }
                None => {
                    slots.push(Some(region));
                    region
                }
            }
        };
        let mut types = Vec::new();
        for ty in inner.inputs_and_output.iter() {
            // Closures inside have slots of their own, and parameters that are none here.
            let ty = ty.fold_with(&mut Renumber { checker: self });
            types.push(fold_regions(interner, ty, |region, depth| {
                replace(region, depth, &mut slots)
            }));
        }
        let inner = FnSig {
            inputs_and_output: Tys::new_from_iter(interner, types),
            ..inner
        };
        let signature = Binder::bind_with_vars(inner, parameters.variables());
        slots.resize(summary.inputs + summary.outputs, None);
        (signature, slots)
    }

    /// What the body demands of the regions in this copy of the closure's type.
    fn demand(&mut self, expr: ExprId, summary: &Summary, mut slots: Vec<Option<Region<'db>>>) {
        let interner = self.relations.interner;
        slots.resize(summary.inputs + summary.outputs + summary.captures, None);
        // The item's lifetimes have the same numbers in all graphs of a body.
        let declared = &summary.regions[slots.len()..];
        slots.extend(declared.iter().map(|it| {
            let variable = RegionVid::from_u32(it.0);
            Some(Region::new_var(interner, variable))
        }));
        let mut closures = self.typed.closures.iter();
        let closure = closures.position(|(it, _)| *it == expr);
        let is_static = Region::new_static(interner);
        let before = (self.relations.point.take(), self.relations.why);
        for demand in &summary.demands {
            let sub = demand.sub.map_or(Some(is_static), |it| slots[it]);
            if let (Some(sup), Some(sub)) = (slots[demand.sup], sub) {
                self.relations.why = Why::ClosureBody(closure.map(|closure| ClosureDemand {
                    closure: closure as u32,
                    sup: demand.way.0,
                    sub: demand.way.1,
                }));
                self.relations.outlives(sup, sub);
            }
        }
        (self.relations.point, self.relations.why) = before;
        for region in summary.uncertain.iter().filter_map(|&slot| slots[slot]) {
            let id = self.relations.id(region);
            self.relations.approximate.insert(id);
        }
    }

    /// What the graph, that of a closure, demands of the regions that it shares.
    pub(super) fn summary(&self, shared: &Shared) -> Summary {
        let regions = [
            &shared.inputs[..],
            &shared.outputs,
            &shared.captures,
            &shared.declared,
        ]
        .concat();
        let numbers = shared.parameters.iter().map(|it| (it.region, it.number));
        let numbers: FxHashMap<RegionId, u32> = numbers.collect();
        let slots = regions.iter().enumerate();
        let parameters = slots.filter_map(|(slot, it)| Some((slot, *numbers.get(it)?)));
        let parameters = parameters.collect();
        let mut summary = Summary {
            inputs: shared.inputs.len(),
            outputs: shared.outputs.len(),
            captures: shared.captures.len(),
            result: shared.result.clone(),
            regions,
            parameters,
            certain: shared.certain,
            ..Summary::default()
        };
        Demands::new(self, &summary).add_to(&mut summary);
        summary
    }
}

/// The demands of a closure's graph, as they lead from slot to slot.
struct Demands<'a> {
    subs: FxHashMap<RegionId, Vec<RegionId>>,
    slots: FxHashMap<RegionId, Vec<usize>>,
    approximate: &'a FxHashSet<RegionId>,
    /// Pairs of regions of which the first is known to outlive the second.
    known: &'a [(RegionId, RegionId)],
}

impl<'a> Demands<'a> {
    fn new(checker: &'a Checker<'_, '_>, summary: &Summary) -> Demands<'a> {
        let mut subs: FxHashMap<RegionId, Vec<RegionId>> = FxHashMap::default();
        for constraint in &checker.relations.outlives {
            subs.entry(constraint.sup).or_default().push(constraint.sub);
        }
        let mut slots: FxHashMap<RegionId, Vec<usize>> = FxHashMap::default();
        for (slot, &region) in summary.regions.iter().enumerate() {
            slots.entry(region).or_default().push(slot);
        }
        Demands {
            subs,
            slots,
            approximate: &checker.relations.approximate,
            known: &checker.relations.known,
        }
    }

    fn add_to(&self, summary: &mut Summary) {
        for slot in 0..summary.regions.len() {
            let region = summary.regions[slot];
            // What is demanded of a lifetime that calls choose is judged in the closure itself, unless it is
            // known to outlive one that they do not (`try_propagate_universal_region_error`).
            let sup = if summary.parameters.contains_key(&slot) {
                let lower = self.bounds(summary, region, |pair| pair);
                match lower[..] {
                    [only] => only,
                    _ => continue,
                }
            } else {
                slot
            };
            let known = self.related(region, |pair| pair);
            let matters =
                |to: &RegionId| (to.0 == 0 || self.slots.contains_key(to)) && !known.contains(to);
            let (certain, assumed) = self.reached(region);
            let before = summary.demands.len();
            for to in assumed.into_iter().filter(matters) {
                self.add(summary, sup, (region, to));
            }
            if summary.demands.len() > before {
                summary.uncertain.insert(sup);
            }
            for to in certain.into_iter().filter(matters) {
                self.add(summary, sup, (region, to));
            }
        }
    }

    /// The regions that one has to outlive; last those for which something was assumed on the way.
    fn reached(&self, from: RegionId) -> (Vec<RegionId>, Vec<RegionId>) {
        let mut seen = FxHashSet::default();
        let mut walk = |mut pending: Vec<RegionId>, stop: bool| {
            let (mut found, mut stopped) = (Vec::new(), Vec::new());
            while let Some(next) = pending.pop() {
                if stop && self.approximate.contains(&next) {
                    stopped.push(next);
                } else if seen.insert(next) {
                    found.push(next);
                    pending.extend(self.subs.get(&next).into_iter().flatten());
                }
            }
            (found, stopped)
        };
        let (certain, stopped) = walk(vec![from], true);
        let (assumed, _) = walk(stopped, false);
        (certain, assumed)
    }

    /// Adds that a slot has to outlive what the region at the end of the way stands for.
    fn add(&self, summary: &mut Summary, sup: usize, way: (RegionId, RegionId)) {
        if way.1.0 == 0 {
            let sub = None;
            summary.demands.insert(Demand { sup, sub, way });
            return;
        }
        let mut subs: Vec<Option<usize>> = Vec::new();
        for &slot in self.slots.get(&way.1).into_iter().flatten() {
            if !summary.parameters.contains_key(&slot) {
                subs.push(Some(slot));
                continue;
            }
            // Whatever a call chooses: it is no longer than those that are known to outlive it.
            let upper = self.bounds(summary, way.1, |(longer, shorter)| (shorter, longer));
            if upper.is_empty() {
                subs.push(None);
            }
            subs.extend(upper.into_iter().map(Some));
        }
        let demands = subs.into_iter().filter(|it| *it != Some(sup));
        let demands = demands.map(|sub| Demand { sup, sub, way });
        summary.demands.extend(demands);
    }

    /// The slots, of those that calls do not choose, that are known to outlive a region, or that it is known to
    /// outlive: `step` turns a pair into a step from the one to the other.
    fn bounds(
        &self,
        summary: &Summary,
        from: RegionId,
        step: impl Fn((RegionId, RegionId)) -> (RegionId, RegionId),
    ) -> Vec<usize> {
        let related = self.related(from, step);
        let slots = related.iter().filter_map(|it| self.slots.get(it)).flatten();
        slots
            .copied()
            .filter(|it| !summary.parameters.contains_key(it))
            .collect()
    }

    /// What is known to be related to a region, itself included.
    fn related(
        &self,
        from: RegionId,
        step: impl Fn((RegionId, RegionId)) -> (RegionId, RegionId),
    ) -> Vec<RegionId> {
        let mut found = vec![from];
        let mut next = 0;
        while let Some(&region) = found.get(next) {
            next += 1;
            for (at, to) in self.known.iter().map(|&pair| step(pair)) {
                if at == region && !found.contains(&to) {
                    found.push(to);
                }
            }
        }
        found
    }
}

/// The regions of a closure's graph that its creator and its callers know, too.
pub(super) struct Shared {
    pub(super) inputs: Vec<RegionId>,
    pub(super) outputs: Vec<RegionId>,
    pub(super) captures: Vec<RegionId>,
    /// The lifetimes of the item and of what surrounds it.
    pub(super) declared: Vec<RegionId>,
    /// Those of the inputs and outputs that are certain to be chosen anew for every call.
    pub(super) parameters: Vec<ClosureParameter>,
    /// No others are.
    pub(super) certain: bool,
    /// Of an async closure: the outputs that are in what its future gives.
    pub(super) result: Range<usize>,
}

struct Renumber<'a, 'b, 'db> {
    checker: &'a mut Checker<'b, 'db>,
}

impl<'db> TypeFolder<ra_ap_hir_ty::next_solver::DbInterner<'db>> for Renumber<'_, '_, 'db> {
    fn cx(&self) -> ra_ap_hir_ty::next_solver::DbInterner<'db> {
        self.checker.relations.interner
    }

    fn fold_ty(&mut self, ty: Ty<'db>) -> Ty<'db> {
        if let Some(renumbered) = self.checker.renumber_closure(ty) {
            return renumbered;
        }
        if super::relate::has_regions(ty) || ty.has_type_flags(closure_flags()) {
            ty.super_fold_with(self)
        } else {
            ty
        }
    }

    fn fold_region(&mut self, region: Region<'db>) -> Region<'db> {
        match region.kind() {
            RegionKind::ReBound(..) => region,
            _ => self.checker.relations.fresh(),
        }
    }
}

/// Closures may have parameters without any lifetime written; their types have to be visited nevertheless.
fn closure_flags() -> ra_ap_rustc_type_ir::TypeFlags {
    ra_ap_rustc_type_ir::TypeFlags::HAS_RE_BOUND
}

/// The slots of a closure as the expression that makes it is called.
pub(super) type Summaries = FxHashMap<ExprId, Summary>;
