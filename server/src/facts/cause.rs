//! Causes and destinations: why a place is taken by value or borrowed, and where it goes. Data, never
//! sentences: `explain` finds the words.

use super::ValueId;

/// A function, method or constructor that is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callee {
    /// Last segment: `push`.
    pub name: String,
    /// With its type or trait: `Vec::push`, `Iterator::map`, `std::mem::drop`.
    pub path: String,
    /// The signature's text as far as `self` is concerned: `self`, `&self`, `&mut self`, …;
    /// `None` without a receiver.
    pub receiver: Option<String>,
}

/// The rule of the language that takes or borrows a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// `let x = v`.
    Initialiser,
    /// `x = v`.
    Assignment,
    /// An argument of a call.
    Argument {
        /// What is called; `None` if it is a value (closure, function pointer) or unknown.
        callee: Option<Callee>,
        /// 0-based, the receiver not counted.
        index: usize,
        /// The parameter's name, where the source is known and it is a plain name.
        parameter: Option<String>,
        /// The parameter's declared type, with generic parameters unfilled.
        parameter_ty: Option<String>,
    },
    /// The receiver of a method call.
    Receiver(Callee),
    /// The called value itself: `f` in `f(x)`.
    Called,
    /// An operator: `+` and its trait `Add`.
    Operator {
        /// As written, e.g. `+` or `==`.
        operator: String,
        /// The trait's name; `None` for a built-in operation.
        trait_name: Option<String>,
    },
    /// `S { field: v }` or `S(v)` (then the field is an index).
    Field {
        /// Struct or variant.
        adt: String,
        /// Name or index.
        field: String,
    },
    /// The remaining fields in `S { .., ..base }`.
    StructUpdate {
        /// Struct.
        adt: String,
        /// The field taken from the base.
        field: String,
    },
    /// `(v, …)`.
    TupleField(usize),
    /// `[v, …]` or `[v; N]`.
    ArrayElement,
    /// `return v` or the tail of the body.
    Return,
    /// `break v`.
    Break,
    /// `for x in v` calls `IntoIterator::into_iter(v)`.
    ForIterable,
    /// `v?` hands the operand to `Try::branch`.
    Question,
    /// `v.await` hands the operand to `IntoFuture::into_future`.
    Await,
    /// `yield v`.
    Yield,
    /// A closure or async block captures the place.
    Capture,
    /// A pattern binds (part of) the place to a name.
    Pattern {
        /// The name that is bound.
        binding: String,
        /// `ref`/`ref mut` was written, as opposed to a default binding mode.
        explicit_ref: bool,
    },
    /// `&v`, `&mut v`, or `&raw`.
    Explicit,
    /// An operand that is evaluated into a temporary: `{ v }.f()`, a scrutinee.
    Temporary,
    /// `v;` as a statement, or `_ = …`: the value is dropped at once.
    Discarded,
    /// The compiler reborrows a reference where it is used with an expected reference type.
    Reborrow,
    /// Auto-dereferencing through `Deref::deref` or `DerefMut::deref_mut`.
    Deref {
        /// `deref_mut`.
        mutable: bool,
    },
    /// `v[i]` through `Index::index` or `IndexMut::index_mut`.
    Index {
        /// `index_mut`.
        mutable: bool,
    },
    /// An argument of a formatting macro.
    Format,
    /// Compared with or matched by a pattern.
    Compared,
    /// `v as T`, or another built-in operation that reads a scalar.
    Read,
}

/// Where a moved, copied or referenced value goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A named local.
    Value(ValueId),
    /// A place inside a named local, e.g. `self.items`.
    Place(ValueId, String),
    /// A parameter of the callee in the cause.
    Parameter,
    /// A field of a value that is being built.
    Field,
    /// The caller, as (part of) the return value.
    Caller,
    /// The closure or async block that captures it.
    Closure,
    /// Somewhere without a name, for the statement's duration or as part of a bigger expression.
    Temporary,
    /// Nowhere: it is dropped on the spot.
    Dropped,
}

impl Destination {
    pub(super) fn map(self, id: &mut impl FnMut(ValueId) -> Option<ValueId>) -> Destination {
        match self {
            Destination::Value(value) => {
                id(value).map_or(Destination::Temporary, Destination::Value)
            }
            Destination::Place(value, place) => id(value).map_or(Destination::Temporary, |value| {
                Destination::Place(value, place)
            }),
            other => other,
        }
    }
}
