//! The events that expectation comments speak of, and their notation: `move v`, `reborrow two-phase *r`,
//! `capture borrow mut n`, `maybe drop text`. `docs/fixtures.md` explains it to the reader.

use std::collections::BTreeSet;
use std::fmt;

use super::position::Range;
use super::tokens::{TokenKind, tokens};

/// What a reference may do with the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    Shared,
    Mutable,
    TwoPhase,
    Unique,
}

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    Move,
    Copy,
    Borrow {
        access: Access,
        /// The place goes through a reference.
        reborrow: bool,
    },
    Assign,
    Drop {
        /// A drop flag decides.
        maybe: bool,
        /// The old value, because a new one is assigned.
        old: bool,
    },
    /// Of a temporary; the place is then the text of the expression that made it.
    TempDrop {
        maybe: bool,
    },
}

/// One event at a range of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub range: Range,
    pub what: What,
    /// As one would write it: `v`, `self.name`, `*r`.
    pub place: String,
    /// For a drop: what is left of the place where parts were moved out before, relative to the place.
    pub parts: Vec<String>,
    /// A closure or async block captures the place here.
    pub capture: bool,
    /// The range is that of a macro call, since the user wrote no such operand.
    pub in_macro: bool,
    /// Words for the rule behind it; not checked where a comment has none.
    pub cause: Option<String>,
    /// Of a borrow: the lines on which the loan is live, where they are of interest.
    pub live: Option<BTreeSet<u32>>,
}

impl Event {
    /// The variable at the place's root; `None` for temporaries.
    pub fn variable(&self) -> Option<&str> {
        if let What::TempDrop { .. } = self.what {
            return None;
        }
        tokens(&self.place)
            .into_iter()
            .find(|token| token.kind == TokenKind::Word)
            .map(|token| token.text)
    }

    /// Whether the event is a drop.
    pub fn is_drop(&self) -> bool {
        matches!(self.what, What::Drop { .. } | What::TempDrop { .. })
    }
}

impl fmt::Display for Event {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.capture {
            out.write_str("capture ")?;
        }
        write!(out, "{}", self.what)?;
        match self.what {
            What::TempDrop { .. } => write!(out, " `{}`", self.place)?,
            _ => write!(out, " {}", self.place)?,
        }
        if !self.parts.is_empty() {
            write!(out, " {{{}}}", self.parts.join(", "))?;
        }
        if self.in_macro {
            out.write_str(" in macro")?;
        }
        self.cause
            .as_ref()
            .map_or(Ok(()), |cause| write!(out, " ({cause})"))
    }
}

impl fmt::Display for What {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let maybe = |maybe| if maybe { "maybe " } else { "" };
        match *self {
            What::Move => out.write_str("move"),
            What::Copy => out.write_str("copy"),
            What::Assign => out.write_str("assign"),
            What::Borrow { access, reborrow } => {
                out.write_str(if reborrow { "reborrow" } else { "borrow" })?;
                out.write_str(match access {
                    Access::Shared => "",
                    Access::Mutable => " mut",
                    Access::TwoPhase => " two-phase",
                    Access::Unique => " unique",
                })
            }
            What::Drop { maybe: m, old } => {
                write!(out, "{}drop{}", maybe(m), if old { " old" } else { "" })
            }
            What::TempDrop { maybe: m } => write!(out, "{}drop temporary", maybe(m)),
        }
    }
}

/// Reads the notation of one event; the range is for the caller to know.
pub fn parse(text: &str, range: Range) -> Result<Event, String> {
    let mut rest = Words(text.trim());
    let capture = rest.take("capture");
    let maybe = rest.take("maybe");
    let what = match rest.next() {
        "move" => What::Move,
        "copy" => What::Copy,
        "assign" => What::Assign,
        word @ ("borrow" | "reborrow") => What::Borrow {
            access: access(&mut rest),
            reborrow: word == "reborrow",
        },
        "drop" if rest.take("temporary") => What::TempDrop { maybe },
        "drop" => What::Drop {
            maybe,
            old: rest.take("old"),
        },
        word => return Err(format!("`{word}` is no event")),
    };
    if maybe && !matches!(what, What::Drop { .. } | What::TempDrop { .. }) {
        return Err(String::from("only a drop is `maybe`"));
    }
    let (place, rest) = place(rest.0)?;
    let (parts, rest) = parts(rest)?;
    let (in_macro, rest) = rest
        .strip_prefix(" in macro")
        .map_or((false, rest), |rest| (true, rest));
    let cause = match rest.trim() {
        "" => None,
        cause => Some(
            cause
                .strip_prefix('(')
                .and_then(|cause| cause.strip_suffix(')'))
                .map(String::from)
                .ok_or(format!("`{cause}` behind the place `{place}`"))?,
        ),
    };
    Ok(Event {
        range,
        what,
        place,
        parts,
        capture,
        in_macro,
        cause,
        live: None,
    })
}

