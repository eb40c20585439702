//! Reading a value out of a borrow, so that the borrow ends there: `v[0]` instead of `&v[0]`, `.clone()`,
//! `.to_owned()`.

use crate::facts::{Error, ErrorStepKind, EventKind, Located, Span, ValueId};
use crate::project::outline::StatementKind;

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, uses};

/// The variable that holds the borrow, and its initialiser.
struct Holder {
    id: ValueId,
    initialiser: Span,
}

/// The `let` in which the borrow is made and whose variable keeps it alive.
fn holder(context: &Context, error: &Error<Located>) -> Option<Holder> {
    let borrowed = error.steps.iter().find_map(|step| match step.kind {
        ErrorStepKind::Borrowed {
            captured: false, ..
        } => Some(step.at),
        _ => None,
    })?;
    let outline = context.outline();
    let (block, index) = outline.block(borrowed.span)?;
    let StatementKind::Let {
        name: Some(name),
        typed: false,
        initialiser: Some(initialiser),
        ..
    } = block.statements.get(index)?.kind
    else {
        return None;
    };
    let kept = error.steps.iter().rev().find_map(|step| match &step.kind {
        ErrorStepKind::UsedLater(value) => Some(*value),
        ErrorStepKind::DroppedLater(_) | ErrorStepKind::Demanded(_) => Some(None),
        _ => None,
    })?;
    let id = uses::declared_at(context, name)?;
    let used = match kept {
        Some(value) => value == id,
        // A macro's arguments are used through temporaries.
        None => context
            .events_of(id)
            .any(|it| it.at.span.start >= error.at.span.end),
    };
    (used && initialiser.contains(borrowed.span)).then_some(Holder { id, initialiser })
}

/// Copies a number or the like out of the place.
pub(super) fn copied(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let holder = holder(context, error)?;
    let value = context.value(holder.id);
    let content = value.ty.strip_prefix('&')?;
    let reference = context.outline().reference(holder.initialiser)?;
    if !uses::is_scalar(content)
        || reference.mutable
        || !uses::works_as_reference(context, holder.id)
    {
        return None;
    }
    let ampersand = Span {
        start: reference.at.start,
        end: reference.of.start,
    };
    Some(Fix {
        kind: FixKind::CopyOut,
        title: format!(
            "copy {} instead of borrowing it",
            code(context.source(reference.of))
        )
        .into(),
        edits: vec![Edit::replace(ampersand, "")],
        tradeoff: format!(
            "costs nothing; {} does not see later changes",
            code(&value.name)
        )
        .into(),
    })
}

/// Clones what the borrow leads to.
pub(super) fn cloned(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let holder = holder(context, error)?;
    let value = context.value(holder.id);
    if !uses::works_as_reference(context, holder.id) {
        return None;
    }
    let at = holder.initialiser;
    let outline = context.outline();
    let (edits, cost) = match value.ty.as_str() {
        "&str" => (
            suffix(context, at, ".to_owned()")?,
            "copies the text to the heap",
        ),
        "&String" | "&PathBuf" => (
            suffix(context, at, ".clone()")?,
            "copies the text on the heap",
        ),
        "Option<&str>" => (
            suffix(context, at, ".map(str::to_owned)")?,
            "copies the text to the heap",
        ),
        "Option<&String>" => (
            suffix(context, at, ".cloned()")?,
            "copies the text on the heap",
        ),
        ty => {
            let content = ty
                .strip_prefix("Option<&")
                .and_then(|it| it.strip_suffix('>'))?;
            if !uses::is_scalar(content) {
                return None;
            }
            (suffix(context, at, ".copied()")?, "copies the value")
        }
    };
    // What is compared or matched would have another type than before.
    let matched = context.events_of(holder.id).any(|event| {
        matches!(&event.kind, EventKind::Borrow(it) if matches!(it.cause, crate::facts::Cause::Pattern { .. }))
    });
    let name = code(&value.name);
    (!matched && outline.block(at).is_some()).then(|| Fix {
        kind: FixKind::CopyOut,
        title: format!("let {name} own a copy").into(),
        edits,
        tradeoff: format!("{cost}; {name} does not see later changes").into(),
    })
}

/// The method call on an expression; `&x` is called on `x`.
fn suffix(context: &Context, at: Span, call: &str) -> Option<Vec<Edit>> {
    let outline = context.outline();
    if outline.is_postfix(at) {
        return Some(vec![Edit::insert(at.end, call)]);
    }
    let reference = outline.reference(at)?;
    let ampersand = Span {
        start: at.start,
        end: reference.of.start,
    };
    outline.is_postfix(reference.of).then(|| {
        vec![
            Edit::replace(ampersand, ""),
            Edit::insert(reference.of.end, call),
        ]
    })
}
