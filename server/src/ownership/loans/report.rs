//! Solved loans to facts.

use std::collections::{HashMap, HashSet};

use crate::facts::{Callee, Kept, Region, Step, StepKind};
use crate::flow::graph::{
    Operand, Origin, Rvalue, Statement, StatementKind,
    regions::{Outlives, Point, Why},
};

use super::chain::{Chain, Keeper};
use super::scope::Until;
use super::{LoanId, Loans};

/// The regions of all loans, by the statement that makes them.
pub(in crate::ownership) fn regions_of(loans: &Loans<'_>) -> HashMap<Point, Region<Origin>> {
    let reporter = Reporter::new(loans);
    loans
        .all()
        .map(|id| (loans.loan(id).point, reporter.region(id)))
        .collect()
}

/// The steps of a way through the constraints, and what is at its end.
pub(in crate::ownership) fn steps_of(
    loans: &Loans<'_>,
    chain: &Chain,
) -> (Vec<Step<Origin>>, Option<Kept<Origin>>) {
    let reporter = Reporter::new(loans);
    (reporter.steps(&chain.steps), reporter.kept(chain))
}

/// The steps of a way through the constraints.
pub(in crate::ownership) fn way_of(loans: &Loans<'_>, way: &[Outlives]) -> Vec<Step<Origin>> {
    Reporter::new(loans).steps(way)
}

struct Reporter<'a> {
    loans: &'a Loans<'a>,
    callees: HashMap<Point, &'a Option<Callee>>,
    /// Statements that are not executed.
    left_out: HashSet<u32>,
}

impl<'a> Reporter<'a> {
    fn new(loans: &'a Loans<'a>) -> Self {
        let callees = loans.regions.callees.iter();
        Reporter {
            loans,
            callees: callees.map(|(point, callee)| (*point, callee)).collect(),
            left_out: left_out(loans),
        }
    }

    fn region(&self, id: LoanId) -> Region<Origin> {
        let loan = self.loans.loan(id);
        let scope = self.loans.scope(loan, Until::Overwritten);
        let issued = self.loans.points.number(loan.point);
        let mut live = Vec::new();
        let mut last = None;
        for range in scope.ranges() {
            for number in range.clone() {
                let point = self.loans.points.point(number);
                let Some(statement) = self.statement(point) else {
                    continue;
                };
                let runs = !is_silent(statement) || self.callees.contains_key(&point);
                let silent = !runs || self.left_out.contains(&number);
                if number != issued && silent {
                    continue;
                }
                live.push(statement.origin);
                last = last.max(Some(number));
            }
        }
        let mut seen = HashSet::new();
        live.retain(|origin| seen.insert(*origin));
        let escapes = !self.loans.escapes_to(id).is_empty();
        let chain = if escapes {
            self.loans.chain_to_caller(loan.region)
        } else {
            last.filter(|&it| it != issued)
                .and_then(|it| self.loans.chain_from(loan.region, it))
        };
        Region {
            live,
            approximate: self.loans.is_approximate(id),
            escapes,
            steps: chain.iter().flat_map(|it| self.steps(&it.steps)).collect(),
            kept: chain.and_then(|it| self.kept(&it)),
        }
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
        if let Why::Annotation(Some(at)) = constraint.why {
            let kind = StepKind::Annotated;
            return Some(Step { kind, at });
        }
        let point = constraint.point?;
        let statement = self.statement(point)?;
        let callee = || self.callees.get(&point).and_then(|it| (*it).clone());
        let kind = match constraint.why {
            Why::Assign => self.stored(statement)?,
            Why::Return => StepKind::Returned,
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
            Why::Annotation(_) => StepKind::Annotated,
            Why::SameType => return None,
        };
        let at = statement.origin;
        Some(Step { kind, at })
    }

    /// What is made goes straight into a variable: that its type has the region is a step of its own.
    fn received(&self, constraint: &Outlives) -> Option<Step<Origin>> {
        let statement = self.statement(constraint.point?)?;
        let StatementKind::Assign { place, .. } = statement.kind else {
            return None;
        };
        let local = self.loans.graph.place(place).local;
        let holds = &self.loans.regions.locals[local.index()].used;
        if matches!(constraint.why, Why::Assign | Why::Return) || !holds.contains(&constraint.sub) {
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

fn left_out(loans: &Loans<'_>) -> HashSet<u32> {
    let mentions = loans.liveness.mentions.iter();
    let drops = mentions.flat_map(|it| it.left_out.iter().copied());
    let silent = loans.regions.silent.iter();
    drops
        .chain(silent.map(|&point| loans.points.number(point)))
        .collect()
}

/// Whether nothing happens that a reader would call an execution of something.
fn is_silent(statement: &Statement) -> bool {
    match &statement.kind {
        StatementKind::Assign { value, .. } => {
            matches!(value, Rvalue::Operands(operands) if matches!(operands[..], [] | [Operand::Constant]))
        }
        StatementKind::Evaluate(_)
        | StatementKind::Drop { .. }
        | StatementKind::Inspect(_)
        | StatementKind::AssumeVariant { .. } => false,
        StatementKind::Require(_)
        | StatementKind::Mention(_)
        | StatementKind::StorageLive(_)
        | StatementKind::StorageDead(_)
        | StatementKind::Nothing
        | StatementKind::Forget(_) => true,
    }
}
