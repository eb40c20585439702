//! Facts in words: what happens at a place of the source, why, and what follows from it.
//!
//! [`explain`] finds what stands at an offset and says it as an [`Explanation`]; [`markdown`] and
//! [`terminal`] show one. The words are rustc's and the Reference's: move, copy, borrow, reborrow,
//! two-phase borrow, drop, drop flag, scope, temporary, capture, default binding mode.
//!
//! Nothing is said that the facts do not hold: where a body has gaps, no sentence says that something
//! does *not* happen.

mod alive;
mod assigns;
mod borrows;
mod context;
mod copies;
mod destination;
mod drops;
pub mod errors;
mod find;
pub mod fixes;
pub mod hint;
mod holding;
mod lifetimes;
mod links;
mod markdown;
mod memory;
mod moves;
mod not_copy;
mod owner;
mod picture;
mod regions;
mod rule;
mod temporaries;
mod terminal;
mod way;
mod words;

#[cfg(test)]
mod tests;

pub use lifetimes::elided;
pub use links::Link;
pub use markdown::markdown;
pub use picture::picture;
pub use regions::{Point, PointKind, Range, Regions, State, Subject, SubjectKind};
pub use terminal::{Terminal, terminal};
pub use words::{Piece, Words};

use crate::facts::{Drop, ErrorKind, Event, EventKind, Facts, GapReason, Located, Span, ValueId};
use crate::project::outline::SourceText;

use context::Context;
use find::What;

/// What there is to say about one place of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The range that it is about.
    pub at: Span,
    /// One for each thing that happens there, the most important first; never empty.
    pub parts: Vec<Part>,
}

/// The explanation of one thing that happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What happens, without a full stop.
    pub answer: Words,
    /// Sentences that go on from there, in the order in which they are to be read.
    pub details: Vec<Detail>,
    /// Other places of the source that belong to it.
    pub marks: Vec<Mark>,
    /// Pages that say more about it.
    pub links: Vec<Link>,
}

/// A sentence with its topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// What it is about.
    pub topic: Topic,
    /// One or more sentences; for [`Topic::Timeline`] an owner line.
    pub words: Words,
}

/// What a sentence is about, in the order in which sentences stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// What the compiler rejects.
    Rejected,
    /// What would go wrong at run time.
    RunTime,
    /// The rule of the language that makes it happen.
    Why,
    /// How long a borrow lives, and what keeps it alive.
    Alive,
    /// What is copied in memory.
    Memory,
    /// What becomes of the place afterwards.
    Later,
    /// What is dropped, where, and when not.
    Drop,
    /// Who owns the value.
    Owner,
    /// What to write instead, and what that costs.
    Instead,
    /// An owner line, see [`owner_line`].
    Timeline,
}

/// A place of the source that belongs to an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The place.
    pub at: Span,
    /// What is there, in a few words of plain text.
    pub label: String,
}

impl Mark {
    fn new(at: Located, label: impl Into<String>) -> Mark {
        Mark {
            at: at.span,
            label: label.into(),
        }
    }
}

impl Part {
    fn new(answer: String) -> Part {
        Part {
            answer: answer.into(),
            details: Vec::new(),
            marks: Vec::new(),
            links: Vec::new(),
        }
    }

    fn linked(self, links: Vec<Link>) -> Part {
        Part { links, ..self }
    }

    fn add(&mut self, topic: Topic, text: String) {
        self.details.push(Detail {
            topic,
            words: text.into(),
        });
    }

    fn add_if(&mut self, topic: Topic, text: Option<String>) {
        if let Some(text) = text {
            self.add(topic, text);
        }
    }

    fn mark(&mut self, mark: Mark) {
        if !self.marks.contains(&mark) {
            self.marks.push(mark);
        }
    }
}

