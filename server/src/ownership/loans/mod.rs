//! Non-lexical lifetimes over the graph (RFC 2094, after `rustc_borrowck`): which points each region contains,
//! where each loan is in scope, and what keeps it alive there.
//!
//! The rule set is that of stable Rust: constraints hold everywhere, whatever the point at which they arise.
//! It is chosen in [`Loans::solve`] and nowhere else.
//!
//! For the check of conflicts: [`Loans::of_local`] and [`Loans::in_scope`] give the loans that an access may
//! conflict with, [`Loans::chain`] why one is still alive, [`Loans::violations`] the signature's broken promises.

mod chain;
mod executed;
mod greatest;
mod held;
mod intervals;
mod layout;
mod liveness;
mod neighbours;
mod overlaps;
mod points;
mod report;
mod scope;
mod uses;
mod values;

pub use chain::{Chain, Keeper};
pub use intervals::Intervals;
pub use points::Points;

pub(super) use report::{regions_of, steps_of, way_of};

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use crate::flow::graph::{
    Graph, LocalId,
    regions::{Loan, Outlives, Point, RegionId, Regions, UniversalKind},
};

use super::initialisation::Answers;
use overlaps::Overlaps;
use scope::{Kills, Scope, Until};
use values::{Edges, Values};

/// Index into [`Regions::loans`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LoanId(pub u32);

impl LoanId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The loans of one graph, solved.
pub struct Loans<'a> {
    graph: &'a Graph,
    regions: &'a Regions,
    points: Points,
    edges: Edges,
    liveness: Liveness,
    values: Values,
    kills: Kills,
    /// By loan: where what happens to the place may conflict with it.
    scopes: Vec<Scope>,
    /// By local: the tracked loans of it and of places in it or behind it.
    of_local: Vec<Overlaps>,
    uncertain: Vec<bool>,
}

/// A universal region has to outlive another one, which the signature does not promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The region that would have to last longer.
    pub longer: RegionId,
    /// The region that it would have to outlast.
    pub shorter: RegionId,
    /// The way through the constraints from the one to the other.
    pub steps: Vec<Outlives>,
    /// Something on the way was assumed: it is no certain error.
    pub approximate: bool,
}

/// Where values of locals, and so the regions in their types, are live.
struct Liveness {
    mentions: Vec<uses::Mentions>,
    /// By local; `None` for those without regions of this graph.
    locals: Vec<Option<liveness::Live>>,
    /// By region: the points at which it is live by itself, not through a constraint.
    regions: Vec<Intervals>,
    /// By region: the locals whose type has it.
    holders: Vec<Vec<LocalId>>,
}

impl<'a> Loans<'a> {
    /// Solves the regions of a graph; `None` if it has none. Closures' graphs are solved by themselves.
    pub(in crate::ownership) fn solve(graph: &'a Graph, answers: &Answers) -> Option<Loans<'a>> {
        let regions = graph.regions.as_ref()?;
        let points = Points::new(graph);
        let edges = Edges::of_longer(regions);
        let longer = Edges::of_shorter(regions);
        let escaping = outliving(regions, &longer, universal_ids(regions));
        let liveness = Liveness::new(graph, (regions, &escaping), &points, answers);
        let values = Values::new(regions, &edges, &liveness.regions, points.count());
        let kills = Kills::new(graph, regions, &points);
        let mut loans = Loans {
            graph,
            regions,
            points,
            edges,
            liveness,
            values,
            kills,
            scopes: Vec::new(),
            of_local: Vec::new(),
            uncertain: outliving(regions, &longer, regions.approximate.iter().copied()),
        };
        let scopes = regions.loans.iter();
        loans.scopes = scopes.map(|it| loans.scope(it, Until::Killed)).collect();
        loans.of_local = loans.by_local();
        Some(loans)
    }

    fn by_local(&self) -> Vec<Overlaps> {
        let mut bounds = vec![Vec::new(); self.graph.locals.len()];
        for id in self.all() {
            let loan = self.loan(id);
            if loan.tracked {
                let local = self.graph.place(loan.place).local;
                bounds[local.index()].push((self.scope_of(id).bounds(), id));
            }
        }
        bounds.into_iter().map(Overlaps::new).collect()
    }

    /// The numbers of the points.
    pub fn points(&self) -> &Points {
        &self.points
    }

    /// The region variables.
    pub fn regions(&self) -> &'a Regions {
        self.regions
    }

