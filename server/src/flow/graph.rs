//! The control-flow graph of one body: places, statements and drop scopes, after rustc's MIR.
//!
//! A graph is plain data: no rust-analyzer type, no text position. Places are interned into a tree, so
//! that prefixes are parents; positions are [`Origin`]s, ids of syntax that [`super::positions`] maps
//! to byte ranges. Unwinding is not modelled: facts are about what happens when nothing panics.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{BorrowKind, Cause, Destination, TypeName, ValueId};

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// As an index into the graph's list.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

pub mod regions;

index! {
    /// Index into [`Graph::locals`].
    LocalId
}
index! {
    /// Index into [`Graph::places`].
    PlaceId
}
index! {
    /// Index into [`Graph::blocks`].
    BlockId
}
index! {
    /// A literal or item that is an operand, numbered inside its graph.
    ConstantId
}

/// A piece of syntax a statement stands for. Ids are rust-analyzer's arena indices as plain numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// An expression as a whole.
    Expr(u32),
    /// The macro call that expands to an expression and nothing else; if there is none, the expression.
    MacroCall(u32),
    /// The last character of an expression: where its scope ends.
    ExprEnd(u32),
    /// A closure's parameter list with the keywords in front, or the `async` keyword of a block.
    ClosureHead(u32),
    /// A `match` up to its arms.
    MatchHead(u32),
    /// A pattern as a whole.
    Pat(u32),
    /// The name that a binding pattern introduces.
    BindingName(u32),
    /// The name with `ref` and `mut` in front, without a subpattern.
    Binding(u32),
    /// The `self` parameter.
    SelfParam,
    /// The body's item (function, const, static).
    Item,
    /// The last character of the body.
    ItemEnd,
    /// The last character of the statement that contains an expression.
    StatementEnd(u32),
    /// A type that is written in the body.
    Type(u32),
}

/// A body's graph. Closures and async blocks have graphs of their own, see [`Graph::closures`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    /// Parameters, named locals, captured variables and temporaries.
    pub locals: Vec<Local>,
    /// Every place that is mentioned, and all its prefixes.
    pub places: Vec<Place>,
    /// Basic blocks; block 0 is the entry.
    pub blocks: Vec<Block>,
    /// The closure or async block this graph belongs to; `None` for the body itself.
    pub closure: Option<Origin>,
    /// How the closure is called; `None` for the body itself and for async blocks.
    pub closure_kind: Option<ClosureKind>,
    /// It is an `async fn`, whose statements do nothing but make the future: what the user wrote is the body of that.
    pub makes_future: bool,
    /// Types of places that an error may have to name: parts that are moved out of, with what they are
    /// parts of.
    pub type_names: BTreeMap<PlaceId, TypeName>,
    /// Places that are moved out of and whose type implements `Clone`.
    pub cloneable: BTreeSet<PlaceId>,
    /// The `match`es with guards.
    pub guarded: Vec<GuardedMatch>,
    /// From a block where a pattern has matched that always does: where the next one would be tried. For rustc's loan
    /// checks control can go there (its false edges).
    pub imagined: BTreeMap<BlockId, BlockId>,
    /// Graphs of the closures and async blocks directly inside, in source order.
    pub closures: Vec<Graph>,
    /// Its region variables; `None` if they could not be found.
    pub regions: Option<regions::Regions>,
}

/// A `match` with guards: they must not change what its patterns look at, for which rustc borrows it
/// (`rustc_mir_build`'s "fake borrows").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardedMatch {
    /// What is matched.
    pub matched: Origin,
    /// The places that patterns look at, and the pointers on the way to them.
    pub places: Vec<PlaceId>,
    /// For each guard: where it begins, its variables bound, and where it has succeeded.
    pub guards: Vec<(regions::Point, regions::Point)>,
}

/// The trait by which a closure is called: how its body gets hold of what it captures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosureKind {
    /// Through `&self`.
    Fn,
    /// Through `&mut self`.
    FnMut,
    /// By value.
    FnOnce,
}

