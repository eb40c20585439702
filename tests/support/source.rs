//! The text of one source file, addressed by [`Position`]s.

use super::position::{Position, Range};
use super::tokens::{Token, TokenKind, tokens};

/// A file's text with its line starts, and the extents of what users do not call their own code.
pub struct Source {
    text: String,
    lines: Vec<usize>,
    generated: Vec<(usize, usize)>,
    macros: Vec<(usize, usize)>,
    calls: Vec<(usize, usize)>,
}

impl Source {
    /// Over a file's text.
    pub fn new(text: String) -> Source {
        let lines = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        let all = tokens(&text);
        let macros = groups(
            &all,
            |before| matches!(before, [.., word, bang, _] if word.is("macro_rules") && bang.is("!")),
        );
        let calls = groups(
            &all,
            |before| matches!(before, [.., word, bang] if bang.is("!") && word.kind == TokenKind::Word),
        );
        let generated = groups(
            &all,
            |before| matches!(before, [.., bracket, word] if bracket.is("[") && word.is("derive")),
        );
        Source {
            lines,
            generated,
            macros,
            calls,
            text,
        }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line's text without its end; `line` counts from 1.
    pub fn line(&self, line: u32) -> &str {
        let line = line as usize;
        let end = self.lines.get(line).copied().unwrap_or(self.text.len());
        self.lines.get(line - 1).map_or("", |&start| {
            self.text[start..end].trim_end_matches(['\n', '\r'])
        })
    }

    /// Byte offset of a position; positions behind a line's end are moved there.
    pub fn offset(&self, position: Position) -> usize {
        let Some(&start) = self.lines.get(position.line as usize - 1) else {
            return self.text.len();
        };
        let line = self.line(position.line);
        let column = position.column as usize - 1;
        start
            + line
                .char_indices()
                .nth(column)
                .map_or(line.len(), |(at, _)| at)
    }

    /// The position of a byte offset.
    pub fn position(&self, offset: usize) -> Position {
        let line = self.lines.partition_point(|&start| start <= offset);
        let column = self.text[self.lines[line - 1]..offset].chars().count() + 1;
        Position {
            line: line as u32,
            column: column as u32,
        }
    }

    /// The range from one byte offset to another.
    pub fn range(&self, start: usize, end: usize) -> Range {
        Range {
            start: self.position(start),
            end: self.position(end),
        }
    }

    /// The text at a range.
    pub fn at(&self, range: Range) -> &str {
        let start = self.offset(range.start);
        &self.text[start..self.offset(range.end).max(start)]
    }

    /// Whether a position lies in the definition of a `macro_rules!` macro.
    pub fn in_macro_definition(&self, position: Position) -> bool {
        inside(&self.macros, self.offset(position))
    }

    /// Whether a position lies among the arguments of a macro call.
    pub fn in_macro_call(&self, position: Position) -> bool {
        inside(&self.calls, self.offset(position))
    }

    /// Whether a position lies in a `#[derive(…)]`, where generated code says it comes from.
    pub fn in_derive(&self, position: Position) -> bool {
        inside(&self.generated, self.offset(position))
    }
}

fn inside(ranges: &[(usize, usize)], offset: usize) -> bool {
    ranges
        .iter()
        .any(|&(start, end)| start <= offset && offset < end)
}

/// The outermost bracketed groups before whose opening bracket `starts` recognises the tokens.
fn groups(all: &[Token<'_>], starts: impl Fn(&[Token<'_>]) -> bool) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < all.len() {
        let opens = matches!(all[i].text, "(" | "[" | "{");
        if opens && starts(&all[..i]) {
            let close = closing(all, i);
            out.push((all[i].start, all.get(close).map_or(usize::MAX, Token::end)));
            i = close;
        }
        i += 1;
    }
    out
}

/// Index of the bracket that closes the one at `open`, or the number of tokens.
pub fn closing(all: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0usize;
    for (i, token) in all.iter().enumerate().skip(open) {
        match token.text {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => {
                depth -= 1;
                if depth == 0 {
                    return i;
                }
            }
            _ => {}
        }
    }
    all.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source::new(String::from("a\näö→x y\n"));
        let range = Range::new([2, 4, 2, 5]);
        assert_eq!(source.at(range), "x");
        assert_eq!(source.position(source.offset(range.start)), range.start);
        assert_eq!(source.line(2), "äö→x y");
    }

    #[test]
    fn macro_definitions_and_derives() {
        let text = "macro_rules! m {\n    ($e:expr) => { { $e } };\n}\n#[derive(Clone)]\nfn f() { m!(1) }\n";
        let source = Source::new(String::from(text));
        let inside = |line, column| source.in_macro_definition(Position { line, column });
        assert!(inside(2, 20) && inside(3, 1) && !inside(5, 10) && !inside(1, 1));
        assert!(
            source.in_macro_call(Position {
                line: 5,
                column: 13
            }) && !inside(5, 13)
        );
        assert!(!source.in_macro_call(Position {
            line: 5,
            column: 10
        }));
        assert!(source.in_derive(Position {
            line: 4,
            column: 10
        }));
        assert!(!source.in_derive(Position {
            line: 5,
            column: 10
        }));
    }
}
