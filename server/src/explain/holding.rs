//! Where in the text a variable holds its value: from points of execution to ranges.
//!
//! Execution does not follow the text, so only what lies between two neighbouring pieces of it that are in the same
//! state is filled; where they disagree, as at `else`, nothing is said.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::facts::{EventKind, Held, HeldPlace, Span, ValueId};

use super::context::Context;

/// A state of a place, with the text in which it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Holds<'a> {
    /// The variable or a part of it, as one would write it.
    pub(super) place: &'a str,
    /// What it holds.
    pub(super) held: Held,
    /// In order, without overlaps.
    pub(super) spans: Vec<Span>,
}

/// What a variable, and the parts that are moved out of it, hold in which ranges of the text: the whole first.
/// Nothing where something was left out for want of certainty.
pub(super) fn of<'a>(context: &Context<'a>, id: ValueId) -> Vec<Holds<'a>> {
    if !context.complete() {
        return Vec::new();
    }
    let value = context.value(id);
    let places = context.facts.holding.places.iter();
    let listed: Vec<&HeldPlace> = places.filter(|it| it.value == id).collect();
    if !listed.iter().any(|it| it.part.is_none()) {
        // It has its value as long as it exists.
        let spans = value.scope.map(|scope| Span {
            start: value.declared.span.start,
            end: scope.span.end,
        });
        let held = Held::Value;
        let place = value.name.as_str();
        let spans: Vec<Span> = spans.into_iter().collect();
        return vec![Holds { place, held, spans }];
    }
    let mut found = Vec::new();
    for place in listed {
        let name = place.part.as_ref().unwrap_or(&value.name);
        let spans = spans(context, place).into_iter();
        found.extend(spans.map(|(held, spans)| Holds {
            place: name,
            held,
            spans,
        }));
    }
    found
}

fn spans(context: &Context, place: &HeldPlace) -> BTreeMap<Held, Vec<Span>> {
    let value = context.value(place.value);
    let declared = value.declared.span;
    let end = value.scope.map_or(declared.end, |scope| scope.span.end);
    let begun = place.part.is_none() && !is_given_later(context, place.value);
    let mut at = if begun { declared.start } else { declared.end };
    let mut behind = begun.then_some(Held::Value);
    let mut initialising = begun;
    let mut spans: BTreeMap<Held, Vec<Span>> = BTreeMap::new();
    let mut paint = |held: Option<Held>, start: u32, end: u32| {
        if let Some(held) = held
            && start < end
        {
            let known = spans.entry(held).or_default();
            match known.last_mut() {
                Some(last) if last.end == start => last.end = end,
                _ => known.push(Span { start, end }),
            }
        }
    };
    for stop in stops(context, place) {
        if stop.at.start < declared.end.max(at) || stop.at.end > end {
            continue;
        }
        // What stands between a variable's name and its first value belongs to its declaration.
        initialising &= stop.before.is_none() && stop.after.is_none();
        if initialising {
            continue;
        }
        let opens = begun && at == declared.start;
        let before = stop.before.or(behind.filter(|_| opens));
        paint(behind.filter(|_| behind == before), at, stop.at.start);
        paint(before, stop.at.start, stop.at.end);
        (behind, at) = (stop.after, stop.at.end);
    }
    paint(behind, at, end);
    spans
}

/// Whether the variable is declared without a value.
fn is_given_later(context: &Context, id: ValueId) -> bool {
    context.own_events(id).any(|event| {
        matches!(&event.kind, EventKind::Assign(assign) if assign.initialises && !assign.after_move)
    })
}

/// A piece of text that is executed, and the states in front of it and behind it.
#[derive(Debug, Clone, Copy)]
struct Stop {
    at: Span,
    before: Option<Held>,
    after: Option<Held>,
}

