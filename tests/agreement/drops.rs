//! Drops that run, from the MIR after drop elaboration.

use std::collections::{BTreeMap, BTreeSet};

use crate::found::{Events, Excuse, Found};
use crate::mir::{Body, OperandKind, Place, Projection, Rvalue, Span, StatementKind};
use crate::support::event::{Event, What};
use crate::support::position::Position;
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

/// What is dropped at one position, gathered over the ways that lead there.
struct Dropped<'b> {
    variable: &'b Variable,
    /// Paths to the parts, in the order in which they are dropped.
    parts: Vec<Vec<Projection>>,
    conditional: bool,
    replaced: bool,
    cancelled: bool,
    box_freed: bool,
}

impl<'b> Drops<'b> {
    /// Adds the events of all drops.
    pub fn read(&mut self) {
        let sites = self.sites();
        let flags = drop_flags(self.body, self.variables);
        let reached: BTreeSet<u32> = self.body.reachable(&["unwind", "imaginary", "drop"]).into_iter().collect();
        let mut groups: Vec<((Position, &Span), Dropped<'b>)> = Vec::new();
        for site in &sites {
            let conditional = guarded(self.body, site.block, &flags);
            let cancelled = !reached.contains(&site.block);
            let Some((variable, rest)) = self.variables.find(&site.place) else {
                self.temporary(site, conditional, cancelled);
                continue;
            };
            let replaced = self.replaces(site);
            let key = (variable.declared, site.span);
            match groups.iter_mut().find(|(other, dropped)| *other == key && dropped.variable.name == variable.name) {
                Some((_, dropped)) => {
                    if !dropped.parts.iter().any(|part| same(part, rest)) {
                        dropped.parts.push(rest.to_vec());
                    }
                    dropped.conditional |= conditional;
                    dropped.replaced |= replaced;
                    dropped.cancelled &= cancelled;
                    dropped.box_freed &= site.box_freed;
                }
                None => groups.push((
                    key,
                    Dropped {
                        variable,
                        parts: vec![rest.to_vec()],
                        conditional,
                        replaced,
                        cancelled,
                        box_freed: site.box_freed,
                    },
                )),
            }
        }
        for ((_, span), dropped) in groups {
            self.add(span, &dropped);
        }
    }

    /// The blocks that drop something, in an order in which control may pass through them.
    fn sites(&self) -> Vec<Site<'b>> {
        let body = self.body;
        let order = body.reachable(&["unwind", "imaginary"]);
        let mut sites: Vec<Site<'b>> = order.into_iter().filter_map(|block| site(body, block)).collect();
        // Reverse postorder puts branches in any order; among the drops of one scope's end, which form
        // chains of blocks at one position, only what leads where matters.
        let before: BTreeMap<u32, BTreeSet<u32>> =
            sites.iter().map(|site| (site.block, chain(body, site.block, site.span))).collect();
        for i in 0..sites.len() {
            for j in i + 1..sites.len() {
                if before[&sites[j].block].contains(&sites[i].block) && sites[i].span == sites[j].span {
                    sites[i..=j].rotate_right(1);
                }
            }
        }
        sites
    }

    fn add(&mut self, span: &Span, dropped: &Dropped<'b>) {
        let what = What::Drop { maybe: dropped.conditional, old: dropped.replaced };
        let excuse = if self.foreign(span) || dropped.variable.in_macro {
            Some(Excuse::Macro)
        } else if dropped.cancelled {
            Some(Excuse::Cancelled)
        } else {
            dropped.box_freed.then_some(Excuse::BoxFreed)
        };
        // The whole, if it is dropped on some way, else its parts.
        let whole = dropped.parts.iter().filter(|part| part.is_empty()).count() > 0;
        let parts = if whole { &[Vec::new()][..] } else { &dropped.parts };
        for part in parts {
            self.events.add(Found {
                event: Event {
                    range: span.range,
                    what,
                    place: place_text(dropped.variable, part, self.fields),
                    capture: false,
                    in_macro: false,
                    cause: None,
                },
                declared: Some(dropped.variable.declared),
                alternatives: Vec::new(),
                excuse,
            });
        }
    }

