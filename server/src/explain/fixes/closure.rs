//! `move` on a closure that outlives what it borrows.

use crate::facts::{Error, Located};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix};

/// Makes the closure or async block take what it uses.
pub(super) fn by_value(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let head = context.source(error.at.span);
    let at = if head == "async" {
        error.at.span.end
    } else {
        error.at.span.start
    };
    let text = if head == "async" { " move" } else { "move " };
    (!head.contains("move")).then(|| Fix {
        title: format!("make the closure own what it uses with {}", code("move")).into(),
        edits: vec![Edit::insert(at, text)],
        tradeoff: "what is not `Copy` belongs to the closure from then on".into(),
    })
}
