//! Operands: references, indices, and the calls they belong to.

use ra_ap_syntax::{
    AstNode,
    ast::{self, HasArgList, HasName},
};

use super::{Outline, span, span_of};
use crate::facts::Span;

/// A call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// All of it.
    pub at: Span,
    /// The last segment of what is called, without generic arguments.
    pub name: String,
    /// The receiver of a method call.
    pub receiver: Option<Span>,
    /// The arguments in their parentheses.
    pub arguments: Vec<Span>,
    /// The field of its result that is used, a field of that and so on; otherwise the call itself.
    pub field: Span,
    /// A method call that has the result, or the field of it, as its receiver: its name.
    pub then: Option<String>,
    /// The call is the initialiser of a `let` that binds a single name: where that stands.
    pub bound: Option<Span>,
    /// The call is an expression statement.
    pub statement: bool,
}

/// `&place` or `&mut place`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// All of it.
    pub at: Span,
    /// `&mut`.
    pub mutable: bool,
    /// What it refers to.
    pub of: Span,
}

/// `base[index]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Index {
    /// What is indexed.
    pub base: Span,
    /// What stands in the brackets.
    pub index: Span,
}

impl Outline {
    /// The call that an expression is the receiver of.
    pub fn call_on(&self, receiver: Span) -> Option<Call> {
        let parent = self.expression(receiver)?.syntax().parent()?;
        let call = ast::MethodCallExpr::cast(parent)?;
        let is_receiver = call.receiver().is_some_and(|it| span_of(&it) == receiver);
        is_receiver.then(|| method(&call))?
    }

    /// The smallest call of which a range lies in an argument.
    pub fn call_with(&self, argument: Span) -> Option<Call> {
        let around = self.around(argument)?;
        let list = around.ancestors().find_map(ast::ArgList::cast)?;
        let parent = list.syntax().parent()?;
        match ast::MethodCallExpr::cast(parent.clone()) {
            Some(call) => method(&call),
            None => function(&ast::CallExpr::cast(parent)?),
        }
    }

    /// The call that an expression is.
    pub fn call_at(&self, at: Span) -> Option<Call> {
        match self.expression(at)? {
            ast::Expr::MethodCallExpr(call) => method(&call),
            ast::Expr::CallExpr(call) => function(&call),
            _ => None,
        }
    }

    /// All calls of functions by this name that are written outside of macro calls, and the arguments of each.
    pub fn calls_of(&self, name: &str) -> Vec<Call> {
        let calls = self.root.descendants().filter_map(ast::CallExpr::cast);
        calls
            .filter_map(|it| function(&it))
            .filter(|it| it.name == name)
            .collect()
    }

    /// All calls of methods by this name that are written outside of macro calls.
    pub fn method_calls_of(&self, name: &str) -> Vec<Call> {
        let calls = self
            .root
            .descendants()
            .filter_map(ast::MethodCallExpr::cast);
        calls
            .filter_map(|it| method(&it))
            .filter(|it| it.name == name)
            .collect()
    }

    /// Whether a range stands for a field and its value by one name, in an expression: `S { name }`.
    pub fn is_shorthand(&self, at: Span) -> bool {
        let around = self.around(at);
        let field = around
            .iter()
            .flat_map(|it| it.ancestors())
            .find_map(ast::RecordExprField::cast);
        field.is_some_and(|it| it.colon_token().is_none() && span_of(&it) == at)
    }

    /// The reference expression that a range is.
    pub fn reference(&self, at: Span) -> Option<Reference> {
        let ast::Expr::RefExpr(it) = self.expression(at)? else {
            return None;
        };
        Some(Reference {
            at,
            mutable: it.mut_token().is_some(),
            of: span_of(&it.expr()?),
        })
    }

    /// The smallest reference expression around an offset.
    pub fn reference_around(&self, offset: u32) -> Option<Reference> {
        let at = Span {
            start: offset,
            end: offset,
        };
        let mut around = self.around(at)?.ancestors();
        let found = around.find_map(ast::RefExpr::cast)?;
        self.reference(span_of(&found))
    }

    /// The index expression that a range is.
    pub fn index(&self, at: Span) -> Option<Index> {
        let ast::Expr::IndexExpr(it) = self.expression(at)? else {
            return None;
        };
        Some(Index {
            base: span_of(&it.base()?),
            index: span_of(&it.index()?),
        })
    }

