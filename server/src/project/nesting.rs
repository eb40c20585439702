//! How deeply a source text is nested, found out without building a tree.
//!
//! Name resolution, inference and the release of syntax trees recurse with the nesting of the code, partly
//! on threads whose stack is not ours to choose. Programs are never nested like that; texts that are
//! made by a fault or a fuzzer are kept away from the database.

use ra_ap_parser::{Input, LexedStr, Step, TopEntryPoint};
use ra_ap_syntax::{Edition, SyntaxKind, T};

use crate::stack::on_big_stack;

/// How many syntax nodes may lie inside each other. A block is two, a call in a chain is one; rustc gives
/// up types at 128 levels and overflows its own stack on some constructs at a few thousand.
const LIMIT: usize = 2000;

/// Texts up to this length cannot reach the limit: every level takes a character at least.
const HARMLESS: usize = LIMIT;

/// How many tokens may follow each other without a separator or brace before even the parser is spared.
const LONGEST_RUN: usize = 20 * LIMIT;

/// Whether a text is nested too deeply to be analysed.
pub(super) fn is_excessive(text: &str) -> bool {
    if text.len() <= HARMLESS || !is_suspicious(text) {
        return false;
    }
    let lexed = LexedStr::new(Edition::CURRENT, text);
    let kinds = || (0..lexed.len()).map(|at| lexed.kind(at));
    if bracket_depth(kinds()) > LIMIT || longest_run(kinds()) > LONGEST_RUN {
        return true;
    }
    let input = lexed.to_input(Edition::CURRENT);
    on_big_stack(|| tree_depth(&input)) > LIMIT
}

fn bracket_depth(kinds: impl Iterator<Item = SyntaxKind>) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for kind in kinds {
        match kind {
            T!['('] | T!['['] | T!['{'] => depth += 1,
            T![')'] | T![']'] | T!['}'] => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn longest_run(kinds: impl Iterator<Item = SyntaxKind>) -> usize {
    let (mut run, mut longest) = (0, 0);
    for kind in kinds.filter(|kind| !kind.is_trivia()) {
        run = if ends_run(kind) { 0 } else { run + 1 };
        longest = longest.max(run);
    }
    longest
}

/// A quick look at the bytes: deep brackets, a long stretch without a separator, or a long chain of
/// `else`. Wrong about brackets in literals and comments, to the safe side.
fn is_suspicious(text: &str) -> bool {
    const BRACKETS: i64 = 100;
    const STRETCH: usize = LIMIT;
    const ELSE: usize = 100;
    let mut depth: i64 = 0;
    let mut deepest: i64 = 0;
    let mut lowest: i64 = 0;
    let mut stretch = 0;
    let mut longest = 0;
    for byte in text.bytes() {
        stretch += 1;
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            _ => {}
        }
        if matches!(byte, b';' | b',' | b'{' | b'}') {
            stretch = 0;
        }
        longest = longest.max(stretch);
        deepest = deepest.max(depth);
        lowest = lowest.min(depth);
    }
    deepest - lowest > BRACKETS || longest > STRETCH || text.matches("else").count() > ELSE
}

/// The depth of the syntax tree; macro calls count with the chain of tokens that they may expand to.
fn tree_depth(input: &Input) -> usize {
    let output = TopEntryPoint::SourceFile.parse(input);
    let mut deepest = 0;
    // For each open node, how many tokens of a macro's argument have come since the last separator.
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut after_brace = false;
    for step in output.iter() {
        match step {
            Step::Enter { kind } => open.push((kind == SyntaxKind::TOKEN_TREE).then_some(0)),
            Step::Exit => {
                open.pop();
                if let Some(Some(run)) = open.last_mut() {
                    // A braced group ends what came before it.
                    *run = if after_brace { 0 } else { *run + 1 };
                }
            }
            Step::Token { kind, .. } => {
                after_brace = kind == T!['}'];
                if let Some(Some(run)) = open.last_mut() {
                    *run = if ends_run(kind) { 0 } else { *run + 1 };
                }
            }
            Step::FloatSplit { .. } | Step::Error { .. } => {}
        }
        let run = open.last().copied().flatten().unwrap_or_default();
        deepest = deepest.max(open.len() + run);
    }
    deepest
}

fn ends_run(kind: SyntaxKind) -> bool {
    kind == T![,] || kind == T![;] || kind == T!['{'] || kind == T!['}'] || kind == T![=>]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excessive(before: &str, open: &str, inner: &str, close: &str, count: usize) -> bool {
        let text = format!(
            "{before}{}{inner}{} }}",
            open.repeat(count),
            close.repeat(count)
        );
        is_excessive(&text)
    }

    #[test]
    fn every_kind_of_nesting_counts() {
        let shapes = [
            ("fn f() { ", "{ ", "1", " }"),
            ("fn f() { ", "(", "1", ")"),
            ("fn f() { x", ".f()", "", ""),
            ("fn f() { 1", " + 1", "", ""),
            ("fn f() { ", "!", "x", ""),
            ("fn f() { ", "& ", "x", ""),
            ("fn f() { ", "|| ", "x", ""),
            ("fn f() { ", "if a { } else ", "{ }", ""),
            ("fn f() { x", "?", "", ""),
            ("fn f() { let _: ", "&", "u8", ";"),
            ("fn f() { ", "fn g() { ", "", "}"),
            ("fn f() { x!(1", "+ 1", ")", ""),
            ("fn f() { ", "x!(", "1", ")"),
            ("fn f() { ", "[", "", ""),
        ];
        for (before, open, inner, close) in shapes {
            assert!(
                excessive(before, open, inner, close, 10_000),
                "{before}{open}"
            );
            assert!(!excessive(before, open, inner, close, 50), "{before}{open}");
        }
    }

    #[test]
    fn long_is_not_deep() {
        let statements = format!("fn f() {{ {} }}", "let x = (1, [2], { 3 });".repeat(5000));
        assert!(!is_excessive(&statements));
        let table = format!("const T: &[u8] = &[{}];", "1, ".repeat(50_000));
        assert!(!is_excessive(&table));
        for repeated in [
            "a => b; c, ",
            "fn f() { g() } ",
            "#[doc = \"text\"] struct S { }",
        ] {
            assert!(
                !is_excessive(&format!("m! {{ {} }}", repeated.repeat(5000))),
                "{repeated}"
            );
        }
        let items = format!(
            "{} {}",
            "const C: u8 = 1; ".repeat(5000),
            "!".repeat(LIMIT + 1)
        );
        assert!(is_suspicious(&items) && !is_excessive(&items));
        let comment = format!("/* {} */ fn f() {{}}", "(( no brackets ".repeat(5000));
        assert!(!is_excessive(&comment));
    }
}
