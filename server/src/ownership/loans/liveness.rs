//! Where the value of a local may be used or dropped later (`rustc_borrowck::type_check::liveness::trace`).

use crate::flow::graph::BlockId;

use super::intervals::Intervals;
use super::points::Points;
use super::uses::Mentions;

/// The points at which a local's value is live.
#[derive(Debug, Default)]
pub(super) struct Live {
    /// It may be used later, other than by a drop.
    pub(super) used: Intervals,
    /// It may be dropped later, but is not used before. Empty where nobody has asked.
    pub(super) dropped: Intervals,
}

/// Walks back from each use to the definitions it may read, then, if it is asked for, from each drop: there only
/// through blocks at whose end something is left to drop (`is_left`).
pub(super) fn live(
    points: &Points,
    mentions: &Mentions,
    by_drops: bool,
    is_left: impl Fn(BlockId) -> bool,
) -> Live {
    let nothing = Intervals::default();
    let used = walk(points, mentions, &mentions.used, &nothing, |_| true);
    let drops: &[u32] = if by_drops { &mentions.dropped } else { &[] };
    let dropped = walk(points, mentions, drops, &used, is_left);
    Live { used, dropped }
}

/// The points from which one of `ends` is reached without a definition or a point of `stop` between, and through the
/// ends of those blocks only that `enters` allows.
fn walk(
    points: &Points,
    mentions: &Mentions,
    ends: &[u32],
    stop: &Intervals,
    enters: impl Fn(BlockId) -> bool,
) -> Intervals {
    let mut live = Intervals::default();
    let mut pending: Vec<u32> = ends.to_vec();
    while let Some(end) = pending.pop() {
        let block = points.point(end).block;
        let first = points.of_block(block).start;
        let defined = last_before(&mentions.defined, end).filter(|&it| it >= first);
        // A use that is walked back from is live itself; a definition at the same point comes behind it.
        let known = live.around(end);
        if known.as_ref().is_some_and(|it| it.start <= first) && stop.is_empty() {
            continue;
        }
        let stopped = stopped_at(stop, first, end);
        if stopped == Some(end) {
            continue;
        }
        let start = [defined, stopped].into_iter().flatten().max();
        match start {
            Some(exclusive) => live.insert(exclusive + 1..end + 1),
            None => {
                let whole = known.is_some_and(|it| it.start <= first);
                live.insert(first..end + 1);
                if !whole {
                    let before = points.predecessors(block).iter().copied();
                    let before = before.filter(|&it| enters(it));
                    pending.extend(before.map(|it| points.of_block(it).end - 1));
                }
            }
        }
    }
    live
}

/// The greatest of the ascending numbers below `limit`.
fn last_before(numbers: &[u32], limit: u32) -> Option<u32> {
    let behind = numbers.partition_point(|&it| it < limit);
    Some(numbers[behind.checked_sub(1)?])
}

/// The greatest number of the set in `first..=last`.
fn stopped_at(set: &Intervals, first: u32, last: u32) -> Option<u32> {
    let behind = set.ranges().partition_point(|range| range.start <= last);
    let range = &set.ranges()[behind.checked_sub(1)?];
    let greatest = (range.end - 1).min(last);
    (greatest >= first).then_some(greatest)
}
