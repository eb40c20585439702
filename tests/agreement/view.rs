//! One body with everything that is needed to read it.

use crate::found::{Excuse, Found};
use crate::mir::{Body, Place, Projection, Span};
use crate::support::event::{Event, What};
use crate::support::source::Source;
use crate::support::tokens::{TokenKind, tokens};
use crate::types::Fields;
use crate::variables::{Variable, Variables, place_text};

/// A body, its variables, and the file it is written in.
pub struct View<'b> {
    pub body: &'b Body,
    pub variables: &'b Variables,
    pub source: &'b Source,
    /// The file's name as rustc prints it.
    pub file: &'b str,
    pub fields: &'b Fields,
}

/// A place of a variable, in an event.
pub struct Mention<'b> {
    pub found: Found,
    pub variable: &'b Variable,
    /// The way from the variable to the place.
    pub rest: Vec<Projection>,
}

impl<'b> View<'b> {
    /// The source at a span of this file.
    pub fn text(&self, span: &Span) -> &'b str {
        self.source.at(span.range)
    }

    /// Whether a span is in another file or in the definition of a macro.
    pub fn is_foreign(&self, span: &Span) -> bool {
        span.file != self.file || self.source.in_macro_definition(span.range.start)
    }

    /// An event about a place, unless the place is no variable's.
    pub fn mention(&self, what: What, place: &Place, span: &Span) -> Option<Mention<'b>> {
        let (variable, rest) = self.variables.find(place)?;
        let event = Event {
            range: span.range,
            what,
            place: place_text(variable, rest, self.fields, self.text(span)),
            parts: Vec::new(),
            capture: false,
            in_macro: false,
            cause: None,
            live: None,
        };
        let in_macro = self.is_foreign(span) || variable.in_macro;
        let found = Found {
            event,
            declared: Some(variable.declared),
            alternatives: Vec::new(),
            excuse: in_macro.then_some(Excuse::Macro),
        };
        Some(Mention {
            found,
            variable,
            rest: rest.to_vec(),
        })
    }

    /// Whether a pattern at the span binds `target` to (a part of) the mentioned variable.
    pub fn binds(&self, target: &Variable, mention: &Mention<'_>, span: &Span) -> bool {
        if span.range == target.pattern {
            return true;
        }
        // Further alternatives of `A(x) | B(x)` bind at their own place.
        let text = self.text(span);
        let name = text.trim_start_matches("ref ").trim_start_matches("mut ");
        name == target.name && (mention.variable.name != target.name || !mention.rest.is_empty())
    }

    /// An excuse for a use where the source does not mention the variable.
    pub fn written_elsewhere(&self, variable: &Variable, span: &Span) -> Option<Excuse> {
        let first = *tokens(self.text(span)).first()?;
        if matches!(first.text, "&" | "*" | "(") || first.text == variable.name {
            return None;
        }
        // A literal is a pattern that is compared with the variable.
        let number = first.is("-") || first.text.starts_with(char::is_numeric);
        let literal = number || first.kind == TokenKind::Literal;
        Some(if literal {
            Excuse::Operation
        } else {
            Excuse::Macro
        })
    }
}
