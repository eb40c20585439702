//! A `drop(x)` that is deleted: of what is gone by then, or of what is used after it.

use crate::facts::{Cause, Error, ErrorStepKind, EventKind, Located, Span};

use super::super::context::Context;
use super::super::words::code;
use super::{Fix, FixKind, reorder};

/// Deletes the call of `drop` that takes the variable, or that comes after it was moved.
pub(super) fn dropping(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let [step] = error.steps.as_slice() else {
        return None;
    };
    let ErrorStepKind::Moved(moved) = &step.kind else {
        return None;
    };
    let value = context.value(error.value?);
    let name = code(&value.name);
    if moved.place != value.name || moved.previous_iteration {
        return None;
    }
    if moved.capture.is_none() && forgets(&moved.transfer.cause) {
        let at = statement(context, step.at.span, &value.name)?;
        let tradeoff = format!("costs nothing; {name} is dropped later, where its scope ends");
        return Some(deleting(context, at, tradeoff));
    }
    let outline = context.outline();
    let at = statement(context, error.at.span, &value.name)?;
    let (block, _) = outline.block(step.at.span)?;
    // On all paths the value has another owner by then.
    let always = block.at.contains(at) && outline.runs_with_statement(step.at.span);
    let drops = context.facts.events.iter().any(|event| {
        event.at == error.at && matches!(&event.kind, EventKind::Move(it) if forgets(&it.cause))
    });
    (always && drops).then(|| {
        let tradeoff = format!("costs nothing; {name} has another owner by then, who drops it");
        deleting(context, at, tradeoff)
    })
}

/// Whether the call that takes what is moved only drops or forgets it.
pub(super) fn forgets(cause: &Cause) -> bool {
    matches!(cause, Cause::Argument { callee: Some(callee), .. }
        if matches!(callee.path.as_str(), "std::mem::drop" | "mem::drop" | "std::mem::forget" | "mem::forget"))
}

/// The statement that is nothing but a call with the variable as its argument.
fn statement(context: &Context, argument: Span, name: &str) -> Option<Span> {
    let outline = context.outline();
    let call = outline.call_with(argument)?;
    let (block, index) = outline.block(call.at)?;
    let only = call.arguments == [argument] && context.source(argument) == name;
    let fits = only && call.statement && call.name == "drop" && call.receiver.is_none();
    fits.then(|| block.statements.get(index).map(|it| it.at))?
}

fn deleting(context: &Context, at: Span, tradeoff: String) -> Fix {
    Fix {
        kind: FixKind::Delete,
        title: format!("delete {}", code(context.excerpt(at))).into(),
        edits: vec![reorder::removed(context, at)],
        tradeoff: tradeoff.into(),
    }
}
