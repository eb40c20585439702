//! Drops that run, from the MIR after drop elaboration.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::found::{Events, Excuse, Found};
use crate::mir::{Body, OperandKind, Place, Projection, Rvalue, Span, StatementKind};
use crate::support::comments::snippet;
use crate::support::event::{Event, What};
use crate::support::source::Source;
use crate::types::Fields;
use crate::variables::{Variable, Variables, place_text};

/// Reads the drops of one body.
pub struct Drops<'b> {
    pub body: &'b Body,
    pub source: &'b Source,
    pub file: &'b str,
    pub variables: &'b Variables,
    pub fields: &'b Fields,
    pub events: &'b mut Events,
}

/// One drop in the control flow.
struct Site<'b> {
    block: u32,
    place: Place,
    span: &'b Span,
    /// Only the allocation of a box is freed.
    box_freed: bool,
}

/// What is dropped at one position of one variable or temporary, gathered over the ways that lead there.
struct Dropped<'b> {
    owner: Owner<'b>,
    span: &'b Span,
    /// Steps from the owner to the place that is dropped or what is left of it: none at a scope's end,
    /// those of the assigned place where an assignment drops its old value.
    base: Vec<Projection>,
    replaced: bool,
    /// In the order in which they are dropped.
    parts: Vec<Part>,
    /// The blocks with the drops.
    blocks: Vec<u32>,
}

/// Whose value is dropped.
#[derive(Clone, Copy)]
enum Owner<'b> {
    Variable(&'b Variable),
    Temporary(u32),
}

/// A part of a value, or the whole.
struct Part {
    /// Steps from the owner.
    path: Vec<Projection>,
    conditional: bool,
    cancelled: bool,
    box_freed: bool,
}