/// What happens at an offset of the file, for the body that the facts are of.
///
/// `text` is the file's text that the facts were made from, `offset` a byte offset into it. `None` if
/// nothing is known about the place: no value, no event. Of nested things the smallest is explained.
pub fn explain(facts: &Facts<Located>, text: &SourceText, offset: u32) -> Option<Explanation> {
    let context = Context::new(facts, text);
    let wrong = errors::at(&context, offset);
    let Some(found) = find::at(&context, offset) else {
        let at = wrong.first()?.at.span;
        let parts = wrong.iter().map(|it| errors::part(&context, it)).collect();
        return Some(Explanation { at, parts });
    };
    let mut parts: Vec<Part> = wrong.iter().map(|it| errors::part(&context, it)).collect();
    // What cannot be moved out of stays where it is.
    let impossible = wrong
        .iter()
        .any(|error| error.at.span == found.at && matches!(error.kind, ErrorKind::CannotMove(_)));
    if !impossible {
        parts.extend(of_found(&context, &found));
    }
    (!parts.is_empty()).then_some(Explanation {
        at: found.at,
        parts,
    })
}

/// The parts about what was found at a place.
fn of_found(context: &Context, found: &find::Found) -> Vec<Part> {
    match &found.what {
        What::Events(events, declared) => {
            let mut parts = of_events(context, events);
            if let (Some(id), Some(part)) = (*declared, parts.last_mut()) {
                part.add(Topic::Timeline, owner::line(context, id));
            }
            parts
        }
        What::Value(id) => vec![owner::part(context, *id)],
        What::End => drops::nothing(context, found.at).into_iter().collect(),
        What::Created(index) => {
            let event = &context.facts.events[*index];
            match event.kind {
                EventKind::TempDrop { created, .. } => {
                    let part = temporaries::created(context, event, created);
                    vec![part.linked(vec![links::TEMPORARIES])]
                }
                _ => Vec::new(),
            }
        }
    }
}

/// Where the value at an offset is owned, borrowed and moved out, and where something happens to it; or how long the
/// lifetime at the offset lasts in the body, whose range is `body`. `None` if there is neither.
pub fn regions(
    facts: &Facts<Located>,
    text: &SourceText,
    body: Span,
    offset: u32,
) -> Option<Regions> {
    regions::at(&Context::new(facts, text), body, offset)
}

/// Why nothing is known at an offset: the smallest part of the body around it that was not understood,
/// in words without a full stop; `None` if there is none.
pub fn gap(facts: &Facts<Located>, offset: u32) -> Option<Words> {
    let around = facts.gaps.iter().filter(|gap| gap.at.span.touches(offset));
    let gap = around.min_by_key(|gap| gap.at.span.len())?;
    Some(Words::from(match gap.reason {
        GapReason::UnknownType => "the type is not known here",
        GapReason::UnresolvedCall => "what is called here was not found",
        GapReason::Incomplete => "the code is not finished here, or a macro was not expanded",
        GapReason::Unsupported => "this construct of the language is not analysed",
    }))
}

/// Where a moved value goes, in a few words: `welcome`, `the caller`, `into a new array`. `None` for an index
/// that is not one of a move.
pub fn destination(facts: &Facts<Located>, text: &SourceText, event: usize) -> Option<Words> {
    let event = facts.events.get(event)?;
    let EventKind::Move(transfer) = &event.kind else {
        return None;
    };
    let context = Context::new(facts, text);
    let words = destination::short_words(&context, event, transfer)
        .unwrap_or_else(|| destination::phrase(&context, event, transfer));
    Some(words.into())
}

/// The explanation of given events, indices into [`Facts::events`], which stand at one place. `None`
/// for an empty list.
pub fn explain_events(
    facts: &Facts<Located>,
    text: &SourceText,
    events: &[usize],
) -> Option<Explanation> {
    let context = Context::new(facts, text);
    let at = facts.events.get(*events.first()?)?.at.span;
    let parts = of_events(&context, events);
    (!parts.is_empty()).then_some(Explanation { at, parts })
}