    /// Whether the range is an expression that can stand in front of a dot without parentheses.
    pub fn is_postfix(&self, at: Span) -> bool {
        matches!(
            self.expression(at),
            Some(
                ast::Expr::PathExpr(_)
                    | ast::Expr::FieldExpr(_)
                    | ast::Expr::IndexExpr(_)
                    | ast::Expr::MethodCallExpr(_)
                    | ast::Expr::CallExpr(_)
                    | ast::Expr::ParenExpr(_)
            )
        )
    }

    /// The largest chain of methods, fields and `?` that starts with an expression.
    pub fn chain(&self, start: Span) -> Option<Span> {
        let mut node = self.expression(start)?.syntax().clone();
        while let Some(parent) = node.parent() {
            let goes_on = match ast::Expr::cast(parent.clone()) {
                Some(ast::Expr::MethodCallExpr(it)) => {
                    it.receiver().is_some_and(|it| *it.syntax() == node)
                }
                Some(ast::Expr::FieldExpr(_) | ast::Expr::TryExpr(_) | ast::Expr::AwaitExpr(_)) => {
                    true
                }
                _ => false,
            };
            if !goes_on {
                break;
            }
            node = parent;
        }
        Some(span(node.text_range()))
    }

    /// Where a closure's or async block's `move` stands, with the space behind it; `start`: where it begins.
    pub fn move_keyword(&self, start: u32) -> Option<Span> {
        let at = Span { start, end: start };
        let around = self.root.token_at_offset(at.start.into()).right_biased()?;
        let node = around.parent()?.ancestors().find(|node| {
            ast::ClosureExpr::can_cast(node.kind()) || ast::BlockExpr::can_cast(node.kind())
        })?;
        let token = match ast::ClosureExpr::cast(node.clone()) {
            Some(closure) => closure.move_token()?,
            None => ast::BlockExpr::cast(node)?.move_token()?,
        };
        let mut range = token.text_range();
        if let Some(space) = token.next_token()
            && space.kind().is_trivia()
        {
            range = range.cover(space.text_range());
        }
        Some(span(range))
    }

    /// The closure that begins at an offset, and whether it is passed directly to a call.
    pub fn closure(&self, start: u32) -> Option<Span> {
        let around = self.root.token_at_offset(start.into()).right_biased()?;
        let closure = around
            .parent()?
            .ancestors()
            .find_map(ast::ClosureExpr::cast)?;
        let at = span_of(&closure);
        (at.start == start).then_some(at)
    }
}

fn method(call: &ast::MethodCallExpr) -> Option<Call> {
    Some(Call {
        at: span_of(call),
        name: call.name_ref()?.text().to_string(),
        receiver: Some(span_of(&call.receiver()?)),
        arguments: arguments(call.arg_list()),
        ..surroundings(&ast::Expr::from(call.clone()))
    })
}

fn function(call: &ast::CallExpr) -> Option<Call> {
    let ast::Expr::PathExpr(path) = call.expr()? else {
        return None;
    };
    let name = path.path()?.segment()?.name_ref()?;
    Some(Call {
        at: span_of(call),
        name: name.text().to_string(),
        receiver: None,
        arguments: arguments(call.arg_list()),
        ..surroundings(&ast::Expr::from(call.clone()))
    })
}

fn arguments(list: Option<ast::ArgList>) -> Vec<Span> {
    let arguments = list.into_iter().flat_map(|it| it.args());
    arguments.map(|it| span_of(&it)).collect()
}

/// A call with what is around it filled in.
fn surroundings(call: &ast::Expr) -> Call {
    let parent = call.syntax().parent();
    let fields = call.syntax().ancestors().skip(1);
    let fields = fields.take_while(|it| ast::FieldExpr::can_cast(it.kind()));
    let field = fields.last().unwrap_or_else(|| call.syntax().clone());
    let then = field.parent().and_then(ast::MethodCallExpr::cast);
    let then = then.filter(|it| it.receiver().is_some_and(|it| *it.syntax() == field));
    let bound = parent
        .clone()
        .and_then(ast::LetStmt::cast)
        .and_then(|it| match it.pat()? {
            ast::Pat::IdentPat(binding) if binding.pat().is_none() && it.ty().is_none() => {
                binding.name()
            }
            _ => None,
        });
    Call {
        at: span_of(call),
        name: String::new(),
        receiver: None,
        arguments: Vec::new(),
        field: span(field.text_range()),
        then: then.and_then(|it| Some(it.name_ref()?.text().to_string())),
        bound: bound.map(|it| span_of(&it)),
        statement: parent.is_some_and(|it| ast::ExprStmt::can_cast(it.kind())),
    }
}
