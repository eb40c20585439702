//! The short words that stand in the code itself: where a value moves, what drops at a brace.

use crate::facts::{
    AtEnd, Borrow, BorrowKind, Cause, Elided, Event, EventKind, Facts, Kept, Located, Span,
};
use crate::project::outline::SourceText;

use super::context::Context;
use super::{destination, find, lifetimes};

/// How hints are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// `⟶ items`, `⌫ guard, v`.
    #[default]
    Symbols,
    /// `moved to items`, `drops guard, v`.
    Words,
}

/// What a hint is about, so that each kind can be switched on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A value is moved into a call, an operator, a loop, another variable or a new value.
    Move,
    /// A value is moved out to the caller: evident from where it stands.
    Return,
    /// A binding of a pattern takes a value out of what is matched.
    Pattern,
    /// A closure or async block captures a value by move.
    Capture,
    /// A value is copied and stays usable, where one of another type would be moved.
    Copy,
    /// The compiler inserts a borrow where none is written.
    Borrow,
    /// Variables are dropped at the closing brace.
    Drops,
    /// A temporary outlives its line: where it is made, and where it is dropped.
    Temporary,
    /// A borrow that a variable holds ends behind its last use.
    BorrowEnd,
    /// A lifetime that a signature leaves out.
    Lifetime,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 10] = [
        Kind::Move,
        Kind::Return,
        Kind::Pattern,
        Kind::Capture,
        Kind::Copy,
        Kind::Borrow,
        Kind::Drops,
        Kind::Temporary,
        Kind::BorrowEnd,
        Kind::Lifetime,
    ];

    /// Whether it is shown unless somebody decides otherwise: what is evident from the code or would
    /// stand on every other line is not.
    pub fn is_usual(self) -> bool {
        match self {
            Kind::Move | Kind::Pattern | Kind::Borrow | Kind::Drops | Kind::Temporary => true,
            Kind::Return | Kind::Capture | Kind::Copy | Kind::BorrowEnd | Kind::Lifetime => false,
        }
    }
}

/// A hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The byte offset at which it stands.
    pub at: u32,
    /// What it is about.
    pub kind: Kind,
    /// Its text, in parts.
    pub label: Vec<LabelPart>,
    /// The events behind it, as indices into [`Facts::events`], for
    /// [`explain_events`](super::explain_events).
    pub events: Vec<usize>,
}

/// A part of a hint's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelPart {
    /// The text.
    pub text: String,
    /// What it stands for, in the same file: the declaration of a value, the place of a drop.
    pub target: Option<Span>,
    /// The event that it alone is about, among several of the hint, as an index into
    /// [`Facts::events`].
    pub event: Option<usize>,
}

impl LabelPart {
    fn new(text: impl Into<String>, target: Option<Located>) -> LabelPart {
        LabelPart {
            text: text.into(),
            target: target.map(|at| at.span),
            event: None,
        }
    }
}

/// All hints for a body, in order of their offsets. Nothing stands inside or behind a macro call that
/// hides the operand.
pub fn hints(facts: &Facts<Located>, text: &SourceText, style: Style) -> Vec<Hint> {
    let hinter = Hinter {
        context: Context::new(facts, text),
        style,
    };
    let mut hints = Vec::new();
    for (index, event) in facts.events.iter().enumerate() {
        if !event.at.in_macro {
            hints.extend(hinter.hint(index, event));
        }
    }
    hints.extend(hinter.drops());
    hints.extend(hinter.borrow_ends());
    hints.sort_by_key(|hint| hint.at);
    hints
}

/// The hint for lifetimes that a signature leaves out, which [`elided`](super::elided) explains.
pub fn lifetime(elided: &Elided) -> Hint {
    Hint {
        at: elided.at.end,
        kind: Kind::Lifetime,
        label: vec![LabelPart::new(lifetimes::written(elided), None)],
        events: Vec::new(),
    }
}

/// Whether the compiler inserts the borrow at a place where it could be written, and that means something: an index,
/// an operator or a formatting macro borrows as part of what it is, and to reborrow a shared reference is no
/// different from copying it.
fn is_inserted(borrow: &Borrow) -> bool {
    let could_be_written = matches!(
        borrow.cause,
        Cause::Receiver(_) | Cause::Argument { .. } | Cause::Deref { .. } | Cause::Reborrow
    );
    let copies = borrow.reborrow && borrow.kind == BorrowKind::Shared;
    borrow.implicit && could_be_written && !copies
}

