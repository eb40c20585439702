//! Lifetimes of the signature that would have to outlive others without a promise ("lifetime may not live long
//! enough", E0621, E0521; `rustc_borrowck`'s `report_region_error`).

use rustc_hash::FxHashSet;

use super::Cx;
use super::blame::{self, Category};
use crate::facts::{
    Error, ErrorKind, ErrorStep, ErrorStepKind, LifetimeDemand, LifetimeError, SignatureLifetime,
    Value,
};
use crate::flow::graph::{
    LocalId, LocalKind, Origin,
    regions::{RegionId, UniversalKind, Why},
};
use crate::ownership::loans::{Loans, Violation, way_of};

/// `'static` is the first of the universal regions.
const STATIC: RegionId = RegionId(0);

pub(super) fn find(cx: &Cx<'_>, loans: &Loans<'_>) -> Vec<Error<Origin>> {
    if cx.graph.closure.is_some() {
        // What a closure's body demands is judged where it is made.
        return Vec::new();
    }
    let mut seen = FxHashSet::default();
    let mut errors = Vec::new();
    let mut judged = FxHashSet::default();
    for violation in loans.violations() {
        let kind = loans.regions().universal[violation.longer.index()].kind;
        // One error for each lifetime.
        if !matches!(kind, UniversalKind::Signature) || !judged.insert(violation.longer) {
            continue;
        }
        let Some(error) = error(cx, loans, &violation) else {
            continue;
        };
        // That two lifetimes have to be the same is one error for each of them; that a type lacks a name is
        // the same error both times.
        let each = matches!(
            error.kind,
            ErrorKind::Lifetime {
                error: LifetimeError::TooShort,
                ..
            }
        );
        if each || seen.insert((error.at, error.kind.code())) {
            errors.push(error);
        }
    }
    errors
}

fn error(cx: &Cx<'_>, loans: &Loans<'_>, violation: &Violation) -> Option<Error<Origin>> {
    if violation.approximate {
        return None;
    }
    let blamed = blame::blamed(cx, loans, &violation.steps)?;
    let universal = &loans.regions().universal;
    let holders = Holders { cx, loans };
    let needs_name = |anonymous: RegionId, other: RegionId| {
        let named = universal[anonymous.index()].name.is_none()
            && universal[other.index()].name.is_some()
            && other != STATIC;
        holders.other_parameter(anonymous).filter(|_| named)
    };
    let unnamed = needs_name(violation.longer, violation.shorter)
        .or_else(|| needs_name(violation.shorter, violation.longer));
    let lifetime = if unnamed.is_some() {
        LifetimeError::ExplicitRequired
    } else if blamed.category == Category::Argument
        && violation.shorter == STATIC
        && holders.parameters(violation.longer).next().is_some()
    {
        LifetimeError::Escapes
    } else {
        LifetimeError::TooShort
    };
    let way = way_of(loans, &violation.steps).into_iter();
    let steps = way.map(|step| ErrorStep {
        kind: ErrorStepKind::Way(step.kind),
        at: step.at,
    });
    let kind = ErrorKind::Lifetime {
        error: lifetime,
        longer: holders.named(violation.longer),
        shorter: holders.named(violation.shorter),
        parameter: unnamed.and_then(|it| cx.name_of(it)),
        demand: demand(blamed.category),
    };
    Some(cx.error_of_lifetimes(kind, blamed.at, steps.collect()))
}

pub(super) fn demand(category: Category) -> LifetimeDemand {
    match category {
        Category::Return | Category::Opaque => LifetimeDemand::Returned,
        Category::Object => LifetimeDemand::Object,
        _ => LifetimeDemand::Other,
    }
}

/// In whose types the lifetimes of the signature stand.
struct Holders<'a> {
    cx: &'a Cx<'a>,
    loans: &'a Loans<'a>,
}

impl Holders<'_> {
    /// The parameters whose declared type has the lifetime, and the result.
    fn locals(&self, lifetime: RegionId) -> impl Iterator<Item = LocalId> {
        let regions = self.loans.regions();
        let same: FxHashSet<RegionId> = regions
            .outlives
            .iter()
            .filter(|it| it.why == Why::Annotation(None) && it.sub == lifetime)
            .map(|it| it.sup)
            .collect();
        let all = regions.locals.iter().enumerate();
        all.filter(move |(_, local)| local.used.iter().any(|it| same.contains(it)))
            .map(|(index, _)| LocalId(index as u32))
    }

    fn parameters(&self, lifetime: RegionId) -> impl Iterator<Item = LocalId> {
        let graph = self.cx.graph;
        self.locals(lifetime)
            .filter(|&it| graph.local(it).initialised)
    }

    fn named(&self, lifetime: RegionId) -> SignatureLifetime {
        let regions = self.loans.regions();
        let holder = self.parameters(lifetime).next();
        SignatureLifetime {
            name: regions.universal[lifetime.index()].name.clone(),
            parameter: holder.and_then(|it| self.cx.name_of(it)),
            alone: holder.is_some_and(|it| regions.locals[it.index()].used.len() == 1),
        }
    }

    /// The first parameter that has the lifetime, if neither `self` nor the result has it: the parameter's type lacks
    /// a name then (`rustc_borrowck`'s `NamedAnonConflict`).
    fn other_parameter(&self, lifetime: RegionId) -> Option<LocalId> {
        let graph = self.cx.graph;
        let is_named_self = |value: &Value<Origin>| value.name == "self";
        let is_self = |local: LocalId| match graph.local(local).kind {
            LocalKind::Named(value) => {
                let value = self.cx.values.get(value.0 as usize);
                value.is_some_and(is_named_self)
            }
            // Of an `async fn` the parameters have their names in the future.
            _ => {
                let first = graph.locals.iter().position(|it| it.initialised);
                graph.makes_future
                    && first == Some(local.index())
                    && self.cx.values.iter().any(is_named_self)
            }
        };
        let returned = self.locals(lifetime).any(|it| it == LocalId(0));
        let parameters: Vec<LocalId> = self.parameters(lifetime).collect();
        let first = parameters.first().copied();
        first.filter(|_| !returned && !parameters.into_iter().any(is_self))
    }
}
