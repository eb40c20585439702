//! `drop(guard)` before what the guard's borrow forbids.

use crate::facts::{Error, ErrorStepKind, EventKind, Located, ValueId};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, indentation};

/// Drops the value that keeps the borrow alive only by its destructor.
pub(super) fn dropped(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let id = error.steps.iter().find_map(|step| match step.kind {
        ErrorStepKind::DroppedLater(Some(id)) => Some(id),
        _ => None,
    })?;
    let value = context.value(id);
    if value.declared.in_macro
        || value.closure != error.closure
        || is_used_behind(context, error, id)
    {
        return None;
    }
    let outline = context.outline();
    let (block, index) = outline.block(error.at.span)?;
    let statement = block.statements.get(index)?;
    let (declared, _) = outline.block(value.declared.span)?;
    // In another block the guard might be dropped on some paths only, or more than once.
    if declared.at != block.at || statement.at.contains(value.declared.span) {
        return None;
    }
    let space = indentation(context, statement.at.start);
    let name = &value.name;
    Some(Fix {
        kind: FixKind::EndEarly,
        title: format!("drop {} before", code(name)).into(),
        edits: vec![Edit::insert(
            statement.at.start,
            format!("drop({name});\n{space}"),
        )],
        tradeoff: format!(
            "costs nothing; {} ends here instead of at the end of the block",
            code(name)
        )
        .into(),
    })
}

fn is_used_behind(context: &Context, error: &Error<Located>, id: ValueId) -> bool {
    let mut events = context.events_of(id);
    events.any(|event| {
        !matches!(event.kind, EventKind::Drop(_)) && event.at.span.end > error.at.span.start
    })
}
