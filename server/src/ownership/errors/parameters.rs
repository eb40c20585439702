//! Type parameters that have to outlive a lifetime without a promise (E0309, E0310; `rustc_borrowck`'s type tests).

use std::collections::HashSet;

use super::{Cx, blame};
use crate::facts::{Error, ErrorKind};
use crate::flow::graph::{
    Origin,
    regions::{RegionId, UniversalKind},
};
use crate::ownership::loans::Loans;

/// `'static` is the first of the universal regions.
const STATIC: RegionId = RegionId(0);

pub(super) fn find(cx: &Cx<'_>, loans: &Loans<'_>) -> Vec<Error<Origin>> {
    let regions = loans.regions();
    let is_parameter = |region: RegionId| {
        let universal = regions.universal.get(region.index());
        universal.is_some_and(|it| it.kind == UniversalKind::Parameter)
    };
    let mut demands = regions
        .outlives
        .iter()
        .filter(|it| is_parameter(it.sup))
        .peekable();
    if demands.peek().is_none() {
        return Vec::new();
    }
    let promised = loans.promised();
    let mut seen = HashSet::new();
    let mut errors = Vec::new();
    for demand in demands {
        let holds = |lifetime: RegionId| {
            promised.contains(&(demand.sup, lifetime)) || promised.contains(&(demand.sup, STATIC))
        };
        let lifetimes = loans.outlived_by(demand.sub).iter().copied();
        let own = (demand.sub.index() < regions.universal.len()).then_some(demand.sub);
        let wrong = lifetimes.chain(own).filter(|&it| !holds(it)).min();
        let Some(lifetime) = wrong.map(|it| &regions.universal[it.index()]) else {
            continue;
        };
        let named = matches!(
            lifetime.kind,
            UniversalKind::Static | UniversalKind::Signature { .. }
        );
        let (Some(name), true) = (&lifetime.name, named && !loans.is_uncertain(demand.sub)) else {
            continue;
        };
        let Some(statement) = demand.point.and_then(|it| blame::statement(cx, it)) else {
            continue;
        };
        let Some(parameter) = regions.universal[demand.sup.index()].name.clone() else {
            continue;
        };
        let kind = ErrorKind::ParameterTooShort {
            parameter,
            lifetime: name.clone(),
        };
        if seen.insert((demand.sup, statement.origin)) {
            errors.push(cx.error_of_lifetimes(kind, statement.origin, Vec::new()));
        }
    }
    errors
}
