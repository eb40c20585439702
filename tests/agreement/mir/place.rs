//! Places: `_1`, `(*_1)`, `(_1.0: T)`, `((_1 as Some).0: T)`, `_1[_2]`, `_1[-1 of 2]`, `_1[1:-1]`.

use crate::support::source::closing;
use crate::support::tokens::{Token, TokenKind};

/// A local and the way from it to one of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub local: u32,
    pub projections: Vec<Projection>,
}

/// One step of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Projection {
    Deref,
    /// Index of the field, and its type as printed.
    Field(u32, String),
    /// To a variant of an enum.
    Downcast(String),
    /// What stands between the brackets.
    Index(String),
}

impl Place {
    /// Whether two places are the same, whatever their fields' types are called.
    pub fn same(&self, other: &Place) -> bool {
        self.local == other.local
            && self.projections.len() == other.projections.len()
            && self
                .projections
                .iter()
                .zip(&other.projections)
                .all(|(a, b)| a.same(b))
    }
}

impl Projection {
    /// Equality without the types of fields: one pass prints regions in them, another does not.
    pub fn same(&self, other: &Projection) -> bool {
        match (self, other) {
            (Projection::Field(a, _), Projection::Field(b, _)) => a == b,
            _ => self == other,
        }
    }
}

/// Parses the place that starts at token `at`, and gives the index of the token behind it.
pub fn parse(text: &str, tokens: &[Token<'_>], at: usize) -> Option<(Place, usize)> {
    let (mut place, mut at) = match tokens.get(at)? {
        token if token.is("(") => parenthesised(text, tokens, at)?,
        token => (
            Place {
                local: local(token)?,
                projections: Vec::new(),
            },
            at + 1,
        ),
    };
    while tokens.get(at).is_some_and(|token| token.is("[")) {
        let close = closing(tokens, at);
        let inner = &text[tokens[at].end()..tokens.get(close)?.start];
        place
            .projections
            .push(Projection::Index(String::from(inner)));
        at = close + 1;
    }
    Some((place, at))
}

/// `(*P)`, `(P.n: T)` or `(P as Variant)`.
fn parenthesised(text: &str, tokens: &[Token<'_>], open: usize) -> Option<(Place, usize)> {
    let close = closing(tokens, open);
    let behind = close + 1;
    if tokens.get(open + 1)?.is("*") {
        let (mut place, end) = parse(text, tokens, open + 2)?;
        place.projections.push(Projection::Deref);
        return (end == close).then_some((place, behind));
    }
    let (mut place, end) = parse(text, tokens, open + 1)?;
    let rest = |from: usize| Some(String::from(text[from..tokens.get(close)?.start].trim()));
    match tokens.get(end..end + 3)? {
        [dot, index, colon] if dot.is(".") && colon.is(":") => {
            place.projections.push(Projection::Field(
                index.text.parse().ok()?,
                rest(colon.end())?,
            ));
        }
        [word, ..] if word.is("as") => place
            .projections
            .push(Projection::Downcast(rest(word.end())?)),
        _ => return None,
    }
    Some((place, behind))
}

/// `_7`.
pub fn local(token: &Token<'_>) -> Option<u32> {
    (token.kind == TokenKind::Word).then(|| token.text.strip_prefix('_')?.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::tokens::tokens;

    fn place(text: &str) -> Option<Place> {
        let all = tokens(text);
        parse(text, &all, 0)
            .filter(|&(_, end)| end == all.len())
            .map(|(place, _)| place)
    }

    fn field(index: u32, ty: &str) -> Projection {
        Projection::Field(index, String::from(ty))
    }

    #[test]
    fn projections_are_read_from_the_local_outwards() {
        assert_eq!(
            place("_12"),
            Some(Place {
                local: 12,
                projections: vec![]
            })
        );
        assert_eq!(
            place("(*((*_1).0: &'?3 std::vec::Vec<(u8, u8)>))"),
            Some(Place {
                local: 1,
                projections: vec![
                    Projection::Deref,
                    field(0, "&'?3 std::vec::Vec<(u8, u8)>"),
                    Projection::Deref
                ],
            })
        );
        assert_eq!(
            place("((_1 as Some).0: fn(u8) -> u8)[_2]"),
            Some(Place {
                local: 1,
                projections: vec![
                    Projection::Downcast(String::from("Some")),
                    field(0, "fn(u8) -> u8"),
                    Projection::Index(String::from("_2"))
                ],
            })
        );
        assert_eq!(
            place("_3[1:-1]").map(|place| place.projections),
            Some(vec![Projection::Index(String::from("1:-1"))])
        );
    }

    #[test]
    fn a_closure_type_may_stand_in_a_field() {
        let text = "(_1.0: {closure@src/a.rs:3:5: 3:7})";
        assert_eq!(
            place(text).map(|place| place.projections),
            Some(vec![field(0, "{closure@src/a.rs:3:5: 3:7}")])
        );
    }

    #[test]
    fn other_text_is_no_place() {
        for text in ["", "(", "x", "(_1", "(_1, _2)", "_", "(*_1, 2)"] {
            assert_eq!(place(text), None, "{text}");
        }
    }
}
