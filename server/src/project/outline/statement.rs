//! Blocks and their statements.

use ra_ap_syntax::{
    AstNode, AstToken, SyntaxNode,
    ast::{self, HasLoopBody, HasName},
};

use super::{Outline, span, span_of};
use crate::facts::Span;

/// A block with what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// From brace to brace.
    pub at: Span,
    /// In order; the tail expression last.
    pub statements: Vec<Statement>,
    /// It is the body of a loop, closure or async block, which may run more than once or later.
    pub repeated: bool,
}

/// A statement of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// With its semicolon.
    pub at: Span,
    /// What it is.
    pub kind: StatementKind,
}

/// What a [`Statement`] is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementKind {
    /// `let pattern: ty = initialiser;` without `else`.
    Let {
        /// The name, where the pattern is nothing else; `mut` is not part of it.
        name: Option<Span>,
        /// It is bound `mut`.
        mutable: bool,
        /// The type is written.
        typed: bool,
        /// The expression.
        initialiser: Option<Span>,
    },
    /// An expression with a semicolon, or one that needs none.
    Expression {
        /// It ends with a semicolon.
        semicolon: bool,
    },
    /// The expression whose value is the block's.
    Tail,
    /// An item, a macro call, or `let … else`.
    Other,
}

impl Outline {
    /// The innermost block around a range, with the index of the statement that the range lies in.
    pub fn block(&self, at: Span) -> Option<(Block, usize)> {
        let around = self.around(at)?;
        around.ancestors().find_map(|node| {
            let list = ast::StmtList::cast(node)?;
            let block = block(&list)?;
            let index = block.statements.iter().position(|it| it.at.contains(at))?;
            Some((block, index))
        })
    }

    /// The block around the one with this range, with the index of the statement that holds it.
    pub fn outer_block(&self, inner: &Block) -> Option<(Block, usize)> {
        let around = self.around(inner.at)?;
        around.ancestors().find_map(|node| {
            let list = ast::StmtList::cast(node)?;
            if span_of(&list) == inner.at {
                return None;
            }
            let block = block(&list)?;
            let index = block
                .statements
                .iter()
                .position(|it| it.at.contains(inner.at))?;
            Some((block, index))
        })
    }

    /// Whether an expression runs exactly once, and first of all, when the statement around it does: not in a
    /// nested block, closure or loop, nor behind `&&`, `||` or in an arm.
    pub fn runs_with_statement(&self, at: Span) -> bool {
        let Some(around) = self.around(at) else {
            return false;
        };
        let mut inner = around.clone();
        for node in around.ancestors() {
            if ast::Stmt::can_cast(node.kind()) || ast::StmtList::can_cast(node.kind()) {
                return true;
            }
            if !passes(&node, &inner) {
                return false;
            }
            inner = node;
        }
        false
    }
}

impl Outline {
    /// Whether what stands at a range runs on some of the ways through a block around it only: in a branch, an arm or the
    /// body of a `for` or `while`, or behind `&&` or `||`.
    pub fn is_optional_in(&self, at: Span, block: &Block) -> bool {
        let Some(mut inner) = self.around(at) else {
            return false;
        };
        while let Some(outer) = inner.parent() {
            if span(inner.text_range()) == block.at {
                break;
            }
            if is_optional(&outer, &inner) {
                return true;
            }
            inner = outer;
        }
        false
    }
}

/// Whether a part of an expression or statement need not run when that does.
fn is_optional(node: &SyntaxNode, inner: &SyntaxNode) -> bool {
    let is_inner = |it: Option<&SyntaxNode>| it == Some(inner);
    if let Some(it) = ast::BinExpr::cast(node.clone()) {
        let lazy = matches!(it.op_kind(), Some(ast::BinaryOp::LogicOp(_)));
        return lazy && is_inner(it.rhs().as_ref().map(|it| it.syntax()));
    }
    if let Some(it) = ast::IfExpr::cast(node.clone()) {
        return !is_inner(it.condition().as_ref().map(|it| it.syntax()));
    }
    if let Some(it) = ast::MatchArmList::cast(node.clone()) {
        return it.arms().nth(1).is_some();
    }
    let body = match ast::Expr::cast(node.clone()) {
        Some(ast::Expr::ForExpr(it)) => it.loop_body(),
        Some(ast::Expr::WhileExpr(it)) => it.loop_body(),
        // Of `let … else`.
        _ => return ast::LetElse::can_cast(inner.kind()),
    };
    is_inner(body.as_ref().map(|it| it.syntax()))
}

