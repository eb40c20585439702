//! A document's text, and positions in it: the one place that knows lines, columns and encodings.

use std::sync::Arc;

use tower_lsp::ls_types::{Position, Range};

use super::encoding::Encoding;
use crate::facts::Span;

/// A text with its line starts. Cloning shares both.
#[derive(Debug, Clone)]
pub struct Text {
    contents: Arc<str>,
    /// Byte offset of the first character of each line.
    starts: Arc<[u32]>,
}

impl Text {
    /// Indexes a text. Lines end with `\n`, `\r\n` or a lone `\r`, as the protocol counts them.
    pub fn new(contents: impl Into<Arc<str>>) -> Text {
        let contents = contents.into();
        let bytes = contents.as_bytes();
        let ends_line = |at: &usize| match bytes[*at] {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        let behind = (0..bytes.len()).filter(ends_line).map(|at| at as u32 + 1);
        let starts = std::iter::once(0).chain(behind).collect();
        Text { contents, starts }
    }

    /// The text itself.
    pub fn contents(&self) -> &Arc<str> {
        &self.contents
    }

    /// The byte offset of a position. As the protocol has it, a character behind the end of its line
    /// means that end; a line behind the last one means the end of the text. A position inside a
    /// character means its start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> u32 {
        let Some(&start) = self.starts.get(position.line as usize) else {
            return self.contents.len() as u32;
        };
        let mut offset = start;
        let mut left = position.character;
        for character in self.line(position.line as usize).chars() {
            let width = encoding.width(character);
            if left < width {
                break;
            }
            left -= width;
            offset += character.len_utf8() as u32;
        }
        offset
    }

    /// The position of a byte offset. An offset behind the text means its end, one inside a character
    /// its start, one between `\r` and `\n` the end of the line.
    pub fn position(&self, offset: u32, encoding: Encoding) -> Position {
        let offset = self.contents.floor_char_boundary(offset as usize);
        let line = self
            .starts
            .partition_point(|&start| start as usize <= offset)
            - 1;
        let text = self.line(line);
        let column = (offset - self.starts[line] as usize).min(text.len());
        let character = text[..column].chars().map(|it| encoding.width(it)).sum();
        Position {
            line: line as u32,
            character,
        }
    }

    /// The protocol's range of a span.
    pub fn range(&self, span: Span, encoding: Encoding) -> Range {
        Range {
            start: self.position(span.start, encoding),
            end: self.position(span.end, encoding),
        }
    }

    /// The span of a protocol's range; `None` if it ends before it starts.
    pub fn span(&self, range: Range, encoding: Encoding) -> Option<Span> {
        let start = self.offset(range.start, encoding);
        let end = self.offset(range.end, encoding);
        (start <= end).then_some(Span { start, end })
    }

    /// A line without its terminator.
    fn line(&self, line: usize) -> &str {
        let start = self.starts[line] as usize;
        let end = self
            .starts
            .get(line + 1)
            .map_or(self.contents.len(), |&end| end as usize);
        let line = &self.contents[start..end];
        line.strip_suffix("\r\n")
            .or_else(|| line.strip_suffix(['\r', '\n']))
            .unwrap_or(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn columns_of_each_encoding() {
        let text = Text::new("a\n\t\u{e9}\u{1F980}x");
        let x = text.contents().find('x').unwrap() as u32;
        assert_eq!(text.position(x, Encoding::Utf8), at(1, 7));
        assert_eq!(text.position(x, Encoding::Utf16), at(1, 4));
        assert_eq!(text.position(x, Encoding::Utf32), at(1, 3));
    }

    #[test]
    fn every_boundary_survives_the_round_trip() {
        let text = Text::new("fn \u{1F980}()\r\n{\r\t\u{4e2d}\n\n} \u{10FFFF}\n");
        for encoding in ENCODINGS {
            for (offset, _) in text.contents().char_indices() {
                if text.contents()[..offset].ends_with('\r')
                    && text.contents()[offset..].starts_with('\n')
                {
                    continue;
                }
                let position = text.position(offset as u32, encoding);
                assert_eq!(
                    text.offset(position, encoding),
                    offset as u32,
                    "{position:?}"
                );
            }
        }
    }

    #[test]
    fn the_three_line_ends() {
        let text = Text::new("a\r\nb\rc\nd");
        let of = |name| text.position(text.contents().find(name).unwrap() as u32, Encoding::Utf16);
        assert_eq!(
            ['a', 'b', 'c', 'd'].map(of),
            [at(0, 0), at(1, 0), at(2, 0), at(3, 0)]
        );
        assert_eq!(
            text.position(2, Encoding::Utf16),
            at(0, 1),
            "between \\r and \\n"
        );
    }

    #[test]
    fn positions_outside_are_clamped() {
        let text = Text::new("ab\r\n\u{1F980}\n");
        for encoding in ENCODINGS {
            assert_eq!(text.offset(at(0, 99), encoding), 2);
            assert_eq!(text.offset(at(1, u32::MAX), encoding), 8);
            assert_eq!(text.offset(at(2, 1), encoding), 9);
            assert_eq!(text.offset(at(u32::MAX, 0), encoding), 9);
            assert_eq!(text.position(u32::MAX, encoding), at(2, 0));
        }
        assert_eq!(
            text.offset(at(1, 1), Encoding::Utf16),
            4,
            "inside a surrogate pair"
        );
        assert_eq!(
            text.offset(at(1, 3), Encoding::Utf8),
            4,
            "inside a character"
        );
        assert_eq!(
            text.position(6, Encoding::Utf8),
            at(1, 0),
            "inside a character"
        );
    }

    #[test]
    fn an_empty_text_has_one_position() {
        let text = Text::new("");
        assert_eq!(text.position(0, Encoding::Utf16), at(0, 0));
        assert_eq!(text.offset(at(3, 4), Encoding::Utf16), 0);
    }

    #[test]
    fn a_reversed_range_is_none() {
        let text = Text::new("abc");
        let range = |start, end| Range {
            start: at(0, start),
            end: at(0, end),
        };
        assert_eq!(text.span(range(2, 1), Encoding::Utf8), None);
        assert_eq!(
            text.span(range(1, 2), Encoding::Utf8),
            Some(Span { start: 1, end: 2 })
        );
    }
}
