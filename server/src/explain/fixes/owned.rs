//! An owned value as the result instead of a reference to a local.

use crate::facts::{Error, ErrorKind, Located, Span};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, read, uses};

/// Returns the local itself, and changes the type of the result.
pub(super) fn returned(context: &Context, error: &Error<Located>) -> Option<Fix> {
    if matches!(
        error.kind,
        ErrorKind::ReturnsLocal {
            temporary: true,
            ..
        }
    ) {
        return None;
    }
    let value = context.value(error.value?);
    let outline = context.outline();
    let function = outline.function(error.at.span)?;
    let result = function.result.as_ref()?;
    let name = context.source(function.name);
    if function.of_trait || error.closure.is_some() || !is_read(context, name) {
        return None;
    }
    // Other results would have the wrong type.
    let body = context.source(function.body?);
    if body.contains("return") {
        return None;
    }
    let referent = referent(context.source(result.at))?;
    let owned = match (referent, value.ty.as_str()) {
        ("str", "String") => "String".to_owned(),
        (referent, ty) if referent == ty => ty.to_owned(),
        (referent, ty) if is_slice_of(referent, ty) => ty.to_owned(),
        _ => return None,
    };
    let operand = lent(context, error.at.span)?;
    if context.source(operand) != value.name {
        return None;
    }
    // It has to be the value of the whole body.
    let (block, index) = outline.block(error.at.span)?;
    if Some(block.at) != function.body || block.statements.get(index)?.at != error.at.span {
        return None;
    }
    Some(Fix {
        kind: FixKind::ReturnOwned,
        title: format!("return {} itself", code(&value.name)).into(),
        edits: vec![
            Edit::replace(error.at.span, value.name.clone()),
            Edit::replace(result.at, owned.clone()),
        ],
        tradeoff: format!(
            "costs nothing; the caller gets a {} of its own",
            code(owned)
        )
        .into(),
    })
}

/// Whether all calls of the function do with an owned value: they only look at it.
fn is_read(context: &Context, name: &str) -> bool {
    let outline = context.outline();
    let (calls, hidden) = (outline.calls_of(name), outline.calls_in_macros(name));
    if outline.mentions(name) != calls.len() + hidden.len() + 1 {
        return false;
    }
    let formatted = |at: Span| read::is_formatted(context, at);
    let read = |variable: Span| {
        let body = outline.function(variable).and_then(|it| it.body);
        let name = context.source(variable);
        body.is_some_and(|body| read::mentions(context, name, body, Some(variable)).is_some())
    };
    hidden.iter().all(|it| it.alone && formatted(it.name))
        && calls.iter().all(|call| {
            call.then.as_deref().is_some_and(uses::takes_reference)
                || call.bound.is_some_and(read)
                || call.statement
        })
}

/// What a reference type refers to.
fn referent(ty: &str) -> Option<&str> {
    let ty = ty.strip_prefix('&')?.trim_start();
    let ty = match ty.strip_prefix('\'') {
        Some(lifetime) => lifetime.split_once(' ')?.1,
        None => ty,
    };
    (!ty.starts_with("mut ")).then(|| ty.trim())
}

fn is_slice_of(referent: &str, ty: &str) -> bool {
    let element = referent
        .strip_prefix('[')
        .and_then(|it| it.strip_suffix(']'));
    let owned = ty.strip_prefix("Vec<").and_then(|it| it.strip_suffix('>'));
    element.is_some() && element == owned
}

/// `s` of `&s`, `&s[..]`, `s.as_str()` and the like.
fn lent(context: &Context, at: Span) -> Option<Span> {
    let outline = context.outline();
    if let Some(reference) = outline.reference(at) {
        return match outline.index(reference.of) {
            Some(index) => (context.source(index.index) == "..").then_some(index.base),
            None => Some(reference.of),
        };
    }
    let call = outline.call_at(at)?;
    let same = ["as_str", "as_slice", "as_ref", "borrow", "deref"];
    same.contains(&call.name.as_str())
        .then_some(call.receiver)?
}
