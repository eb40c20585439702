//! Where a value is owned and borrowed, as ranges of the text with short labels.
//!
//! What the facts do not settle is absent: behind the first move of a value only its events are shown,
//! because which text is executed before and after it is a question of paths.

use crate::facts::{
    BorrowKind, Destination, Event, EventKind, Kept, Located, Region, Span, StepKind, ValueId,
};

use super::context::Context;
use super::destination;
use super::find::{self, What};
use super::owner;
use super::words::Words;

/// What is known about the value at one place of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regions {
    /// The value.
    pub subject: Subject,
    /// Where something holds.
    pub regions: Vec<Range>,
    /// Where something happens, in source order.
    pub points: Vec<Point>,
}

/// What [`Regions`] are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// It is a reference: its regions are those of the borrows that it may hold.
    pub reference: bool,
    /// Its name.
    pub name: String,
    /// Where it is declared.
    pub declared: Span,
}

/// Ranges of the text in which one thing holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// What holds.
    pub state: State,
    /// In order, without overlaps; where they leave a hole it does not hold.
    pub spans: Vec<Span>,
    /// A few words of plain text.
    pub label: String,
    /// Number of the borrow, from 0.
    pub loan: Option<u32>,
    /// It may hold in less.
    pub approximate: bool,
}

/// What holds for a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The variable owns its value.
    Owned,
    /// A shared reference to it, or to a part, is alive.
    Shared,
    /// A mutable reference to it, or to a part, is alive.
    Mutable,
}

/// A place where something happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// What happens.
    pub kind: PointKind,
    /// Where.
    pub at: Span,
    /// A few words of plain text.
    pub label: String,
    /// Number of the borrow that it belongs to.
    pub loan: Option<u32>,
}

/// What happens at a [`Point`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointKind {
    /// A borrow is made.
    Issue,
    /// What keeps it alive last.
    LastUse,
    /// The value is moved.
    Move,
    /// It is dropped.
    Drop,
    /// It gets a new value.
    Assign,
}

pub(super) fn at(context: &Context, offset: u32) -> Option<Regions> {
    let id = match find::at(context, offset)?.what {
        What::Value(id) => id,
        What::Events(events, declared) => {
            let event = events
                .first()
                .and_then(|&index| context.facts.events.get(index));
            declared.or(event.and_then(|event| event.value))?
        }
        What::End | What::Created(_) => return None,
    };
    let value = context.value(id);
    let reference = owner::is_reference(&value.ty);
    let mut found = Regions {
        subject: Subject {
            reference,
            name: value.name.clone(),
            declared: value.declared.span,
        },
        regions: owned(context, id).into_iter().collect(),
        points: Vec::new(),
    };
    let loans = context.facts.events.iter().filter_map(|event| {
        let region = event.region.as_deref()?;
        let own = event.value == Some(id) && !event.at.in_macro;
        let held = reference && holds(event, region, id);
        (own || held).then_some((event, region))
    });
    for (number, (event, region)) in loans.enumerate() {
        found.loan(context, number as u32, event, region);
    }
    for event in context.own_events(id) {
        found.event(context, event);
    }
    found
        .points
        .sort_by_key(|point| (point.at.start, point.at.end));
    let worth = !found.regions.is_empty() || !found.points.is_empty();
    worth.then_some(found)
}

/// From the declaration to the end of the scope, or to the first move.
fn owned(context: &Context, id: ValueId) -> Option<Range> {
    let value = context.value(id);
    let starts = value.declared.span.start;
    let given_later = context.own_events(id).any(|event| {
        matches!(&event.kind, EventKind::Assign(assign) if assign.initialises && !assign.after_move)
    });
    if owner::is_reference(&value.ty) || given_later || !context.complete() {
        return None;
    }
    let moves = context.own_events(id);
    let first = moves
        .filter(|event| matches!(event.kind, EventKind::Move(_)))
        .min_by_key(|event| event.at.span.start);
    let end = match first {
        Some(event) => event.at.span.end,
        None => value.scope?.span.end,
    };
    Some(Range {
        state: State::Owned,
        spans: vec![Span { start: starts, end }],
        label: format!("owned by {}", value.name),
        loan: None,
        approximate: false,
    })
}

