//! Explains what is dropped at the end of a scope.

use crate::facts::{AtEnd, Drop, Event, EventKind, Heap, Located, NotCopy, Span, Value, ValueId};

use super::context::Context;
use super::words::{article, code, list, strong};
use super::{Mark, Part, Topic, destination, owner, temporaries};

/// One thing that is dropped at a place.
#[derive(Clone, Copy)]
enum Dropped<'a> {
    Value(&'a Event<Located>, &'a Drop),
    Temporary(&'a Event<Located>, Located, bool),
}

impl Dropped<'_> {
    /// Whether it is dropped on a way that reaches the end of the scope.
    fn reaches_end(&self) -> bool {
        match self {
            Dropped::Value(_, drop) => drop.at_end != AtEnd::Never,
            Dropped::Temporary(..) => true,
        }
    }
}

/// All drops at one place, in the order in which they run.
pub(super) fn part(context: &Context, events: &[&Event<Located>]) -> Option<Part> {
    let all: Vec<Dropped> = events.iter().filter_map(|event| dropped(event)).collect();
    let reached = all.iter().copied().filter(|it| it.reaches_end());
    let mut shown: Vec<Dropped> = reached.collect();
    if shown.is_empty() {
        shown.clone_from(&all);
    }
    let names: Vec<String> = shown.iter().map(|it| name(it)).collect();
    let mut part = match shown.as_slice() {
        [] => return None,
        [Dropped::Value(event, drop)] => Part::new(one(event, drop)),
        [Dropped::Temporary(event, created, conditional)] => {
            return Some(temporaries::dropped(context, event, *created, *conditional));
        }
        _ => Part::new(format!(
            "{} here, in this order: {}",
            strong(format!("{} values are dropped", shown.len())),
            list(&names, "and")
        )),
    };
    part.add(Topic::Why, why(&shown));
    for it in &all {
        match it {
            Dropped::Value(event, drop) => detail(context, event, drop, all.len() > 1, &mut part),
            Dropped::Temporary(_, created, conditional) => {
                temporaries::detail(context, *created, *conditional, &mut part);
            }
        }
    }
    part.add_if(
        Topic::Drop,
        not_dropped(context, events[0].at.span)
            .map(|names| format!("Not dropped here: {}.", list(&names, "and"))),
    );
    if let [
        Dropped::Value(
            Event {
                value: Some(id), ..
            },
            _,
        ),
    ] = all.as_slice()
    {
        part.add(Topic::Timeline, owner::line(context, *id));
    }
    Some(part)
}

fn dropped(event: &Event<Located>) -> Option<Dropped<'_>> {
    match &event.kind {
        EventKind::Drop(drop) => Some(Dropped::Value(event, drop)),
        EventKind::TempDrop {
            created,
            conditional,
            ..
        } => Some(Dropped::Temporary(event, *created, *conditional)),
        _ => None,
    }
}

fn name(dropped: &Dropped) -> String {
    match dropped {
        Dropped::Value(event, drop) => {
            let rest = if drop.fields.is_empty() {
                ""
            } else {
                "the rest of "
            };
            let maybe = match drop.at_end {
                AtEnd::Always => "",
                AtEnd::Sometimes => " (if still initialised)",
                AtEnd::Never => " (on early exit only)",
            };
            format!("{rest}{}{maybe}", code(&event.place))
        }
        Dropped::Temporary(event, ..) => format!("a temporary {}", code(&event.place)),
    }
}

fn one(event: &Event<Located>, drop: &Drop) -> String {
    let place = code(&event.place);
    let when = match drop.at_end {
        AtEnd::Always => "",
        AtEnd::Sometimes => ", if it is still initialised",
        AtEnd::Never => ", on the ways only that leave the scope early",
    };
    if drop.fields.is_empty() {
        return format!("{} here{when}", strong(format!("{place} is dropped")));
    }
    let what = strong(format!("What is left of {place} is dropped"));
    format!("{what} here{when}: {}", fields(drop))
}

/// The fields that are dropped.
pub(super) fn fields(drop: &Drop) -> String {
    let fields: Vec<String> = drop.fields.iter().map(code).collect();
    list(&fields, "and")
}

fn verb(drop: &Drop) -> &'static str {
    if drop.fields.len() == 1 { "is" } else { "are" }
}

fn why(all: &[Dropped]) -> String {
    let variables = all
        .iter()
        .filter(|it| matches!(it, Dropped::Value(..)))
        .count();
    match variables {
        0 => temporaries::rule(),
        1 => "A variable is dropped where its scope ends.".to_owned(),
        _ => "A variable is dropped where its scope ends; those of one scope in the reverse order of their declaration.".to_owned(),
    }
}

