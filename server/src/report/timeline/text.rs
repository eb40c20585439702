//! The lines of a body as they stand in the picture.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Positions;
use crate::facts::Span;

/// A longer line is cut, in columns.
const LONGEST: usize = 72;

/// Columns of a tab.
const TAB: usize = 4;

/// So many lines without an event in a row are drawn as one.
const FOLDED: u32 = 6;

/// The text of a body, line by line.
pub(super) struct Source<'a> {
    text: &'a str,
    positions: &'a dyn Positions,
    /// First and last line of the body.
    first: u32,
    last: u32,
}

/// One row of the picture: a line, or several in which nothing happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lines {
    pub(super) first: u32,
    pub(super) last: u32,
}

impl<'a> Source<'a> {
    pub(super) fn new(text: &'a str, range: Span, positions: &'a dyn Positions) -> Source<'a> {
        let [first, _, last, _] = positions.range_of(range);
        Source {
            text,
            positions,
            first,
            last,
        }
    }

    /// The line on which a span starts, kept inside of the body.
    pub(super) fn line(&self, span: Span) -> u32 {
        self.positions.range_of(span)[0].clamp(self.first, self.last)
    }

    /// The line on which a span ends.
    pub(super) fn last_line(&self, span: Span) -> u32 {
        self.positions.range_of(span)[2].clamp(self.first, self.last)
    }

    /// A span as an attribute: `4:9-4:10`.
    pub(super) fn range(&self, span: Span) -> String {
        let [line, column, end_line, end_column] = self.positions.range_of(span);
        format!("{line}:{column}-{end_line}:{end_column}")
    }

    /// The body's lines as rows. Where nothing happens in many lines, they are one row.
    pub(super) fn rows(&self, eventful: impl Fn(u32) -> bool) -> Vec<Lines> {
        let mut rows = Vec::new();
        let mut line = self.first;
        while line <= self.last {
            let quiet = (line..=self.last).take_while(|&it| !eventful(it)).count() as u32;
            let last = match quiet {
                FOLDED.. => line + quiet - 1,
                _ => line,
            };
            rows.push(Lines { first: line, last });
            line = last + 1;
        }
        rows
    }

    /// The text of a line without the indentation that all of the body has, cut where it is long.
    pub(super) fn shown(&self, line: u32) -> String {
        let raw = self.raw(line);
        let rest = raw.trim_start();
        let indent = columns_of_indent(raw).saturating_sub(self.indent());
        let mut shown = " ".repeat(indent);
        let mut width = indent;
        for character in rest.trim_end().chars() {
            let character = if character == '\t' { ' ' } else { character };
            width += character.width().unwrap_or_default();
            if width >= LONGEST {
                shown.push('…');
                break;
            }
            shown.push(character);
        }
        shown
    }

    /// Whether a line has no code of its own: it is empty, a comment, or closes or opens blocks.
    pub(super) fn is_still(&self, line: u32) -> bool {
        let text = self.raw(line).trim();
        let code = text.split("//").next().unwrap_or_default();
        let code = code.replace("else", "");
        code.chars().all(|it| "{}()[];, \t".contains(it))
    }

    /// The indentation that the body's first line has.
    fn indent(&self) -> usize {
        columns_of_indent(self.raw(self.first))
    }

    fn raw(&self, line: u32) -> &'a str {
        let [start, end] = [line, line + 1].map(|it| self.positions.line_start(it) as usize);
        self.text.get(start..end).unwrap_or_default()
    }
}

fn columns_of_indent(line: &str) -> usize {
    let indent = line.chars().take_while(|it| [' ', '\t'].contains(it));
    indent.map(|it| if it == '\t' { TAB } else { 1 }).sum()
}

/// How many columns of a fixed-width font a text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}
