//! Explains a move.

use crate::facts::{Event, EventKind, Located, Transfer, ValueId};

use super::context::Context;
use super::words::{code, sentence, strong};
use super::{Mark, Part, Topic, destination, memory, not_copy, owner, rule};

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
    }
    later(context, event, id, &mut part);
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
    let behind = |other: &&Event<Located>| {
        other.at.span.start >= event.at.span.end && overlap(&other.place, &event.place)
    };
    let mut behind = context.own_events(id).filter(behind);
    let next = behind.find(|other| !matches!(other.kind, EventKind::Drop(_)));
    let Some(next) = next else {
        if context.complete() {
            part.add(Topic::Later, format!("Below, {place} is not used again."));
        }
        return;
    };
    let line = context.line(next.at);
    if matches!(next.kind, EventKind::Assign(_)) {
        part.mark(Mark::new(next.at, "gets a new value here"));
        part.add(
            Topic::Later,
            format!("{place} gets a new value in line {line} and is usable again from there."),
        );
    } else {
        part.mark(Mark::new(next.at, "used again here"));
        part.add(
            Topic::Later,
            format!("{place} is used again in line {line}: that is accepted only on paths that do not come through this move."),
        );
    }
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
