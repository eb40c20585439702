//! Drops that run, from the MIR after drop elaboration.

use std::collections::BTreeSet;

use crate::flow::{distances, drop_flags, guarded};
use crate::found::{Events, Excuse, Found};
use crate::mir::{Body, Projection, Span};
use crate::sites::sites;
use crate::support::comments::snippet;
use crate::support::event::{Event, What};
use crate::variables::{Variable, place_text, same_path};
use crate::view::View;

/// Adds the events of all drops of a body.
pub fn read(view: &View<'_>, events: &mut Events) {
    Drops {
        view,
        body: view.body,
        events,
    }
    .read();
}

struct Drops<'b, 'u> {
    view: &'u View<'b>,
    body: &'b Body,
    events: &'u mut Events,
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

impl<'b> Drops<'b, '_> {
    fn read(&mut self) {
        let flags = drop_flags(self.body, self.view.variables);
        let reached: BTreeSet<u32> = self
            .body
            .reachable(&["unwind", "imaginary", "drop"])
            .into_iter()
            .collect();
        let mut groups: Vec<Dropped<'b>> = Vec::new();
        for site in sites(self.body) {
            let (owner, path) = match self.view.variables.find(&site.place) {
                Some((variable, path)) => (Owner::Variable(variable), path),
                None => (
                    Owner::Temporary(site.place.local),
                    &site.place.projections[..],
                ),
            };
            let assigned = site.replaced(self.body);
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
        let text = |path: &[Projection]| place_text(variable, path, self.view.fields, "");
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
                self.view.is_foreign(dropped.span) || variable.in_macro,
                Excuse::Macro,
            ),
            (parts.iter().all(|part| part.cancelled), Excuse::Cancelled),
            (freed, Excuse::BoxFreed),
        ];
        let event = Event {
            range: dropped.span.range,
            what: What::Drop {
                maybe: dropped
                    .parts
                    .iter()
                    .any(|part| part.conditional && (freed || !part.box_freed)),
                old: dropped.replaced,
            },
            parts: left,
            place: whole.clone(),
            capture: false,
            in_macro: false,
            cause: None,
            live: None,
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
        if local == 1 && self.body.is_closure() || self.view.is_foreign(dropped.span) {
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
            created.file != self.view.file
                || self.view.source.in_macro_definition(created.range.start)
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
                    snippet(self.view.source.at(created.range))
                }),
                parts: Vec::new(),
                capture: false,
                in_macro: false,
                cause: None,
                live: None,
            },
            declared: None,
            alternatives: Vec::new(),
            excuse: excuses
                .into_iter()
                .find(|(applies, _)| *applies)
                .map(|(_, excuse)| excuse),
        });
    }
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
            // What happens if a future is dropped early counts only where nothing else does.
            Some(other) if other.cancelled && !part.cancelled => *other = part,
            Some(other) if part.cancelled && !other.cancelled => {}
            Some(other) => {
                other.conditional |= part.conditional;
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
