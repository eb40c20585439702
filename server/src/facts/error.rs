//! Ownership errors: what the borrow checker rejects, where, and the steps that led there. Data, never
//! sentences: `explain` finds the words.

use super::region;
use super::{BorrowKind, Capture, Kept, NotCopy, StepKind, Transfer, ValueId};

/// An ownership error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error<P> {
    /// What is wrong.
    pub kind: ErrorKind,
    /// rustc's primary position.
    pub at: P,
    /// The value it is about; `None` for a temporary or a static.
    pub value: Option<ValueId>,
    /// The place as one would write it; empty for a temporary.
    pub place: String,
    /// Type of the place, where it is not the whole value's or there is no value.
    pub ty: Option<TypeName>,
    /// The place is moved out of, and its type implements `Clone`.
    pub clone: bool,
    /// What led there, in the order in which it happens.
    pub steps: Vec<ErrorStep<P>>,
    /// The closure or async block in whose body this happens; `None` for the body itself.
    pub closure: Option<P>,
}

/// A type that an error mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeName {
    /// As rust-analyzer prints it.
    pub text: String,
    /// Why it is not `Copy`; `None` where it is, or where nothing more can be said.
    pub not_copy: Option<NotCopy>,
}

/// What an [`Error`] is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorKind {
    /// The place is used after it, or a part of it, was moved out of (E0382).
    Moved {
        /// How it is used.
        access: Access,
        /// Only a part of the place was moved.
        partial: bool,
    },
    /// The place is used before it has a value (E0381).
    Uninitialised {
        /// How it is used.
        access: Access,
        /// It has a value on some paths.
        possibly: bool,
    },
    /// A variable that is not `mut` gets a second value (E0384).
    Reassigned,
    /// The place cannot be moved out of (E0507, E0508, E0509).
    CannotMove(Unmovable),
    /// The place cannot be changed (E0594, E0596).
    Immutable {
        /// It is borrowed mutably; else it is assigned.
        borrowed: bool,
        /// What forbids it.
        because: Immutability,
    },
    /// The place is used in a way that a borrow forbids which is still alive (E0499 to E0506, E0524).
    Conflict(Conflict),
    /// The place ends while it is borrowed (E0597).
    DroppedWhileBorrowed,
    /// A temporary ends while it is borrowed (E0716).
    TemporaryDropped,
    /// What is returned refers to a variable or temporary of the body (E0515).
    ReturnsLocal {
        /// It is the reference itself, not something that holds it.
        reference: bool,
        /// It refers to a temporary.
        temporary: bool,
    },
    /// A thread-local static is borrowed beyond the body, and its thread may end before (E0712).
    ThreadLocalEnds,
    /// A guard changes what its `match` looks at (E0510).
    ChangedByGuard {
        /// It is borrowed mutably; else it is assigned.
        borrowed: bool,
    },
    /// A closure that borrows a variable may be called after the variable has ended (E0373).
    ClosureOutlives,
    /// A destructor may look at what is borrowed (E0713).
    DestructorNeedsBorrowed,
    /// What a type parameter stands for may not outlive a lifetime that it has to outlive (E0309, E0310).
    ParameterTooShort {
        /// The parameter.
        parameter: String,
        /// The lifetime, as written.
        lifetime: String,
    },
    /// An opaque type (`impl Trait`) hides a lifetime that it does not capture (E0700).
    HiddenLifetime {
        /// The lifetime, as written; `None` for one that is elided.
        lifetime: Option<String>,
    },
    /// What a closure is lent by those that call it leaves the closure (E0521).
    EscapesClosure,
    /// A closure that changes what it has captured returns a reference to it (without a code).
    CapturedEscapes,
    /// A lifetime has to be written, and no rule gives one that is not (E0106).
    MissingLifetime {
        /// Where it is missing.
        place: MissingLifetime,
        /// More than one is missing.
        several: bool,
    },
    /// A lifetime would have to outlive another one, which the signature does not promise (E0521, E0621, or
    /// without a code).
    Lifetime {
        /// Which of the three.
        error: LifetimeError,
        /// The lifetime that would have to last longer.
        longer: SignatureLifetime,
        /// The lifetime that it would have to outlast.
        shorter: SignatureLifetime,
        /// The parameter whose type lacks a lifetime; `None` where it has no name, or where none lacks one.
        parameter: Option<String>,
        /// From where the demand comes.
        demand: LifetimeDemand,
    },
}

