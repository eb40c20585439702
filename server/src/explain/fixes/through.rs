//! What variables need that hold references from now on: `*x` where `x` is copied, `x` for `&x`.

use crate::facts::{BorrowKind, Cause, Event, EventKind, Located, Span, ValueId};
use crate::project::outline::StatementKind;

use super::super::context::Context;
use super::{Edit, uses};

/// The edits with which the variables of these names do as shared references to their values, each expression with
/// the type that it has now. `None` if that cannot be told. A name that nothing is known of does not count.
pub(super) fn references(context: &Context, names: &[Span]) -> Option<Vec<Edit>> {
    let ids = names
        .iter()
        .filter_map(|&name| uses::declared_at(context, name));
    let mut edits = Vec::new();
    for id in ids {
        for edit in reference(context, id)? {
            if !edits.contains(&edit) {
                edits.push(edit);
            }
        }
    }
    Some(edits)
}

/// [`references`] for one variable.
pub(super) fn reference(context: &Context, id: ValueId) -> Option<Vec<Edit>> {
    if !context.complete() {
        return None;
    }
    let uses: Option<Vec<Option<Edit>>> = context
        .events_of(id)
        .map(|event| used(context, id, event))
        .collect();
    Some(uses?.into_iter().flatten().collect())
}

/// [`references`] for the parameters of a closure that gives back none of them, nor a part of one by name.
pub(super) fn parameters(context: &Context, closure: Span) -> Option<Vec<Edit>> {
    let (head, body) = context.source(closure).strip_prefix('|')?.split_once('|')?;
    if head.contains(['&', ':']) || head.contains("ref ") {
        return None;
    }
    let values = context.facts.values.iter().enumerate();
    let parameters = values
        .filter(|(_, value)| value.parameter && value.closure.is_some_and(|it| it.span == closure));
    let mut edits = Vec::new();
    for (index, value) in parameters {
        if body.trim() == value.name {
            return None;
        }
        edits.extend(reference(context, ValueId(index as u32))?);
    }
    Some(edits)
}

/// What one use needs: nothing, or an edit.
fn used(context: &Context, id: ValueId, event: &Event<Located>) -> Option<Option<Edit>> {
    let at = event.at.span;
    let pointee = event.place.trim_start_matches('*');
    let whole = pointee == context.value(id).name;
    // The deref operator goes through one pointer more.
    if whole && is_dereferenced(context, at) {
        return Some(Some(Edit::insert(at.start, "*"))).filter(|_| !event.at.in_macro);
    }
    if uses::is_lent(event) {
        return Some(None);
    }
    if event.at.in_macro || event.capture.is_some() {
        return None;
    }
    match &event.kind {
        EventKind::Copy(transfer) => match &transfer.cause {
            Cause::Pattern { .. } | Cause::Compared | Cause::StructUpdate { .. } => None,
            _ if !whole => Some(None),
            cause => copied(context, at, cause).map(Some),
        },
        EventKind::Borrow(borrow) if borrow.kind == BorrowKind::Shared => match borrow.cause {
            Cause::Explicit if whole => {
                let made = context.outline().reference(at)?;
                Some(Some(Edit::replace(at, context.source(made.of))))
            }
            Cause::Operator { .. } if whole => copied(context, at, &borrow.cause).map(Some),
            Cause::Explicit | Cause::Operator { .. } => Some(None),
            _ => None,
        },
        _ => None,
    }
}

/// Whether `*` stands at the start of an operand, or in front of it.
fn is_dereferenced(context: &Context, at: Span) -> bool {
    let before = context.text.get(..at.start as usize).unwrap_or_default();
    context.source(at).starts_with('*') || before.trim_end().ends_with('*') && !is_factor(before)
}

/// Whether a text ends with the operator of a product.
fn is_factor(before: &str) -> bool {
    let factor = before.trim_end().trim_end_matches('*').trim_end();
    factor.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ')' | ']' | '"'))
}

/// `*x` for `x`, in parentheses where something stands behind it that binds tighter.
fn copied(context: &Context, at: Span, cause: &Cause) -> Option<Edit> {
    let outline = context.outline();
    if outline.is_shorthand(at) || !outline.is_postfix(at) {
        return None;
    }
    let source = context.source(at);
    Some(match cause {
        Cause::Receiver(_) | Cause::Question | Cause::Await | Cause::Called => {
            Edit::replace(at, format!("(*{source})"))
        }
        _ => Edit::insert(at.start, "*"),
    })
}

/// Where a reference may be in use that is made at a range: to the end of the statement, or of the block where the
/// statement is a `let`.
pub(super) fn scope(context: &Context, made: Span) -> Option<Span> {
    let (block, index) = context.outline().block(made)?;
    let statement = block.statements.get(index)?;
    let end = match statement.kind {
        StatementKind::Let { .. } | StatementKind::Other => block.at.end,
        _ => statement.at.end,
    };
    Some(Span {
        start: made.end,
        end,
    })
}

/// Where a variable is used last, going by the text.
pub(super) fn last_use(context: &Context, id: ValueId) -> u32 {
    let used = context
        .events_of(id)
        .filter(|event| !matches!(event.kind, EventKind::Drop(_)));
    used.map(|event| event.at.span.end).max().unwrap_or(0)
}

/// Whether a place is neither changed nor moved in a range; what a pattern binds by one of the `names` does not count.
/// `id`: the variable that the place is a part of, where it is known otherwise than by its name.
pub(super) fn stays(
    context: &Context,
    id: Option<ValueId>,
    place: &str,
    scope: Span,
    names: &[Span],
) -> bool {
    let place = place.trim_start_matches('*');
    let root = place.split(['.', '[']).next();
    let mut events = context.facts.events.iter().filter(|event| match id {
        Some(_) => event.value == id,
        None => event
            .value
            .is_some_and(|it| Some(context.value(it).name.as_str()) == root),
    });
    !events.any(|event| {
        let changes = match &event.kind {
            EventKind::Assign(_) | EventKind::Move(_) => true,
            EventKind::Borrow(borrow) => borrow.kind != BorrowKind::Shared,
            _ => false,
        };
        changes
            && scope.contains(event.at.span)
            && !names.contains(&event.at.span)
            && overlap(place, event.place.trim_start_matches('*'))
    })
}

/// Whether a place is used at all in a range.
pub(super) fn is_used(context: &Context, id: ValueId, place: &str, scope: Span) -> bool {
    let place = place.trim_start_matches('*');
    context.events_of(id).any(|event| {
        !matches!(event.kind, EventKind::Drop(_))
            && scope.contains(event.at.span)
            && overlap(place, event.place.trim_start_matches('*'))
    })
}

/// Whether one place is the other, or a part of it.
fn overlap(a: &str, b: &str) -> bool {
    let within = |part: &str, whole: &str| {
        part.strip_prefix(whole)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    within(a, b) || within(b, a)
}
