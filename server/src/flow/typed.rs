//! The types behind a graph: what region inference needs besides the plain data.
//!
//! Lifetimes in these types are those of rust-analyzer's inference, which does not keep them: nearly all
//! are errors or erased. Region inference replaces every one by a variable.

use ra_ap_hir_def::{FunctionId, hir::ExprId};
use ra_ap_hir_ty::{
    PointerCast,
    next_solver::{GenericArg, GenericArgs, Ty},
};
use rustc_hash::FxHashMap;

use super::graph::{BlockId, ConstantId, LocalId, Origin, PlaceId, regions::Point};

/// The types of one graph and of the graphs inside.
pub(super) struct TypedGraph<'db> {
    /// By place.
    pub(super) places: Vec<Ty<'db>>,
    /// By constant.
    pub(super) constants: Vec<Ty<'db>>,
    /// Of constants that are functions: what is written of their arguments.
    pub(super) instances: FxHashMap<ConstantId, Instance<'db>>,
    /// The declared types of statics, by the local that stands for the address.
    pub(super) statics: FxHashMap<LocalId, Ty<'db>>,
    /// The declared types of constants that depend on no parameters.
    pub(super) declared_constants: FxHashMap<ConstantId, Ty<'db>>,
    /// How operands become a value, by block and index of the statement. A statement with one operand
    /// and without an entry passes the operand on.
    pub(super) makings: FxHashMap<(BlockId, u32), Making<'db>>,
    /// Statements that mention a place though nothing is executed.
    pub(super) silent: Vec<(BlockId, u32)>,
    /// Statements that nobody has written: the parameters of an `async fn` become variables of its future.
    pub(super) desugared: Vec<Point>,
    /// Types that the user wrote for places.
    pub(super) annotations: Vec<Annotation<'db>>,
    /// Parameters in the order of the signature.
    pub(super) parameters: Vec<LocalId>,
    /// In a closure's graph: what it captures, in the order of the closure's fields.
    pub(super) captures: Vec<LocalId>,
    /// Of the closures and async blocks directly inside, in the order of [`super::graph::Graph::closures`].
    pub(super) closures: Vec<(ExprId, TypedGraph<'db>)>,
}

impl<'db> TypedGraph<'db> {
    /// Without anything.
    pub(super) fn new() -> Self {
        TypedGraph {
            places: Vec::new(),
            constants: Vec::new(),
            instances: FxHashMap::default(),
            statics: FxHashMap::default(),
            declared_constants: FxHashMap::default(),
            makings: FxHashMap::default(),
            silent: Vec::new(),
            desugared: Vec::new(),
            annotations: Vec::new(),
            parameters: Vec::new(),
            captures: Vec::new(),
            closures: Vec::new(),
        }
    }

    /// The type of a place, its lifetimes unknown.
    pub(super) fn place(&self, place: PlaceId) -> Ty<'db> {
        self.places[place.index()]
    }

    /// The type of a constant.
    pub(super) fn constant(&self, constant: ConstantId) -> Ty<'db> {
        self.constants[constant.index()]
    }
}

/// A type that the user wrote for a place; an unknown type in it may be any.
#[derive(Debug, Clone, Copy)]
pub(super) struct Annotation<'db> {
    pub(super) place: PlaceId,
    pub(super) written: WrittenType<'db>,
    /// It is the place's type; else the place's is a subtype.
    pub(super) exact: bool,
}

/// A type that the user wrote, with the lifetimes in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct WrittenType<'db> {
    pub(super) ty: Ty<'db>,
    /// Where it stands.
    pub(super) at: Origin,
}

/// What the user wrote of the generic arguments of a function.
#[derive(Debug, Clone)]
pub(super) struct Instance<'db> {
    /// Those with a lifetime that has a name, by index.
    pub(super) args: Vec<(usize, GenericArg<'db>)>,
    /// The type whose implementation has the function.
    pub(super) own: Option<Ty<'db>>,
    /// Where all this stands.
    pub(super) at: Origin,
}

/// How the operands of a statement become its value.
#[derive(Debug, Clone)]
pub(super) enum Making<'db> {
    /// A function is called with them.
    Call {
        /// The function; of a trait, its declaration.
        function: FunctionId,
        /// Its generic arguments, those of the trait or implementation in front.
        args: GenericArgs<'db>,
        /// What is written of them.
        written: Option<Box<Instance<'db>>>,
        /// All operands behind the first are one argument, a tuple: `Fn::call`.
        tupled: bool,
    },
    /// The first is a function pointer that is called with the others.
    CallPointer,
    /// They are fields of a struct, union or variant.
    Adt {
        /// Index of the variant; 0 for structs and unions.
        variant: u32,
        /// The field of each operand.
        fields: Vec<u32>,
        /// The type that is written.
        written: Option<WrittenType<'db>>,
    },
    /// They are fields of a tuple, in order.
    Tuple,
    /// They are elements of an array.
    Array,
    /// They are what a closure or async block captures.
    Closure,
    /// The one operand is coerced.
    Coerce(PointerCast),
    /// The one operand is cast with `as`, to a type that is written if that names a lifetime.
    Cast(Option<WrittenType<'db>>),
    /// The one operand is a future whose output this is.
    Await {
        /// Whether the future may have drop glue.
        drops: bool,
    },
    /// An operator that is built in, or something else whose result holds no lifetime of an operand.
    Builtin,
}