impl<'b> Drops<'b> {
    /// Adds the events of all drops.
    pub fn read(&mut self) {
        let flags = drop_flags(self.body, self.variables);
        let reached: BTreeSet<u32> = self
            .body
            .reachable(&["unwind", "imaginary", "drop"])
            .into_iter()
            .collect();
        let mut groups: Vec<Dropped<'b>> = Vec::new();
        for site in self.sites() {
            let (owner, path) = match self.variables.find(&site.place) {
                Some((variable, path)) => (Owner::Variable(variable), path),
                None => (
                    Owner::Temporary(site.place.local),
                    &site.place.projections[..],
                ),
            };
            let assigned = self.replaced(&site);
            let owned = site.place.projections.len() - path.len();
            let base = assigned.map_or(&[][..], |steps| &path[..steps.saturating_sub(owned)]);
            let part = Part {
                path: path.to_vec(),
                conditional: guarded(self.body, site.block, &flags),
                cancelled: !reached.contains(&site.block),
                box_freed: site.box_freed,
            };
            let same = |group: &&mut Dropped<'b>| {
                group.span == site.span && group.owner.same(owner) && same_path(&group.base, base)
            };
            match groups.iter_mut().find(same) {
                Some(group) => group.add(part, site.block),
                None => groups.push(Dropped {
                    owner,
                    span: site.span,
                    base: base.to_vec(),
                    replaced: assigned.is_some(),
                    parts: vec![part],
                    blocks: vec![site.block],
                }),
            }
        }
        for group in self.in_order(groups) {
            match group.owner {
                Owner::Variable(variable) => self.variable(variable, &group),
                Owner::Temporary(local) => self.temporary(local, &group),
            }
        }
    }

    /// The blocks that drop something.
    fn sites(&self) -> Vec<Site<'b>> {
        let order = self.body.reachable(&["unwind", "imaginary"]);
        let aliases = aliases(self.body);
        order
            .into_iter()
            .filter_map(|block| site(self.body, block, &aliases))
            .collect()
    }

    /// Sorts the drops of one position by which comes first: at a scope's end they form chains of blocks
    /// whose terminators stand at that position, more than one chain if the scope is left in several ways;
    /// a loop's variables drop in each round, its iterator behind the last.
    fn in_order(&self, mut groups: Vec<Dropped<'b>>) -> Vec<Dropped<'b>> {
        let mut out = Vec::new();
        while !groups.is_empty() {
            let comes_first = |group: &Dropped<'b>| {
                !groups.iter().any(|other| {
                    other.span == group.span
                        && !std::ptr::eq(other, group)
                        && self.precedes(other, group)
                })
            };
            let first = groups.iter().position(comes_first).unwrap_or(0);
            out.push(groups.remove(first));
        }
        out
    }

    fn precedes(&self, a: &Dropped<'b>, b: &Dropped<'b>) -> bool {
        let way = |from: &Dropped<'b>, to: &Dropped<'b>, span| {
            let lengths = from
                .blocks
                .iter()
                .map(|&block| distances(self.body, block, span));
            lengths
                .filter_map(|found| {
                    to.blocks
                        .iter()
                        .filter_map(|block| found.get(block).copied())
                        .min()
                })
                .min()
        };
        match (way(a, b, Some(a.span)), way(b, a, Some(a.span))) {
            (Some(_), None) => true,
            // In a loop within a loop there is a way in both directions: the shorter one counts.
            (None, None) => match (way(a, b, None), way(b, a, None)) {
                (Some(there), Some(back)) => there < back,
                (there, back) => there.is_some() && back.is_none(),
            },
            _ => false,
        }
    }

    fn variable(&mut self, variable: &Variable, dropped: &Dropped<'b>) {
        let text = |path: &[Projection]| place_text(variable, path, self.fields, "");
        let whole = text(&dropped.base);
        let is_whole = |part: &Part| part.path.len() == dropped.base.len();
        let freed = dropped.parts.iter().all(|part| part.box_freed);
        // The whole, if it is dropped on some way, else the parts that are dropped.
        let parts: Vec<&Part> = match dropped
            .parts
            .iter()
            .find(|part| is_whole(part) && !part.box_freed)
        {
            Some(whole) => vec![whole],
            None => dropped
                .parts
                .iter()
                .filter(|part| freed || !part.box_freed)
                .collect(),
        };
        let relative = |part: &&Part| {
            let text = text(&part.path);
            text.strip_prefix(&format!("{whole}."))
                .map_or(text.clone(), String::from)
        };
        let mut left: Vec<String> = parts
            .iter()
            .copied()
            .filter(|part| !is_whole(part))
            .map(|part| relative(&part))
            .collect();
        left.dedup();
        let excuses = [
            (
                self.foreign(dropped.span) || variable.in_macro,
                Excuse::Macro,
            ),
            (parts.iter().all(|part| part.cancelled), Excuse::Cancelled),
            (freed, Excuse::BoxFreed),
        ];
        let event = Event {
            range: dropped.span.range,
            what: What::Drop {
                maybe: parts.iter().any(|part| part.conditional),
                old: dropped.replaced,
            },
            parts: left,
            place: whole.clone(),
            capture: false,
            in_macro: false,
            cause: None,
        };
        self.events.add(Found {
            event,
            declared: Some(variable.declared),
            alternatives: Vec::new(),
            excuse: excuses
                .into_iter()
                .find(|(applies, _)| *applies)
                .map(|(_, excuse)| excuse),
        });
    }

    /// A temporary, or a variable of a desugaring.
    fn temporary(&mut self, local: u32, dropped: &Dropped<'b>) {
        // What a closure captured belongs to the closure, whose own drop is an event elsewhere.
        if local == 1 && self.body.is_closure() || self.foreign(dropped.span) {
            return;
        }
        // A parameter that no name stands for has no span; the drop is known by its position alone.
        let created = self
            .body
            .locals
            .get(&local)
            .and_then(|local| local.span.as_ref());
        // Of the names that desugarings give, the iterator of a `for` loop stands for its expression.
        let named = self
            .body
            .debug
            .iter()
            .any(|debug| debug.place.local == local && debug.name != "iter");
        let in_macro = created.is_some_and(|created| {
            created.file != self.file || self.source.in_macro_definition(created.range.start)
        });
        let excuses = [
            (in_macro, Excuse::Macro),
            (
                dropped.parts.iter().all(|part| part.cancelled),
                Excuse::Cancelled,
            ),
            (named || created.is_none(), Excuse::Desugared),
            (
                dropped.parts.iter().all(|part| !part.path.is_empty()),
                Excuse::Desugared,
            ),
        ];
        self.events.add(Found {
            event: Event {
                range: dropped.span.range,
                what: What::TempDrop {
                    maybe: dropped.parts.iter().any(|part| part.conditional),
                },
                place: created.map_or(String::new(), |created| {
                    snippet(self.source.at(created.range))
                }),
                parts: Vec::new(),
                capture: false,
                in_macro: false,
                cause: None,
            },
            declared: None,
            alternatives: Vec::new(),
            excuse: excuses
                .into_iter()
                .find(|(applies, _)| *applies)
                .map(|(_, excuse)| excuse),
        });
    }

    fn foreign(&self, span: &Span) -> bool {
        span.file != self.file || self.source.in_macro_definition(span.range.start)
    }

    /// `x = new` drops the old value, or what is left of it, then assigns at the same span: gives the
    /// number of steps of the assigned place.
    fn replaced(&self, site: &Site<'b>) -> Option<usize> {
        let aliases = aliases(self.body);
        let blocks = self.body.blocks.values().filter(|block| !block.cleanup);
        let statements = blocks.flat_map(|block| &block.statements);
        statements
            .filter(|statement| statement.span.as_ref() == Some(site.span))
            .find_map(|statement| {
                let StatementKind::Assign(to, Rvalue::Use(value)) = &statement.kind else {
                    return None;
                };
                let to = resolve(to, &aliases);
                let steps = to.projections.len();
                let starts = steps <= site.place.projections.len()
                    && same_path(&to.projections, &site.place.projections[..steps]);
                let replaces =
                    value.kind == OperandKind::Move && to.local == site.place.local && starts;
                replaces.then_some(steps)
            })
    }
}