/// The rest of a comment, taken word by word.
struct Words<'t>(&'t str);

impl<'t> Words<'t> {
    fn next(&mut self) -> &'t str {
        let (word, rest) = self.0.split_once(' ').unwrap_or((self.0, ""));
        self.0 = rest;
        word
    }

    /// Takes the word if it is this one and a place follows it: otherwise it is a variable's name.
    fn take(&mut self, word: &str) -> bool {
        match self
            .0
            .strip_prefix(word)
            .and_then(|rest| rest.strip_prefix(' '))
        {
            Some(rest) if !is_cause(rest) && !rest.starts_with("in macro") => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }
}

/// Whether the text is a cause in parentheses, as opposed to a place like `(value as Some).0`.
fn is_cause(text: &str) -> bool {
    text.starts_with('(') && text.ends_with(')')
}

fn access(rest: &mut Words<'_>) -> Access {
    let words = [
        ("mut", Access::Mutable),
        ("two-phase", Access::TwoPhase),
        ("unique", Access::Unique),
    ];
    words
        .into_iter()
        .find(|(word, _)| rest.take(word))
        .map_or(Access::Shared, |(_, access)| access)
}

/// Splits a place, or a temporary's expression between backticks, from what follows it.
fn place(text: &str) -> Result<(String, &str), String> {
    if let Some(quoted) = text.strip_prefix('`') {
        let (place, rest) = quoted.split_once('`').ok_or("a backtick is not closed")?;
        return Ok((String::from(place), rest));
    }
    let mut depth = 0;
    let end = text.find(|c| {
        depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        c == ' ' && depth == 0
    });
    let (place, rest) = text.split_at(end.unwrap_or(text.len()));
    if place.is_empty() {
        Err(String::from("the place is missing"))
    } else {
        Ok((String::from(place), rest))
    }
}

/// Splits ` {a, b}` from what follows it.
fn parts(text: &str) -> Result<(Vec<String>, &str), String> {
    let Some(list) = text.strip_prefix(" {") else {
        return Ok((Vec::new(), text));
    };
    let (list, rest) = list.split_once('}').ok_or("a brace is not closed")?;
    Ok((list.split(", ").map(String::from).collect(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notation_is_read_back() {
        let range = Range::new([1, 1, 1, 2]);
        for text in [
            "move v",
            "copy self.n",
            "assign *r",
            "borrow v",
            "borrow mut v",
            "reborrow two-phase *r",
            "capture reborrow unique *list",
            "capture move text (used by value)",
            "drop pair {1, 2.name}",
            "maybe drop value {(value as Some).0} (by a flag)",
            "maybe drop (value as Some).0",
            "drop old text",
            "drop temporary `make(\"a\", 1)`",
            "borrow maybe in macro",
            "move old",
            "drop old (by assignment)",
            "drop old (value as Some).0",
            "reborrow mut (tree as Leaf).0",
        ] {
            assert_eq!(
                parse(text, range).map(|event| event.to_string()),
                Ok(String::from(text))
            );
        }
        for text in ["", "move", "maybe move v", "eat v", "move v w"] {
            assert!(parse(text, range).is_err(), "{text}");
        }
    }

    #[test]
    fn the_variable_is_the_root() {
        let variable = |place| {
            let event =
                parse(&format!("move {place}"), Range::new([1, 1, 1, 2])).expect("notation");
            event.variable().map(String::from)
        };
        assert_eq!(variable("*self.list"), Some(String::from("self")));
        assert_eq!(variable("(value as Some).0"), Some(String::from("value")));
    }
}