/// How long a value is owned and how that ends, on one line: `v · owned 3–9 · moved to boxed (9)`.
///
/// Lines are 1-based. The range starts at the declaration and ends at the last line on which the
/// variable may own its value; where that is not certain, only the start stands.
pub fn owner_line(facts: &Facts<Located>, text: &SourceText, value: ValueId) -> Words {
    owner::line(&Context::new(facts, text), value).into()
}

/// What happens in a body, in numbers on one line: `3 values · 2 moves · 1 borrow · 1 drop`. Copies of
/// values do not count, and what does not happen is left out.
pub fn summary(facts: &Facts<Located>) -> Words {
    let values = facts.values.iter().filter(|value| !value.copy).count();
    let events =
        |of: fn(&EventKind<Located>) -> bool| facts.events.iter().filter(|it| of(&it.kind)).count();
    let counts = [
        (values, "value"),
        (events(|it| matches!(it, EventKind::Move(_))), "move"),
        (events(|it| matches!(it, EventKind::Borrow(_))), "borrow"),
        (
            events(|it| matches!(it, EventKind::Drop(_) | EventKind::TempDrop { .. })),
            "drop",
        ),
    ];
    let words: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| match count {
            1 => format!("1 {word}"),
            _ => format!("{count} {word}s"),
        })
        .collect();
    words.join(" · ").into()
}

/// Explains events at one place, the most important first. The drop of an old value belongs to its
/// assignment, and drops at a scope's end to each other.
fn of_events(context: &Context, indices: &[usize]) -> Vec<Part> {
    let mut events: Vec<&Event<Located>> = indices
        .iter()
        .filter_map(|&index| context.facts.events.get(index))
        .collect();
    events.sort_by_key(|event| importance(&event.kind));
    let replaced: Vec<(&str, &Drop)> = events
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::Drop(drop) if drop.replaced => Some((event.place.as_str(), drop)),
            _ => None,
        })
        .collect();
    let mut parts: Vec<Part> = events
        .iter()
        .filter_map(|event| {
            match &event.kind {
                EventKind::Move(transfer) => Some(moves::part(context, event, transfer)),
                EventKind::Copy(transfer) => Some(copies::part(context, event, transfer)),
                EventKind::Borrow(borrow) => Some(borrows::part(context, event, borrow)),
                EventKind::Assign(assign) => {
                    let old = replaced.iter().find(|(place, _)| *place == event.place);
                    Some(assigns::part(
                        context,
                        event,
                        assign,
                        old.map(|(_, drop)| *drop),
                    ))
                }
                EventKind::Drop(_) | EventKind::TempDrop { .. } => None,
            }
            .map(|part| part.linked(links::of(event)))
        })
        .collect();
    let assigned = |place: &str| {
        events
            .iter()
            .any(|event| matches!(event.kind, EventKind::Assign(_)) && event.place == place)
    };
    let ends: Vec<&Event<Located>> = events
        .iter()
        .copied()
        .filter(|event| match &event.kind {
            EventKind::Drop(drop) => !(drop.replaced && assigned(&event.place)),
            EventKind::TempDrop { .. } => true,
            _ => false,
        })
        .collect();
    let about = ends
        .first()
        .map(|event| links::of(event))
        .unwrap_or_default();
    parts.extend(drops::part(context, &ends).map(|part| part.linked(about)));
    for part in &mut parts {
        part.details.sort_by_key(|detail| detail.topic);
    }
    parts
}

/// Smaller is more important. Drops keep the order in which they run.
fn importance(kind: &EventKind<Located>) -> (u8, u32) {
    match kind {
        EventKind::Move(_) => (0, 0),
        EventKind::Assign(_) => (1, 0),
        EventKind::Borrow(_) => (2, 0),
        EventKind::Copy(_) => (3, 0),
        EventKind::Drop(drop) => (4, drop.order),
        EventKind::TempDrop { order, .. } => (4, *order),
    }
}
