//! Events: what happens to a value at one place of the source.

use super::{Cause, Destination, Region, ValueId};

/// Something that happens to a value, or to a temporary whose drop matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event<P> {
    /// What happens.
    pub kind: EventKind<P>,
    /// The value; `None` for the drop of a temporary.
    pub value: Option<ValueId>,
    /// The place as one would write it: `v`, `self.name`, `*r`, `v[_]`. For a temporary, its type.
    pub place: String,
    /// The operand as the user wrote it; for a drop at a scope's end the scope's last character.
    pub at: P,
    /// Set where a closure or async block captures the place: `at` is then the closure.
    pub capture: Option<Capture<P>>,
    /// The closure or async block in whose body this happens; `None` for the body itself.
    pub closure: Option<P>,
    /// Of a borrow: how long it lives. `None` where that is not known.
    pub region: Option<Box<Region<P>>>,
}

/// How a closure came to capture a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture<P> {
    /// The use inside the closure that forces this capture.
    pub used_at: P,
    /// The closure or block is marked `move`.
    pub by_keyword: bool,
}

/// What an [`Event`] is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventKind<P> {
    /// The place is moved out of: it may not be used until it is assigned again.
    Move(Transfer),
    /// The place is read by value and stays usable.
    Copy(Transfer),
    /// A reference to the place is made.
    Borrow(Borrow),
    /// The place gets a new value.
    Assign(Assign),
    /// The value (or what is left of it) is dropped.
    Drop(Drop),
    /// A temporary with drop glue is dropped.
    TempDrop {
        /// The expression that made it.
        created: P,
        /// Not dropped on every path.
        conditional: bool,
        /// As [`Drop::order`].
        order: u32,
    },
}

/// A move or copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Which rule of the language makes the operand be taken by value.
    pub cause: Cause,
    /// Where the value goes.
    pub into: Destination,
}

/// The three kinds of reference that the borrow checker tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BorrowKind {
    /// `&`.
    Shared,
    /// `&mut`; `two_phase` if it is inserted for a call and only activated when the call happens
    /// (RFC 2025).
    Mutable {
        /// Reads of the place are allowed until the call.
        two_phase: bool,
    },
    /// What a closure does that mutates through a captured `&mut`: unique, though the variable that
    /// holds the reference is not `mut`.
    Unique,
}

/// A borrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Borrow {
    /// Shared, mutable or unique.
    pub kind: BorrowKind,
    /// The borrowed place goes through a reference.
    pub reborrow: bool,
    /// The user wrote no `&`, `ref` or closure here: the compiler inserted the borrow.
    pub implicit: bool,
    /// Which rule makes the borrow.
    pub cause: Cause,
    /// Where the reference goes.
    pub into: Destination,
}

/// An assignment to an existing place (a `let` with an initialiser is none).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assign {
    /// The place held nothing on every path: it had been moved out or never initialised.
    pub initialises: bool,
    /// The place had been moved out of on some path before: it becomes usable again.
    pub after_move: bool,
    /// The old value is dropped. Where the place is the value's own, or directly what it refers to, this
    /// is a [`Drop`] event besides.
    pub drops_old: bool,
}

/// Whether a drop runs at the end of a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtEnd {
    /// On every way that reaches the end.
    Always,
    /// Decided at run time by a drop flag.
    Sometimes,
    /// On no way that reaches the end: only where the scope is left before.
    Never,
}

/// A drop that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drop {
    /// Decided at run time by a drop flag: the value was moved on some paths that lead here.
    pub conditional: bool,
    /// The fields that are dropped where others were moved out before; empty if the whole value is.
    pub fields: Vec<String>,
    /// The old value, dropped because a new one is assigned.
    pub replaced: bool,
    /// Whether it runs on the ways that reach the end of the scope; others leave the scope before, by `return`, `break`,
    /// `continue` or `?`.
    pub at_end: AtEnd,
    /// Rank among the drops of variables and temporaries at the same position, 0 first.
    pub order: u32,
}

impl<P> Event<P> {
    pub(super) fn map<Q>(
        self,
        f: &mut impl FnMut(P) -> Option<Q>,
        id: &mut impl FnMut(ValueId) -> Option<ValueId>,
    ) -> Option<Event<Q>> {
        let value = match self.value {
            Some(value) => Some(id(value)?),
            None => None,
        };
        Some(Event {
            kind: self.kind.map(f, id)?,
            value,
            place: self.place,
            at: f(self.at)?,
            capture: match self.capture {
                Some(capture) => Some(Capture {
                    used_at: f(capture.used_at)?,
                    by_keyword: capture.by_keyword,
                }),
                None => None,
            },
            region: self.region.map(|region| Box::new(region.map(f, id))),
            closure: self.closure.and_then(f),
        })
    }
}

impl<P> EventKind<P> {
    fn map<Q>(
        self,
        f: &mut impl FnMut(P) -> Option<Q>,
        id: &mut impl FnMut(ValueId) -> Option<ValueId>,
    ) -> Option<EventKind<Q>> {
        Some(match self {
            EventKind::Move(it) => EventKind::Move(Transfer {
                into: it.into.map(id),
                ..it
            }),
            EventKind::Copy(it) => EventKind::Copy(Transfer {
                into: it.into.map(id),
                ..it
            }),
            EventKind::Borrow(it) => EventKind::Borrow(Borrow {
                into: it.into.map(id),
                ..it
            }),
            EventKind::Assign(it) => EventKind::Assign(it),
            EventKind::Drop(it) => EventKind::Drop(it),
            EventKind::TempDrop {
                created,
                conditional,
                order,
            } => EventKind::TempDrop {
                created: f(created)?,
                conditional,
                order,
            },
        })
    }
}
