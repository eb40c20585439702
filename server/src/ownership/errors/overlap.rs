//! Whether an access to one place concerns a loan of another (`rustc_borrowck::places_conflict`).

use crate::flow::graph::{Graph, Parts, PlaceId, Projection, TypeKind};

use super::pointer::links;

/// How far an access reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// The place itself, not what lies behind pointers in it: storage that ends, an assignment.
    Shallow,
    /// All of it.
    Deep,
    /// What dropping the value looks at.
    Drop,
    /// The length of a slice, which is no part of its elements.
    Length,
}

/// How two projections of one place relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Same,
    Disjoint,
    /// Not certain.
    Unknown,
}

/// Whether the access may concern what is borrowed. Where that is not certain, it does not.
pub(super) fn conflicts(graph: &Graph, borrowed: PlaceId, accessed: PlaceId, depth: Depth) -> bool {
    if borrowed == accessed {
        return true;
    }
    let (loan, access) = (links(graph, borrowed), links(graph, accessed));
    for (lent, used) in loan.iter().zip(&access) {
        let of_union = graph.place(lent.whole).ty.kind == TypeKind::Union;
        match relation(
            graph.place(lent.whole).ty.parts,
            lent.projection,
            used.projection,
        ) {
            Relation::Same => {}
            Relation::Disjoint if of_union => return true,
            Relation::Disjoint | Relation::Unknown => return false,
        }
    }
    // What is borrowed lies inside of what is accessed: does the access reach it?
    for rest in loan.iter().skip(access.len()) {
        let whole = graph.place(rest.whole).ty.kind;
        match (rest.projection, whole, depth) {
            (_, _, Depth::Length)
            | (Projection::Deref | Projection::BoxDeref, _, Depth::Shallow) => {
                return false;
            }
            (Projection::Deref, _, Depth::Drop) => return false,
            (Projection::Field { .. }, TypeKind::Destructor, Depth::Drop) => return true,
            _ => {}
        }
    }
    true
}

fn relation(parts: Parts, lent: Projection, used: Projection) -> Relation {
    use Projection::{BoxDeref, ConstantIndex, Deref, Field, Index, Subslice};
    match (lent, used) {
        (Deref, Deref) | (BoxDeref, BoxDeref) => Relation::Same,
        (Field { .. }, Field { .. }) if lent == used => Relation::Same,
        (Field { .. }, Field { .. }) => Relation::Disjoint,
        (Index, Index | ConstantIndex { .. } | Subslice { .. })
        | (ConstantIndex { .. } | Subslice { .. }, Index) => Relation::Same,
        (ConstantIndex { .. } | Subslice { .. }, ConstantIndex { .. } | Subslice { .. }) => {
            match parts {
                Parts::Elements(length) => in_array(length, lent, used),
                _ => in_slice(lent, used),
            }
        }
        _ => Relation::Unknown,
    }
}

/// Of an array it is known which elements a pattern names.
fn in_array(length: u64, lent: Projection, used: Projection) -> Relation {
    let elements = |it| match it {
        Projection::ConstantIndex {
            offset, from_end, ..
        } => {
            let index = match from_end {
                true => length.saturating_sub(u64::from(offset)),
                false => u64::from(offset),
            };
            index..index + 1
        }
        Projection::Subslice { from, to } => u64::from(from)..length.saturating_sub(u64::from(to)),
        _ => 0..length,
    };
    let (lent, used) = (elements(lent), elements(used));
    same_if(lent.start.max(used.start) < lent.end.min(used.end))
}

/// Of a slice only the least length is known: what may be the same is taken to be.
fn in_slice(lent: Projection, used: Projection) -> Relation {
    use Projection::{ConstantIndex, Subslice};
    match (lent, used) {
        (
            ConstantIndex {
                offset,
                min_length,
                from_end,
            },
            ConstantIndex {
                offset: other,
                min_length: other_min_length,
                from_end: other_from_end,
            },
        ) => {
            if from_end == other_from_end {
                return same_if(offset == other);
            }
            let (front, behind) = match from_end {
                true => (other, offset),
                false => (offset, other),
            };
            same_if(front >= min_length.max(other_min_length).saturating_sub(behind))
        }
        (
            ConstantIndex {
                offset, from_end, ..
            },
            Subslice { from, to },
        )
        | (
            Subslice { from, to },
            ConstantIndex {
                offset, from_end, ..
            },
        ) => same_if(match from_end {
            true => offset > to,
            false => offset >= from,
        }),
        _ => Relation::Same,
    }
}

fn same_if(same: bool) -> Relation {
    match same {
        true => Relation::Same,
        false => Relation::Disjoint,
    }
}
