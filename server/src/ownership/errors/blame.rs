//! Which of the demands on the way from a region to a lifetime is the one to show
//! (`rustc_borrowck::region_infer`'s `best_blame_constraint`).

use super::Cx;
use crate::flow::graph::{
    Graph, LocalId, LocalKind, Origin, Statement, StatementKind, TypeKind,
    regions::{ClosureDemand, Outlives, Point, Regions, UniversalKind, Why},
};
use crate::ownership::loans::{Loans, way_in};

/// What a demand is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Category {
    /// The value is returned.
    Return,
    /// It is the value of a constant or static.
    Constant,
    /// It is hidden behind the opaque type of what is returned.
    Opaque,
    /// It becomes a boxed trait object, whose lifetime is `'static` where none is written.
    Object,
    /// It is passed to a call.
    Argument,
    /// It is stored in a variable.
    Assignment,
    /// It becomes a part of a bigger value.
    Usage,
    /// It is coerced, or its type is written.
    Type,
    /// The generic arguments of what is named are written.
    GenericArgs,
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
    /// It arises in the body of a closure.
    pub(super) in_closure: bool,
}

/// The most telling demand; of several the one that stands closest to the lifetime.
pub(super) fn blamed(cx: &Cx<'_>, loans: &Loans<'_>, steps: &[Outlives]) -> Option<Blamed> {
    blamed_in(cx.graph, loans.regions(), steps)
}

fn blamed_in(graph: &Graph, regions: &Regions, steps: &[Outlives]) -> Option<Blamed> {
    let way = Way::new(graph, regions, steps);
    let found = steps.iter().enumerate().rev();
    let found = found.filter_map(|(index, step)| Some((index, way.blamed(index, step)?)));
    let (index, blamed) = found.min_by_key(|(_, blamed)| rank(blamed.category))?;
    let category = match blamed.category {
        Category::Return if way.hidden && index + 2 >= steps.len() => Category::Opaque,
        category => category,
    };
    Some(Blamed { category, ..blamed })
}

