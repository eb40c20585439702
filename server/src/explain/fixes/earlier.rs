//! A variable that is declared before what borrows it, and so lives longer.

use crate::facts::{Error, ErrorStepKind, Located};
use crate::project::outline::{Block, StatementKind};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, indentation};

/// Moves the declaration of the borrowed variable to where it outlives the borrow.
pub(super) fn declared(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let declared = error.steps.iter().find_map(|step| match step.kind {
        ErrorStepKind::Declared => Some(step.at),
        _ => None,
    })?;
    if error
        .steps
        .iter()
        .any(|step| matches!(step.kind, ErrorStepKind::Demanded(_)))
    {
        return None;
    }
    let outline = context.outline();
    let (block, index) = outline.block(declared.span)?;
    let statement = block.statements.get(index)?;
    let StatementKind::Let {
        name: Some(name),
        initialiser: Some(initialiser),
        ..
    } = statement.kind
    else {
        return None;
    };
    if name != declared.span || block.repeated || context.source(statement.at).contains('\n') {
        return None;
    }
    let (outer, holder) = outline.outer_block(&block)?;
    let before = outer.statements.get(holder)?;
    // Nothing of what the initialiser names may be declared in the block before it.
    let names = outline.names_in(initialiser);
    let own = names_declared(context, &block, index);
    if names.iter().any(|it| own.contains(it)) || outer.at == block.at {
        return None;
    }
    // The name must not hide another one that is meant elsewhere.
    let variable = context.value(error.value?).name.clone();
    let mentions = |at| {
        let names = outline.names_in(at).into_iter();
        names.filter(|it| *it == variable).count()
    };
    let function = outline.function(block.at)?;
    if mentions(function.at) != mentions(block.at) {
        return None;
    }
    let text = context.source(statement.at);
    let space = indentation(context, before.at.start);
    let line_end = context.text.get(statement.at.end as usize..)?;
    let blank = line_end.len() - line_end.trim_start().len();
    let removed = crate::facts::Span {
        start: statement.at.start,
        end: statement.at.end + blank as u32,
    };
    Some(Fix {
        kind: FixKind::DeclareEarlier,
        title: format!("declare {} before the block", code(&variable)).into(),
        edits: vec![
            Edit::insert(before.at.start, format!("{text}\n{space}")),
            Edit::replace(removed, ""),
        ],
        tradeoff: "costs nothing; it lives until the end of the outer block".into(),
    })
}

/// The names that statements of a block declare in front of one.
fn names_declared(context: &Context, block: &Block, index: usize) -> Vec<String> {
    let before = block.statements.iter().take(index);
    let declared = context
        .facts
        .values
        .iter()
        .filter(|value| before.clone().any(|it| it.at.contains(value.declared.span)));
    declared.map(|value| value.name.clone()).collect()
}
