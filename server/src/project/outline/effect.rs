//! What statements do beside giving a value, as far as their shape tells.

use ra_ap_syntax::{AstNode, SyntaxNode, T, ast};

use super::{Block, Outline, span, span_of};
use crate::facts::Span;

impl Outline {
    /// Whether a statement only declares a variable for a closure, a reference to a place or a literal: it runs
    /// nothing and copies nothing that could change.
    pub fn only_builds(&self, statement: Span) -> bool {
        let Some(around) = self.around(statement) else {
            return false;
        };
        let found = around.ancestors().find_map(ast::LetStmt::cast);
        let Some(found) = found.filter(|it| span_of(it).end == statement.end) else {
            return false;
        };
        let plain = matches!(found.pat(), Some(ast::Pat::IdentPat(it)) if it.pat().is_none());
        plain && found.let_else().is_none() && found.initializer().is_none_or(|it| builds(&it))
    }

    /// Whether control may leave a range otherwise than at its end, going by its words.
    pub fn leaves(&self, at: Span) -> bool {
        let tokens = self.root.descendants_with_tokens();
        let tokens = tokens.filter_map(|it| it.into_token());
        let mut inside = tokens.filter(|it| at.contains(span(it.text_range())));
        inside.any(|it| {
            matches!(
                it.kind(),
                T![?] | T![return] | T![break] | T![continue] | T![await]
            )
        })
    }

    /// Whether a range is evaluated each time before a block: in the condition of the `if` or `while` whose block it
    /// is.
    pub fn leads_to(&self, at: Span, block: &Block) -> bool {
        let list = self.around(block.at).into_iter();
        let list = list
            .flat_map(|it| it.ancestors())
            .find_map(ast::StmtList::cast);
        let owner = list.and_then(|it| it.syntax().parent()?.parent());
        let Some(owner) = owner else { return false };
        let condition = match ast::WhileExpr::cast(owner.clone()) {
            Some(it) => it.condition(),
            None => ast::IfExpr::cast(owner).and_then(|it| it.condition()),
        };
        condition.is_some_and(|it| span_of(&it).contains(at))
    }
}

fn builds(expr: &ast::Expr) -> bool {
    match expr {
        ast::Expr::Literal(_) => true,
        ast::Expr::ClosureExpr(it) => it.move_token().is_none() && it.async_token().is_none(),
        ast::Expr::RefExpr(it) => it.expr().is_some_and(|it| is_place(it.syntax())),
        _ => false,
    }
}

/// A name or a field of one.
fn is_place(node: &SyntaxNode) -> bool {
    match ast::Expr::cast(node.clone()) {
        Some(ast::Expr::PathExpr(_)) => true,
        Some(ast::Expr::FieldExpr(it)) => it.expr().is_some_and(|it| is_place(it.syntax())),
        _ => false,
    }
}
