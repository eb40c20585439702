//! Expectation comments: what stands beneath a line of a fixture about that line.
//!
//!     take(v, || list.push(1));
//!     //   ^ move v
//!     //      ^^^^^^^^^^^^^^^ capture borrow mut list
//!     }
//!     //<- drop b, a
//!
//! Carets mark the range; `^...+2:6` marks one that starts here and ends two lines further down, before
//! column 6 (expectation comments are not counted). Where there is no room for a caret, `//<-` stands for
//! the line's first character and `//[3-7]` for columns.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{self, Event, What};
use super::position::{Position, Range};

/// Longest comment that is written before a further one takes up the rest.
const WIDTH: usize = 110;

/// A fixture's text, split into code and the expectations beneath it.
pub struct Commented<'t> {
    /// The lines that are not expectation comments, each with its number in the file (from 1).
    code: Vec<(u32, &'t str)>,
    /// What the comments say, in the order in which they stand.
    pub events: Vec<Event>,
}

impl<'t> Commented<'t> {
    /// Reads a fixture.
    ///
    /// # Errors
    /// The first comment that looks like an expectation and is none, with its line.
    pub fn parse(text: &'t str) -> Result<Commented<'t>, String> {
        let mut commented = Commented {
            code: Vec::new(),
            events: Vec::new(),
        };
        let mut found = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            match marker(line) {
                Some(marker) => found.push((number, commented.code.len(), marker)),
                None => commented.code.push((number, line)),
            }
        }
        for (number, below, (mark, words)) in found {
            let at_line = |error: String| format!("line {number}: {error}");
            let line = below
                .checked_sub(1)
                .ok_or_else(|| at_line(String::from("no code above")))?;
            let range = commented.range(line, mark).map_err(at_line)?;
            for words in split(words) {
                let (words, lines) = match words.split_once(" live ") {
                    Some((words, lines)) => (words, Some(lines)),
                    None => (words, None),
                };
                let mut event = event::parse(words, range).map_err(at_line)?;
                event.live = match lines {
                    Some(lines) => Some(commented.lines(line, lines).map_err(at_line)?),
                    None => None,
                };
                commented.events.push(event);
            }
        }
        Ok(commented)
    }

    /// The range that a mark below the code line with this index stands for.
    fn range(&self, line: usize, mark: Mark) -> Result<Range, String> {
        let (number, _) = self.code[line];
        let (end_line, end) = match mark.end {
            End::Here(column) => (number, column),
            End::Below(lines, column) => {
                let target = self
                    .code
                    .get(line + lines)
                    .ok_or("the range ends behind the file's end")?;
                (target.0, column)
            }
        };
        Ok(Range::new([number, mark.start, end_line, end]))
    }

    /// The lines that `0..=2 4` stands for, counted from the code line with this index.
    fn lines(&self, line: usize, text: &str) -> Result<BTreeSet<u32>, String> {
        let mut lines = BTreeSet::new();
        for part in text.split_whitespace() {
            let (first, last) = part.split_once("..=").unwrap_or((part, part));
            let wrong = || format!("`{part}` are no lines");
            let first: isize = first.parse().map_err(|_| wrong())?;
            let last: isize = last.parse().map_err(|_| wrong())?;
            for offset in first..=last {
                let index = line.checked_add_signed(offset).ok_or_else(wrong)?;
                let (number, _) = self.code.get(index).ok_or_else(wrong)?;
                lines.insert(*number);
            }
        }
        Ok(lines)
    }