    /// All loans.
    pub fn all(&self) -> impl Iterator<Item = LoanId> + use<> {
        (0..self.scopes.len() as u32).map(LoanId)
    }

    /// What is known about a loan.
    pub fn loan(&self, id: LoanId) -> &'a Loan {
        &self.regions.loans[id.index()]
    }

    /// The tracked loans of a local, and of places in it or behind it, that may be in scope on entry to a point.
    pub fn of_local(&self, local: LocalId, point: Point) -> Vec<LoanId> {
        self.of_local[local.index()].at(self.points.number(point))
    }

    /// Whether a loan is in scope on entry to a point: what the statement there does to the place may conflict
    /// with it. Not at the point where it is issued, unless a loop leads back there.
    pub fn in_scope(&self, loan: LoanId, point: Point) -> bool {
        let number = self.points.number(point);
        self.scope_of(loan).contains(number) && !self.is_fresh(loan, number)
    }

    /// Whether the point is the loan's own, and the loan is not alive there from an earlier turn of a loop.
    fn is_fresh(&self, loan: LoanId, number: u32) -> bool {
        let scope = self.scope_of(loan);
        let loan = self.loan(loan);
        if self.points.number(loan.point) != number {
            return false;
        }
        let block = loan.point.block;
        if loan.point.statement > 0 {
            return !scope.contains(number - 1);
        }
        let mut before = self.points.ends_before(block);
        !before.any(|it| scope.contains(it))
    }

    /// The points at which a loan is in scope, with the one that issues it.
    pub fn scope_of(&self, loan: LoanId) -> &Intervals {
        &self.scopes[loan.index()].points
    }

    /// The points at which a reader is told that a loan is live, with the one that issues it.
    fn scope_to_tell(&self, loan: LoanId) -> Cow<'_, Intervals> {
        let scope = &self.scopes[loan.index()];
        match scope.killed {
            true => Cow::Owned(self.scope(self.loan(loan), Until::Overwritten).points),
            false => Cow::Borrowed(&scope.points),
        }
    }

    /// Whether something had to be assumed about how long the loan lives: no error may be raised from it.
    pub fn is_approximate(&self, loan: LoanId) -> bool {
        self.uncertain[self.loan(loan).region.index()]
    }

    /// The universal regions that a loan has to outlive: it leaves the body.
    pub fn escapes_to(&self, loan: LoanId) -> &[RegionId] {
        self.values.universal(self.loan(loan).region)
    }

    /// Why a loan is alive at a point of its scope.
    pub fn chain(&self, loan: LoanId, point: Point) -> Option<Chain> {
        let at = self.points.number(point);
        self.chain_from(self.loan(loan).region, at)
    }

    fn chain_from(&self, region: RegionId, at: u32) -> Option<Chain> {
        chain::chain(
            self.graph,
            self.regions,
            &self.edges,
            &self.points,
            &self.liveness,
            region,
            at,
        )
    }

    /// The way from a loan to the longest of the universal regions that it has to outlive.
    pub(super) fn chain_to_longest(&self, loan: LoanId) -> Option<Chain> {
        let longest = *self.escapes_to(loan).first()?;
        let from = self.loan(loan).region;
        let (region, steps) = chain::path(self.regions, &self.edges, from, |it| it == longest)?;
        Some(Chain {
            steps,
            region,
            keeper: Keeper::Caller(region),
        })
    }

    /// The way from a region to the universal one that it has to outlive.
    fn chain_to_caller(&self, region: RegionId) -> Option<Chain> {
        let universal = |it: RegionId| it.index() < self.regions.universal.len();
        let (region, steps) = chain::path(self.regions, &self.edges, region, universal)?;
        Some(Chain {
            steps,
            region,
            keeper: Keeper::Caller(region),
        })
    }

    /// Universal regions that would have to outlive others without a promise in the signature.
    pub fn violations(&self) -> Vec<Violation> {
        let mut found = Vec::new();
        let promised = self.promised();
        let universal = &self.regions.universal;
        for longer in universal_ids(self.regions) {
            for &shorter in self.values.universal(longer) {
                // `'static` outlives everything, and which lifetimes an opaque type captures is not judged.
                let hidden = universal[shorter.index()].kind == UniversalKind::Hidden;
                if longer == shorter
                    || longer.0 == 0
                    || hidden
                    || promised.contains(&(longer, shorter))
                    || promised.contains(&(longer, RegionId(0)))
                {
                    continue;
                }
                let way = chain::path(self.regions, &self.edges, longer, |it| it == shorter);
                if let Some((_, steps)) = way {
                    found.push(Violation {
                        longer,
                        shorter,
                        steps,
                        approximate: self.uncertain[longer.index()],
                    });
                }
            }
        }
        found
    }

    /// The universal regions that a region has to outlive.
    pub(in crate::ownership) fn outlived_by(&self, region: RegionId) -> &[RegionId] {
        self.values.universal(region)
    }

    /// Whether something about the region had to be assumed.
    pub(in crate::ownership) fn is_uncertain(&self, region: RegionId) -> bool {
        self.uncertain[region.index()]
    }

    /// The way from a region to another that it has to outlive.
    pub(in crate::ownership) fn way_between(
        &self,
        longer: RegionId,
        shorter: RegionId,
    ) -> Option<Vec<Outlives>> {
        let way = chain::path(self.regions, &self.edges, longer, |it| it == shorter);
        way.map(|(_, steps)| steps)
    }

    /// The known relations of universal regions with what follows from them.
    pub(in crate::ownership) fn promised(&self) -> FxHashSet<(RegionId, RegionId)> {
        let mut promised: FxHashSet<_> = self.regions.known.iter().copied().collect();
        loop {
            let more: Vec<_> = promised
                .iter()
                .flat_map(|&(a, b)| {
                    let next = self.regions.known.iter().filter(move |it| it.0 == b);
                    next.map(move |it| (a, it.1))
                })
                .filter(|pair| !promised.contains(pair))
                .collect();
            if more.is_empty() {
                return promised;
            }
            promised.extend(more);
        }
    }

    fn scope(&self, loan: &Loan, until: Until) -> Scope {
        let region = self.values.points(loan.region);
        scope::scope(self.graph, &self.points, &self.kills, loan, region, until)
    }
}

