//! Assignments to and mutable borrows of what may not be changed (E0594, E0596; `rustc_borrowck`'s
//! `check_access_permissions` and `is_mutable`).

use std::collections::HashMap;

use super::super::uses;
use super::Cx;
use super::pointer::{Lender, lender};
use crate::facts::{BorrowKind, Error, ErrorKind, ErrorStep, ErrorStepKind, Immutability, ValueId};
use crate::flow::graph::{
    ClosureKind, LocalKind, Origin, PlaceId, Projection, Reference, Rvalue, StatementKind, TypeKind,
};

/// A place that may not be changed, and why.
struct Obstacle {
    place: PlaceId,
    because: Immutability,
}

pub(super) fn find(cx: &Cx<'_>) -> Vec<Error<Origin>> {
    let mut errors = Vec::new();
    for (_, _, statement) in cx.statements() {
        match &statement.kind {
            StatementKind::Assign {
                place,
                written: written @ Some(_),
                ..
            } => {
                // A variable that is not `mut` may get its first value.
                if matches!(whole_local(cx, *place), Some(LocalKind::Named(_))) {
                    continue;
                }
                let at = uses::assignment(cx.graph, *place, statement.origin, *written);
                errors.extend(check(cx, *place, at, false));
            }
            StatementKind::Assign { value, .. } | StatementKind::Evaluate(value) => match value {
                Rvalue::Ref(reference) if borrows_mutably(reference) => {
                    errors.extend(check(cx, reference.place, reference.usage.origin, true));
                }
                Rvalue::Ref(reference) if reference.kind != BorrowKind::Shared => {
                    errors.extend(captured(cx, reference));
                }
                Rvalue::RawRef {
                    place,
                    mutable: true,
                } => errors.extend(check(cx, *place, statement.origin, true)),
                _ => {}
            },
            _ => {}
        }
    }
    grouped(cx, errors)
}

/// Whether a borrow is one to change a place that may not be changed.
pub(super) fn forbids(cx: &Cx<'_>, reference: &Reference) -> bool {
    borrows_mutably(reference) && check(cx, reference.place, reference.usage.origin, true).is_some()
}

/// What a closure changes is checked inside it.
fn borrows_mutably(reference: &Reference) -> bool {
    matches!(reference.kind, BorrowKind::Mutable { .. }) && reference.usage.capture.is_none()
}

/// A closure changes what lies behind a shared reference: the borrow fails with which it captures that.
fn captured(cx: &Cx<'_>, reference: &Reference) -> Option<Error<Origin>> {
    let (used, _) = reference.usage.capture?;
    let closure = uses::of_usage(&reference.usage, reference.usage.origin);
    let mut error = check(cx, reference.place, closure, true)?;
    let shared = matches!(
        error.kind,
        ErrorKind::Immutable {
            because: Immutability::SharedReference(_),
            ..
        }
    );
    error.steps.push(ErrorStep {
        kind: ErrorStepKind::CapturedUse,
        at: used,
    });
    shared.then_some(error)
}

/// What the local is, if the place is a whole one.
fn whole_local(cx: &Cx<'_>, place: PlaceId) -> Option<LocalKind> {
    let node = cx.graph.place(place);
    node.parent
        .is_none()
        .then(|| cx.graph.local(node.local).kind)
}

fn check(cx: &Cx<'_>, place: PlaceId, at: Origin, borrowed: bool) -> Option<Error<Origin>> {
    if cx
        .graph
        .prefixes(place)
        .any(|it| cx.graph.place(it).ty.unknown)
    {
        return None;
    }
    let obstacle = obstacle(cx, place, false)?;
    let declared = match obstacle.because {
        Immutability::NotMut | Immutability::FnClosure => declared(cx, obstacle.place),
        _ => None,
    };
    let kind = ErrorKind::Immutable {
        borrowed,
        because: obstacle.because,
    };
    Some(cx.error(kind, place, at, declared.into_iter().collect()))
}

fn declared(cx: &Cx<'_>, place: PlaceId) -> Option<ErrorStep<Origin>> {
    let value = cx.values.get(cx.graph.value_of(place)?.0 as usize)?;
    Some(ErrorStep {
        kind: ErrorStepKind::Declared,
        at: value.declared,
    })
}

