//! Whether a name is only looked at, going by the text: for bodies of which there are no facts.

use crate::facts::Span;

use super::super::context::Context;
use super::uses;

/// Macros that take their arguments by reference.
const FORMATTING: [&str; 7] = [
    "print", "println", "eprint", "eprintln", "format", "write", "writeln",
];

/// Whether a range lies in the call of a formatting macro.
pub(super) fn is_formatted(context: &Context, at: Span) -> bool {
    let around = context.outline().macro_around(at);
    around.is_some_and(|it| FORMATTING.contains(&it.as_str()))
}

/// How often the name is mentioned in a range, if each mention only looks at it: as the receiver of a method that
/// takes `&self`, or as an argument of a formatting macro. `declared`: the mention that does not count.
pub(super) fn mentions(
    context: &Context,
    name: &str,
    scope: Span,
    declared: Option<Span>,
) -> Option<usize> {
    let source = context.source(scope);
    let mut mentions = 0;
    for (at, _) in source.match_indices(name) {
        let before = source[..at].chars().next_back();
        let behind = &source[at + name.len()..];
        let start = scope.start + at as u32;
        let at = Span {
            start,
            end: start + name.len() as u32,
        };
        if before.is_some_and(|c| is_part(c) || c == '.')
            || behind.starts_with(is_part)
            || declared == Some(at)
        {
            continue;
        }
        if !is_looked_at(context, at, behind) {
            return None;
        }
        mentions += 1;
    }
    Some(mentions)
}

fn is_looked_at(context: &Context, at: Span, behind: &str) -> bool {
    let method = behind.strip_prefix('.').map(|it| {
        let end = it.find(|c| !is_part(c)).unwrap_or(it.len());
        (&it[..end], it[end..].starts_with('('))
    });
    match method {
        Some((method, true)) => uses::takes_reference(method),
        Some((_, false)) => false,
        None => is_formatted(context, at) && !behind.starts_with('['),
    }
}

/// Whether a character can be part of a name.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
