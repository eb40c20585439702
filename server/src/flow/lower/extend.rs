//! Temporary lifetime extension (Reference, "Extending based on patterns" and "… on expressions";
//! `rustc_hir_analysis::check::region`).

use ra_ap_hir_def::{
    CallableDefId,
    hir::{Array, BindingAnnotation, Expr, ExprId, Pat, PatId, Statement, UnaryOp},
};
use ra_ap_hir_ty::next_solver::TyKind;
use ra_ap_rustc_type_ir::inherent::IntoKind;

use super::Lower;
use crate::flow::scope::ScopeIndex;

impl Lower<'_, '_> {
    /// Notes the operands whose temporaries live until the end of `scope` because `let pat = init`
    /// keeps references to them.
    pub(super) fn extend_temporaries(&mut self, pat: PatId, init: ExprId, scope: ScopeIndex) {
        if self.is_extending_pattern(pat) {
            self.extend_operand(init, scope);
        }
        self.extend_expression(init, scope);
    }

    /// Whether the pattern binds a reference to what it matches with a written `ref`.
    fn is_extending_pattern(&self, pat: PatId) -> bool {
        match &self.cx.store[pat] {
            Pat::Bind { id, subpat } => {
                matches!(
                    self.cx.store[*id].mode,
                    BindingAnnotation::Ref | BindingAnnotation::RefMut
                ) || subpat.is_some_and(|sub| self.is_extending_pattern(sub))
            }
            Pat::Record { args, .. } => args.iter().any(|arg| self.is_extending_pattern(arg.pat)),
            Pat::Slice {
                prefix,
                slice,
                suffix,
            } => prefix
                .iter()
                .chain(slice)
                .chain(suffix)
                .any(|&sub| self.is_extending_pattern(sub)),
            Pat::Or(args) | Pat::Tuple { args, .. } | Pat::TupleStruct { args, .. } => {
                args.iter().any(|&sub| self.is_extending_pattern(sub))
            }
            Pat::Box { inner } => self.is_extending_pattern(*inner),
            _ => false,
        }
    }

    pub(super) fn extend_expression(&mut self, expr: ExprId, scope: ScopeIndex) {
        match &self.cx.store[expr] {
            Expr::Ref { expr: operand, .. } => {
                self.extend_expression(*operand, scope);
                self.extend_operand(*operand, scope);
            }
            Expr::RecordLit { fields, .. } => {
                for field in fields {
                    self.extend_expression(field.expr, scope);
                }
            }
            Expr::Tuple { exprs } | Expr::Array(Array::ElementList { elements: exprs }) => {
                for &element in exprs {
                    self.extend_expression(element, scope);
                }
            }
            Expr::Call { callee, args } if self.is_constructor(*callee) => {
                for &arg in args {
                    self.extend_expression(arg, scope);
                }
            }
            Expr::Cast { expr: operand, .. } => self.extend_expression(*operand, scope),
            Expr::Block {
                statements,
                tail: Some(tail),
                ..
            }
            | Expr::Unsafe {
                statements,
                tail: Some(tail),
                ..
            } => {
                for statement in statements {
                    if let Statement::Let { pat, .. } = statement {
                        self.extended_lets.insert(*pat, scope);
                    }
                }
                self.extend_expression(*tail, scope);
            }
            Expr::If {
                then_branch,
                else_branch: Some(else_branch),
                ..
            } => {
                self.extend_expression(*then_branch, scope);
                self.extend_expression(*else_branch, scope);
            }
            Expr::Match { arms, .. } => {
                for arm in arms {
                    self.extend_expression(arm.expr, scope);
                }
            }
            _ => {}
        }
    }

    fn is_constructor(&self, callee: ExprId) -> bool {
        match self.cx.infer.expr_ty(callee).kind() {
            TyKind::FnDef(def, _) => !matches!(def.0, CallableDefId::FunctionId(_)),
            _ => false,
        }
    }

    /// The operand of an extending borrow: its own temporary and, where it is part of one, that.
    pub(super) fn extend_operand(&mut self, mut expr: ExprId, scope: ScopeIndex) {
        loop {
            self.extended.insert(expr, scope);
            expr = match &self.cx.store[expr] {
                Expr::Ref { expr, .. }
                | Expr::UnaryOp {
                    op: UnaryOp::Deref,
                    expr,
                }
                | Expr::Field { expr, .. }
                | Expr::Index { base: expr, .. } => *expr,
                _ => return,
            };
        }
    }
}
