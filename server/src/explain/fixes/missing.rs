//! A name for a lifetime that is missing in a signature or a declaration.

use crate::facts::{Error, Located, MissingLifetime};
use crate::project::outline::{Declaration, Function};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind};

pub(super) fn named(
    context: &Context,
    error: &Error<Located>,
    place: MissingLifetime,
) -> Option<Fix> {
    if !error.steps.is_empty() || context.source(error.at.span) != "&" {
        return None;
    }
    match place {
        MissingLifetime::Field | MissingLifetime::Alias => {
            let declaration = context.outline().declaration(error.at.span)?;
            declared(context, error, &declaration)
        }
        MissingLifetime::Result { candidates } => {
            let function = context.outline().function(error.at.span)?;
            let own = function.result.as_ref()?.elided == [error.at.span.end];
            match candidates {
                _ if !own || function.of_trait => None,
                0 => of_program(error, &function),
                _ => shared(context, error, &function),
            }
        }
    }
}

/// The type gets a lifetime, and its implementations are for any.
fn declared(context: &Context, error: &Error<Located>, declaration: &Declaration) -> Option<Fix> {
    if declaration.in_declarations {
        return None;
    }
    let lifetime = unused(context, &declaration.lifetimes)?;
    let mut edits = vec![
        declare(lifetime, declaration.generics),
        Edit::insert(error.at.span.end, format!("{lifetime} ")),
    ];
    let new = declaration.implementations.iter();
    edits.extend(new.map(|&at| declare("'_", at)));
    Some(Fix {
        kind: FixKind::Lifetime,
        title: format!(
            "give {} the lifetime {} of what it refers to",
            code(context.source(declaration.name)),
            code(lifetime)
        )
        .into(),
        edits,
        tradeoff: "costs nothing; a value can be kept only as long as what it refers to".into(),
    })
}

/// Nothing is lent that the result could refer to: what it refers to lives as long as the program.
fn of_program(error: &Error<Located>, function: &Function) -> Option<Fix> {
    let nothing = function.parameters.is_empty() && function.receiver.is_none();
    nothing.then(|| Fix {
        kind: FixKind::Lifetime,
        title: format!(
            "say that it lives as long as the program with {}",
            code("'static")
        )
        .into(),
        edits: vec![Edit::insert(error.at.span.end, "'static ")],
        tradeoff: "costs nothing; only statics and constants can be returned".into(),
    })
}

/// One lifetime for the result and all that is lent.
fn shared(context: &Context, error: &Error<Located>, function: &Function) -> Option<Fix> {
    let lifetime = unused(context, &function.lifetimes)?;
    let is_function = |source: &str| source.contains("Fn") || source.contains("fn(");
    let mut edits = vec![
        declare(lifetime, function.generics),
        Edit::insert(error.at.span.end, format!("{lifetime} ")),
    ];
    for parameter in &function.parameters {
        if is_function(context.source(parameter.ty.at)) || !parameter.ty.written.is_empty() {
            return None;
        }
        let elided = parameter.ty.elided.iter();
        edits.extend(elided.map(|&at| Edit::insert(at, format!("{lifetime} "))));
    }
    // Types with hidden lifetimes would stay apart.
    if edits.len() < 4 {
        return None;
    }
    Some(Fix {
        kind: FixKind::Lifetime,
        title: format!("tie the result to all arguments with {}", code(lifetime)).into(),
        edits,
        tradeoff: "costs nothing; callers must keep all of them as long as the result".into(),
    })
}

fn declare(lifetime: &str, (at, brackets): (u32, bool)) -> Edit {
    if brackets {
        Edit::insert(at, format!("{lifetime}, "))
    } else {
        Edit::insert(at, format!("<{lifetime}>"))
    }
}

fn unused(context: &Context, lifetimes: &[crate::facts::Span]) -> Option<&'static str> {
    let is_used = |name: &str| {
        let mut sources = lifetimes.iter().map(|it| context.source(*it));
        sources.any(|it| it.split(':').next().map(str::trim) == Some(name))
    };
    ["'a", "'b", "'c"].into_iter().find(|it| !is_used(it))
}