/// A local variable, or the stand-in for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Local {
    /// What it is.
    pub kind: LocalKind,
    /// The place that stands for the whole local.
    pub place: PlaceId,
    /// Initialised when the body is entered: parameters and captured variables.
    pub initialised: bool,
}

/// What a [`Local`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalKind {
    /// A named local or parameter.
    Named(ValueId),
    /// In a closure's graph: a captured place. `by_ref` captures are references to `value`'s place,
    /// and places start with a [`Projection::Deref`].
    Captured {
        /// The variable whose place was captured.
        value: ValueId,
        /// Captured by reference.
        by_ref: bool,
        /// The place may be assigned and mutably borrowed where the closure is made: its variable is
        /// declared `mut`, or it goes through a `&mut`.
        mutable: bool,
        /// The place lies behind a shared reference: that it is changed is judged where the closure is made, which borrows
        /// it mutably.
        shared: bool,
    },
    /// Inside a match guard: a shared reference to what the arm will bind to `value`.
    GuardReference(ValueId),
    /// Stands for the address of a `static`; its places start with a [`Projection::Deref`].
    Static {
        /// `static mut`.
        mutable: bool,
        /// Every thread has its own, which ends with it.
        thread_local: bool,
    },
    /// An unnamed value.
    Temporary,
    /// What the body returns.
    Return,
}

/// A place: a local or a projection of another place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The local it starts from.
    pub local: LocalId,
    /// The place it is a part of, with how; `None` for a whole local.
    pub parent: Option<(PlaceId, Projection)>,
    /// As the user would write it: `self.items`, `*r`, `v[_]`. A temporary has none: for a whole one its
    /// type stands here.
    pub text: String,
    /// What is known about the place's type.
    pub ty: PlaceType,
    /// Whether the place goes through a reference or raw pointer (`Box` is none). Of the reference that a
    /// closure captured: whether the captured place does.
    pub behind_reference: bool,
}

/// One step from a place to a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Projection {
    /// Through a reference or raw pointer.
    Deref,
    /// The content of a `Box`.
    BoxDeref,
    /// Field by index, of the variant with the given index for an enum.
    Field {
        /// Index of the variant; 0 for structs, tuples and closures.
        variant: u32,
        /// Index of the field.
        field: u32,
    },
    /// An element of an array or slice at an index that is not known.
    Index,
    /// An element at a fixed index from a slice pattern; `end` counts from behind.
    ConstantIndex {
        /// 0-based from the front, or 1-based from the end.
        offset: u32,
        /// The least length that a slice has which the pattern fits.
        min_length: u32,
        /// Counted from the end.
        from_end: bool,
    },
    /// A subslice from a slice pattern: `from` elements left out in front, `to` behind.
    Subslice {
        /// Left out in front.
        from: u32,
        /// Left out behind.
        to: u32,
    },
}

/// What the analyses need to know about a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceType {
    /// Implements `Copy`.
    pub copy: bool,
    /// Has drop glue, or may have for some instance.
    pub needs_drop: bool,
    /// Nothing runs at the end of a value, but an opaque type hides that: the borrow checker has to assume
    /// the contrary.
    pub hidden: bool,
    /// Is or contains a type that inference could not find: nothing certain can be said.
    pub unknown: bool,
    /// How a value of the type is taken apart when it is dropped after a part was moved out.
    pub parts: Parts,
    /// What kind of type it is.
    pub kind: TypeKind,
}

/// The kinds of types that restrict what may be done with the places inside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeKind {
    /// `&T` or `&mut T`.
    Reference {
        /// `&mut`.
        mutable: bool,
    },
    /// `*const T` or `*mut T`.
    RawPointer {
        /// `*mut`.
        mutable: bool,
    },
    /// `[T; N]`.
    Array,
    /// `[T]`.
    Slice,
    /// `str`.
    Str,
    /// A struct, enum or union that implements `Drop`.
    Destructor,
    /// A union.
    Union,
    /// Another enum.
    Enum,
    /// Any other.
    Other,
}

