//! A first value for a variable that has none.

use crate::facts::{Access, Error, ErrorKind, Located};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind};

/// Gives the variable the empty value of its type where it is declared.
pub(super) fn first(context: &Context, error: &Error<Located>) -> Option<Fix> {
    if matches!(
        error.kind,
        ErrorKind::Uninitialised {
            access: Access::AssignPart,
            ..
        }
    ) {
        return None;
    }
    let value = context.value(error.value?);
    let declared = value.declared;
    let empty = empty_value(&value.ty)?;
    let behind = context.text.get(declared.span.end as usize..)?;
    let end = behind.find([';', '=', '{', '\n'])?;
    if declared.in_macro || !behind[end..].starts_with(';') {
        return None;
    }
    // A value that is given later needs a variable that can change.
    let changes = context
        .events_of(error.value?)
        .any(|event| matches!(event.kind, crate::facts::EventKind::Assign(_)));
    let mut edits = Vec::new();
    if changes && !value.mutable {
        edits.push(Edit::insert(declared.span.start, "mut "));
    }
    edits.push(Edit::insert(
        declared.span.end + end as u32,
        format!(" = {empty}"),
    ));
    Some(Fix {
        kind: FixKind::FirstValue,
        title: format!("give {} a first value", code(&value.name)).into(),
        edits,
        tradeoff: "the compiler no longer notices a path that forgets to set it".into(),
    })
}

fn empty_value(ty: &str) -> Option<&'static str> {
    Some(match ty {
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16" | "u32" | "u64" | "u128"
        | "usize" => "0",
        "f32" | "f64" => "0.0",
        "bool" => "false",
        "String" => "String::new()",
        "&str" | "&'static str" => "\"\"",
        _ if ty.starts_with("Vec<") => "Vec::new()",
        _ if ty.starts_with("Option<") => "None",
        _ => return None,
    })
}
