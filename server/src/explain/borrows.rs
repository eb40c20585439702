//! Explains a borrow or reborrow.

use crate::facts::{Borrow, BorrowKind, Cause, Destination, Event, Located, ValueId};

use super::context::Context;
use super::words::{code, sentence, strong};
use super::{Mark, Part, Topic, alive, destination, errors, owner, rule};

/// The borrow that an event is.
pub(super) fn part(context: &Context, event: &Event<Located>, borrow: &Borrow) -> Part {
    let place = code(&event.place);
    let verb = match (borrow.kind, borrow.reborrow) {
        (BorrowKind::Shared, false) => "borrowed",
        (BorrowKind::Shared, true) => "reborrowed",
        (BorrowKind::Mutable { .. }, false) => "mutably borrowed",
        (BorrowKind::Mutable { .. }, true) => "mutably reborrowed",
        (BorrowKind::Unique, _) => "uniquely borrowed",
    };
    let borrowed = strong(format!("{place} is {verb}"));
    let mut part = Part::new(format!("{borrowed} {}", purpose(context, event, borrow)));
    part.add(
        Topic::Why,
        sentence(&rule::by_reference(context, event, borrow)),
    );
    if let Some(capture) = &event.capture {
        part.mark(Mark::new(capture.used_at, "used here"));
    }
    part.add_if(Topic::Why, kind(event, borrow));
    alive::add(context, event, &mut part);
    for error in errors::caused_by(context, event) {
        part.mark(Mark::new(error.at, "conflicts with the borrow"));
        part.add(Topic::Later, errors::consequence(context, error));
        errors::instead(context, error, &mut part);
    }
    if let Some(id) = event.value {
        // After a move there is nothing to stay the owner of.
        if !context
            .facts
            .errors
            .iter()
            .any(|error| error.at == event.at)
        {
            part.add_if(Topic::Owner, stays(context, id, borrow));
        }
        if event.closure == context.value(id).closure {
            part.add(Topic::Timeline, owner::line(context, id));
        }
    }
    part
}

/// What the borrow does not do.
fn stays(context: &Context, id: ValueId, borrow: &Borrow) -> Option<String> {
    let value = context.value(id);
    let name = code(&value.name);
    if borrow.reborrow && !value.copy {
        Some(format!(
            "{name} is not moved: it is usable again when the reborrow ends."
        ))
    } else if value.needs_drop {
        Some(format!(
            "{name} stays the owner: the end of a borrow frees nothing."
        ))
    } else {
        None
    }
}

/// What the reference is for: how the answer goes on.
fn purpose(context: &Context, event: &Event<Located>, borrow: &Borrow) -> String {
    match (&borrow.into, &borrow.cause) {
        (_, Cause::Receiver(callee)) => format!("for the call of {}", code(&callee.name)),
        (_, Cause::Called) => "to be called".to_owned(),
        (_, Cause::Capture) => format!("by {}", destination::closure(context, event)),
        (_, Cause::Format) => "by a formatting macro".to_owned(),
        (_, Cause::Deref { mutable: true }) => format!("for the call of {}", code("deref_mut")),
        (_, Cause::Deref { mutable: false }) => format!("for the call of {}", code("deref")),
        (_, Cause::Index { mutable: true }) => format!("for the call of {}", code("index_mut")),
        (_, Cause::Index { mutable: false }) => format!("for the call of {}", code("index")),
        (_, Cause::Operator { operator, .. }) => format!("by the operator {}", code(operator)),
        (_, Cause::Pattern { binding, .. }) => format!("by the pattern, into {}", code(binding)),
        (Destination::Value(id), _) => format!("into {}", code(&context.value(*id).name)),
        (Destination::Place(_, place), _) => format!("into {}", code(place)),
        (Destination::Parameter, cause) => {
            format!("for {}", destination::parameter(cause))
        }
        (Destination::Caller, _) => "for the caller".to_owned(),
        (Destination::Field, _) => "into a field of a new value".to_owned(),
        (Destination::Closure, _) => format!("by {}", destination::closure(context, event)),
        (_, Cause::Explicit) => format!("by {}", code(context.excerpt(event.at.span))),
        (Destination::Temporary | Destination::Dropped, _) => "here".to_owned(),
    }
}

/// What this kind of borrow allows.
fn kind(event: &Event<Located>, borrow: &Borrow) -> Option<String> {
    let place = code(&event.place);
    match borrow.kind {
        BorrowKind::Shared => None,
        BorrowKind::Mutable { two_phase: true } => Some(format!(
            "It is a two-phase borrow: {place} may still be read while the other arguments are evaluated, until the call."
        )),
        BorrowKind::Mutable { two_phase: false } => Some(format!(
            "While the reference is in use, {place} may be used through it alone."
        )),
        BorrowKind::Unique => Some(format!(
            "The borrow is unique, though the variable that holds the reference need not be {}.",
            code("mut")
        )),
    }
}
