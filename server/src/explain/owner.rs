//! How long a variable owns its value, and how that ends.

use crate::facts::{AtEnd, ErrorKind, Event, EventKind, Located, Transfer, ValueId};

use super::context::Context;
use super::words::{code, list};
use super::{Mark, Part, Topic, destination, not_copy};

/// One step in the life of a value, with its line.
enum Step {
    Moved {
        to: Option<String>,
        line: usize,
    },
    PartMoved {
        place: String,
        to: Option<String>,
        line: usize,
    },
    NewValue {
        line: usize,
    },
    Dropped {
        rest: bool,
        at_end: AtEnd,
        line: usize,
    },
}

/// The owner line of a value, see [`super::owner_line`].
pub(super) fn line(context: &Context, id: ValueId) -> String {
    let value = context.value(id);
    let start = context.line(value.declared);
    let steps = steps(context, id);
    let what = match value.ty.starts_with('&') {
        true => "reference",
        false => "owned",
    };
    let mut parts = vec![
        code(&value.name),
        range(what, start, last_line(context, id, &steps)),
    ];
    let moved = steps.iter().rev().find_map(|step| match step {
        Step::Moved { .. } => Some(true),
        Step::NewValue { .. } => Some(false),
        Step::PartMoved { .. } | Step::Dropped { .. } => None,
    });
    parts.extend(steps.iter().map(|step| step_words(step, moved)));
    parts.join(" · ")
}

fn range(what: &str, start: usize, end: Option<usize>) -> String {
    match end {
        Some(end) if end > start => format!("{what} {start}–{end}"),
        Some(_) => format!("{what} {start}"),
        None => format!("{what} from {start}"),
    }
}

/// The last line on which the variable may hold its value.
fn last_line(context: &Context, id: ValueId, steps: &[Step]) -> Option<usize> {
    let value = context.value(id);
    let dropped = steps.iter().filter_map(|step| match step {
        Step::Dropped { line, at_end, .. } if *at_end != AtEnd::Never => Some(*line),
        _ => None,
    });
    if let Some(line) = dropped.max() {
        return Some(line);
    }
    let mut steps = steps.iter();
    match steps.rfind(|it| !matches!(it, Step::Dropped { .. })) {
        Some(Step::Moved { .. }) if !value.needs_drop => context
            .own_events(id)
            .map(|event| context.line(event.at))
            .max(),
        // No drop is left out for want of certainty, so there is none after the last move.
        Some(Step::Moved { line, .. } | Step::PartMoved { line, .. })
            if value.needs_drop && context.complete() =>
        {
            Some(*line)
        }
        _ if !value.needs_drop => value.scope.map(|scope| context.last_line(scope)),
        _ => None,
    }
}

/// `moved`: whether the last thing that happened before the end was a move, as opposed to a new value.
fn step_words(step: &Step, moved: Option<bool>) -> String {
    let to = |to: &Option<String>| to.as_ref().map_or(String::new(), |to| format!(" to {to}"));
    match step {
        Step::Moved { to: target, line } => format!("moved{} ({line})", to(target)),
        Step::PartMoved {
            place,
            to: target,
            line,
        } => {
            format!("{} moved{} ({line})", code(place), to(target))
        }
        Step::NewValue { line } => format!("new value {line}"),
        Step::Dropped { rest, at_end, line } => {
            let what = if *rest { "rest dropped" } else { "dropped" };
            let when = match (rest, at_end, moved) {
                (_, AtEnd::Never, _) => return format!("{what} on early exit"),
                (true, ..) | (false, AtEnd::Always, _) => "",
                (false, AtEnd::Sometimes, Some(_)) => " unless moved",
                (false, AtEnd::Sometimes, None) => " if initialised",
            };
            format!("{what} {line}{when}")
        }
    }
}

/// Whether what is moved was moved before: that is an error.
fn is_gone(context: &Context, event: &Event<Located>) -> bool {
    let mut errors = context.facts.errors.iter();
    errors.any(|it| it.at == event.at && matches!(it.kind, ErrorKind::Moved { .. }))
}

/// What happens to the value's ownership, in source order; the end of the scope last.
fn steps(context: &Context, id: ValueId) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut drops = Vec::new();
    for event in context.own_events(id) {
        let line = context.line(event.at);
        match &event.kind {
            EventKind::Move(_) if is_gone(context, event) => {}
            EventKind::Move(transfer) => {
                let to = destination::short_words(context, event, transfer);
                steps.push(if context.is_whole(event) {
                    Step::Moved { to, line }
                } else {
                    Step::PartMoved {
                        place: event.place.clone(),
                        to,
                        line,
                    }
                });
            }
            EventKind::Assign(assign) if assign.after_move && context.is_whole(event) => {
                steps.push(Step::NewValue { line });
            }
            EventKind::Drop(drop) if !drop.replaced => drops.push(Step::Dropped {
                rest: !drop.fields.is_empty(),
                at_end: drop.at_end,
                line,
            }),
            _ => {}
        }
    }
    // What is assigned stands in front of the new value, which may be made of the old one.
    steps.sort_by_key(|step| match step {
        Step::Moved { line, .. } | Step::PartMoved { line, .. } => (*line, false),
        Step::NewValue { line } | Step::Dropped { line, .. } => (*line, true),
    });
    steps.extend(drops);
    steps
}

