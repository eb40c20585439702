//! rustc's events against those of somebody else: which ones fit together, which are missing or extra.

use std::fmt;

use crate::found::{Excuse, Found};
use crate::referee::Verdict;
use crate::support::comments::is_expectation;
use crate::support::event::{Access, Event, What};
use crate::support::position::{Position, Range};

/// An event that is compared with rustc's.
pub struct Given {
    pub event: Event,
    /// The variable's identifier in its declaration, where the event says so.
    pub declared: Option<Position>,
}

/// What a comparison shows.
#[derive(Default)]
pub struct Comparison {
    /// Events of both sides that are the same.
    pub agreed: usize,
    /// Events that only rustc has.
    pub missing: Vec<Event>,
    /// Events that rustc does not have.
    pub extra: Vec<Event>,
    /// Borrows of both sides that are not live on the same lines: rustc's and the other's.
    pub other_lines: Vec<(Event, Event)>,
}

impl Comparison {
    /// Whether both sides say the same.
    pub fn is_clean(&self) -> bool {
        self.missing.is_empty() && self.extra.is_empty() && self.other_lines.is_empty()
    }

    /// The share of given events that are right.
    pub fn precision(&self) -> f64 {
        share(self.agreed, self.extra.len())
    }

    /// The share of rustc's events that are given.
    pub fn recall(&self) -> f64 {
        share(self.agreed, self.missing.len())
    }

    /// Adds another comparison.
    pub fn add(&mut self, other: Comparison) {
        self.agreed += other.agreed;
        self.missing.extend(other.missing);
        self.extra.extend(other.extra);
        self.other_lines.extend(other.other_lines);
    }
}

fn share(agreed: usize, other: usize) -> f64 {
    if other == 0 {
        1.0
    } else {
        agreed as f64 / (agreed + other) as f64
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (precision, recall) = (self.precision(), self.recall());
        write!(
            out,
            "{} agree, precision {precision:.4}, recall {recall:.4}",
            self.agreed
        )?;
        for (rustc, given) in &self.other_lines {
            let (wanted, found) = (&rustc.live, &given.live);
            write!(
                out,
                "\n  {} {rustc} is live on {wanted:?}, not {found:?}",
                rustc.range
            )?;
        }
        for (mark, events) in [('-', &self.missing), ('+', &self.extra)] {
            for event in events {
                write!(out, "\n  {mark} {} {event}", event.range)?;
            }
        }
        Ok(())
    }
}

/// Compares the events of the kinds that `counts` picks. Every event may be used once. Neither demanded nor
/// held against anybody are events that rustc made up (see [`Excuse`]), those of variables that rustc does
/// not know as the user's (a macro declares them), and for a shared reference whether its value is copied
/// or reborrowed: rustc decides that by whether two inferred lifetimes happen to be the same.
pub fn compare(rustc: &Verdict, given: Vec<Given>, counts: impl Fn(What) -> bool) -> Comparison {
    let (excused, wanted): (Vec<&Found>, Vec<&Found>) = rustc
        .events
        .iter()
        .filter(|found| counts(found.event.what))
        .partition(|found| found.excuse.is_some());
    let (mut left, mut others): (Vec<Given>, Vec<Given>) = given
        .into_iter()
        .partition(|given| counts(given.event.what));
    let mut comparison = Comparison::default();
    // Exact positions first, so that an alternative does not take what is another event's own place.
    let mut other_lines = Vec::new();
    let mut lines = |found: &Found, given: Given| {
        if !rustc.has_lines(found, &given) {
            other_lines.push((found.event.clone(), given.event));
        }
    };
    let exactly =
        |found: &Found, given: &Given| found.is_at(given.event.range) && same(found, given);
    // Of several borrows at one place, those that are live as long belong together.
    let missing = take(
        &wanted,
        &mut left,
        |found, given| exactly(found, given) && rustc.has_lines(found, given),
        &mut lines,
    );
    let missing = take(&missing, &mut left, exactly, &mut lines);
    let missing = take(
        &missing,
        &mut left,
        |found, given| found.alternatives.contains(&given.event.range) && same(found, given),
        &mut lines,
    );
    comparison.other_lines = other_lines;
    comparison.agreed = wanted.len() - missing.len();
    let unchecked = |_: &Found, _: Given| {};
    let near = |found: &Found, given: &Given| {
        (found.is_at(given.event.range) || found.alternatives.contains(&given.event.range))
            && same(found, given)
    };
    take(&excused, &mut left, near, unchecked);
    // In a macro's definition one position stands for all that a call repeats.
    let in_macros: Vec<&Found> = excused
        .into_iter()
        .filter(|found| found.excuse == Some(Excuse::Macro))
        .collect();
    left.retain(|given| {
        let in_call = rustc.source.in_macro_call(given.event.range.start);
        !(in_call && in_macros.iter().any(|found| same(found, given)))
    });
    let missing = take(&missing, &mut others, copy_or_reborrow, unchecked);
    let copies: Vec<&Found> = rustc
        .events
        .iter()
        .filter(|found| !counts(found.event.what))
        .collect();
    take(&copies, &mut left, copy_or_reborrow, unchecked);
    left.retain(|given| !given.event.in_macro && rustc.knows(given));
    comparison.missing = missing
        .into_iter()
        .map(|found| found.event.clone())
        .collect();
    comparison.extra = left.into_iter().map(|given| given.event).collect();
    comparison
}

