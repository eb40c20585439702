//! The edges between blocks, in one of the two directions.

use std::ops::Range;

/// The neighbours of each block, as ranks.
#[derive(Debug)]
pub(super) struct Neighbours {
    /// Where those of each block begin in `all`, and their number.
    starts: Vec<u32>,
    all: Vec<u32>,
    /// By rank: the nearest neighbour on the side that was asked for.
    nearest: Vec<Option<u32>>,
    /// By rank: the least and the greatest neighbour.
    bounds: Vec<(u32, u32)>,
}

impl Neighbours {
    /// `edges` lead from each of `count` blocks to its neighbours. The nearest is that which `nearer` prefers among
    /// those on the right side of the block (`beside`).
    pub(super) fn new(
        count: usize,
        edges: &[(u32, u32)],
        beside: impl Fn(u32, u32) -> bool,
        nearer: impl Fn(u32, u32) -> u32,
    ) -> Neighbours {
        let mut starts = vec![0u32; count + 1];
        for &(rank, _) in edges {
            starts[rank as usize + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let mut all = vec![0; edges.len()];
        let mut nearest: Vec<Option<u32>> = vec![None; count];
        let mut bounds = vec![(u32::MAX, 0); count];
        for &(rank, other) in edges {
            let index = rank as usize;
            all[next[index] as usize] = other;
            next[index] += 1;
            if beside(rank, other) {
                let known = nearest[index];
                nearest[index] = Some(known.map_or(other, |known| nearer(known, other)));
            }
            let (least, greatest) = bounds[index];
            bounds[index] = (least.min(other), greatest.max(other));
        }
        Neighbours {
            starts,
            all,
            nearest,
            bounds,
        }
    }

    /// All of a block.
    pub(super) fn of(&self, rank: u32) -> &[u32] {
        let range = self.starts[rank as usize]..self.starts[rank as usize + 1];
        &self.all[range.start as usize..range.end as usize]
    }

    /// The nearest of a block, on the side that was asked for.
    pub(super) fn nearest(&self, rank: u32) -> Option<u32> {
        self.nearest[rank as usize]
    }

    /// Those of a run of blocks that are not among `known`.
    pub(super) fn outside(
        &self,
        run: Range<u32>,
        known: Range<u32>,
    ) -> impl Iterator<Item = u32> + '_ {
        let bounds = &self.bounds[run.start as usize..run.end as usize];
        let (start, end) = (known.start, known.end);
        let ranks = bounds
            .iter()
            .zip(run)
            .filter_map(move |(&(least, greatest), rank)| {
                let inside = start <= least && greatest < end;
                (!inside).then_some(rank)
            });
        let others = ranks.flat_map(|rank| self.of(rank)).copied();
        others.filter(move |it| !known.contains(it))
    }
}
