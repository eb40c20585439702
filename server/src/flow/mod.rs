//! From bodies to control-flow graphs and facts.
//!
//! A body is lowered from rust-analyzer's desugared expressions and inference result to a [`graph`],
//! analysed, and its facts are mapped to positions. The first two steps depend on what the body says,
//! not on where it stands, and are cached: an edit redoes them for the edited body alone.

mod bodies;
mod builder;
mod callee;
mod editions;
mod error_types;
mod glue;
pub mod graph;
mod lower;
mod positions;
mod regions;
mod scope;
mod super_lets;
mod typed;
mod types;
mod unexpanded;

use std::sync::Arc;

use ra_ap_hir_def::DefWithBodyId;
use ra_ap_hir_ty::{attach_db, db::HirDatabase};

pub use bodies::{Body, bodies, name, range};
pub use graph::Origin;

use crate::facts::{Drop, Event, EventKind, Facts, Located};

/// The facts of a body, in source order.
pub fn facts(db: &dyn HirDatabase, body: Body) -> Facts<Located> {
    attach_db(db, || {
        let facts = Facts::clone(analysed(db, body.0));
        let Some(positions) = positions::Positions::new(db, body.0) else {
            return Facts {
                name: facts.name,
                values: vec![],
                events: vec![],
                errors: vec![],
                gaps: vec![],
            };
        };
        let mut facts = facts.map(|origin| positions.locate(origin));
        facts.name = name(db, body);
        facts.events.iter_mut().for_each(tidy_region);
        facts
            .events
            .sort_by_key(|event| (event.at.span.start, event.at.span.end));
        rank_drops(&mut facts.events);
        // A macro can repeat its argument: the user wrote one use.
        facts
            .events
            .dedup_by(|next, first| is_same_use(next, first));
        facts
    })
}

/// Facts over syntax ids: unchanged by edits elsewhere in the file.
#[salsa::tracked(returns(deref))]
fn analysed(db: &dyn HirDatabase, def: DefWithBodyId) -> Arc<Facts<Origin>> {
    let mut lowered = attach_db(db, || lower::lower(db, def));
    attach_db(db, || {
        regions::infer(db, def, &mut lowered.graph, &lowered.typed)
    });
    let mut found = crate::ownership::analyse(&lowered.graph, &lowered.values);
    if lowered.tainted {
        // As rustc does: what is wrong with a body that is wrong already is not certain.
        found.errors.clear();
    }
    Arc::new(Facts {
        name: String::new(),
        values: lowered.values,
        events: found.events,
        errors: found.errors,
        gaps: lowered.gaps,
    })
}

/// Numbers the drops at each position in the order in which they stand: scopes of different syntax may end
/// with the same character.
fn rank_drops(events: &mut [Event<Located>]) {
    for here in events.chunk_by_mut(|a, b| a.at.span == b.at.span) {
        let mut next = 0;
        for event in here {
            let (EventKind::Drop(Drop { order, .. }) | EventKind::TempDrop { order, .. }) =
                &mut event.kind
            else {
                continue;
            };
            *order = next;
            next += 1;
        }
    }
}

/// Orders the ranges of a borrow's region. Of an expression around the borrow the part in front of it was
/// evaluated before; what a macro does besides using what the user gave it has no place in the text.
fn tidy_region(event: &mut Event<Located>) {
    let own = event.at;
    let Some(region) = &mut event.region else {
        return;
    };
    region.live.retain(|it| !it.in_macro || own.in_macro);
    region.live.push(own);
    for at in &mut region.live {
        if at.span.contains(own.span) {
            at.span.start = own.span.start;
        }
    }
    region.live.sort_by_key(|at| (at.span.start, at.span.end));
    region.live.dedup();
}

fn is_same_use(next: &Event<Located>, first: &Event<Located>) -> bool {
    std::mem::discriminant(&next.kind) == std::mem::discriminant(&first.kind)
        && next.value == first.value
        && next.value.is_some()
        && next.place == first.place
        && next.at == first.at
        && next.capture == first.capture
}
