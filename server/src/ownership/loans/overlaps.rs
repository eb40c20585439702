//! Which of many scopes may contain a point.

use std::ops::Range;

use super::LoanId;

/// The loans of one local, found by a point: those are looked at whose scope begins before it and ends behind it.
#[derive(Debug, Default)]
pub(super) struct Overlaps {
    /// From the first to behind the last point of each scope, in ascending order.
    bounds: Vec<(Range<u32>, LoanId)>,
    /// A binary tree over `bounds`, in which the middle of a stretch is the root of both its halves: by root, the greatest
    /// end in the stretch.
    ends: Vec<u32>,
}

impl Overlaps {
    pub(super) fn new(mut bounds: Vec<(Range<u32>, LoanId)>) -> Overlaps {
        bounds.sort_by_key(|(it, _)| it.start);
        let mut overlaps = Overlaps {
            ends: vec![0; bounds.len()],
            bounds,
        };
        overlaps.set_ends(0..overlaps.bounds.len());
        overlaps
    }

    /// The loans whose scope may contain a point, in order.
    pub(super) fn at(&self, point: u32) -> Vec<LoanId> {
        let mut found = Vec::new();
        self.add(0..self.bounds.len(), point, &mut found);
        found.sort_unstable();
        found
    }

    fn set_ends(&mut self, stretch: Range<usize>) -> u32 {
        if stretch.is_empty() {
            return 0;
        }
        let middle = stretch.start + stretch.len() / 2;
        let before = self.set_ends(stretch.start..middle);
        let behind = self.set_ends(middle + 1..stretch.end);
        let end = self.bounds[middle].0.end.max(before).max(behind);
        self.ends[middle] = end;
        end
    }

    fn add(&self, stretch: Range<usize>, point: u32, found: &mut Vec<LoanId>) {
        let middle = stretch.start + stretch.len() / 2;
        if stretch.is_empty() || self.ends[middle] <= point {
            return;
        }
        self.add(stretch.start..middle, point, found);
        let (bounds, loan) = &self.bounds[middle];
        if bounds.start <= point {
            if point < bounds.end {
                found.push(*loan);
            }
            self.add(middle + 1..stretch.end, point, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_around_a_point() {
        let bounds = [3..9, 0..2, 4..5, 1..8, 8..9];
        let numbered = bounds.iter().cloned().zip((0..).map(LoanId));
        let overlaps = Overlaps::new(numbered.collect());
        for point in 0..10 {
            let expected = (0..).zip(&bounds).filter(|(_, it)| it.contains(&point));
            let expected: Vec<LoanId> = expected.map(|(id, _)| LoanId(id)).collect();
            assert_eq!(overlaps.at(point), expected, "{point}");
        }
    }
}
