//! Signatures as text that can be compared: generic parameters are renamed in order of appearance, and the
//! allocator parameters of the real library are left out.

use std::collections::BTreeSet;

/// Names that mean something else in every signature.
pub(super) struct Names {
    /// Generic parameters, lifetimes with their quote.
    pub(super) generic: BTreeSet<String>,
    /// Allocators: parameters, and the one that is the default.
    pub(super) allocators: BTreeSet<String>,
    /// Each `'_` is a lifetime of its own, as in the head of an impl.
    pub(super) anonymous: bool,
}

impl Default for Names {
    fn default() -> Names {
        Names {
            generic: BTreeSet::new(),
            allocators: BTreeSet::from(["Global".to_owned()]),
            anonymous: false,
        }
    }
}

/// The text with parameters renamed and allocators left out.
pub(super) fn canonical(text: &str, names: &Names) -> String {
    // Only the compiler's constant evaluation asks for it.
    let text = text.replace(" + Destruct", "");
    let mut tokens = without_allocators(tokens(&text), &names.allocators);
    if names.anonymous {
        tokens = without_single_lifetimes(tokens);
    }
    let mut seen: Vec<&str> = Vec::new();
    let mut result = String::new();
    for token in &tokens {
        let anonymous = names.anonymous && token == "'_";
        if anonymous || names.generic.contains(token.as_str()) {
            let known = seen.iter().position(|it| it == token && !anonymous);
            let number = known.unwrap_or_else(|| {
                seen.push(token);
                seen.len() - 1
            });
            let quote = if token.starts_with('\'') { "'" } else { "" };
            result.push_str(&format!("{quote}#{number}"));
        } else {
            result.push_str(token);
        }
    }
    result
}

/// The text with one word in place of another.
pub(super) fn replace_word(text: &str, word: &str, by: &str) -> String {
    let tokens = tokens(text).into_iter();
    tokens
        .map(|it| if it == word { by.to_owned() } else { it })
        .collect()
}

/// Lifetimes and words whole, everything else by character.
fn tokens(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut in_word = false;
    for c in text.chars() {
        let word = c.is_alphanumeric() || c == '_';
        match found.last_mut() {
            Some(last) if word && in_word => last.push(c),
            _ => found.push(c.to_string()),
        }
        in_word = word || c == '\'';
    }
    found
}

/// Drops each allocator from the lists of arguments it stands in.
fn without_allocators(tokens: Vec<String>, allocators: &BTreeSet<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        let closes = matches!(rest.peek().map(String::as_str), Some("," | ">"));
        if !(allocators.contains(&token) && closes) {
            kept.push(token);
            continue;
        }
        if kept.ends_with(&[",".to_owned(), " ".to_owned()]) {
            kept.truncate(kept.len() - 2);
        } else if kept.last().is_some_and(|it| it == "<") {
            kept.pop();
            rest.next();
        } else {
            kept.push(token);
        }
    }
    kept
}

/// `&'a T` with a lifetime that occurs nowhere else is `&T`.
fn without_single_lifetimes(tokens: Vec<String>) -> Vec<String> {
    let single = |token: &String| {
        let named = token.starts_with('\'') && token != "'static";
        named && (token == "'_" || tokens.iter().filter(|it| *it == token).count() == 1)
    };
    let mut kept: Vec<String> = Vec::new();
    let mut rest = tokens.iter().peekable();
    while let Some(token) = rest.next() {
        let of_reference = kept.last().is_some_and(|it| it == "&");
        if of_reference && single(token) {
            rest.next_if(|it| *it == " ");
        } else {
            kept.push(token.clone());
        }
    }
    kept
}

#[test]
fn parameters_are_renamed_and_allocators_left_out() {
    let mut names = Names::default();
    names.generic.extend(["'a", "T", "A"].map(str::to_owned));
    names.allocators.insert("A".to_owned());
    let text = canonical(
        "for Vec<T, A>: fn(&'a Vec<T, A>, Drop<A>) -> Option<&'a Box<T, Global>>",
        &names,
    );
    assert_eq!(
        text,
        "for Vec<#0>: fn(&'#1 Vec<#0>, Drop) -> Option<&'#1 Box<#0>>"
    );
}
