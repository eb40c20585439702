//! Which of the demands on the way from a region to a lifetime is the one to show
//! (`rustc_borrowck::region_infer`'s `best_blame_constraint`).

use super::Cx;
use crate::flow::graph::{
    LocalId, LocalKind, Origin, Statement, StatementKind, TypeKind,
    regions::{Outlives, Point, UniversalKind, Why},
};
use crate::ownership::loans::Loans;

/// What a demand is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Category {
    /// The value is returned.
    Return,
    /// It is hidden behind the opaque type of what is returned.
    Opaque,
    /// It becomes a boxed trait object, whose lifetime is `'static` where none is written.
    Object,
    /// It is passed to a call.
    Argument,
    /// It is stored in a variable.
    Assignment,
    /// It is coerced, or its type is written.
    Type,
    /// A bound demands it.
    Predicate,
    /// A step that tells nothing.
    Boring,
}

/// The demand that is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Blamed {
    pub(super) category: Category,
    /// The statement from which it arises.
    pub(super) at: Origin,
}

/// The most telling demand; of several the one that stands closest to the lifetime.
pub(super) fn blamed(cx: &Cx<'_>, loans: &Loans<'_>, steps: &[Outlives]) -> Option<Blamed> {
    let way = Way::new(cx, loans, steps);
    let found = steps.iter().enumerate().rev().filter_map(|(index, step)| {
        let statement = statement(cx, step.point?)?;
        let category = way.category(index, step, statement);
        Some((index, category, at(step, statement)))
    });
    let (index, category, at) = found.min_by_key(|(_, category, _)| rank(*category))?;
    let category = match category {
        Category::Return if way.hidden && index + 2 >= steps.len() => Category::Opaque,
        category => category,
    };
    Some(Blamed { category, at })
}

/// Between demands of one rank their order on the way decides.
fn rank(category: Category) -> u32 {
    match category {
        Category::Return => 0,
        Category::Object => 1,
        Category::Argument | Category::Assignment | Category::Type => 2,
        Category::Opaque | Category::Predicate => 3,
        Category::Boring => 4,
    }
}

/// Where a demand arises: of an assignment all of it.
fn at(step: &Outlives, statement: &Statement) -> Origin {
    match statement.kind {
        StatementKind::Assign {
            written: Some(whole),
            ..
        } if matches!(step.why, Why::Assign | Why::Result | Why::Coercion) => whole,
        _ => statement.origin,
    }
}

/// The demands between a region and a lifetime that it has to outlast.
struct Way<'a> {
    cx: &'a Cx<'a>,
    loans: &'a Loans<'a>,
    steps: &'a [Outlives],
    /// It ends at what an opaque type hides.
    hidden: bool,
    /// It ends at `'static`, and no written type is on it.
    by_default: bool,
}

impl<'a> Way<'a> {
    fn new(cx: &'a Cx<'a>, loans: &'a Loans<'a>, steps: &'a [Outlives]) -> Way<'a> {
        let end = steps.last().map(|step| step.sub);
        let universal = end.and_then(|end| loans.regions().universal.get(end.index()));
        let is = |kind| universal.is_some_and(|it| it.kind == kind);
        Way {
            cx,
            loans,
            steps,
            hidden: is(UniversalKind::Hidden),
            by_default: is(UniversalKind::Static)
                && steps.iter().all(|step| {
                    let declared = step.sup.index() < loans.regions().universal.len();
                    step.why != Why::Annotation || declared
                }),
        }
    }

    fn category(&self, index: usize, step: &Outlives, statement: &Statement) -> Category {
        match step.why {
            // The type of a closure that an opaque type hides is the hidden type itself.
            Why::Return | Why::Assign if self.is_of_closure(index) => Category::Boring,
            Why::Return => Category::Return,
            Why::Assign | Why::Result => stored(self.cx, statement),
            Why::Argument { .. } => Category::Argument,
            Why::Coercion if self.by_default && is_owned_pointer(self.cx, statement) => {
                Category::Object
            }
            Why::Coercion | Why::Annotation => Category::Type,
            Why::Bound => Category::Predicate,
            Why::Field | Why::Capture if self.is_result(step, statement) => Category::Return,
            Why::Reborrow | Why::Field | Why::Capture | Why::ClosureBody | Why::SameType => {
                Category::Boring
            }
        }
    }

    fn is_of_closure(&self, index: usize) -> bool {
        let before = index.checked_sub(1).map(|it| self.steps[it].why);
        self.hidden && before == Some(Why::Capture)
    }

    /// Whether the demand is that what is made has the type of the result.
    fn is_result(&self, step: &Outlives, statement: &Statement) -> bool {
        let result = self.loans.regions().locals.first();
        stored(self.cx, statement) == Category::Return
            && result.is_some_and(|it| it.used.contains(&step.sub))
    }
}

/// Whether the statement makes a `Box` or the like.
fn is_owned_pointer(cx: &Cx<'_>, statement: &Statement) -> bool {
    match statement.kind {
        StatementKind::Assign { place, .. } => {
            cx.graph.place(place).ty.kind == TypeKind::Destructor
                || cx.graph.place(place).ty.kind == TypeKind::Other
        }
        _ => false,
    }
}

/// What it means that the statement's destination gets a value.
fn stored(cx: &Cx<'_>, statement: &Statement) -> Category {
    let StatementKind::Assign { place, .. } = statement.kind else {
        return Category::Boring;
    };
    let node = cx.graph.place(place);
    if node.local == LocalId(0) && node.parent.is_none() {
        return Category::Return;
    }
    match cx.graph.local(node.local).kind {
        LocalKind::Temporary if node.parent.is_none() => Category::Boring,
        _ => Category::Assignment,
    }
}

pub(super) fn statement<'a>(cx: &Cx<'a>, point: Point) -> Option<&'a Statement> {
    let block = &cx.graph.blocks[point.block.index()];
    block.statements.get(point.statement as usize)
}
