//! A result that is kept: `let b = b.name("x")` where a method takes its receiver and gives it back.

use crate::facts::{Cause, Error, ErrorStepKind, Located};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, mutable};

/// Binds what the method returns that took the variable.
pub(super) fn result(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let [step] = error.steps.as_slice() else {
        return None;
    };
    let ErrorStepKind::Moved(moved) = &step.kind else {
        return None;
    };
    let Cause::Receiver(callee) = &moved.transfer.cause else {
        return None;
    };
    let value = context.value(error.value?);
    let outline = context.outline();
    let call = outline.call_on(step.at.span)?;
    let written = context.source(step.at.span) == value.name && value.name != "self";
    if !written || !call.statement || step.at.in_macro || moved.capture.is_some() {
        return None;
    }
    let function = context.function(callee)?;
    let result = context.source(function.result.as_ref()?.at);
    if result != "Self" && result != value.ty {
        return None;
    }
    let (block, _) = outline.block(step.at.span)?;
    // A variable of the same name takes the place of one that cannot change, where that is used.
    let visible = block.at.contains(error.at.span) && !moved.previous_iteration;
    let (keyword, mutable) = match (value.mutable, visible) {
        (true, _) => ("", None),
        (false, true) => ("let ", None),
        (false, false) => ("", Some(mutable::at_name(context, value)?)),
    };
    Some(Fix {
        kind: FixKind::KeepResult,
        title: format!("keep what {} returns", code(&call.name)).into(),
        edits: mutable
            .into_iter()
            .chain([Edit::insert(
                call.at.start,
                format!("{keyword}{} = ", value.name),
            )])
            .collect(),
        tradeoff: "costs nothing".into(),
    })
}
