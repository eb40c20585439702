//! Loops over references: `for x in &v`, `v.iter()`, `for &x in &v`.

use crate::facts::{BorrowKind, Cause, Error, ErrorStepKind, EventKind, Located, Span};
use crate::project::outline::ForLoop;

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, uses};

/// Goes over references to the elements of what is used again after the loop.
pub(super) fn moved(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let [step] = error.steps.as_slice() else {
        return None;
    };
    let ErrorStepKind::Moved(moved) = &step.kind else {
        return None;
    };
    if step.at.in_macro || moved.capture.is_some() {
        return None;
    }
    let ty = match (&moved.ty, error.value) {
        (Some(ty), _) => ty.text.clone(),
        (None, Some(id)) => context.value(id).ty.clone(),
        (None, None) => return None,
    };
    lent_loop(context, step.at.span, &moved.transfer.cause, &ty)
}

/// Goes over references to the elements of what cannot be moved.
pub(super) fn lent(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let ty = error.ty.as_ref()?.text.clone();
    if let Some(fix) = by_pattern(context, error) {
        return Some(fix);
    }
    lent_loop(context, error.at.span, &Cause::ForIterable, &ty)
}

fn lent_loop(context: &Context, at: Span, cause: &Cause, ty: &str) -> Option<Fix> {
    if !is_collection(ty) {
        return None;
    }
    let outline = context.outline();
    let found = outline.for_loop(at)?;
    let into_iter = outline.call_on(at).filter(|call| call.name == "into_iter");
    let edits = match (cause, into_iter) {
        (_, Some(call)) if call.at == found.iterable => {
            let name = Span {
                start: at.end,
                end: call.at.end,
            };
            vec![Edit::replace(name, ".iter()")]
        }
        (Cause::ForIterable, None) if found.iterable == at && outline.is_postfix(at) => {
            vec![Edit::insert(at.start, "&")]
        }
        _ => return None,
    };
    let edits = elements(context, &found, edits)?;
    let place = context.source(at);
    let iterable = match found.iterable == at {
        true => format!("&{place}"),
        false => format!("{place}.iter()"),
    };
    Some(Fix {
        kind: FixKind::Iterate,
        title: format!("loop over {}", code(iterable)).into(),
        edits,
        tradeoff: format!(
            "costs nothing; {} is lent to the loop and stays usable after it",
            code(place)
        )
        .into(),
    })
}

/// The edits with what the pattern needs; `None` if the elements are not used as references could be.
fn elements(context: &Context, found: &ForLoop, mut edits: Vec<Edit>) -> Option<Vec<Edit>> {
    if uses::all_work_as_references(context, &found.names) {
        return Some(edits);
    }
    let [name] = found.names.as_slice() else {
        return None;
    };
    let value = context.value(uses::declared_at(context, *name)?);
    if !(value.copy && found.plain) {
        return None;
    }
    edits.push(Edit::insert(name.start, "&"));
    Some(edits)
}

/// `for &s in v` moves out of the elements: without the `&` it does not.
fn by_pattern(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let bound = error.steps.iter().find_map(|step| match &step.kind {
        ErrorStepKind::Bound(_) => Some(step.at),
        _ => None,
    })?;
    let found = context.outline().for_loop_of(bound.span)?;
    let [name] = found.names.as_slice() else {
        return None;
    };
    let pattern = context.source(found.pattern);
    let plain = pattern.strip_prefix('&').map(str::trim) == Some(context.source(*name));
    if !plain || !uses::all_work_as_references(context, &found.names) {
        return None;
    }
    Some(Fix {
        kind: FixKind::Iterate,
        title: format!("bind {} to the reference", code(context.source(*name))).into(),
        edits: vec![Edit::replace(found.pattern, context.source(*name))],
        tradeoff: "costs nothing; the element stays where it is".into(),
    })
}

