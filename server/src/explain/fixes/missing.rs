//! A name for a lifetime that is missing in a signature or a declaration.

use crate::facts::{Error, ErrorKind, Located, MissingLifetime, Span};
use crate::project::outline::{Declaration, Function, Parameter, TypeText};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind};

pub(super) fn named(
    context: &Context,
    error: &Error<Located>,
    place: MissingLifetime,
) -> Option<Fix> {
    match place {
        MissingLifetime::Field | MissingLifetime::Alias => {
            let declaration = context.outline().declaration(error.at.span)?;
            declared(context, &declaration)
        }
        MissingLifetime::Result { candidates } => {
            let function = context.outline().function(error.at.span)?;
            let result = function.result.as_ref()?;
            let own = result.at.contains(error.at.span) && !is_function(context, result);
            match candidates {
                _ if !own || function.of_trait => None,
                0 => of_program(context, error, &function),
                _ => the_only(context, error, &function)
                    .or_else(|| shared(context, error, &function)),
            }
        }
    }
}

/// Whether the type of a function is a part of the type: it has lifetimes of its own.
fn is_function(context: &Context, ty: &TypeText) -> bool {
    let source = context.source(ty.at);
    source.contains("Fn") || source.contains("fn(")
}

/// The lifetime in each place where the error misses one.
fn filled(context: &Context, error: &Error<Located>, lifetime: &str) -> Option<Vec<Edit>> {
    let others = error.steps.iter().map(|step| step.at.span);
    let several = matches!(error.kind, ErrorKind::MissingLifetime { several: true, .. });
    // A path that lacks more than one.
    if several && error.steps.is_empty() {
        return None;
    }
    let missing = std::iter::once(error.at.span).chain(others);
    let edits = missing.map(|at| match context.source(at) {
        "&" => Some(Edit::insert(at.end, format!("{lifetime} "))),
        "<" => Some(Edit::insert(at.end, format!("{lifetime}, "))),
        "'_" => Some(Edit::replace(at, lifetime)),
        path if path.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
            Some(Edit::insert(at.end, format!("<{lifetime}>")))
        }
        _ => None,
    });
    edits.collect()
}

/// The type gets a lifetime, and its implementations are for any.
fn declared(context: &Context, declaration: &Declaration) -> Option<Fix> {
    if declaration.in_declarations {
        return None;
    }
    let lifetime = unused(context, &declaration.lifetimes)?;
    let mut edits = vec![declare(lifetime, declaration.generics)];
    let within = |error: &&Error<Located>| {
        declaration.at.contains(error.at.span)
            && matches!(
                error.kind,
                ErrorKind::MissingLifetime {
                    place: MissingLifetime::Field | MissingLifetime::Alias,
                    ..
                }
            )
    };
    for error in context.facts.errors.iter().filter(within) {
        edits.extend(filled(context, error, lifetime)?);
    }
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
fn of_program(context: &Context, error: &Error<Located>, function: &Function) -> Option<Fix> {
    let nothing = function.parameters.is_empty();
    let possible = function.receiver.is_none() && (nothing || gives_literals(context, function));
    let edits = filled(context, error, "'static").filter(|_| possible)?;
    Some(Fix {
        kind: FixKind::Lifetime,
        title: format!(
            "say that it lives as long as the program with {}",
            code("'static")
        )
        .into(),
        edits,
        tradeoff: "costs nothing; only statics and constants can be returned".into(),
    })
}

/// Whether what a function returns at its end are texts that stand there, going by the source.
fn gives_literals(context: &Context, function: &Function) -> bool {
    let outline = context.outline();
    let tail = || {
        let body = function.body?;
        let inside = context.source(body).strip_suffix('}')?.trim_end();
        let end = body.start + inside.len() as u32;
        let last = Span {
            start: end.checked_sub(1)?,
            end,
        };
        let (block, index) = outline.block(last)?;
        Some(context.source(block.statements.get(index)?.at))
    };
    tail().is_some_and(|tail| {
        // What stands between quotes is every second piece.
        let code: String = tail.split('"').step_by(2).collect();
        let code = ["Some(", "Ok(", "Err("]
            .iter()
            .fold(code, |code, it| code.replace(it, ""));
        tail.contains('"') && !code.contains(['&', '(', '.', '!', '\\', '#'])
    })
}

/// The one lifetime that the function declares, where all that is lent has it.
fn the_only(context: &Context, error: &Error<Located>, function: &Function) -> Option<Fix> {
    let [lifetime] = function.lifetimes.as_slice() else {
        return None;
    };
    let lifetime = context.source(*lifetime);
    let has_it = |parameter: &Parameter| {
        let mut written = parameter.ty.written.iter();
        parameter.ty.elided.is_empty() && written.all(|(_, name)| name == lifetime)
    };
    if lifetime.contains(':') || function.receiver.is_some() {
        return None;
    }
    function.parameters.iter().all(has_it).then_some(())?;
    Some(Fix {
        kind: FixKind::Lifetime,
        title: format!("tie the result to what is lent with {}", code(lifetime)).into(),
        edits: filled(context, error, lifetime)?,
        tradeoff: "costs nothing; callers must keep it as long as the result".into(),
    })
}

/// One lifetime for the result and all that is lent.
fn shared(context: &Context, error: &Error<Located>, function: &Function) -> Option<Fix> {
    let declared = [&function.lifetimes[..], &function.outer_lifetimes].concat();
    let lifetime = unused(context, &declared)?;
    let mut lent = Vec::new();
    for parameter in &function.parameters {
        let mut written = parameter.ty.written.iter();
        if is_function(context, &parameter.ty) || written.any(|(_, name)| name != "'_") {
            return None;
        }
        let elided = parameter.ty.elided.iter();
        lent.extend(elided.map(|&at| Edit::insert(at, format!("{lifetime} "))));
        let written = parameter.ty.written.iter();
        lent.extend(written.map(|(at, _)| Edit::replace(*at, lifetime)));
    }
    // Types with hidden lifetimes would stay apart.
    if lent.len() < 2 {
        return None;
    }
    let mut edits = vec![declare(lifetime, function.generics)];
    edits.extend(filled(context, error, lifetime)?);
    edits.extend(lent);
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

fn unused(context: &Context, lifetimes: &[Span]) -> Option<&'static str> {
    let is_used = |name: &str| {
        let mut sources = lifetimes.iter().map(|it| context.source(*it));
        sources.any(|it| it.split(':').next().map(str::trim) == Some(name))
    };
    ["'a", "'b", "'c"].into_iter().find(|it| !is_used(it))
}
