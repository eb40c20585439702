//! An order of blocks in which those that are executed together stand together.

use crate::flow::graph::{Block, BlockId};

/// All blocks, each in front of its successors except along back edges, and each loop in front of what follows it;
/// those that nothing leads to at the end. What lives from one point to another is a few runs of such an order, where
/// the order in which blocks were made would scatter it.
pub(super) fn layout(blocks: &[Block]) -> Vec<BlockId> {
    let successors = blocks.iter().map(|it| it.successors.as_slice());
    let successors: Vec<&[BlockId]> = successors.collect();
    let found = depth_first(&successors);
    let mut order = match found.back_edges.is_empty() {
        true => found.finished,
        false => {
            let depths = loop_depths(&successors, found.back_edges);
            // What is visited first is finished first, and so comes last: ways out of a loop, before those that go on in it.
            let sorted = successors.iter().map(|it| {
                let mut sorted = it.to_vec();
                sorted.sort_by_key(|it| depths[it.index()]);
                sorted
            });
            let sorted: Vec<Vec<BlockId>> = sorted.collect();
            let sorted: Vec<&[BlockId]> = sorted.iter().map(Vec::as_slice).collect();
            depth_first(&sorted).finished
        }
    };
    order.reverse();
    let mut reached = vec![false; blocks.len()];
    order.iter().for_each(|it| reached[it.index()] = true);
    let all = (0..blocks.len() as u32).map(BlockId);
    order.extend(all.filter(|it| !reached[it.index()]));
    order
}

/// What a walk from the entry finds that goes as deep as it can.
#[derive(Default)]
struct Walk {
    /// The blocks in the order in which the walk leaves them.
    finished: Vec<BlockId>,
    /// Edges to blocks that the walk has not left yet.
    back_edges: Vec<(BlockId, BlockId)>,
}

fn depth_first(successors: &[&[BlockId]]) -> Walk {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        Unseen,
        Entered,
        Left,
    }
    let mut states = vec![State::Unseen; successors.len()];
    let mut walk = Walk::default();
    let mut path: Vec<(BlockId, usize)> = Vec::new();
    if let Some(entry) = states.first_mut() {
        *entry = State::Entered;
        path.push((BlockId(0), 0));
    }
    while let Some((block, next)) = path.last_mut() {
        let Some(&successor) = successors[block.index()].get(*next) else {
            states[block.index()] = State::Left;
            walk.finished.push(*block);
            path.pop();
            continue;
        };
        *next += 1;
        match states[successor.index()] {
            State::Unseen => {
                states[successor.index()] = State::Entered;
                path.push((successor, 0));
            }
            State::Entered => walk.back_edges.push((*block, successor)),
            State::Left => {}
        }
    }
    walk
}

/// By block: how many loops it is in.
fn loop_depths(successors: &[&[BlockId]], mut back_edges: Vec<(BlockId, BlockId)>) -> Vec<u32> {
    let mut predecessors = vec![Vec::new(); successors.len()];
    for (index, of_block) in successors.iter().enumerate() {
        for successor in *of_block {
            predecessors[successor.index()].push(BlockId(index as u32));
        }
    }
    back_edges.sort_unstable_by_key(|&(_, head)| head);
    let mut depths = vec![0; successors.len()];
    // The last loop in which a block was found, counted from 1.
    let mut found = vec![0; successors.len()];
    let loops = back_edges.chunk_by(|a, b| a.1 == b.1).zip(1..);
    for (ends, number) in loops {
        let head = ends[0].1;
        found[head.index()] = number;
        depths[head.index()] += 1;
        let mut pending: Vec<BlockId> = ends.iter().map(|it| it.0).collect();
        while let Some(block) = pending.pop() {
            if std::mem::replace(&mut found[block.index()], number) != number {
                depths[block.index()] += 1;
                pending.extend(&predecessors[block.index()]);
            }
        }
    }
    depths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(successors: &[&[u32]]) -> Vec<u32> {
        let blocks = successors.iter().map(|it| Block {
            successors: it.iter().copied().map(BlockId).collect(),
            ..Block::default()
        });
        layout(&blocks.collect::<Vec<_>>())
            .into_iter()
            .map(|it| it.0)
            .collect()
    }

    #[test]
    fn a_loop_stands_together_in_front_of_what_follows() {
        // 0 → 1 (head) → 2 → 1, out of the loop by 3 from its head or its middle.
        assert_eq!(order(&[&[1], &[3, 2], &[1], &[]]), [0, 1, 2, 3]);
        assert_eq!(order(&[&[1], &[2, 3], &[1], &[]]), [0, 1, 2, 3]);
        assert_eq!(order(&[&[2], &[3], &[1, 4], &[2], &[]]), [0, 2, 1, 3, 4]);
    }

    #[test]
    fn what_nothing_leads_to_comes_last() {
        assert_eq!(order(&[&[2], &[2], &[]]), [0, 2, 1]);
    }
}