/// Goes over `&mut` references where an element is to be changed.
pub(super) fn mutable(context: &Context, error: &Error<Located>, pointer: &str) -> Option<Fix> {
    let value = context.value(error.value?);
    if value.name != pointer {
        return None;
    }
    let outline = context.outline();
    let found = outline.for_loop_of(value.declared.span)?;
    let (edit, of) = match outline.reference(found.iterable) {
        Some(reference) if !reference.mutable => {
            (Edit::insert(reference.of.start, "mut "), reference.of)
        }
        _ => {
            let call = outline.call_at(found.iterable)?;
            let receiver = call.receiver?;
            let name = Span {
                start: receiver.end,
                end: call.at.end,
            };
            if call.name != "iter" {
                return None;
            }
            (Edit::replace(name, ".iter_mut()"), receiver)
        }
    };
    let owner = changeable(context, of)?;
    let name = code(context.source(of));
    Some(Fix {
        kind: FixKind::Mutable,
        title: format!("loop over mutable references to the elements of {name}").into(),
        edits: owner.into_iter().chain([edit]).collect(),
        tradeoff: format!("costs nothing; {name} is lent exclusively while the loop runs").into(),
    })
}

/// Goes over a copy where the loop changes what it goes over.
pub(super) fn over_a_copy(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let issued = error.steps.iter().find_map(|step| match step.kind {
        ErrorStepKind::Borrowed {
            kind: BorrowKind::Shared,
            captured: false,
        } => Some(step.at),
        _ => None,
    })?;
    let outline = context.outline();
    let found = outline.for_loop(issued.span)?;
    let place = match outline.reference(found.iterable) {
        Some(reference) if !reference.mutable => reference.of,
        _ => {
            outline
                .call_at(found.iterable)
                .filter(|it| it.name == "iter")?
                .receiver?
        }
    };
    let events = context.facts.events.iter().filter(|it| it.at == issued);
    let value = context.value(events.filter_map(|it| it.value).next()?);
    let ty = value.ty.trim_start_matches('&').trim_start_matches("mut ");
    let element = uses::argument(ty).unwrap_or_default();
    let cloneable = uses::is_scalar(element) || matches!(element, "String" | "&str");
    if !cloneable || uses::name(ty) != "Vec" || context.source(place) != value.name {
        return None;
    }
    Some(Fix {
        kind: FixKind::CopyOut,
        title: format!("loop over a copy of {}", code(&value.name)).into(),
        edits: vec![Edit::insert(place.end, ".clone()")],
        tradeoff: format!(
            "copies all elements; the loop does not see what it changes in {}",
            code(&value.name)
        )
        .into(),
    })
}

/// What makes a variable changeable whose name stands at a range: nothing, or `mut` at its declaration. `None`
/// if it cannot be told.
pub(super) fn changeable(context: &Context, at: Span) -> Option<Option<Edit>> {
    let event = context.facts.events.iter().find(|event| {
        at.contains(event.at.span)
            && matches!(&event.kind, EventKind::Borrow(it) if it.kind == BorrowKind::Shared)
    });
    let by_event = event.and_then(|event| event.value);
    let around = context
        .facts
        .events
        .iter()
        .find(|event| event.at.span.contains(at) && event.place == context.source(at));
    let value = context.value(by_event.or(around.and_then(|it| it.value))?);
    if value.name != context.source(at) || value.declared.in_macro {
        return None;
    }
    if value.ty.starts_with("&mut ") || value.mutable {
        return Some(None);
    }
    if value.ty.starts_with('&')
        || context.source(value.declared.span) != value.name
        || value.name == "self"
    {
        return None;
    }
    Some(Some(Edit::insert(value.declared.span.start, "mut ")))
}

/// Whether going over `&` of the type gives references to what going over the type gives.
fn is_collection(ty: &str) -> bool {
    const NAMES: [&str; 9] = [
        "Vec",
        "VecDeque",
        "LinkedList",
        "HashSet",
        "BTreeSet",
        "BinaryHeap",
        "HashMap",
        "BTreeMap",
        "Option",
    ];
    NAMES.contains(&uses::name(ty)) || ty.starts_with('[')
}
