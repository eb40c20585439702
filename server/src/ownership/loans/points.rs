//! Points as numbers, and runs of them through which control goes.

use std::ops::Range;

use crate::flow::graph::{BlockId, Graph, regions::Point};

use super::layout::layout;
use super::neighbours::Neighbours;

/// Numbers the points of a graph. Those of a block follow each other; the last is its end. Blocks are in an order of
/// their own, in which a block's place is its rank.
#[derive(Debug)]
pub struct Points {
    /// By rank.
    order: Vec<BlockId>,
    /// By block.
    ranks: Vec<u32>,
    /// By rank: the first number; at the end the number of points.
    starts: Vec<u32>,
    /// By number.
    rank_of: Vec<u32>,
    /// From where control comes to a block, and of those in front of it the last.
    before: Neighbours,
    /// To where control goes from a block, and of those behind it the first.
    behind: Neighbours,
}

impl Points {
    pub(super) fn new(graph: &Graph) -> Points {
        let order = layout(&graph.blocks);
        let mut ranks = vec![0; order.len()];
        let mut starts = Vec::with_capacity(order.len() + 1);
        let mut rank_of = Vec::new();
        for (rank, block) in (0..).zip(&order) {
            ranks[block.index()] = rank;
            starts.push(rank_of.len() as u32);
            let points = graph.blocks[block.index()].statements.len() + 1;
            rank_of.resize(rank_of.len() + points, rank);
        }
        starts.push(rank_of.len() as u32);
        let mut edges: Vec<(u32, u32)> = Vec::new();
        for (rank, block) in (0..).zip(&order) {
            let successors = graph.blocks[block.index()].successors.iter();
            edges.extend(successors.map(|it| (rank, ranks[it.index()])));
        }
        let behind = Neighbours::new(order.len(), &edges, |rank, it| it > rank, u32::min);
        edges
            .iter_mut()
            .for_each(|(from, to)| std::mem::swap(from, to));
        let before = Neighbours::new(order.len(), &edges, |rank, it| it < rank, u32::max);
        Points {
            order,
            ranks,
            starts,
            rank_of,
            before,
            behind,
        }
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.rank_of.len() as u32
    }

    /// The number of a point.
    pub fn number(&self, point: Point) -> u32 {
        self.of_block(point.block).start + point.statement
    }

    /// The points of a block.
    pub fn of_block(&self, block: BlockId) -> Range<u32> {
        self.of_rank(self.ranks[block.index()])
    }

    /// The point with a number.
    pub fn point(&self, number: u32) -> Point {
        let rank = self.rank(number);
        Point {
            block: self.order[rank as usize],
            statement: number - self.of_rank(rank).start,
        }
    }

    /// The blocks in the order of their numbers.
    pub(super) fn blocks(&self) -> &[BlockId] {
        &self.order
    }

    /// The rank of the block in which a point is.
    pub(super) fn rank(&self, number: u32) -> u32 {
        self.rank_of[number as usize]
    }

    /// The points of the block with a rank.
    pub(super) fn of_rank(&self, rank: u32) -> Range<u32> {
        self.starts[rank as usize]..self.starts[rank as usize + 1]
    }

    /// The ends of the blocks from which control comes to a block.
    pub(super) fn ends_before(&self, block: BlockId) -> impl Iterator<Item = u32> + '_ {
        let before = self.before.of(self.ranks[block.index()]).iter();
        before.map(|&it| self.of_rank(it).end - 1)
    }

    /// Goes on from a point as far as control may go through all of `from..end` without a gap. Gives the end of that,
    /// and adds the points to `elsewhere` to which control goes from there besides.
    pub(super) fn forth(&self, from: u32, end: u32, elsewhere: &mut Vec<u32>) -> u32 {
        let first = self.rank(from);
        let mut next = first + 1;
        // A block is entered if one in front of it is that leads to it.
        while (next as usize) < self.order.len()
            && self.of_rank(next).start < end
            && self.before.nearest(next).is_some_and(|it| it >= first)
        {
            next += 1;
        }
        let reached = end.min(self.of_rank(next - 1).end);
        let left = match reached == self.of_rank(next - 1).end {
            true => first..next,
            false => first..next - 1,
        };
        let others = self.behind.outside(left, first + 1..next);
        elsewhere.extend(others.map(|it| self.of_rank(it).start));
        reached
    }

    /// Goes back from a point as far as control may have come through all of `start..=from` without a gap, entering
    /// only blocks that `enters` allows. Gives the first point of that, and adds the points to `elsewhere` from which
    /// control comes besides.
    pub(super) fn back(
        &self,
        from: u32,
        start: u32,
        enters: impl Fn(BlockId) -> bool,
        elsewhere: &mut Vec<u32>,
    ) -> u32 {
        let last = self.rank(from);
        let mut first = last;
        // A block is left for one behind it that is a part of the run.
        while self.of_rank(first).start > start
            && self.behind.nearest(first - 1).is_some_and(|it| it <= last)
            && enters(self.order[first as usize - 1])
        {
            first -= 1;
        }
        let reached = start.max(self.of_rank(first).start);
        let entered = match reached == self.of_rank(first).start {
            true => first..last + 1,
            false => first + 1..last + 1,
        };
        let whole = from + 1 == self.of_rank(last).end;
        let known = first..last + u32::from(whole);
        let others = self.before.outside(entered, known);
        let others = others.filter(|&it| enters(self.order[it as usize]));
        elsewhere.extend(others.map(|it| self.of_rank(it).end - 1));
        reached
    }
}