/// What forbids to change the place, if anything does. `allowed`: a variable that is not `mut` may hold
/// what is changed, because the change goes through a `&mut`.
fn obstacle(cx: &Cx<'_>, place: PlaceId, allowed: bool) -> Option<Obstacle> {
    let Some((whole, projection)) = cx.graph.place(place).parent else {
        return of_local(cx, place, allowed);
    };
    if projection != Projection::Deref {
        return obstacle(cx, whole, allowed);
    }
    let node = cx.graph.place(whole);
    let because = match (cx.graph.local(node.local).kind, node.ty.kind) {
        (LocalKind::Static { mutable, .. }, _) if node.parent.is_none() => {
            if mutable {
                return None;
            }
            Immutability::Static
        }
        (LocalKind::GuardReference(_), _) if node.parent.is_none() => Immutability::Guard,
        (LocalKind::Captured { by_ref: true, .. }, _) if node.parent.is_none() => {
            return obstacle(cx, whole, allowed);
        }
        (_, TypeKind::Reference { mutable: true }) => return obstacle(cx, whole, true),
        (_, TypeKind::Reference { mutable: false }) if node.parent.is_none() => {
            match lender(cx, node.local) {
                Some(Lender::Deref(ty)) => Immutability::Deref(ty),
                Some(Lender::Index(ty)) => Immutability::Index(ty),
                None => Immutability::SharedReference(name(cx, whole)),
            }
        }
        (_, TypeKind::Reference { mutable: false }) => {
            Immutability::SharedReference(name(cx, whole))
        }
        (_, TypeKind::RawPointer { mutable: false }) => Immutability::ConstPointer(name(cx, whole)),
        _ => return None,
    };
    Some(Obstacle { place, because })
}

fn of_local(cx: &Cx<'_>, place: PlaceId, allowed: bool) -> Option<Obstacle> {
    let refused = |because| Some(Obstacle { place, because });
    match cx.graph.local(cx.graph.place(place).local).kind {
        LocalKind::Named(value) => {
            let mutable = is_mut(cx, value)?;
            if mutable || allowed {
                None
            } else {
                refused(Immutability::NotMut)
            }
        }
        LocalKind::Captured { shared: true, .. } => None,
        LocalKind::Captured { mutable, .. } => {
            if !mutable && !allowed {
                refused(Immutability::NotMut)
            } else if cx.graph.closure_kind == Some(ClosureKind::Fn) {
                refused(Immutability::FnClosure)
            } else {
                None
            }
        }
        LocalKind::Temporary
        | LocalKind::Return
        | LocalKind::GuardReference(_)
        | LocalKind::Static { .. } => None,
    }
}

fn is_mut(cx: &Cx<'_>, value: ValueId) -> Option<bool> {
    Some(cx.values.get(value.0 as usize)?.mutable)
}

fn name(cx: &Cx<'_>, place: PlaceId) -> String {
    if cx.is_named(place) {
        cx.graph.place(place).text.clone()
    } else {
        String::new()
    }
}

/// Several mutable borrows of one variable that is not `mut` are one error, at its declaration.
fn grouped(cx: &Cx<'_>, errors: Vec<Error<Origin>>) -> Vec<Error<Origin>> {
    let is_grouped = |error: &Error<Origin>| {
        matches!(
            error.kind,
            ErrorKind::Immutable {
                borrowed: true,
                because: Immutability::NotMut,
            }
        )
    };
    let mut groups: HashMap<ValueId, usize> = HashMap::new();
    let mut grouped: Vec<Error<Origin>> = Vec::new();
    for error in errors {
        let Some(value) = error.value.filter(|_| is_grouped(&error)) else {
            grouped.push(error);
            continue;
        };
        let Some(&index) = groups.get(&value) else {
            groups.insert(value, grouped.len());
            grouped.push(error);
            continue;
        };
        let first = &mut grouped[index];
        if first.at == error.at || first.steps.iter().any(|step| step.at == error.at) {
            continue;
        }
        let Some(declared) = cx.values.get(value.0 as usize).map(|value| value.declared) else {
            continue;
        };
        if first.at != declared {
            let at = std::mem::replace(&mut first.at, declared);
            first.steps = vec![ErrorStep {
                kind: ErrorStepKind::BorrowedMutably,
                at,
            }];
        }
        first.steps.push(ErrorStep {
            kind: ErrorStepKind::BorrowedMutably,
            at: error.at,
        });
    }
    grouped
}
