//! What a reference comes from, made to give a `&mut` reference: `iter_mut()`, `&mut x`, a parameter.

use crate::facts::{Error, EventKind, Located, Span, Value, ValueId};
use crate::project::outline::StatementKind;

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, mutable, through};

/// Methods that lend by shared reference, and those that lend mutably.
const LENDING: [(&str, &str); 7] = [
    ("iter", "iter_mut"),
    ("values", "values_mut"),
    ("get", "get_mut"),
    ("first", "first_mut"),
    ("last", "last_mut"),
    ("as_ref", "as_mut"),
    ("as_deref", "as_deref_mut"),
];

/// Methods that pass on what they are called on, whether it lends mutably or not.
const PASSING: [&str; 7] = [
    "enumerate",
    "rev",
    "skip",
    "take",
    "step_by",
    "unwrap",
    "expect",
];

/// Makes what a variable was bound from lend mutably: the iterable of a loop, what is matched, an initialiser.
pub(super) fn bound(context: &Context, error: &Error<Located>, pointer: &str) -> Option<Fix> {
    let id = error.value?;
    let value = context.value(id);
    if value.name != pointer || value.declared.in_macro || is_copied(context, id) {
        return None;
    }
    let (at, looped) = source(context, value)?;
    let (lent, place) = lending(context, at)?;
    let (root, owner) = owner(context, &[at, value.declared.span], place)?;
    let scope = match looped {
        true => through::scope(context, at)?,
        false => Span {
            start: at.end,
            end: through::last_use(context, id),
        },
    };
    let (place, name) = (context.source(place), code(context.source(place)));
    if through::is_used(context, root, place, scope) {
        return None;
    }
    let held = match looped {
        true => "the loop runs".to_owned(),
        false => format!("{} is in use", code(&value.name)),
    };
    let title = match (&lent, looped) {
        (None, _) => None,
        (Some(_), true) => Some(format!(
            "loop over mutable references to the elements of {name}"
        )),
        (Some(edit), false) => Some(match edit.text.as_str() {
            "mut " => format!("borrow {name} as {}", code("&mut")),
            method => format!("use {} on {name}", code(method)),
        }),
    };
    let (title, tradeoff) = match (title, owner.parameter) {
        (None, None) => return None,
        (Some(title), None) => (
            title,
            format!("costs nothing; while {held}, {name} is used through it alone"),
        ),
        (title, Some(parameter)) => {
            let titles: Vec<String> = title.into_iter().chain([parameter]).collect();
            let tradeoff = "callers must lend it exclusively".to_owned();
            (titles.join(", and "), tradeoff)
        }
    };
    Some(Fix {
        kind: FixKind::Mutable,
        title: title.into(),
        edits: lent.into_iter().chain(owner.edits).collect(),
        tradeoff: tradeoff.into(),
    })
}

/// Whether the reference itself is copied, which a `&mut` reference cannot be.
fn is_copied(context: &Context, id: ValueId) -> bool {
    let name = &context.value(id).name;
    let mut events = context.events_of(id);
    events.any(|event| event.place == *name && matches!(event.kind, EventKind::Copy(_)))
}

/// The expression that a variable is bound from, and whether it is what a loop goes over.
fn source(context: &Context, value: &Value<Located>) -> Option<(Span, bool)> {
    let outline = context.outline();
    let name = value.declared.span;
    if let Some(found) = outline.for_loop_of(name) {
        let explicit = outline.bound(name)?.behind_reference;
        return (!explicit).then_some((found.iterable, true));
    }
    let (block, index) = outline.block(name)?;
    match block.statements.get(index)?.kind {
        StatementKind::Let {
            name: Some(it),
            typed,
            initialiser,
            ..
        } if it == name => Some((initialiser.filter(|_| !typed)?, false)),
        _ => {
            let found = outline.scrutinee(name)?;
            (!found.explicit).then_some((found.at, false))
        }
    }
}

/// What is lent by an expression, with the edit that makes it lend mutably: none where it is a reference already.
fn lending(context: &Context, at: Span) -> Option<(Option<Edit>, Span)> {
    let outline = context.outline();
    if let Some(made) = outline.reference(at) {
        return (!made.mutable).then(|| (Some(Edit::insert(made.of.start, "mut ")), made.of));
    }
    let Some(call) = outline.call_at(at) else {
        return Some((None, at));
    };
    let receiver = call.receiver?;
    if PASSING.contains(&call.name.as_str()) {
        let (edit, place) = lending(context, receiver)?;
        return edit.is_some().then_some((edit, place));
    }
    let (from, to) = LENDING.into_iter().find(|(from, _)| *from == call.name)?;
    let behind = context.source(Span {
        start: receiver.end,
        end: call.at.end,
    });
    let start = receiver.end + behind.find(from)? as u32;
    let name = Span {
        start,
        end: start + from.len() as u32,
    };
    Some((Some(Edit::replace(name, to)), receiver))
}

/// What makes a variable changeable.
struct Owner {
    edits: Vec<Edit>,
    /// What becomes of the parameter that it is.
    parameter: Option<String>,
}

/// The variable that a place is a part of, and what it needs to be changed. `lent`: where it is borrowed.
fn owner(context: &Context, lent: &[Span], place: Span) -> Option<(ValueId, Owner)> {
    let source = context.source(place).trim_start_matches('*');
    let root = source.split('.').next()?;
    if !source
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
    {
        return None;
    }
    let mut events = context.facts.events.iter();
    let event = events.find(|event| {
        let named = event.value.is_some_and(|id| context.value(id).name == root);
        named && lent.iter().any(|at| at.contains(event.at.span))
    })?;
    let id = event.value?;
    let value = context.value(id);
    // A field that is a reference itself does not become mutable with its owner.
    if source != root && event.place != source {
        return None;
    }
    let edits = match value.ty.as_str() {
        ty if ty.starts_with("&mut ") => Vec::new(),
        ty if ty.starts_with('&') => {
            let (title, edits) = mutable::lent_mutably(context, value)?;
            let parameter = Some(title);
            return Some((id, Owner { edits, parameter }));
        }
        _ if value.mutable => Vec::new(),
        _ if value.name == "self" => return None,
        _ => vec![mutable::at_name(context, value)?],
    };
    let parameter = None;
    Some((id, Owner { edits, parameter }))
}
