//! What the variables of a body hold while it is executed.

use std::ops::Range;

use super::ValueId;

/// What variables, and parts of them, hold at each point of execution. A variable that has its value from its
/// declaration to the end of its scope is not listed.
///
/// Points are numbers. Those of one basic block follow each other, but their order says nothing about the text:
/// [`Executed`] connects them with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding<P> {
    /// What is executed between two points, in graphs that places are listed for.
    pub executed: Vec<Executed<P>>,
    /// Variables that are moved out of or get their value later, and parts that are moved out of.
    pub places: Vec<HeldPlace>,
}

/// Something that is executed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Executed<P> {
    /// Where it is written.
    pub at: P,
    /// The point before it; the one after it has the next number.
    pub before: u32,
}

/// What a place holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPlace {
    /// The variable.
    pub value: ValueId,
    /// A part of the variable, as one would write it; `None` for the whole.
    pub part: Option<String>,
    /// The points of its graph: that of the body, or of the closure or async block in which the variable lives.
    pub graph: Range<u32>,
    /// What it holds at which points, as far as that is certain; in order. A part is listed only where it was
    /// moved out of and what is around it is in another state.
    pub stretches: Vec<Stretch>,
}

/// Points at which a place is in the same state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// What it holds.
    pub held: Held,
    /// The points.
    pub points: Range<u32>,
}

/// What a place holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// Its value, on all paths that lead here; parts may be moved out.
    Value,
    /// Nothing: on all paths that lead here it was moved out.
    Moved,
    /// A value on some paths only (a drop flag tells at run time).
    Maybe {
        /// It was moved out on another path; else it was not given a value there.
        moved: bool,
    },
}

impl HeldPlace {
    /// What it holds at a point.
    pub fn held(&self, point: u32) -> Option<Held> {
        let behind = self
            .stretches
            .partition_point(|it| it.points.start <= point);
        let stretch = self.stretches.get(behind.checked_sub(1)?)?;
        stretch.points.contains(&point).then_some(stretch.held)
    }
}

impl<P> Default for Holding<P> {
    fn default() -> Self {
        Holding {
            executed: Vec::new(),
            places: Vec::new(),
        }
    }
}

impl<P> Holding<P> {
    pub(super) fn map<Q>(
        self,
        f: &mut impl FnMut(P) -> Option<Q>,
        id: &mut impl FnMut(ValueId) -> Option<ValueId>,
    ) -> Holding<Q> {
        let executed = self.executed.into_iter().filter_map(|it| {
            let before = it.before;
            Some(Executed {
                at: f(it.at)?,
                before,
            })
        });
        let places = self.places.into_iter().filter_map(|it| {
            let value = id(it.value)?;
            Some(HeldPlace { value, ..it })
        });
        Holding {
            executed: executed.collect(),
            places: places.collect(),
        }
    }
}
