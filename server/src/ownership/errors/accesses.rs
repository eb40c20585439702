//! What each statement does to places, as far as loans can object (`rustc_borrowck`'s `visit_statement_before_
//! primary_effect` and `access_place`).

use crate::facts::BorrowKind;
use crate::flow::graph::{
    LocalKind, Operand, Origin, PlaceId, Reference, Rvalue, Statement, StatementKind, TypeKind,
};

use super::super::uses;
use super::Cx;
use super::overlap::Depth;

/// What is done to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doing {
    /// Its value is read.
    Read,
    /// A reference to it is made. `reserved`: it is a two-phase borrow, which only reads for now.
    Borrow { kind: BorrowKind, reserved: bool },
    /// It is moved out of.
    Move,
    /// It gets another value.
    Assign,
    /// It is dropped.
    Drop,
    /// Its storage ends.
    End,
}

/// One access.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlaceAccess {
    pub(super) place: PlaceId,
    pub(super) doing: Doing,
    pub(super) depth: Depth,
    pub(super) at: Origin,
}

/// Calls `each` for the accesses of a statement, in order. `drops`: a drop there takes place at all.
pub(super) fn of_statement(
    cx: &Cx<'_>,
    statement: &Statement,
    drops: bool,
    each: &mut dyn FnMut(PlaceAccess),
) {
    let graph = cx.graph;
    let mut push = |place, doing, depth, at| {
        each(PlaceAccess {
            place,
            doing,
            depth,
            at,
        });
    };
    match &statement.kind {
        StatementKind::Assign { value, .. } | StatementKind::Evaluate(value) => {
            match value {
                Rvalue::Operands(operands) => {
                    for operand in operands {
                        match operand {
                            Operand::Copy(place, usage) => {
                                let at = uses::of_usage(usage, statement.origin);
                                push(*place, Doing::Read, Depth::Deep, at);
                            }
                            Operand::Move(place, usage) => {
                                let at = uses::of_usage(usage, statement.origin);
                                push(*place, Doing::Move, Depth::Deep, at);
                            }
                            Operand::Item(_) | Operand::Constant => {}
                        }
                    }
                }
                Rvalue::Ref(reference) => {
                    let kind = kind_of(cx, reference);
                    let reserved = kind == BorrowKind::Mutable { two_phase: true };
                    let at = uses::of_usage(&reference.usage, statement.origin);
                    push(
                        reference.place,
                        Doing::Borrow { kind, reserved },
                        Depth::Deep,
                        at,
                    );
                }
                Rvalue::RawRef { place, mutable } => {
                    let kind = if *mutable {
                        BorrowKind::Mutable { two_phase: false }
                    } else {
                        BorrowKind::Shared
                    };
                    let doing = Doing::Borrow {
                        kind,
                        reserved: false,
                    };
                    push(*place, doing, Depth::Deep, statement.origin);
                }
            }
            if let StatementKind::Assign { place, written, .. } = &statement.kind {
                let at = uses::assignment(graph, *place, statement.origin, *written);
                push(*place, Doing::Assign, Depth::Shallow, at);
            }
        }
        StatementKind::Inspect(place) => {
            let shared = Doing::Borrow {
                kind: BorrowKind::Shared,
                reserved: false,
            };
            let (doing, depth) = match graph.place(*place).ty.kind {
                // Patterns and indices look at how long it is.
                TypeKind::Slice => (Doing::Read, Depth::Length),
                // It is compared by a call.
                TypeKind::Str => (shared, Depth::Deep),
                _ => (Doing::Read, Depth::Deep),
            };
            push(*place, doing, depth, statement.origin);
        }
        StatementKind::AssumeVariant { place, .. } => {
            push(*place, Doing::Read, Depth::Shallow, statement.origin);
        }
        StatementKind::Drop {
            place, replaced, ..
        } if drops => {
            let doing = if *replaced {
                Doing::Assign
            } else {
                Doing::Drop
            };
            push(*place, doing, Depth::Drop, statement.origin);
        }
        StatementKind::StorageDead(local) => {
            let place = graph.local(*local).place;
            push(place, Doing::End, Depth::Shallow, statement.origin);
        }
        _ => {}
    }
}

/// What a reference is to the borrow checker: one that a closure makes to what a variable refers to that is
/// not `mut` itself is unique, not mutable (`limit_capture_mutability`).
pub(super) fn kind_of(cx: &Cx<'_>, reference: &Reference) -> BorrowKind {
    let captured = reference.usage.capture.is_some();
    match reference.kind {
        BorrowKind::Mutable { .. } | BorrowKind::Unique if captured => {
            if root_is_mut(cx, reference.place) {
                BorrowKind::Mutable { two_phase: false }
            } else {
                BorrowKind::Unique
            }
        }
        kind => kind,
    }
}

fn root_is_mut(cx: &Cx<'_>, place: PlaceId) -> bool {
    match cx.graph.local(cx.graph.place(place).local).kind {
        LocalKind::Named(value) => cx
            .values
            .get(value.0 as usize)
            .is_some_and(|value| value.mutable),
        LocalKind::Captured { mutable, .. } => mutable,
        _ => true,
    }
}
