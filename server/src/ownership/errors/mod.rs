//! What the borrow checker rejects (`rustc_borrowck`).
//!
//! - [`moved`]: uses of what was moved or has no value yet (E0381, E0382);
//! - [`reassigned`]: second values for variables that are not `mut` (E0384);
//! - [`unmovable`]: moves out of what is only lent (E0507, E0508, E0509);
//! - [`immutable`]: changes of what may not be changed (E0594, E0596);
//! - [`conflicts`]: what a loan forbids that is still alive (E0499 to E0506, E0524);
//! - [`guards`]: what the guard of a `match` changes (E0510);
//! - [`thread_locals`]: thread-local statics that are borrowed for too long (E0712);
//! - [`outlived`]: what ends while it is borrowed (E0373, E0515, E0597, E0713, E0716);
//! - [`lifetimes`]: lifetimes of the signature that are too short (E0521, E0621);
//! - [`parameters`]: type parameters that have to outlive lifetimes (E0309, E0310);
//! - [`hidden`]: lifetimes that opaque types hide (E0700);
//! - [`escapes`]: what leaves a closure (E0521).

mod accesses;
mod blame;
mod conflicts;
mod escapes;
mod guards;
mod hidden;
mod immutable;
mod lifetimes;
mod moved;
mod outlived;
mod overlap;
mod parameters;
mod pointer;
mod reassigned;
mod thread_locals;
mod unmovable;

use rustc_hash::FxHashSet;

use super::initialisation::Answers;
use super::loans::Loans;
use super::paths::MovePaths;
use crate::facts::{Error, ErrorKind, ErrorStep, Value};
use crate::flow::graph::{Graph, LocalId, Origin, PlaceId};

/// The errors of one graph, without those of its closures. `values` are those of the whole body.
pub(super) fn find(
    graph: &Graph,
    values: &[Value<Origin>],
    paths: &MovePaths,
    answers: &Answers,
    loans: Option<&Loans<'_>>,
) -> Vec<Error<Origin>> {
    let cx = Cx {
        graph,
        values,
        paths,
        answers,
    };
    let mut errors = moved::find(&cx);
    errors.extend(reassigned::find(&cx));
    errors.extend(unmovable::find(&cx));
    let without_value: Vec<_> = errors
        .iter()
        .filter(|error| matches!(error.kind, ErrorKind::Uninitialised { .. }))
        .map(|error| error.value)
        .collect();
    let mut changes = immutable::find(&cx);
    // Whether a variable without a value may be changed is not the question.
    changes.retain(|error| error.value.is_none() || !without_value.contains(&error.value));
    errors.extend(changes);
    if let Some(loans) = loans {
        errors.extend(conflicts::find(&cx, loans));
        errors.extend(thread_locals::find(&cx, loans));
        errors.extend(escapes::find(&cx, loans));
        errors.extend(parameters::find(&cx, loans));
        let lifetimes = lifetimes::find(&cx, loans);
        // Where lifetimes are wrong already, those of a hidden type are not the question.
        if lifetimes.is_empty() {
            errors.extend(hidden::find(&cx, loans));
        }
        errors.extend(lifetimes);
    }
    // Code that was lowered several times is wrong once.
    let mut seen = FxHashSet::default();
    errors.retain(|error| {
        let of_lifetimes = matches!(error.kind, ErrorKind::Lifetime { .. });
        of_lifetimes || seen.insert((error.kind.code(), error.at, error.place.clone()))
    });
    errors
}

/// What the searches for errors look at.
struct Cx<'a> {
    graph: &'a Graph,
    values: &'a [Value<Origin>],
    paths: &'a MovePaths,
    answers: &'a Answers,
}

impl Cx<'_> {
    /// The statements that run, with their block and number, in the order in which rustc visits them.
    fn statements(
        &self,
    ) -> impl Iterator<
        Item = (
            crate::flow::graph::BlockId,
            usize,
            &crate::flow::graph::Statement,
        ),
    > {
        let mut blocks = self.answers.reachable.clone();
        blocks.sort_by_key(|block| self.answers.rank[block.index()]);
        blocks.into_iter().flat_map(|block| {
            let statements = self.graph.blocks[block.index()].statements.iter();
            statements
                .enumerate()
                .map(move |(index, statement)| (block, index, statement))
        })
    }

    fn error(
        &self,
        kind: ErrorKind,
        place: PlaceId,
        at: Origin,
        steps: Vec<ErrorStep<Origin>>,
    ) -> Error<Origin> {
        let node = self.graph.place(place);
        Error {
            kind,
            at,
            value: self.graph.value_of(place),
            place: if self.is_named(place) {
                node.text.clone()
            } else {
                String::new()
            },
            ty: self.graph.type_names.get(&place).cloned(),
            clone: self.graph.cloneable.contains(&place),
            steps,
            closure: self.graph.closure,
        }
    }

    /// An error that is about lifetimes, not about a place.
    fn error_of_lifetimes(
        &self,
        kind: ErrorKind,
        at: Origin,
        steps: Vec<ErrorStep<Origin>>,
    ) -> Error<Origin> {
        Error {
            kind,
            at,
            value: None,
            place: String::new(),
            ty: None,
            clone: false,
            steps,
            closure: self.graph.closure,
        }
    }

    /// The name of a variable.
    fn name_of(&self, local: LocalId) -> Option<String> {
        let value = self.graph.value_of(self.graph.local(local).place)?;
        let value = self.values.get(value.0 as usize)?;
        Some(value.name.clone())
    }

    /// Whether the user has a name for the place; the text of a whole temporary is its type.
    fn is_named(&self, place: PlaceId) -> bool {
        use crate::flow::graph::LocalKind;
        let local = self.graph.local(self.graph.place(place).local);
        !matches!(local.kind, LocalKind::Temporary | LocalKind::Return)
    }
}
