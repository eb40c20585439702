//! The region variables of a graph, and what is demanded of them (RFC 2094, "Non-lexical lifetimes").
//!
//! Every lifetime in the type of a local, in the generic arguments of a call and in a reference that is made is
//! a variable of its own. [`Outlives`] constraints relate them; solving those is not done here.

use std::sync::Arc;

use crate::facts::{BorrowKind, Callee};

use super::{BlockId, Origin, PlaceId};

index! {
    /// A region variable. The first of them are universal, see [`Regions::universal`].
    RegionId
}

/// A point of execution: just before the statement with this index takes effect. The index behind the last
/// statement is the end of the block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// The block.
    pub block: BlockId,
    /// Index of the statement in the block.
    pub statement: u32,
}

/// The regions of one graph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Regions {
    /// Number of region variables.
    pub count: u32,
    /// Regions that are chosen outside of this graph, so that they contain all of it: `'static` (always the
    /// first), the lifetimes in the signature, and in a closure all that it shares with its creator.
    pub universal: Vec<Universal>,
    /// Pairs of universal regions of which the first is known to outlive the second.
    pub known: Vec<(RegionId, RegionId)>,
    /// What is demanded.
    pub outlives: Vec<Outlives>,
    /// References that are made.
    pub loans: Vec<Loan>,
    /// The regions of each local, by index.
    pub locals: Vec<LocalRegions>,
    /// Regions that are live at a point because they occur in the value that is computed there.
    pub mentioned: Vec<(RegionId, Point)>,
    /// The calls in order of their points, each with what is called where that has a name.
    pub callees: Vec<(Point, Option<Arc<Callee>>)>,
    /// The calls among them that a formatting macro makes to put its arguments together.
    pub formatting: Vec<Point>,
    /// Statements that mention a place though nothing is executed: a value that a `let` takes apart.
    pub silent: Vec<Point>,
    /// Statements that nobody has written: the parameters of an `async fn` become variables of its future.
    pub desugared: Vec<Point>,
    /// Regions about which something had to be assumed: what depends on them is not certain.
    pub approximate: Vec<RegionId>,
    /// What the opaque types of the result hide, where they do not capture all lifetimes.
    pub hidden: Vec<HiddenType>,
    /// In a closure: the regions in the types of its parameters and its result that every call chooses anew.
    pub chosen_by_calls: Vec<ClosureParameter>,
    /// In a closure that is called by reference: how long a call lends it what it holds.
    pub environment: Option<RegionId>,
}

/// A region that is chosen outside of the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Universal {
    /// What it is.
    pub kind: UniversalKind,
    /// As written, with the apostrophe; `None` for one that is elided.
    pub name: Option<String>,
}

/// Where a [`Universal`] region comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UniversalKind {
    /// `'static`.
    Static,
    /// A lifetime of the function's signature or of what surrounds it.
    Signature,
    /// In a closure: a lifetime in the type of a parameter, of the result or of what it captures.
    Closure,
    /// As long as the caller keeps a value whose type an opaque one hides from it.
    Hidden,
    /// All lifetimes in what a type parameter stands for. Nothing has to outlive it.
    Parameter,
}

/// A region of a closure's graph that is a parameter of the closure's signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClosureParameter {
    /// Regions with the same number are the same lifetime.
    pub number: u32,
    /// The region.
    pub region: RegionId,
}

/// A type that an opaque type (`impl Trait`) stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenType {
    /// The regions in it.
    pub regions: Vec<RegionId>,
    /// The lifetimes of the signature that the opaque type captures, besides `'static`.
    pub captured: Vec<RegionId>,
}

/// A demand: `sup: sub`, so that every point of `sub` is one of `sup`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlives {
    /// The region that has to last longer.
    pub sup: RegionId,
    /// The region that it has to last as long as.
    pub sub: RegionId,
    /// Where the demand arises; `None` if it holds for the graph as a whole.
    pub point: Option<Point>,
    /// Why.
    pub why: Why,
}

/// The rule behind an [`Outlives`] demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// A value is stored in a place, and its type has to be a subtype of the place's.
    Assign,
    /// The value is returned: the place is the one that the caller gets.
    Return,
    /// It is the value of a constant or static, which is stored in the place.
    Constant,
    /// An argument is passed to a call.
    Argument {
        /// 0-based, a receiver counted.
        index: u32,
    },
    /// The result of a call is stored.
    Result,
    /// The called function demands it in its bounds, or a trait implementation that the call needs.
    Bound,
    /// A reference is made to what lies behind another reference.
    Reborrow,
    /// A value becomes a field of a struct, tuple, array or variant.
    Field,
    /// A value is captured by a closure.
    Capture,
    /// The body of a closure demands it of those that make or call it.
    ClosureBody(Option<ClosureDemand>),
    /// A value is coerced: to a slice, a trait object or a function pointer.
    Coercion,
    /// The type that the user wrote says so: the one that stands there, or one of the signature.
    Annotation(Option<Origin>),
    /// The generic arguments that the user wrote in a path say so, which stands there.
    GenericArgs(Origin),
    /// A type in the signature of what is called is well-formed only so: what a reference leads to outlives it.
    WellFormed,
    /// It is one type in several forms: an associated type, or a parameter and its declaration.
    SameType,
}

/// Where in a closure's own graph a demand arises: on the way between two of its universal regions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClosureDemand {
    /// Index into [`Graph::closures`](super::Graph::closures).
    pub closure: u32,
    /// The closure's region that has to last longer.
    pub sup: RegionId,
    /// The closure's region that it has to last as long as.
    pub sub: RegionId,
}

/// A reference that is made to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loan {
    /// How long the reference may be used.
    pub region: RegionId,
    /// The statement that makes it.
    pub point: Point,
    /// The place that is borrowed.
    pub place: PlaceId,
    /// Shared, mutable or unique.
    pub kind: BorrowKind,
    /// What is done to the place may conflict with the loan. Not so behind a shared reference or raw
    /// pointer: there nothing can be done to it.
    pub tracked: bool,
}

/// The regions in the type of a local.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LocalRegions {
    /// All of them: live wherever the local may be used later.
    pub used: Vec<RegionId>,
    /// Those that the drop of the value may use (`#[may_dangle]` takes some out, and so does the lack of a
    /// destructor).
    pub dropped: Vec<RegionId>,
}
