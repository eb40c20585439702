//! Opaque types that hide lifetimes which they do not capture (E0700; `rustc_borrowck`'s member constraints: each
//! lifetime in a hidden type has to be one of those that are captured).

use super::Cx;
use crate::facts::{Error, ErrorKind, ErrorStep, ErrorStepKind};
use crate::flow::graph::{
    LocalId, Origin, StatementKind,
    regions::{HiddenType, RegionId, UniversalKind},
};
use crate::ownership::loans::{Loans, way_of};

/// `'static` is the first of the universal regions.
const STATIC: RegionId = RegionId(0);

pub(super) fn find(cx: &Cx<'_>, loans: &Loans<'_>) -> Vec<Error<Origin>> {
    let hidden = loans.regions().hidden.iter();
    hidden.filter_map(|it| error(cx, loans, it)).collect()
}

fn error(cx: &Cx<'_>, loans: &Loans<'_>, hidden: &HiddenType) -> Option<Error<Origin>> {
    if hidden.regions.iter().any(|&it| loans.is_uncertain(it)) {
        return None;
    }
    let promised = loans.promised();
    let outlives = |longer: RegionId, shorter: RegionId| {
        longer == shorter || longer == STATIC || promised.contains(&(longer, shorter))
    };
    let (lifetime, region) = hidden.regions.iter().find_map(|&region| {
        let limits = limits(loans, region);
        let least = loans.outlived_by(region).iter();
        let least: Vec<RegionId> = least
            .copied()
            .filter(|&it| is_of_signature(loans, it))
            .collect();
        let fits = |choice: RegionId| {
            limits.iter().all(|&it| outlives(it, choice))
                && least.iter().all(|&it| outlives(choice, it))
        };
        let captured = std::iter::once(STATIC).chain(hidden.captured.iter().copied());
        let chosen = captured.into_iter().any(fits);
        let lifetime = limits.iter().find(|it| !hidden.captured.contains(it));
        (!chosen).then(|| lifetime.map(|it| (*it, region)))?
    })?;
    let at = returned(cx)?;
    let way = way_of(loans, &loans.way_between(lifetime, region)?).into_iter();
    let steps = way.map(|step| ErrorStep {
        kind: ErrorStepKind::Way(step.kind),
        at: step.at,
    });
    let kind = ErrorKind::HiddenLifetime {
        lifetime: loans.regions().universal[lifetime.index()].name.clone(),
    };
    Some(cx.error_of_lifetimes(kind, at, steps.collect()))
}

/// The lifetimes of the signature that have to outlive the region.
fn limits(loans: &Loans<'_>, region: RegionId) -> Vec<RegionId> {
    let all = (0..loans.regions().universal.len() as u32).map(RegionId);
    all.filter(|&it| is_of_signature(loans, it))
        .filter(|&it| loans.way_between(it, region).is_some())
        .collect()
}

fn is_of_signature(loans: &Loans<'_>, region: RegionId) -> bool {
    let universal = loans.regions().universal.get(region.index());
    universal.is_some_and(|it| matches!(it.kind, UniversalKind::Signature))
}

/// Where the first value is returned.
fn returned(cx: &Cx<'_>) -> Option<Origin> {
    cx.statements().find_map(|(_, _, statement)| {
        let StatementKind::Assign { place, .. } = statement.kind else {
            return None;
        };
        (cx.graph.place(place).local == LocalId(0)).then_some(statement.origin)
    })
}
