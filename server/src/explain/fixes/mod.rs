//! Edits that make an ownership error go away, cheapest first, each with what it costs.
//!
//! A fix is offered where the edited program compiles as far as the error is concerned: what is needed for
//! that (that the type implements `Clone`, say) is known, or the fix is left out.

mod clone;
mod closure;
mod mutable;
mod temporary;
mod value;

use crate::facts::{ConflictAccess, Error, ErrorKind, Facts, Immutability, Located, Span};

use super::context::Context;
use super::words::Words;

/// One way to make an error go away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an imperative without a full stop.
    pub title: Words,
    /// What is to be changed in the error's file; ranges do not overlap.
    pub edits: Vec<Edit>,
    /// What it costs or changes.
    pub tradeoff: Words,
}

/// A replacement of a range of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub at: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Edit {
    fn insert(offset: u32, text: impl Into<String>) -> Edit {
        let at = Span {
            start: offset,
            end: offset,
        };
        Edit {
            at,
            text: text.into(),
        }
    }

    fn replace(at: Span, text: impl Into<String>) -> Edit {
        Edit {
            at,
            text: text.into(),
        }
    }
}

/// The fixes for an error of the body that the facts are of; `text` is the file's text.
pub fn fixes(facts: &Facts<Located>, text: &str, error: &Error<Located>) -> Vec<Fix> {
    if error.at.in_macro {
        return Vec::new();
    }
    let context = Context::new(facts, text);
    let found = match &error.kind {
        ErrorKind::Moved { .. } => clone::of_moved(&context, error),
        ErrorKind::CannotMove(obstacle) => clone::of_lent(&context, error, obstacle),
        ErrorKind::Uninitialised { .. } => value::first(&context, error),
        ErrorKind::Reassigned => mutable::declaration(&context, error),
        ErrorKind::Immutable { because, .. } => match because {
            Immutability::NotMut => mutable::declaration(&context, error),
            Immutability::SharedReference(pointer) => mutable::parameter(&context, error, pointer),
            _ => None,
        },
        ErrorKind::TemporaryDropped => temporary::bind(&context, error),
        ErrorKind::ClosureOutlives => closure::by_value(&context, error),
        ErrorKind::Conflict(conflict) if conflict.access == ConflictAccess::Move => {
            clone::of_borrowed(&context, error)
        }
        ErrorKind::Conflict(_)
        | ErrorKind::DroppedWhileBorrowed
        | ErrorKind::ReturnsLocal { .. }
        | ErrorKind::DestructorNeedsBorrowed
        | ErrorKind::Lifetime { .. } => None,
    };
    found.into_iter().collect()
}
