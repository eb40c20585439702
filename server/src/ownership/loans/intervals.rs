//! A set of points as sorted ranges.

use std::ops::Range;

/// A set of numbers as ranges that neither overlap nor touch, in ascending order: regions are long runs
/// of points.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Intervals {
    ranges: Vec<Range<u32>>,
}

impl Intervals {
    /// The set with one range in it.
    pub(super) fn of(range: Range<u32>) -> Intervals {
        let mut set = Intervals::default();
        set.insert(range);
        set
    }

    /// The ranges, in ascending order.
    pub fn ranges(&self) -> &[Range<u32>] {
        &self.ranges
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// From its first number to behind its last.
    pub(super) fn bounds(&self) -> Range<u32> {
        match &self.ranges[..] {
            [] => 0..0,
            [first, ..] => first.start..self.ranges[self.ranges.len() - 1].end,
        }
    }

    /// The range around a number.
    pub(super) fn around(&self, number: u32) -> Option<Range<u32>> {
        let behind = self.ranges.partition_point(|range| range.start <= number);
        let range = self.ranges.get(behind.checked_sub(1)?)?;
        (number < range.end).then(|| range.clone())
    }

    /// The greatest number in it that is not above a limit.
    pub(super) fn last_up_to(&self, limit: u32) -> Option<u32> {
        let behind = self.ranges.partition_point(|range| range.start <= limit);
        let range = self.ranges.get(behind.checked_sub(1)?)?;
        Some(limit.min(range.end - 1))
    }

    /// Where the next range begins above a number.
    pub(super) fn next_start(&self, number: u32) -> Option<u32> {
        let behind = self.ranges.partition_point(|range| range.start <= number);
        self.ranges.get(behind).map(|range| range.start)
    }

    /// Whether all of a range is in it.
    pub(super) fn covers(&self, range: &Range<u32>) -> bool {
        self.around(range.start)
            .is_some_and(|it| range.end <= it.end)
    }

    /// Takes the ranges out that are not wanted.
    pub(super) fn retain(&mut self, wanted: impl FnMut(&Range<u32>) -> bool) {
        self.ranges.retain(wanted);
    }

    /// Whether a number is in it.
    pub fn contains(&self, number: u32) -> bool {
        self.around(number).is_some()
    }

    /// Adds a range.
    pub(in crate::ownership) fn insert(&mut self, range: Range<u32>) {
        if range.is_empty() {
            return;
        }
        if self.ranges.last().is_none_or(|last| last.end < range.start) {
            self.ranges.push(range);
            return;
        }
        let first = self.ranges.partition_point(|it| it.end < range.start);
        let behind = self.ranges.partition_point(|it| it.start <= range.end);
        if first == behind {
            self.ranges.insert(first, range);
            return;
        }
        let start = self.ranges[first].start.min(range.start);
        let end = self.ranges[behind - 1].end.max(range.end);
        self.ranges
            .splice(first..behind, std::iter::once(start..end));
    }

    /// Adds all of `other`.
    pub(super) fn union(&mut self, other: &Intervals) {
        if self.ranges.is_empty() {
            self.ranges.clone_from(&other.ranges);
            return;
        }
        if other.ranges.len() <= 4 {
            other.ranges.iter().for_each(|it| self.insert(it.clone()));
            return;
        }
        let mut all = Vec::with_capacity(self.ranges.len() + other.ranges.len());
        all.append(&mut self.ranges);
        all.extend(other.ranges.iter().cloned());
        all.sort_unstable_by_key(|range| range.start);
        for range in all {
            match self.ranges.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => self.ranges.push(range),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(ranges: &[Range<u32>]) -> Intervals {
        let mut set = Intervals::default();
        ranges.iter().for_each(|it| set.insert(it.clone()));
        set
    }

    #[test]
    fn touching_ranges_are_one() {
        assert_eq!(set(&[3..5, 0..1, 1..3, 9..9]), Intervals::of(0..5));
        assert_eq!(set(&[6..8, 0..2, 3..4, 1..7]), Intervals::of(0..8));
        let apart = set(&[6..8, 0..2]);
        assert_eq!(apart.ranges(), [0..2, 6..8]);
        assert!(apart.contains(7) && !apart.contains(8) && !apart.contains(5));
    }

    #[test]
    fn unions_are_those_of_sets() {
        let many: Vec<Range<u32>> = (0..10).map(|n| n * 5..n * 5 + 2).collect();
        let more: Vec<Range<u32>> = (0..10).map(|n| n * 7..n * 7 + 3).collect();
        let mut joined = set(&many);
        joined.union(&set(&more));
        for number in 0..80 {
            let expected = many.iter().chain(&more).any(|it| it.contains(&number));
            assert_eq!(joined.contains(number), expected, "{number}");
        }
    }
}
