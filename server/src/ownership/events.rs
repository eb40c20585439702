//! Statements and answers to events.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use crate::facts::{
    Assign, AtEnd, Borrow, Capture, Drop, Event, EventKind, Region, Transfer, ValueId,
};
use crate::flow::graph::{
    BlockId, Graph, LocalKind, Operand, Origin, PlaceId, Projection, Reference, Rvalue, Statement,
    StatementKind, Usage, regions::Point,
};

use super::drops::Fate;
use super::initialisation::{Answer, Answers};

/// Appends the events of one graph, without those of its closures.
pub(super) fn collect(
    graph: &Graph,
    answers: &Answers,
    regions: FxHashMap<Point, Region<Origin>>,
    events: &mut Vec<Event<Origin>>,
) {
    let mut collector = Collector {
        graph,
        answers,
        regions,
        region: None,
        found: Vec::new(),
        same: HashMap::new(),
        drops: Vec::new(),
        keys: HashMap::new(),
        replaced: None,
    };
    for &block in &answers.reachable {
        for (index, statement) in graph.blocks[block.index()].statements.iter().enumerate() {
            let point = Point {
                block,
                statement: index as u32,
            };
            collector.region = collector.regions.remove(&point).map(Box::new);
            collector.statement(block, index, statement);
        }
    }
    events.extend(collector.finish());
}

/// What makes several `Drop` statements one drop to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct DropKey {
    place: PlaceId,
    at: Origin,
    replaced: bool,
    created: Option<Origin>,
}

/// A drop, as far as its exits have been seen.
struct Dropped {
    key: DropKey,
    /// `None` if some exit is not certain.
    fate: Option<Fate>,
    /// Of the ways that reach the end of the scope; `None` if none does, or if some is not certain.
    at_end: Option<Fate>,
    order: u64,
}

struct Collector<'a> {
    graph: &'a Graph,
    answers: &'a Answers,
    /// How long the borrows that statements make live.
    regions: FxHashMap<Point, Region<Origin>>,
    /// That of the borrow which the current statement makes.
    region: Option<Box<Region<Origin>>>,
    /// Events other than drops.
    found: Vec<Event<Origin>>,
    /// Events that may be the same, by value and position.
    same: HashMap<(Option<ValueId>, Origin), Vec<usize>>,
    drops: Vec<Dropped>,
    /// Indices into `drops`.
    keys: HashMap<DropKey, usize>,
    /// The place whose old value the statement before has dropped.
    replaced: Option<PlaceId>,
}

