//! Patterns that bind by reference: `ref`, or a reference to what is matched.

use crate::facts::{Cause, Error, ErrorKind, ErrorStepKind, EventKind, Located, Span, Unmovable};

use super::super::context::Context;
use super::super::words::{code, list};
use super::{Edit, Fix, FixKind, uses};

/// Matches through a reference: `match &o`.
pub(super) fn scrutinee(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let names = moved_names(context, error)?;
    let outline = context.outline();
    let found = outline.scrutinee(*names.first()?)?;
    if found.explicit || !uses::all_work_as_references(context, &found.names) {
        return None;
    }
    let source = context.source(found.at);
    let edit = match source.strip_prefix('*') {
        // `match *o` matches what the reference refers to; the reference itself will do.
        Some(rest) if !rest.starts_with('*') => Edit::replace(found.at, rest.trim()),
        Some(_) => return None,
        None if outline.is_postfix(found.at) => Edit::insert(found.at.start, "&"),
        None => return None,
    };
    Some(Fix {
        kind: FixKind::Pattern,
        title: format!(
            "match a reference to {}",
            code(source.trim_start_matches('*'))
        )
        .into(),
        edits: vec![edit],
        tradeoff: "costs nothing; the pattern binds references, and nothing is moved out".into(),
    })
}

/// Binds with `ref`.
pub(super) fn by_ref(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let mut names = moved_names(context, error)?;
    let outline = context.outline();
    if let ErrorKind::Moved { .. } = error.kind {
        // What else the pattern takes is missing as well.
        let all = outline.scrutinee(*names.first()?)?.names;
        names = all
            .into_iter()
            .filter(|name| is_moved(context, *name))
            .collect();
    }
    if !uses::all_work_as_references(context, &names) {
        return None;
    }
    let mut edits = Vec::new();
    for name in &names {
        let bound = outline.bound(*name)?;
        if bound.adorned {
            return None;
        }
        edits.push(Edit::insert(name.start, "ref "));
    }
    let words: Vec<String> = names.iter().map(|it| code(context.source(*it))).collect();
    Some(Fix {
        kind: FixKind::Pattern,
        title: format!("bind {} with {}", list(&words, "and"), code("ref")).into(),
        edits,
        tradeoff: "costs nothing; the name is a reference into what is matched".into(),
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
        ErrorKind::CannotMove(obstacle) if *obstacle != Unmovable::Guard => {
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
