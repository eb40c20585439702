//! Loans that are alive when what is borrowed ends (E0597, E0716, E0515, E0373, E0713; `rustc_borrowck`'s
//! `report_borrowed_value_does_not_live_long_enough`).

use super::Cx;
use super::accesses::PlaceAccess;
use super::blame::{self, Blamed, Category};
use super::conflicts::{issued, kept_alive};
use super::overlap::Depth;
use super::pointer::links;
use crate::facts::{Error, ErrorKind, ErrorStep, ErrorStepKind};
use crate::flow::graph::{
    LocalKind, Origin, PlaceId, Projection, Reference, StatementKind, TypeKind, regions::Point,
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
    let borrow = issued(reference, blame::statement(cx, loan.point)?.origin);
    // Of a closure the use inside is to blame.
    let used = reference.usage.capture.map(|(at, _)| at);
    let mut steps = vec![borrow.clone()];
    steps.push(ErrorStep {
        kind: ErrorStepKind::Ended {
            place: named(cx, access.place),
        },
        at: access.at,
    });
    steps.extend(kept_alive(loans, id, borrow.at, point));
    if access.depth == Depth::Drop && is_in_destructor(cx, loan.place, access.place) {
        let kind = ErrorKind::DestructorNeedsBorrowed;
        return Some(cx.error(kind, loan.place, used.unwrap_or(borrow.at), steps));
    }
    if let Some(blamed) = demanded(cx, loans, id, point)?.filter(|it| !it.in_closure) {
        match (blamed.category, used) {
            (Category::Return | Category::Argument | Category::Opaque, Some(used)) => {
                steps.push(ErrorStep {
                    kind: ErrorStepKind::CapturedUse,
                    at: used,
                });
                return Some(cx.error(ErrorKind::ClosureOutlives, loan.place, borrow.at, steps));
            }
            (Category::Return, None) => {
                let local = graph.local(graph.place(access.place).local);
                let kind = ErrorKind::ReturnsLocal {
                    reference: borrow.at == blamed.at,
                    temporary: local.kind == LocalKind::Temporary,
                };
                return Some(cx.error(kind, access.place, blamed.at, steps));
            }
            _ => {}
        }
    }
    match graph.local(graph.place(access.place).local).kind {
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
            Some(cx.error(kind, loan.place, used.unwrap_or(borrow.at), steps))
        }
        _ => None,
    }
}

/// Where it is demanded that the loan lasts as long as a lifetime that the caller chooses; the inner `None` if
/// something inside of the body keeps it alive, the outer if nothing is known.
fn demanded(cx: &Cx<'_>, loans: &Loans<'_>, id: LoanId, point: Point) -> Option<Option<Blamed>> {
    match loans.chain(id, point)?.keeper {
        Keeper::Caller(_) => Some(blame::blamed(cx, loans, &loans.chain_to_longest(id)?.steps)),
        Keeper::Use { .. } | Keeper::Drop { .. } | Keeper::Here => Some(None),
    }
}

fn named(cx: &Cx<'_>, place: PlaceId) -> String {
    if cx.is_named(place) {
        cx.graph.place(place).text.clone()
    } else {
        String::new()
    }
}

/// The expression whose value a temporary holds; of one that is made along with others where it gets its value.
fn created(cx: &Cx<'_>, place: PlaceId) -> Option<Origin> {
    let local = cx.graph.place(place).local;
    let whole = cx.graph.local(local).place;
    let made =
        |kind: &StatementKind| matches!(kind, StatementKind::StorageLive(it) if *it == local);
    let stored = |kind: &StatementKind| matches!(kind, StatementKind::Assign { place, .. } if *place == whole);
    let find = |is: &dyn Fn(&StatementKind) -> bool| {
        let mut statements = cx.statements();
        let found = statements.find(|(_, _, statement)| is(&statement.kind));
        found.map(|(_, _, statement)| statement.origin)
    };
    find(&made).or_else(|| find(&stored))
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
