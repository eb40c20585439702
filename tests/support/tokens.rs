//! A lexer that is good for Rust source and for rustc's MIR text alike: it finds words, quoted text and
//! single symbols, so that nothing inside of strings or comments is mistaken for code.

/// What a [`Token`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Identifier, keyword or number, `r#type` and `_1` included.
    Word,
    /// A lifetime or, in MIR, a region: `'a`, `'?3`.
    Lifetime,
    /// String, byte string, character or byte literal.
    Literal,
    /// One other character that is no white space.
    Symbol,
}

/// A piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'t> {
    pub kind: TokenKind,
    pub text: &'t str,
    /// Byte offset of the first character.
    pub start: usize,
}

impl Token<'_> {
    /// Byte offset behind the last character.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether the token is this symbol or word.
    pub fn is(&self, text: &str) -> bool {
        self.kind != TokenKind::Literal && self.text == text
    }
}

/// The tokens of `text`; comments and white space are left out.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let start = text.len() - rest.len();
        let (kind, length) = match first {
            _ if first.is_whitespace() => (None, first.len_utf8()),
            '/' if rest.starts_with("//") => (None, rest.find('\n').unwrap_or(rest.len())),
            '/' if rest.starts_with("/*") => (None, block_comment(rest)),
            '\'' => quote(rest),
            _ => match string_literal(rest) {
                Some(length) => (Some(TokenKind::Literal), length),
                None if is_word(first) => (Some(TokenKind::Word), word(rest)),
                None => (Some(TokenKind::Symbol), first.len_utf8()),
            },
        };
        if let Some(kind) = kind {
            out.push(Token {
                kind,
                text: &rest[..length],
                start,
            });
        }
        rest = &rest[length..];
    }
    out
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

fn word(text: &str) -> usize {
    let skip = if text.starts_with("r#") { 2 } else { 0 };
    text[skip..]
        .find(|c| !is_word(c))
        .map_or(text.len(), |length| skip + length)
}

/// Length of the block comment that `text` starts with; they nest.
fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// A character literal or a lifetime; `text` starts with a quote.
fn quote(text: &str) -> (Option<TokenKind>, usize) {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => {
            // The escaped character is skipped: it may be a quote itself.
            chars.next();
            let end = chars
                .find(|&(_, c)| c == '\'')
                .map_or(text.len(), |(at, _)| at + 1);
            (Some(TokenKind::Literal), end)
        }
        Some((at, c)) if text[at + c.len_utf8()..].starts_with('\'') => {
            (Some(TokenKind::Literal), at + c.len_utf8() + 1)
        }
        _ => {
            let name = text[1..].strip_prefix('?').unwrap_or(&text[1..]);
            let length = name.find(|c| !is_word(c)).unwrap_or(name.len());
            (Some(TokenKind::Lifetime), text.len() - name.len() + length)
        }
    }
}

/// Length of the string literal, with its prefix, that `text` starts with.
fn string_literal(text: &str) -> Option<usize> {
    let prefix = text
        .find(|c: char| !matches!(c, 'b' | 'c' | 'r'))
        .filter(|&length| length <= 2)?;
    let body = &text[prefix..];
    if text[..prefix].ends_with('r') {
        let hashes = body.find(|c| c != '#')?;
        body[hashes..].strip_prefix('"')?;
        let close = format!("\"{}", "#".repeat(hashes));
        let from = prefix + hashes + 1;
        return Some(
            text[from..]
                .find(&close)
                .map_or(text.len(), |at| from + at + close.len()),
        );
    }
    if text[..prefix].ends_with('b') && body.starts_with('\'') {
        return Some(prefix + quote(body).1);
    }
    let mut chars = body.strip_prefix('"')?.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '"' => return Some(prefix + at + 2),
            _ => {}
        }
    }
    Some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|token| token.text).collect()
    }

    #[test]
    fn words_symbols_and_lifetimes() {
        assert_eq!(
            texts("_1 = &'?3 mut (*_2);"),
            ["_1", "=", "&", "'?3", "mut", "(", "*", "_2", ")", ";"]
        );
        assert_eq!(
            texts("fn f<'a>(r#type: &'a T)")[..5],
            ["fn", "f", "<", "'a", ">"]
        );
        assert_eq!(texts("größe.0"), ["größe", ".", "0"]);
    }

    #[test]
    fn literals_hide_code() {
        assert_eq!(
            texts(r#"const "move _1 \" x" y"#),
            ["const", r#""move _1 \" x""#, "y"]
        );
        assert_eq!(
            texts("'a' '\\'' b'x' '\\u{1f600}' 'static"),
            ["'a'", "'\\''", "b'x'", "'\\u{1f600}'", "'static"]
        );
        assert_eq!(
            texts("r#\"a \" b\"# + br\"x\" + b\"y\""),
            ["r#\"a \" b\"#", "+", "br\"x\"", "+", "b\"y\""]
        );
        assert_eq!(texts("break_ bar r"), ["break_", "bar", "r"]);
    }

    #[test]
    fn comments_are_left_out() {
        assert_eq!(texts("a /* b /* c */ d */ e // f\ng"), ["a", "e", "g"]);
    }
}
