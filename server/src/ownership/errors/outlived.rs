//! Loans that are alive when what is borrowed ends (E0597, E0716, E0515, E0373, E0713; `rustc_borrowck`'s
//! `report_borrowed_value_does_not_live_long_enough`).

use super::Cx;
use super::accesses::PlaceAccess;
use super::conflicts::{issued, kept_alive};
use super::overlap::Depth;
use super::pointer::links;
use crate::facts::{Error, ErrorKind, ErrorStep, ErrorStepKind};
use crate::flow::graph::{
    LocalKind, Origin, PlaceId, Projection, Reference, TypeKind,
    regions::{Point, Why},
};
use crate::ownership::loans::{Keeper, LoanId, Loans};

/// The error for a loan that is alive at a drop or at the end of storage.
pub(super) fn error(
    cx: &Cx<'_>,
    loans: &Loans<'_>,
    id: LoanId,
    reference: &Reference,
    access: PlaceAccess,
    point: Point,
) -> Option<Error<Origin>> {
    let graph = cx.graph;
    let loan = loans.loan(id);
    let statement = statement_origin(cx, loan.point)?;
    let borrow = issued(reference, statement);
    let mut steps = vec![borrow.clone()];
    steps.push(ErrorStep {
        kind: ErrorStepKind::Ended {
            place: named(cx, access.place),
        },
        at: access.at,
    });
    steps.extend(kept_alive(loans, id, borrow.at, point));
    let local = graph.local(graph.place(access.place).local);
    if access.depth == Depth::Drop && is_in_destructor(cx, loan.place, access.place) {
        return Some(cx.error(
            ErrorKind::DestructorNeedsBorrowed,
            loan.place,
            borrow.at,
            steps,
        ));
    }
    let chain = loans.chain(id, point)?;
    let returned = chain.steps.iter().rev().find(|it| it.why == Why::Return);
    let to_caller = matches!(chain.keeper, Keeper::Caller(_));
    let captured = reference.usage.capture.is_some();
    let argument = chain
        .steps
        .iter()
        .any(|it| matches!(it.why, Why::Argument { .. } | Why::Bound));
    if to_caller && captured && (returned.is_some() || argument) {
        let used = reference.usage.capture.map(|(at, _)| ErrorStep {
            kind: ErrorStepKind::CapturedUse,
            at,
        });
        steps.extend(used);
        return Some(cx.error(ErrorKind::ClosureOutlives, loan.place, borrow.at, steps));
    }
    if let Some(constraint) = returned
        && to_caller
        && let Some(at) = constraint.point.and_then(|it| statement_origin(cx, it))
    {
        let direct = borrow.at == at;
        let kind = ErrorKind::ReturnsLocal {
            reference: direct,
            temporary: local.kind == LocalKind::Temporary,
        };
        return Some(cx.error(kind, access.place, at, steps));
    }
    match local.kind {
        LocalKind::Temporary => {
            let created = created(cx, access.place)?;
            Some(cx.error(ErrorKind::TemporaryDropped, access.place, created, steps))
        }
        LocalKind::Named(_) => {
            if let Some(value) = graph.value_of(access.place)
                && let Some(value) = cx.values.get(value.0 as usize)
            {
                steps.push(ErrorStep {
                    kind: ErrorStepKind::Declared,
                    at: value.declared,
                });
            }
            let kind = ErrorKind::DroppedWhileBorrowed;
            Some(cx.error(kind, loan.place, borrow.at, steps))
        }
        _ => None,
    }
}

fn statement_origin(cx: &Cx<'_>, point: Point) -> Option<Origin> {
    let block = &cx.graph.blocks[point.block.index()];
    let statement = block.statements.get(point.statement as usize)?;
    Some(statement.origin)
}

fn named(cx: &Cx<'_>, place: PlaceId) -> String {
    if cx.is_named(place) {
        cx.graph.place(place).text.clone()
    } else {
        String::new()
    }
}

/// Where a temporary gets its value.
fn created(cx: &Cx<'_>, place: PlaceId) -> Option<Origin> {
    use crate::flow::graph::StatementKind;
    let whole = cx.graph.local(cx.graph.place(place).local).place;
    cx.statements()
        .find_map(|(_, _, statement)| match statement.kind {
            StatementKind::Assign { place, .. } if place == whole => Some(statement.origin),
            _ => None,
        })
}

/// Whether what is borrowed lies in a part of the dropped place that has a destructor, which looks at it.
fn is_in_destructor(cx: &Cx<'_>, borrowed: PlaceId, dropped: PlaceId) -> bool {
    if cx.graph.prefixes(dropped).any(|it| it == borrowed) {
        return false;
    }
    links(cx.graph, borrowed).iter().any(|link| {
        matches!(link.projection, Projection::Field { .. })
            && cx.graph.place(link.whole).ty.kind == TypeKind::Destructor
    })
}
