//! Sentences with marked code and emphasis, before anything decides how they are shown.

use std::fmt;

const CODE: char = '\u{1}';
const CODE_END: char = '\u{2}';
const STRONG: char = '\u{3}';
const STRONG_END: char = '\u{4}';

/// A sentence, or a part of one. Control characters that no source text holds mark where code and
/// emphasis start and end, so that sentences are put together with `format!`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words(String);

/// One run of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Plain text.
    Text(&'a str),
    /// Source code: a name, a type, an operator.
    Code(&'a str),
}

impl Words {
    /// With its marks, to become a part of another sentence.
    pub(super) fn text(&self) -> &str {
        &self.0
    }

    /// The runs in order, each with whether it is emphasised.
    pub fn pieces(&self) -> Vec<(Piece<'_>, bool)> {
        let mut pieces = Vec::new();
        let (mut strong, mut code) = (false, false);
        let mut rest = self.0.as_str();
        while !rest.is_empty() {
            let end = rest
                .find([CODE, CODE_END, STRONG, STRONG_END])
                .unwrap_or(rest.len());
            if end > 0 {
                let run = &rest[..end];
                let piece = if code {
                    Piece::Code(run)
                } else {
                    Piece::Text(run)
                };
                pieces.push((piece, strong));
            }
            let mut behind = rest[end..].chars();
            match behind.next() {
                Some(CODE) => code = true,
                Some(CODE_END) => code = false,
                Some(STRONG) => strong = true,
                Some(STRONG_END) => strong = false,
                _ => {}
            }
            rest = behind.as_str();
        }
        pieces
    }

    /// As Markdown: code in backticks, emphasis in asterisks.
    pub fn markdown(&self) -> String {
        let mut out = String::new();
        let mut was_strong = false;
        for (piece, strong) in self.pieces() {
            if strong != was_strong {
                out.push_str("**");
            }
            was_strong = strong;
            match piece {
                Piece::Text(text) => out.push_str(text),
                // A code span may hold backticks if its fence is longer.
                Piece::Code(code) if code.contains('`') => out.push_str(&format!("`` {code} ``")),
                Piece::Code(code) => out.push_str(&format!("`{code}`")),
            }
        }
        if was_strong {
            out.push_str("**");
        }
        out
    }

    /// As plain text without any marks, for where there is little room.
    pub fn bare(&self) -> String {
        let text = |(piece, _)| match piece {
            Piece::Text(text) | Piece::Code(text) => text,
        };
        self.pieces().into_iter().map(text).collect()
    }

    /// As plain text: code in backticks, as in rustc's messages.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        for (piece, _) in self.pieces() {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Code(code) => out.push_str(&format!("`{code}`")),
            }
        }
        out
    }
}

impl From<String> for Words {
    fn from(text: String) -> Words {
        Words(text)
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Words {
        Words(text.to_owned())
    }
}

/// Source code inside a sentence.
pub(super) fn code(text: impl fmt::Display) -> String {
    let text = text.to_string();
    let text = text.replace([CODE, CODE_END, STRONG, STRONG_END, '\n', '\r'], " ");
    format!("{CODE}{text}{CODE_END}")
}

/// An emphasised part of a sentence.
pub(super) fn strong(text: impl fmt::Display) -> String {
    format!("{STRONG}{text}{STRONG_END}")
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., one] => format!("{} {last} {one}", most.join(", ")),
    }
}

/// `a` or `an`, by how the name begins.
pub(super) fn article(name: &str) -> &'static str {
    let vowel = name.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']);
    let silent = name.starts_with("Un") && !name.starts_with("Uni");
    if vowel || silent { "an" } else { "a" }
}

/// `1 byte`, `24 bytes`.
pub(super) fn bytes(count: u64) -> String {
    if count == 1 {
        "1 byte".to_owned()
    } else {
        format!("{count} bytes")
    }
}

/// `first`, `second`, `11th`, `22nd`, … of a 0-based index.
pub(super) fn ordinal(index: usize) -> String {
    let number = index + 1;
    let suffix = match (number % 10, number % 100) {
        (1, rest) if rest != 11 => "st",
        (2, rest) if rest != 12 => "nd",
        (3, rest) if rest != 13 => "rd",
        _ => "th",
    };
    match number {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        _ => format!("{number}{suffix}"),
    }
}

/// The sentence with its first letter in upper case.
pub(super) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup() {
        let words = Words::from(format!(
            "{} into {}",
            strong(format!("{} is moved", code("**r"))),
            code("a`b")
        ));
        assert_eq!(words.markdown(), "**`**r` is moved** into `` a`b ``");
        assert_eq!(words.plain(), "`**r` is moved into `a`b`");
    }

    #[test]
    fn articles() {
        let names = [
            "Arc<T>",
            "String",
            "Option<u8>",
            "Uuid",
            "Union",
            "UnsafeCell<u8>",
        ];
        assert_eq!(names.map(article), ["an", "a", "an", "a", "a", "an"]);
    }

    #[test]
    fn numbers() {
        let ordinals: Vec<String> = [0, 3, 10, 21].map(ordinal).into();
        assert_eq!(ordinals, ["first", "4th", "11th", "22nd"]);
        assert_eq!(
            list(&["a".into(), "b".into(), "c".into()], "or"),
            "a, b or c"
        );
        assert_eq!((bytes(1), bytes(24)), ("1 byte".into(), "24 bytes".into()));
    }
}
