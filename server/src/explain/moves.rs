//! Explains a move.

use crate::facts::{Cause, Event, EventKind, Located, Transfer, ValueId};

use super::context::Context;
use super::words::{code, sentence, strong};
use super::{Mark, Part, Topic, destination, errors, memory, not_copy, owner, rule};

/// The move that an event is.
pub(super) fn part(context: &Context, event: &Event<Located>, transfer: &Transfer) -> Part {
    let moved = strong(format!("{} is moved", code(&event.place)));
    let into = destination::phrase(context, event, transfer);
    let mut part = Part::new(format!("{moved} {into}"));
    part.add(
        Topic::Why,
        sentence(&rule::by_value(context, event, &transfer.cause)),
    );
    if let Some(capture) = &event.capture {
        part.mark(Mark::new(capture.used_at, "used here"));
    }
    let Some(id) = event.value else { return part };
    if !context.is_whole(event) {
        partial(context, event, id, &mut part);
    } else {
        let value = context.value(id);
        part.add_if(Topic::Why, not_copy::sentence(value));
        part.add_if(Topic::Memory, memory::moved(value));
        part.add_if(Topic::Memory, memory::converted(&transfer.cause));
    }
    let wrong: Vec<_> = errors::caused_by(context, event).collect();
    if wrong.is_empty() && !context.facts.errors.iter().any(|it| it.at == event.at) {
        later(context, event, id, &mut part);
    }
    for error in wrong {
        part.mark(Mark::new(error.at, "used again here"));
        part.add(Topic::Later, errors::consequence(context, error));
        errors::instead(context, error, &mut part);
    }
    part.add_if(
        Topic::Owner,
        destination::owner_after(context, event, transfer),
    );
    if event.closure == context.value(id).closure {
        part.add(Topic::Timeline, owner::line(context, id));
    }
    part
}

fn partial(context: &Context, event: &Event<Located>, id: ValueId, part: &mut Part) {
    let name = &context.value(id).name;
    if event.place.starts_with('*') {
        return;
    }
    part.add(
        Topic::Later,
        format!(
            "{} is partially moved: its other parts stay usable, {} as a whole does not.",
            code(name),
            code(name)
        ),
    );
}

/// What becomes of the variable behind the move.
fn later(context: &Context, event: &Event<Located>, id: ValueId, part: &mut Part) {
    if event.closure != context.value(id).closure {
        return;
    }
    let place = code(&event.place);
    if let Some(again) = new_value(context, event, id) {
        let (again_place, line) = (code(&again.place), context.line(again.at));
        part.mark(Mark::new(again.at, "gets a new value here"));
        part.add(
            Topic::Later,
            format!(
                "{again_place} gets a new value in line {line} and is usable again from there."
            ),
        );
        return;
    }
    let next = context.own_events(id).find(|other| {
        other.at.span.start >= event.at.span.end
            && overlap(&other.place, &event.place)
            && !matches!(other.kind, EventKind::Drop(_))
    });
    match next {
        // Other elements or variants look the same.
        Some(next) if vague(event) || vague(next) => {}
        Some(next) => {
            let line = context.line(next.at);
            part.mark(Mark::new(next.at, "used again here"));
            part.add(
                Topic::Later,
                format!("{place} is used again in line {line}: that is accepted only on paths that do not come through this move."),
            );
        }
        None if context.complete() => {
            part.add(Topic::Later, format!("Below, {place} is not used again."));
        }
        None => {}
    }
}

/// Whether the place as it is written may stand for several.
fn vague(event: &Event<Located>) -> bool {
    let pattern = match &event.kind {
        EventKind::Move(it) | EventKind::Copy(it) => matches!(it.cause, Cause::Pattern { .. }),
        EventKind::Borrow(it) => matches!(it.cause, Cause::Pattern { .. }),
        _ => false,
    };
    pattern || event.place.contains('[')
}

/// The assignment that makes the place usable again: of the same statement, the next one below, or
/// in a loop the first one above.
fn new_value<'a>(
    context: &Context<'a>,
    event: &Event<Located>,
    id: ValueId,
) -> Option<&'a Event<Located>> {
    let line = context.line(event.at);
    let again: Vec<&Event<Located>> = context
        .own_events(id)
        .filter(|other| {
            matches!(&other.kind, EventKind::Assign(assign) if assign.after_move)
                && overlap(&other.place, &event.place)
        })
        .collect();
    let below = again.iter().find(|other| context.line(other.at) >= line);
    below.or(again.first()).copied()
}

/// Whether one of the places is a part of the other, going by how they are written.
fn overlap(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim_start_matches('*'), b.trim_start_matches('*'));
    let inside = |outer: &str, inner: &str| {
        let behind = inner.strip_prefix(outer);
        behind.is_some_and(|it| it.is_empty() || it.starts_with(['.', '[']))
    };
    inside(a, b) || inside(b, a)
}
