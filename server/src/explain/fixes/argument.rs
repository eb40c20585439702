//! An argument that is stored in a local first.

use crate::facts::{Error, Kept, Located};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, indentation, temporary};

/// Computes the argument in front of the statement whose call borrows before it evaluates the argument.
pub(super) fn stored(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let borrowed = error.borrowed()?;
    let outline = context.outline();
    let call = outline.call_with(error.at.span)?;
    let argument = *call
        .arguments
        .iter()
        .find(|it| it.contains(error.at.span))?;
    // What is borrowed before stands in front of the argument, in the receiver or another argument.
    let before = call.at.contains(borrowed.span) && borrowed.span.end <= argument.start;
    let (block, index) = outline.block(call.at)?;
    let statement = block.statements.get(index)?;
    let source = context.source(argument);
    if !before
        || source.starts_with('&')
        || source.contains('\n')
        || !outline.runs_with_statement(argument)
        || !ends_in(context, error, argument)
    {
        return None;
    }
    let name = temporary::fresh(context, "value");
    let space = indentation(context, statement.at.start);
    Some(Fix {
        kind: FixKind::StoreArgument,
        title: format!("store {} in a local first", code(context.excerpt(argument))).into(),
        edits: vec![
            Edit::insert(
                statement.at.start,
                format!("let {name} = {source};\n{space}"),
            ),
            Edit::replace(argument, name),
        ],
        tradeoff: "costs nothing; the argument is evaluated before the rest of the statement"
            .into(),
    })
}

/// Whether the borrow in the argument ends in it, so that the argument's value holds none.
fn ends_in(context: &Context, error: &Error<Located>, argument: crate::facts::Span) -> bool {
    let events = context
        .facts
        .events
        .iter()
        .filter(|event| event.at == error.at);
    let mut regions = events.filter_map(|event| Some((event, event.region.as_deref()?)));
    regions.all(|(event, region)| {
        let live = context.facts.live(event);
        live.iter().all(|at| argument.contains(at.span))
            && !matches!(region.kept, Some(Kept::Caller { .. }))
    })
}
