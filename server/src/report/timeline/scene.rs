//! What there is to draw: columns, what happens in them in reading order, and for how long each value is owned.

use std::collections::BTreeSet;

use super::life::{self, Segment};
use super::text::Source;
use crate::explain::{self, Topic, errors};
use crate::facts::{
    Borrow, BorrowKind, Destination, Event, EventKind, Facts, Kept, Located, Span, StepKind, Value,
    ValueId,
};
use crate::project::outline::SourceText;

/// Everything in the picture of a body.
pub(super) struct Scene {
    pub(super) columns: Vec<Column>,
    /// In reading order.
    pub(super) moments: Vec<Moment>,
    pub(super) segments: Vec<Segment>,
}

/// A value, or a temporary that lives longer than its line.
pub(super) struct Column {
    /// What stands above it.
    pub(super) name: String,
    /// Its life in a few words.
    pub(super) words: String,
    /// Where it is declared or made.
    pub(super) at: Span,
    /// It has no name.
    pub(super) temporary: bool,
}

/// Something that happens to a value.
pub(super) struct Moment {
    /// The range of the source that it stands for.
    pub(super) at: Span,
    pub(super) column: usize,
    pub(super) kind: Kind,
    /// What a reader is told about it.
    pub(super) words: String,
    /// The message of an error that is reported here.
    pub(super) error: Option<String>,
}

/// What a [`Moment`] is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// The value begins.
    Begin,
    /// It, or a part of it, moves.
    Move(Target),
    /// It is borrowed.
    Borrow(Loan),
    /// It gets a new value.
    Assign,
    /// It is dropped; with a question mark if a drop flag decides.
    Drop { conditional: bool },
    /// An error without any event at its place.
    Error,
}

/// Where a value moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    Column(usize),
    /// To something that has no column, called this.
    Away(String),
}

/// A borrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Loan {
    pub(super) mutable: bool,
    /// It may live shorter.
    pub(super) approximate: bool,
    /// The column of the value that holds the reference.
    pub(super) holder: Option<usize>,
    /// The lines on which it is live, in order, without doubles; and those between them without code.
    pub(super) lines: Vec<u32>,
    /// What keeps it alive last.
    pub(super) last: Option<Span>,
}

impl Scene {
    pub(super) fn new(facts: &Facts<Located>, text: &SourceText, source: &Source<'_>) -> Scene {
        let mut builder = Builder {
            facts,
            text,
            source,
            columns: Vec::new(),
            of_value: vec![None; facts.values.len()],
            moments: Vec::new(),
        };
        builder.values();
        for (index, event) in facts.events.iter().enumerate() {
            builder.event(index, event);
        }
        builder.errors();
        builder.finish()
    }
}

struct Builder<'a> {
    facts: &'a Facts<Located>,
    text: &'a SourceText,
    source: &'a Source<'a>,
    columns: Vec<Column>,
    of_value: Vec<Option<usize>>,
    moments: Vec<Moment>,
}

