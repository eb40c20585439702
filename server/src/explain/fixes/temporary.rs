//! A `let` for a temporary that has to live longer.

use crate::facts::{Error, ErrorStepKind, Located, StepKind};
use crate::project::outline::StatementKind;

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, indentation};

/// Binds the temporary in front of the statement.
pub(super) fn bind(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let at = error.at.span;
    let created = context.source(at);
    let outline = context.outline();
    let (block, index) = outline.block(at)?;
    let statement = block.statements.get(index)?;
    // However early it is bound, it does not outlive the body.
    let outlives = error
        .steps
        .iter()
        .any(|it| matches!(it.kind, ErrorStepKind::Demanded(_)));
    if outlives
        || created.contains('\n')
        || !outline.runs_with_statement(at)
        || outline.is_in_macro(at)
    {
        return None;
    }
    let name = fresh(context, "value");
    let space = indentation(context, statement.at.start);
    let start = statement.at.start;
    let keyword = if is_changed(context, error) {
        "mut "
    } else {
        ""
    };
    Some(Fix {
        kind: FixKind::BindTemporary,
        title: format!("bind the temporary with {}", code("let")).into(),
        edits: vec![
            Edit::insert(start, format!("let {keyword}{name} = {created};\n{space}")),
            Edit::replace(at, name),
        ],
        tradeoff: "costs nothing; it then lives until the end of the block".into(),
    })
}

/// Whether the temporary is borrowed mutably where it is made: by `&mut`, or by a method that takes `&mut self`.
fn is_changed(context: &Context, error: &Error<Located>) -> bool {
    let at = error.at.span;
    let outline = context.outline();
    let reference = outline.reference_around(at.start);
    if reference.is_some_and(|it| it.mutable && it.of == at) {
        return true;
    }
    let Some(call) = outline.call_on(at) else {
        return false;
    };
    error.steps.iter().any(|step| match &step.kind {
        ErrorStepKind::Way(
            StepKind::Tied { callee: Some(it) }
            | StepKind::Passed {
                callee: Some(it), ..
            },
        ) => it.name == call.name && it.receiver.as_deref() == Some("&mut self"),
        _ => false,
    })
}

/// Binds the value of a block, whose temporaries then end before the variables of the block.
pub(super) fn bind_tail(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let temporary = error
        .steps
        .iter()
        .any(|step| step.kind == ErrorStepKind::DroppedLater(None));
    let outline = context.outline();
    let (block, index) = outline.block(error.at.span)?;
    let tail = block.statements.get(index)?;
    if !temporary || tail.kind != StatementKind::Tail {
        return None;
    }
    let name = fresh(context, "result");
    let space = indentation(context, tail.at.start);
    Some(Fix {
        kind: FixKind::BindTemporary,
        title: format!("bind the result with {} before it is returned", code("let")).into(),
        edits: vec![
            Edit::insert(tail.at.start, format!("let {name} = ")),
            Edit::insert(tail.at.end, format!(";\n{space}{name}")),
        ],
        tradeoff: "costs nothing; temporaries of a statement end with it, those of the last expression of a block (up to edition 2021) after the block's variables"
            .into(),
    })
}

/// A name that the text does not have yet.
pub(super) fn fresh(context: &Context, name: &str) -> String {
    let numbered = (2..).map(|number| format!("{name}{number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    let free = names.find(|name| context.outline().mentions(name) == 0);
    free.unwrap_or_else(|| name.to_owned())
}
