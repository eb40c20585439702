//! Whether a value that may hold a loan is in use at a point. Stable rustc does not ask: a constraint holds on every
//! path, and a loan that is returned on one of them counts as alive on all (RFC 2094, "problem case #3").

use rustc_hash::FxHashSet;

use crate::flow::graph::regions::{LocalRegions, Point, RegionId};

use super::{LoanId, Loans, liveness};

impl Loans<'_> {
    /// Whether a loan is alive at a point for one reason only: a value that holds it is returned on a path that does
    /// not lead through the point.
    pub(in crate::ownership) fn is_returned_elsewhere(&self, loan: LoanId, point: Point) -> bool {
        let Some(holding) = self.holding_until_returned(self.loan(loan).region) else {
            return false;
        };
        let at = self.points.number(point);
        let mut locals = self.regions.locals.iter().enumerate();
        !locals.any(|(index, local)| self.is_live_with(index, local, &holding, at))
    }

    /// The regions of values that may hold what has this region; `None` if it reaches the caller otherwise than by
    /// being returned, or not at all: what is stored for the caller may be read again.
    fn holding_until_returned(&self, region: RegionId) -> Option<FxHashSet<RegionId>> {
        let mut holding = FxHashSet::from_iter([region]);
        let mut pending = vec![region];
        let result = self.regions.locals.first()?;
        let mut returned = false;
        while let Some(region) = pending.pop() {
            for &edge in self.edges.of(region.0) {
                let demand = self.regions.outlives[edge as usize];
                if demand.sub.index() < self.regions.universal.len() {
                    returned = true;
                    if !result.used.contains(&region) {
                        return None;
                    }
                } else if holding.insert(demand.sub) {
                    pending.push(demand.sub);
                }
            }
        }
        returned.then_some(holding)
    }

    /// Whether a local may be used or dropped from the point on, with a value of one of the regions.
    fn is_live_with(
        &self,
        index: usize,
        local: &LocalRegions,
        holding: &FxHashSet<RegionId>,
        at: u32,
    ) -> bool {
        let holds = |regions: &[RegionId]| regions.iter().any(|it| holding.contains(it));
        let (used, dropped) = (holds(&local.used), holds(&local.dropped));
        if !used && !dropped {
            return false;
        }
        let mentions = &self.liveness.mentions[index];
        let live = liveness::live(&self.points, mentions, dropped, |_| true);
        used && live.used.contains(at) || dropped && live.dropped.contains(at)
    }
}
