//! What is true of the values of constants: promotion asks this of a constant's value, not of its type
//! (`rustc_const_eval::check_consts::qualifs`).

use ra_ap_hir_def::{
    ConstId, DefWithBodyId, ExpressionStoreOwnerId, HasModule, ItemContainerId, Lookup,
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

/// What a value may have if its type does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quality {
    /// Something runs when it is dropped.
    NeedsDrop,
    /// It can be changed through a shared reference.
    InteriorMutability,
}

/// Whether the value of a constant, whose type has the quality, certainly has it, too.
pub(super) fn has(db: &dyn HirDatabase, constant: ConstId, quality: Quality) -> bool {
    Constant::has(db, constant, quality, MAX_DEPTH)
}

/// As [`has`], of the value of an inline constant in a body.
pub(super) fn inline_has(
    db: &dyn HirDatabase,
    owner: ExpressionStoreOwnerId,
    value: ExprId,
    quality: Quality,
) -> bool {
    match owner {
        ExpressionStoreOwnerId::Body(def) => {
            Constant::of(db, def, quality, MAX_DEPTH).value_has(value)
        }
        _ => true,
    }
}

struct Constant<'db> {
    db: &'db dyn HirDatabase,
    body: &'db Body,
    def: DefWithBodyId,
    infer: &'db InferenceResult<'db>,
    types: Types<'db>,
    quality: Quality,
    depth: u32,
}

impl<'db> Constant<'db> {
    fn has(db: &'db dyn HirDatabase, constant: ConstId, quality: Quality, depth: u32) -> bool {
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
        let mut constant = Constant::of(db, def, quality, depth);
        constant.value_has(constant.body.root_expr())
    }

    fn of(db: &'db dyn HirDatabase, def: DefWithBodyId, quality: Quality, depth: u32) -> Self {
        Constant {
            db,
            body: Body::of(db, def),
            def,
            infer: InferenceResult::of(db, def),
            types: Types::new(db, def.module(db).krate(db), def.generic_def(db)),
            quality,
            depth,
        }
    }

    fn value_has(&mut self, expr: ExprId) -> bool {
        let ty = self.infer.expr_ty(expr);
        let known = self.types.of(ty);
        let may = match self.quality {
            Quality::NeedsDrop => known.needs_drop,
            Quality::InteriorMutability => self.types.has_interior_mutability(ty),
        };
        if known.unknown || !may {
            return false;
        }
        if self.quality == Quality::NeedsDrop && known.kind == TypeKind::Destructor {
            return true;
        }
        match &self.body.store[expr] {
            Expr::Path(_) => self.path_has(expr),
            Expr::Tuple { exprs } | Expr::Array(Array::ElementList { elements: exprs }) => {
                exprs.iter().any(|&it| self.value_has(it))
            }
            Expr::Array(Array::Repeat { initializer, .. }) => self.value_has(*initializer),
            Expr::RecordLit {
                fields,
                spread: RecordSpread::None,
                ..
            } => fields.iter().any(|it| self.value_has(it.expr)),
            Expr::Call { callee, args } => {
                if self.is_constructor(*callee) {
                    args.iter().any(|&it| self.value_has(it))
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
            } => self.value_has(*tail),
            _ => false,
        }
    }

    fn path_has(&mut self, expr: ExprId) -> bool {
        let Expr::Path(path) = &self.body.store[expr] else {
            return false;
        };
        let hygiene = self.body.store.expr_path_hygiene(expr);
        let mut resolver = self.def.resolver(self.db);
        let _guard = resolver.update_to_inner_scope(self.db, self.def, expr);
        match resolver.resolve_path_in_value_ns_fully(self.db, path, hygiene) {
            Some(ValueNs::ConstId(other)) if self.depth > 0 => {
                Constant::has(self.db, other, self.quality, self.depth - 1)
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
