//! `take` and `replace`: move a value out and leave another in its place.

use crate::facts::{Cause, Error, ErrorStepKind, Located, Span, Unmovable};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, uses};

/// Takes what lies behind a `&mut` reference, or is an element of what is changeable.
pub(super) fn lent(context: &Context, error: &Error<Located>, obstacle: &Unmovable) -> Option<Fix> {
    let bound = error
        .steps
        .iter()
        .any(|step| matches!(step.kind, ErrorStepKind::Bound(_)));
    if bound || error.place.is_empty() || !is_changeable(context, error, obstacle) {
        return None;
    }
    let ty = match (&error.ty, error.value) {
        (Some(ty), _) => ty.text.clone(),
        (None, Some(id)) => context.value(id).ty.clone(),
        (None, None) => return None,
    };
    taking(
        context,
        error.at.span,
        ty.trim_start_matches("&mut "),
        &error.place,
    )
}

/// Takes what is matched, where a pattern binds a part of it.
pub(super) fn scrutinee(
    context: &Context,
    error: &Error<Located>,
    obstacle: &Unmovable,
) -> Option<Fix> {
    let bound = error.steps.iter().find_map(|step| match step.kind {
        ErrorStepKind::Bound(_) if !step.at.in_macro => Some(step.at.span),
        _ => None,
    })?;
    let found = context.outline().scrutinee(bound)?;
    let place = context.source(found.at);
    // What a call returns is not left behind.
    if !is_changeable(context, error, obstacle) || place.contains(['(', '*']) {
        return None;
    }
    let variant = found.variant?;
    let ty = match variant.rsplit_once("::") {
        Some((ty, _)) => ty,
        None if variant == "Some" => "Option",
        None => return None,
    };
    taking(context, found.at, ty, place)
}

fn is_changeable(context: &Context, error: &Error<Located>, obstacle: &Unmovable) -> bool {
    match obstacle {
        Unmovable::Reference { mutable } => *mutable,
        Unmovable::Index(_) | Unmovable::Element { .. } | Unmovable::Destructor(_) => {
            let value = error.value.map(|id| context.value(id));
            value.is_some_and(|it| {
                (it.mutable && !it.ty.starts_with('&')) || it.ty.starts_with("&mut ")
            })
        }
        _ => false,
    }
}

/// Takes a field of a changeable value that is used as a whole later.
pub(super) fn moved(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let [step] = error.steps.as_slice() else {
        return None;
    };
    let ErrorStepKind::Moved(moved) = &step.kind else {
        return None;
    };
    let value = context.value(error.value?);
    let takes = matches!(
        moved.transfer.cause,
        Cause::Argument { .. } | Cause::Initialiser | Cause::Field { .. } | Cause::Return
    );
    if moved.capture.is_some() || step.at.in_macro || !takes || value.name == moved.place {
        return None;
    }
    if !value.mutable || value.ty.starts_with('&') {
        return None;
    }
    let ty = moved.ty.as_ref()?;
    taking(context, step.at.span, &ty.text, &moved.place)
}

fn taking(context: &Context, at: Span, ty: &str, place: &str) -> Option<Fix> {
    let outline = context.outline();
    let operand = context.source(at);
    let behind = operand.strip_prefix('*');
    if !outline.is_postfix(at) && behind.is_none() {
        return None;
    }
    let (edits, title, leaves) = match uses::name(ty) {
        "Option" if behind.is_none() => (
            vec![Edit::insert(at.end, ".take()")],
            format!("take {} with {}", code(place), code("take()")),
            code("None"),
        ),
        name if is_default(name) => (
            around(at, "std::mem::take(", operand, ")"),
            format!("take {} with {}", code(place), code("mem::take")),
            "an empty value".to_owned(),
        ),
        name => {
            let variant = outline.unit_variants(name).into_iter().next()?;
            (
                around(
                    at,
                    "std::mem::replace(",
                    operand,
                    &format!(", {name}::{variant})"),
                ),
                format!("take {} with {}", code(place), code("mem::replace")),
                code(format!("{name}::{variant}")),
            )
        }
    };
    Some(Fix {
        kind: FixKind::Take,
        title: title.into(),
        edits,
        tradeoff: format!(
            "copies nothing; {} holds {leaves} from then on",
            code(place)
        )
        .into(),
    })
}

/// The call with a mutable reference to the operand; `*r` becomes `r` itself, reborrowed.
fn around(at: Span, open: &str, operand: &str, close: &str) -> Vec<Edit> {
    match operand.strip_prefix('*') {
        Some(pointer) => vec![Edit::replace(at, format!("{open}{pointer}{close}"))],
        None => vec![
            Edit::insert(at.start, format!("{open}&mut ")),
            Edit::insert(at.end, close),
        ],
    }
}

/// Types of the standard library whose default is empty.
fn is_default(name: &str) -> bool {
    const NAMES: [&str; 11] = [
        "String",
        "Vec",
        "Option",
        "VecDeque",
        "LinkedList",
        "HashMap",
        "HashSet",
        "BTreeMap",
        "BTreeSet",
        "BinaryHeap",
        "PathBuf",
    ];
    NAMES.contains(&name)
}
