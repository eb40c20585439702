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
        // What is live was walked back from.
        if live.contains(end) || stop.contains(end) {
            continue;
        }
        // A use is live itself; a definition at the same point comes behind it.
        let behind = mentions.defined.partition_point(|&it| it < end);
        let defined = behind.checked_sub(1).map(|it| mentions.defined[it]);
        let limits = [defined, stop.last_up_to(end), live.last_up_to(end)];
        let start = limits.into_iter().flatten().max().map_or(0, |it| it + 1);
        let reached = points.back(end, start, &enters, &mut pending);
        live.insert(reached..end + 1);
    }
    live
}