/// The stops in the order of the text. An expression around others is executed where it ends.
fn stops(context: &Context, place: &HeldPlace) -> Vec<Stop> {
    // By start, the longer first: what is inside follows directly.
    let mut pieces: BTreeMap<(u32, Reverse<u32>), Vec<u32>> = BTreeMap::new();
    for executed in &context.facts.holding.executed {
        let span = executed.at.span;
        let written = !executed.at.in_macro && !is_template(context, span);
        if place.graph.contains(&executed.before) && written {
            let key = (span.start, Reverse(span.end));
            pieces.entry(key).or_default().push(executed.before);
        }
    }
    // The pieces around the current one that are executed as a whole.
    let mut around: Vec<Piece> = Vec::new();
    let mut stops: Vec<(u32, Stop)> = Vec::new();
    let mut pieces = pieces.iter().map(Piece::of).peekable();
    while let Some(piece) = pieces.next() {
        around.retain(|it| it.at.contains(piece.at));
        let ends = around.last().is_some_and(|it| it.ends_with(&piece));
        let inner = pieces.peek();
        let parted = inner.is_some_and(|it| piece.at.contains(it.at) && !piece.ends_with(it));
        let (before, after) = states(place, piece.points);
        let Span { start, end } = piece.at;
        let start = if parted || ends { end } else { start };
        let stop = Stop {
            at: Span { start, end },
            before,
            after,
        };
        stops.push((piece.at.len(), stop));
        if !parted {
            around.push(piece);
        }
    }
    // What is around others is executed after them, as far as they end at the same place.
    stops.sort_by_key(|(length, stop)| (stop.at.start, stop.at.end, *length));
    stops.into_iter().map(|(_, stop)| stop).collect()
}

/// A piece of text with the points before it is executed.
struct Piece<'a> {
    at: Span,
    points: &'a [u32],
}

impl<'a> Piece<'a> {
    fn of(((start, end), points): (&(u32, Reverse<u32>), &'a Vec<u32>)) -> Self {
        let at = Span {
            start: *start,
            end: end.0,
        };
        Piece { at, points }
    }

    /// Whether the other one, inside, is what happens when this one is done: at its last character.
    fn ends_with(&self, inner: &Piece<'_>) -> bool {
        let last = inner.at.end == self.at.end && inner.at.len() == 1 && self.at.len() > 1;
        last && self.points.iter().min() < inner.points.iter().min()
    }
}

/// What a formatting macro does with its arguments stands at the first character of its template.
pub(super) fn is_template(context: &Context, span: Span) -> bool {
    let behind = context
        .text
        .get(span.start as usize..)
        .unwrap_or_default()
        .trim_start_matches('r');
    span.len() == 1 && behind.trim_start_matches('#').starts_with('"')
}

/// The states in front of what is executed at one piece of the text, and behind it. What follows there after the
/// state has changed is a part of the same: a loop's first step after the loop took what it goes through.
fn states(place: &HeldPlace, points: &[u32]) -> (Option<Held>, Option<Held>) {
    let steps = points
        .iter()
        .map(|&it| (place.held(it), place.held(it + 1)));
    let steps: Vec<_> = steps.collect();
    let changed: Vec<_> = steps.iter().filter(|(a, b)| a != b).collect();
    let follows = |it: &(Option<Held>, Option<Held>)| {
        it.0 == it.1 && changed.iter().any(|(_, after)| *after == it.0)
    };
    let first = steps.iter().filter(|it| !follows(it));
    let (before, after): (Vec<_>, Vec<_>) = first.copied().unzip();
    (join(&before), join(&after))
}

/// The state where several paths meet; `None` if on one of them nothing is certain, or nothing is held.
fn join(states: &[Option<Held>]) -> Option<Held> {
    let mut states = states.iter().copied();
    let mut joined = states.next()??;
    for state in states {
        joined = match (joined, state?) {
            (a, b) if a == b => a,
            (Held::Maybe { moved: false }, Held::Value)
            | (Held::Value, Held::Maybe { moved: false }) => Held::Maybe { moved: false },
            _ => Held::Maybe { moved: true },
        };
    }
    Some(joined)
}
