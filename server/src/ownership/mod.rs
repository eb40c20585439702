//! What happens to the values of a body: moves, copies, borrows, assignments and the drops that run.
//!
//! Pure analyses over [`Graph`]: no types beyond what the graph's places carry, no text, no database.
//! They follow rustc's MIR passes, because rustc's answers are the ones that count:
//!
//! - [`paths`]: the places whose initialisation is tracked (`rustc_mir_dataflow::move_paths`);
//! - [`steps`]: what each statement does to them (`drop_flag_effects_for_location`);
//! - [`initialisation`]: the forward dataflow (`MaybeInitializedPlaces`, `MaybeUninitializedPlaces`);
//! - [`holding`]: what variables hold at each point;
//! - [`drops`]: which drops run, and of what (`rustc_mir_transform::elaborate_drops`);
//! - [`loans`]: how long each borrow lives, and why;
//! - [`events`]: the facts;
//! - [`errors`]: what the borrow checker rejects.
//!
//! Unreachable blocks give no facts: rustc builds no MIR for them that survives to these passes.

mod bits;
mod drops;
mod errors;
mod events;
mod holding;
mod initialisation;
pub mod loans;
mod paths;
mod steps;
mod uses;

#[cfg(test)]
mod tests;

use crate::facts::{Error, Event, Execution, Holding, Value};
use crate::flow::graph::{Graph, Origin};

/// What is known about a body.
#[derive(Debug, Default)]
pub struct Analysis {
    /// What happens to values.
    pub events: Vec<Event<Origin>>,
    /// What the borrow checker rejects.
    pub errors: Vec<Error<Origin>>,
    /// What variables hold at each point.
    pub holding: Holding<Origin>,
    /// What is executed.
    pub execution: Execution<Origin>,
}

/// The events of a body and of the closures and async blocks inside, which carry the closure they
/// belong to. Events stand in order of the blocks, those of drops behind all others of their graph; drops at
/// one scope's end in the order in which they run.
///
/// - Values of unknown type have no move, copy or drop, and nothing is said about the drop of a
///   variable after [`Forget`](crate::flow::graph::StatementKind::Forget).
/// - Temporaries have [`TempDrop`](crate::facts::EventKind::TempDrop) events only.
/// - A raw pointer to a place is no event: it neither moves nor borrows in the borrow checker's sense.
pub fn analyse(graph: &Graph, values: &[Value<Origin>]) -> Analysis {
    let mut analysis = Analysis::default();
    let mut pending = vec![graph];
    // The number of the next graph's first point.
    let mut next = 0;
    while let Some(graph) = pending.pop() {
        let paths = paths::MovePaths::new(graph);
        let steps = steps::Steps::new(graph, &paths);
        let mut recorder = holding::Recorder::new(graph, &paths, next);
        let answers = initialisation::solve(graph, &paths, &steps, &mut recorder);
        next = recorder.end_of_points();
        recorder.finish(&answers.reachable, &mut analysis.holding);
        let loans = loans::Loans::solve(graph, &answers);
        let regions = loans.as_ref();
        let regions = regions.map(|it| loans::regions_of(it, &mut analysis.execution));
        let regions = regions.unwrap_or_default();
        events::collect(graph, &answers, regions, &mut analysis.events);
        let errors = errors::find(graph, values, &paths, &answers, loans.as_ref());
        analysis.errors.extend(errors);
        pending.extend(graph.closures.iter().rev());
    }
    analysis
}
