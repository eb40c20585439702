//! Temporaries that live as long as the program, because their values are known when it is compiled
//! (Reference, "Constant promotion"; `rustc_mir_transform::promote_consts`).

use ra_ap_hir_def::{
    CallableDefId, ConstId,
    hir::{ArithOp, Array, BinaryOp, Expr, ExprId, Literal, RecordSpread, Statement, UnaryOp},
    resolver::ValueNs,
    signatures::FunctionSignature,
    type_ref::{Mutability, Rawness},
};
use ra_ap_hir_ty::{
    Adjust, AutoBorrow,
    method_resolution::CandidateId,
    next_solver::{Mutability as TypeMutability, Ty, TyKind},
};
use ra_ap_rustc_type_ir::inherent::IntoKind;

use super::{
    Lower, Thir,
    const_value::{self, Quality},
    place::is_thread_local,
    promotable_fn,
};
use crate::flow::graph::{LocalKind, PlaceId, Projection, TypeKind};

impl<'db> Lower<'_, 'db> {
    /// The place that a reference is made to: a promoted value is reached as a `static` is.
    pub(super) fn borrowed_place(&mut self, e: Thir, mutable: bool) -> PlaceId {
        match mutable {
            true if self.is_empty_array(e) => self.promoted_place(e, true),
            true => self.place(e),
            false if self.is_place_of_variable(e) => self.place(e),
            false if self.is_promotable(e) => self.promoted_place(e, false),
            false => self.lent_place(e),
        }
    }

    /// A place that shared references are made to. Of the value that it is a part of only the whole has to be known:
    /// which part it is may be found out later (`Validator::validate_candidate`).
    pub(super) fn lent_place(&mut self, e: Thir) -> PlaceId {
        let mut whole = e;
        while whole.adjusted == 0
            && let Expr::Field { expr: base, .. } | Expr::Index { base, .. } =
                self.cx.store[whole.expr]
        {
            whole = Thir {
                expr: base,
                adjusted: 0,
            };
        }
        if !self.is_place_of_variable(whole)
            && !matches!(self.cx.infer.expr_ty(whole.expr).kind(), TyKind::Ref(..))
            && self.is_promotable(whole)
        {
            self.promoted = Some(whole.expr);
        }
        let place = self.place(e);
        self.promoted = None;
        place
    }

    pub(super) fn promoted_place(&mut self, e: Thir, mutable: bool) -> PlaceId {
        let ty = self.ty(e);
        let address = self.cx.types.reference(ty, mutable);
        let kind = LocalKind::Static {
            mutable,
            thread_local: false,
        };
        let local = self
            .builder
            .local(&mut self.cx.types, kind, String::new(), address, true);
        self.promotions.insert(local);
        let base = self.builder.place_of(local);
        self.builder
            .project(&mut self.cx.types, base, Projection::Deref, ty)
    }

    /// Whether the place is part of a promoted value.
    pub(super) fn is_promoted(&self, place: PlaceId) -> bool {
        self.promotions.contains(&self.builder.place(place).local)
    }

    /// A shortcut for what most references are made to.
    fn is_place_of_variable(&mut self, e: Thir) -> bool {
        e.adjusted == 0
            && matches!(
                self.resolve_path(e.expr),
                Some(ValueNs::LocalBinding(_) | ValueNs::StaticId(_))
            )
    }

    /// `&mut []` may be `'static`, too: there is nothing in it that could be changed.
    fn is_empty_array(&self, e: Thir) -> bool {
        let Expr::Array(Array::ElementList { elements }) = &self.cx.store[e.expr] else {
            return false;
        };
        e.adjusted == 0 && elements.is_empty()
    }

    /// Whether a shared reference to the expression's value is one to a constant. Where it depends on what is
    /// not known here, it is.
    fn is_promotable(&mut self, e: Thir) -> bool {
        if let Some((adjustment, below)) = self.adjustment(e) {
            return match adjustment.kind {
                Adjust::Borrow(AutoBorrow::Ref(mutability)) => {
                    !TypeMutability::from(mutability).is_mut() && self.is_lendable(below)
                }
                Adjust::Pointer(_) => self.is_promotable(below),
                _ => false,
            };
        }
        let expr = e.expr;
        let ty = self.cx.infer.expr_ty(expr);
        let known = self.cx.types.of(ty);
        if known.unknown || known.kind == TypeKind::Destructor {
            return false;
        }
        match &self.cx.store[expr] {
            Expr::Literal(_) | Expr::OffsetOf(_) | Expr::IncludeBytes => true,
            Expr::Const(value) => {
                let (db, owner) = (self.cx.db, self.cx.owner);
                let lacks = |quality| !const_value::inline_has(db, owner, *value, quality);
                (!known.needs_drop || lacks(Quality::NeedsDrop))
                    && (!self.cx.types.has_interior_mutability(ty)
                        || lacks(Quality::InteriorMutability))
            }
            Expr::Path(_) => match self.resolve_path(expr) {
                Some(ValueNs::LocalBinding(_)) => false,
                // Only a static's value may refer to another static.
                Some(ValueNs::StaticId(id)) => {
                    self.cx.is_static() && !is_thread_local(self.cx.db, id)
                }
                Some(ValueNs::EnumVariantId(_) | ValueNs::StructId(_)) => true,
                Some(ValueNs::ConstId(constant)) => self.is_promotable_constant(constant, ty),
                // `Self::Variant`
                _ if self.cx.infer.variant_resolution_for_expr(expr).is_some() => true,
                _ => match self.cx.infer.assoc_resolutions_for_expr(expr) {
                    Some((CandidateId::ConstId(constant), _)) => {
                        self.is_promotable_constant(constant, ty)
                    }
                    _ => !known.needs_drop,
                },
            },
            Expr::Tuple { exprs } | Expr::Array(Array::ElementList { elements: exprs }) => {
                self.are_promotable(exprs)
            }
            Expr::Array(Array::Repeat { initializer, .. }) => self.is_promotable_expr(*initializer),
            Expr::RecordLit { fields, spread, .. } => {
                let rest = match spread {
                    RecordSpread::None => true,
                    RecordSpread::Expr(base) => self.is_promotable_expr(*base),
                    RecordSpread::FieldDefaults => false,
                };
                rest && known.kind != TypeKind::Union
                    && fields.iter().all(|it| self.is_promotable_expr(it.expr))
            }
            Expr::Call { callee, args } => {
                self.is_known_call(*callee, ty) && self.are_promotable(args)
            }
            Expr::MethodCall { receiver, args, .. } => {
                self.is_constant_method(expr, ty)
                    && self.is_promotable_expr(*receiver)
                    && self.are_promotable(args)
            }
            Expr::UnaryOp {
                op: UnaryOp::Neg | UnaryOp::Not,
                expr: operand,
            } => self.is_promotable_scalar(*operand),
            Expr::BinaryOp {
                lhs,
                rhs,
                op: Some(op),
            } => {
                self.is_without_panic(*op, *rhs)
                    && self.is_promotable_scalar(*lhs)
                    && self.is_promotable_scalar(*rhs)
            }
            Expr::Cast { expr: operand, .. } => self.is_promotable_expr(*operand),
            Expr::Ref {
                expr: inner,
                rawness: Rawness::Ref,
                mutability,
            } => match mutability {
                Mutability::Shared => self.is_lendable(self.full(*inner)),
                Mutability::Mut => self.is_empty_array(self.full(*inner)),
            },
            Expr::Field { expr: base, .. } => self.is_promotable_expr(*base),
            Expr::Index { base, index } => {
                let array = self.cx.infer.expr_ty(*base);
                matches!(array.kind(), TyKind::Array(..))
                    && self.is_promotable_expr(*base)
                    && self.is_promotable_expr(*index)
            }
            Expr::Closure { .. } => {
                let data = self.cx.infer.closures_data.get(&expr);
                data.is_some_and(|data| data.min_captures.is_empty())
            }
            Expr::Block {
                statements,
                tail: Some(tail),
                label: None,
                ..
            }
            | Expr::Unsafe {
                statements,
                tail: Some(tail),
                ..
            } => {
                statements.iter().all(|it| matches!(it, Statement::Item(_)))
                    && self.is_promotable_expr(*tail)
            }
            _ => false,
        }
    }

    /// Whether a reference to the place is a constant: a reborrow is if the reference is.
    fn is_lendable(&mut self, e: Thir) -> bool {
        if let Some((adjustment, below)) = self.adjustment(e) {
            let is_reborrow = matches!(adjustment.kind, Adjust::Deref(None))
                && matches!(self.ty(below).kind(), TyKind::Ref(..));
            return self.is_promotable(if is_reborrow { below } else { e });
        }
        if let Expr::UnaryOp {
            op: UnaryOp::Deref,
            expr: pointer,
        } = self.cx.store[e.expr]
        {
            let pointer = self.full(pointer);
            return matches!(self.ty(pointer).kind(), TyKind::Ref(..))
                && self.is_promotable(pointer);
        }
        self.is_promotable(e)
    }

    /// Whether the value of a constant needs no drop and cannot be changed behind a shared reference.
    fn is_promotable_constant(&mut self, constant: ConstId, ty: Ty<'db>) -> bool {
        let db = self.cx.db;
        let lacks = |quality| !const_value::has(db, constant, quality);
        let known = self.cx.types.of(ty);
        let plain = ty.is_scalar() || matches!(ty.kind(), TyKind::Ref(..));
        plain
            || (!known.needs_drop || lacks(Quality::NeedsDrop))
                && (!self.cx.types.has_interior_mutability(ty)
                    || lacks(Quality::InteriorMutability))
    }

    fn is_promotable_expr(&mut self, expr: ExprId) -> bool {
        self.is_promotable(self.full(expr))
    }

    fn are_promotable(&mut self, exprs: &[ExprId]) -> bool {
        exprs.iter().all(|&expr| self.is_promotable_expr(expr))
    }

    /// Of an operand without the references that inference makes for comparisons, which scalars do without.
    fn is_promotable_scalar(&mut self, expr: ExprId) -> bool {
        let operand = Thir { expr, adjusted: 0 };
        self.ty(operand).is_scalar() && self.is_promotable(operand)
    }

    /// A division may panic if the divisor is 0: one that is written is not, and of a constant it is assumed.
    fn is_without_panic(&self, op: BinaryOp, right: ExprId) -> bool {
        match op {
            // `&&` and `||` are branches.
            BinaryOp::Assignment { .. } | BinaryOp::LogicOp(_) => false,
            BinaryOp::ArithOp(ArithOp::Div | ArithOp::Rem) => match &self.cx.store[right] {
                Expr::Literal(Literal::Int(value, _)) => *value != 0,
                Expr::Literal(Literal::Uint(value, _)) => *value != 0,
                Expr::Path(_) | Expr::Const(_) => true,
                _ => false,
            },
            _ => true,
        }
    }

    /// A constructor, or a function whose calls may be promoted: the standard library marks some of its
    /// `const fn`s, and in constants and statics all `const fn`s are evaluated.
    fn is_known_call(&self, callee: ExprId, result: Ty<'db>) -> bool {
        let TyKind::FnDef(def, _) = self.cx.infer.expr_ty(callee).kind() else {
            return false;
        };
        let CallableDefId::FunctionId(function) = def.0 else {
            return true;
        };
        let db = self.cx.db;
        FunctionSignature::of(db, function).is_const()
            && !self.cx.types.has_interior_mutability(result)
            && (self.cx.is_constant() || promotable_fn::is_promotable(db, function))
    }

    /// Whether a method is called that is evaluated with the constant in whose value the call stands.
    fn is_constant_method(&self, call: ExprId, result: Ty<'db>) -> bool {
        let method = self.cx.infer.method_resolution(call);
        self.cx.is_constant()
            && method.is_some_and(|(it, _)| FunctionSignature::of(self.cx.db, it).is_const())
            && !self.cx.types.has_interior_mutability(result)
    }
}
