//! What rustc says, as events that can be compared.

use crate::support::event::{Event, What};
use crate::support::position::{Position, Range};

/// An event that rustc's MIR shows.
#[derive(Debug, Clone)]
pub struct Found {
    pub event: Event,
    /// The variable's identifier in its declaration; `None` for temporaries.
    pub declared: Option<Position>,
    /// Other ranges at which the event may be reported as well.
    pub alternatives: Vec<Range>,
    /// Why nobody has to report the event; reporting it is no mistake either.
    pub excuse: Option<Excuse>,
}

/// Events that stand in the MIR though the user wrote no such thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Excuse {
    /// Part of an operation: a pattern is compared, the length of a slice is read for `[a, ..]`, `n += 1`
    /// reads `n`, a scalar is switched on.
    Operation,
    /// A match guard looks at the scrutinee through a reference of its own.
    Guard,
    /// An `async fn` or async closure hands its parameters and captures to the future, and in there to
    /// variables of the same names.
    AsyncParameter,
    /// Runs only if a future is dropped before it is done.
    Cancelled,
    /// A box is freed whose content was moved out: nothing of the user's is dropped.
    BoxFreed,
    /// The position is in the definition of a macro, here or elsewhere, and not on an argument.
    Macro,
    /// A temporary that the source has no expression for (what a desugaring holds, a parameter without a
    /// name) or of which only a part is dropped.
    Desugared,
}

/// Events of one fixture; an event that is lowered twice counts once.
#[derive(Default)]
pub struct Events(pub Vec<Found>);

impl Events {
    /// Adds an event, unless it is there. A use that the user wrote wins over one that is excused.
    pub fn add(&mut self, found: Found) {
        let same = self.0.iter_mut().find(|other| {
            // Parameters without a name cannot be told apart, but are different.
            !found.event.place.is_empty()
                && other.declared == found.declared
                && other.event.range == found.event.range
                && other.event.place == found.event.place
                && kind(other.event.what) == kind(found.event.what)
        });
        match same {
            Some(other) => {
                if found.excuse.is_none() {
                    other.excuse = None;
                }
                if let (Some(lines), Some(more)) = (&mut other.event.live, found.event.live) {
                    lines.extend(more);
                }
            }
            None => self.0.push(found),
        }
    }
}

/// A borrow is the same whatever else is known about it, as long as it may write as much.
fn kind(what: What) -> (u8, bool) {
    use crate::support::event::Access;
    match what {
        What::Move => (0, false),
        What::Copy => (1, false),
        What::Borrow { access, .. } => (2, access != Access::Shared),
        What::Assign => (3, false),
        What::Drop { .. } => (4, false),
        What::TempDrop { .. } => (5, false),
    }
}
