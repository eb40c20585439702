//! Why a region contains a point: the way through the constraints to what keeps it alive
//! (`rustc_borrowck::diagnostics::explain_borrow`).

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::flow::graph::{
    Graph, LocalId,
    regions::{Outlives, RegionId, Regions},
};

use super::Liveness;
use super::points::Points;
use super::values::Edges;

/// What keeps a loan alive at a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeper {
    /// The value of a local is used later.
    Use {
        /// The local.
        local: LocalId,
        /// Where it is used first.
        at: u32,
    },
    /// The value of a local is dropped later.
    Drop {
        /// The local.
        local: LocalId,
        /// Where it is dropped.
        at: u32,
    },
    /// The value that is computed at the point itself needs it.
    Here,
    /// It has to last as long as a region that the caller chooses.
    Caller(RegionId),
}

/// The way from a region to what keeps it alive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The constraints in order: each relates a region to the next.
    pub steps: Vec<Outlives>,
    /// The region at the end.
    pub region: RegionId,
    /// What keeps that region alive.
    pub keeper: Keeper,
}

/// The shortest way from a region to one that is live at the point; a universal one is everywhere.
pub(super) fn chain(
    graph: &Graph,
    regions: &Regions,
    edges: &Edges,
    points: &Points,
    liveness: &Liveness,
    from: RegionId,
    at: u32,
) -> Option<Chain> {
    let live = |region: RegionId| liveness.regions[region.index()].contains(at);
    let universal = |region: RegionId| region.index() < regions.universal.len();
    let (region, steps) = path(regions, edges, from, |it| {
        live(it) || universal(it) && it != from
    })?;
    let keeper = match universal(region) {
        true => Keeper::Caller(region),
        false => keeper(graph, regions, points, liveness, region, at)?,
    };
    Some(Chain {
        steps,
        region,
        keeper,
    })
}

/// The shortest way through the constraints from a region to one that fits.
pub(super) fn path(
    regions: &Regions,
    edges: &Edges,
    from: RegionId,
    fits: impl Fn(RegionId) -> bool,
) -> Option<(RegionId, Vec<Outlives>)> {
    let mut came_by: FxHashMap<RegionId, u32> = FxHashMap::default();
    let mut pending = VecDeque::from([from]);
    while let Some(region) = pending.pop_front() {
        if fits(region) {
            let mut steps = Vec::new();
            let mut at = region;
            while at != from {
                let constraint = regions.outlives[came_by[&at] as usize];
                steps.push(constraint);
                at = constraint.sup;
            }
            steps.reverse();
            return Some((region, steps));
        }
        for &edge in edges.of(region.0) {
            let next = regions.outlives[edge as usize].sub;
            if next != from && !came_by.contains_key(&next) {
                came_by.insert(next, edge);
                pending.push_back(next);
            }
        }
    }
    None
}

/// The use or drop that makes the region live at the point.
fn keeper(
    graph: &Graph,
    regions: &Regions,
    points: &Points,
    liveness: &Liveness,
    region: RegionId,
    at: u32,
) -> Option<Keeper> {
    let holders: Vec<(LocalId, bool)> = liveness.holders[region.index()]
        .iter()
        .filter_map(|&id| {
            let local = &regions.locals[id.index()];
            let live = liveness.locals[id.index()].as_ref()?;
            let used = local.used.contains(&region) && live.used.contains(at);
            let dropped = local.dropped.contains(&region) && live.dropped.contains(at);
            (used || dropped).then_some((id, used))
        })
        .collect();
    let mut seen = FxHashSet::default();
    let mut pending = VecDeque::from([at]);
    while let Some(point) = pending.pop_front() {
        let block = points.point(point).block;
        let end = points.of_block(block).end;
        for number in point..end {
            for &(local, used) in &holders {
                let mentions = &liveness.mentions[local.index()];
                if used && mentions.used.binary_search(&number).is_ok() {
                    return Some(Keeper::Use { local, at: number });
                }
                if !used && mentions.dropped.binary_search(&number).is_ok() {
                    return Some(Keeper::Drop { local, at: number });
                }
            }
        }
        for successor in &graph.blocks[block.index()].successors {
            let start = points.of_block(*successor).start;
            if seen.insert(start) {
                pending.push_back(start);
            }
        }
    }
    Some(Keeper::Here)
}