    /// ` live 0..=2 4`: the code lines among these, counted from the line with the number `from`.
    fn live(&self, from: u32, lines: &BTreeSet<u32>) -> String {
        let index = |number| self.code.partition_point(|&(other, _)| other < number);
        let start = index(from) as isize;
        let code = lines
            .iter()
            .map(|&number| (number, index(number)))
            .filter(|&(number, at)| self.code.get(at).is_some_and(|line| line.0 == number));
        let mut runs: Vec<(isize, isize)> = Vec::new();
        for offset in code.map(|(_, at)| at as isize - start) {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == offset => *last = offset,
                _ => runs.push((offset, offset)),
            }
        }
        let mut out = String::from(" live");
        for (first, last) in runs {
            out.push_str(&match last - first {
                0 => format!(" {first}"),
                _ => format!(" {first}..={last}"),
            });
        }
        out
    }

    /// The code without expectations.
    pub fn code(&self) -> impl Iterator<Item = (u32, &'t str)> + '_ {
        self.code.iter().copied()
    }

    /// The text with comments for these events, given in the positions of the text that was parsed.
    pub fn render(&self, events: &[Event]) -> String {
        let comments = self.comments(events);
        let mut out = String::new();
        for (number, line) in self.code() {
            for line in std::iter::once(line).chain(
                comments
                    .get(&number)
                    .into_iter()
                    .flatten()
                    .map(String::as_str),
            ) {
                out.push_str(line);
                out.push('\n');
            }
        }
        out
    }

    /// The comments for these events, by the number of the line they belong to. Two lists of events are
    /// equal if and only if their comments are: events are put in order, drops at one place stay in theirs.
    pub fn comments(&self, events: &[Event]) -> BTreeMap<u32, Vec<String>> {
        let mut ranges: BTreeMap<Range, Vec<&Event>> = BTreeMap::new();
        for event in events {
            ranges.entry(event.range).or_default().push(event);
        }
        let mut out: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for (range, mut events) in ranges {
            // Temporaries of one expression at one position cannot be told apart.
            let mut seen = Vec::new();
            events.retain(|event| {
                let repeated = matches!(event.what, What::TempDrop { .. }) && seen.contains(event);
                seen.push(event);
                !repeated
            });
            events.sort_by_key(|event| {
                if event.is_drop() {
                    (1, String::new())
                } else {
                    (0, event.to_string())
                }
            });
            let mark = self.mark(range);
            let lines = out.entry(range.start.line).or_default();
            let mut comment = mark.clone();
            for event in events {
                let mut words = event.to_string();
                if let Some(lines) = &event.live {
                    words.push_str(&self.live(range.start.line, lines));
                }
                if comment.len() > mark.len()
                    && comment.chars().count() + words.chars().count() > WIDTH
                {
                    lines.push(std::mem::replace(&mut comment, mark.clone()));
                }
                comment.push_str(if comment.len() == mark.len() {
                    " "
                } else {
                    ", "
                });
                comment.push_str(&words);
            }
            lines.push(comment);
        }
        out
    }

    /// A comment's beginning that marks the range.
    fn mark(&self, range: Range) -> String {
        let Position { line, column } = range.start;
        let index = |number| self.code.partition_point(|&(other, _)| other < number);
        let code = self.code.get(index(line)).map_or("", |&(_, code)| code);
        let end = match range.end.line == line {
            true => End::Here(range.end.column),
            false => End::Below(index(range.end.line) - index(line), range.end.column),
        };
        let tail = |end| match end {
            End::Here(end) => "^".repeat((end - column).max(1) as usize),
            End::Below(lines, end) => format!("^...+{lines}:{end}"),
        };
        match end {
            End::Here(2) if column == 1 => String::from("//<-"),
            End::Here(end) if column < 3 || end == column => format!("//[{column}-{end}]"),
            End::Below(lines, end) if column < 3 => format!("//[{column}-+{lines}:{end}]"),
            end => format!("{}{}", indentation(code, column as usize), tail(end)),
        }
    }
}

/// White space and `//` in front of a caret at `column`: at the code's own indentation if there is room.
fn indentation(code: &str, column: usize) -> String {
    let own = code.chars().take_while(|c| c.is_whitespace()).count();
    let at = if own + 2 < column {
        own
    } else {
        (column - 3) / 4 * 4
    };
    let blank = |c| if c == '\t' { '\t' } else { ' ' };
    let padded = code.chars().chain(std::iter::repeat(' '));
    let before: String = padded.clone().take(at).map(blank).collect();
    let between: String = padded
        .skip(at + 2)
        .take(column - 3 - at)
        .map(blank)
        .collect();
    format!("{before}//{between}")
}

/// Where a range starts (column) and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    start: u32,
    end: End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Column on the same line.
    Here(u32),
    /// Lines further down, and column.
    Below(usize, u32),
}

/// The mark and the words of an expectation comment; `None` for any other line.
fn marker(line: &str) -> Option<(Mark, &str)> {
    let comment = line.trim_start().strip_prefix("//")?;
    if let Some(words) = comment.strip_prefix("<-") {
        return Some((
            Mark {
                start: 1,
                end: End::Here(2),
            },
            words,
        ));
    }
    if let Some((columns, words)) = comment
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
    {
        let (start, end) = columns.split_once('-')?;
        let end = match end.strip_prefix('+') {
            Some(below) => below_line(below)?.0,
            None => End::Here(end.parse().ok()?),
        };
        return Some((
            Mark {
                start: start.parse().ok()?,
                end,
            },
            words,
        ));
    }
    let carets = comment.trim_start();
    if !carets.starts_with('^') {
        return None;
    }
    let start = (line.chars().count() - carets.chars().count() + 1) as u32;
    if let Some(below) = carets.strip_prefix("^...+") {
        let (end, words) = below_line(below)?;
        return Some((Mark { start, end }, words));
    }
    let words = carets.trim_start_matches('^');
    let width = (carets.len() - words.len()) as u32;
    Some((
        Mark {
            start,
            end: End::Here(start + width),
        },
        words,
    ))
}