impl Verdict {
    /// Whether a borrow is live on the lines that rustc says, as far as both say something. The lines of
    /// expectation comments do not count.
    fn has_lines(&self, found: &Found, given: &Given) -> bool {
        let (Some(wanted), Some(found)) = (&found.event.live, &given.event.live) else {
            return true;
        };
        let code = |line: &&u32| {
            let text = self.source.text().lines().nth(**line as usize - 1);
            text.is_none_or(|text| !is_expectation(text))
        };
        wanted.iter().filter(code).eq(found.iter().filter(code))
    }

    fn knows(&self, given: &Given) -> bool {
        given.event.variable().is_none_or(|variable| {
            self.variables.iter().any(|(name, declared)| {
                same_name(name, variable) && given.declared.is_none_or(|given| given == *declared)
            })
        })
    }
}

impl Found {
    fn is_at(&self, range: Range) -> bool {
        self.event.range == range
    }
}

/// Whether one side copies a shared reference where the other reborrows what it points to.
fn copy_or_reborrow(found: &Found, given: &Given) -> bool {
    let reborrows = |what| {
        matches!(
            what,
            What::Borrow {
                access: Access::Shared,
                reborrow: true
            }
        )
    };
    let pair = [found.event.what, given.event.what];
    let (what, place) = match pair {
        [What::Copy, what] => (what, &given.event.place),
        [what, What::Copy] => (what, &found.event.place),
        _ => return false,
    };
    reborrows(what)
        && place.starts_with('*')
        && found.is_at(given.event.range)
        && same_variable(found, given)
}

/// Takes for each of rustc's events a given one that fits, and gives the events for which there is none.
fn take<'f>(
    wanted: &[&'f Found],
    left: &mut Vec<Given>,
    fits: impl Fn(&Found, &Given) -> bool,
    mut taken: impl FnMut(&Found, Given),
) -> Vec<&'f Found> {
    let mut missing = Vec::new();
    for &found in wanted {
        match left.iter().position(|given| fits(found, given)) {
            Some(index) => taken(found, left.remove(index)),
            None => missing.push(found),
        }
    }
    missing
}

/// Whether an event is about the same variable and does the same to it.
fn same(found: &Found, given: &Given) -> bool {
    let loose = found.excuse.is_some();
    kind(found.event.what, loose) == kind(given.event.what, loose)
        && found.event.capture == given.event.capture
        && same_variable(found, given)
}

fn same_variable(found: &Found, given: &Given) -> bool {
    given
        .declared
        .is_none_or(|declared| found.declared == Some(declared))
        && match (found.event.variable(), given.event.variable()) {
            (Some(a), Some(b)) => same_name(a, b),
            (a, b) => a == b,
        }
}

/// `r#type` and `type` are one name.
fn same_name(a: &str, b: &str) -> bool {
    a.trim_start_matches("r#") == b.trim_start_matches("r#")
}

