//! Guards that change what their `match` looks at (E0510; the "fake borrows" of `rustc_mir_build`, and
//! `rustc_borrowck`'s `classify_immutable_section`).

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Cx;
use super::accesses::{Doing, PlaceAccess};
use super::overlap::conflicts;
use crate::facts::{BorrowKind, Error, ErrorKind, ErrorStep, ErrorStepKind};
use crate::flow::graph::{BlockId, Graph, GuardedMatch, Origin, regions::Point};

/// Where the guards of each `match` may still run.
pub(super) struct Guards<'a> {
    cx: &'a Cx<'a>,
    /// By block: the statements between the beginning of a guard and its success.
    running: FxHashMap<BlockId, Vec<(Range<u32>, &'a GuardedMatch)>>,
}

impl<'a> Guards<'a> {
    pub(super) fn new(cx: &'a Cx<'a>) -> Guards<'a> {
        let mut running: FxHashMap<BlockId, Vec<_>> = FxHashMap::default();
        if !cx.graph.guarded.is_empty() {
            let before = predecessors(cx.graph);
            for guarded in &cx.graph.guarded {
                for &guard in &guarded.guards {
                    for (block, range) in span(cx.graph, guard, &before) {
                        running.entry(block).or_default().push((range, guarded));
                    }
                }
            }
        }
        Guards { cx, running }
    }

    /// Whether no `match` has a guard.
    pub(super) fn is_empty(&self) -> bool {
        self.running.is_empty()
    }

    /// The error if the access changes something at which a `match` looks whose guard may still succeed.
    pub(super) fn error(&self, access: PlaceAccess, point: Point) -> Option<Error<Origin>> {
        let borrowed = match access.doing {
            Doing::Assign => false,
            Doing::Borrow {
                kind: BorrowKind::Mutable { .. } | BorrowKind::Unique,
                reserved: false,
            } => true,
            _ => return None,
        };
        let graph = self.cx.graph;
        let is_inside = |place| {
            place != access.place && graph.prefixes(access.place).any(|prefix| prefix == place)
        };
        let running = self.running.get(&point.block)?;
        let (_, guarded) = running.iter().find(|(range, guarded)| {
            range.contains(&point.statement)
                && guarded.places.iter().any(|&place| {
                    graph.place(place).local == graph.place(access.place).local
                        && !graph.place(place).ty.unknown
                        && !is_inside(place)
                        && conflicts(graph, place, access.place, access.depth)
                })
        })?;
        let matched = ErrorStep {
            kind: ErrorStepKind::Matched,
            at: guarded.matched,
        };
        let kind = ErrorKind::ChangedByGuard { borrowed };
        Some(self.cx.error(kind, access.place, access.at, vec![matched]))
    }
}

/// From the success of a guard back to where it begins.
fn span(
    graph: &Graph,
    (begin, end): (Point, Point),
    before: &[Vec<BlockId>],
) -> Vec<(BlockId, Range<u32>)> {
    let mut found = Vec::new();
    let mut seen: FxHashSet<(BlockId, u32)> = FxHashSet::default();
    let mut pending = vec![(end.block, end.statement)];
    while let Some((block, end)) = pending.pop() {
        if !seen.insert((block, end)) {
            continue;
        }
        if block == begin.block && begin.statement <= end {
            found.push((block, begin.statement..end));
            continue;
        }
        found.push((block, 0..end));
        let previous = before[block.index()].iter();
        pending.extend(previous.map(|&it| (it, graph.blocks[it.index()].statements.len() as u32)));
    }
    found
}

fn predecessors(graph: &Graph) -> Vec<Vec<BlockId>> {
    let mut before = vec![Vec::new(); graph.blocks.len()];
    for (index, block) in graph.blocks.iter().enumerate() {
        for successor in &block.successors {
            before[successor.index()].push(BlockId(index as u32));
        }
    }
    before
}
