//! A parameter of a function of the file that becomes a reference, with its calls.

use crate::facts::{Cause, Error, ErrorStepKind, Located};
use crate::project::outline::{Function, Parameter};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, read, uses};

/// Lends the argument: `take(&v)`, with `v: &[T]` as the parameter where it has a type of its own.
pub(super) fn lend(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let [step] = error.steps.as_slice() else {
        return None;
    };
    let ErrorStepKind::Moved(moved) = &step.kind else {
        return None;
    };
    let Cause::Argument {
        callee: Some(callee),
        index,
        ..
    } = &moved.transfer.cause
    else {
        return None;
    };
    let outline = context.outline();
    let (function, None, false) = (
        context.function(callee)?,
        &callee.receiver,
        step.at.in_macro,
    ) else {
        return None;
    };
    let parameter = function.parameters.get(*index)?;
    let declared = context.source(parameter.ty.at);
    if function.free_types.iter().any(|it| it == declared) && is_alone(context, &function, declared)
    {
        return Some(lent(
            &moved.place,
            vec![Edit::insert(step.at.span.start, "&")],
            "costs nothing; the function gets a reference",
        ));
    }
    let ty = reference_to(declared)?;
    if function.public
        || function.of_trait
        || function.receiver.is_some()
        || !is_read(context, &function, parameter)
    {
        return None;
    }
    let mut edits = vec![Edit::replace(parameter.ty.at, ty)];
    let calls = outline.calls_of(&callee.name);
    let hidden = outline.calls_in_macros(&callee.name);
    // A mention that is no call would get the wrong type.
    if outline.mentions(&callee.name) != calls.len() + hidden.len() + 1 {
        return None;
    }
    for call in hidden {
        let argument = *call.arguments.get(*index)?;
        let name = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        if !context.source(argument).chars().all(name) {
            return None;
        }
        edits.push(Edit::insert(argument.start, "&"));
    }
    for call in calls {
        let argument = *call.arguments.get(*index)?;
        if !outline.is_postfix(argument) && argument != step.at.span {
            return None;
        }
        edits.push(Edit::insert(argument.start, "&"));
    }
    Some(lent(
        &moved.place,
        edits,
        "costs nothing; the function and all its calls change",
    ))
}

fn lent(place: &str, edits: Vec<Edit>, tradeoff: &str) -> Fix {
    Fix {
        kind: FixKind::LendParameter,
        title: format!("lend {} to the function", code(place)).into(),
        edits,
        tradeoff: tradeoff.into(),
    }
}

/// Whether a type parameter is the type of this parameter and of nothing else.
fn is_alone(context: &Context, function: &Function, ty: &str) -> bool {
    let names = context.outline().names_in(function.signature);
    names.iter().filter(|it| *it == ty).count() == 2
}

/// The type to lend a value of a type as.
fn reference_to(ty: &str) -> Option<String> {
    if ty.starts_with(['&', '*']) || ty.starts_with("impl ") || ty.contains('\'') {
        return None;
    }
    Some(match (uses::name(ty), uses::argument(ty)) {
        ("String", _) => "&str".to_owned(),
        ("Vec", Some(element)) => format!("&[{element}]"),
        _ => format!("&{ty}"),
    })
}

/// Whether the body only looks at the parameter.
fn is_read(context: &Context, function: &Function, parameter: &Parameter) -> bool {
    let (Some(name), Some(body), false) = (parameter.name, function.body, parameter.mutable) else {
        return false;
    };
    let mentions = read::mentions(context, context.source(name), body, None);
    let empty = context
        .source(body)
        .trim_matches(['{', '}', ' ', '\n'])
        .is_empty();
    mentions.is_some_and(|count| count > 0 || empty)
}
