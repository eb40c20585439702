//! What a closure is lent by each of its callers, and what would have to last longer than the call (E0521, "lifetime
//! may not live long enough"; `rustc_borrowck`'s `report_region_error` for lifetimes that are local to a closure).

use rustc_hash::FxHashSet;

use super::{
    Cx,
    blame::{self, Category},
    lifetimes::demand,
};
use crate::facts::{Error, ErrorKind, ErrorStep, ErrorStepKind, LifetimeError, SignatureLifetime};
use crate::flow::graph::{ClosureKind, LocalKind, Origin, regions::RegionId};
use crate::ownership::loans::{Loans, way_of};

pub(super) fn find(cx: &Cx<'_>, loans: &Loans<'_>) -> Vec<Error<Origin>> {
    let regions = loans.regions();
    let chosen = regions.chosen_by_calls.iter();
    let chosen = chosen.map(|it| (it.region, Some(it.number)));
    let lent: Vec<_> = chosen
        .chain(regions.environment.map(|it| (it, None)))
        .collect();
    if lent.is_empty() {
        return Vec::new();
    }
    let promised = loans.promised();
    let is_lent = |region: RegionId| lent.iter().any(|it| it.0 == region);
    let mut judged = FxHashSet::default();
    let mut errors = Vec::new();
    for &(region, number) in &lent {
        // One that is known to outlive a lifetime outside of the closure passes its demands on to that.
        let mut promises = promised.iter().filter(|it| it.0 == region);
        if promises.any(|it| !is_lent(it.1)) || loans.is_uncertain(region) {
            continue;
        }
        let kept = loans.outlived_by(region).iter().copied();
        let mut kept = kept.filter(|&it| it != region && !promised.contains(&(region, it)));
        // One error for each lifetime.
        if let Some(kept) = kept.next()
            && judged.insert(number)
        {
            errors.extend(error(cx, loans, region, kept, !is_lent(kept)));
        }
    }
    errors
}

/// `leaves`: what has to be outlasted lies outside of the closure.
fn error(
    cx: &Cx<'_>,
    loans: &Loans<'_>,
    lent: RegionId,
    kept: RegionId,
    leaves: bool,
) -> Option<Error<Origin>> {
    let way = loans.way_between(lent, kept)?;
    let blamed = blame::blamed(cx, loans, &way)?;
    let steps = way_of(loans, &way).into_iter().map(|step| ErrorStep {
        kind: ErrorStepKind::Way(step.kind),
        at: step.at,
    });
    let captured = loans.regions().environment == Some(lent);
    let changing = cx.graph.closure_kind == Some(ClosureKind::FnMut);
    let kind = match blamed.category {
        Category::Argument | Category::Assignment
            if leaves && (!captured || is_captured(cx, loans, kept)) =>
        {
            ErrorKind::EscapesClosure
        }
        Category::Return if leaves && captured && changing => ErrorKind::CapturedEscapes,
        category => ErrorKind::Lifetime {
            error: LifetimeError::TooShort,
            longer: SignatureLifetime::default(),
            shorter: SignatureLifetime {
                name: loans.regions().universal[kept.index()].name.clone(),
                ..SignatureLifetime::default()
            },
            parameter: None,
            demand: demand(category),
        },
    };
    Some(cx.error_of_lifetimes(kind, blamed.at, steps.collect()))
}

/// Whether the region stands in the type of what the closure captures.
fn is_captured(cx: &Cx<'_>, loans: &Loans<'_>, region: RegionId) -> bool {
    let mut locals = cx.graph.locals.iter().zip(&loans.regions().locals);
    locals.any(|(local, regions)| {
        matches!(local.kind, LocalKind::Captured { .. }) && regions.used.contains(&region)
    })
}
