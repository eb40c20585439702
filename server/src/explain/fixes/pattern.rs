//! Patterns that bind by reference: `ref`, or a reference to what is matched.

use crate::facts::{Cause, Error, ErrorKind, ErrorStepKind, EventKind, Located, Span, Unmovable};
use crate::project::outline::Scrutinee;

use super::super::context::Context;
use super::super::words::{code, list};
use super::{Edit, Fix, FixKind, through, uses};

/// Matches through a reference: `match &o`.
pub(super) fn scrutinee(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let names = moved_names(context, error)?;
    let outline = context.outline();
    let found = outline.scrutinee(*names.first()?)?;
    if found.explicit || !stays(context, error, &found) {
        return None;
    }
    let mut edits = through::references(context, &found.names)?;
    let source = context.source(found.at);
    let lent = matches!(
        error.kind,
        ErrorKind::CannotMove(Unmovable::Reference { .. })
    );
    let edit = match source.strip_prefix('*') {
        // `match *r` matches what the reference refers to; the reference itself will do.
        Some(rest) if lent && !rest.starts_with('*') => Edit::replace(found.at, rest.trim()),
        Some(_) => Edit::insert(found.at.start, "&"),
        None if outline.is_postfix(found.at) => Edit::insert(found.at.start, "&"),
        None => return None,
    };
    edits.push(edit);
    Some(Fix {
        kind: FixKind::Pattern,
        title: format!(
            "match a reference to {}",
            code(if lent {
                source.trim_start_matches('*')
            } else {
                source
            })
        )
        .into(),
        edits,
        tradeoff: "costs nothing; the pattern binds references, and nothing is moved out".into(),
    })
}

/// Binds with `ref`.
pub(super) fn by_ref(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let mut names = moved_names(context, error)?;
    let outline = context.outline();
    let found = outline.scrutinee(*names.first()?);
    if found.as_ref().is_some_and(|it| !stays(context, error, it)) {
        return None;
    }
    if let ErrorKind::Moved { .. } = error.kind {
        // What else the pattern takes is missing as well.
        names = found?
            .names
            .into_iter()
            .filter(|name| is_moved(context, *name))
            .collect();
    }
    let mut edits = through::references(context, &names)?;
    for name in &names {
        let bound = outline.bound(*name)?;
        if bound.adorned {
            return None;
        }
        edits.push(Edit::insert(name.start, "ref "));
    }
    let mut words: Vec<String> = names.iter().map(|it| code(context.source(*it))).collect();
    words.dedup();
    Some(Fix {
        kind: FixKind::Pattern,
        title: format!("bind {} with {}", list(&words, "and"), code("ref")).into(),
        edits,
        tradeoff: "costs nothing; the name is a reference into what is matched".into(),
    })
}

/// Whether what is matched stays as it is while the names may be in use.
fn stays(context: &Context, error: &Error<Located>, found: &Scrutinee) -> bool {
    let place = context.source(found.at);
    let ids = found
        .names
        .iter()
        .filter_map(|&name| uses::declared_at(context, name));
    let last = ids.map(|id| through::last_use(context, id)).max();
    through::scope(context, found.at).is_some_and(|scope| {
        let end = scope.end.min(last.unwrap_or(0));
        let used = Span { end, ..scope };
        through::stays(context, error.value, place, used, &found.names)
    })
}

fn is_moved(context: &Context, name: Span) -> bool {
    let mut events = context.facts.events.iter();
    events.any(|event| event.at.span == name && matches!(event.kind, EventKind::Move(_)))
}

/// The names of the pattern whose binding is the move.
fn moved_names(context: &Context, error: &Error<Located>) -> Option<Vec<Span>> {
    let mut names = Vec::new();
    match &error.kind {
        ErrorKind::Moved { .. } => {
            for step in &error.steps {
                let ErrorStepKind::Moved(moved) = &step.kind else {
                    continue;
                };
                if !matches!(moved.transfer.cause, Cause::Pattern { .. }) || step.at.in_macro {
                    return None;
                }
                names.push(step.at.span);
            }
        }
        ErrorKind::CannotMove(obstacle)
            if !matches!(obstacle, Unmovable::Guard | Unmovable::RawPointer { .. }) =>
        {
            for step in &error.steps {
                if let ErrorStepKind::Bound(name) = &step.kind {
                    if context.source(step.at.span) != name || step.at.in_macro {
                        return None;
                    }
                    names.push(step.at.span);
                }
            }
        }
        _ => return None,
    }
    (!names.is_empty()).then_some(names)
}
