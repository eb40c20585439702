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
}

/// How two projections of one place relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Same,
    Disjoint,
    /// They may overlap, and what lies inside may too.
    Arbitrary,
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
            Relation::Arbitrary => return true,
        }
    }
    // What is borrowed lies inside of what is accessed: does the access reach it?
    for rest in loan.iter().skip(access.len()) {
        let whole = graph.place(rest.whole).ty.kind;
        match (rest.projection, whole, depth) {
            (Projection::Deref | Projection::BoxDeref, _, Depth::Shallow) => return false,
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
        (
            ConstantIndex { offset, from_end },
            ConstantIndex {
                offset: other,
                from_end: other_from_end,
            },
        ) if from_end == other_from_end => {
            if offset == other {
                Relation::Same
            } else {
                Relation::Disjoint
            }
        }
        (ConstantIndex { .. }, ConstantIndex { .. }) => match parts {
            Parts::Elements(length) => {
                let index = |step| match step {
                    ConstantIndex {
                        offset,
                        from_end: true,
                    } => length.checked_sub(u64::from(offset)),
                    ConstantIndex { offset, .. } => Some(u64::from(offset)),
                    _ => None,
                };
                if index(lent) == index(used) {
                    Relation::Same
                } else {
                    Relation::Disjoint
                }
            }
            _ => Relation::Unknown,
        },
        (ConstantIndex { offset, from_end }, Subslice { from, to })
        | (Subslice { from, to }, ConstantIndex { offset, from_end }) => {
            let outside = if from_end {
                offset <= to
            } else {
                offset < from
            };
            if outside {
                Relation::Disjoint
            } else {
                Relation::Unknown
            }
        }
        (Subslice { .. }, Subslice { .. }) if lent == used => Relation::Arbitrary,
        _ => Relation::Unknown,
    }
}
