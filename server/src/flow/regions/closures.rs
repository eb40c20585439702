//! What a closure's body demands of the lifetimes that it shares with its creator and its callers
//! (`rustc_borrowck`'s `ClosureRegionRequirements`, by position instead of by name).

use ra_ap_hir_def::hir::ExprId;
use ra_ap_hir_ty::next_solver::{
    Binder, BoundRegion, BoundRegionKind, BoundVarKinds, BoundVariableKind, FnSig, GenericArg,
    GenericArgs, Region, RegionKind, Ty, TyKind, Tys,
};
use ra_ap_rustc_type_ir::{
    BoundVar, TypeFoldable, TypeFolder, TypeSuperFoldable, TypeVisitableExt, fold_regions,
    inherent::{GenericArgs as _, IntoKind, Region as _, Ty as _},
};
use rustc_hash::{FxHashMap, FxHashSet};

use super::check::Checker;
use crate::flow::graph::regions::Why;

/// The regions that a closure shares with others, by their order in the types of its parameters, then of its
/// result, then of its captures.
#[derive(Debug, Clone, Default)]
pub(super) struct Summary {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    /// Pairs of which the first has to outlive the second.
    pub(super) outlives: FxHashSet<(usize, usize)>,
    /// Those that have to be `'static`.
    pub(super) fixed: FxHashSet<usize>,
}

impl Summary {
    fn is_input(&self, slot: usize) -> bool {
        slot < self.inputs
    }

    fn is_output(&self, slot: usize) -> bool {
        (self.inputs..self.inputs + self.outputs).contains(&slot)
    }

    /// Whether an input may be chosen anew for every call: the body ties it to nothing that calls share.
    fn is_free(&self, slot: usize) -> bool {
        !self.fixed.contains(&slot)
            && !self.outlives.iter().any(|&(sup, sub)| {
                let other = if sup == slot {
                    sub
                } else if sub == slot {
                    sup
                } else {
                    return false;
                };
                !self.is_output(other)
            })
    }

