//! Where a loan is in scope: the points that its region contains and that are reached from where it is issued
//! (`rustc_borrowck::dataflow::precompute_borrows_out_of_scope`).

use crate::flow::graph::{
    Graph, LocalId, PlaceId, Projection, StatementKind,
    regions::{Loan, Regions},
};

use super::intervals::Intervals;
use super::points::Points;
use super::values::Value;

/// A statement after which loans of some places are over.
#[derive(Debug, Clone, Copy)]
struct Kill {
    at: u32,
    /// The place that is overwritten; `None` if the local's storage ends.
    place: Option<PlaceId>,
}

/// What ends loans besides their regions, by local.
#[derive(Debug)]
pub(super) struct Kills {
    of_local: Vec<Vec<Kill>>,
}

/// Which kills count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// All: what happens to the place behind them is no conflict.
    Killed,
    /// Only those that point the reference behind which the place lies at something else. The others
    /// stand in correct programs where the loan is over anyway.
    Overwritten,
}

impl Kills {
    pub(super) fn new(graph: &Graph, regions: &Regions, points: &Points) -> Kills {
        let is_call = |at: u32| {
            let calls = &regions.callees;
            calls
                .binary_search_by_key(&points.point(at), |it| it.0)
                .is_ok()
        };
        let mut of_local = vec![Vec::new(); graph.locals.len()];
        for &block in points.blocks() {
            let statements = &graph.blocks[block.index()].statements;
            for (statement, at) in statements.iter().zip(points.of_block(block)) {
                let (local, place) = match statement.kind {
                    // The place that a call's result goes to is not among those that end loans.
                    StatementKind::Assign { place, .. } if !is_call(at) => {
                        (graph.place(place).local, Some(place))
                    }
                    StatementKind::StorageDead(local) => (local, None),
                    _ => continue,
                };
                of_local[local.index()].push(Kill { at, place });
            }
        }
        Kills { of_local }
    }

    /// The first point in `from..to` whose statement ends loans of the place.
    fn first(&self, graph: &Graph, loan: &Loan, from: u32, to: u32, until: Until) -> Option<u32> {
        let local: LocalId = graph.place(loan.place).local;
        let kills = &self.of_local[local.index()];
        let start = kills.partition_point(|kill| kill.at < from);
        kills[start..]
            .iter()
            .take_while(|kill| kill.at < to)
            .find(|kill| ends(graph, kill.place, loan.place, until))
            .map(|kill| kill.at)
    }
}

/// Whether overwriting `assigned` ends loans of `borrowed`: rustc ends those of every place that certainly overlaps
/// (`Borrows::kill_borrows_on_place`), also where only a part of what is borrowed is overwritten.
fn ends(graph: &Graph, assigned: Option<PlaceId>, borrowed: PlaceId, until: Until) -> bool {
    let Some(assigned) = assigned else {
        return until == Until::Killed;
    };
    // An index may be another one: nothing certain is overwritten then.
    let indexed = |place: PlaceId| {
        let step = graph.place(place).parent.map(|(_, step)| step);
        matches!(step, Some(Projection::Index | Projection::Subslice { .. }))
    };
    if graph.prefixes(assigned).any(|prefix| prefix == borrowed) {
        return until == Until::Killed && !graph.prefixes(borrowed).any(indexed);
    }
    if graph.prefixes(assigned).any(indexed) {
        return false;
    }
    let mut through_reference = false;
    for prefix in graph.prefixes(borrowed) {
        if prefix == assigned {
            return until == Until::Killed || through_reference;
        }
        let step = graph.place(prefix).parent.map(|(_, step)| step);
        through_reference |= matches!(step, Some(Projection::Deref | Projection::BoxDeref));
    }
    until == Until::Killed && graph.place(assigned).parent.is_none()
}

/// Where a loan is in scope.
#[derive(Debug)]
pub(super) struct Scope {
    /// The points, the loan's own included.
    pub(super) points: Intervals,
    /// A statement may have ended it before its region does.
    pub(super) killed: bool,
}

/// Where a loan is in scope whose region is `region`.
pub(super) fn scope(
    graph: &Graph,
    points: &Points,
    kills: &Kills,
    loan: &Loan,
    region: &Value,
    until: Until,
) -> Scope {
    let issued = points.number(loan.point);
    let mut scope = Intervals::of(issued..issued + 1);
    let mut killed = false;
    let mut pending = vec![issued + 1];
    // The point that issues the loan is in its scope from the beginning, but was not entered.
    let mut entered_again = false;
    while let Some(from) = pending.pop() {
        if scope.contains(from) && (from != issued || entered_again) {
            continue;
        }
        entered_again |= from == issued;
        let Some(end) = region.end_from(from) else {
            continue;
        };
        let end = scope.next_start(from).map_or(end, |it| it.min(end));
        let kill = kills.first(graph, loan, from, end, until);
        killed |= kill.is_some();
        let end = kill.map_or(end, |at| at + 1);
        let reached = points.forth(from, end, &mut pending);
        scope.insert(from..reached);
    }
    Scope {
        points: scope,
        killed,
    }
}