/// How drop glue goes on from a value to its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts {
    /// Moving out of a part is impossible or leaves nothing to drop: scalars, references, unions, types
    /// with a destructor.
    None,
    /// Fields of a struct, tuple, closure or the variants of an enum; see [`Graph::places`]' children.
    Fields,
    /// A `Box`: its content is the one part, and the allocation is freed besides.
    Box,
    /// An array of that many elements.
    Elements(u64),
}

/// A straight run of statements.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Block {
    /// In order of execution.
    pub statements: Vec<Statement>,
    /// Where control goes on; empty where it ends (return, divergence).
    pub successors: Vec<BlockId>,
}

/// One step of execution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What happens.
    pub kind: StatementKind,
    /// The syntax it stands for.
    pub origin: Origin,
}

/// What a [`Statement`] does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementKind {
    /// `place = value`. The old value has been dropped by a [`StatementKind::Drop`] in front, where
    /// the language drops it.
    Assign {
        /// The destination.
        place: PlaceId,
        /// What is evaluated.
        value: Rvalue,
        /// The assignment to an existing place as the user wrote it, as a whole; `None` for an
        /// initialisation.
        written: Option<Origin>,
    },
    /// Operands that are evaluated, with the result dropped or of no interest.
    Evaluate(Rvalue),
    /// The place is inspected without being moved or copied: by a pattern's test.
    Inspect(PlaceId),
    /// The place must have a value, and nothing is read: a closure will look at it.
    Require(PlaceId),
    /// The place is named and nothing is read: the scrutinee of a `match` before any test.
    Mention(PlaceId),
    /// The storage of a local begins: it is uninitialised from here.
    StorageLive(LocalId),
    /// The storage of a local ends.
    StorageDead(LocalId),
    /// The place is dropped if it is initialised (drop elaboration decides).
    Drop {
        /// The place; a whole local at a scope's end.
        place: PlaceId,
        /// Rank of this drop: of those of one scope exit, and of scopes that end together, the smallest runs
        /// first.
        order: u64,
        /// The old value of an assignment.
        replaced: bool,
        /// On a way out of the scope that does not reach its end: `return`, `break`, `continue`, `?`.
        leaving: bool,
        /// Of a temporary: the expression that made it.
        created: Option<Origin>,
    },
    /// On this path an enum is known to hold a variant, or not to hold it: the entry of a `match` arm,
    /// the branches of an `if let`. Parts of variants that it does not hold are uninitialised. The
    /// origin is what is matched: finding out reads the enum's discriminant.
    AssumeVariant {
        /// The enum.
        place: PlaceId,
        /// Index of the variant.
        variant: u32,
        /// It holds the variant; else it holds any other.
        holds: bool,
    },
    /// Nothing: what stood here turned out not to happen.
    Nothing,
    /// `place` was used in a way that inference does not know: whether it is still initialised is not
    /// certain from here on.
    Forget(PlaceId),
}

/// A value that is computed from operands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rvalue {
    /// Operands evaluated in order and combined: a use, call, aggregate, operator or cast.
    Operands(Vec<Operand>),
    /// A reference to a place.
    Ref(Reference),
    /// A raw pointer to a place (`&raw`, or a `&` that is coerced at once by rustc's rules).
    RawRef {
        /// The place.
        place: PlaceId,
        /// `*mut`.
        mutable: bool,
    },
}

/// A reference to a place that is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The borrowed place.
    pub place: PlaceId,
    /// Shared, mutable or unique.
    pub kind: BorrowKind,
    /// What the user wrote and why it borrows.
    pub usage: Usage,
    /// The user wrote no `&`, `ref` or closure.
    pub implicit: bool,
}