/// A lifetime of a signature.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignatureLifetime {
    /// As written, with the apostrophe; `None` for one that is elided.
    pub name: Option<String>,
    /// The first parameter in whose type it stands; `None` where it has no name.
    pub parameter: Option<String>,
    /// No other lifetime stands in that parameter's type.
    pub alone: bool,
}

/// What demands that a lifetime outlives another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LifetimeDemand {
    /// What is returned.
    Returned,
    /// What becomes an owned trait object whose lifetime is not written.
    Object,
    /// Anything else.
    Other,
}

/// Where a lifetime is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingLifetime {
    /// In the type of a field.
    Field,
    /// In what a type alias stands for.
    Alias,
    /// In the result of a function or of a type of functions.
    Result {
        /// How many lifetimes the parameters have, from which the result could borrow.
        candidates: usize,
    },
}

/// A use that a borrow forbids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The use.
    pub access: ConflictAccess,
    /// The kind of the borrow.
    pub loan: BorrowKind,
    /// The place that is borrowed.
    pub borrowed: String,
    /// The use is the borrow itself, in a later iteration of a loop.
    pub same: bool,
    /// The borrow counts as alive only because it is returned on a path that does not lead through the use.
    pub returned_elsewhere: bool,
}

/// How a place is used that is borrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConflictAccess {
    /// It is borrowed again.
    Borrow(BorrowKind),
    /// Its value is read.
    Use,
    /// It is moved out of.
    Move,
    /// It is assigned.
    Assign,
}

/// The ways in which rustc puts that a lifetime is too short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LifetimeError {
    /// "lifetime may not live long enough".
    TooShort,
    /// "explicit lifetime required" (E0621).
    ExplicitRequired,
    /// "borrowed data escapes" (E0521).
    Escapes,
}

/// How a place is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Its value is read, copied or moved.
    Use,
    /// A reference to it is made.
    Borrow(BorrowKind),
    /// A part of it is assigned.
    AssignPart,
}

/// What keeps a place from being moved out of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmovable {
    /// It lies behind a reference.
    Reference {
        /// `&mut`.
        mutable: bool,
    },
    /// It lies behind a raw pointer.
    RawPointer {
        /// `*mut`.
        mutable: bool,
    },
    /// It lies behind a smart pointer, whose `Deref` lends it.
    Deref(TypeName),
    /// It lies in a collection, whose `Index` lends it.
    Index(TypeName),
    /// It is (in) a static.
    Static,
    /// A closure that may be called again holds it.
    Captured {
        /// The closure is `FnMut`, else `Fn`.
        mutable: bool,
    },
    /// Bindings are lent to a match guard.
    Guard,
    /// It is an element of an array or a slice.
    Element {
        /// A slice.
        slice: bool,
        /// Type of the array or slice.
        of: TypeName,
    },
    /// It is a part of a value that implements `Drop`.
    Destructor(TypeName),
}

/// What keeps a place from being changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Immutability {
    /// The variable is not declared `mut`.
    NotMut,
    /// It lies behind a `&` reference: the place that holds the reference, empty for a temporary.
    SharedReference(String),
    /// It lies behind a `*const` pointer: the place that holds the pointer, empty for a temporary.
    ConstPointer(String),
    /// The closure that holds it is called through `&self`.
    FnClosure,
    /// It is (in) a static that is not `mut`.
    Static,
    /// It lies behind a smart pointer without `DerefMut`.
    Deref(TypeName),
    /// It lies in a collection without `IndexMut`.
    Index(TypeName),
    /// A binding, while its match guard runs.
    Guard,
}

/// A step on the way to an [`Error`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorStep<P> {
    /// What happens.
    pub kind: ErrorStepKind<P>,
    /// Where.
    pub at: P,
}

