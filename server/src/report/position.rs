//! Byte offsets as lines and columns, the way rustc prints them.

use super::timeline::Positions;
use crate::facts::Span;

/// A range as `[line, column, end line, end column]`: 1-based, columns in characters, the end
/// exclusive.
pub type Range = [u32; 4];

/// The lines of a text. As for rustc they end with a line feed, a tab is one character, and a byte
/// order mark in front of the text is none.
pub struct Lines<'a> {
    text: &'a str,
    /// Where each line starts.
    starts: Vec<u32>,
    /// Whether a line has as many characters as bytes.
    narrow: bool,
}

impl<'a> Lines<'a> {
    /// Looks for the line ends of a text.
    pub fn new(text: &'a str) -> Lines<'a> {
        let first = if text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        let ends = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let starts = std::iter::once(first).chain(ends.map(|(at, _)| at + 1));
        Lines {
            text,
            starts: starts.map(|at| at as u32).collect(),
            narrow: text.is_ascii(),
        }
    }

    /// 1-based line and column of a byte offset; of the character around it if it lies inside one,
    /// of the end if it lies behind the text.
    pub fn position(&self, offset: u32) -> (u32, u32) {
        let line = self
            .starts
            .partition_point(|&start| start <= offset)
            .saturating_sub(1);
        let start = self.starts[line] as usize;
        let end = self.text.floor_char_boundary(offset as usize).max(start);
        let column = match self.narrow {
            true => end - start,
            false => self.text[start..end].chars().count(),
        };
        (line as u32 + 1, column as u32 + 1)
    }

    /// A span as a range.
    pub fn range(&self, span: Span) -> Range {
        let (line, column) = self.position(span.start);
        let (end_line, end_column) = self.position(span.end);
        [line, column, end_line, end_column]
    }

    /// The byte offset of a 1-based line and column; `None` if the text has no such place. The end of a
    /// line is one.
    pub fn offset(&self, line: u32, column: u32) -> Option<u32> {
        let index = line.checked_sub(1)? as usize;
        let start = *self.starts.get(index)? as usize;
        let end = self
            .starts
            .get(index + 1)
            .map_or(self.text.len(), |&next| next as usize);
        let line = self.text[start..end].trim_end_matches(['\n', '\r']);
        let before = column.checked_sub(1)? as usize;
        let characters = line.char_indices().map(|(at, _)| at).chain([line.len()]);
        characters.skip(before).map(|at| (start + at) as u32).next()
    }
}

/// Columns in UTF-16 units, as the Language Server Protocol counts them.
impl Positions for Lines<'_> {
    fn range_of(&self, span: Span) -> [u32; 4] {
        let column = |offset| {
            let (line, _) = self.position(offset);
            let start = self.starts[line as usize - 1] as usize;
            let end = self.text.floor_char_boundary(offset as usize).max(start);
            [
                line - 1,
                self.text[start..end].encode_utf16().count() as u32,
            ]
        };
        let ([line, start], [end_line, end]) = (column(span.start), column(span.end));
        [line, start, end_line, end]
    }

    fn line_start(&self, line: u32) -> u32 {
        let start = self.starts.get(line as usize).copied();
        start.unwrap_or(self.text.len() as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "a\n\tb🦀é c\r\nd";
        let lines = Lines::new(text);
        let of = |needle: char| lines.position(text.find(needle).unwrap() as u32);
        assert_eq!(of('a'), (1, 1));
        assert_eq!(of('b'), (2, 2));
        assert_eq!(of('🦀'), (2, 3));
        assert_eq!(of('é'), (2, 4));
        assert_eq!(of('c'), (2, 6));
        assert_eq!(of('d'), (3, 1));
    }

    #[test]
    fn ranges_of_the_protocol() {
        let text = "a\n\tb🦀c\r\n";
        let lines = Lines::new(text);
        let at = |needle| text.find(needle).unwrap() as u32;
        let span = Span {
            start: at('b'),
            end: at('c'),
        };
        assert_eq!(lines.range_of(span), [1, 1, 1, 4]);
        assert_eq!([0, 1, 2, 9].map(|it| lines.line_start(it)), [0, 2, 11, 11]);
    }

    #[test]
    fn a_byte_order_mark_has_no_column() {
        let lines = Lines::new("\u{feff}fn f() {}\nfn g() {}");
        assert_eq!(lines.range(Span { start: 3, end: 12 }), [1, 1, 1, 10]);
        assert_eq!(lines.position(13), (2, 1));
        assert_eq!(lines.position(0), (1, 1));
        assert_eq!(lines.offset(1, 4), Some(6));
    }

    #[test]
    fn offsets_are_the_inverse() {
        for text in ["", "a", "é\r\n🦀x\n\n", "\u{feff}a\nb"] {
            let lines = Lines::new(text);
            for (at, character) in text.char_indices().filter(|it| it.1 != '\u{feff}') {
                let (line, column) = lines.position(at as u32);
                if character != '\n' {
                    assert_eq!(lines.offset(line, column), Some(at as u32), "{text:?} {at}");
                }
            }
        }
        let lines = Lines::new("ab\nc");
        assert_eq!(lines.offset(1, 3), Some(2));
        for (line, column) in [(0, 1), (1, 0), (1, 4), (2, 3), (3, 1)] {
            assert_eq!(lines.offset(line, column), None);
        }
    }
}
