//! Explains temporaries whose drop matters.

use crate::facts::{Event, Located};

use super::context::Context;
use super::words::{code, strong};
use super::{Mark, Part, Topic};

/// The drop of one temporary.
pub(super) fn dropped(
    context: &Context,
    event: &Event<Located>,
    created: Located,
    conditional: bool,
) -> Part {
    let mut part = Part::new(format!(
        "{} here",
        strong(format!("A temporary {} is dropped", code(&event.place)))
    ));
    detail(context, created, conditional, &mut part);
    part.add(Topic::Why, rule());
    part
}

/// Where a temporary comes from.
pub(super) fn detail(context: &Context, created: Located, conditional: bool, part: &mut Part) {
    part.mark(Mark::new(created, "the temporary is made here"));
    let maybe = if conditional {
        ", if that was evaluated"
    } else {
        ""
    };
    part.add(
        Topic::Drop,
        format!(
            "The temporary is the result of {} in line {}{maybe}.",
            code(context.excerpt(created.span)),
            context.last_line(created)
        ),
    );
}

/// The expression that makes a temporary.
pub(super) fn created(context: &Context, event: &Event<Located>, created: Located) -> Part {
    let line = context.line(event.at);
    let until = if line == context.last_line(created) {
        "is dropped on the same line".to_owned()
    } else {
        format!("lives until line {line}")
    };
    let made = strong(format!("A temporary {} is made here", code(&event.place)));
    let mut part = Part::new(format!("{made} and {until}"));
    part.mark(Mark::new(event.at, "dropped here"));
    part.add(Topic::Why, rule());
    part
}

/// When temporaries are dropped.
pub(super) fn rule() -> String {
    format!(
        "A temporary is dropped at the end of the statement that it stands in, unless a {} extends its life; in what a {} looks at, where the {} ends.",
        code("let"),
        code("match"),
        code("match")
    )
}
