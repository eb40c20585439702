//! A fixed-size set of small numbers.

use std::ops::Range;

/// A dense bit set over `0..len`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// The empty set over `0..len`.
    pub(super) fn new(len: usize) -> Bits {
        Bits {
            words: vec![0; len.div_ceil(64)],
        }
    }

    pub(super) fn contains(&self, bit: usize) -> bool {
        self.words[bit / 64] & (1 << (bit % 64)) != 0
    }

    pub(super) fn insert_range(&mut self, range: Range<usize>) {
        for_words(range, |word, mask| self.words[word] |= mask);
    }

    pub(super) fn remove_range(&mut self, range: Range<usize>) {
        for_words(range, |word, mask| self.words[word] &= !mask);
    }

    /// Whether any number of the range is in the set.
    pub(super) fn any(&self, range: Range<usize>) -> bool {
        let mut found = 0;
        for_words(range, |word, mask| found |= self.words[word] & mask);
        found != 0
    }

    /// Adds all of `other`; whether that changed anything. Both are over the same numbers.
    pub(super) fn union(&mut self, other: &Bits) -> bool {
        let mut changed = false;
        for (word, &more) in self.words.iter_mut().zip(&other.words) {
            let joined = *word | more;
            changed |= joined != *word;
            *word = joined;
        }
        changed
    }
}

/// Calls `f` with each word that the range touches, and the mask of the range's bits in it.
fn for_words(range: Range<usize>, mut f: impl FnMut(usize, u64)) {
    let mut start = range.start;
    while start < range.end {
        let word = start / 64;
        let end = range.end.min((word + 1) * 64);
        let length = end - start;
        let ones = if length == 64 {
            u64::MAX
        } else {
            (1 << length) - 1
        };
        f(word, ones << (start % 64));
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_across_words() {
        let mut bits = Bits::new(200);
        bits.insert_range(60..140);
        assert!(
            !bits.contains(59) && bits.contains(60) && bits.contains(139) && !bits.contains(140)
        );
        bits.remove_range(64..128);
        assert!(bits.contains(63) && !bits.any(64..128) && bits.any(127..129));
        let mut other = Bits::new(200);
        assert!(other.union(&bits) && !other.union(&bits));
        assert_eq!(other, bits);
    }
}
