//! Loops over references: `for x in &v`, `v.iter()`, `for &x in &v`.

use crate::facts::{BorrowKind, Cause, Error, ErrorStep, ErrorStepKind, Located, Span, ValueId};
use crate::project::outline::ForLoop;

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, adapters, through, uses};

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
    lent_loop(context, error, step.at.span, &moved.transfer.cause, &ty)
        .or_else(|| adapters::lent(context, error, step.at.span, &ty))
        .or_else(|| adapters::by_ref(context, error, step.at.span, &moved.transfer.cause))
}

/// Goes over references to the elements of what cannot be moved.
pub(super) fn lent(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let ty = error.ty.as_ref()?.text.clone();
    if let Some(fix) = by_pattern(context, error) {
        return Some(fix);
    }
    lent_loop(context, error, error.at.span, &Cause::ForIterable, &ty)
        .or_else(|| adapters::lent(context, error, error.at.span, &ty))
}

fn lent_loop(
    context: &Context,
    error: &Error<Located>,
    at: Span,
    cause: &Cause,
    ty: &str,
) -> Option<Fix> {
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
    lent_to_the_loop(context, error.value, (&found, at), ty, edits)
}

/// A loop over references to the elements of the place at a range, which is a part of a value and whose type is given;
/// `edits` make the references.
fn lent_to_the_loop(
    context: &Context,
    value: Option<ValueId>,
    (found, at): (&ForLoop, Span),
    ty: &str,
    edits: Vec<Edit>,
) -> Option<Fix> {
    if !is_collection(ty) {
        return None;
    }
    let edits = elements(context, found, edits)?;
    let scope = through::scope(context, found.iterable)?;
    if !through::stays(context, value, context.source(at), scope, &[]) {
        return None;
    }
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

/// The edits with what the elements need as references: `&` in the pattern where each is `Copy`.
fn elements(context: &Context, found: &ForLoop, mut edits: Vec<Edit>) -> Option<Vec<Edit>> {
    let [name] = found.names.as_slice() else {
        edits.extend(through::references(context, &found.names)?);
        return Some(edits);
    };
    let id = uses::declared_at(context, *name);
    let lent = id.is_none_or(|id| uses::works_as_reference(context, id));
    match id {
        Some(id) if !lent && context.value(id).copy && found.plain => {
            edits.push(Edit::insert(name.start, "&"));
        }
        _ => edits.extend(through::references(context, &found.names)?),
    }
    Some(edits)
}

/// Goes over references where a reference to an element is kept beyond its iteration.
pub(super) fn kept(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let element = context.value(error.value?);
    let used = |step: &ErrorStep<Located>| matches!(step.kind, ErrorStepKind::UsedLater(_));
    if !error.steps.iter().any(used) || element.name != error.place || element.copy {
        return None;
    }
    let found = context.outline().for_loop_of(element.declared.span)?;
    let collection = context.source(found.iterable);
    let mut values = context.facts.values.iter();
    let held = values.find(|it| it.name == collection)?;
    // What is kept is a reference into it: it has to be there as long, and to own its elements.
    let outside = held.declared.span.end <= found.pattern.start;
    if !outside || !found.plain || held.closure.is_some() {
        return None;
    }
    let edits = vec![Edit::insert(found.iterable.start, "&")];
    lent_to_the_loop(context, None, (&found, found.iterable), &held.ty, edits)
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
    if !plain {
        return None;
    }
    let mut edits = through::references(context, &found.names)?;
    edits.push(Edit::replace(found.pattern, context.source(*name)));
    Some(Fix {
        kind: FixKind::Iterate,
        title: format!("bind {} to the reference", code(context.source(*name))).into(),
        edits,
        tradeoff: "costs nothing; the element stays where it is".into(),
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

/// Whether going over `&` of the type gives references to what going over the type gives.
pub(super) fn is_collection(ty: &str) -> bool {
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