    /// The only free input that flows into an output, if nothing else does.
    fn source(&self, output: usize) -> Option<usize> {
        let mut sources = self
            .outlives
            .iter()
            .filter(|&&(_, sub)| sub == output)
            .map(|&(sup, _)| sup);
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
                self.demand(&summary, &slots);
                let args: Vec<GenericArg<'db>> = parents
                    .iter()
                    .copied()
                    .chain([
                        *kind,
                        Ty::new_fn_ptr(interner, signature).into(),
                        held.into(),
                    ])
                    .collect();
                Some(Ty::new_closure(
                    interner,
                    id,
                    GenericArgs::new_from_slice(&args),
                ))
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
                self.demand(&summary, &slots);
                let args: Vec<GenericArg<'db>> = parents
                    .iter()
                    .copied()
                    .chain([*kind, resume, yields, result.into(), held.into()])
                    .collect();
                Some(Ty::new_coroutine(
                    interner,
                    id,
                    GenericArgs::new_from_slice(&args),
                ))
            }
            _ => None,
        }
    }

    /// Fresh variables for the regions of a type, which are the next slots.
    fn renumber_slots(&mut self, ty: Ty<'db>, slots: &mut Vec<Option<Region<'db>>>) -> Ty<'db> {
        // Closures inside have slots of their own; their regions count as this one's, too.
        let ty = ty.fold_with(&mut Renumber { checker: self });
        let regions = super::components::all_regions(self.relations.interner, ty);
        slots.extend(regions.into_iter().map(Some));
        ty
    }

    /// The signature of a closure type, with what its regions became.
    fn closure_signature(
        &mut self,
        signature: ra_ap_hir_ty::next_solver::PolyFnSig<'db>,
        summary: &Summary,
    ) -> (
        ra_ap_hir_ty::next_solver::PolyFnSig<'db>,
        Vec<Option<Region<'db>>>,
    ) {
        let interner = self.relations.interner;
        let before = signature.bound_vars();
        let inner = signature.skip_binder();
        let mut bound = before.len() as u32;
        let mut slots: Vec<Option<Region<'db>>> = Vec::new();
        // By slot: the parameter of the signature that it is.
        let mut parameters: FxHashMap<usize, BoundRegion<'db>> = FxHashMap::default();
        let relations = &mut self.relations;
        let mut replace = |region: Region<'db>, depth, slots: &mut Vec<Option<Region<'db>>>| {
            let slot = slots.len();
            if let RegionKind::ReBound(_, known) = region.kind() {
                slots.push(None);
                parameters.insert(slot, known);
                return region;
            }
            let chosen = if summary.is_input(slot) {
                summary.is_free(slot).then(|| {
                    bound += 1;
                    BoundRegion {
                        var: BoundVar::from_u32(bound - 1),
                        kind: BoundRegionKind::Anon,
                    }
                })
            } else {
                summary
                    .source(slot)
                    .and_then(|input| parameters.get(&input).copied())
            };
            match chosen {
                Some(parameter) => {
                    slots.push(None);
                    parameters.insert(slot, parameter);
                    Region::new_bound(interner, depth, parameter)
                }
                None => {
                    let fresh = relations.fresh();
                    slots.push(Some(fresh));
                    fresh
                }
            }
        };
        let mut types = Vec::new();
        for ty in inner.inputs_and_output.iter() {
            types.push(fold_regions(interner, ty, |region, depth| {
                replace(region, depth, &mut slots)
            }));
        }
        let new =
            (before.len() as u32..bound).map(|_| BoundVariableKind::Region(BoundRegionKind::Anon));
        let variables: Vec<_> = before.iter().chain(new).collect();
        let inner = FnSig {
            inputs_and_output: Tys::new_from_iter(interner, types),
            ..inner
        };
        let signature = Binder::bind_with_vars(inner, BoundVarKinds::new_from_slice(&variables));
        slots.resize(summary.inputs + summary.outputs, None);
        (signature, slots)
    }

    /// What the body demands of the regions in this copy of the closure's type.
    fn demand(&mut self, summary: &Summary, slots: &[Option<Region<'db>>]) {
        let (point, why) = (self.relations.point.take(), self.relations.why);
        self.relations.why = Why::ClosureBody;
        let region = |slot: usize| slots.get(slot).copied().flatten();
        for &(sup, sub) in &summary.outlives {
            if let (Some(sup), Some(sub)) = (region(sup), region(sub)) {
                self.relations.outlives(sup, sub);
            }
        }
        let is_static = Region::new_static(self.relations.interner);
        for &slot in &summary.fixed {
            if let Some(region) = region(slot) {
                self.relations.outlives(region, is_static);
            }
        }
        self.relations.point = point;
        self.relations.why = why;
    }

    /// What the graph, that of a closure, demands of the regions that it shares.
    pub(super) fn summary(&self, inputs: &[u32], outputs: &[u32], captures: &[u32]) -> Summary {
        let slots: Vec<u32> = [inputs, outputs, captures].concat();
        let mut summary = Summary {
            inputs: inputs.len(),
            outputs: outputs.len(),
            ..Summary::default()
        };
        let mut subs: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for constraint in &self.relations.outlives {
            subs.entry(constraint.sup.0)
                .or_default()
                .push(constraint.sub.0);
        }
        let mut slots_of: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (slot, &region) in slots.iter().enumerate() {
            slots_of.entry(region).or_default().push(slot);
        }
        for (slot, &region) in slots.iter().enumerate() {
            let mut seen = FxHashSet::default();
            let mut pending = vec![region];
            while let Some(next) = pending.pop() {
                if !seen.insert(next) {
                    continue;
                }
                if next == 0 {
                    summary.fixed.insert(slot);
                }
                for &other in slots_of.get(&next).into_iter().flatten() {
                    if other != slot {
                        summary.outlives.insert((slot, other));
                    }
                }
                pending.extend(subs.get(&next).into_iter().flatten());
            }
        }
        summary
    }
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
