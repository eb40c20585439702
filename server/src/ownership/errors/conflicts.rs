//! Accesses that a loan forbids (E0499 to E0506, E0524; `rustc_borrowck`'s `check_access_for_conflict`).

use rustc_hash::{FxHashMap, FxHashSet};

use super::Cx;
use super::accesses::{self, Doing, PlaceAccess, kind_of};
use super::guards::Guards;
use super::immutable;
use super::outlived;
use super::overlap::{Depth, conflicts};
use crate::facts::{
    BorrowKind, Conflict, ConflictAccess, Error, ErrorKind, ErrorStep, ErrorStepKind,
};
use crate::flow::graph::{
    BlockId, Operand, Origin, PlaceId, Reference, Rvalue, Statement, StatementKind, regions::Point,
};
use crate::ownership::initialisation::Answer;
use crate::ownership::loans::{Intervals, LoanId, Loans, Points, steps_of};

pub(super) fn find(cx: &Cx<'_>, loans: &Loans<'_>) -> Vec<Error<Origin>> {
    let guards = Guards::new(cx);
    if loans.all().next().is_none() && guards.is_empty() {
        return Vec::new();
    }
    let mut search = Search {
        cx,
        loans,
        phases: Phases::new(cx, loans),
        guards,
        errors: Vec::new(),
        reported: FxHashSet::default(),
        reserved: FxHashSet::default(),
    };
    for (block, index, statement) in cx.statements() {
        search.statement(block, index, statement);
    }
    search.errors
}

struct Search<'a> {
    cx: &'a Cx<'a>,
    loans: &'a Loans<'a>,
    phases: Phases,
    guards: Guards<'a>,
    errors: Vec<Error<Origin>>,
    /// Accesses that were found wrong.
    reported: FxHashSet<(PlaceId, Origin)>,
    /// Places whose two-phase borrow was wrong already when it was reserved.
    reserved: FxHashSet<PlaceId>,
}

impl<'a> Search<'a> {
    fn statement(&mut self, block: BlockId, index: usize, statement: &Statement) {
        let point = Point {
            block,
            statement: index as u32,
        };
        for loan in self
            .phases
            .activated
            .get(&point)
            .cloned()
            .unwrap_or_default()
        {
            let place = self.loans.loan(loan).place;
            if !self.reserved.contains(&place) {
                let access = PlaceAccess {
                    place,
                    doing: Doing::Borrow {
                        kind: BorrowKind::Mutable { two_phase: true },
                        reserved: false,
                    },
                    depth: Depth::Deep,
                    at: statement.origin,
                };
                self.access(access, point, Some(loan));
            }
        }
        let drops = match statement.kind {
            StatementKind::Drop { .. } => match self.cx.answers.get(block, index) {
                Some(Answer::Drop(fate)) => fate.runs(),
                _ => true,
            },
            _ => false,
        };
        accesses::of_statement(self.cx, statement, drops, &mut |access| {
            self.access(access, point, None);
        });
    }

    /// Only the first loan in the way is reported.
    fn access(&mut self, access: PlaceAccess, point: Point, activated: Option<LoanId>) {
        let graph = self.cx.graph;
        let local = graph.place(access.place).local;
        let loans = self.loans.of_local(local, point);
        if loans.is_empty() && self.guards.is_empty() {
            return;
        }
        if self.reported.contains(&(access.place, access.at)) {
            return;
        }
        if let Some(error) = self.guards.error(access, point) {
            self.reported.insert((access.place, access.at));
            self.errors.push(error);
            return;
        }
        for id in loans {
            let loan = self.loans.loan(id);
            if Some(id) == activated
                || self.loans.is_approximate(id)
                || graph.place(loan.place).ty.unknown
                || access.doing == Doing::Move && graph.place(access.place).ty.unknown
                || !self.loans.in_scope(id, point)
                || !conflicts(graph, loan.place, access.place, access.depth)
            {
                continue;
            }
            let Some(reference) = self.reference(id) else {
                continue;
            };
            let kind = kind_of(self.cx, reference);
            let shared = kind == BorrowKind::Shared;
            let harmless = match access.doing {
                Doing::Read
                | Doing::Borrow {
                    kind: BorrowKind::Shared,
                    ..
                } => shared || !self.phases.is_active(id, self.loans.points().number(point)),
                Doing::Borrow { reserved: true, .. } => shared,
                _ => false,
            };
            if harmless {
                continue;
            }
            if let Doing::Borrow { reserved: true, .. } = access.doing {
                self.reserved.insert(access.place);
            }
            let ends = matches!(access.doing, Doing::Drop | Doing::End);
            if ends && self.is_wrong(loan.place, reference) {
                return;
            }
            let error = if ends {
                outlived::error(self.cx, self.loans, id, reference, access, point)
            } else {
                Some(self.conflict(access, id, reference, kind, point))
            };
            if error.is_some() {
                self.errors.extend(error);
                self.reported.insert((access.place, access.at));
                return;
            }
        }
    }

    /// Whether a borrow of a whole variable was wrong when it was made: then how long it lasts is not the question
    /// (`rustc_borrowck`'s `access_place_error_reported`).
    fn is_wrong(&self, place: PlaceId, reference: &Reference) -> bool {
        let whole = self.cx.graph.place(place).parent.is_none();
        whole
            && (immutable::forbids(self.cx, reference)
                || self.reported.contains(&(place, reference.usage.origin)))
    }

