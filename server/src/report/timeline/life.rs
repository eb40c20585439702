//! For how long a variable owns its value, as stretches between the moments of its column.
//!
//! What stands in the text behind a move is executed after it on some paths only, so there the value is owned
//! where it was not moved. Where nothing of the value follows, its column ends at the move.

use super::scene::{Column, Kind, Moment};
use crate::facts::{Assign, ErrorKind, Event, EventKind, Facts, Located, Span, Value, ValueId};

/// A stretch of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) column: usize,
    pub(super) state: State,
    pub(super) from: Bound,
    pub(super) to: Bound,
}

/// Where a stretch starts or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// At this moment, by its index.
    Moment(usize),
    /// At the end of the line on which this place ends.
    Line(Span),
}

/// What the variable is in a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It owns its value.
    Owned,
    /// It is a reference that is still used.
    Refers,
    /// It owns what was not moved out of it.
    Part,
    /// It owns its value on some paths.
    Maybe,
    /// It is declared, and holds nothing.
    Empty,
}

impl State {
    /// Its class in the picture.
    pub(super) fn class(self) -> &'static str {
        match self {
            State::Owned => "ol-owned",
            State::Refers => "ol-refers",
            State::Part => "ol-part",
            State::Maybe => "ol-maybe",
            State::Empty => "ol-empty",
        }
    }
}

/// The stretches of all columns.
pub(super) fn segments(
    facts: &Facts<Located>,
    text: &str,
    of_value: &[Option<usize>],
    columns: &[Column],
    moments: &[Moment],
) -> Vec<Segment> {
    let mut segments = Vec::new();
    let values = of_value.iter().enumerate();
    for (index, column) in values.filter_map(|(index, column)| Some((index, (*column)?))) {
        let life = Life {
            facts,
            text,
            id: ValueId(index as u32),
            column,
            moments,
        };
        life.segments(&mut segments);
    }
    for (column, _) in columns.iter().enumerate().filter(|(_, it)| it.temporary) {
        let is_here = |it: &Moment| it.column == column;
        let [Some(from), Some(to)] = [
            moments.iter().position(is_here),
            moments.iter().rposition(is_here),
        ] else {
            continue;
        };
        segments.push(Segment {
            column,
            state: State::Owned,
            from: Bound::Moment(from),
            to: Bound::Moment(to),
        });
    }
    segments
}

/// Its type is a reference: nothing is owned.
pub(super) fn is_reference(value: &Value<Located>) -> bool {
    value.ty.starts_with('&')
}

/// What changes the ownership of a variable.
#[derive(Clone, Copy)]
enum Step {
    Moved,
    PartMoved,
    Filled { held_nothing: bool },
    Dropped,
}

struct Life<'a> {
    facts: &'a Facts<Located>,
    text: &'a str,
    id: ValueId,
    column: usize,
    moments: &'a [Moment],
}

