//! Type parameters that have to outlive a lifetime without a promise (E0309, E0310; `rustc_borrowck`'s type tests).

use rustc_hash::FxHashSet;

use super::{Cx, blame};
use crate::facts::{Error, ErrorKind};
use crate::flow::graph::{
    Origin,
    regions::{Outlives, RegionId, Regions, UniversalKind, Why},
};
use crate::ownership::loans::Loans;

/// `'static` is the first of the universal regions.
const STATIC: RegionId = RegionId(0);

pub(super) fn find(cx: &Cx<'_>, loans: &Loans<'_>) -> Vec<Error<Origin>> {
    let regions = loans.regions();
    let mut demands = regions
        .outlives
        .iter()
        .filter(|it| is_parameter(regions, it.sup))
        .peekable();
    if demands.peek().is_none() {
        return Vec::new();
    }
    let promised = loans.promised();
    let mut seen = FxHashSet::default();
    let mut errors = Vec::new();
    for demand in demands {
        let Some(lifetime) = too_long(loans, &promised, demand) else {
            continue;
        };
        let Some(parameter) = regions.universal[demand.sup.index()].name.clone() else {
            continue;
        };
        let kind = ErrorKind::ParameterTooShort {
            parameter,
            lifetime,
        };
        for at in places(cx, demand) {
            if seen.insert((demand.sup, at)) {
                errors.push(cx.error_of_lifetimes(kind.clone(), at, Vec::new()));
            }
        }
    }
    errors
}

fn is_parameter(regions: &Regions, region: RegionId) -> bool {
    let universal = regions.universal.get(region.index());
    universal.is_some_and(|it| it.kind == UniversalKind::Parameter)
}

/// The lifetime that a parameter has to outlive although nothing promises it, if it has a name and is certain.
fn too_long(
    loans: &Loans<'_>,
    promised: &FxHashSet<(RegionId, RegionId)>,
    demand: &Outlives,
) -> Option<String> {
    let needed: Vec<RegionId> = outlived(loans, demand.sub).collect();
    let holds = |lifetime: &RegionId| {
        promised.contains(&(demand.sup, *lifetime)) || promised.contains(&(demand.sup, STATIC))
    };
    let wrong = *needed.iter().filter(|it| !holds(it)).min()?;
    // A lifetime that is promised to be outlived may have to be longer itself than it is: that is the error then.
    let by_another = promised.iter().any(|&(sup, lifetime)| {
        let covers = |it: &RegionId| {
            let mut reached = outlived(loans, lifetime);
            reached.any(|other| other == *it || promised.contains(&(other, *it)))
        };
        sup == demand.sup && needed.iter().all(covers)
    });
    let lifetime = &loans.regions().universal[wrong.index()];
    let named = matches!(
        lifetime.kind,
        UniversalKind::Static | UniversalKind::Signature
    );
    let uncertain = [demand.sup, demand.sub].map(|it| loans.is_uncertain(it));
    let certain = named && !by_another && !uncertain.contains(&true);
    lifetime.name.clone().filter(|_| certain)
}

/// The universal regions that a region has to outlive, itself among them if it is one.
fn outlived(loans: &Loans<'_>, region: RegionId) -> impl Iterator<Item = RegionId> {
    let own = (region.index() < loans.regions().universal.len()).then_some(region);
    loans.outlived_by(region).iter().copied().chain(own)
}

/// Where the demand arises. What an opaque result demands, all values do that are returned.
fn places(cx: &Cx<'_>, demand: &Outlives) -> Vec<Origin> {
    match (demand.point, demand.why) {
        (Some(point), _) => {
            let statement = blame::statement(cx, point);
            statement.map(|it| it.origin).into_iter().collect()
        }
        (None, Why::Return) => blame::returning(cx.graph).map(|it| it.origin).collect(),
        (None, Why::Annotation(Some(at))) => vec![at],
        (None, _) => Vec::new(),
    }
}
