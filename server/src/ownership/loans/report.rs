//! Solved loans to facts.

use rustc_hash::FxHashMap;

use crate::facts::{Callee, Kept, Region, Step, StepKind};
use crate::flow::graph::{
    Operand, Origin, Rvalue, Statement, StatementKind,
    regions::{Outlives, Point, Why},
};

use super::chain::{Chain, Keeper};
use super::scope::Until;
use super::{Intervals, LoanId, Loans};

/// The regions of all loans, by the statement that makes them.
pub(in crate::ownership) fn regions_of(loans: &Loans<'_>) -> FxHashMap<Point, Region<Origin>> {
    let reporter = Reporter { loans };
    let mut statements = Statements::new(loans);
    loans
        .all()
        .map(|id| {
            let region = reporter.region(id, &mut statements);
            (loans.loan(id).point, region)
        })
        .collect()
}

/// The statements of a graph by point, for what is asked about each of them for every loan.
struct Statements {
    /// What stands at each point: the index of its origin, and whether it is executed.
    at: Vec<Option<(u32, bool)>>,
    origins: Vec<Origin>,
    /// By origin: the last loan that is live there, counted from 1.
    seen: Vec<u32>,
}

impl Statements {
    fn new(loans: &Loans<'_>) -> Statements {
        let mut origins = Vec::new();
        let mut known: FxHashMap<Origin, u32> = FxHashMap::default();
        let mut at = Vec::with_capacity(loans.points.count() as usize);
        for block in &loans.graph.blocks {
            at.extend(block.statements.iter().map(|statement| {
                let index = *known.entry(statement.origin).or_insert_with(|| {
                    origins.push(statement.origin);
                    origins.len() as u32 - 1
                });
                Some((index, !is_silent(statement)))
            }));
            at.push(None);
        }
        let mut statements = Statements {
            at,
            seen: vec![0; origins.len()],
            origins,
        };
        for &(point, _) in &loans.regions.callees {
            statements.set_runs(loans.points.number(point), true);
        }
        for number in left_out(loans) {
            statements.set_runs(number, false);
        }
        statements
    }

    fn set_runs(&mut self, number: u32, runs: bool) {
        if let Some(statement) = &mut self.at[number as usize] {
            statement.1 = runs;
        }
    }

    /// The origins of the statements in the scope that are executed, and the last of these points. The one that issues
    /// the loan counts in any case.
    fn live(&mut self, loan: LoanId, scope: &Intervals, issued: u32) -> (Vec<Origin>, Option<u32>) {
        let (mut live, mut last) = (Vec::new(), None);
        for number in scope.ranges().iter().cloned().flatten() {
            let Some((index, runs)) = self.at[number as usize] else {
                continue;
            };
            if !runs && number != issued {
                continue;
            }
            last = last.max(Some(number));
            let seen = &mut self.seen[index as usize];
            if std::mem::replace(seen, loan.0 + 1) != loan.0 + 1 {
                live.push(self.origins[index as usize]);
            }
        }
        (live, last)
    }
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
    fn region(&self, id: LoanId, statements: &mut Statements) -> Region<Origin> {
        let loan = self.loans.loan(id);
        let scope = self.loans.scope(loan, Until::Overwritten);
        let issued = self.loans.points.number(loan.point);
        let (live, last) = statements.live(id, &scope, issued);
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

/// The points of statements at which nothing is executed.
fn left_out<'a>(loans: &'a Loans<'_>) -> impl Iterator<Item = u32> + use<'a> {
    let mentions = loans.liveness.mentions.iter();
    let drops = mentions.flat_map(|it| it.left_out.iter().copied());
    let silent = loans.regions.silent.iter();
    drops.chain(silent.map(|&point| loans.points.number(point)))
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
