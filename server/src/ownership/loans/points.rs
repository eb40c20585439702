//! Points as numbers, in the order of the blocks.

use std::ops::Range;

use crate::flow::graph::{BlockId, Graph, regions::Point};

/// Numbers the points of a graph. Those of a block follow each other; the last is its end.
#[derive(Debug)]
pub struct Points {
    /// The first number of each block, and the number of points.
    starts: Vec<u32>,
    predecessors: Vec<Vec<BlockId>>,
}

impl Points {
    pub(super) fn new(graph: &Graph) -> Points {
        let mut starts = Vec::with_capacity(graph.blocks.len() + 1);
        let mut predecessors = vec![Vec::new(); graph.blocks.len()];
        let mut next = 0;
        for (index, block) in graph.blocks.iter().enumerate() {
            starts.push(next);
            next += block.statements.len() as u32 + 1;
            for successor in &block.successors {
                predecessors[successor.index()].push(BlockId(index as u32));
            }
        }
        starts.push(next);
        Points {
            starts,
            predecessors,
        }
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.starts.last().copied().unwrap_or(0)
    }

    /// The number of a point.
    pub fn number(&self, point: Point) -> u32 {
        self.starts[point.block.index()] + point.statement
    }

    /// The points of a block.
    pub fn of_block(&self, block: BlockId) -> Range<u32> {
        self.starts[block.index()]..self.starts[block.index() + 1]
    }

    /// The point with a number.
    pub fn point(&self, number: u32) -> Point {
        let behind = self.starts.partition_point(|&start| start <= number);
        let block = behind.saturating_sub(1);
        Point {
            block: BlockId(block as u32),
            statement: number - self.starts[block],
        }
    }

    pub(super) fn predecessors(&self, block: BlockId) -> &[BlockId] {
        &self.predecessors[block.index()]
    }
}