fn same_path(a: &[Projection], b: &[Projection]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b))
}

impl Dropped<'_> {
    /// Adds a part that is dropped on one of the ways.
    fn add(&mut self, part: Part, block: u32) {
        self.blocks.push(block);
        match self
            .parts
            .iter_mut()
            .find(|other| same_path(&other.path, &part.path))
        {
            Some(other) => {
                other.conditional |= part.conditional;
                other.cancelled &= part.cancelled;
                other.box_freed &= part.box_freed;
            }
            None => self.parts.push(part),
        }
    }
}

impl Owner<'_> {
    fn same(self, other: Owner<'_>) -> bool {
        match (self, other) {
            (Owner::Variable(a), Owner::Variable(b)) => {
                a.declared == b.declared && a.name == b.name
            }
            (Owner::Temporary(a), Owner::Temporary(b)) => a == b,
            _ => false,
        }
    }
}

/// What the pointers stand for that rustc made up: for the content of a box that is dropped in parts, and
/// for places that dereference twice.
fn aliases(body: &Body) -> BTreeMap<u32, Place> {
    let mut out = BTreeMap::new();
    for statement in body.blocks.values().flat_map(|block| &block.statements) {
        match &statement.kind {
            StatementKind::Assign(to, Rvalue::Alias(place)) => {
                drop(out.insert(to.local, place.clone()))
            }
            StatementKind::Assign(to, Rvalue::Other(operands)) => {
                if let [operand] = &operands[..]
                    && let [
                        path @ ..,
                        Projection::Field(0, unique),
                        Projection::Field(0, pointer),
                    ] = &operand.place.projections[..]
                    && unique.contains("::Unique<")
                    && pointer.contains("::NonNull<")
                {
                    out.insert(
                        to.local,
                        Place {
                            local: operand.place.local,
                            projections: path.to_vec(),
                        },
                    );
                }
            }
            _ => {}
        }
    }
    out
}

/// The place in terms of the user's variables and of temporaries of expressions.
fn resolve(place: &Place, aliases: &BTreeMap<u32, Place>) -> Place {
    let mut place = place.clone();
    while let Some(alias) = aliases.get(&place.local) {
        let projections = [&alias.projections[..], &place.projections[..]].concat();
        place = Place {
            local: alias.local,
            projections,
        };
    }
    place
}

