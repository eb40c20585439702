//! `mut` on a binding, `&mut` in a parameter's type.

use crate::facts::{Error, Located, Value};

use super::super::context::Context;
use super::super::words::{code, list};
use super::{Edit, Fix, FixKind, callers};

/// Declares the variable `mut`.
pub(super) fn declaration(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let value = context.value(error.value?);
    let edit = at_name(context, value)?;
    Some(Fix {
        kind: FixKind::Mutable,
        title: format!("declare {} as {}", code(&value.name), code("mut")).into(),
        edits: vec![edit],
        tradeoff: format!(
            "costs nothing; from then on {} can change anywhere in its scope",
            code(&value.name)
        )
        .into(),
    })
}

/// `mut` in front of the name of a variable that is declared without it.
pub(super) fn at_name(context: &Context, value: &Value<Located>) -> Option<Edit> {
    let declared = value.declared;
    let named = context.source(declared.span) == value.name;
    (named && !declared.in_macro && !value.mutable)
        .then(|| Edit::insert(declared.span.start, "mut "))
}

/// Makes the reference mutable that a parameter is declared to be.
pub(super) fn parameter(context: &Context, error: &Error<Located>, pointer: &str) -> Option<Fix> {
    let value = context.value(error.value?);
    if value.name != pointer {
        return None;
    }
    let (title, edits) = lent_mutably(context, value)?;
    Some(Fix {
        kind: FixKind::Mutable,
        title: title.into(),
        edits,
        tradeoff: "callers must lend it exclusively".into(),
    })
}

/// What makes a parameter a `&mut` reference that is a `&` reference, with its callers.
pub(super) fn lent_mutably(
    context: &Context,
    value: &Value<Located>,
) -> Option<(String, Vec<Edit>)> {
    if !value.parameter || value.closure.is_some() || value.declared.in_macro {
        return None;
    }
    let declared = value.declared.span;
    let function = context.outline().function(declared)?;
    // Its signature is the trait's.
    if function.of_trait {
        return None;
    }
    let at = if value.name == "self" {
        // `&self`, `&'a self`: behind the ampersand and the lifetime.
        let before = context.text.get(..declared.start as usize)?;
        let sigil = before.trim_end();
        let is_reference = sigil.ends_with('&')
            || sigil.rsplit_once('&').is_some_and(|(_, lifetime)| {
                lifetime.starts_with('\'') && !lifetime.contains([' ', ','])
            });
        is_reference.then_some(declared.start)?
    } else {
        let behind = context.text.get(declared.end as usize..)?;
        let (space, ty) = behind.split_once(':')?;
        let ty_start = ty.trim_start();
        let reference = ty_start.strip_prefix('&')?;
        if !space.trim().is_empty() || reference.trim_start().starts_with(['&', '\'']) {
            return None;
        }
        let skipped = behind.len() - reference.len();
        declared.end + skipped as u32
    };
    let mut parameters = function.parameters.iter();
    let callers = match parameters.position(|it| it.name == Some(declared)) {
        Some(index) => callers::of_parameter(context, &function, index),
        None => callers::of_receiver(context, &function),
    };
    let mut edits = vec![Edit::insert(at, "mut ")];
    edits.extend(callers.edits);
    let title = format!(
        "take {} by {}{}",
        code(&value.name),
        code("&mut"),
        by_hand(&callers.lines)
    );
    Some((title, edits))
}

/// What is left to do in lines with calls.
fn by_hand(lines: &[usize]) -> String {
    let numbers: Vec<String> = lines.iter().map(usize::to_string).collect();
    match numbers.as_slice() {
        [] => String::new(),
        [line] => format!(", and lend it so in line {line}"),
        _ => format!(", and lend it so in lines {}", list(&numbers, "and")),
    }
}