/// What a [`ErrorStep`] is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorStepKind<P> {
    /// The variable is declared.
    Declared,
    /// The place, or a part of it, is moved out of.
    Moved(MoveStep<P>),
    /// The variable gets its first value.
    FirstAssigned,
    /// A pattern binds a part of what cannot be moved to this name.
    Bound(String),
    /// The closure captures the place by this use.
    CapturedUse,
    /// The variable is borrowed mutably, where several such borrows are one error.
    BorrowedMutably,
    /// A `match` looks at it.
    Matched,
    /// A lifetime is missing here, too.
    AlsoMissing,
    /// A borrow is made.
    Borrowed {
        /// Shared, mutable or unique.
        kind: BorrowKind,
        /// By a closure or async block.
        captured: bool,
    },
    /// The place is dropped, or its storage ends.
    Ended {
        /// The place; empty for a temporary.
        place: String,
    },
    /// The reference goes on.
    Way(StepKind),
    /// The reference, or what holds it, is used later.
    UsedLater(Option<ValueId>),
    /// What holds the reference is dropped later.
    DroppedLater(Option<ValueId>),
    /// The reference has to last as long as a lifetime that the caller chooses; `None` for one that is
    /// elided.
    Demanded(Option<String>),
}

/// A move that led to an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveStep<P> {
    /// The place that is moved.
    pub place: String,
    /// Why, and where to.
    pub transfer: Transfer,
    /// Set where a closure or async block captures the place.
    pub capture: Option<Capture<P>>,
    /// It happens in a previous iteration of a loop.
    pub previous_iteration: bool,
    /// Type of the place, where it is not the whole value's.
    pub ty: Option<TypeName>,
    /// The type of the place implements `Clone`.
    pub clone: bool,
}

impl<P: Copy> Error<P> {
    /// Where the borrow is made that the error is about.
    pub fn borrowed(&self) -> Option<P> {
        let mut steps = self.steps.iter();
        let found = steps.find(|step| matches!(step.kind, ErrorStepKind::Borrowed { .. }));
        found.map(|step| step.at)
    }
}

impl ErrorKind {
    /// rustc's code for the error.
    pub fn code(&self) -> Option<&'static str> {
        Some(match self {
            ErrorKind::Moved { .. } => "E0382",
            ErrorKind::Uninitialised { .. } => "E0381",
            ErrorKind::Reassigned => "E0384",
            ErrorKind::CannotMove(Unmovable::Element { .. }) => "E0508",
            ErrorKind::CannotMove(Unmovable::Destructor(_)) => "E0509",
            ErrorKind::CannotMove(_) => "E0507",
            ErrorKind::Immutable {
                borrowed: false, ..
            } => "E0594",
            ErrorKind::Immutable { borrowed: true, .. } => "E0596",
            ErrorKind::Conflict(conflict) => conflict.code(),
            ErrorKind::DroppedWhileBorrowed => "E0597",
            ErrorKind::TemporaryDropped => "E0716",
            ErrorKind::ReturnsLocal { .. } => "E0515",
            ErrorKind::ParameterTooShort { lifetime, .. } if lifetime == "'static" => "E0310",
            ErrorKind::ParameterTooShort { .. } => "E0309",
            ErrorKind::HiddenLifetime { .. } => "E0700",
            ErrorKind::EscapesClosure => "E0521",
            ErrorKind::CapturedEscapes => return None,
            ErrorKind::MissingLifetime { .. } => "E0106",
            ErrorKind::ThreadLocalEnds => "E0712",
            ErrorKind::ChangedByGuard { .. } => "E0510",
            ErrorKind::ClosureOutlives => "E0373",
            ErrorKind::DestructorNeedsBorrowed => "E0713",
            ErrorKind::Lifetime { error, .. } => match error {
                LifetimeError::TooShort => return None,
                LifetimeError::ExplicitRequired => "E0621",
                LifetimeError::Escapes => "E0521",
            },
        })
    }
}

