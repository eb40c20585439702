//! Iterators that are used by methods, or again behind a loop.

use crate::facts::{Cause, Error, EventKind, Located, Span};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, iterate, through};

/// Methods of iterators whose closure gets each element, and which give on nothing but what the closure returns.
const EACH: [&str; 5] = ["map", "for_each", "all", "any", "flat_map"];

/// `v.iter().map(…)` for `v.into_iter().map(…)`, where the closure only looks at the elements.
pub(super) fn lent(context: &Context, error: &Error<Located>, at: Span, ty: &str) -> Option<Fix> {
    let outline = context.outline();
    let call = outline
        .call_on(at)
        .filter(|it| it.name == "into_iter" && iterate::is_collection(ty))?;
    let next = outline.call_on(call.at)?;
    let [closure] = next.arguments.as_slice() else {
        return None;
    };
    let place = context.source(at);
    let chain = Span {
        start: call.at.end,
        end: outline.chain(at)?.end,
    };
    if !EACH.contains(&next.name.as_str())
        || !through::stays(context, error.value, place, chain, &[])
    {
        return None;
    }
    let mut edits = through::parameters(context, *closure)?;
    let name = Span {
        start: at.end,
        end: call.at.end,
    };
    edits.push(Edit::replace(name, ".iter()"));
    Some(Fix {
        kind: FixKind::Iterate,
        title: format!(
            "go over references with {}",
            code(format!("{place}.iter()"))
        )
        .into(),
        edits,
        tradeoff: format!("costs nothing; {} is lent and stays usable", code(place)).into(),
    })
}

/// `for x in it.by_ref()` where the iterator goes on behind the loop.
pub(super) fn by_ref(
    context: &Context,
    error: &Error<Located>,
    at: Span,
    cause: &Cause,
) -> Option<Fix> {
    let goes_on = context.facts.events.iter().any(|event| {
        let method = match &event.kind {
            EventKind::Borrow(borrow) => match &borrow.cause {
                Cause::Receiver(callee) => callee.path.starts_with("Iterator::"),
                _ => false,
            },
            _ => false,
        };
        event.at == error.at && method
    });
    let value = context.value(error.value?);
    let place = context.source(at);
    if !goes_on || *cause != Cause::ForIterable || place != value.name || !value.mutable {
        return None;
    }
    Some(Fix {
        kind: FixKind::Iterate,
        title: format!("lend {} to the loop with {}", code(place), code("by_ref()")).into(),
        edits: vec![Edit::insert(at.end, ".by_ref()")],
        tradeoff: format!(
            "costs nothing; {} goes on where the loop left it",
            code(place)
        )
        .into(),
    })
}
