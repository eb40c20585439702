//! What the source says at a span of rustc's: assigned places, bases of struct updates, written `&`s.

use crate::support::position::Range;
use crate::support::source::{Source, closing};
use crate::support::tokens::{Token, TokenKind, tokens};

/// The assigned place in an assignment expression, compound ones included; `None` for other expressions.
pub fn assigned(source: &Source, range: Range) -> Option<Range> {
    let text = source.at(range);
    let all = tokens(text);
    let mut at = 0;
    while all.get(at)?.is("*") {
        at += 1;
    }
    if all[at].kind == TokenKind::Word && !all[at].text.starts_with(char::is_numeric) {
        at += 1;
    } else if all[at].is("(") {
        at = closing(&all, at) + 1;
    } else {
        return None;
    }
    loop {
        let token = all.get(at)?;
        if token.is(".")
            && all
                .get(at + 1)
                .is_some_and(|name| name.kind == TokenKind::Word)
        {
            at += 2;
        } else if token.is("[") {
            at = closing(&all, at) + 1;
        } else {
            break;
        }
    }
    let end = all.get(at.checked_sub(1)?)?.end();
    let operator: Vec<&Token<'_>> = all[at..]
        .iter()
        .take_while(|token| token.kind == TokenKind::Symbol)
        .take(3)
        .collect();
    let written: String = operator.iter().map(|token| token.text).collect();
    let compound = ["+=", "-=", "*=", "/=", "%=", "^=", "&=", "|=", "<<=", ">>="];
    let is_assignment =
        (written.starts_with('=') && !written.starts_with("==") && !written.starts_with("=>"))
            || compound
                .iter()
                .any(|operator| written.starts_with(operator));
    let start = source.offset(range.start);
    is_assignment.then(|| source.range(start, start + end))
}

/// The range of `base` in `S { a: x, ..base }`.
pub fn base(source: &Source, range: Range) -> Option<Range> {
    let all = tokens(source.at(range));
    let open = all.iter().position(|token| token.is("{"))?;
    let close = closing(&all, open);
    let mut at = open + 1;
    while at + 1 < close {
        match all[at].text {
            "(" | "[" | "{" => at = closing(&all, at),
            "." if all[at + 1].is(".") && (all[at - 1].is(",") || at == open + 1) => {
                let start = source.offset(range.start);
                return Some(
                    source.range(start + all.get(at + 2)?.start, start + all[close - 1].end()),
                );
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The range of `&mut v[i]` or `&*s` around `v` or `s`. With an overloaded index or dereference rustc
/// borrows at the variable for the operator, and `&` reborrows what that returns.
pub fn outer_borrow(source: &Source, range: Range) -> Option<Range> {
    let end = source.offset(range.end);
    let before = &source.text()[..source.offset(range.start)];
    let start = before.trim_end_matches(['*', '(', ' ']);
    let start = start
        .strip_suffix("mut")
        .map_or(start, str::trim_end)
        .strip_suffix('&')?;
    Some(source.range(start.len(), end))
}

/// Whether a method is called on the expression.
pub fn is_receiver(source: &Source, range: Range) -> bool {
    let behind = source.text()[source.offset(range.end)..].trim_start();
    behind.starts_with('.') && !behind.starts_with("..")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> (Source, Range) {
        let source = Source::new(String::from(text));
        let range = source.range(0, text.len());
        (source, range)
    }

    #[test]
    fn assigned_places() {
        for (text, left) in [
            ("n += 1", Some("n")),
            ("*self.items[i] = f(a == b)", Some("*self.items[i]")),
            ("x = y", Some("x")),
            ("(*p).n = 3", Some("(*p).n")),
            ("a == b", None),
            ("a.b", None),
            ("f(x)", None),
            ("\"x\"", None),
            ("a >= b", None),
            ("1..=n", None),
            ("a..=b", None),
        ] {
            let (source, range) = whole(text);
            assert_eq!(
                assigned(&source, range)
                    .map(|range| source.at(range).to_owned())
                    .as_deref(),
                left,
                "{text}"
            );
        }
    }

    #[test]
    fn bases_of_struct_updates() {
        for (text, found) in [
            ("S { a: x, ..base }", Some("base")),
            ("S { r: 1..2, ..f(0..3) }", Some("f(0..3)")),
            ("S { r: a..b }", None),
            ("S { ..pair.0 }", Some("pair.0")),
            ("S { a: T { ..u } }", None),
        ] {
            let (source, range) = whole(text);
            let base = base(&source, range).map(|range| source.at(range).to_owned());
            assert_eq!(base.as_deref(), found, "{text}");
        }
    }
}
