//! What a place goes through, from its local outwards.

use super::Cx;
use crate::facts::{Cause, TypeName};
use crate::flow::graph::{
    Graph, LocalId, LocalKind, Operand, PlaceId, Projection, Rvalue, StatementKind,
};

/// One projection on the way to a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) whole: PlaceId,
    pub(super) part: PlaceId,
    pub(super) projection: Projection,
}

/// A collection or smart pointer that lends what it holds.
pub(super) enum Lender {
    Deref(TypeName),
    Index(TypeName),
}

/// The projections of the place, from the local outwards.
pub(super) fn links(graph: &Graph, place: PlaceId) -> Vec<Link> {
    let mut links: Vec<Link> = graph
        .prefixes(place)
        .filter_map(|part| {
            let (whole, projection) = graph.place(part).parent?;
            Some(Link {
                whole,
                part,
                projection,
            })
        })
        .collect();
    links.reverse();
    links
}

/// What an overloaded operator was called on to get the reference that `local` holds.
pub(super) fn lender(cx: &Cx<'_>, local: LocalId) -> Option<Lender> {
    if cx.graph.local(local).kind != LocalKind::Temporary {
        return None;
    }
    let called = value_of(cx.graph, cx.graph.local(local).place)?;
    let Rvalue::Operands(operands) = called else {
        return None;
    };
    let Some(Operand::Move(receiver, _)) = operands.first() else {
        return None;
    };
    let Rvalue::Ref(reference) = value_of(cx.graph, *receiver)? else {
        return None;
    };
    let ty = cx.graph.type_names.get(&reference.place)?.clone();
    match reference.usage.cause {
        Cause::Deref { .. } => Some(Lender::Deref(ty)),
        Cause::Index { .. } => Some(Lender::Index(ty)),
        _ => None,
    }
}

/// What is assigned to a temporary.
fn value_of(graph: &Graph, temporary: PlaceId) -> Option<&Rvalue> {
    let mut statements = graph.blocks.iter().flat_map(|block| &block.statements);
    statements.find_map(|statement| match &statement.kind {
        StatementKind::Assign { place, value, .. } if *place == temporary => Some(value),
        _ => None,
    })
}