/// Whether a part of an expression runs as often as the expression.
fn passes(node: &SyntaxNode, inner: &SyntaxNode) -> bool {
    if node == inner {
        return !ast::ClosureExpr::can_cast(node.kind());
    }
    if let Some(it) = ast::BinExpr::cast(node.clone()) {
        let lazy = matches!(it.op_kind(), Some(ast::BinaryOp::LogicOp(_)));
        return !lazy || it.lhs().is_some_and(|lhs| lhs.syntax() == inner);
    }
    if let Some(it) = ast::MatchExpr::cast(node.clone()) {
        return it.expr().is_some_and(|it| it.syntax() == inner);
    }
    if let Some(it) = ast::IfExpr::cast(node.clone()) {
        return it.condition().is_some_and(|it| it.syntax() == inner);
    }
    if let Some(it) = ast::ForExpr::cast(node.clone()) {
        return it.iterable().is_some_and(|it| it.syntax() == inner);
    }
    !matches!(
        ast::Expr::cast(node.clone()),
        Some(
            ast::Expr::ClosureExpr(_)
                | ast::Expr::WhileExpr(_)
                | ast::Expr::LoopExpr(_)
                | ast::Expr::BlockExpr(_)
        )
    )
}

fn block(list: &ast::StmtList) -> Option<Block> {
    let mut statements: Vec<Statement> = list.statements().map(|it| statement(&it)).collect();
    if let Some(tail) = list.tail_expr() {
        statements.push(Statement {
            at: span_of(&tail),
            kind: StatementKind::Tail,
        });
    }
    let expr = ast::BlockExpr::cast(list.syntax().parent()?)?;
    let parent = expr.syntax().parent()?;
    let of_loop = ast::AnyHasLoopBody::cast(parent.clone())
        .and_then(|it| it.loop_body())
        .is_some_and(|body| body == expr);
    let repeated = of_loop
        || ast::ClosureExpr::can_cast(parent.kind())
        || expr.async_token().is_some()
        || expr.const_token().is_some();
    Some(Block {
        at: span_of(list),
        statements,
        repeated,
    })
}

fn statement(statement: &ast::Stmt) -> Statement {
    let kind = match statement {
        ast::Stmt::LetStmt(it) if it.let_else().is_none() => {
            let binding = match it.pat() {
                Some(ast::Pat::IdentPat(binding))
                    if binding.ref_token().is_none() && binding.pat().is_none() =>
                {
                    Some(binding)
                }
                _ => None,
            };
            StatementKind::Let {
                mutable: binding.as_ref().is_some_and(|it| it.mut_token().is_some()),
                name: binding.and_then(|it| it.name()).map(|it| span_of(&it)),
                typed: it.ty().is_some(),
                initialiser: it.initializer().map(|it| span_of(&it)),
            }
        }
        ast::Stmt::ExprStmt(it) => StatementKind::Expression {
            semicolon: it.semicolon_token().is_some(),
        },
        ast::Stmt::LetStmt(_) | ast::Stmt::Item(_) => StatementKind::Other,
    };
    Statement {
        at: without_comments(statement.syntax()),
        kind,
    }
}

/// The node's range from its first token that is no comment.
fn without_comments(node: &SyntaxNode) -> Span {
    let tokens = node.descendants_with_tokens();
    let mut tokens = tokens.filter_map(|it| it.into_token());
    let first = tokens
        .find(|token| !token.kind().is_trivia() && ast::Comment::cast(token.clone()).is_none());
    let start = first.map_or(node.text_range().start(), |it| it.text_range().start());
    Span {
        start: start.into(),
        ..span(node.text_range())
    }
}