    /// A temporary, or a variable of a desugaring.
    fn temporary(&mut self, site: &Site<'b>, maybe: bool, cancelled: bool) {
        // What a closure captured belongs to the closure, whose own drop is an event elsewhere.
        if site.place.local == 1 && self.body.is_closure() || self.foreign(site.span) {
            return;
        }
        let Some(created) = self.body.locals.get(&site.place.local).and_then(|local| local.span.as_ref()) else {
            return;
        };
        let excuse = if created.file != self.file || self.source.in_macro_definition(created.range.start) {
            Some(Excuse::Macro)
        } else if cancelled {
            Some(Excuse::Cancelled)
        } else {
            let named = self.body.debug.iter().any(|debug| debug.place.local == site.place.local);
            (named || !site.place.projections.is_empty()).then_some(Excuse::Desugared)
        };
        self.events.add(Found {
            event: Event {
                range: site.span.range,
                what: What::TempDrop { maybe },
                place: crate::support::event::snippet(self.source.at(created.range)),
                capture: false,
                in_macro: false,
                cause: None,
            },
            declared: None,
            alternatives: Vec::new(),
            excuse,
        });
    }

    fn foreign(&self, span: &Span) -> bool {
        span.file != self.file || self.source.in_macro_definition(span.range.start)
    }

    /// `x = new` drops the old value, then assigns at the same span.
    fn replaces(&self, site: &Site<'b>) -> bool {
        let next = self.body.successors(site.block, &["unwind"]).next();
        let statements = next.and_then(|next| self.body.blocks.get(&next)).map_or(&[][..], |block| &block.statements);
        statements.iter().take(2).any(|statement| {
            matches!(&statement.kind, StatementKind::Assign(to, Rvalue::Use(value))
                if to.same(&site.place) && value.kind == OperandKind::Move)
                && statement.span.as_ref() == Some(site.span)
        })
    }
}

fn same(a: &[Projection], b: &[Projection]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b))
}

/// What a block drops with its terminator.
fn site(body: &Body, number: u32) -> Option<Site<'_>> {
    let block = body.blocks.get(&number).filter(|block| !block.cleanup)?;
    let last = block.statements.last()?;
    let span = last.span.as_ref()?;
    let (place, box_freed) = match &last.kind {
        StatementKind::Drop(place) => (place.clone(), false),
        // A box whose content was moved out is freed by a call of its own.
        StatementKind::Call { callee, operands, .. } if callee.starts_with("<Box<") && callee.ends_with("as Drop>::drop") => {
            let argument = operands.first()?;
            let borrowed = block.statements.iter().find_map(|statement| match &statement.kind {
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
    Some(Site { block: number, place, span, box_freed })
}

/// The blocks that follow `from` through terminators at the same position.
fn chain(body: &Body, from: u32, span: &Span) -> BTreeSet<u32> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(block) = open.pop() {
        let at = body.terminator(block).and_then(|last| last.span.as_ref());
        if at != Some(span) {
            continue;
        }
        for next in body.successors(block, &["unwind", "imaginary", "drop"]) {
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    seen
}

/// Booleans that rustc made up to remember what is initialised: only ever assigned constants.
fn drop_flags(body: &Body, variables: &Variables) -> BTreeSet<u32> {
    let is_flag = |(&number, local): (&u32, &crate::mir::Local)| {
        local.ty == "bool" && number > body.parameters && variables.whole(number).is_none()
    };
    let mut flags: BTreeSet<u32> =
        body.locals.iter().filter(|&entry| is_flag(entry)).map(|(&number, _)| number).collect();
    for statement in body.blocks.values().flat_map(|block| &block.statements) {
        let assigned = match &statement.kind {
            // A constant has no operands; comparisons have some.
            StatementKind::Assign(_, Rvalue::Other(operands)) if operands.is_empty() => continue,
            StatementKind::Assign(to, _) | StatementKind::Call { destination: to, .. } => to,
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
            let Some(last) = from.statements.last() else { continue };
            if !body.successors(number, &["unwind", "imaginary"]).any(|next| next == current) || seen.contains(&number) {
                continue;
            }
            match &last.kind {
                StatementKind::Switch(operand) if flags.contains(&operand.place.local) => {
                    let set = last.successors.iter().any(|(label, next)| label == "otherwise" && *next == current);
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