/// Between demands of one rank their order on the way decides.
fn rank(category: Category) -> u32 {
    match category {
        Category::Return => 0,
        Category::Object => 1,
        Category::Constant
        | Category::Argument
        | Category::Assignment
        | Category::Usage
        | Category::Type => 2,
        Category::GenericArgs => 3,
        Category::Opaque | Category::Predicate => 4,
        Category::Boring => 5,
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
    graph: &'a Graph,
    regions: &'a Regions,
    steps: &'a [Outlives],
    /// It ends at what an opaque type hides.
    hidden: bool,
    /// It ends at `'static`, and no written type is on it.
    by_default: bool,
}

impl<'a> Way<'a> {
    fn new(graph: &'a Graph, regions: &'a Regions, steps: &'a [Outlives]) -> Way<'a> {
        let end = steps.last().map(|step| step.sub);
        let universal = end.and_then(|end| regions.universal.get(end.index()));
        let is = |kind| universal.is_some_and(|it| it.kind == kind);
        Way {
            graph,
            regions,
            steps,
            hidden: is(UniversalKind::Hidden),
            by_default: is(UniversalKind::Static)
                && steps.iter().all(|step| {
                    let declared = step.sup.index() < regions.universal.len();
                    !matches!(step.why, Why::Annotation(Some(_)) | Why::GenericArgs(_)) || declared
                }),
        }
    }

    fn blamed(&self, index: usize, step: &Outlives) -> Option<Blamed> {
        if let Why::ClosureBody(Some(demand)) = step.why {
            let inside = self.blamed_inside(demand)?;
            return Some(self.future_returned(step, demand).unwrap_or(inside));
        }
        let written = match step.why {
            Why::Annotation(Some(at)) => Some((Category::Type, at)),
            Why::GenericArgs(at) => Some((Category::GenericArgs, at)),
            _ => None,
        };
        if let Some((category, at)) = written {
            return Some(Blamed {
                category,
                at,
                in_closure: false,
            });
        }
        let statement = statement_at(self.graph, step.point?)?;
        Some(Blamed {
            category: self.category(index, step, statement),
            at: at(step, statement),
            in_closure: false,
        })
    }

    /// Where a future is returned whose output the demand is about.
    fn future_returned(&self, step: &Outlives, demand: ClosureDemand) -> Option<Blamed> {
        let closure = self.graph.closures.get(demand.closure as usize)?;
        let result = self.regions.locals.first()?;
        let inside = closure.regions.as_ref()?.locals.first()?;
        let is_output = closure.closure_kind.is_none() && inside.used.contains(&demand.sub);
        if self.graph.makes_future || !is_output || !result.used.contains(&step.sub) {
            return None;
        }
        let returned = returning(self.graph).next()?;
        Some(Blamed {
            category: Category::Return,
            at: returned.origin,
            in_closure: false,
        })
    }

    /// What is to blame in the body of a closure.
    fn blamed_inside(&self, demand: ClosureDemand) -> Option<Blamed> {
        let closure = self.graph.closures.get(demand.closure as usize)?;
        let regions = closure.regions.as_ref()?;
        let steps = way_in(regions, demand.sup, demand.sub)?;
        let blamed = blamed_in(closure, regions, &steps)?;
        Some(Blamed {
            in_closure: true,
            ..blamed
        })
    }

    fn category(&self, index: usize, step: &Outlives, statement: &Statement) -> Category {
        let desugared = |point| self.regions.desugared.contains(&point);
        if self.graph.makes_future || step.point.is_some_and(desugared) {
            return Category::Boring;
        }
        match step.why {
            // The type of a closure that an opaque type hides is the hidden type itself.
            Why::Return | Why::Assign if self.is_of_closure(index) => Category::Boring,
            Why::Return => Category::Return,
            Why::Constant => Category::Constant,
            Why::Assign | Why::Result => match stored(self.graph, statement) {
                Category::Boring if self.is_of_part(index) => Category::Usage,
                category => category,
            },
            Why::Argument { .. } => Category::Argument,
            Why::Coercion if self.by_default && is_owned_pointer(self.graph, statement) => {
                Category::Object
            }
            Why::Coercion | Why::Annotation(Some(_)) => Category::Type,
            Why::GenericArgs(_) => Category::GenericArgs,
            Why::Bound => Category::Predicate,
            Why::Field | Why::Capture if self.is_result(step, statement) => Category::Return,
            Why::Reborrow
            | Why::Field
            | Why::Capture
            | Why::ClosureBody(_)
            | Why::Annotation(None)
            | Why::WellFormed
            | Why::SameType => Category::Boring,
        }
    }

    /// Whether what is stored becomes a field or element next (the destination is rustc's `AggregateTemp`).
    fn is_of_part(&self, index: usize) -> bool {
        let next = self.steps.get(index + 1);
        next.is_some_and(|it| it.why == Why::Field)
    }

    fn is_of_closure(&self, index: usize) -> bool {
        let before = index.checked_sub(1).map(|it| self.steps[it].why);
        self.hidden && before == Some(Why::Capture)
    }

    /// Whether the demand is that what is made has the type of the result.
    fn is_result(&self, step: &Outlives, statement: &Statement) -> bool {
        let result = self.regions.locals.first();
        stored(self.graph, statement) == Category::Return
            && result.is_some_and(|it| it.used.contains(&step.sub))
    }
}

/// Whether the statement makes a `Box` or the like, and no pointer to a function.
fn is_owned_pointer(graph: &Graph, statement: &Statement) -> bool {
    let StatementKind::Assign { place, .. } = statement.kind else {
        return false;
    };
    let ty = graph.place(place).ty;
    !ty.copy && matches!(ty.kind, TypeKind::Destructor | TypeKind::Other)
}

/// What it means that the statement's destination gets a value.
fn stored(graph: &Graph, statement: &Statement) -> Category {
    let StatementKind::Assign { place, .. } = statement.kind else {
        return Category::Boring;
    };
    let node = graph.place(place);
    if node.local == LocalId(0) && node.parent.is_none() {
        return Category::Return;
    }
    match graph.local(node.local).kind {
        LocalKind::Temporary if node.parent.is_none() => Category::Boring,
        _ => Category::Assignment,
    }
}

/// The statements that store the result.
pub(super) fn returning(graph: &Graph) -> impl Iterator<Item = &Statement> {
    let reachable = graph.reachable().into_iter();
    let blocks = graph.blocks.iter().zip(reachable);
    let statements = blocks
        .filter(|(_, reachable)| *reachable)
        .flat_map(|(block, _)| &block.statements);
    statements.filter(|it| stored(graph, it) == Category::Return)
}

pub(super) fn statement<'a>(cx: &Cx<'a>, point: Point) -> Option<&'a Statement> {
    statement_at(cx.graph, point)
}

fn statement_at(graph: &Graph, point: Point) -> Option<&Statement> {
    let block = &graph.blocks[point.block.index()];
    block.statements.get(point.statement as usize)
}
