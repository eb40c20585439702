//! What a closure is lent by its callers and keeps in what it has captured (E0521; `rustc_borrowck`'s
//! `report_escaping_data_error`).

use std::collections::HashSet;

use super::{Cx, blame};
use crate::facts::{Error, ErrorKind, ErrorStep, ErrorStepKind};
use crate::flow::graph::Origin;
use crate::ownership::loans::{Loans, way_of};

pub(super) fn find(cx: &Cx<'_>, loans: &Loans<'_>) -> Vec<Error<Origin>> {
    let regions = loans.regions();
    let mut seen = HashSet::new();
    let mut errors = Vec::new();
    for &lent in &regions.chosen_by_calls {
        let kept = loans.outlived_by(lent).iter();
        let kept = kept.copied().find(|it| regions.captured.contains(it));
        let Some(kept) = kept.filter(|_| !loans.is_uncertain(lent)) else {
            continue;
        };
        let Some(way) = loans.way_between(lent, kept) else {
            continue;
        };
        let Some(blamed) = blame::blamed(cx, loans, &way) else {
            continue;
        };
        let steps = way_of(loans, &way).into_iter().map(|step| ErrorStep {
            kind: ErrorStepKind::Way(step.kind),
            at: step.at,
        });
        if seen.insert(blamed.at) {
            let steps = steps.collect();
            errors.push(cx.error_of_lifetimes(ErrorKind::EscapesClosure, blamed.at, steps));
        }
    }
    errors
}
