//! Borrows: written, inserted by the compiler, by patterns, for closures.

use std::collections::BTreeMap;

use crate::captures::{Captured, Captures, captured, coroutine_of};
use crate::found::{Excuse, Found};
use crate::mir::{Body, Operand, OperandKind, Place, Rvalue, Span, StatementKind};
use crate::spans::{is_receiver, outer_borrow};
use crate::support::event::{Access, What};
use crate::variables::behind_reference;
use crate::view::View;

/// Reads the borrows of one body.
pub struct Borrows<'u> {
    view: &'u View<'u>,
    captured: Captured,
    passed: BTreeMap<u32, Passed<'u>>,
}

/// How a temporary gets to a call.
struct Passed<'u> {
    callee: &'u str,
    /// It is turned into another type of pointer on the way.
    cast: bool,
}

impl<'u> Borrows<'u> {
    /// Prepares for the statements of a body.
    pub fn of(view: &'u View<'_>) -> Borrows<'u> {
        Borrows {
            view,
            captured: captured(view.body, view.variables),
            passed: passed(view.body),
        }
    }

    /// The event of `to = &place`, unless the place is no variable's. What a closure captures by it is
    /// noted in `captures`.
    pub fn read(
        &self,
        to: &Place,
        mutable: bool,
        place: &Place,
        span: &Span,
        captures: &mut Captures,
    ) -> Option<Found> {
        let view = self.view;
        let mut access = if mutable {
            Access::Mutable
        } else {
            Access::Shared
        };
        let mut mention = view.mention(
            What::Borrow {
                access,
                reborrow: false,
            },
            place,
            span,
        )?;
        let reborrow = behind_reference(mention.variable, &mention.rest);
        let target = Some(to.local).filter(|_| to.projections.is_empty());
        let bound = target.and_then(|local| view.variables.whole(local));
        let binds = bound.is_some_and(|bound| view.binds(bound, &mention, span));
        let unnamed = target.filter(|_| bound.is_none());
        let explicit = ["&", "ref "]
            .iter()
            .any(|word| view.text(span).starts_with(word));
        if let Some((key, field)) = unnamed.and_then(|local| self.captured.get(&local)) {
            mention.found.event.capture = true;
            mention.found.excuse = mention.found.excuse.or(coroutine_of(view, span));
            if mutable && reborrow {
                access = Access::Unique;
            }
            let place = mention.found.event.place.clone();
            captures.insert((key.clone(), *field), (place, reborrow));
        } else if !binds && !explicit {
            if mutable && target.is_some_and(|local| self.is_two_phase(local, span)) {
                access = Access::TwoPhase;
            }
            mention
                .found
                .alternatives
                .extend(outer_borrow(view.source, span.range));
        }
        if target.is_some_and(|local| view.variables.is_guard_reference(local)) {
            mention.found.excuse = Some(Excuse::Guard);
        } else if !binds && !mention.found.event.capture && mention.found.excuse.is_none() {
            mention.found.excuse = view.written_elsewhere(mention.variable, span);
        }
        mention.found.event.what = What::Borrow { access, reborrow };
        Some(mention.found)
    }

    /// Whether an automatic `&mut` is a two-phase borrow, which the MIR's text does not tell: those for
    /// calls are, but not those that are cast to another type of pointer on the way, unless as a receiver.
    fn is_two_phase(&self, local: u32, span: &Span) -> bool {
        self.passed.get(&local).is_some_and(|passed| {
            allows_two_phases(passed.callee)
                && (!passed.cast || is_receiver(self.view.source, span.range))
        })
    }
}

/// rustc allows two phases only where RFC 2025 needs them: not for overloaded `*`, `[]` and calls of
/// closures.
fn allows_two_phases(callee: &str) -> bool {
    let name = callee.rsplit("::").next().unwrap_or(callee);
    !(callee.starts_with('<')
        && matches!(
            name,
            "deref_mut" | "index_mut" | "call_mut" | "async_call_mut"
        ))
}

/// The locals that are handed to calls.
fn passed(body: &Body) -> BTreeMap<u32, Passed<'_>> {
    let mut out = BTreeMap::new();
    let statements = || body.blocks.values().flat_map(|block| &block.statements);
    for statement in statements() {
        if let StatementKind::Call {
            callee, operands, ..
        } = &statement.kind
        {
            let whole = operands
                .iter()
                .filter(|operand| operand.place.projections.is_empty());
            out.extend(whole.map(|operand| {
                (
                    operand.place.local,
                    Passed {
                        callee,
                        cast: false,
                    },
                )
            }));
        }
    }
    for statement in statements() {
        if let Some((from, to)) = cast(&statement.kind)
            && let Some(callee) = out.get(&to).map(|passed: &Passed<'_>| passed.callee)
        {
            out.entry(from).or_insert(Passed { callee, cast: true });
        }
    }
    out
}

/// `to = move from as T`.
fn cast(kind: &StatementKind) -> Option<(u32, u32)> {
    let StatementKind::Assign(to, Rvalue::Other(operands)) = kind else {
        return None;
    };
    let [
        Operand {
            kind: OperandKind::Move,
            place,
        },
    ] = &operands[..]
    else {
        return None;
    };
    (to.projections.is_empty() && place.projections.is_empty()).then_some((place.local, to.local))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_phase_borrows_are_for_calls() {
        assert!(allows_two_phases("Vec::<u32>::push"));
        assert!(allows_two_phases("<T as AddAssign<u8>>::add_assign"));
        assert!(!allows_two_phases(
            "<Vec<u32> as IndexMut<usize>>::index_mut"
        ));
        assert!(!allows_two_phases("<F as FnMut<(u32,)>>::call_mut"));
    }
}
