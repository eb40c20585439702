//! Positions in a source file as the facts and rustc print them: lines and columns from 1, columns
//! counted in characters, the end of a range exclusive.

use std::fmt;

/// One position: line and column, both from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

/// A range of a file; `end` is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range {
    pub start: Position,
    pub end: Position,
}

impl Range {
    /// From `[line, column, end line, end column]`.
    pub fn new([line, column, end_line, end_column]: [u32; 4]) -> Range {
        Range {
            start: Position { line, column },
            end: Position {
                line: end_line,
                column: end_column,
            },
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.line, self.column)
    }
}

impl fmt::Display for Range {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}", self.start, self.end)
    }
}
