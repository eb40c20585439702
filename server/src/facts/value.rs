//! Values: the named locals and parameters of a body.

/// Index of a [`Value`] in its body's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValueId(pub u32);

/// A named local or parameter (`self` included).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value<P> {
    /// As written in the source.
    pub name: String,
    /// The identifier in its declaration.
    pub declared: P,
    /// The block, match arm, closure or function at whose end the value's storage ends.
    pub scope: Option<P>,
    /// As rust-analyzer prints it.
    pub ty: String,
    /// The type implements `Copy`: using the value by value leaves it usable.
    pub copy: bool,
    /// Why the type is not `Copy`; `None` where it is, or where nothing more can be said.
    pub not_copy: Option<NotCopy>,
    /// The type has drop glue; a generic type counts, since an instance may have some.
    pub needs_drop: bool,
    /// Size in bytes of what a move copies, if the layout is known.
    pub size: Option<u64>,
    /// What the value owns on the heap; `None` for other types than the standard library's owners.
    pub heap: Option<Heap>,
    /// Declared in the parameter list of the function or of a closure.
    pub parameter: bool,
    /// Declared `mut`.
    pub mutable: bool,
    /// The closure or async block in which the value lives; `None` for the body itself.
    pub closure: Option<P>,
}

/// What keeps a type from being `Copy`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotCopy {
    /// A field whose type is not `Copy`, through nested types: `path` is `name` or `inner.name`.
    Field {
        /// Fields from the type inwards, separated by dots.
        path: String,
        /// Type of the last field.
        ty: String,
    },
    /// All fields are `Copy`, only the impl is missing.
    NoImpl,
    /// The type implements `Drop`, which excludes `Copy`.
    Destructor,
    /// A `&mut` reference: copying it would make two.
    UniqueReference,
    /// A type parameter without a `Copy` bound.
    Parameter,
    /// A closure or future that holds a captured value which is not `Copy`.
    Captures,
}

/// What one of the standard library's owners has on the heap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heap {
    /// `String`: a text.
    Text,
    /// `Vec`: elements in a row.
    Elements,
    /// `Box`: one value.
    Block,
    /// `Rc` and `Arc`: one value together with the other owners, which are counted.
    Counted,
}

impl<P> Value<P> {
    pub(super) fn map<Q>(self, f: &mut impl FnMut(P) -> Option<Q>) -> Option<Value<Q>> {
        Some(Value {
            declared: f(self.declared)?,
            scope: self.scope.and_then(&mut *f),
            closure: self.closure.and_then(&mut *f),
            name: self.name,
            ty: self.ty,
            copy: self.copy,
            not_copy: self.not_copy,
            needs_drop: self.needs_drop,
            size: self.size,
            heap: self.heap,
            parameter: self.parameter,
            mutable: self.mutable,
        })
    }
}
