//! Lifetimes of the signature that would have to outlive others without a promise ("lifetime may not live long
//! enough", E0621, E0521; `rustc_borrowck`'s `report_region_error`).

use std::collections::HashSet;

use super::Cx;
use crate::facts::{Error, ErrorKind, ErrorStep, ErrorStepKind, LifetimeError};
use crate::flow::graph::{
    Origin,
    regions::{Outlives, RegionId, UniversalKind, Why},
};
use crate::ownership::loans::{Loans, way_of};

/// `'static` is the first of the universal regions.
const STATIC: RegionId = RegionId(0);

pub(super) fn find(cx: &Cx<'_>, loans: &Loans<'_>) -> Vec<Error<Origin>> {
    if cx.graph.closure.is_some() {
        // What a closure's body demands is judged where it is made.
        return Vec::new();
    }
    let mut seen = HashSet::new();
    let mut errors = Vec::new();
    for violation in loans.violations() {
        let universal = &loans.regions().universal;
        let (longer, shorter) = (
            &universal[violation.longer.index()],
            &universal[violation.shorter.index()],
        );
        if violation.approximate || longer.kind != UniversalKind::Signature {
            continue;
        }
        let Some(blamed) = blamed(&violation.steps) else {
            continue;
        };
        let Some(at) = origin(cx, blamed) else {
            continue;
        };
        let returned = blamed.why == Why::Return;
        let error = match (violation.shorter == STATIC, returned) {
            (true, false) => LifetimeError::Escapes,
            (false, _) if longer.name.is_none() != shorter.name.is_none() => {
                LifetimeError::ExplicitRequired
            }
            _ => LifetimeError::TooShort,
        };
        if !seen.insert((at, error)) {
            continue;
        }
        let kind = ErrorKind::Lifetime {
            error,
            longer: longer.name.clone(),
            shorter: shorter.name.clone(),
            returned,
        };
        let steps = way_of(loans, &violation.steps).into_iter();
        let steps = steps.map(|step| ErrorStep {
            kind: ErrorStepKind::Way(step.kind),
            at: step.at,
        });
        errors.push(Error {
            kind,
            at,
            value: None,
            place: String::new(),
            ty: None,
            clone: false,
            steps: steps.collect(),
            closure: None,
        });
    }
    errors
}

/// The demand that a reader takes for the reason (`best_blame_constraint`).
fn blamed(steps: &[Outlives]) -> Option<&Outlives> {
    let by = |wanted: fn(Why) -> bool| steps.iter().rev().find(|step| wanted(step.why));
    by(|why| why == Why::Return)
        .or_else(|| by(|why| matches!(why, Why::Argument { .. } | Why::Bound)))
        .or_else(|| by(|why| matches!(why, Why::Assign | Why::Annotation | Why::Coercion)))
}

fn origin(cx: &Cx<'_>, constraint: &Outlives) -> Option<Origin> {
    let point = constraint.point?;
    let block = &cx.graph.blocks[point.block.index()];
    Some(block.statements.get(point.statement as usize)?.origin)
}
