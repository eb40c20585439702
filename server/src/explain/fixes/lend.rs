//! `&` where a `let` would move.

use crate::facts::{
    Cause, Destination, Error, ErrorKind, ErrorStepKind, EventKind, Located, Span, Unmovable,
    ValueId,
};
use crate::project::outline::StatementKind;

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, through, uses};

/// Makes the variable that takes the value a reference to it: `let w = &v`.
pub(super) fn initialiser(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let (at, place, id) = match &error.kind {
        ErrorKind::Moved { .. } => moved(error)?,
        ErrorKind::CannotMove(obstacle) => (
            error.at.span,
            context.source(error.at.span).to_owned(),
            bound(context, error, obstacle)?,
        ),
        _ => return None,
    };
    // `&*r` needs no parentheses either.
    let operand = context.outline().is_postfix(at) || context.source(at).starts_with('*');
    let scope = Span {
        start: at.end,
        end: through::last_use(context, id),
    };
    if !operand || !through::stays(context, error.value, &place, scope, &[]) {
        return None;
    }
    let mut edits = through::reference(context, id)?;
    edits.push(Edit::insert(at.start, "&"));
    let value = context.value(id);
    // A reference is reborrowed instead.
    if value.ty.starts_with('&') {
        return None;
    }
    let name = &value.name;
    Some(Fix {
        kind: FixKind::Lend,
        title: format!("borrow {} instead of moving it", code(&place)).into(),
        edits,
        tradeoff: format!(
            "costs nothing; {} is then a reference, and {} stays the owner",
            code(name),
            code(&place)
        )
        .into(),
    })
}

/// The only move, if it initialises a variable.
fn moved(error: &Error<Located>) -> Option<(Span, String, ValueId)> {
    let [step] = error.steps.as_slice() else {
        return None;
    };
    let ErrorStepKind::Moved(moved) = &step.kind else {
        return None;
    };
    let fits = matches!(moved.transfer.cause, Cause::Initialiser) && !step.at.in_macro;
    match moved.transfer.into {
        Destination::Value(id) if fits => Some((step.at.span, moved.place.clone(), id)),
        _ => None,
    }
}

/// Whether a temporary with a destructor is made in a range. A reference to what it lends would keep it until the end of
/// the block: a guard its lock, which whoever asks for again would wait for without end.
fn holds_temporary(context: &Context, at: Span) -> bool {
    context.facts.events.iter().any(|event| match &event.kind {
        EventKind::TempDrop { created, .. } => at.contains(created.span),
        _ => false,
    })
}

/// The variable that is initialised with what cannot be moved.
fn bound(context: &Context, error: &Error<Located>, obstacle: &Unmovable) -> Option<ValueId> {
    let fits = !matches!(obstacle, Unmovable::Guard | Unmovable::RawPointer { .. });
    if !fits || holds_temporary(context, error.at.span) {
        return None;
    }
    let (block, index) = context.outline().block(error.at.span)?;
    match block.statements.get(index)?.kind {
        StatementKind::Let {
            name: Some(name),
            mutable: false,
            typed: false,
            initialiser: Some(it),
        } if it == error.at.span => uses::declared_at(context, name),
        _ => None,
    }
}
