//! What an edit does to offsets.

use crate::facts::Span;

/// A range of bytes that was replaced by other text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// In the text before.
    pub replaced: Span,
    /// Number of bytes that stand there now.
    pub inserted: u32,
}

impl Edit {
    /// The smallest edit that makes one text of another.
    pub fn between(before: &str, after: &str) -> Edit {
        let same = |(a, b): &(u8, u8)| a == b;
        let head = before.bytes().zip(after.bytes()).take_while(same).count();
        let most = before.len().min(after.len()) - head;
        let tails = before.bytes().rev().zip(after.bytes().rev());
        let tail = tails.take(most).take_while(same).count();
        Edit {
            replaced: Span {
                start: head as u32,
                end: (before.len() - tail) as u32,
            },
            inserted: (after.len() - tail - head) as u32,
        }
    }

    /// Where the new text stands.
    pub fn now(self) -> Span {
        let start = self.replaced.start;
        Span {
            start,
            end: start + self.inserted,
        }
    }

    /// Where a range is after the edit; `None` if the edit touches it, its ends included.
    pub fn shifted(self, span: Span) -> Option<Span> {
        if span.end < self.replaced.start {
            return Some(span);
        }
        let behind = span.start > self.replaced.end;
        behind.then(|| Span {
            start: self.behind(span.start),
            end: self.behind(span.end),
        })
    }

    /// Where a range is after the edit, with what was inserted inside of it; `None` if the edit takes more away
    /// than lies inside.
    pub fn grown(self, span: Span) -> Option<Span> {
        let inside = span.start <= self.replaced.start && self.replaced.end <= span.end;
        match inside {
            true => Some(Span {
                start: span.start,
                end: self.behind(span.end),
            }),
            false => self.shifted(span),
        }
    }

    /// The range that covers both `span` after the edit, and the edit.
    pub fn widened(self, span: Span) -> Span {
        let now = self.now();
        let start = match span.start > self.replaced.end {
            true => self.behind(span.start),
            false => span.start.min(now.start),
        };
        let end = match span.end < self.replaced.end {
            true => span.end.min(self.replaced.start),
            false => self.behind(span.end),
        };
        Span {
            start: start.min(now.start),
            end: end.max(now.end),
        }
    }

    /// An offset that is not in front of the end of what was replaced.
    fn behind(self, offset: u32) -> u32 {
        offset - self.replaced.end + self.now().end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    fn edit(start: u32, end: u32, inserted: u32) -> Edit {
        Edit {
            replaced: span(start, end),
            inserted,
        }
    }

    #[test]
    fn the_smallest_edit_between_two_texts() {
        let cases = [
            ("abc", "abc", edit(3, 3, 0)),
            ("abc", "abxc", edit(2, 2, 1)),
            ("aaa", "aa", edit(2, 3, 0)),
            ("", "xy", edit(0, 0, 2)),
            ("a b", "a\u{e9}b", edit(1, 2, 2)),
        ];
        for (before, after, expected) in cases {
            assert_eq!(Edit::between(before, after), expected, "{before} {after}");
        }
    }

    #[test]
    fn what_an_edit_touches_is_gone() {
        let edit = edit(10, 12, 5);
        assert_eq!(edit.shifted(span(3, 9)), Some(span(3, 9)));
        assert_eq!(edit.shifted(span(13, 20)), Some(span(16, 23)));
        for touched in [span(3, 10), span(12, 20), span(11, 11), span(3, 20)] {
            assert_eq!(edit.shifted(touched), None, "{touched:?}");
        }
    }

    #[test]
    fn what_is_around_an_edit_grows() {
        let edit = edit(10, 12, 5);
        assert_eq!(edit.grown(span(3, 20)), Some(span(3, 23)));
        assert_eq!(edit.grown(span(10, 12)), Some(span(10, 15)));
        assert_eq!(edit.grown(span(13, 20)), Some(span(16, 23)));
        assert_eq!(edit.grown(span(11, 20)), None);
        assert_eq!(edit.grown(span(3, 11)), None);
    }

    #[test]
    fn a_stretch_takes_edits_in() {
        let edit = edit(10, 12, 5);
        assert_eq!(edit.widened(span(3, 5)), span(3, 15));
        assert_eq!(edit.widened(span(3, 11)), span(3, 15));
        assert_eq!(edit.widened(span(11, 20)), span(10, 23));
        assert_eq!(edit.widened(span(15, 20)), span(10, 23));
    }
}
