//! From bodies to control-flow graphs and facts.
//!
//! A body is lowered from rust-analyzer's desugared expressions and inference result to a [`graph`],
//! analysed, and its facts are mapped to positions. The first two steps depend on what the body says,
//! not on where it stands, and are cached: an edit redoes them for the edited body alone.

mod attributes;
mod bodies;
mod bounds;
mod builder;
mod callee;
mod editions;
mod elided;
mod error_types;
mod glue;
pub mod graph;
mod half_impls;
mod heap;
mod inhabited;
mod lower;
mod memory;
mod missing;
mod positions;
mod regions;
mod reveal;
mod rewritten;
mod rewritten_bodies;
mod scope;
mod super_lets;
mod syntax;
mod typed;
mod types;
mod unexpanded;
mod unknown_traits;
mod unsatisfied;
mod variants;

use std::sync::Arc;

use ra_ap_hir_def::{DefWithBodyId, expr_store::Body as Expressions, hir::Expr};
use ra_ap_hir_ty::{InferenceResult, attach_db, db::HirDatabase};
use rustc_hash::FxHashMap;

pub use bodies::{Body, bodies, length, name, range};
pub use elided::elided;
pub use graph::Origin;
pub use memory::{Typed, memory};
pub use missing::missing_lifetimes;
pub use syntax::{syntax, syntax_errors};

use rewritten_bodies::may_be_rewritten;
use unsatisfied::has_unsatisfied_bounds;

use crate::facts::{Drop, Event, EventKind, Facts, Located};

/// The facts of a body, in source order.
pub fn facts(db: &dyn HirDatabase, body: Body) -> Facts<Located> {
    attach_db(db, || {
        let facts = Facts::clone(analysed(db, body.0));
        let Some(positions) = positions::Positions::new(db, body.0) else {
            return Facts::default();
        };
        // The same syntax is where many things happen, above all in the regions of borrows.
        let mut known: FxHashMap<Origin, Option<Located>> = FxHashMap::default();
        let mut facts = facts.map(|origin| {
            let located = known.entry(origin);
            *located.or_insert_with(|| positions.locate(origin))
        });
        facts.name = name(db, body);
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

/// Most calls and operators that a body may have, those of expanded macros included.
///
/// rust-analyzer's inference keeps what each of them requires until all is known and looks at it again and
/// again, so its time grows with the square of their number (some seconds for this many), and nothing
/// interrupts it. What people write stays far below; what macros repeat a thousand times does not.
const MOST_OPERATIONS: usize = 2_500;

/// As how many calls a closure counts: what it requires is looked at for each of its parameters, too.
const OPERATIONS_OF_CLOSURE: usize = 5;

/// Whether a body is so large that its types cannot be inferred in a reasonable time: it is not to be
/// analysed then.
pub fn is_too_large(db: &dyn HirDatabase, body: Body) -> bool {
    let operations = |expr: &Expr| match expr {
        Expr::Closure { .. } => OPERATIONS_OF_CLOSURE,
        Expr::Call { .. }
        | Expr::MethodCall { .. }
        | Expr::BinaryOp { .. }
        | Expr::UnaryOp { .. }
        | Expr::Index { .. } => 1,
        _ => 0,
    };
    let exprs = Expressions::of(db, body.0).exprs();
    exprs.map(|(_, expr)| operations(expr)).sum::<usize>() > MOST_OPERATIONS
}

/// Infers the types of a body, which [`facts`] begins with.
pub fn infer(db: &dyn HirDatabase, body: Body) {
    attach_db(db, || {
        InferenceResult::of(db, body.0);
    });
}

/// Facts over syntax ids: unchanged by edits elsewhere in the file.
#[salsa::tracked(returns(deref))]
fn analysed(db: &dyn HirDatabase, def: DefWithBodyId) -> Arc<Facts<Origin>> {
    Arc::new(analysis(db, def, Extent::Loans))
}

/// How much of a body is analysed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What moves and drops, and the errors in that.
    Moves,
    /// How long borrows live, too, and what they forbid.
    Loans,
}

/// Analyses a body without keeping the result, for measurements. The types are inferred before if they were not.
pub fn analyse_again(db: &dyn HirDatabase, body: Body, extent: Extent) {
    analysis(db, body.0, extent);
}

fn analysis(db: &dyn HirDatabase, def: DefWithBodyId, extent: Extent) -> Facts<Origin> {
    let mut lowered = attach_db(db, || lower::lower(db, def));
    if extent == Extent::Loans {
        attach_db(db, || {
            regions::infer(db, def, &mut lowered.graph, &lowered.typed)
        });
    }
    let mut found = crate::ownership::analyse(&lowered.graph, &lowered.values);
    if !found.errors.is_empty() && attach_db(db, || is_wrong(db, def, &lowered)) {
        // As rustc does: what is wrong with a body that is wrong already is not certain.
        found.errors.clear();
    }
    Facts {
        name: String::new(),
        values: lowered.values,
        events: found.events,
        errors: found.errors,
        holding: found.holding,
        execution: found.execution,
        gaps: lowered.gaps,
    }
}

/// Whether a body may be wrong apart from ownership, or another than the one that is written. Asked only of bodies with
/// errors: to prove the bounds of all calls takes long.
fn is_wrong<'db>(
    db: &'db dyn HirDatabase,
    def: DefWithBodyId,
    lowered: &lower::Lowered<'db>,
) -> bool {
    lowered.tainted
        || may_be_rewritten(db, def)
        || has_unsatisfied_bounds(db, def, &lowered.graph, &lowered.typed)
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

fn is_same_use(next: &Event<Located>, first: &Event<Located>) -> bool {
    std::mem::discriminant(&next.kind) == std::mem::discriminant(&first.kind)
        && next.value == first.value
        && next.value.is_some()
        && next.place == first.place
        && next.at == first.at
        && next.capture == first.capture
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::Span,
        project::{Options, Project, StdChoice},
    };

    fn too_large(text: &str) -> bool {
        let options = Options {
            std: StdChoice::Model,
            ..Options::default()
        };
        let project = Project::from_text("demo.rs", text, &options).expect("opens");
        let (snapshot, file) = (project.snapshot(), project.sources()[0]);
        let bodies = bodies(snapshot.db(), file, Span::ALL);
        bodies
            .into_iter()
            .any(|body| is_too_large(snapshot.db(), body))
    }

    #[test]
    fn bodies_that_macros_blow_up_are_too_large() {
        let times = |inner: &str, outer: &str| {
            let inner = format!("{inner}!() ").repeat(30);
            format!(
                "macro_rules! {outer} {{ () => {{ [{}] }} }}\n",
                inner.replace(") ", "), ")
            )
        };
        let one = "macro_rules! one { () => { 1 + 1 } }\n".to_owned();
        let text = one + &times("one", "many") + &times("many", "more") + &times("more", "most");
        assert!(too_large(&format!("{text} fn f() {{ most!(); }}")));
        assert!(!too_large(&format!("{text} fn f() {{ more!(); }}")));
    }
}
