//! Second values for variables that are not declared `mut` (E0384; `rustc_borrowck`'s
//! `check_if_reassignment_to_immutable_state`).

use std::collections::HashSet;

use super::super::uses;
use super::Cx;
use crate::facts::{Error, ErrorKind, ErrorStep, ErrorStepKind};
use crate::flow::graph::{BlockId, LocalId, LocalKind, Origin, PlaceId, StatementKind};

/// An assignment to a whole variable that the user wrote.
struct Assignment {
    block: BlockId,
    index: usize,
    place: PlaceId,
    at: Origin,
}

pub(super) fn find(cx: &Cx<'_>) -> Vec<Error<Origin>> {
    let mut errors = Vec::new();
    let mut first_values = FirstValues::default();
    for assignment in assignments(cx) {
        let local = cx.graph.place(assignment.place).local;
        let given = first_values.before(cx, local, (assignment.block, assignment.index));
        if cx.graph.local(local).initialised || given.is_some() {
            let declared = cx.graph.value_of(assignment.place).and_then(|value| {
                let value = cx.values.get(value.0 as usize)?;
                Some(ErrorStep {
                    kind: ErrorStepKind::Declared,
                    at: value.declared,
                })
            });
            let first = given.flatten().filter(|&first| first != assignment.at);
            let first = first.map(|at| ErrorStep {
                kind: ErrorStepKind::FirstAssigned,
                at,
            });
            let steps = declared.into_iter().chain(first).collect();
            errors.push(cx.error(
                ErrorKind::Reassigned,
                assignment.place,
                assignment.at,
                steps,
            ));
        }
    }
    errors
}

/// The assignments to whole variables that are not `mut`.
fn assignments<'a>(cx: &'a Cx<'_>) -> impl Iterator<Item = Assignment> + 'a {
    cx.statements().filter_map(|(block, index, statement)| {
        let StatementKind::Assign {
            place,
            written: written @ Some(_),
            ..
        } = statement.kind
        else {
            return None;
        };
        let node = cx.graph.place(place);
        let LocalKind::Named(value) = cx.graph.local(node.local).kind else {
            return None;
        };
        let mutable = cx.values.get(value.0 as usize)?.mutable;
        (node.parent.is_none() && !mutable && !node.ty.unknown).then(|| Assignment {
            block,
            index,
            place,
            at: uses::assignment(cx.graph, place, statement.origin, written),
        })
    })
}

/// Where variables may have got a value before a point (`EverInitializedPlaces`).
#[derive(Default)]
struct FirstValues {
    known: std::collections::HashMap<LocalId, Vec<(BlockId, usize, Option<Origin>)>>,
}

impl FirstValues {
    /// Whether the local may have a value at the point, and where it got it, if by an assignment that the
    /// user wrote.
    fn before(
        &mut self,
        cx: &Cx<'_>,
        local: LocalId,
        point: (BlockId, usize),
    ) -> Option<Option<Origin>> {
        let values = self
            .known
            .entry(local)
            .or_insert_with(|| given_values(cx, local));
        values
            .iter()
            .find(|(block, index, _)| reaches(cx, local, (*block, *index), point))
            .map(|(_, _, at)| *at)
    }
}

/// All assignments to the whole local.
fn given_values(cx: &Cx<'_>, local: LocalId) -> Vec<(BlockId, usize, Option<Origin>)> {
    let whole = cx.graph.local(local).place;
    cx.statements()
        .filter_map(|(block, index, statement)| match statement.kind {
            StatementKind::Assign { place, written, .. } if place == whole => {
                let at =
                    written.map(|_| uses::assignment(cx.graph, place, statement.origin, written));
                Some((block, index, at))
            }
            _ => None,
        })
        .collect()
}

/// Whether control can come from behind one statement to another while the local's storage lasts.
fn reaches(cx: &Cx<'_>, local: LocalId, from: (BlockId, usize), to: (BlockId, usize)) -> bool {
    let mut seen = HashSet::new();
    let mut pending = vec![(from.0, from.1 + 1)];
    while let Some((block, start)) = pending.pop() {
        let node = &cx.graph.blocks[block.index()];
        let ends = |kind: &StatementKind| matches!(kind, StatementKind::StorageLive(it) | StatementKind::StorageDead(it) if *it == local);
        let end = node.statements[start..]
            .iter()
            .position(|statement| ends(&statement.kind))
            .map_or(node.statements.len(), |offset| start + offset);
        if block == to.0 && (start..=end).contains(&to.1) && to.1 < node.statements.len() {
            return true;
        }
        if end == node.statements.len() {
            let fresh = node.successors.iter().filter(|next| seen.insert(**next));
            pending.extend(fresh.map(|next| (*next, 0)));
        }
    }
    false
}
