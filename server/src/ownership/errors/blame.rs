//! Which of the demands on the way from a region to a lifetime is the one to show
//! (`rustc_borrowck::region_infer`'s `best_blame_constraint`).

use super::Cx;
use crate::flow::graph::{
    LocalId, LocalKind, Origin, Statement, StatementKind,
    regions::{Outlives, Point, Why},
};

/// What a demand is about, the most telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Category {
    /// The value is returned.
    Return,
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
pub(super) fn blamed(cx: &Cx<'_>, steps: &[Outlives]) -> Option<Blamed> {
    let found = steps.iter().rev().filter_map(|step| {
        let statement = statement(cx, step.point?)?;
        let blamed = Blamed {
            category: category(cx, step, statement),
            at: statement.origin,
        };
        Some(blamed)
    });
    found.min_by_key(|it| rank(it.category))
}

/// Between demands of one rank their order on the way decides.
fn rank(category: Category) -> u32 {
    match category {
        Category::Return => 0,
        Category::Argument | Category::Assignment | Category::Type => 1,
        Category::Predicate => 2,
        Category::Boring => 3,
    }
}

fn category(cx: &Cx<'_>, step: &Outlives, statement: &Statement) -> Category {
    match step.why {
        Why::Return => Category::Return,
        Why::Assign | Why::Result => stored(cx, statement),
        Why::Argument { .. } => Category::Argument,
        Why::Coercion | Why::Annotation => Category::Type,
        Why::Bound => Category::Predicate,
        Why::Reborrow | Why::Field | Why::Capture | Why::ClosureBody | Why::SameType => {
            Category::Boring
        }
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