/// How the ownership of a variable ends: `dropped in line 9`, `moved to take in line 8`; `None` if
/// that is not known.
pub(super) fn end(context: &Context, id: ValueId) -> Option<String> {
    let moves: Vec<String> = context
        .moves_of(id)
        .iter()
        .map(|event| moved(context, event))
        .collect();
    let drops: Vec<String> = context
        .drops_of(id)
        .iter()
        .map(|event| format!("line {}", context.line(event.at)))
        .collect();
    let dropped = format!("dropped in {}", list(&drops, "or"));
    match (moves.is_empty(), drops.is_empty()) {
        (true, true) => None,
        (true, false) => Some(dropped),
        (false, true) => Some(list(&moves, "or")),
        (false, false) => Some(format!("{}, otherwise {dropped}", list(&moves, "or"))),
    }
}

fn moved(context: &Context, event: &Event<Located>) -> String {
    let line = context.line(event.at);
    match &event.kind {
        EventKind::Move(transfer) => moved_to(context, event, transfer, line),
        _ => format!("moved in line {line}"),
    }
}

fn moved_to(context: &Context, event: &Event<Located>, transfer: &Transfer, line: usize) -> String {
    match destination::short_words(context, event, transfer) {
        Some(to) => format!("moved on to {to} in line {line}"),
        None => format!("moved on in line {line}"),
    }
}

/// A declaration or a plain mention of a value.
pub(super) fn part(context: &Context, id: ValueId) -> Part {
    let value = context.value(id);
    let (name, ty) = (code(&value.name), code(&value.ty));
    let kind = if value.parameter {
        "parameter"
    } else {
        "variable"
    };
    let mut part = Part::new(if is_reference(&value.ty) {
        format!("The {kind} {name} holds a reference of type {ty}")
    } else {
        format!("The {kind} {name} owns a value of type {ty}")
    });
    if value.copy {
        part.add(
            Topic::Why,
            format!(
                "{ty} is {}: using {name} by value leaves it usable.",
                code("Copy")
            ),
        );
    } else if let Some(reason) = not_copy::sentence(value) {
        part.add(
            Topic::Why,
            format!("{reason} Using {name} by value moves it."),
        );
    }
    if is_reference(&value.ty) {
        let text = "When a reference goes out of scope nothing is freed: the owner of what it points to drops it.";
        part.add(Topic::Drop, text.to_owned());
    }
    ends(context, id, &mut part);
    part.add(Topic::Timeline, line(context, id));
    part
}

/// Where and why the variable's value is dropped, or why it is not.
fn ends(context: &Context, id: ValueId, part: &mut Part) {
    let value = context.value(id);
    let name = code(&value.name);
    let moves = context.moves_of(id);
    for event in &moves {
        part.mark(Mark::new(event.at, "moved here"));
    }
    let lines: Vec<String> = moves
        .iter()
        .map(|it| context.line(it.at).to_string())
        .collect();
    for event in context.drops_of(id) {
        let EventKind::Drop(drop) = &event.kind else {
            continue;
        };
        let line = context.line(event.at);
        part.mark(Mark::new(event.at, "dropped here"));
        if drop.at_end == AtEnd::Never {
            part.add(
                Topic::Drop,
                format!(
                    "It is dropped only on the ways that leave its scope early, before line {line}: by {}, {} or {}.",
                    code("return"),
                    code("break"),
                    code("?")
                ),
            );
            continue;
        }
        let mut text = format!("It is dropped where its scope ends, in line {line}");
        if !drop.fields.is_empty() {
            let fields: Vec<String> = drop.fields.iter().map(code).collect();
            text = format!(
                "Of it, {} {} left to be dropped where its scope ends, in line {line}",
                list(&fields, "and"),
                if fields.len() == 1 { "is" } else { "are" }
            );
        }
        let conditional = drop.at_end == AtEnd::Sometimes;
        text.push_str(&match (conditional, lines.is_empty()) {
            (false, _) => ".".to_owned(),
            (true, true) => ", on the paths where it is initialised.".to_owned(),
            (true, false) => format!(
                ", on the paths where it was not moved (line {}).",
                list(&lines, "or")
            ),
        });
        part.add(Topic::Drop, text);
    }
    let nothing = context.drops_of(id).is_empty() && !moves.is_empty() && context.complete();
    if value.needs_drop && nothing {
        part.add(
            Topic::Drop,
            format!("Where its scope ends {name} holds nothing any more, so nothing is dropped."),
        );
    }
}

pub(super) fn is_reference(ty: &str) -> bool {
    ty.starts_with('&')
}
