//! Explains an assignment to an existing place.

use crate::facts::{Assign, Drop, Event, EventKind, Located};

use super::context::Context;
use super::words::{code, sentence, strong};
use super::{Mark, Part, Topic, drops, owner};

/// The assignment that an event is, with the drop of the old value if there is one.
pub(super) fn part(
    context: &Context,
    event: &Event<Located>,
    assign: &Assign,
    replaced: Option<&Drop>,
) -> Part {
    let place = code(&event.place);
    let mut part = Part::new(if assign.initialises && !assign.after_move {
        strong(format!("{place} is initialised"))
    } else {
        strong(format!("{place} gets a new value"))
    });
    match replaced {
        Some(drop) => {
            let old = match (drop.fields.is_empty(), drop.conditional) {
                (false, _) => format!(
                    "what is left of the old value is dropped ({})",
                    drops::fields(drop)
                ),
                (true, false) => "the old value is dropped".to_owned(),
                (true, true) => {
                    "the old value is dropped on the paths where there is one (a drop flag decides)"
                        .to_owned()
                }
            };
            part.add(
                Topic::Drop,
                format!(
                    "{}, after the new value has been computed and before it is stored.",
                    sentence(&old)
                ),
            );
        }
        None if assign.initialises => {
            part.add(
                Topic::Drop,
                "Nothing is dropped: the place holds no value before.".to_owned(),
            );
        }
        None if event.place.starts_with('*') => {
            part.add(
                Topic::Why,
                "The value is written through the reference.".to_owned(),
            );
        }
        None => {}
    }
    if assign.after_move {
        part.add(
            Topic::Later,
            format!("{place} was moved out of before: from here on it is usable again."),
        );
        for moved in moves_before(context, event) {
            part.mark(Mark::new(moved.at, "moved out here"));
        }
    }
    if let Some(id) = event
        .value
        .filter(|id| event.closure == context.value(*id).closure)
    {
        part.add(Topic::Timeline, owner::line(context, id));
    }
    part
}

fn moves_before<'a>(context: &Context<'a>, event: &Event<Located>) -> Vec<&'a Event<Located>> {
    let place = event.place.clone();
    let value = event.value;
    let moves = context.facts.events.iter().filter(move |it| {
        it.value == value && it.place == place && matches!(it.kind, EventKind::Move(_))
    });
    moves.collect()
}
