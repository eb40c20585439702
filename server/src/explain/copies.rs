//! Explains a copy.

use crate::facts::{Event, Located, Transfer};

use super::context::Context;
use super::words::{code, sentence, strong};
use super::{Mark, Part, Topic, destination, memory, owner, rule};

/// The copy that an event is.
pub(super) fn part(context: &Context, event: &Event<Located>, transfer: &Transfer) -> Part {
    let place = code(&event.place);
    let copied = strong(format!("{place} is copied"));
    let mut part = Part::new(format!(
        "{copied} {}",
        destination::phrase(context, event, transfer)
    ));
    let why = sentence(&rule::by_value(context, event, &transfer.cause));
    let whole = event.value.filter(|_| context.is_whole(event));
    let ty = whole.map_or("Its type".to_owned(), |id| code(&context.value(id).ty));
    part.add(
        Topic::Why,
        format!("{why} {ty} is {}, so {place} stays usable.", code("Copy")),
    );
    if let Some(capture) = &event.capture {
        part.mark(Mark::new(capture.used_at, "used here"));
    }
    if let Some(id) = whole {
        let value = context.value(id);
        if owner::is_reference(&value.ty) {
            part.add(
                Topic::Memory,
                "The reference is copied, not what it points to: both lead to the same place."
                    .to_owned(),
            );
        } else {
            part.add_if(Topic::Memory, memory::copied(value));
        }
    }
    part
}
