//! A clone for a closure that takes what is used again behind it.

use crate::facts::{Error, ErrorStepKind, Located};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, clone, cost, delete};

/// Makes the clone in a block around the closure, so that only the closure sees it.
pub(super) fn of_moved(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let [step] = error.steps.as_slice() else {
        return None;
    };
    let ErrorStepKind::Moved(moved) = &step.kind else {
        return None;
    };
    let value = context.value(error.value?);
    if moved.capture.is_none() || !moved.clone || moved.place != value.name || step.at.in_macro {
        return None;
    }
    // What is only dropped afterwards need not be kept.
    if value.name == "self" || delete::dropping(context, error).is_some() {
        return None;
    }
    let closure = context.outline().closure(step.at.span.start)?;
    let name = &value.name;
    let cloned = clone::cloned(context, step.at.span, name, &value.ty);
    let mutable = if value.mutable { "mut " } else { "" };
    Some(Fix {
        kind: FixKind::CloneCaptured,
        title: format!("clone {} for the closure", code(name)).into(),
        edits: vec![
            Edit::insert(
                closure.start,
                format!("{{ let {mutable}{name} = {cloned}; "),
            ),
            Edit::insert(closure.end, " }"),
        ],
        tradeoff: cost::of_clone(&value.ty, Some(value)).into(),
    })
}
