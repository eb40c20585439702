//! The greatest of the numbers in any range of a list.

use std::ops::Range;

/// Answers after one preparation without looking at all numbers of a range again.
#[derive(Debug)]
pub(super) struct Greatest {
    /// At each level, for each place of the list, the greatest of twice as many numbers from there on as one level before.
    levels: Vec<Vec<Option<u32>>>,
}

impl Greatest {
    pub(super) fn new(numbers: Vec<Option<u32>>) -> Greatest {
        let mut levels = vec![numbers];
        let mut length = 1;
        while let Some(last) = levels.last().filter(|it| it.len() > length) {
            let pairs = last.iter().zip(&last[length..]);
            let next = pairs.map(|(a, b)| a.max(b)).copied().collect();
            levels.push(next);
            length *= 2;
        }
        Greatest { levels }
    }

    /// The greatest in a range of the list; `None` if it has no number.
    pub(super) fn of(&self, range: Range<usize>) -> Option<u32> {
        let level = range.len().checked_ilog2()?;
        let level_of = &self.levels[level as usize];
        level_of[range.start].max(level_of[range.end - (1 << level)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_ranges() {
        let numbers = [3, 0, 7, 7, 1, 0, 9, 2, 4, 0, 5];
        let numbers: Vec<Option<u32>> = numbers.map(|it| Some(it).filter(|&it| it > 0)).to_vec();
        let greatest = Greatest::new(numbers.clone());
        for start in 0..=numbers.len() {
            for end in start..=numbers.len() {
                let expected = numbers[start..end].iter().copied().max().flatten();
                assert_eq!(greatest.of(start..end), expected, "{start}..{end}");
            }
        }
    }
}
