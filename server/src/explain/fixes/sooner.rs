//! A statement that moves before the borrow which forbids it, where only closures and references are made in
//! between.

use crate::facts::{BorrowKind, ConflictAccess, Error, ErrorKind, Located, Span};
use crate::project::outline::{Statement, StatementKind};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, indentation, reorder};

/// Moves the statement of the conflict before the one that begins the borrow.
pub(super) fn before_the_borrow(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let ErrorKind::Conflict(conflict) = &error.kind else {
        return None;
    };
    let borrowed = error.borrowed()?;
    let outline = context.outline();
    let (block, index) = outline.block(error.at.span)?;
    let (issuing, issued) = outline.block(borrowed.span)?;
    if issuing.at != block.at || issued >= index || conflict.access == ConflictAccess::Move {
        return None;
    }
    let statement = block.statements.get(index)?;
    let between = block.statements.get(issued..index)?;
    let begins = between.first()?.at.start;
    if !between.iter().all(|it| outline.only_builds(it.at))
        || !can_move(context, statement)
        || !ends_in(context, error, statement.at)
        || reorder::is_named(context, between, statement.at)
        || is_alive_before(context, borrowed, begins)
    {
        return None;
    }
    let reads = matches!(
        conflict.access,
        ConflictAccess::Use | ConflictAccess::Borrow(BorrowKind::Shared)
    );
    let tradeoff = match reads {
        true => "costs nothing; nothing changes in between what it reads",
        false => "costs nothing; the borrow then begins after the change",
    };
    let text = context.source(statement.at);
    let space = indentation(context, begins);
    Some(Fix {
        kind: FixKind::Reorder,
        title: format!(
            "move {} before line {}, where the borrow begins",
            code(context.excerpt(statement.at)),
            context.line_of(begins)
        )
        .into(),
        edits: vec![
            Edit::insert(begins, format!("{text}\n{space}")),
            reorder::removed(context, statement.at),
        ],
        tradeoff: tradeoff.into(),
    })
}

/// Whether it is a statement that declares nothing whose destructor would run at another point then.
fn can_move(context: &Context, statement: &Statement) -> bool {
    let mut declared = context.facts.values.iter();
    let drops = declared.any(|it| statement.at.contains(it.declared.span) && it.needs_drop);
    !drops
        && matches!(
            statement.kind,
            StatementKind::Expression { semicolon: true }
                | StatementKind::Let { name: Some(_), .. }
        )
}

/// Whether what the statement borrows of the value is free again behind it.
fn ends_in(context: &Context, error: &Error<Located>, statement: Span) -> bool {
    let events = context.facts.events.iter();
    let mut events = events.filter(|it| it.value == error.value && statement.contains(it.at.span));
    error.value.is_some()
        && events.all(|it| {
            let live = context.facts.live(it);
            it.region.as_ref().is_none_or(|it| !it.escapes)
                && live.iter().all(|at| statement.contains(at.span))
        })
}

/// Whether the borrow is alive in front of where it begins, around a loop.
fn is_alive_before(context: &Context, borrowed: Located, begins: u32) -> bool {
    let events = context.facts.events.iter().filter(|it| it.at == borrowed);
    let mut live = events.flat_map(|it| context.facts.live(it));
    live.any(|at| at.span.start < begins)
}
