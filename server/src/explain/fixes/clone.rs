//! `.clone()` where a value is moved that is needed again, or that is only lent.

use crate::facts::{
    Cause, Error, ErrorKind, ErrorStep, ErrorStepKind, Located, MoveStep, Span, Unmovable,
};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, cost, delete, uses};

/// Clones at every move that leads to the use, unless that only drops what is left.
pub(super) fn of_moved(context: &Context, error: &Error<Located>) -> Option<Fix> {
    if delete::dropping(context, error).is_some() {
        return None;
    }
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
    Some(cloning(
        context,
        error,
        &place,
        ty.unwrap_or_default(),
        edits,
    ))
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
    ) || delete::forgets(&moved.transfer.cause)
    {
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
    if bound
        || captured
        || !error.clone
        || *obstacle == Unmovable::Guard
        || is_lent_out(context, error)
    {
        return None;
    }
    let ty = own_type(context, error);
    let edit = match by_reference(context, error, ty) {
        Some(edit) => edit,
        None => clone_at(context, error.at.span, ty)?,
    };
    // `a[0]` rather than `a[_]`, which stands for all elements.
    let place = match error.place.is_empty() || error.place.contains("[_]") {
        true => context.excerpt(error.at.span),
        false => error.place.clone(),
    };
    Some(cloning(context, error, &place, ty, vec![edit]))
}

/// `r.clone()` for `*r`, where the variable is a reference to the very type.
fn by_reference(context: &Context, error: &Error<Located>, ty: &str) -> Option<Edit> {
    let value = context.value(error.value?);
    let name = context.source(error.at.span).strip_prefix('*')?;
    let lent = value.ty.strip_prefix('&')?;
    let same = lent.strip_prefix("mut ").unwrap_or(lent) == ty && name == value.name;
    let text = match counter(ty) {
        Some(path) => format!("{}::clone({name})", visible(context, error.at.span, path)),
        None => format!("{name}.clone()"),
    };
    same.then(|| Edit::replace(error.at.span, text))
}

/// Moves a clone of what is borrowed.
pub(super) fn of_borrowed(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let outlives = error
        .steps
        .iter()
        .any(|step| matches!(step.kind, ErrorStepKind::Demanded(_)));
    if outlives || is_lent_out(context, error) {
        return None;
    }
    let ty = own_type(context, error);
    let edit = clone_at(context, error.at.span, ty).filter(|_| error.clone)?;
    Some(cloning(context, error, &error.place, ty, vec![edit]))
}

/// Whether a reference to what is made of the place leaves the function: a clone ends with the function as well.
fn is_lent_out(context: &Context, error: &Error<Located>) -> bool {
    context.facts.errors.iter().any(|other| {
        matches!(other.kind, ErrorKind::ReturnsLocal { .. })
            && other.at.span.contains(error.at.span)
    })
}

/// The type of the error's place; empty where it is not known.
fn own_type<'a>(context: &Context<'a>, error: &'a Error<Located>) -> &'a str {
    match (&error.ty, error.value) {
        (Some(ty), _) => &ty.text,
        (None, Some(id)) if context.value(id).name == error.place => &context.value(id).ty,
        _ => "",
    }
}

/// A clone of what is written at a place.
pub(super) fn cloned(context: &Context, at: Span, operand: &str, ty: &str) -> String {
    match counter(ty) {
        Some(path) => format!("{}::clone(&{operand})", visible(context, at, path)),
        None => format!("{operand}.clone()"),
    }
}

/// The path of a type that counts its owners.
fn counter(ty: &str) -> Option<&'static str> {
    match uses::name(ty) {
        "Rc" => Some("std::rc::Rc"),
        "Arc" => Some("std::sync::Arc"),
        _ => None,
    }
}

/// A path as it has to be written at a place: its last name, where that is imported.
fn visible<'a>(context: &Context, at: Span, path: &'a str) -> &'a str {
    match context.outline().imports(at, path) {
        true => path.rsplit("::").next().unwrap_or(path),
        false => path,
    }
}

/// Turns the operand into a clone of itself.
fn clone_at(context: &Context, at: Span, ty: &str) -> Option<Edit> {
    let operand = context.source(at);
    if let Some(inner) = operand.strip_prefix('*') {
        // `*r` is cloned through the reference.
        let counted = matches!(uses::name(ty), "Rc" | "Arc");
        return (is_path(inner) && !counted)
            .then(|| Edit::replace(at, format!("(*{inner}).clone()")));
    }
    let text = cloned(context, at, operand, ty);
    let text = match context.outline().is_shorthand(at) {
        true => format!("{operand}: {text}"),
        false => text,
    };
    is_path(operand).then(|| match text.strip_prefix(operand) {
        Some(suffix) if suffix.starts_with('.') => Edit::insert(at.end, suffix),
        _ => Edit::replace(at, text),
    })
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

fn cloning(
    context: &Context,
    error: &Error<Located>,
    place: &str,
    ty: &str,
    edits: Vec<Edit>,
) -> Fix {
    let what = if place.is_empty() {
        "the value".to_owned()
    } else {
        code(place)
    };
    let whole = error.value.map(|id| context.value(id));
    let whole = whole.filter(|it| it.name == place && it.ty == ty);
    Fix {
        kind: FixKind::Clone,
        title: format!("clone {what}").into(),
        edits,
        tradeoff: cost::of_clone(ty, whole).into(),
    }
}