/// What a block drops with its terminator.
fn site<'b>(body: &'b Body, number: u32, aliases: &BTreeMap<u32, Place>) -> Option<Site<'b>> {
    let block = body.blocks.get(&number).filter(|block| !block.cleanup)?;
    let last = block.statements.last()?;
    let span = last.span.as_ref()?;
    let (place, box_freed) = match &last.kind {
        StatementKind::Drop(place) => (place.clone(), false),
        // A box whose content was moved out is freed by a call of its own.
        StatementKind::Call {
            callee, operands, ..
        } if callee.starts_with("<Box<") && callee.ends_with("as Drop>::drop") => {
            let argument = operands.first()?;
            let borrowed = block
                .statements
                .iter()
                .find_map(|statement| match &statement.kind {
                    StatementKind::Assign(to, Rvalue::Ref { place, .. })
                        if to.same(&argument.place) && statement.span.as_ref() == Some(span) =>
                    {
                        Some(place.clone())
                    }
                    _ => None,
                });
            (borrowed?, true)
        }
        _ => return None,
    };
    Some(Site {
        block: number,
        place: resolve(&place, aliases),
        span,
        box_freed,
    })
}

/// The blocks that follow `from`, with the number of steps to them; only through terminators at `span` if
/// it is given.
fn distances(body: &Body, from: u32, span: Option<&Span>) -> BTreeMap<u32, usize> {
    let mut found = BTreeMap::new();
    let mut open = VecDeque::from([(from, 0)]);
    while let Some((block, steps)) = open.pop_front() {
        let at = body.terminator(block).and_then(|last| last.span.as_ref());
        if span.is_some() && at != span {
            continue;
        }
        for next in body.successors(block, &["unwind", "imaginary", "drop"]) {
            if let Entry::Vacant(entry) = found.entry(next) {
                entry.insert(steps + 1);
                open.push_back((next, steps + 1));
            }
        }
    }
    found
}

/// Booleans that rustc made up to remember what is initialised: only ever assigned constants.
fn drop_flags(body: &Body, variables: &Variables) -> BTreeSet<u32> {
    let is_flag = |(&number, local): (&u32, &crate::mir::Local)| {
        local.ty == "bool" && number > body.parameters && variables.whole(number).is_none()
    };
    let mut flags: BTreeSet<u32> = body
        .locals
        .iter()
        .filter(|&entry| is_flag(entry))
        .map(|(&number, _)| number)
        .collect();
    for statement in body.blocks.values().flat_map(|block| &block.statements) {
        let assigned = match &statement.kind {
            // A constant has no operands; comparisons have some.
            StatementKind::Assign(_, Rvalue::Other(operands)) if operands.is_empty() => continue,
            StatementKind::Assign(to, _)
            | StatementKind::Call {
                destination: to, ..
            } => to,
            _ => continue,
        };
        flags.remove(&assigned.local);
    }
    flags
}

/// Whether a block is entered only if a drop flag is set.
fn guarded(body: &Body, block: u32, flags: &BTreeSet<u32>) -> bool {
    let mut seen = BTreeSet::from([block]);
    let mut open = vec![block];
    while let Some(current) = open.pop() {
        for (&number, from) in &body.blocks {
            let Some(last) = from.statements.last() else {
                continue;
            };
            if !body
                .successors(number, &["unwind", "imaginary"])
                .any(|next| next == current)
                || seen.contains(&number)
            {
                continue;
            }
            match &last.kind {
                StatementKind::Switch(operand) if flags.contains(&operand.place.local) => {
                    let set = last
                        .successors
                        .iter()
                        .any(|(label, next)| label == "otherwise" && *next == current);
                    if set {
                        return true;
                    }
                }
                // Empty blocks of a drop ladder.
                StatementKind::Nothing if from.statements.len() == 1 => {
                    seen.insert(number);
                    open.push(number);
                }
                _ => {}
            }
        }
    }
    false
}