/// Reads `2:6` off the front.
fn below_line(text: &str) -> Option<(End, &str)> {
    let (lines, rest) = text.split_once(':')?;
    let digits = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (column, rest) = rest.split_at(digits);
    Some((End::Below(lines.parse().ok()?, column.parse().ok()?), rest))
}

/// Whether a line is an expectation comment.
pub fn is_expectation(line: &str) -> bool {
    marker(line).is_some()
}

/// An expression's text on one line, without expectation comments, what does not fit, and what would end
/// the quotation.
pub fn snippet(text: &str) -> String {
    const LONGEST: usize = 40;
    let code = text.lines().filter(|line| !is_expectation(line));
    let words: Vec<&str> = code.flat_map(str::split_whitespace).collect();
    let line = words.join(" ").replace('`', "'");
    if line.chars().count() <= LONGEST {
        return line;
    }
    line.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// The events of a comment, at commas that stand outside of backticks and brackets.
fn split(words: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut quoted, mut depth) = (0, false, 0);
    for (at, c) in words.char_indices() {
        match c {
            '`' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                out.push(&words[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    out.push(&words[start..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
fn f(v: Vec<u8>) {
    take(v, || {
    //   ^ move v
    //      ^...+2:6 capture borrow w, capture move x
        w.len()
    //  ^ borrow w
    });
    // an ordinary comment ^ here
}
//<- drop b, drop temporary `g(1, 2)`
";

    #[test]
    fn comments_are_read() {
        let commented = Commented::parse(TEXT).expect("comments");
        let events: Vec<String> = commented
            .events
            .iter()
            .map(|event| format!("{} {event}", event.range))
            .collect();
        assert_eq!(
            events,
            [
                "2:10-2:11 move v",
                "2:13-7:6 capture borrow w",
                "2:13-7:6 capture move x",
                "5:9-5:10 borrow w",
                "9:1-9:2 drop b",
                "9:1-9:2 drop temporary `g(1, 2)`",
            ]
        );
        assert_eq!(commented.code().count(), 6);
    }

    #[test]
    fn live_lines_are_counted_without_comments() {
        let text = "\
let r = &x;
//      ^^ borrow x live 0..=1 3
f(r);
//^ copy r
g();
h(r);
";
        let commented = Commented::parse(text).expect("comments");
        let live = commented.events[0].live.clone();
        assert_eq!(live, Some(BTreeSet::from([1, 3, 6])));
        assert_eq!(commented.render(&commented.events), text);
        assert!(Commented::parse("f(&x);\n//^^ borrow x live 1\n").is_err());
    }

    #[test]
    fn comments_are_written_as_they_were() {
        let commented = Commented::parse(TEXT).expect("comments");
        assert_eq!(commented.render(&commented.events), TEXT);
    }

    #[test]
    fn there_is_a_mark_for_every_column() {
        let text = "a.b(\n\tc);\n";
        let commented = Commented::parse(text).expect("comments");
        let events: Vec<Event> = [
            [1, 1, 1, 2],
            [1, 2, 1, 3],
            [1, 1, 2, 4],
            [1, 3, 2, 4],
            [2, 2, 2, 3],
            [2, 4, 2, 5],
        ]
        .into_iter()
        .map(|range| event::parse("move a", Range::new(range)).expect("notation"))
        .collect();
        let rendered = commented.render(&events);
        let again = Commented::parse(&rendered).expect("comments");
        assert_eq!(again.render(&again.events), rendered);
        assert_eq!(again.events.len(), events.len());
        assert!(rendered.contains("\n//[1-+1:4] move a\n"), "{rendered}");
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let error = |text| Commented::parse(text).err();
        assert_eq!(
            error("f(v);\n//^ eat v\n"),
            Some(String::from("line 2: `eat` is no event"))
        );
        assert_eq!(
            error("//  ^ move v\n"),
            Some(String::from("line 1: no code above"))
        );
        assert!(error("f(v);\n//  ^...+3:1 move v\n").is_some());
    }
}
