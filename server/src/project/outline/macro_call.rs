//! Calls in the arguments of macros, whose tokens are not expressions.

use ra_ap_syntax::{
    AstNode, NodeOrToken, SyntaxElement, SyntaxKind, SyntaxNode, SyntaxToken, T, ast,
};

use super::{Outline, span};
use crate::facts::Span;

/// A call that is written in the argument of a macro.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MacroCall {
    /// The name of what is called.
    pub name: Span,
    /// What stands between the commas in its parentheses.
    pub arguments: Vec<Span>,
    /// It is an argument of the macro as it stands.
    pub alone: bool,
}

impl Outline {
    /// Whether the range is an expression that is a macro call.
    pub fn is_macro_call(&self, at: Span) -> bool {
        matches!(self.expression(at), Some(ast::Expr::MacroExpr(_)))
    }

    /// The calls of functions by this name in the arguments of macros.
    pub fn calls_in_macros(&self, name: &str) -> Vec<MacroCall> {
        let tokens = self.root.descendants_with_tokens();
        let tokens = tokens.filter_map(SyntaxElement::into_token);
        tokens
            .filter(|it| it.kind() == SyntaxKind::IDENT && it.text() == name)
            .filter_map(|it| call(&it))
            .collect()
    }
}

fn call(name: &SyntaxToken) -> Option<MacroCall> {
    let next = neighbour(name.clone().into(), SyntaxElement::next_sibling_or_token)?;
    let list = next.into_node().filter(is_parenthesised)?;
    let before = neighbour(name.clone().into(), SyntaxElement::prev_sibling_or_token);
    let after = neighbour(list.clone().into(), SyntaxElement::next_sibling_or_token);
    if before.as_ref().is_some_and(|it| it.kind() == T![.]) {
        return None;
    }
    let begins = before.is_some_and(|it| matches!(it.kind(), T![,] | T!['(']));
    let ends = after.is_some_and(|it| matches!(it.kind(), T![,] | T![')']));
    Some(MacroCall {
        name: span(name.text_range()),
        arguments: arguments(&list),
        alone: begins && ends,
    })
}

/// The next element in a direction that is not blank.
fn neighbour(
    of: SyntaxElement,
    step: fn(&SyntaxElement) -> Option<SyntaxElement>,
) -> Option<SyntaxElement> {
    std::iter::successors(step(&of), step).find(|it| !it.kind().is_trivia())
}

fn is_parenthesised(node: &SyntaxNode) -> bool {
    ast::TokenTree::can_cast(node.kind())
        && node.first_token().is_some_and(|it| it.kind() == T!['('])
}

/// What stands between the commas of a list in parentheses.
fn arguments(list: &SyntaxNode) -> Vec<Span> {
    let mut arguments: Vec<Option<Span>> = vec![None];
    for element in list.children_with_tokens() {
        let outer =
            matches!(&element, NodeOrToken::Token(it) if matches!(it.kind(), T!['('] | T![')']));
        if outer || element.kind().is_trivia() {
            continue;
        }
        if element.kind() == T![,] {
            arguments.push(None);
        } else if let Some(last) = arguments.last_mut() {
            let at = span(element.text_range());
            let start = last.map_or(at.start, |it| it.start);
            *last = Some(Span { start, end: at.end });
        }
    }
    arguments.into_iter().flatten().collect()
}