impl Builder<'_> {
    fn values(&mut self) {
        for (index, value) in self.facts.values.iter().enumerate() {
            let id = ValueId(index as u32);
            if !self.is_of_interest(id, value) {
                continue;
            }
            self.of_value[index] = Some(self.columns.len());
            let words = explain::owner_line(self.facts, self.text, id).bare();
            self.begin(&value.name, words, value.declared.span, false);
        }
    }

    /// Copies say little: a value that is copied has a column if it is a reference, or is borrowed for longer
    /// than a line. What a macro declares stands nowhere.
    fn is_of_interest(&self, id: ValueId, value: &Value<Located>) -> bool {
        let lent = || {
            self.facts.events.iter().any(|event| {
                event.value == Some(id) && event.region.is_some() && self.lines(event).len() > 1
            })
        };
        !value.declared.in_macro && (!value.copy || life::is_reference(value) || lent())
    }

    fn begin(&mut self, name: &str, words: String, at: Span, temporary: bool) {
        let column = self.columns.len();
        self.columns.push(Column {
            name: name.to_owned(),
            words: words.clone(),
            at,
            temporary,
        });
        self.moments.push(Moment {
            at,
            column,
            kind: Kind::Begin,
            words,
            error: None,
        });
    }

    fn event(&mut self, index: usize, event: &Event<Located>) {
        if let EventKind::TempDrop {
            created,
            conditional,
            ..
        } = event.kind
        {
            self.temporary(index, event, created.span, conditional);
            return;
        }
        let Some(column) = event.value.and_then(|id| self.of_value[id.0 as usize]) else {
            return;
        };
        // What happens inside of a closure to what it captured happens to the closure's part of it.
        let home = event.value.and_then(|id| self.facts.value(id).closure);
        if event.closure != home {
            return;
        }
        let kind = match &event.kind {
            EventKind::Move(transfer) => Kind::Move(self.target(index, &transfer.into)),
            EventKind::Borrow(borrow) => Kind::Borrow(self.loan(event, borrow)),
            EventKind::Assign(_) => Kind::Assign,
            EventKind::Drop(drop) if !drop.replaced => Kind::Drop {
                conditional: drop.conditional,
            },
            EventKind::Drop(_) | EventKind::Copy(_) | EventKind::TempDrop { .. } => return,
        };
        let words = self.words(index);
        self.moments.push(Moment {
            at: event.at.span,
            column,
            kind,
            words,
            error: None,
        });
    }

    /// A temporary that lives longer than its line has a column of its own.
    fn temporary(&mut self, index: usize, event: &Event<Located>, made: Span, conditional: bool) {
        if self.source.last_line(made) == self.source.line(event.at.span) {
            return;
        }
        let words = self.words(index);
        self.begin(&event.place, words.clone(), made, true);
        self.moments.push(Moment {
            at: event.at.span,
            column: self.columns.len() - 1,
            kind: Kind::Drop { conditional },
            words,
            error: None,
        });
    }

    fn target(&self, index: usize, into: &Destination) -> Target {
        let value = match into {
            Destination::Value(id) | Destination::Place(id, _) => self.of_value[id.0 as usize],
            _ => None,
        };
        let words = || {
            let words = explain::destination(self.facts, self.text, index);
            words.map(|it| it.bare()).unwrap_or_default()
        };
        value.map_or_else(|| Target::Away(words()), Target::Column)
    }

    fn loan(&self, event: &Event<Located>, borrow: &Borrow) -> Loan {
        let region = event.region.as_deref();
        let stored = region.into_iter().flat_map(|it| &it.steps);
        let stored = stored.filter_map(|step| match step.kind {
            StepKind::Stored { value, .. } => Some(value),
            _ => None,
        });
        let made_for = match borrow.into {
            Destination::Value(id) => Some(id),
            _ => None,
        };
        let holders = made_for.into_iter().chain(stored);
        let own = event.value.and_then(|id| self.of_value[id.0 as usize]);
        let mut columns = holders.filter_map(|id| self.of_value[id.0 as usize]);
        Loan {
            mutable: !matches!(borrow.kind, BorrowKind::Shared),
            approximate: region.is_some_and(|it| it.approximate),
            holder: columns.find(|&column| Some(column) != own),
            lines: region.map_or_else(Vec::new, |_| self.lines(event)),
            last: region.and_then(|region| match &region.kept {
                Some(Kept::Used { at, .. } | Kept::Dropped { at, .. }) => Some(at.span),
                Some(Kept::Caller { .. }) | None => None,
            }),
        }
    }

    /// The lines on which a loan is live.
    fn lines(&self, event: &Event<Located>) -> Vec<u32> {
        let live = self.facts.live(event);
        let live = live.iter().chain([&event.at]);
        let lines = live.flat_map(|at| self.source.line(at.span)..=self.source.last_line(at.span));
        let lines: BTreeSet<u32> = lines.collect();
        let mut whole: Vec<u32> = Vec::with_capacity(lines.len());
        for line in lines {
            let between = whole.last().map_or(line, |before| before + 1)..line;
            // Where there is nothing to execute, it makes no difference whether a loan is live.
            if between.clone().all(|it| self.source.is_still(it)) {
                whole.extend(between);
            }
            whole.push(line);
        }
        whole
    }

    /// What an event is, and the rule behind it.
    fn words(&self, index: usize) -> String {
        let Some(found) = explain::explain_events(self.facts, self.text, &[index]) else {
            return String::new();
        };
        let Some(part) = found.parts.first() else {
            return String::new();
        };
        let why = part.details.iter().filter(|it| it.topic == Topic::Why);
        let answer = format!("{}.", part.answer.bare());
        let sentences: Vec<String> = [answer]
            .into_iter()
            .chain(why.map(|it| it.words.bare()))
            .collect();
        sentences.join(" ")
    }

    fn errors(&mut self) {
        for error in &self.facts.errors {
            let Some(column) = error.value.and_then(|id| self.of_value[id.0 as usize]) else {
                continue;
            };
            let complaint = errors::complaint(self.facts, self.text, error);
            let message = complaint.message.bare();
            let at = error.at.span;
            let known = self
                .moments
                .iter_mut()
                .find(|it| it.at == at && it.column == column && it.kind != Kind::Begin);
            match known {
                Some(moment) => moment.error = Some(message),
                None => self.moments.push(Moment {
                    at,
                    column,
                    kind: Kind::Error,
                    words: String::new(),
                    error: Some(message),
                }),
            }
        }
    }

    fn finish(mut self) -> Scene {
        self.moments.sort_by_key(|it| {
            let line = self.source.line(it.at);
            (line, it.kind != Kind::Begin, it.at.start, it.column)
        });
        let segments = life::segments(
            self.facts,
            self.text,
            &self.of_value,
            &self.columns,
            &self.moments,
        );
        Scene {
            columns: self.columns,
            moments: self.moments,
            segments,
        }
    }
}