/// The way from a region of a graph to another that it has to outlive, where the graph's loans are not solved.
pub(super) fn way_in(
    regions: &Regions,
    longer: RegionId,
    shorter: RegionId,
) -> Option<Vec<Outlives>> {
    let way = chain::path(regions, &Edges::of_longer(regions), longer, |it| {
        it == shorter
    });
    way.map(|(_, steps)| steps)
}

impl Liveness {
    /// `escaping` are the regions that outlive a universal one.
    fn new(
        graph: &Graph,
        (regions, escaping): (&Regions, &[bool]),
        points: &Points,
        answers: &Answers,
    ) -> Liveness {
        let mentions = uses::mentions(graph, regions, points, answers);
        let mut live_regions = vec![Intervals::default(); regions.count as usize];
        let mut holders: Vec<Vec<LocalId>> = vec![Vec::new(); regions.count as usize];
        let locals = regions
            .locals
            .iter()
            .zip(&mentions)
            .enumerate()
            .map(|(index, (local, mentions))| {
                // What outlives a universal region contains every point already.
                if local.used.iter().all(|region| escaping[region.index()]) {
                    return None;
                }
                let dropped = !local.dropped.is_empty();
                let id = LocalId(index as u32);
                let is_left = |block| !answers.is_empty_at_exit(id, block);
                let live = liveness::live(points, mentions, dropped, is_left);
                for region in &local.used {
                    live_regions[region.index()].union(&live.used);
                    holders[region.index()].push(id);
                }
                for region in &local.dropped {
                    live_regions[region.index()].union(&live.dropped);
                }
                Some(live)
            })
            .collect();
        for &(region, point) in &regions.mentioned {
            let number = points.number(point);
            live_regions[region.index()].insert(number..number + 1);
        }
        Liveness {
            mentions,
            locals,
            regions: live_regions,
            holders,
        }
    }
}

fn universal_ids(regions: &Regions) -> impl Iterator<Item = RegionId> + use<> {
    (0..regions.universal.len() as u32).map(RegionId)
}

/// Of each region whether it has to outlive one of `shorter`, or is one.
fn outliving(
    regions: &Regions,
    edges: &Edges,
    shorter: impl Iterator<Item = RegionId>,
) -> Vec<bool> {
    let mut outliving = vec![false; regions.count as usize];
    let mut pending: Vec<RegionId> = shorter.collect();
    while let Some(region) = pending.pop() {
        if !std::mem::replace(&mut outliving[region.index()], true) {
            let demands = edges.of(region.0).iter();
            pending.extend(demands.map(|&it| regions.outlives[it as usize].sup));
        }
    }
    outliving
}
