//! The shape of a source text as plain ranges: which statement an expression stands in, what a signature
//! declares, which call an operand belongs to. What `explain` needs to put edits where they fit, without
//! a syntax tree to depend on.
//!
//! Nothing here knows types; ranges that are asked about may come from text that does not parse, and then
//! there is no answer.

mod call;
mod declaration;
mod effect;
mod function;
mod import;
mod lifetime;
mod macro_call;
mod pattern;
mod statement;
mod text;

use ra_ap_syntax::{AstNode, SyntaxElement, SyntaxNode, TextRange, ast};

pub use call::{Call, Index, Reference};
pub use declaration::Declaration;
pub use function::{Function, Parameter, TypeText};
pub use import::Variable;
pub use lifetime::Lifetime;
pub use macro_call::MacroCall;
pub use pattern::{Bound, ForLoop, Scrutinee, WayIn};
pub use statement::{Block, Statement, StatementKind};
pub use text::SourceText;

use crate::facts::Span;

/// The shape of a text: [`SourceText::outline`].
pub struct Outline {
    root: SyntaxNode,
}

impl Outline {
    /// The smallest node around a range.
    fn around(&self, at: Span) -> Option<SyntaxNode> {
        let range = text_range(at)?;
        if !self.root.text_range().contains_range(range) {
            return None;
        }
        match self.root.covering_element(range) {
            SyntaxElement::Node(node) => Some(node),
            SyntaxElement::Token(token) => token.parent(),
        }
    }

    /// The outermost node with exactly this range that is of a kind.
    fn exactly<N: AstNode>(&self, at: Span) -> Option<N> {
        let range = text_range(at)?;
        let nodes = self.around(at)?.ancestors();
        nodes
            .take_while(|node| node.text_range() == range)
            .filter_map(N::cast)
            .last()
    }

    /// The expression that a range is, parentheses not counted.
    fn expression(&self, at: Span) -> Option<ast::Expr> {
        self.exactly(at)
    }

    /// Whether a range lies in the argument of a macro call, whose tokens are not expressions.
    pub fn is_in_macro(&self, at: Span) -> bool {
        let around = self.around(at);
        around.is_some_and(|node| {
            node.ancestors()
                .any(|it| ast::TokenTree::can_cast(it.kind()))
        })
    }

    /// The name of the macro in whose call a range lies.
    pub fn macro_around(&self, at: Span) -> Option<String> {
        let calls = self
            .around(at)?
            .ancestors()
            .filter_map(ast::MacroCall::cast);
        let name = calls.last()?.path()?.segment()?.name_ref()?;
        Some(name.text().to_string())
    }

    /// How often a name occurs in the text.
    pub fn mentions(&self, name: &str) -> usize {
        let tokens = self.root.descendants_with_tokens();
        let tokens = tokens.filter_map(SyntaxElement::into_token);
        tokens.filter(|token| token.text() == name).count()
    }
}

fn text_range(at: Span) -> Option<TextRange> {
    (at.start <= at.end).then(|| TextRange::new(at.start.into(), at.end.into()))
}

fn span(range: TextRange) -> Span {
    Span {
        start: range.start().into(),
        end: range.end().into(),
    }
}

fn span_of(node: &impl AstNode) -> Span {
    span(node.syntax().text_range())
}

#[cfg(test)]
mod tests;
