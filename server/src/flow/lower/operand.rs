//! Expressions as operands and temporaries (`as_operand`, `as_temp`).

use ra_ap_hir_def::{
    CallableDefId,
    hir::{Expr, ExprId},
    resolver::ValueNs,
};
use ra_ap_hir_ty::next_solver::TyKind;
use ra_ap_rustc_type_ir::{TypeVisitableExt as _, inherent::IntoKind};

use super::{Lower, Thir, Use, expr_origin};
use crate::flow::{
    graph::{LocalId, Operand, StatementKind},
    scope::ScopeIndex,
};

impl Lower<'_, '_> {
    /// The expression's value, evaluated now: a constant or a fresh temporary, which is dropped with the
    /// expression it is an operand of if control leaves that before it is done.
    pub(super) fn operand(&mut self, e: Thir, usage: Use) -> Operand {
        if self.is_constant(e) {
            return self.item(e);
        }
        let temp = self.temp_in(self.scopes.innermost(), e, &usage);
        Operand::Move(self.builder.place_of(temp), self.plain_usage(e.expr))
    }

    /// A literal or item.
    pub(super) fn item(&mut self, e: Thir) -> Operand {
        let ty = self.ty(e);
        if let TyKind::FnDef(def, args) = ty.kind()
            && let CallableDefId::FunctionId(function) = def.0
        {
            let written = self.written_instance(e.expr, function, args);
            return self.builder.function(ty, written);
        }
        if let Some(ValueNs::ConstId(id)) = self.resolve_path(e.expr) {
            let declared = self.cx.db.type_for_const(id).skip_binder();
            if !declared.has_param() {
                return self.builder.declared_constant(ty, declared);
            }
        }
        self.builder.item(ty)
    }

    /// Literals and items: evaluating them uses no place.
    fn is_constant(&mut self, e: Thir) -> bool {
        if e.adjusted > 0 {
            return false;
        }
        match &self.cx.store[e.expr] {
            Expr::Literal(_) | Expr::OffsetOf(_) | Expr::IncludeBytes | Expr::Const(_) => true,
            Expr::Path(_) => !matches!(
                self.resolve_path(e.expr),
                Some(ValueNs::LocalBinding(_) | ValueNs::StaticId(_))
            ),
            _ => false,
        }
    }

    /// The expression's value in a new temporary that is dropped at the end of the enclosing
    /// temporary scope, or later where its lifetime is extended.
    pub(super) fn temp(&mut self, e: Thir, usage: &Use) -> LocalId {
        let scope = self
            .extended
            .get(&e.expr)
            .copied()
            .unwrap_or(self.temp_scope);
        self.temp_in(scope, e, usage)
    }

    /// The expression's value in a new temporary that is dropped at the end of `scope`.
    pub(super) fn temp_in(&mut self, scope: ScopeIndex, e: Thir, usage: &Use) -> LocalId {
        let ty = self.ty(e);
        let written = self.desugared.get(&e.expr).copied();
        let created = written.unwrap_or(expr_origin(e.expr));
        let local = self.new_temp(ty, false);
        self.builder
            .push(StatementKind::StorageLive(local), created);
        self.into(self.builder.place_of(local), e, usage);
        self.schedule(scope, local, Some(created));
        local
    }

    /// Evaluates the expression for its effects; its value is dropped with the statement.
    pub(super) fn discard(&mut self, expr: ExprId) {
        let usage = Use::new(
            crate::facts::Cause::Discarded,
            crate::facts::Destination::Dropped,
        );
        let e = self.full(expr);
        self.temp(e, &usage);
    }
}
