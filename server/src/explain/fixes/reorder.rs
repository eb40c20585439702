//! A statement that moves behind the last use of the borrow which forbids it.

use crate::facts::{Error, ErrorStepKind, Located, Span};
use crate::project::outline::{Statement, StatementKind};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, indentation};

/// Moves the statement of the conflict behind the statement that uses the borrow next, where that is the last
/// one to do so.
pub(super) fn behind_the_use(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let used = error.steps.iter().rev().find_map(|step| match step.kind {
        ErrorStepKind::UsedLater(_) => Some(step.at),
        _ => None,
    })?;
    let borrowed = error.steps.iter().find_map(|step| match step.kind {
        ErrorStepKind::Borrowed { .. } => Some(step.at),
        _ => None,
    })?;
    let outline = context.outline();
    let (block, index) = outline.block(error.at.span)?;
    let (issuing, issued) = outline.block(borrowed.span)?;
    let statement = block.statements.get(index)?;
    if statement.kind != (StatementKind::Expression { semicolon: true })
        || issuing.at != block.at
        || issued >= index
        || block.repeated
    {
        return None;
    }
    let last = last_use(context, &block.statements, borrowed, used, index)?;
    let target = block.statements.get(last)?;
    if !matches!(
        target.kind,
        StatementKind::Expression { .. } | StatementKind::Let { .. }
    ) || last <= index
        || last > index + 2
        || is_used(context, error, &block.statements[index + 1..=last])
        || names_shared(context, statement.at, &block.statements[index + 1..=last])
    {
        return None;
    }
    let text = context.source(statement.at);
    let space = indentation(context, target.at.start);
    let behind = context.text.get(statement.at.end as usize..)?;
    let blank = behind.len() - behind.trim_start().len();
    let removed = Span {
        start: statement.at.start,
        end: statement.at.end + blank as u32,
    };
    Some(Fix {
        kind: FixKind::Reorder,
        title: format!(
            "move {} behind the last use of the borrow",
            code(context.excerpt(statement.at))
        )
        .into(),
        edits: vec![
            Edit::replace(removed, ""),
            Edit::insert(target.at.end, format!("\n{space}{text}")),
        ],
        tradeoff: "costs nothing; what stands in between then happens before".into(),
    })
}

/// The last statement of the block in which the borrow is alive.
fn last_use(
    context: &Context,
    statements: &[Statement],
    borrowed: Located,
    used: Located,
    index: usize,
) -> Option<usize> {
    let events = context.facts.events.iter().filter(|it| it.at == borrowed);
    let regions = events.filter_map(|it| it.region.as_deref());
    let live = regions.flat_map(|it| it.live.iter()).chain([&used]);
    let mut last = index;
    for at in live {
        if at.span.start < borrowed.span.start {
            // It is alive around a loop.
            return None;
        }
        let statement = statements.iter().position(|it| it.at.contains(at.span))?;
        last = last.max(statement);
    }
    Some(last)
}

/// Whether the statements in between use the value of the conflict themselves: behind them it is another one.
fn is_used(context: &Context, error: &Error<Located>, between: &[Statement]) -> bool {
    let mut events = context.facts.events.iter();
    events.any(|it| {
        it.value.is_some()
            && it.value == error.value
            && between.iter().any(|other| other.at.contains(it.at.span))
    })
}

/// Whether the statements in between name what the moved one declares.
fn names_shared(context: &Context, moved: Span, between: &[Statement]) -> bool {
    let declared = context.facts.values.iter();
    let declared = declared.filter(|it| moved.contains(it.declared.span));
    let mut names = declared.map(|it| it.name.clone());
    names.any(|name| {
        between
            .iter()
            .any(|it| context.outline().names_in(it.at).contains(&name))
    })
}