struct Hinter<'a> {
    context: Context<'a>,
    style: Style,
}

impl Hinter<'_> {
    fn hint(&self, index: usize, event: &Event<Located>) -> Option<Hint> {
        let (at, kind, label) = match &event.kind {
            EventKind::Move(_) => self.moved(event)?,
            EventKind::Borrow(borrow) if is_inserted(borrow) && event.capture.is_none() => {
                let sigil = match borrow.kind {
                    BorrowKind::Shared => "&",
                    BorrowKind::Mutable { .. } | BorrowKind::Unique => "&mut ",
                };
                // A reborrow dereferences what is written first.
                let written = self.context.source(event.at.span) == event.place;
                let deref = if borrow.reborrow && !written { "*" } else { "" };
                let label = vec![LabelPart::new(format!("{sigil}{deref}"), None)];
                (event.at.span.start, Kind::Borrow, label)
            }
            EventKind::Copy(_) if event.capture.is_none() => {
                let text = match self.style {
                    Style::Symbols => "⧉",
                    Style::Words => "copied",
                };
                let label = vec![LabelPart::new(text, None)];
                (event.at.span.end, Kind::Copy, label)
            }
            EventKind::TempDrop { created, .. } => {
                let line = self.context.line(event.at);
                if created.in_macro || line == self.context.last_line(*created) {
                    return None;
                }
                let text = match self.style {
                    Style::Symbols => format!("⌫ {line}"),
                    Style::Words => format!("dropped in line {line}"),
                };
                let label = vec![LabelPart::new(text, Some(event.at))];
                (created.span.end, Kind::Temporary, label)
            }
            _ => return None,
        };
        Some(Hint {
            at,
            kind,
            label,
            events: vec![index],
        })
    }

    fn moved(&self, event: &Event<Located>) -> Option<(u32, Kind, Vec<LabelPart>)> {
        let EventKind::Move(transfer) = &event.kind else {
            return None;
        };
        let span = event.at.span;
        if matches!(transfer.cause, Cause::Pattern { .. }) {
            let source = event.value.map(|id| self.context.value(id));
            let from = source.map(|value| LabelPart::new(&value.name, Some(value.declared)))?;
            let arrow = match self.style {
                Style::Symbols => "⟵ ",
                Style::Words => "moved out of ",
            };
            return Some((
                span.end,
                Kind::Pattern,
                vec![LabelPart::new(arrow, None), from],
            ));
        }
        if event.capture.is_some() {
            let arrow = match self.style {
                Style::Symbols => "⟵ ",
                Style::Words => "moves in ",
            };
            let declared = event.value.map(|id| self.context.value(id).declared);
            let label = vec![
                LabelPart::new(arrow, None),
                LabelPart::new(&event.place, declared),
            ];
            return Some((find::head(&self.context, event).end, Kind::Capture, label));
        }
        let kind = match transfer.cause {
            Cause::Return => Kind::Return,
            _ => Kind::Move,
        };
        let target = self.target(event);
        let label = match (self.style, target) {
            (Style::Symbols, None) => vec![LabelPart::new("⟶", None)],
            (Style::Words, None) => vec![LabelPart::new("moved", None)],
            (Style::Symbols, Some(target)) => vec![LabelPart::new("⟶ ", None), target],
            (Style::Words, Some(target)) => vec![LabelPart::new("moved to ", None), target],
        };
        Some((span.end, kind, label))
    }

    /// The name of the new owner.
    fn target(&self, event: &Event<Located>) -> Option<LabelPart> {
        let EventKind::Move(transfer) = &event.kind else {
            return None;
        };
        let declared = match &transfer.into {
            crate::facts::Destination::Value(id) | crate::facts::Destination::Place(id, _) => {
                Some(self.context.value(*id).declared)
            }
            _ => None,
        };
        let parameter = match &transfer.cause {
            Cause::Argument { parameter, .. } => parameter.clone(),
            _ => None,
        };
        let name = parameter.or_else(|| destination::short(&self.context, event, transfer))?;
        Some(LabelPart::new(name, declared))
    }

    /// One hint for the drops at each closing brace.
    fn drops(&self) -> Vec<Hint> {
        let mut hints: Vec<Hint> = Vec::new();
        let mut ends: Vec<(usize, &Event<Located>, u32, LabelPart)> = Vec::new();
        for (index, event) in self.context.facts.events.iter().enumerate() {
            if let Some((order, part)) = self.dropped(event) {
                ends.push((index, event, order, part));
            }
        }
        ends.sort_by_key(|(_, event, order, _)| (event.at.span, *order));
        for same in ends.chunk_by(|a, b| a.1.at.span == b.1.at.span) {
            let word = match self.style {
                Style::Symbols => "⌫ ",
                Style::Words => "drops ",
            };
            let mut label = vec![LabelPart::new(word, None)];
            for (rank, (index, _, _, part)) in same.iter().enumerate() {
                if rank > 0 {
                    label.push(LabelPart::new(", ", None));
                }
                label.push(LabelPart {
                    event: Some(*index),
                    ..part.clone()
                });
            }
            let named = same.iter().any(|(_, event, ..)| event.value.is_some());
            hints.push(Hint {
                at: same[0].1.at.span.end,
                kind: if named { Kind::Drops } else { Kind::Temporary },
                label,
                events: same.iter().map(|(index, ..)| *index).collect(),
            });
        }
        hints
    }

    /// One hint for the borrows that end behind each last use.
    fn borrow_ends(&self) -> Vec<Hint> {
        let mut ends: Vec<(Located, usize, &Event<Located>)> = Vec::new();
        for (index, event) in self.context.facts.events.iter().enumerate() {
            let region = event.region.as_deref().filter(|it| !it.approximate);
            let Some(Kept::Used { at, value: Some(_) }) = region.and_then(|it| it.kept.as_ref())
            else {
                continue;
            };
            // A use in front of the borrow is that of the loop's next round.
            if !at.in_macro && !event.at.in_macro && event.at.span.end <= at.span.start {
                ends.push((*at, index, event));
            }
        }
        ends.sort_by_key(|(at, index, _)| (at.span.end, *index));
        let hint = |same: &[(Located, usize, &Event<Located>)]| {
            let mut label = vec![match self.style {
                Style::Symbols => LabelPart::new("⊣ ", None),
                Style::Words => LabelPart::new("ends the borrow of ", None),
            }];
            for (rank, (_, index, event)) in same.iter().enumerate() {
                if rank > 0 {
                    label.push(LabelPart::new(", ", None));
                }
                label.push(LabelPart {
                    event: Some(*index),
                    ..LabelPart::new(&event.place, Some(event.at))
                });
            }
            Hint {
                at: same[0].0.span.end,
                kind: Kind::BorrowEnd,
                label,
                events: same.iter().map(|(_, index, _)| *index).collect(),
            }
        };
        ends.chunk_by(|a, b| a.0.span.end == b.0.span.end)
            .map(hint)
            .collect()
    }

    /// The name of what is dropped, with its rank; `None` if that is not to be shown.
    fn dropped(&self, event: &Event<Located>) -> Option<(u32, LabelPart)> {
        if event.at.in_macro {
            return None;
        }
        let (order, name, conditional, target) = match &event.kind {
            EventKind::Drop(drop)
                if !drop.replaced && self.context.source(event.at.span) == "}" =>
            {
                let name = match drop.fields.as_slice() {
                    [] => event.place.clone(),
                    [field] if !field.starts_with('*') => format!("{}.{field}", event.place),
                    [field] => field.clone(),
                    fields => format!("{}.{{{}}}", event.place, fields.join(", ")),
                };
                let declared = self.context.value(event.value?).declared;
                let conditional = match drop.at_end {
                    AtEnd::Always => false,
                    AtEnd::Sometimes => true,
                    AtEnd::Never => return None,
                };
                (drop.order, name, conditional, declared)
            }
            EventKind::TempDrop {
                created,
                conditional,
                order,
            } if self.context.line(event.at) != self.context.last_line(*created) => {
                let name = event.place.split('<').next().unwrap_or_default().to_owned();
                (*order, name, *conditional, *created)
            }
            _ => return None,
        };
        let text = match (self.style, conditional) {
            (_, false) => name,
            (Style::Symbols, true) => format!("{name}?"),
            (Style::Words, true) => format!("maybe {name}"),
        };
        Some((order, LabelPart::new(text, Some(target))))
    }
}
