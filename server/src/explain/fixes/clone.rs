//! `.clone()` where a value is moved that is needed again, or that is only lent.

use crate::facts::{Cause, Error, ErrorStep, ErrorStepKind, Located, MoveStep, Span, Unmovable};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix};

/// Clones at every move that leads to the use.
pub(super) fn of_moved(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let edits: Option<Vec<Edit>> = error
        .steps
        .iter()
        .filter_map(|step| match &step.kind {
            ErrorStepKind::Moved(moved) => Some(of_move(context, step, moved)),
            _ => None,
        })
        .collect();
    let edits = edits.filter(|edits| !edits.is_empty())?;
    let place = match &error.steps.first()?.kind {
        ErrorStepKind::Moved(moved) => moved.place.clone(),
        _ => error.place.clone(),
    };
    Some(cloning(&place, edits))
}

fn of_move(
    context: &Context,
    step: &ErrorStep<Located>,
    moved: &MoveStep<Located>,
) -> Option<Edit> {
    if !moved.clone || moved.capture.is_some() || step.at.in_macro {
        return None;
    }
    if matches!(
        moved.transfer.cause,
        Cause::Pattern { .. } | Cause::StructUpdate { .. } | Cause::Called
    ) {
        return None;
    }
    clone_at(context, step.at.span)
}

/// Clones what is only lent.
pub(super) fn of_lent(
    context: &Context,
    error: &Error<Located>,
    obstacle: &Unmovable,
) -> Option<Fix> {
    let bound = error
        .steps
        .iter()
        .any(|step| matches!(step.kind, ErrorStepKind::Bound(_)));
    let captured = error
        .steps
        .iter()
        .any(|step| step.kind == ErrorStepKind::CapturedUse);
    if bound || captured || !error.clone || *obstacle == Unmovable::Guard {
        return None;
    }
    let edit = clone_at(context, error.at.span)?;
    Some(cloning(&error.place, vec![edit]))
}

/// Moves a clone of what is borrowed.
pub(super) fn of_borrowed(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let edit = clone_at(context, error.at.span).filter(|_| error.clone)?;
    Some(cloning(&error.place, vec![edit]))
}

/// Turns the operand into a clone of itself.
fn clone_at(context: &Context, at: Span) -> Option<Edit> {
    let operand = context.source(at);
    if let Some(inner) = operand.strip_prefix('*') {
        // `*r` is cloned through the reference.
        return is_path(inner).then(|| Edit::replace(at, format!("(*{inner}).clone()")));
    }
    is_path(operand).then(|| Edit::insert(at.end, ".clone()"))
}

/// Whether the text is a place that `.clone()` can stand behind: names, fields, indices and calls.
fn is_path(text: &str) -> bool {
    let mut depth = 0_i32;
    let mut chars = text.chars().peekable();
    if !chars.peek().is_some_and(|c| c.is_alphabetic() || *c == '_') {
        return false;
    }
    for c in chars {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ if depth > 0 => {}
            c if c.is_alphanumeric() || matches!(c, '_' | '.' | ':') => {}
            _ => return false,
        }
    }
    depth == 0
}

fn cloning(place: &str, edits: Vec<Edit>) -> Fix {
    let what = if place.is_empty() {
        "the value".to_owned()
    } else {
        code(place)
    };
    Fix {
        title: format!("clone {what}").into(),
        edits,
        tradeoff: "makes a second value: what the first has on the heap is copied".into(),
    }
}
