//! Where a value is owned and borrowed, as ranges of the text with short labels.
//!
//! What the facts do not settle is absent.

use crate::facts::{
    BorrowKind, Destination, Event, EventKind, Held, Kept, Located, Region, Span, StepKind, ValueId,
};

use super::context::Context;
use super::destination;
use super::find::{self, What};
use super::holding;
use super::owner;
use super::words::Words;
use crate::project::outline::Lifetime;

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
    /// What it is.
    pub kind: SubjectKind,
    /// Its name.
    pub name: String,
    /// Where it is declared.
    pub declared: Span,
}

/// What kind of thing [`Regions`] are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubjectKind {
    /// A variable that owns its value.
    Value,
    /// A variable that is a reference: its regions are those of the borrows that it may hold.
    Reference,
    /// A lifetime that has a name.
    Lifetime,
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
    /// It, or a part, was moved out.
    Moved,
    /// It, or a part, is there on some of the paths that lead here.
    Maybe,
    /// The lifetime has not ended.
    Lifetime,
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

pub(super) fn at(context: &Context, body: Span, offset: u32) -> Option<Regions> {
    if let Some(lifetime) = lifetime(context, offset) {
        return Some(of_lifetime(context, lifetime, body));
    }
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
            kind: match reference {
                true => SubjectKind::Reference,
                false => SubjectKind::Value,
            },
            name: value.name.clone(),
            declared: value.declared.span,
        },
        regions: held(context, id, reference),
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

/// The lifetime at an offset. The text is read only where an apostrophe stands: that takes longer than all the rest.
fn lifetime(context: &Context, offset: u32) -> Option<Lifetime> {
    let before = context.text.get(..offset as usize)?;
    let name = before.trim_end_matches(|it: char| it.is_alphanumeric() || it == '_');
    let here = context.text.get(offset as usize..)?.starts_with('\'');
    (here || name.ends_with('\''))
        .then(|| context.outline().lifetime(offset))
        .flatten()
}

/// A lifetime with a name is chosen outside of the body, so that it lasts longer than that; with the borrows that have
/// to last as long.
fn of_lifetime(context: &Context, lifetime: Lifetime, body: Span) -> Regions {
    let Lifetime { name, declared } = lifetime;
    let label = match name.as_str() {
        "'static" => "'static lasts until the program ends".to_owned(),
        _ => format!("{name} is chosen by the caller and outlives this function"),
    };
    let mut found = Regions {
        subject: Subject {
            kind: SubjectKind::Lifetime,
            name: name.clone(),
            declared,
        },
        regions: vec![Range {
            state: State::Lifetime,
            spans: vec![body],
            label,
            loan: None,
            approximate: false,
        }],
        points: Vec::new(),
    };
    let loans = context.facts.events.iter().filter_map(|event| {
        let region = event.region.as_deref()?;
        let kept = matches!(&region.kept, Some(Kept::Caller { lifetime: Some(it) }) if *it == name);
        (kept && !event.at.in_macro).then_some((event, region))
    });
    for (number, (event, region)) in loans.enumerate() {
        found.loan(context, number as u32, event, region);
    }
    found.points.sort_by_key(|it| (it.at.start, it.at.end));
    found
}

/// Where the variable has its value, has lost it, or may have lost it. That a reference is there is not said: it
/// owns nothing.
fn held(context: &Context, id: ValueId, reference: bool) -> Vec<Range> {
    let found = holding::of(context, id).into_iter();
    let shown = found.filter(|it| !(reference && it.held == Held::Value));
    shown
        .map(|it| {
            let place = it.place;
            let (state, label) = match it.held {
                Held::Value => (State::Owned, format!("owned by {place}")),
                Held::Moved => (State::Moved, format!("{place} moved out")),
                Held::Maybe { moved: true } => (State::Maybe, format!("{place} maybe moved out")),
                Held::Maybe { moved: false } => {
                    (State::Maybe, format!("{place} maybe uninitialised"))
                }
            };
            Range {
                state,
                spans: it.spans,
                label,
                loan: None,
                approximate: false,
            }
        })
        .collect()
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
            _ => "borrowed",
        };
        let label = match holder {
            Some(holder) => format!("{} {verb} by {holder}", event.place),
            None => format!("{} {verb}", event.place),
        };
        // What a macro does with its arguments is, to the reader, done with them.
        let live = context.facts.live(event).into_iter().map(|at| at.span);
        let written = live.filter(|&span| !holding::is_template(context, span));
        let spans = merged(written.chain([event.at.span]).collect());
        let last_written = spans.last().copied();
        self.regions.push(Range {
            state,
            spans,
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
            let argument = last_written.filter(|it| it.start > at.span.start);
            let used = match holding::is_template(context, at.span) {
                true => argument.unwrap_or(at.span),
                false => at.span,
            };
            self.points.push(Point {
                kind: PointKind::LastUse,
                at: used,
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
