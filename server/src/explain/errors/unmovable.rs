//! Moves out of what is only lent or has to stay whole (E0507, E0508, E0509).

use crate::facts::{Error, ErrorStepKind, Located, TypeName, Unmovable};

use super::super::context::Context;
use super::super::words::code;
use super::{Complaint, Label};

pub(super) fn words(
    context: &Context,
    error: &Error<Located>,
    obstacle: &Unmovable,
    complaint: &mut Complaint,
) {
    complaint.message = format!("cannot move out of {}", source(context, error, obstacle)).into();
    let bound: Vec<_> = error
        .steps
        .iter()
        .filter_map(|step| match &step.kind {
            ErrorStepKind::Bound(name) => Some((step.at, name)),
            _ => None,
        })
        .collect();
    for (index, (at, _)) in bound.iter().enumerate() {
        let words = if index == 0 {
            "data moved here"
        } else {
            "...and here"
        };
        complaint.labels.push(Label::new(*at, words));
    }
    let ty = match (&error.ty, error.value) {
        (Some(name), _) => Some(name.text.as_str()),
        (None, Some(id)) => Some(context.value(id).ty.as_str()),
        (None, None) => None,
    };
    let what = match (bound.first(), error.place.is_empty()) {
        (Some((_, name)), _) if !name.is_empty() => code(name),
        (_, true) => "value".to_owned(),
        _ => code(&error.place),
    };
    let occurs = ty.map(|ty| {
        format!(
            "move occurs because {what} has type {}, which does not implement the {} trait",
            code(ty),
            code("Copy")
        )
    });
    let here = "cannot move out of here".to_owned();
    complaint.label = match (bound.is_empty(), occurs) {
        (true, Some(occurs)) => occurs,
        (_, occurs) => {
            complaint.notes.extend(occurs.map(Into::into));
            here
        }
    }
    .into();
    complaint.because = complaint.labels.clone();
}

/// What is not let go, as rustc names it.
fn source(context: &Context, error: &Error<Located>, obstacle: &Unmovable) -> String {
    let place = |behind: &str| match bound_part(context, error) {
        _ if error.place.is_empty() => format!("a {behind}"),
        Some(part) => format!("{part} which is behind a {behind}"),
        None => format!("{} which is behind a {behind}", code(&error.place)),
    };
    match obstacle {
        Unmovable::Reference { mutable: false } => place("shared reference"),
        Unmovable::Reference { mutable: true } => place("mutable reference"),
        Unmovable::RawPointer { .. } => place("raw pointer"),
        Unmovable::Deref(ty) => lender(ty),
        Unmovable::Index(ty) => format!("index of {}", code(&ty.text)),
        Unmovable::Static => format!("static item {}", code(&error.place)),
        Unmovable::Captured { mutable } => format!(
            "{}, a captured variable in an {} closure",
            code(&error.place),
            code(if *mutable { "FnMut" } else { "Fn" })
        ),
        Unmovable::Guard => format!("{} in pattern guard", code(&error.place)),
        Unmovable::Element { slice, of } => format!(
            "type {}, a non-copy {}",
            code(&of.text),
            if *slice { "slice" } else { "array" }
        ),
        Unmovable::Destructor(ty) => {
            format!(
                "type {}, which implements the {} trait",
                code(&ty.text),
                code("Drop")
            )
        }
    }
}

/// The part of what is matched that the first name is bound to: its fields with a name, and the variant.
fn bound_part(context: &Context, error: &Error<Located>) -> Option<String> {
    let bound = error
        .steps
        .iter()
        .find(|step| matches!(step.kind, ErrorStepKind::Bound(_)) && !step.at.in_macro)?;
    let way = context.outline().way_in(bound.at.span)?;
    let matched = context.source(way.matched).trim_start_matches(['*', '&']);
    // What is matched is written as a place.
    if matched.contains(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.'))) {
        return None;
    }
    let fields = way.fields.iter().map(|it| format!(".{it}"));
    let place = code(matched.to_owned() + &fields.collect::<String>());
    Some(match way.variant {
        Some(variant) => format!("{place} as enum variant {}", code(variant)),
        None => place,
    })
}

/// A smart pointer: by its name alone where it is shared ownership.
pub(super) fn lender(ty: &TypeName) -> String {
    match ty.text.split('<').next() {
        Some(name @ ("Rc" | "Arc")) => format!("an {}", code(name)),
        _ => format!("dereference of {}", code(&ty.text)),
    }
}