impl Conflict {
    fn code(&self) -> &'static str {
        use BorrowKind::{Shared, Unique};
        match (self.access, self.loan) {
            (ConflictAccess::Borrow(Unique), Unique) => "E0524",
            (ConflictAccess::Borrow(Unique), _) => "E0500",
            (ConflictAccess::Borrow(_), Unique) => "E0501",
            (ConflictAccess::Borrow(Shared), _) | (ConflictAccess::Borrow(_), Shared) => "E0502",
            (ConflictAccess::Borrow(_), _) => "E0499",
            (ConflictAccess::Use, _) => "E0503",
            (ConflictAccess::Move, _) => "E0505",
            (ConflictAccess::Assign, _) => "E0506",
        }
    }
}

impl<P: Copy> ErrorStep<P> {
    /// What keeps a borrow alive, as a step; `at`: where, if what keeps it has no place of its own.
    pub fn kept(kept: Kept<P>, at: P) -> ErrorStep<P> {
        let (kind, at) = match kept {
            Kept::Used { at, value } => (ErrorStepKind::UsedLater(value), at),
            Kept::Dropped { at, value } => (ErrorStepKind::DroppedLater(value), at),
            Kept::Caller { lifetime } => (ErrorStepKind::Demanded(lifetime), at),
        };
        ErrorStep { kind, at }
    }
}

impl<P> Error<P> {
    pub(super) fn map<Q>(
        self,
        f: &mut impl FnMut(P) -> Option<Q>,
        id: &mut impl FnMut(ValueId) -> Option<ValueId>,
    ) -> Option<Error<Q>> {
        let at = f(self.at)?;
        let mut steps = Vec::with_capacity(self.steps.len());
        for step in self.steps {
            // A step without a place in the file cannot be shown.
            if let (Some(at), Some(kind)) = (f(step.at), step.kind.map(f, id)) {
                steps.push(ErrorStep { kind, at });
            }
        }
        Some(Error {
            kind: self.kind,
            at,
            value: self.value.and_then(&mut *id),
            place: self.place,
            ty: self.ty,
            clone: self.clone,
            steps,
            closure: self.closure.and_then(&mut *f),
        })
    }
}

impl<P> ErrorStepKind<P> {
    fn map<Q>(
        self,
        f: &mut impl FnMut(P) -> Option<Q>,
        id: &mut impl FnMut(ValueId) -> Option<ValueId>,
    ) -> Option<ErrorStepKind<Q>> {
        Some(match self {
            ErrorStepKind::Declared => ErrorStepKind::Declared,
            ErrorStepKind::Moved(step) => ErrorStepKind::Moved(MoveStep {
                place: step.place,
                transfer: Transfer {
                    cause: step.transfer.cause,
                    into: step.transfer.into.map(id),
                },
                capture: match step.capture {
                    Some(capture) => Some(Capture {
                        used_at: f(capture.used_at)?,
                        by_keyword: capture.by_keyword,
                    }),
                    None => None,
                },
                previous_iteration: step.previous_iteration,
                ty: step.ty,
                clone: step.clone,
            }),
            ErrorStepKind::FirstAssigned => ErrorStepKind::FirstAssigned,
            ErrorStepKind::Bound(name) => ErrorStepKind::Bound(name),
            ErrorStepKind::CapturedUse => ErrorStepKind::CapturedUse,
            ErrorStepKind::BorrowedMutably => ErrorStepKind::BorrowedMutably,
            ErrorStepKind::Matched => ErrorStepKind::Matched,
            ErrorStepKind::AlsoMissing => ErrorStepKind::AlsoMissing,
            ErrorStepKind::Borrowed { kind, captured } => {
                ErrorStepKind::Borrowed { kind, captured }
            }
            ErrorStepKind::Ended { place } => ErrorStepKind::Ended { place },
            ErrorStepKind::Way(kind) => ErrorStepKind::Way(region::map_kind(kind, id)?),
            ErrorStepKind::UsedLater(value) => ErrorStepKind::UsedLater(value.and_then(id)),
            ErrorStepKind::DroppedLater(value) => ErrorStepKind::DroppedLater(value.and_then(id)),
            ErrorStepKind::Demanded(lifetime) => ErrorStepKind::Demanded(lifetime),
        })
    }
}