/// Whether a reference holds a borrow: it is made for it, or reaches it.
fn holds(event: &Event<Located>, region: &Region<Located>, id: ValueId) -> bool {
    let made_for = match &event.kind {
        EventKind::Borrow(borrow) => borrow.into == Destination::Value(id),
        _ => false,
    };
    let stored = region
        .steps
        .iter()
        .any(|step| matches!(step.kind, StepKind::Stored { value, .. } if value == id));
    made_for || stored
}

impl Regions {
    fn loan(
        &mut self,
        context: &Context,
        number: u32,
        event: &Event<Located>,
        region: &Region<Located>,
    ) {
        let EventKind::Borrow(borrow) = &event.kind else {
            return;
        };
        let state = match borrow.kind {
            BorrowKind::Shared => State::Shared,
            BorrowKind::Mutable { .. } | BorrowKind::Unique => State::Mutable,
        };
        let holder = region.steps.iter().find_map(|step| match &step.kind {
            StepKind::Stored { place, .. } => Some(place.clone()),
            _ => None,
        });
        let holder = holder.or_else(|| match &borrow.into {
            Destination::Value(id) => Some(context.value(*id).name.clone()),
            _ => None,
        });
        let verb = match state {
            State::Mutable => "mutably borrowed",
            State::Owned | State::Shared => "borrowed",
        };
        let label = match holder {
            Some(holder) => format!("{} {verb} by {holder}", event.place),
            None => format!("{} {verb}", event.place),
        };
        let live = region.live.iter().map(|at| at.span);
        self.regions.push(Range {
            state,
            spans: merged(live.chain([event.at.span]).collect()),
            label,
            loan: Some(number),
            approximate: region.approximate,
        });
        self.points.push(Point {
            kind: PointKind::Issue,
            at: event.at.span,
            label: "borrow issued here".to_owned(),
            loan: Some(number),
        });
        let name = |value: &Option<ValueId>| match value {
            Some(id) => format!(" through {}", context.value(*id).name),
            None => String::new(),
        };
        let last = match &region.kept {
            Some(Kept::Used { at, value }) => Some((at, format!("last used here{}", name(value)))),
            Some(Kept::Dropped { at, value }) => {
                let dropped = match value {
                    Some(id) => format!("alive until {} is dropped", context.value(*id).name),
                    None => "alive until a temporary is dropped".to_owned(),
                };
                Some((at, dropped))
            }
            Some(Kept::Caller { .. }) | None => None,
        };
        if let Some((at, label)) = last {
            self.points.push(Point {
                kind: PointKind::LastUse,
                at: at.span,
                label,
                loan: Some(number),
            });
        }
    }

    fn event(&mut self, context: &Context, event: &Event<Located>) {
        let (kind, label) = match &event.kind {
            EventKind::Move(transfer) => {
                let to = destination::short_words(context, event, transfer);
                let to = to.map(|to| format!(" to {}", Words::from(to).bare()));
                let to = to.unwrap_or_default();
                (PointKind::Move, format!("{} moved{to}", event.place))
            }
            EventKind::Drop(drop) => {
                let maybe = if drop.conditional {
                    ", if it is there"
                } else {
                    ""
                };
                (PointKind::Drop, format!("{} dropped{maybe}", event.place))
            }
            EventKind::Assign(_) => (PointKind::Assign, format!("{} assigned", event.place)),
            EventKind::Copy(_) | EventKind::Borrow(_) | EventKind::TempDrop { .. } => return,
        };
        self.points.push(Point {
            kind,
            at: event.at.span,
            label,
            loan: None,
        });
    }
}

/// The same text in order, without overlaps; what touches is one.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}