/// An operand of a computation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// The place is read by value and is uninitialised afterwards.
    Move(PlaceId, Usage),
    /// The place is read by value and stays usable.
    Copy(PlaceId, Usage),
    /// A literal or an item. It uses no place, but its type may have regions.
    Item(ConstantId),
    /// Nothing of interest: a unit.
    Constant,
}

/// Where and why a place is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// The operand as the user wrote it.
    pub origin: Origin,
    /// The rule that takes or borrows it.
    pub cause: Cause,
    /// Where it goes.
    pub into: Destination,
    /// For a capture: the use inside the closure that forces it, and whether `move` is written.
    pub capture: Option<(Origin, bool)>,
    /// For a binding in a pattern: the expression that is matched, or the parameter's pattern.
    pub matched: Option<Origin>,
}

impl LocalKind {
    /// Whether the local is a reference to a variable, and the variable's place starts with a
    /// [`Projection::Deref`] that the user did not write.
    pub fn stands_for_variable(self) -> bool {
        matches!(
            self,
            LocalKind::Captured { by_ref: true, .. } | LocalKind::GuardReference(_)
        )
    }
}

impl Graph {
    /// The place's node.
    pub fn place(&self, id: PlaceId) -> &Place {
        &self.places[id.index()]
    }

    /// The local's entry.
    pub fn local(&self, id: LocalId) -> &Local {
        &self.locals[id.index()]
    }

    /// The trait of the closure whose graph this is if the local belongs to it and a call only lends it: nothing can
    /// be moved out of it then.
    pub fn lent_by_call(&self, local: LocalId) -> Option<ClosureKind> {
        let captured = matches!(
            self.local(local).kind,
            LocalKind::Captured { by_ref: false, .. }
        );
        let by_reference = |kind: &ClosureKind| *kind != ClosureKind::FnOnce;
        self.closure_kind.filter(|it| captured && by_reference(it))
    }

    /// By block: whether control can come there, or could if the patterns before did not match.
    pub fn reachable(&self) -> Vec<bool> {
        let mut reachable = vec![false; self.blocks.len()];
        let mut pending = vec![BlockId(0)];
        while let Some(block) = pending.pop() {
            if !std::mem::replace(&mut reachable[block.index()], true) {
                pending.extend(&self.blocks[block.index()].successors);
                pending.extend(self.imagined.get(&block));
            }
        }
        reachable
    }

    /// The operands of the value that the statement at a point assigns; none if it assigns nothing or a reference.
    pub fn operands(&self, point: regions::Point) -> &[Operand] {
        let block = &self.blocks[point.block.index()];
        let statement = block.statements.get(point.statement as usize);
        match statement.map(|it| &it.kind) {
            Some(StatementKind::Assign {
                value: Rvalue::Operands(operands),
                ..
            }) => operands,
            _ => &[],
        }
    }

    /// The place and its prefixes, from the place outwards to the local.
    pub fn prefixes(&self, place: PlaceId) -> impl Iterator<Item = PlaceId> + '_ {
        std::iter::successors(Some(place), |&id| {
            self.place(id).parent.map(|(parent, _)| parent)
        })
    }

    /// Whether the place goes through a reference, other than the one that a captured place starts with:
    /// that one stands for the place.
    pub fn is_behind_reference(&self, place: PlaceId) -> bool {
        let local = self.local(self.place(place).local);
        let by_ref = local.kind.stands_for_variable();
        if by_ref && self.place(local.place).behind_reference {
            return true;
        }
        self.prefixes(place)
            .any(|part| match self.place(part).parent {
                Some((whole, Projection::Deref)) => !(by_ref && whole == local.place),
                _ => false,
            })
    }

    /// The value whose place this is; `None` for temporaries and the returned value.
    pub fn value_of(&self, place: PlaceId) -> Option<ValueId> {
        match self.local(self.place(place).local).kind {
            LocalKind::Named(value)
            | LocalKind::Captured { value, .. }
            | LocalKind::GuardReference(value) => Some(value),
            LocalKind::Temporary | LocalKind::Return | LocalKind::Static { .. } => None,
        }
    }
}
