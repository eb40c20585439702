//! What is executed in a graph, and how much of that while a loan is live.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::facts::Execution;
use crate::flow::graph::{BlockId, Operand, Origin, Rvalue, Statement, StatementKind};

use super::greatest::Greatest;
use super::{Intervals, Loans, Points};

/// The statements of a graph that are executed, numbered in the order of their points.
pub(super) struct Executed {
    /// What the first of them is in the numbering of [`Execution`].
    first: u32,
    /// By number of a point: how many are executed before.
    before: Vec<u32>,
    /// The numbers of their points.
    points: Vec<u32>,
    /// By rank: the index of the block, of those in which something is executed.
    blocks: Greatest,
}

impl Executed {
    /// Adds what is executed to what is known about the body.
    pub(super) fn new(loans: &Loans<'_>, execution: &mut Execution<Origin>) -> Executed {
        let runs = runs(loans);
        let first = execution.order.len() as u32;
        let mut before = Vec::with_capacity(runs.len() + 1);
        let mut points = Vec::new();
        let mut blocks = Vec::new();
        let mut known: FxHashMap<Origin, u32> = FxHashMap::default();
        for &block in loans.points.blocks() {
            let behind = points.len();
            let statements = &loans.graph.blocks[block.index()].statements;
            for (statement, number) in statements.iter().zip(loans.points.of_block(block)) {
                before.push(points.len() as u32);
                if runs[number as usize] {
                    points.push(number);
                    let place = *known.entry(statement.origin).or_insert_with(|| {
                        execution.places.push(Some(statement.origin));
                        execution.places.len() as u32 - 1
                    });
                    execution.order.push(place);
                }
            }
            before.push(points.len() as u32);
            blocks.push((points.len() > behind).then_some(block.0));
        }
        before.push(points.len() as u32);
        Executed {
            first,
            before,
            points,
            blocks: Greatest::new(blocks),
        }
    }

    /// What is executed in a scope, in the numbering of [`Execution`].
    pub(super) fn within(&self, scope: &Intervals) -> Vec<Range<u32>> {
        let mut within: Vec<Range<u32>> = Vec::new();
        for range in scope.ranges() {
            let executed = self.executed(range);
            let executed = self.first + executed.start..self.first + executed.end;
            match within.last_mut() {
                _ if executed.is_empty() => {}
                Some(last) if last.end == executed.start => last.end = executed.end,
                _ => within.push(executed),
            }
        }
        within
    }

    /// The last point of a scope at which something is executed, in the order in which the blocks were made.
    pub(super) fn last(&self, points: &Points, scope: &Intervals) -> Option<u32> {
        let last = scope.ranges().iter().flat_map(|range| {
            let (first, last) = (points.rank(range.start), points.rank(range.end - 1));
            let whole = self
                .blocks
                .of(first as usize + 1..(last as usize).max(first as usize + 1));
            let whole = whole.map(|it| points.of_block(BlockId(it)));
            let start = range.start..range.end.min(points.of_rank(first).end);
            let end = range.start.max(points.of_rank(last).start)..range.end;
            [Some(start), whole, Some(end)]
        });
        let last = last.flatten().filter_map(|range| self.last_of(&range));
        last.max_by_key(|&it| points.point(it))
    }

    fn last_of(&self, range: &Range<u32>) -> Option<u32> {
        let executed = self.executed(range);
        (!executed.is_empty()).then(|| self.points[executed.end as usize - 1])
    }

    /// What is executed in a range of points, numbered in the graph.
    fn executed(&self, range: &Range<u32>) -> Range<u32> {
        self.before[range.start as usize]..self.before[range.end as usize]
    }
}

/// Of each point whether something is executed there.
fn runs(loans: &Loans<'_>) -> Vec<bool> {
    let mut runs = vec![false; loans.points.count() as usize];
    for &block in loans.points.blocks() {
        let statements = &loans.graph.blocks[block.index()].statements;
        for (statement, number) in statements.iter().zip(loans.points.of_block(block)) {
            runs[number as usize] = !is_silent(statement);
        }
    }
    for &(point, _) in &loans.regions.callees {
        runs[loans.points.number(point) as usize] = true;
    }
    for number in left_out(loans) {
        runs[number as usize] = false;
    }
    runs
}

/// The points of statements at which nothing is executed.
fn left_out<'a>(loans: &'a Loans<'_>) -> impl Iterator<Item = u32> + use<'a> {
    let mentions = loans.liveness.mentions.iter();
    let drops = mentions.flat_map(|it| it.left_out.iter().copied());
    let silent = loans.regions.silent.iter();
    drops.chain(silent.map(|&point| loans.points.number(point)))
}

/// Whether nothing happens that a reader would call an execution of something.
fn is_silent(statement: &Statement) -> bool {
    match &statement.kind {
        StatementKind::Assign { value, .. } => {
            matches!(value, Rvalue::Operands(operands) if matches!(operands[..], [] | [Operand::Constant]))
        }
        StatementKind::Evaluate(_)
        | StatementKind::Drop { .. }
        | StatementKind::Inspect(_)
        | StatementKind::AssumeVariant { .. } => false,
        StatementKind::Require(_)
        | StatementKind::Mention(_)
        | StatementKind::StorageLive(_)
        | StatementKind::StorageDead(_)
        | StatementKind::Nothing
        | StatementKind::Forget(_) => true,
    }
}
