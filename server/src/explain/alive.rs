//! How long a borrow lives, and what keeps it alive: "why is it still borrowed?".

use crate::facts::{
    Cause, Destination, Event, EventKind, Kept, Located, Region, StepKind, ValueId,
};

use super::context::Context;
use super::way::{self, Stage};
use super::words::code;
use super::{Mark, Part, Topic};

/// Adds to the part of a borrow until when it lives, because of what, and on which way.
pub(super) fn add(context: &Context, event: &Event<Located>, part: &mut Part) {
    let Some(region) = event.region.as_deref() else {
        return;
    };
    let line = context.line(event.at);
    let live = context.facts.live(event).into_iter();
    let last = live.map(|at| context.last_line(at)).max();
    let last = last.unwrap_or(line).max(line);
    let steps = region.steps.iter().map(|step| (&step.kind, step.at));
    let stages = way::stages(context, steps);
    let Some(mut text) = until(context, event, region, (line, last)) else {
        return;
    };
    let leaves = matches!(region.kept, Some(Kept::Caller { .. }));
    if !is_plain(context, event, region) && !stages.is_empty() && (last > line || leaves) {
        text.push_str(&format!(
            " The way there: {}.",
            told(context, &stages, line)
        ));
        for stage in &stages {
            if context.line(stage.at) != line {
                part.mark(Mark::new(
                    stage.at,
                    super::words::Words::from(stage.words.clone()).plain(),
                ));
            }
        }
    }
    if let Some(Kept::Used { at, .. } | Kept::Dropped { at, .. }) = &region.kept
        && context.line(*at) == last
        && last > line
    {
        part.mark(Mark::new(*at, "the borrow is alive until here"));
    }
    part.add(Topic::Alive, text);
}

/// Whether the way is no more than what the borrow is made for: `let r = &v`.
fn is_plain(context: &Context, event: &Event<Located>, region: &Region<Located>) -> bool {
    let made_for = match &event.kind {
        EventKind::Borrow(borrow) => match &borrow.into {
            Destination::Value(id) => Some(&context.value(*id).name),
            _ => None,
        },
        _ => None,
    };
    region
        .steps
        .iter()
        .all(|step| matches!(&step.kind, StepKind::Stored { place, .. } if Some(place) == made_for))
}

/// Until when, in a sentence; `None` where there is nothing to say beyond the line itself.
fn until(
    context: &Context,
    event: &Event<Located>,
    region: &Region<Located>,
    (line, last): (usize, usize),
) -> Option<String> {
    let most = if region.approximate { " at most" } else { "" };
    let named = |value: &Option<ValueId>| value.map(|id| code(&context.value(id).name));
    Some(match &region.kept {
        Some(Kept::Caller {
            lifetime: Some(lifetime),
        }) if lifetime == "'static" => format!(
            "The borrow has to live for {}: until the program ends.",
            code(lifetime)
        ),
        Some(Kept::Caller {
            lifetime: Some(lifetime),
        }) => format!(
            "The borrow has to live for {}, which the caller chooses: it outlives this body.",
            code(lifetime)
        ),
        Some(Kept::Caller { lifetime: None }) => {
            "The borrow leaves the body: it has to live as long as the caller keeps what holds it."
                .to_owned()
        }
        Some(Kept::Used { at, value }) if context.runs_next(*at, event.at) => {
            let used = context.line(*at);
            let by = named(value).unwrap_or_else(|| "what holds the reference".to_owned());
            format!(
                "The borrow is alive into the next iteration of the loop{most}, in which {by} is used in line {used}."
            )
        }
        Some(Kept::Used { at, value }) if last > line && context.line(*at) == last => {
            match named(value) {
                Some(name) => format!(
                    "The borrow is alive until line {last}{most}, where {name} is used last."
                ),
                None => format!(
                    "The borrow is alive until line {last}{most}, where what holds the reference is used last."
                ),
            }
        }
        Some(Kept::Dropped { at, value }) if last > line && context.line(*at) == last => {
            match value {
                Some(id) => format!(
                    "The borrow is alive until line {last}{most}, where {} is dropped: the destructor of {} may use the reference.",
                    code(&context.value(*id).name),
                    code(&context.value(*id).ty)
                ),
                None => format!(
                    "The borrow is alive until line {last}{most}, where a temporary is dropped whose destructor may use the reference."
                ),
            }
        }
        _ if last > line => format!("The borrow is alive until line {last}{most}."),
        Some(_) if !region.approximate => {
            "The borrow ends on this line: nothing holds the reference any longer.".to_owned()
        }
        None if !region.approximate && !region.escapes && !formatted(event) => {
            "Nothing uses the reference: the borrow ends at once.".to_owned()
        }
        _ => return None,
    })
}

/// What the formatting macros do with their references is hidden in them.
fn formatted(event: &Event<Located>) -> bool {
    matches!(&event.kind, EventKind::Borrow(it) if it.cause == Cause::Format)
}

fn told(context: &Context, stages: &[Stage], line: usize) -> String {
    let mut before = line;
    let told = stages.iter().map(|stage| {
        let here = context.line(stage.at);
        let words = match here == before {
            true => stage.words.clone(),
            false => format!("{} (line {here})", stage.words),
        };
        before = here;
        words
    });
    told.collect::<Vec<_>>().join("; ")
}