impl Collector<'_> {
    fn statement(&mut self, block: BlockId, index: usize, statement: &Statement) {
        match &statement.kind {
            StatementKind::Assign {
                place,
                value,
                written,
            } => {
                self.value(value);
                if written.is_some() {
                    self.assign(*place, statement.origin, self.answers.get(block, index));
                }
            }
            StatementKind::Evaluate(value) => self.value(value),
            StatementKind::Drop {
                place,
                order,
                replaced,
                leaving,
                created,
            } => {
                let key = DropKey {
                    place: *place,
                    at: statement.origin,
                    replaced: *replaced,
                    created: *created,
                };
                if let Some(fate) = self.fate(key, self.answers.get(block, index)) {
                    let runs = fate.as_ref().is_some_and(Fate::runs);
                    self.replaced = (*replaced && runs).then_some(*place);
                    if !*replaced || !self.is_far(*place) {
                        self.drop(key, *order, fate, *leaving);
                    }
                }
            }
            StatementKind::Inspect(_)
            | StatementKind::Require(_)
            | StatementKind::Mention(_)
            | StatementKind::StorageLive(_)
            | StatementKind::StorageDead(_)
            | StatementKind::AssumeVariant { .. }
            | StatementKind::Nothing
            | StatementKind::Forget(_) => {}
        }
    }

    fn value(&mut self, value: &Rvalue) {
        match value {
            Rvalue::Operands(operands) => {
                for operand in operands {
                    match operand {
                        Operand::Move(place, usage) => {
                            self.transfer(*place, usage, EventKind::Move(transfer(usage)));
                        }
                        Operand::Copy(place, usage) => {
                            self.transfer(*place, usage, EventKind::Copy(transfer(usage)));
                        }
                        Operand::Item(_) | Operand::Constant => {}
                    }
                }
            }
            Rvalue::Ref(reference) => self.borrow(reference),
            Rvalue::RawRef { .. } => {}
        }
    }

    fn transfer(&mut self, place: PlaceId, usage: &Usage, kind: EventKind<Origin>) {
        if !self.graph.place(place).ty.unknown {
            self.used(place, usage, kind);
        }
    }

    fn borrow(&mut self, reference: &Reference) {
        let kind = EventKind::Borrow(Borrow {
            kind: reference.kind,
            reborrow: self.graph.is_behind_reference(reference.place),
            implicit: reference.implicit,
            cause: reference.usage.cause.clone(),
            into: reference.usage.into.clone(),
        });
        self.used(reference.place, &reference.usage, kind);
    }

    /// Whether the place lies behind a pointer that the value holds inside, or that a closure holds to the
    /// variable: what an assignment drops there is not the value itself. rustc's elaborated MIR does not
    /// name the variable there either (`rustc_mir_transform::deref_separator`).
    fn is_far(&self, place: PlaceId) -> bool {
        let local = self.graph.local(self.graph.place(place).local);
        self.graph
            .prefixes(place)
            .any(|part| match self.graph.place(part).parent {
                Some((whole, Projection::Deref | Projection::BoxDeref)) => {
                    whole != local.place
                        || local.kind.stands_for_variable()
                        || matches!(local.kind, LocalKind::Captured { .. })
                }
                _ => false,
            })
    }

    fn used(&mut self, place: PlaceId, usage: &Usage, kind: EventKind<Origin>) {
        let Some(value) = self.graph.value_of(place) else {
            return;
        };
        let capture = usage.capture.map(|(used_at, by_keyword)| Capture {
            used_at,
            by_keyword,
        });
        let mut event = self.event(kind, Some(value), place, usage.origin, capture);
        if matches!(event.kind, EventKind::Borrow(_)) {
            event.region = self.region.take();
        }
        self.push(event);
    }

    fn event(
        &self,
        kind: EventKind<Origin>,
        value: Option<ValueId>,
        place: PlaceId,
        at: Origin,
        capture: Option<Capture<Origin>>,
    ) -> Event<Origin> {
        let place = self.graph.place(place).text.clone();
        Event {
            kind,
            value,
            place,
            at,
            capture,
            closure: self.graph.closure,
            region: None,
        }
    }

    fn assign(&mut self, place: PlaceId, at: Origin, answer: Option<&Answer>) {
        let Some(value) = self.graph.value_of(place) else {
            return;
        };
        if self.graph.place(place).ty.unknown {
            return;
        }
        let (initialises, after_move) = match answer {
            Some(&Answer::Assign {
                initialises,
                after_move,
            }) => (initialises, after_move),
            _ => (false, false),
        };
        let kind = EventKind::Assign(Assign {
            initialises,
            after_move,
            drops_old: self.replaced.take() == Some(place),
        });
        self.push(self.event(kind, Some(value), place, at, None));
    }

    /// Adds an event, unless code that was lowered several times has given it before.
    fn push(&mut self, event: Event<Origin>) {
        let same = self.same.entry((event.value, event.at)).or_default();
        for &index in same.iter() {
            let known = &mut self.found[index];
            if known.place != event.place || known.capture != event.capture {
                continue;
            }
            match (&mut known.kind, &event.kind) {
                (EventKind::Assign(known), EventKind::Assign(more)) => {
                    known.initialises &= more.initialises;
                    known.after_move |= more.after_move;
                    known.drops_old |= more.drops_old;
                    return;
                }
                (kind, more) if kind == more => {
                    join(&mut known.region, event.region);
                    return;
                }
                _ => {}
            }
        }
        same.push(self.found.len());
        self.found.push(event);
    }

    /// What a drop does; `None` if it is no event at all: nothing to drop, or of unknown type.
    fn fate(&self, key: DropKey, answer: Option<&Answer>) -> Option<Option<Fate>> {
        let ty = self.graph.place(key.place).ty;
        let temporary = self.graph.value_of(key.place).is_none();
        if !ty.needs_drop || ty.unknown || temporary != key.created.is_some() {
            return None;
        }
        match answer {
            Some(Answer::Drop(fate)) => Some(Some(fate.clone())),
            Some(_) => Some(None),
            // Behind a reference or index the old value exists: the borrow checker demands it.
            None if key.replaced => Some(Some(Fate::Whole { conditional: false })),
            None => None,
        }
    }

    fn drop(&mut self, key: DropKey, order: u64, fate: Option<Fate>, leaving: bool) {
        let at_end = fate.clone().filter(|_| !leaving);
        if let Some(&index) = self.keys.get(&key) {
            let known = &mut self.drops[index];
            known.at_end = match (known.at_end.take(), at_end) {
                (Some(known), Some(fate)) => Some(known.or(fate)),
                (known, fate) => known.or(fate),
            };
            known.order = known.order.max(order);
            known.fate = known
                .fate
                .take()
                .zip(fate)
                .map(|(known, fate)| known.or(fate));
            return;
        }
        self.keys.insert(key, self.drops.len());
        self.drops.push(Dropped {
            key,
            fate,
            at_end,
            order,
        });
    }

    /// All events, the drops behind the others in the order in which they run where they share a position.
    ///
    /// A scope's exits drop different numbers of variables, but always those declared later first: the
    /// greatest rank of each keeps that order.
    fn finish(mut self) -> Vec<Event<Origin>> {
        self.drops.sort_by_key(|dropped| dropped.order);
        let mut ranks: HashMap<Origin, u32> = HashMap::new();
        let mut events = std::mem::take(&mut self.found);
        for dropped in &self.drops {
            let Some(fate) = dropped.fate.as_ref().filter(|it| it.runs()) else {
                continue;
            };
            let DropKey { place, at, .. } = dropped.key;
            let rank = ranks.entry(at).or_default();
            let kind = match dropped.key.created {
                Some(created) => EventKind::TempDrop {
                    created,
                    conditional: fate.conditional(),
                    order: *rank,
                },
                None => EventKind::Drop(Drop {
                    conditional: fate.conditional(),
                    fields: self.fields(place, fate),
                    replaced: dropped.key.replaced,
                    at_end: at_end(dropped.at_end.as_ref().unwrap_or(fate)),
                    order: *rank,
                }),
            };
            *rank += 1;
            events.push(self.event(kind, self.graph.value_of(place), place, at, None));
        }
        events
    }

    /// The parts that are dropped, as one would write them behind the place.
    fn fields(&self, place: PlaceId, fate: &Fate) -> Vec<String> {
        let Fate::Parts(parts) = fate else {
            return Vec::new();
        };
        let whole = &self.graph.place(place).text;
        let relative = |text: &String| {
            let behind = text
                .strip_prefix(whole.as_str())
                .and_then(|it| it.strip_prefix('.'));
            behind.unwrap_or(text).to_owned()
        };
        parts.iter().map(|part| relative(&part.text)).collect()
    }
}

fn at_end(fate: &Fate) -> AtEnd {
    match fate {
        fate if !fate.runs() => AtEnd::Never,
        fate if fate.conditional() => AtEnd::Sometimes,
        _ => AtEnd::Always,
    }
}

/// The same borrow on another path: it is live where it is on either.
fn join(known: &mut Option<Box<Region<Origin>>>, more: Option<Box<Region<Origin>>>) {
    let (Some(known), Some(more)) = (known.as_mut(), more) else {
        return;
    };
    known.issued.extend(more.issued);
    known.live.extend(more.live);
    known.approximate |= more.approximate;
    known.escapes |= more.escapes;
    if known.kept.is_none() {
        (known.kept, known.steps) = (more.kept, more.steps);
    }
}

fn transfer(usage: &Usage) -> Transfer {
    Transfer {
        cause: usage.cause.clone(),
        into: usage.into.clone(),
    }
}
