//! The places whose types an ownership error would have to name. To print a type takes longer than to
//! lower an expression, so it is done for few: parts that are moved out of, what they are parts of, and
//! what lends a place that is moved out of or changed though it may not be.

use rustc_hash::FxHashSet;

use super::graph::{
    Graph, LocalKind, Operand, PlaceId, Projection, Rvalue, StatementKind, TypeKind,
};
use crate::facts::BorrowKind;

/// The places, each once.
pub(super) fn places(graph: &Graph) -> FxHashSet<PlaceId> {
    let mut named = FxHashSet::default();
    let mut lent = FxHashSet::default();
    let statements = || graph.blocks.iter().flat_map(|block| &block.statements);
    for statement in statements() {
        let (StatementKind::Assign { value, .. } | StatementKind::Evaluate(value)) =
            &statement.kind
        else {
            continue;
        };
        if let StatementKind::Assign {
            place,
            written: Some(_),
            ..
        } = statement.kind
        {
            lent.extend(lent_reference(graph, place, false));
        }
        match value {
            Rvalue::Operands(operands) => {
                for operand in operands {
                    if let Operand::Move(place, _) = operand
                        && graph.place(*place).parent.is_some()
                    {
                        named.insert(*place);
                        named.extend(graph.prefixes(*place).filter(|it| keeps_whole(graph, *it)));
                        lent.extend(lent_reference(graph, *place, true));
                    }
                }
            }
            Rvalue::Ref(reference) if matches!(reference.kind, BorrowKind::Mutable { .. }) => {
                lent.extend(lent_reference(graph, reference.place, false));
            }
            _ => {}
        }
    }
    if !lent.is_empty() {
        // The temporary that a lending reference comes from was made by a call whose receiver is a
        // reference to the lender.
        let receivers: FxHashSet<PlaceId> = statements()
            .filter_map(|statement| match &statement.kind {
                StatementKind::Assign {
                    place,
                    value: Rvalue::Operands(operands),
                    ..
                } if lent.contains(place) => match operands.first() {
                    Some(Operand::Move(receiver, _)) => Some(*receiver),
                    _ => None,
                },
                _ => None,
            })
            .collect();
        named.extend(statements().filter_map(|statement| match &statement.kind {
            StatementKind::Assign {
                place,
                value: Rvalue::Ref(reference),
                ..
            } if receivers.contains(place) => Some(reference.place),
            _ => None,
        }));
    }
    named
}

/// The places with a name, and parts of others, that are moved out of, each once.
pub(super) fn moved(graph: &Graph) -> FxHashSet<PlaceId> {
    let mut moved = FxHashSet::default();
    for statement in graph.blocks.iter().flat_map(|block| &block.statements) {
        let (StatementKind::Assign { value, .. } | StatementKind::Evaluate(value)) =
            &statement.kind
        else {
            continue;
        };
        let Rvalue::Operands(operands) = value else {
            continue;
        };
        for operand in operands {
            if let Operand::Move(place, _) = operand
                && (graph.value_of(*place).is_some() || graph.place(*place).parent.is_some())
            {
                moved.insert(*place);
            }
        }
    }
    moved
}

fn keeps_whole(graph: &Graph, place: PlaceId) -> bool {
    matches!(
        graph.place(place).ty.kind,
        TypeKind::Array | TypeKind::Slice | TypeKind::Destructor
    )
}

/// The temporary that holds a reference to the place which does not let it go, or be changed.
fn lent_reference(graph: &Graph, place: PlaceId, moved: bool) -> Option<PlaceId> {
    let node = graph.place(place);
    let local = graph.local(node.local);
    let TypeKind::Reference { mutable } = graph.place(local.place).ty.kind else {
        return None;
    };
    let through = graph
        .prefixes(place)
        .any(|it| graph.place(it).parent == Some((local.place, Projection::Deref)));
    (local.kind == LocalKind::Temporary && through && (moved || !mutable)).then_some(local.place)
}