/// What has to be equal. The text of rustc's MIR does not tell a unique borrow from a mutable one. Whether
/// what rustc made up depends on a drop flag is of no interest.
fn kind(what: What, loose: bool) -> (u8, bool) {
    match what {
        What::Move => (0, false),
        What::Copy => (1, false),
        What::Borrow { access, .. } => (2, access != Access::Shared),
        What::Assign => (3, false),
        What::Drop { maybe, .. } => (4, maybe && !loose),
        What::TempDrop { .. } => (5, false),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::support::event::parse;
    use crate::support::source::Source;

    fn event(notation: &str, column: u32) -> Event {
        parse(notation, Range::new([1, column, 1, column + 1])).expect("notation")
    }

    fn found(notation: &str, column: u32) -> Found {
        let event = event(notation, column);
        Found {
            event,
            declared: None,
            alternatives: Vec::new(),
            excuse: None,
        }
    }

    fn given(notation: &str, column: u32) -> Given {
        Given {
            event: event(notation, column),
            declared: None,
        }
    }

    fn verdict(events: Vec<Found>) -> Verdict {
        let variables = BTreeSet::from([(String::from("v"), Position { line: 1, column: 1 })]);
        Verdict {
            events,
            variables,
            source: Source::new(String::from("f!(v) v v v v v v\n")),
        }
    }

    fn moves_and_borrows(rustc: Vec<Found>, given: Vec<Given>) -> (usize, usize, usize) {
        let counts = |what| matches!(what, What::Move | What::Borrow { .. } | What::Drop { .. });
        let comparison = compare(&verdict(rustc), given, counts);
        (
            comparison.agreed,
            comparison.missing.len(),
            comparison.extra.len(),
        )
    }

    #[test]
    fn what_is_missing_or_extra_is_found() {
        let rustc = || vec![found("move v", 7), found("borrow mut v", 9)];
        assert_eq!(
            moves_and_borrows(rustc(), vec![given("move v", 7), given("borrow mut v", 9)]),
            (2, 0, 0)
        );
        assert_eq!(moves_and_borrows(rustc(), vec![]), (0, 2, 0));
        assert_eq!(
            moves_and_borrows(rustc(), vec![given("borrow v", 9)]),
            (0, 2, 1)
        );
        assert_eq!(
            moves_and_borrows(rustc(), vec![given("move v", 11)]),
            (0, 2, 1)
        );
        assert_eq!(
            moves_and_borrows(rustc(), vec![given("move v", 7), given("move v", 7)]),
            (1, 1, 1)
        );
        assert_eq!(
            moves_and_borrows(vec![found("drop v", 7)], vec![given("maybe drop v", 7)]),
            (0, 1, 1)
        );
    }

    #[test]
    fn events_that_rustc_made_up_are_neither_demanded_nor_extra() {
        let excused = |excuse, column| Found {
            excuse: Some(excuse),
            ..found("borrow v", column)
        };
        let rustc = || vec![excused(Excuse::Guard, 7), excused(Excuse::Macro, 99)];
        assert_eq!(moves_and_borrows(rustc(), vec![]), (0, 0, 0));
        assert_eq!(
            moves_and_borrows(rustc(), vec![given("borrow v", 7)]),
            (0, 0, 0)
        );
        // Among a macro's arguments, but nowhere else.
        assert_eq!(
            moves_and_borrows(rustc(), vec![given("borrow v", 4)]),
            (0, 0, 0)
        );
        assert_eq!(
            moves_and_borrows(rustc(), vec![given("borrow v", 9)]),
            (0, 0, 1)
        );
    }

    #[test]
    fn an_alternative_position_is_as_good() {
        let wide = Range::new([1, 5, 1, 8]);
        let rustc = Found {
            alternatives: vec![wide],
            ..found("borrow v", 7)
        };
        let mut at_alternative = given("borrow v", 7);
        at_alternative.event.range = wide;
        assert_eq!(
            moves_and_borrows(vec![rustc], vec![at_alternative]),
            (1, 0, 0)
        );
    }

    #[test]
    fn a_shared_reference_is_copied_or_reborrowed() {
        assert_eq!(
            moves_and_borrows(vec![found("reborrow *v", 7)], vec![given("copy v", 7)]),
            (0, 0, 0)
        );
        assert_eq!(
            moves_and_borrows(vec![found("copy v", 7)], vec![given("reborrow *v", 7)]),
            (0, 0, 0)
        );
        assert_eq!(
            moves_and_borrows(vec![found("copy v", 7)], vec![given("reborrow mut *v", 7)]),
            (0, 0, 1)
        );
        assert_eq!(
            moves_and_borrows(vec![found("borrow v", 7)], vec![given("copy v", 7)]),
            (0, 1, 0)
        );
    }

    #[test]
    fn variables_that_rustc_does_not_know_are_left_out() {
        assert_eq!(
            moves_and_borrows(vec![], vec![given("move made_by_macro", 7)]),
            (0, 0, 0)
        );
    }
}
