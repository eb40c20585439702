//! Plain data about ownership: the values of a body, what happens to them, and why.
//!
//! Everything that reads facts (words, protocol, reports) depends on this module alone. Positions are
//! a type parameter: the analyses produce facts over [`crate::flow::Origin`]s, which stay valid while
//! text around a body moves, and [`Facts::map`] turns them into byte ranges of the file.

mod cause;
mod elided;
mod error;
mod event;
mod holding;
mod memory;
mod region;
mod value;

pub use cause::{Callee, Cause, Destination};
pub use elided::{Elided, ElidedForm, Elision};
pub use error::{
    Access, Conflict, ConflictAccess, Error, ErrorKind, ErrorStep, ErrorStepKind, Immutability,
    LifetimeDemand, LifetimeError, MissingLifetime, MoveStep, SignatureLifetime, TypeName,
    Unmovable,
};
pub use event::{Assign, AtEnd, Borrow, BorrowKind, Capture, Drop, Event, EventKind, Transfer};
pub use holding::{Executed, Held, HeldPlace, Holding, Stretch};
pub use memory::{Content, Memory, Pointee, Pointer};
pub use region::{Execution, Kept, Region, Step, StepKind};
pub use value::{Heap, NotCopy, Value, ValueId};

/// A half-open range of byte offsets inside one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just behind the last byte.
    pub end: u32,
}

impl Span {
    /// All of a file.
    pub const ALL: Span = Span {
        start: 0,
        end: u32::MAX,
    };

    /// Whether `offset` lies inside or directly behind the range, as a cursor does.
    pub fn touches(self, offset: u32) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Number of bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the range covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// A position that was mapped to the file the body is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Located {
    /// Where it is.
    pub span: Span,
    /// The user wrote no such operand: the span is that of a macro call around it.
    pub in_macro: bool,
}

/// What is known about one body: a function, const or static together with its closures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts<P = Located> {
    /// Path of the item, e.g. `demo::Parser::parse`.
    pub name: String,
    /// Named locals and parameters, closures' ones included; a [`ValueId`] is an index.
    pub values: Vec<Value<P>>,
    /// What happens to them: in source order for mapped positions, else in order of lowering.
    pub events: Vec<Event<P>>,
    /// What the borrow checker rejects, in the order of the events. Empty where the body is not understood
    /// as a whole.
    pub errors: Vec<Error<P>>,
    /// What the variables hold at each point.
    pub holding: Holding<P>,
    /// What the regions of borrows are made of.
    pub execution: Execution<P>,
    /// Why parts of the body are left out; empty when everything was understood.
    pub gaps: Vec<Gap<P>>,
}

/// A part of a body about which nothing is said because it is not certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap<P> {
    /// The expression or pattern.
    pub at: P,
    /// What is missing.
    pub reason: GapReason,
}

/// Why the engine stays silent about a part of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapReason {
    /// The type is unknown or contains an unknown part.
    UnknownType,
    /// The called method, operator or function was not found.
    UnresolvedCall,
    /// A macro could not be expanded, or the code is not finished.
    Incomplete,
    /// A language construct that is not lowered.
    Unsupported,
}

impl<P> Default for Facts<P> {
    fn default() -> Facts<P> {
        Facts {
            name: String::new(),
            values: Vec::new(),
            events: Vec::new(),
            errors: Vec::new(),
            holding: Default::default(),
            execution: Default::default(),
            gaps: Vec::new(),
        }
    }
}

impl<P> Facts<P> {
    /// The value an event is about.
    pub fn value(&self, id: ValueId) -> &Value<P> {
        &self.values[id.0 as usize]
    }

    /// The same facts over other positions. `f` gives `None` for positions that have no counterpart
    /// in the file; their events are left out, and so are values without a declaration there (their
    /// events go with them).
    pub fn map<Q: Clone>(self, mut f: impl FnMut(P) -> Option<Q>) -> Facts<Q> {
        let mut renumbered = Vec::with_capacity(self.values.len());
        let mut values = Vec::with_capacity(self.values.len());
        for value in self.values {
            let mapped = value.map(&mut f);
            renumbered.push(mapped.is_some().then_some(ValueId(values.len() as u32)));
            values.extend(mapped);
        }
        let mut id = |old: ValueId| renumbered[old.0 as usize];
        Facts {
            name: self.name,
            values,
            events: self
                .events
                .into_iter()
                .filter_map(|event| event.map(&mut f, &mut id))
                .collect(),
            errors: self
                .errors
                .into_iter()
                .filter_map(|error| error.map(&mut f, &mut id))
                .collect(),
            holding: self.holding.map(&mut f, &mut id),
            execution: self.execution.map(&mut f),
            gaps: self
                .gaps
                .into_iter()
                .filter_map(|gap| {
                    Some(Gap {
                        at: f(gap.at)?,
                        reason: gap.reason,
                    })
                })
                .collect(),
        }
    }
}
