//! A statement that moves behind the last use of the borrow which forbids it, or of the value that it takes.

use crate::facts::{
    BorrowKind, Cause, Error, ErrorStepKind, Event, EventKind, Located, Span, ValueId,
};
use crate::project::outline::{Block, Statement, StatementKind};

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
    let borrowed = error.borrowed()?;
    let outline = context.outline();
    let (block, index) = outline.block(error.at.span)?;
    let here = block.statements.iter().take(index);
    let begins = here.into_iter().any(|it| it.at.contains(borrowed.span));
    if !begins && !outline.leads_to(borrowed.span, &block) {
        return None;
    }
    let last = last_use(context, &block, borrowed, used, index)?;
    let between = block.statements.get(index + 1..=last)?;
    // Behind the statements that use the value of the conflict themselves it is another one.
    if is_used(context, error.value?, between) {
        return None;
    }
    moved(context, &block, index, last, error.value, "the borrow")
}

/// Moves the statement that takes a value behind the last use of the value.
pub(super) fn behind_the_last_use(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let [step] = error.steps.as_slice() else {
        return None;
    };
    let ErrorStepKind::Moved(taken) = &step.kind else {
        return None;
    };
    let id = error.value?;
    let takes = matches!(
        taken.transfer.cause,
        Cause::Argument { .. } | Cause::Receiver(_)
    );
    if !takes || taken.capture.is_some() || taken.previous_iteration || step.at.in_macro {
        return None;
    }
    let outline = context.outline();
    let (block, index) = outline.block(step.at.span)?;
    // Only what needs the value: a result that is kept is needed behind it.
    if block.statements.get(index)?.kind != (StatementKind::Expression { semicolon: true }) {
        return None;
    }
    let mut last = index;
    for event in context.events_of(id) {
        let drop = matches!(event.kind, EventKind::Drop(_));
        if drop || event.at.span.start < step.at.span.end {
            continue;
        }
        let mut statements = block.statements.iter();
        let statement = statements.position(|it| it.at.contains(event.at.span))?;
        last = last.max(statement);
    }
    let between = block.statements.get(index + 1..=last)?;
    let lent = is_only_lent(context, id, between);
    lent.then(|| moved(context, &block, index, last, Some(id), &code(&taken.place)))?
}

/// Whether the value is only looked at in statements, and not borrowed any longer.
fn is_only_lent(context: &Context, id: ValueId, statements: &[Statement]) -> bool {
    let inside = |at: Located| statements.iter().any(|it| it.at.contains(at.span));
    let mut events = context.events_of(id).filter(|it| inside(it.at));
    events.all(|event| {
        let region = event.region.as_deref();
        let live = context.facts.live(event).into_iter();
        let ends = region.is_none_or(|it| !it.escapes) && live.into_iter().all(inside);
        ends && !is_change(event)
    })
}

/// Moves a statement of a block behind another one, where neither sees what the other does.
fn moved(
    context: &Context,
    block: &Block,
    index: usize,
    last: usize,
    value: Option<ValueId>,
    of: &str,
) -> Option<Fix> {
    let statement = block.statements.get(index)?;
    let target = block.statements.get(last)?;
    let between = block.statements.get(index + 1..=last)?;
    let movable = matches!(
        statement.kind,
        StatementKind::Expression { semicolon: true } | StatementKind::Let { name: Some(_), .. }
    );
    let stays = matches!(
        target.kind,
        StatementKind::Expression { .. } | StatementKind::Let { .. }
    );
    let leaves = |it: &Statement| context.outline().leaves(it.at);
    if !movable
        || !stays
        || last <= index
        || last > index + 2
        || leaves(statement)
        || between.iter().any(leaves)
        || !is_independent(context, statement, between, value)
        || between
            .iter()
            .any(|it| is_named(context, std::slice::from_ref(statement), it.at))
    {
        return None;
    }
    let text = context.source(statement.at);
    let space = indentation(context, target.at.start);
    Some(Fix {
        kind: FixKind::Reorder,
        title: format!(
            "move {} after the last use of {of}",
            code(context.excerpt(statement.at))
        )
        .into(),
        edits: vec![
            removed(context, statement.at),
            Edit::insert(target.at.end, format!("\n{space}{text}")),
        ],
        tradeoff: "costs nothing; what stands in between then happens before".into(),
    })
}

/// Takes a statement out, with the blank behind it.
pub(super) fn removed(context: &Context, statement: Span) -> Edit {
    let behind = context.text.get(statement.end as usize..);
    let behind = behind.unwrap_or_default();
    let blank = behind.len() - behind.trim_start().len();
    let at = Span {
        start: statement.start,
        end: statement.end + blank as u32,
    };
    Edit::replace(at, "")
}

/// Whether neither the statement changes what those in between use, nor they what it uses; the value in question
/// does not count.
fn is_independent(
    context: &Context,
    statement: &Statement,
    between: &[Statement],
    value: Option<ValueId>,
) -> bool {
    let events = |at: Span| {
        let events = context.facts.events.iter();
        events.filter(move |it| it.value.is_some() && it.value != value && at.contains(it.at.span))
    };
    events(statement.at).all(|one| {
        between.iter().all(|it| {
            events(it.at)
                .all(|other| one.value != other.value || !is_change(one) && !is_change(other))
        })
    })
}

/// Whether an event may leave its value another one.
fn is_change(event: &Event<Located>) -> bool {
    match &event.kind {
        EventKind::Borrow(it) => it.kind != BorrowKind::Shared,
        EventKind::Move(_) | EventKind::Assign(_) => true,
        EventKind::Copy(_) | EventKind::Drop(_) | EventKind::TempDrop { .. } => false,
    }
}

/// The last statement of the block in which the borrow is alive, which begins in it or leads to it.
fn last_use(
    context: &Context,
    block: &Block,
    borrowed: Located,
    used: Located,
    index: usize,
) -> Option<usize> {
    let events = context.facts.events.iter().filter(|it| it.at == borrowed);
    let live = events.flat_map(|it| context.facts.live(it)).chain([used]);
    let mut last = index;
    for at in live {
        if at.span.start < borrowed.span.start {
            // It is alive around a loop.
            return None;
        }
        if at.span.end <= block.at.start {
            continue;
        }
        let mut statements = block.statements.iter();
        let statement = statements.position(|it| it.at.contains(at.span))?;
        last = last.max(statement);
    }
    Some(last)
}

/// Whether statements use a value.
fn is_used(context: &Context, value: ValueId, statements: &[Statement]) -> bool {
    let mut events = context.events_of(value);
    events.any(|it| statements.iter().any(|other| other.at.contains(it.at.span)))
}

/// Whether a range names what statements declare.
pub(super) fn is_named(context: &Context, statements: &[Statement], at: Span) -> bool {
    let declared = context.facts.values.iter().filter(|value| {
        let name = value.declared.span;
        statements.iter().any(|it| it.at.contains(name))
    });
    let names = context.outline().names_in(at);
    let text = context.source(at);
    // Strings to be formatted name variables too.
    let mut declared = declared.map(|it| it.name.as_str());
    declared.any(|name| names.iter().any(|it| it == name) || text.contains(&format!("{{{name}")))
}
