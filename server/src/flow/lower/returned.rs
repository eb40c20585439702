//! `return`.

use ra_ap_hir_def::{
    GenericDefId,
    hir::{Expr, ExprId},
    resolver::ValueNs,
};
use ra_ap_hir_ty::Adjust;

use super::{Lower, Use};
use crate::{
    facts::{Cause, Destination},
    flow::regions::declared_signature,
};

impl Lower<'_, '_> {
    pub(super) fn return_with(&mut self, value: Option<ExprId>) {
        if let Some(value) = value {
            if self.returns.is_used() {
                self.keep_type_of_result(value, None);
            }
            let e = self.full(value);
            let usage = Use::new(Cause::Return, Destination::Caller);
            self.into(self.return_place, e, &usage);
        }
        self.scopes.exit(&mut self.builder, 0, &mut self.returns);
    }

    /// One of several expressions that become the result, or the value of this `match`, not the first: that is coerced
    /// to the declared type, of further ones the least upper bound is taken, which changes nothing where the types are
    /// equal (`rustc_hir_typeck::coercion`'s `CoerceMany`).
    pub(super) fn keep_type_of_result(&mut self, value: ExprId, of: Option<ExprId>) {
        let kept = self.closure.is_none()
            && self.has_type_of_result(value)
            && of.is_none_or(|it| self.is_result(it));
        if kept {
            self.cx.trimmed.insert(value, 2);
        }
    }

    /// Whether what is expected of the expression is the declared result.
    fn is_result(&self, expr: ExprId) -> bool {
        let mut pending = vec![self.cx.root];
        while let Some(result) = pending.pop() {
            if result == expr {
                return true;
            }
            match &self.cx.store[result] {
                Expr::Block { tail, .. } | Expr::Unsafe { tail, .. } => pending.extend(*tail),
                Expr::If {
                    then_branch,
                    else_branch,
                    ..
                } => pending.extend([*then_branch].into_iter().chain(*else_branch)),
                Expr::Match { arms, .. } => pending.extend(arms.iter().map(|it| it.expr)),
                _ => {}
            }
        }
        false
    }

    /// Whether a parameter is returned by a reborrow though its declared type is the result's, with all lifetimes.
    /// rust-analyzer does not know that of elided ones.
    fn has_type_of_result(&mut self, value: ExprId) -> bool {
        let adjustments = self.cx.infer.expr_adjustment(value).unwrap_or_default();
        let [first, second] = adjustments else {
            return false;
        };
        let reborrows = matches!(
            (&first.kind, &second.kind),
            (Adjust::Deref(None), Adjust::Borrow(_))
        );
        if !reborrows {
            return false;
        }
        let Some(ValueNs::LocalBinding(id)) = self.resolve_path(value) else {
            return false;
        };
        let GenericDefId::FunctionId(function) = self.cx.generic_def else {
            return false;
        };
        let parameter = |local| self.builder.parameter_index(local);
        let Some(index) = self.locals.get(&id).and_then(|&it| parameter(it)) else {
            return false;
        };
        let (signature, unknown) = declared_signature(self.cx.db, function);
        let types = signature.skip_binder().inputs_and_output;
        !unknown && types.iter().nth(index) == types.iter().last()
    }
}
