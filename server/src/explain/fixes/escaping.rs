//! `move` on closures and async blocks that outlive what they borrow.

use crate::facts::{
    BorrowKind, Destination, Error, ErrorStepKind, Event, EventKind, Kept, Located, Span,
};

use super::super::context::Context;
use super::super::words::{code, list};
use super::{Edit, Fix, FixKind, clone, cost, uses};

/// Makes the closure or async block take what it uses.
pub(super) fn by_value(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let closure = closure_at(context, error.at)?;
    needed(context, closure)
        .is_empty()
        .then(|| owning(context, error.at.span))?
}

/// Makes a stored closure take what it uses, where what it borrows ends before.
pub(super) fn stored(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let made = error.steps.iter().find_map(|step| match step.kind {
        ErrorStepKind::Borrowed { captured: true, .. } => Some(step.at),
        _ => None,
    })?;
    let closure = closure_at(context, made)?;
    // What it changes it would change in its own copy.
    let looks = captures(context, closure).all(|event| match &event.kind {
        EventKind::Borrow(it) => it.kind == BorrowKind::Shared,
        _ => true,
    });
    // What it returns would still end with it.
    let returns = context.facts.events.iter().any(|event| {
        let inside = event.closure.is_some_and(|it| it.span == closure);
        let kept = event.region.as_ref().and_then(|it| it.kept.as_ref());
        let out = matches!(&event.kind, EventKind::Borrow(it) if it.into == Destination::Caller);
        inside && (out || matches!(kept, Some(Kept::Caller { .. })))
    });
    if returns {
        return None;
    }
    let head = context.outline().closure(closure.start)?;
    let head = Span {
        end: head.start,
        ..head
    };
    (looks && needed(context, closure).is_empty()).then(|| owning(context, head))?
}

/// Gives the closure a clone of what is used again behind it.
pub(super) fn by_clone(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let closure = closure_at(context, error.at)?;
    let needed = needed(context, closure);
    let keyword = owning(context, error.at.span)?.edits;
    let mut cloned = Vec::new();
    for event in &needed {
        let value = context.value(event.value?);
        let shared = matches!(&event.kind, EventKind::Borrow(it) if it.kind == BorrowKind::Shared);
        if !shared || event.place != value.name || !is_cloned(&value.ty) {
            return None;
        }
        if !cloned.iter().any(|(_, other)| *other == value) {
            let text = clone::cloned(context, closure, &value.name, &value.ty);
            cloned.push((format!("let {} = {text}; ", value.name), value));
        }
    }
    let (_, first) = cloned.first()?;
    let lets: String = cloned.iter().map(|(text, _)| text.as_str()).collect();
    let names: Vec<String> = cloned.iter().map(|(_, it)| code(&it.name)).collect();
    let open = format!("{{ {lets}");
    let mut edits = match keyword.as_slice() {
        // Both stand in front of a closure.
        [it] if it.at.start == closure.start => {
            vec![Edit::insert(closure.start, open + &it.text)]
        }
        _ => [vec![Edit::insert(closure.start, open)], keyword].concat(),
    };
    edits.push(Edit::insert(closure.end, " }"));
    Some(Fix {
        kind: FixKind::CloneCaptured,
        title: format!(
            "clone {} for the closure, and make it own what it uses with {}",
            list(&names, "and"),
            code("move")
        )
        .into(),
        edits,
        tradeoff: cost::of_clone(&first.ty, Some(first)).into(),
    })
}

/// Whether a type is known to implement `Clone`.
fn is_cloned(ty: &str) -> bool {
    match uses::name(ty) {
        "Rc" | "Arc" | "String" => true,
        "Vec" => uses::argument(ty).is_some_and(|it| uses::is_scalar(it) || it == "String"),
        _ => false,
    }
}

/// `move` for the closure or async block whose head is at a range.
fn owning(context: &Context, at: Span) -> Option<Fix> {
    let head = context.source(at);
    let (at, text) = match head == "async" {
        true => (at.end, " move"),
        false => (at.start, "move "),
    };
    let behind = context.text.get(at as usize..)?;
    let owner = match head == "async" {
        true => "async block",
        false => "closure",
    };
    (!head.contains("move") && !behind.starts_with("move")).then(|| Fix {
        kind: FixKind::Move,
        title: format!("make the {owner} own what it uses with {}", code("move")).into(),
        edits: vec![Edit::insert(at, text)],
        tradeoff: format!("what is not `Copy` belongs to the {owner} from then on").into(),
    })
}

/// All of the closure or async block that begins at a place.
fn closure_at(context: &Context, at: Located) -> Option<Span> {
    let mut events = context.facts.events.iter();
    let event =
        events.find(|event| event.capture.is_some() && event.at.span.start == at.span.start)?;
    Some(event.at.span)
}

fn captures<'a>(
    context: &Context<'a>,
    closure: Span,
) -> impl Iterator<Item = &'a Event<Located>> + use<'a> {
    let events = context.facts.events.iter();
    events.filter(move |event| event.capture.is_some() && event.at.span == closure)
}

/// The captures of what would be missing behind the closure, or in the next iteration, if the closure took it.
fn needed<'a>(context: &Context<'a>, closure: Span) -> Vec<&'a Event<Located>> {
    let outline = context.outline();
    let looped = outline.is_in_one_loop(closure, closure);
    let missing = |event: &&Event<Located>| {
        let Some(id) = event.value else { return false };
        let value = context.value(id);
        let borrowed = matches!(event.kind, EventKind::Borrow(_));
        let outside = !outline.is_in_one_loop(value.declared.span, closure);
        let later = context
            .events_of(id)
            .any(|it| it.at.span.start >= closure.end && !matches!(it.kind, EventKind::Drop(_)));
        let copied = value.copy || value.ty.starts_with('&') && !value.ty.starts_with("&mut");
        borrowed && !copied && (later || looped && outside)
    };
    captures(context, closure).filter(missing).collect()
}
