//! As much about types as their printed form and the fixture's own declarations tell.

use std::collections::BTreeMap;

use crate::support::source::{Source, closing};
use crate::support::tokens::{Token, TokenKind, tokens};

/// Names of the fields of the structs, unions and variants that a fixture declares.
pub struct Fields(BTreeMap<String, Vec<String>>);

impl Fields {
    /// Reads all `Name { field: T, … }` declarations. Two variants of one name are not told apart: fixtures
    /// do not have them.
    pub fn of(source: &Source) -> Fields {
        let all = tokens(source.text());
        let mut fields = BTreeMap::new();
        for at in 0..all.len() {
            let declares = ["struct", "union", "enum"]
                .iter()
                .any(|word| all[at].is(word));
            let Some(open) = declares
                .then(|| all[at..].iter().position(|token| token.is("{")))
                .flatten()
            else {
                continue;
            };
            let body = &all[at + open..closing(&all, at + open)];
            match all[at].text {
                "enum" => variants(body, &mut fields),
                _ if all[at..at + open]
                    .iter()
                    .any(|token| token.is(";") || token.is("(")) => {}
                _ => drop(fields.insert(String::from(all[at + 1].text), names(body))),
            }
        }
        Fields(fields)
    }

    /// The name of a field of a type or variant; its index where the type declares none.
    pub fn name(&self, ty: &str, index: u32) -> String {
        let named = self
            .0
            .get(head(ty))
            .and_then(|names| names.get(index as usize));
        named.cloned().unwrap_or_else(|| index.to_string())
    }
}

fn variants(body: &[Token<'_>], fields: &mut BTreeMap<String, Vec<String>>) {
    for at in 1..body.len().saturating_sub(1) {
        if body[at].kind == TokenKind::Word && body[at + 1].is("{") && !body[at - 1].is("=") {
            let end = closing(body, at + 1);
            fields.insert(String::from(body[at].text), names(&body[at + 1..end]));
        }
    }
}

/// The names in front of colons directly inside of the braces that `body` starts with.
fn names(body: &[Token<'_>]) -> Vec<String> {
    let mut out = Vec::new();
    let mut depth = 0;
    for at in 0..body.len() {
        match body[at].text {
            "{" | "(" | "[" | "<" => depth += 1,
            "}" | ")" | "]" | ">" => depth -= 1,
            ":" if depth == 1
                && !body[at - 1].is(":")
                && body.get(at + 1).is_none_or(|next| !next.is(":")) =>
            {
                out.push(String::from(body[at - 1].text));
            }
            _ => {}
        }
    }
    out
}

/// The last segment of a type's path, without its arguments: `String` for `std::string::String`.
fn head(ty: &str) -> &str {
    let path = ty.split(['<', ' ']).next().unwrap_or(ty);
    path.rsplit("::").next().unwrap_or(path)
}

/// Whether two types are the same but for their regions.
pub fn same_type(a: &str, b: &str) -> bool {
    without_regions(a) == without_regions(b)
}

/// The type without `'?3 ` and the like.
fn without_regions(ty: &str) -> String {
    let mut parts = ty.split("'?");
    let first = parts.next().unwrap_or_default();
    let rest = parts.map(|part| {
        part.trim_start_matches(|c: char| c.is_ascii_digit())
            .trim_start()
    });
    std::iter::once(first).chain(rest).collect()
}

/// What a value of the type points to, if it is a reference, raw pointer or box.
pub fn pointee(ty: &str) -> Option<&str> {
    if let Some(inner) = boxed(ty) {
        return Some(inner);
    }
    let inner = ty.strip_prefix('&').or_else(|| ty.strip_prefix('*'))?;
    let inner = match inner.strip_prefix('\'') {
        Some(region) => region.split_once(' ')?.1,
        None => inner,
    };
    Some(
        inner
            .strip_prefix("mut ")
            .or_else(|| inner.strip_prefix("const "))
            .unwrap_or(inner),
    )
}

fn boxed(ty: &str) -> Option<&str> {
    let inner = ty
        .strip_prefix("std::boxed::Box<")
        .or_else(|| ty.strip_prefix("Box<"))?;
    inner.strip_suffix('>')
}

/// Whether the type is a reference or raw pointer (and not a box).
pub fn is_reference(ty: &str) -> bool {
    pointee(ty).is_some() && boxed(ty).is_none()
}

/// Whether the type is certainly `Copy`, from its printed form alone.
pub fn is_plainly_copy(ty: &str) -> bool {
    const SCALARS: [&str; 18] = [
        "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
        "f32", "f64", "bool", "char", "()", "str",
    ];
    match pointee(ty).filter(|_| ty.starts_with('&')) {
        Some(inner) => !ty[..ty.len() - inner.len()].ends_with("mut "),
        None => SCALARS.contains(&ty) || ty.starts_with('*') || ty.starts_with("fn("),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_declarations() {
        let text = "pub struct P<'a> { pub name: &'a str, n: std::vec::Vec<u8> }\nstruct T(u8);\n\
                    enum E { A(u8), B { x: u8, y: Option<u8> }, C = 3 }\nunion U { f: f32 }";
        let fields = Fields::of(&Source::new(String::from(text)));
        assert_eq!(fields.name("m::P<'_>", 0), "name");
        assert_eq!(fields.name("P", 1), "n");
        assert_eq!(fields.name("P", 2), "2");
        assert_eq!(fields.name("T", 0), "0");
        assert_eq!(fields.name("B", 1), "y");
        assert_eq!(fields.name("U", 0), "f");
    }

    #[test]
    fn pointers() {
        assert_eq!(
            pointee("&'?3 mut std::vec::Vec<u8>"),
            Some("std::vec::Vec<u8>")
        );
        assert_eq!(pointee("*const u8"), Some("u8"));
        assert_eq!(pointee("Box<Box<u8>>"), Some("Box<u8>"));
        assert_eq!(pointee("Rc<u8>"), None);
        assert!(is_reference("&u8") && !is_reference("std::boxed::Box<u8>"));
        assert!(same_type("&'?1 &'?20 S<'?3>", "&'?4 &'?5 S<'?6>"));
        assert!(!same_type("&'?1 mut u8", "&'?1 u8"));
        assert!(is_plainly_copy("&'?2 u8") && is_plainly_copy("& &mut u8"));
        assert!(!is_plainly_copy("&'?2 mut u8") && !is_plainly_copy("std::string::String"));
    }
}
