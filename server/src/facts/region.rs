//! Regions: how long a borrow lives, and why that long.

use std::ops::Range;

use super::{Callee, Event, Facts, Located, ValueId};

/// What is executed in a body and its closures, once for all the regions that say how much of it they contain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Execution<P> {
    /// Where something is written that is executed; `None` if it has no counterpart in the file.
    pub places: Vec<Option<P>>,
    /// Indices into `places`, in order of execution as far as there is one. What is executed on several paths is there
    /// several times.
    pub order: Vec<u32>,
}

/// How long a borrow lives: the points at which the reference, or something made of it, may still be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region<P> {
    /// The statements that make the borrow: it is live there, whether or not anything is executed.
    pub issued: Vec<P>,
    /// What is executed while it is live, as numbers in [`Execution::order`]; see [`Facts::live`].
    pub live: Vec<Range<u32>>,
    /// Something had to be assumed: the region may be shorter.
    pub approximate: bool,
    /// The reference leaves the body.
    pub escapes: bool,
    /// From the borrow to what keeps it alive last.
    pub steps: Vec<Step<P>>,
    /// What keeps it alive last; `None` if nothing does.
    pub kept: Option<Kept<P>>,
}

/// A step on the way from a borrow to what keeps it alive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step<P> {
    /// What happens with the reference.
    pub kind: StepKind,
    /// Where.
    pub at: P,
}

/// What happens with a reference, or with something that holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepKind {
    /// It is stored in a place.
    Stored {
        /// The value whose place it is.
        value: ValueId,
        /// The place as one would write it.
        place: String,
    },
    /// It is passed to a call.
    Passed {
        /// What is called, where that is known.
        callee: Option<Callee>,
        /// Index of the argument, a receiver counted.
        index: u32,
    },
    /// The signature of what is called ties its result to it.
    Tied {
        /// What is called, where that is known.
        callee: Option<Callee>,
    },
    /// A bound of what is called, or of a trait implementation that the call needs, ties two lifetimes.
    Bound {
        /// What is called, where that is known.
        callee: Option<Callee>,
    },
    /// What it refers to is borrowed again through it.
    Reborrowed,
    /// It becomes a part of a bigger value.
    Field,
    /// A closure captures it.
    Captured,
    /// The body of a closure lets it out again.
    Closure,
    /// It is coerced: to a slice, trait object or function pointer.
    Coerced,
    /// A written type gives it a lifetime.
    Annotated,
    /// It is returned.
    Returned,
    /// It is the value of a constant or static.
    Constant,
}

/// What keeps a borrow alive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept<P> {
    /// The reference, or something that holds it, is used.
    Used {
        /// Where.
        at: P,
        /// The value that is used; `None` for a temporary.
        value: Option<ValueId>,
    },
    /// Something that holds the reference is dropped, and its destructor may use it.
    Dropped {
        /// Where.
        at: P,
        /// The value that is dropped; `None` for a temporary.
        value: Option<ValueId>,
    },
    /// It has to last as long as a lifetime that the caller chooses.
    Caller {
        /// As written, with the apostrophe; `None` for one that is elided.
        lifetime: Option<String>,
    },
}

impl<P> Default for Execution<P> {
    fn default() -> Self {
        Execution {
            places: Vec::new(),
            order: Vec::new(),
        }
    }
}

impl<P> Execution<P> {
    pub(super) fn map<Q>(self, f: &mut impl FnMut(P) -> Option<Q>) -> Execution<Q> {
        let places = self.places.into_iter().map(|it| it.and_then(&mut *f));
        Execution {
            places: places.collect(),
            order: self.order,
        }
    }
}

impl Facts<Located> {
    /// What is executed while a borrow is live, itself included, in the order of the text; nothing if that is not known.
    ///
    /// Of an expression around the borrow the part in front of it was evaluated before; what a macro does besides using
    /// what the user gave it has no place in the text.
    pub fn live(&self, event: &Event<Located>) -> Vec<Located> {
        let Some(region) = &event.region else {
            return Vec::new();
        };
        let own = event.at;
        let numbers = region.live.iter().cloned().flatten();
        let executed = numbers.filter_map(|it| {
            let place = self.execution.order[it as usize];
            self.execution.places[place as usize]
        });
        let all = executed.chain(region.issued.iter().copied());
        let shown = all.filter(|it| !it.in_macro || own.in_macro).chain([own]);
        let mut live: Vec<Located> = shown
            .map(|mut at| {
                if at.span.contains(own.span) {
                    at.span.start = own.span.start;
                }
                at
            })
            .collect();
        live.sort_unstable_by_key(|at| (at.span.start, at.span.end, at.in_macro));
        live.dedup();
        live
    }
}

impl<P> Region<P> {
    pub(super) fn map<Q>(
        self,
        f: &mut impl FnMut(P) -> Option<Q>,
        id: &mut impl FnMut(ValueId) -> Option<ValueId>,
    ) -> Region<Q> {
        Region {
            issued: self.issued.into_iter().filter_map(&mut *f).collect(),
            live: self.live,
            approximate: self.approximate,
            escapes: self.escapes,
            steps: self
                .steps
                .into_iter()
                .filter_map(|step| step.map(f, id))
                .collect(),
            kept: self.kept.and_then(|kept| kept.map(f, id)),
        }
    }
}

impl<P> Step<P> {
    fn map<Q>(
        self,
        f: &mut impl FnMut(P) -> Option<Q>,
        id: &mut impl FnMut(ValueId) -> Option<ValueId>,
    ) -> Option<Step<Q>> {
        Some(Step {
            kind: map_kind(self.kind, id)?,
            at: f(self.at)?,
        })
    }
}

/// The same step with other numbers for values; `None` if its value has none.
pub(super) fn map_kind(
    kind: StepKind,
    id: &mut impl FnMut(ValueId) -> Option<ValueId>,
) -> Option<StepKind> {
    Some(match kind {
        StepKind::Stored { value, place } => StepKind::Stored {
            value: id(value)?,
            place,
        },
        kind => kind,
    })
}

impl<P> Kept<P> {
    fn map<Q>(
        self,
        f: &mut impl FnMut(P) -> Option<Q>,
        id: &mut impl FnMut(ValueId) -> Option<ValueId>,
    ) -> Option<Kept<Q>> {
        Some(match self {
            Kept::Used { at, value } => Kept::Used {
                at: f(at)?,
                value: value.and_then(id),
            },
            Kept::Dropped { at, value } => Kept::Dropped {
                at: f(at)?,
                value: value.and_then(id),
            },
            Kept::Caller { lifetime } => Kept::Caller { lifetime },
        })
    }
}