    fn conflict(
        &self,
        access: PlaceAccess,
        id: LoanId,
        reference: &Reference,
        kind: BorrowKind,
        point: Point,
    ) -> Error<Origin> {
        let doing = match access.doing {
            Doing::Borrow { kind, .. } => ConflictAccess::Borrow(kind),
            Doing::Move => ConflictAccess::Move,
            Doing::Assign => ConflictAccess::Assign,
            Doing::Read | Doing::Drop | Doing::End => ConflictAccess::Use,
        };
        let statement = self.statement_of(id);
        let again = self.loans.loan(id).point == point;
        let kind = ErrorKind::Conflict(Conflict {
            access: doing,
            loan: kind,
            borrowed: self.cx.graph.place(reference.place).text.clone(),
            same: again,
            returned_elsewhere: self.loans.is_returned_elsewhere(id, point),
        });
        let issued = issued(reference, statement.map_or(access.at, |it| it.origin));
        let kept = kept_alive(self.loans, id, issued.at, point);
        let steps = std::iter::once(issued).chain(kept).collect();
        self.cx.error(kind, access.place, access.at, steps)
    }

    fn statement_of(&self, id: LoanId) -> Option<&'a Statement> {
        let point = self.loans.loan(id).point;
        let block = &self.cx.graph.blocks[point.block.index()];
        block.statements.get(point.statement as usize)
    }

    fn reference(&self, id: LoanId) -> Option<&'a Reference> {
        match &self.statement_of(id)?.kind {
            StatementKind::Assign {
                value: Rvalue::Ref(reference),
                ..
            } => Some(reference),
            _ => None,
        }
    }
}

/// Where a loan is issued, as the first step.
pub(super) fn issued(reference: &Reference, statement: Origin) -> ErrorStep<Origin> {
    ErrorStep {
        kind: ErrorStepKind::Borrowed {
            kind: reference.kind,
            captured: reference.usage.capture.is_some(),
        },
        at: super::super::uses::of_usage(&reference.usage, statement),
    }
}

/// The steps from a loan to what keeps it alive at the point.
pub(super) fn kept_alive(
    loans: &Loans<'_>,
    id: LoanId,
    issued: Origin,
    point: Point,
) -> Vec<ErrorStep<Origin>> {
    let Some(chain) = loans.chain(id, point) else {
        return Vec::new();
    };
    let (steps, kept) = steps_of(loans, &chain);
    let mut found: Vec<ErrorStep<Origin>> = steps
        .into_iter()
        .map(|step| ErrorStep {
            kind: ErrorStepKind::Way(step.kind),
            at: step.at,
        })
        .collect();
    let last = found.last().map_or(issued, |step| step.at);
    found.extend(kept.map(|kept| ErrorStep::kept(kept, last)));
    found
}

/// When two-phase borrows become mutable borrows (RFC 2025).
struct Phases {
    /// The loans that are activated at a point.
    activated: FxHashMap<Point, Vec<LoanId>>,
    /// By loan: the points between its reservation and its activation.
    inactive: FxHashMap<LoanId, Intervals>,
}

impl Phases {
    fn new(cx: &Cx<'_>, loans: &Loans<'_>) -> Phases {
        let mut phases = Phases {
            activated: FxHashMap::default(),
            inactive: FxHashMap::default(),
        };
        for id in loans.all() {
            let loan = loans.loan(id);
            if loan.kind == (BorrowKind::Mutable { two_phase: true }) {
                phases.follow(cx, loans.points(), id, loan.point);
            }
        }
        phases
    }

    fn follow(&mut self, cx: &Cx<'_>, points: &Points, id: LoanId, issued: Point) {
        let statements = |block: BlockId| &cx.graph.blocks[block.index()].statements;
        let Some(StatementKind::Assign { place: held, .. }) = statements(issued.block)
            .get(issued.statement as usize)
            .map(|it| &it.kind)
        else {
            return;
        };
        let inactive = self.inactive.entry(id).or_default();
        let mut seen = FxHashSet::default();
        let mut pending = vec![(issued.block, issued.statement as usize + 1)];
        while let Some((block, start)) = pending.pop() {
            let first = points.of_block(block).start;
            let mut rest = statements(block)[start..].iter();
            let used = rest.position(|it| uses_local(it, *held));
            let end = used.map_or(statements(block).len(), |it| start + it);
            inactive.insert(first + start as u32..first + end as u32);
            if used.is_some() {
                let statement = end as u32;
                let point = Point { block, statement };
                self.activated.entry(point).or_default().push(id);
            } else {
                let next = cx.graph.blocks[block.index()].successors.iter();
                pending.extend(next.filter(|it| seen.insert(**it)).map(|it| (*it, 0)));
            }
        }
    }

    fn is_active(&self, loan: LoanId, point: u32) -> bool {
        let inactive = self.inactive.get(&loan);
        inactive.is_none_or(|it| !it.contains(point))
    }
}

fn uses_local(statement: &Statement, held: PlaceId) -> bool {
    match &statement.kind {
        StatementKind::Assign {
            value: Rvalue::Operands(operands),
            ..
        }
        | StatementKind::Evaluate(Rvalue::Operands(operands)) => operands
            .iter()
            .any(|operand| matches!(operand, Operand::Move(place, _) | Operand::Copy(place, _) if *place == held)),
        _ => false,
    }
}
