//! Solved loans to facts.

use rustc_hash::FxHashMap;

use crate::facts::{Callee, Execution, Kept, Region, Step, StepKind};
use crate::flow::graph::{
    Origin, Statement, StatementKind,
    regions::{Outlives, Point, Why},
};

use super::chain::{Chain, Keeper};
use super::executed::Executed;
use super::{LoanId, Loans};

/// The regions of all loans, by the statement that makes them; with what is executed in the graph.
pub(in crate::ownership) fn regions_of(
    loans: &Loans<'_>,
    execution: &mut Execution<Origin>,
) -> FxHashMap<Point, Region<Origin>> {
    let reporter = Reporter { loans };
    let executed = Executed::new(loans, execution);
    let regions = loans.all().filter_map(|id| {
        let region = reporter.region(id, &executed)?;
        Some((loans.loan(id).point, region))
    });
    regions.collect()
}

/// The steps of a way through the constraints, and what is at its end.
pub(in crate::ownership) fn steps_of(
    loans: &Loans<'_>,
    chain: &Chain,
) -> (Vec<Step<Origin>>, Option<Kept<Origin>>) {
    let reporter = Reporter { loans };
    (reporter.steps(&chain.steps), reporter.kept(chain))
}

/// The steps of a way through the constraints.
pub(in crate::ownership) fn way_of(loans: &Loans<'_>, way: &[Outlives]) -> Vec<Step<Origin>> {
    Reporter { loans }.steps(way)
}

struct Reporter<'a> {
    loans: &'a Loans<'a>,
}

impl<'a> Reporter<'a> {
    fn region(&self, id: LoanId, executed: &Executed) -> Option<Region<Origin>> {
        let loan = self.loans.loan(id);
        let points = &self.loans.points;
        let scope = self.loans.scope_to_tell(id);
        let issued = points.number(loan.point);
        // The point that issues the loan counts in any case.
        let last = executed.last(points, &scope).into_iter().chain([issued]);
        let last = last.max_by_key(|&it| points.point(it));
        let escapes = !self.loans.escapes_to(id).is_empty();
        let chain = if escapes {
            self.loans.chain_to_caller(loan.region)
        } else {
            last.filter(|&it| it != issued)
                .and_then(|it| self.loans.chain_from(loan.region, it))
        };
        Some(Region {
            issued: vec![self.statement(loan.point)?.origin],
            live: executed.within(&scope),
            approximate: self.loans.is_approximate(id),
            escapes,
            steps: chain.iter().flat_map(|it| self.steps(&it.steps)).collect(),
            kept: chain.and_then(|it| self.kept(&it)),
        })
    }

    fn statement(&self, point: Point) -> Option<&'a Statement> {
        let block = &self.loans.graph.blocks[point.block.index()];
        block.statements.get(point.statement as usize)
    }

    fn steps(&self, way: &[Outlives]) -> Vec<Step<Origin>> {
        let mut steps: Vec<Step<Origin>> = Vec::new();
        for constraint in way {
            let found = self.step(constraint).into_iter();
            for step in found.chain(self.received(constraint)) {
                if steps.last() != Some(&step) {
                    steps.push(step);
                }
            }
        }
        steps
    }

    fn step(&self, constraint: &Outlives) -> Option<Step<Origin>> {
        if let Why::Annotation(Some(at)) | Why::GenericArgs(at) = constraint.why {
            let kind = StepKind::Annotated;
            return Some(Step { kind, at });
        }
        let point = constraint.point?;
        if self.loans.regions.formatting.binary_search(&point).is_ok() {
            return None;
        }
        let statement = self.statement(point)?;
        let callee = || self.callee(point);
        let kind = match constraint.why {
            Why::Assign => self.stored(statement)?,
            Why::Return => StepKind::Returned,
            Why::Constant => StepKind::Constant,
            Why::Argument { index } => StepKind::Passed {
                callee: callee(),
                index,
            },
            Why::Result => StepKind::Tied { callee: callee() },
            Why::Bound => StepKind::Bound { callee: callee() },
            Why::Reborrow => StepKind::Reborrowed,
            Why::Field => StepKind::Field,
            Why::Capture => StepKind::Captured,
            Why::ClosureBody(_) => StepKind::Closure,
            Why::Coercion => StepKind::Coerced,
            Why::Annotation(_) | Why::GenericArgs(_) => StepKind::Annotated,
            Why::WellFormed | Why::SameType => return None,
        };
        let at = statement.origin;
        Some(Step { kind, at })
    }

    /// What is called at a point, if it has a name.
    fn callee(&self, point: Point) -> Option<Callee> {
        let calls = &self.loans.regions.callees;
        let index = calls.binary_search_by_key(&point, |it| it.0).ok()?;
        calls[index].1.as_deref().cloned()
    }

    /// What is made goes straight into a variable: that its type has the region is a step of its own.
    fn received(&self, constraint: &Outlives) -> Option<Step<Origin>> {
        let point = constraint.point?;
        let statement = self.statement(point)?;
        let StatementKind::Assign { place, .. } = statement.kind else {
            return None;
        };
        if self.loans.regions.formatting.binary_search(&point).is_ok() {
            return None;
        }
        let local = self.loans.graph.place(place).local;
        let holds = &self.loans.regions.locals[local.index()].used;
        if matches!(constraint.why, Why::Assign | Why::Return | Why::Constant)
            || !holds.contains(&constraint.sub)
        {
            return None;
        }
        let kind = self.stored(statement)?;
        let at = statement.origin;
        Some(Step { kind, at })
    }

    /// The place that the statement stores to, if the user can name it.
    fn stored(&self, statement: &Statement) -> Option<StepKind> {
        let StatementKind::Assign { place, .. } = statement.kind else {
            return None;
        };
        let graph = self.loans.graph;
        Some(StepKind::Stored {
            value: graph.value_of(place)?,
            place: graph.place(place).text.clone(),
        })
    }

    fn kept(&self, chain: &Chain) -> Option<Kept<Origin>> {
        let graph = self.loans.graph;
        let origin = |number: u32| {
            let statement = self.statement(self.loans.points.point(number))?;
            Some(statement.origin)
        };
        Some(match chain.keeper {
            Keeper::Use { local, at } => Kept::Used {
                at: origin(at)?,
                value: graph.value_of(graph.local(local).place),
            },
            Keeper::Drop { local, at } => Kept::Dropped {
                at: origin(at)?,
                value: graph.value_of(graph.local(local).place),
            },
            Keeper::Here => return None,
            Keeper::Caller(region) => Kept::Caller {
                lifetime: self.loans.regions.universal[region.index()].name.clone(),
            },
        })
    }
}
