//! No `move` on a closure that need not own what it uses.

use crate::facts::{BorrowKind, Cause, Destination, Error, ErrorStepKind, EventKind, Located};
use crate::project::outline::StatementKind;

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, uses};

/// Takes `move` away from a closure that is only called, and only looks at what it captures.
pub(super) fn by_reference(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let [step] = error.steps.as_slice() else {
        return None;
    };
    let ErrorStepKind::Moved(moved) = &step.kind else {
        return None;
    };
    let capture = moved.capture.as_ref().filter(|it| it.by_keyword)?;
    let Destination::Value(closure) = destination(context, step.at)? else {
        return None;
    };
    // Each capture must do with a shared reference, and nothing be done with the closure but calls.
    let all = context.outline().closure(step.at.span.start)?;
    let within = |at: Option<Located>| at.is_some_and(|it| all.contains(it.span));
    let lent = context.facts.events.iter().all(|event| {
        let captured = event
            .value
            .is_some_and(|id| !within(context.value(id).closure));
        let shared = match &event.kind {
            EventKind::Borrow(it) => it.kind == BorrowKind::Shared,
            EventKind::Copy(_) => true,
            _ => false,
        };
        !within(event.closure) || !captured || shared
    });
    let called = context.events_of(closure).all(|event| match &event.kind {
        EventKind::Borrow(it) => it.cause == Cause::Called,
        EventKind::Drop(_) => true,
        _ => false,
    });
    if !lent || !called || !all.contains(capture.used_at.span) || moved.previous_iteration {
        return None;
    }
    let keyword = context.outline().move_keyword(step.at.span.start)?;
    Some(Fix {
        kind: FixKind::Move,
        title: format!("let the closure borrow, without {}", code("move")).into(),
        edits: vec![Edit::replace(keyword, "")],
        tradeoff: format!(
            "costs nothing; the closure may not outlive {} then",
            code(&moved.place)
        )
        .into(),
    })
}

/// Where the closure at a place goes: into the variable whose `let` it initialises.
fn destination(context: &Context, at: Located) -> Option<Destination> {
    let outline = context.outline();
    let closure = outline.closure(at.span.start)?;
    let (block, index) = outline.block(closure)?;
    match block.statements.get(index)?.kind {
        StatementKind::Let {
            name: Some(name),
            initialiser: Some(it),
            ..
        } if it == closure => uses::declared_at(context, name).map(Destination::Value),
        _ => None,
    }
}