impl Life<'_> {
    fn segments(&self, out: &mut Vec<Segment>) {
        let value = self.facts.value(self.id);
        let begin = self.moments.iter().position(|it| self.begins(it));
        let Some(begin) = begin else { return };
        let steps = self.steps();
        let filled_later = steps.iter().any(|(step, event)| {
            matches!(step, Step::Filled { held_nothing: true }) && !after_move(event)
        });
        let mut open = Some((
            Bound::Moment(begin),
            match (is_reference(value), filled_later) {
                (_, true) => State::Empty,
                (true, false) => State::Refers,
                (false, false) => State::Owned,
            },
        ));
        let mut close = |open: &mut Option<(Bound, State)>, to: Bound| {
            if let Some((from, state)) = open.take() {
                out.push(Segment {
                    column: self.column,
                    state,
                    from,
                    to,
                });
            }
        };
        for (at, (step, event)) in steps.iter().enumerate() {
            let Some(moment) = self.moment(event) else {
                continue;
            };
            let here = Bound::Moment(moment);
            let state = open.map(|(_, state)| state);
            close(&mut open, here);
            open = match step {
                Step::Dropped => None,
                Step::PartMoved => Some((here, State::Part)),
                Step::Filled { .. } if is_reference(value) => Some((here, State::Refers)),
                Step::Filled { .. } => Some((here, State::Owned)),
                Step::Moved => match steps.get(at + 1) {
                    Some((Step::Filled { held_nothing: true }, _)) => None,
                    Some(_) => Some((here, State::Maybe)),
                    None if self.last_use().is_some_and(|it| it > event.at.span) => {
                        Some((here, State::Maybe))
                    }
                    None => None,
                },
            };
            // A drop is the last thing on each way out of a scope that has several.
            if matches!(step, Step::Dropped) && at + 1 < steps.len() {
                open = Some((here, state.unwrap_or(State::Maybe)));
            }
        }
        let end = match (is_reference(value), open) {
            (true, _) | (_, Some((_, State::Maybe))) => self.last_use(),
            _ => value.scope.map(|it| it.span),
        };
        close(&mut open, Bound::Line(end.unwrap_or(value.declared.span)));
    }

    fn begins(&self, moment: &Moment) -> bool {
        moment.column == self.column && moment.kind == Kind::Begin
    }

    fn moment(&self, event: &Event<Located>) -> Option<usize> {
        self.moments.iter().position(|it| {
            let at = it.column == self.column && it.at == event.at.span;
            let fits = matches!(
                (&it.kind, &event.kind),
                (Kind::Move(_), EventKind::Move(_))
                    | (Kind::Assign, EventKind::Assign(_))
                    | (Kind::Drop { .. }, EventKind::Drop(_))
            );
            at && fits
        })
    }

    /// In source order; drops at the end of a scope last.
    fn steps(&self) -> Vec<(Step, &Event<Located>)> {
        let mut steps: Vec<(Step, &Event<Located>)> = self
            .own_events()
            .filter_map(|event| Some((self.step(event)?, event)))
            .collect();
        // What is assigned stands in front of the new value, which may be made of the old one.
        steps.sort_by_key(|(step, event)| {
            let line = self.text.get(..event.at.span.start as usize);
            let line = line.map_or(0, |before| before.matches('\n').count());
            (
                line,
                !matches!(step, Step::Moved | Step::PartMoved),
                event.at.span.start,
            )
        });
        steps
    }

    fn step(&self, event: &Event<Located>) -> Option<Step> {
        let whole = event.place == self.facts.value(self.id).name;
        Some(match &event.kind {
            EventKind::Move(_) if whole => Step::Moved,
            EventKind::Move(_) => Step::PartMoved,
            EventKind::Assign(Assign {
                initialises,
                after_move,
                ..
            }) if whole && (*initialises || *after_move) => Step::Filled {
                held_nothing: *initialises,
            },
            EventKind::Drop(drop) if !drop.replaced => Step::Dropped,
            _ => return None,
        })
    }

    /// Where the value, or what a reference leads to, is used last in the text.
    fn last_use(&self) -> Option<Span> {
        self.own_events()
            .map(|event| event.at.span)
            .max_by_key(|it| it.end)
    }

    fn own_events(&self) -> impl Iterator<Item = &Event<Located>> {
        let home = self.facts.value(self.id).closure;
        let events = self.facts.events.iter();
        events.filter(move |it| {
            it.value == Some(self.id) && it.closure == home && !self.is_rejected(it)
        })
    }

    /// Whether the borrow checker says that there is nothing any more: then the value is not owned up to here.
    fn is_rejected(&self, event: &Event<Located>) -> bool {
        let mut errors = self.facts.errors.iter();
        errors.any(|it| {
            let moved = matches!(it.kind, ErrorKind::Moved { .. });
            moved && it.value == Some(self.id) && it.at == event.at
        })
    }
}

fn after_move(event: &Event<Located>) -> bool {
    matches!(&event.kind, EventKind::Assign(assign) if assign.after_move)
}
