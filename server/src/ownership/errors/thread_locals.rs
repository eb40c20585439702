//! Thread-local statics that are borrowed beyond the body, though their thread may end (E0712; `rustc_borrowck`'s
//! `check_for_invalidation_at_exit`).

use super::Cx;
use super::blame;
use super::conflicts::issued;
use crate::facts::{Error, ErrorKind, ErrorStep, ErrorStepKind};
use crate::flow::graph::{LocalKind, Origin, Rvalue, StatementKind};
use crate::ownership::loans::{LoanId, Loans, way_of};

pub(super) fn find(cx: &Cx<'_>, loans: &Loans<'_>) -> Vec<Error<Origin>> {
    loans.all().filter_map(|id| error(cx, loans, id)).collect()
}

fn error(cx: &Cx<'_>, loans: &Loans<'_>, id: LoanId) -> Option<Error<Origin>> {
    let loan = loans.loan(id);
    let local = cx.graph.local(cx.graph.place(loan.place).local);
    let thread_local = matches!(
        local.kind,
        LocalKind::Static {
            mutable: false,
            thread_local: true
        }
    );
    if !thread_local || loans.is_approximate(id) {
        return None;
    }
    let steps = loans.chain_to_longest(id)?.steps;
    let statement = blame::statement(cx, loan.point)?;
    let StatementKind::Assign {
        value: Rvalue::Ref(reference),
        ..
    } = &statement.kind
    else {
        return None;
    };
    let borrow = issued(reference, statement.origin);
    // Of a closure the use inside is to blame.
    let used = reference.usage.capture.map(|(at, _)| at);
    let at = used.unwrap_or(borrow.at);
    let way = way_of(loans, &steps).into_iter().map(|step| ErrorStep {
        kind: ErrorStepKind::Way(step.kind),
        at: step.at,
    });
    let steps = std::iter::once(borrow).chain(way).collect();
    Some(cx.error(ErrorKind::ThreadLocalEnds, loan.place, at, steps))
}
