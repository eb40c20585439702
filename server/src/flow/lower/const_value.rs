//! Whether the values of constants need to be dropped: promotion asks this of a constant's value, not of its type
//! (`rustc_const_eval::check_consts::qualifs`).

use ra_ap_hir_def::{
    ConstId, DefWithBodyId, HasModule, ItemContainerId, Lookup,
    expr_store::Body,
    hir::{Array, Expr, ExprId, RecordSpread},
    resolver::{HasResolver, ValueNs},
    signatures::ImplSignature,
};
use ra_ap_hir_ty::{InferenceResult, db::HirDatabase, next_solver::TyKind};
use ra_ap_rustc_type_ir::inherent::IntoKind;

use super::super::{graph::TypeKind, types::Types};

/// So many constants that are defined by others are looked through.
const MAX_DEPTH: u32 = 16;

/// Whether the value of a constant, whose type needs a drop, certainly does so, too.
pub(super) fn needs_drop(db: &dyn HirDatabase, constant: ConstId) -> bool {
    Constant::needs_drop(db, constant, MAX_DEPTH)
}

struct Constant<'db> {
    db: &'db dyn HirDatabase,
    body: &'db Body,
    def: DefWithBodyId,
    infer: &'db InferenceResult<'db>,
    types: Types<'db>,
    depth: u32,
}

impl<'db> Constant<'db> {
    fn needs_drop(db: &'db dyn HirDatabase, constant: ConstId, depth: u32) -> bool {
        // Which implementation is meant may not be known: the constants of traits are judged by their type.
        let of_trait = match constant.lookup(db).container {
            ItemContainerId::TraitId(_) => true,
            ItemContainerId::ImplId(id) => ImplSignature::of(db, id).target_trait.is_some(),
            _ => false,
        };
        if of_trait {
            return true;
        }
        let def = DefWithBodyId::ConstId(constant);
        let body = Body::of(db, def);
        let mut constant = Constant {
            db,
            body,
            def,
            infer: InferenceResult::of(db, def),
            types: Types::new(db, def.module(db).krate(db), def.generic_def(db)),
            depth,
        };
        constant.value_needs_drop(body.root_expr())
    }

    fn value_needs_drop(&mut self, expr: ExprId) -> bool {
        let known = self.types.of(self.infer.expr_ty(expr));
        if known.unknown || !known.needs_drop {
            return false;
        }
        if known.kind == TypeKind::Destructor {
            return true;
        }
        match &self.body.store[expr] {
            Expr::Path(_) => self.path_needs_drop(expr),
            Expr::Tuple { exprs } | Expr::Array(Array::ElementList { elements: exprs }) => {
                exprs.iter().any(|&it| self.value_needs_drop(it))
            }
            Expr::Array(Array::Repeat { initializer, .. }) => self.value_needs_drop(*initializer),
            Expr::RecordLit {
                fields,
                spread: RecordSpread::None,
                ..
            } => fields.iter().any(|it| self.value_needs_drop(it.expr)),
            Expr::Call { callee, args } => {
                if self.is_constructor(*callee) {
                    args.iter().any(|&it| self.value_needs_drop(it))
                } else {
                    true
                }
            }
            Expr::MethodCall { .. } => true,
            Expr::Block {
                tail: Some(tail), ..
            }
            | Expr::Unsafe {
                tail: Some(tail), ..
            } => self.value_needs_drop(*tail),
            _ => false,
        }
    }

    fn path_needs_drop(&mut self, expr: ExprId) -> bool {
        let Expr::Path(path) = &self.body.store[expr] else {
            return false;
        };
        let hygiene = self.body.store.expr_path_hygiene(expr);
        let mut resolver = self.def.resolver(self.db);
        let _guard = resolver.update_to_inner_scope(self.db, self.def, expr);
        match resolver.resolve_path_in_value_ns_fully(self.db, path, hygiene) {
            Some(ValueNs::ConstId(other)) if self.depth > 0 => {
                Constant::needs_drop(self.db, other, self.depth - 1)
            }
            _ => false,
        }
    }

    fn is_constructor(&self, callee: ExprId) -> bool {
        let TyKind::FnDef(def, _) = self.infer.expr_ty(callee).kind() else {
            return false;
        };
        !matches!(def.0, ra_ap_hir_def::CallableDefId::FunctionId(_))
    }
}
