//! `.clone()` where a value is moved that is needed again, or that is only lent.

use crate::facts::{Cause, Error, ErrorStep, ErrorStepKind, Located, MoveStep, Span, Unmovable};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, uses};

/// Clones at every move that leads to the use.
pub(super) fn of_moved(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let edits: Option<Vec<Edit>> = error
        .steps
        .iter()
        .filter_map(|step| match &step.kind {
            ErrorStepKind::Moved(moved) => {
                let ty = type_of(context, error, moved).unwrap_or_default();
                Some(of_move(context, step, moved, ty))
            }
            _ => None,
        })
        .collect();
    let edits = edits.filter(|edits| !edits.is_empty())?;
    let (place, ty) = match &error.steps.first()?.kind {
        ErrorStepKind::Moved(moved) => (moved.place.clone(), type_of(context, error, moved)),
        _ => (error.place.clone(), None),
    };
    Some(cloning(&place, ty.unwrap_or_default(), edits))
}

fn type_of<'a>(
    context: &Context<'a>,
    error: &Error<Located>,
    moved: &'a MoveStep<Located>,
) -> Option<&'a str> {
    match (&moved.ty, error.value) {
        (Some(ty), _) => Some(&ty.text),
        (None, Some(id)) => Some(&context.value(id).ty),
        (None, None) => None,
    }
}

fn of_move(
    context: &Context,
    step: &ErrorStep<Located>,
    moved: &MoveStep<Located>,
    ty: &str,
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
    clone_at(context, step.at.span, ty)
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
    let ty = own_type(context, error);
    let edit = clone_at(context, error.at.span, ty)?;
    let place = match error.place.is_empty() {
        true => context.excerpt(error.at.span),
        false => error.place.clone(),
    };
    Some(cloning(&place, ty, vec![edit]))
}

/// Moves a clone of what is borrowed.
pub(super) fn of_borrowed(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let ty = own_type(context, error);
    let edit = clone_at(context, error.at.span, ty).filter(|_| error.clone)?;
    Some(cloning(&error.place, ty, vec![edit]))
}

/// The type of the error's place; empty where it is not known.
fn own_type<'a>(context: &Context<'a>, error: &'a Error<Located>) -> &'a str {
    match (&error.ty, error.value) {
        (Some(ty), _) => &ty.text,
        (None, Some(id)) if context.value(id).name == error.place => &context.value(id).ty,
        _ => "",
    }
}

/// A clone of a variable of a type, and what that costs.
pub(super) fn cloned(name: &str, ty: &str) -> (String, &'static str) {
    match uses::name(ty) {
        counted @ ("Rc" | "Arc") => (
            format!("{}::clone(&{name})", pointer(counted)),
            "counts one owner more: what it points to is not copied",
        ),
        _ => (
            format!("{name}.clone()"),
            "makes a second value: what the first has on the heap is copied",
        ),
    }
}

/// With its path: the name may not be imported where the value is used.
fn pointer(name: &str) -> &'static str {
    match name {
        "Rc" => "std::rc::Rc",
        _ => "std::sync::Arc",
    }
}

/// Turns the operand into a clone of itself.
fn clone_at(context: &Context, at: Span, ty: &str) -> Option<Edit> {
    let operand = context.source(at);
    if matches!(uses::name(ty), "Rc" | "Arc") {
        let (text, _) = cloned(operand, ty);
        return is_path(operand).then(|| Edit::replace(at, text));
    }
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

fn cloning(place: &str, ty: &str, edits: Vec<Edit>) -> Fix {
    let what = if place.is_empty() {
        "the value".to_owned()
    } else {
        code(place)
    };
    Fix {
        kind: FixKind::Clone,
        title: format!("clone {what}").into(),
        edits,
        tradeoff: cloned(place, ty).1.into(),
    }
}
