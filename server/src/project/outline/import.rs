//! What names stand for.

use ra_ap_syntax::{
    AstNode, SyntaxNode,
    ast::{self, HasName},
};

use super::{Outline, span_of};
use crate::facts::Span;

/// A variable that a `let` declares by its name alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// Where its name is declared.
    pub name: Span,
    /// It is declared `mut`.
    pub mutable: bool,
    /// Its type as far as it is written: at the `let`, or in what makes its first value.
    pub ty: Option<String>,
}

impl Outline {
    /// Whether a `use` gives this path, as `std::sync::Arc`, its last name at a place.
    pub fn imports(&self, at: Span, path: &str) -> bool {
        for node in self.around(at).iter().flat_map(SyntaxNode::ancestors) {
            let uses = node.children().filter_map(ast::Use::cast);
            if uses.into_iter().any(|it| gives(&it, path)) {
                return true;
            }
            // Outside of its module nothing is visible.
            if ast::ItemList::can_cast(node.kind()) {
                return false;
            }
        }
        false
    }

    /// The variable whose name stands at a range, if its function declares no other of that name.
    pub fn variable(&self, at: Span) -> Option<Variable> {
        let around = self.around(at)?;
        let path = around.ancestors().find_map(ast::PathExpr::cast)?;
        if span_of(&path) != at {
            return None;
        }
        let name = path.syntax().text().to_string();
        let function = around.ancestors().find_map(ast::Fn::cast)?;
        let bindings = function.syntax().descendants();
        let mut bindings = bindings
            .filter_map(ast::IdentPat::cast)
            .filter(|it| it.name().is_some_and(|it| it.text() == name));
        let (binding, None) = (bindings.next()?, bindings.next()) else {
            return None;
        };
        let statement = ast::LetStmt::cast(binding.syntax().parent()?)?;
        Some(Variable {
            name: span_of(&binding.name()?),
            mutable: binding.mut_token().is_some(),
            ty: written_type(&statement),
        })
    }
}

/// Whether one of the names that a `use` gives is the last of a path.
fn gives(import: &ast::Use, path: &str) -> bool {
    let trees = import.syntax().descendants().filter_map(ast::UseTree::cast);
    let leaves = trees.filter(|it| it.use_tree_list().is_none() && it.rename().is_none());
    let mut leaves = leaves.filter(|it| it.star_token().is_none());
    leaves.any(|leaf| {
        let trees = leaf.syntax().ancestors().filter_map(ast::UseTree::cast);
        let mut parts: Vec<String> = trees
            .filter_map(|it| Some(it.path()?.syntax().text().to_string()))
            .collect();
        parts.reverse();
        parts.join("::") == path
    })
}

/// The type of a `let`, where it is written or its constructor says it.
fn written_type(statement: &ast::LetStmt) -> Option<String> {
    if let Some(ty) = statement.ty() {
        return Some(ty.syntax().text().to_string());
    }
    match statement.initializer()? {
        ast::Expr::RecordExpr(it) => Some(it.path()?.syntax().text().to_string()),
        ast::Expr::MacroExpr(it) => {
            let name = it.macro_call()?.path()?.syntax().text().to_string();
            (name == "vec").then(|| "Vec".to_owned())
        }
        ast::Expr::CallExpr(call) => {
            let ast::Expr::PathExpr(called) = call.expr()? else {
                return None;
            };
            let path = called.path()?;
            let name = path.segment()?.name_ref()?.text().to_string();
            let makes = ["new", "from", "default", "with_capacity"].contains(&name.as_str());
            makes.then(|| Some(path.qualifier()?.syntax().text().to_string()))?
        }
        _ => None,
    }
}