/// What is to be said about one of the drops.
fn detail(context: &Context, event: &Event<Located>, drop: &Drop, several: bool, part: &mut Part) {
    let Some(id) = event.value else { return };
    let value = context.value(id);
    let place = code(&event.place);
    part.mark(Mark::new(
        value.declared,
        format!("{} is declared here", value.name),
    ));
    let moves = context
        .own_events(id)
        .filter(|it| matches!(it.kind, EventKind::Move(_)));
    let moves: Vec<&Event<Located>> = moves.collect();
    let lines: Vec<String> = moves
        .iter()
        .map(|it| context.line(it.at).to_string())
        .collect();
    let line = if lines.len() == 1 { "line" } else { "lines" };
    let either = format!("{line} {}", list(&lines, "or"));
    let all = format!("{line} {}", list(&lines, "and"));
    for moved in &moves {
        part.mark(Mark::new(
            moved.at,
            format!("{} is moved here", moved.place),
        ));
    }
    if drop.at_end == AtEnd::Never {
        part.add(
            Topic::Drop,
            format!(
                "The ways that reach the end of the scope have moved {place} ({all}). A {}, {} or {} in front of that drops it.",
                code("return"),
                code("break"),
                code("?")
            ),
        );
    } else if drop.at_end == AtEnd::Sometimes {
        let flag = "a drop flag on the stack decides at run time";
        part.add(
            Topic::Drop,
            if moves.is_empty() {
                format!("{place} is initialised on some of the paths that lead here only: {flag}.")
            } else {
                format!("{place} is moved on some of the paths that lead here ({either}): {flag}.")
            },
        );
    } else if !drop.fields.is_empty() {
        let what = if several {
            format!("Of {place} only {} {} left", fields(drop), verb(drop))
        } else {
            format!("Only {} {} left", fields(drop), verb(drop))
        };
        part.add(
            Topic::Drop,
            format!("{what}: the other fields with drop glue were moved out ({all})."),
        );
    }
    part.add_if(Topic::Drop, glue(value, drop, several));
}

/// What dropping the value runs.
fn glue(value: &Value<Located>, drop: &Drop, several: bool) -> Option<String> {
    if several || !drop.fields.is_empty() {
        return None;
    }
    let on_heap = match value.heap {
        Some(Heap::Text) => "Its text on the heap is freed.",
        Some(Heap::Elements) => {
            "Its elements are dropped in order, then the memory on the heap in which they were is freed."
        }
        Some(Heap::Block) => "What is in it is dropped, then that memory on the heap is freed.",
        Some(Heap::Counted) => {
            "It is one owner less: only when the last one is dropped, the value is dropped and its memory on the heap freed."
        }
        None if value.not_copy == Some(NotCopy::Destructor) => {
            return Some(format!(
                "Dropping {} {} calls its {}, then drops its fields in the order of their declaration.",
                article(&value.ty),
                code(&value.ty),
                code("Drop::drop")
            ));
        }
        None => return None,
    };
    Some(on_heap.to_owned())
}

/// A scope's end at which variables with drop glue hold nothing any more.
pub(super) fn nothing(context: &Context, end: Span) -> Option<Part> {
    let names = not_dropped(context, end)?;
    let mut part = Part::new(format!("{} here", strong("Nothing is dropped")));
    part.add(
        Topic::Drop,
        format!("The scope ends of {}.", list(&names, "and")),
    );
    Some(part)
}

/// Variables whose scope ends here and which hold nothing any more, with where they were moved;
/// `None` if there are none, or if that is not certain.
fn not_dropped(context: &Context, end: Span) -> Option<Vec<String>> {
    let moved = context
        .facts
        .values
        .iter()
        .enumerate()
        .filter_map(|(index, value)| {
            let id = ValueId(index as u32);
            let here = value.scope?.span.end == end.end;
            if !here || !value.needs_drop || !context.drops_of(id).is_empty() {
                return None;
            }
            let moved = *context.moves_of(id).last()?;
            let EventKind::Move(transfer) = &moved.kind else {
                return None;
            };
            let to = destination::short_words(context, moved, transfer);
            let to = to.map_or(String::new(), |to| format!(" to {to}"));
            let line = context.line(moved.at);
            Some(format!("{} (moved{to} in line {line})", code(&value.name)))
        });
    let moved: Vec<String> = moved.collect();
    (context.complete() && !moved.is_empty()).then_some(moved)
}
