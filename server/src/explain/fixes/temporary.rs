//! A `let` for a temporary that has to live longer.

use crate::facts::{Error, Located};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix};

/// Binds the temporary in front of the statement.
pub(super) fn bind(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let at = error.at.span;
    let created = context.source(at);
    let before = context.text.get(..at.start as usize)?;
    // The statement starts behind the last semicolon or brace.
    let start = before.rfind([';', '{', '}']).map_or(0, |it| it + 1);
    let between = &before[start..];
    let indent = between.len() - between.trim_start().len();
    let start = start + indent;
    if created.contains('\n') || context.text[..start].ends_with("=> {") {
        return None;
    }
    let line = before.rfind('\n').map_or(0, |it| it + 1);
    let space: String = before[line..]
        .chars()
        .take_while(|c| c.is_whitespace())
        .collect();
    Some(Fix {
        title: format!("bind the temporary with {}", code("let")).into(),
        edits: vec![
            Edit::insert(start as u32, format!("let binding = {created};\n{space}")),
            Edit::replace(at, "binding"),
        ],
        tradeoff: "it then lives until the end of the block".into(),
    })
}
