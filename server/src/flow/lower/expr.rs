//! Expressions into a destination (`rustc_mir_build::builder::expr::into`).

use ra_ap_hir_def::{
    expr_store::path::Path,
    hir::{
        Array, AsmOperand, Expr, ExprId, InlineAsm, RecordLitField, RecordSpread, UnaryOp,
        type_ref::{Mutability, Rawness},
    },
};
use ra_ap_hir_ty::{Adjust, AutoBorrow, PointerCast, next_solver::Mutability as TypeMutability};

use super::{Lower, Thir, Use, expr_origin};
use crate::{
    facts::{BorrowKind, Cause, Destination, GapReason},
    flow::{
        graph::{Operand, PlaceId, Projection, Rvalue},
        typed::Making,
    },
};

impl<'db> Lower<'_, 'db> {
    /// Evaluates the expression into `dest`. `usage` describes the use if the value is that of a
    /// place the user wrote.
    pub(super) fn into(&mut self, dest: PlaceId, e: Thir, usage: &Use) {
        if self.is_place(e) {
            let place = self.place(e);
            let operand = self.consume(place, expr_origin(e.expr), usage);
            self.assign_operands(dest, vec![operand], expr_origin(e.expr));
            return;
        }
        match self.adjustment(e) {
            Some((adjustment, below)) => self.adjusted_into(dest, below, &adjustment.kind, usage),
            None => self.evaluating(e.expr, |this| this.expr_into(dest, e.expr, usage)),
        }
    }

    fn adjusted_into(&mut self, dest: PlaceId, below: Thir, adjust: &Adjust, usage: &Use) {
        let at = self.adjusted(below.expr);
        match adjust {
            Adjust::Borrow(AutoBorrow::Ref(mutability)) => {
                let kind = match TypeMutability::from(*mutability) {
                    TypeMutability::Not => BorrowKind::Shared,
                    TypeMutability::Mut => BorrowKind::Mutable {
                        two_phase: self.allows_two_phase(below, usage),
                    },
                };
                let mutable = kind != BorrowKind::Shared;
                if mutable {
                    // Of the operand of a cast inference has not told it.
                    self.change(below.expr);
                }
                let place = self.borrowed_place(below, mutable);
                self.borrow(dest, place, kind, at, usage, true);
            }
            Adjust::Borrow(AutoBorrow::RawPtr(mutability)) => {
                let place = self.place(below);
                self.raw_borrow(dest, place, mutability.is_mut(), at);
            }
            Adjust::NeverToAny => {
                self.temp(below, usage);
                self.builder.diverge();
            }
            Adjust::Pointer(cast) => {
                let operand = self.operand(below, usage.clone());
                let making = Making::Coerce(*cast);
                self.assign_made(dest, vec![operand], expr_origin(at), making);
            }
            Adjust::Deref(_) => {
                let operand = self.operand(below, usage.clone());
                self.assign_operands(dest, vec![operand], expr_origin(at));
            }
        }
    }

    /// Whether the borrow that is inserted around `below` is two-phase (RFC 2025; rustc's `AllowTwoPhase`):
    /// those of method receivers and compound assignment, and those of arguments unless they are unsized.
    fn allows_two_phase(&self, below: Thir, usage: &Use) -> bool {
        match usage.cause {
            Cause::Receiver(_) | Cause::Operator { .. } => true,
            Cause::Argument { .. } => {
                let adjustments = self
                    .cx
                    .infer
                    .expr_adjustment(below.expr)
                    .unwrap_or_default();
                let next = adjustments.get(below.adjusted + 1);
                !next.is_some_and(|it| matches!(it.kind, Adjust::Pointer(PointerCast::Unsize)))
            }
            _ => false,
        }
    }

    /// What stands for an adjusted expression: of a block its tail (rustc's `apply_adjustment`).
    fn adjusted(&self, expr: ExprId) -> ExprId {
        match self.cx.store[expr] {
            Expr::Block {
                tail: Some(tail), ..
            }
            | Expr::Unsafe {
                tail: Some(tail), ..
            } => tail,
            _ => expr,
        }
    }

    fn raw_borrow(&mut self, dest: PlaceId, place: PlaceId, mutable: bool, expr: ExprId) {
        if let Some(place) = self.resolve(place) {
            self.builder
                .assign(dest, Rvalue::RawRef { place, mutable }, expr_origin(expr));
        }
    }

    fn expr_into(&mut self, dest: PlaceId, expr: ExprId, usage: &Use) {
        let origin = expr_origin(expr);
        match &self.cx.store[expr] {
            Expr::Block {
                statements,
                tail,
                label,
                ..
            } => {
                self.block(dest, expr, statements, *tail, *label, usage);
            }
            Expr::Unsafe {
                statements, tail, ..
            } => {
                self.block(dest, expr, statements, *tail, None, usage);
            }
            Expr::If {
                condition,
                then_branch,
                else_branch,
            } => {
                self.if_else(dest, expr, *condition, *then_branch, *else_branch, usage);
            }
            Expr::Match {
                expr: scrutinee,
                arms,
            } => {
                self.match_expr(dest, expr, *scrutinee, arms, usage);
            }
            Expr::Let { .. } => self.condition_value(dest, expr),
            Expr::Loop { body, label, .. } => self.looping(dest, *body, *label, usage),
            Expr::Break { expr: value, label } => self.break_with(expr, *label, *value),
            Expr::Continue { label } => self.continue_to(*label),
            Expr::Return { expr: value } => self.return_with(*value),
            Expr::Become { expr: value } => self.return_with(Some(*value)),
            Expr::Yeet { expr: value } => self.return_with(*value),
            Expr::Call { callee, args } => self.call(dest, expr, *callee, args),
            Expr::MethodCall { receiver, args, .. } => {
                self.method_call(dest, expr, *receiver, args);
            }
            Expr::RecordLit {
                path,
                fields,
                spread,
            } => {
                self.record(dest, expr, path, fields, *spread);
            }
            Expr::Ref {
                expr: inner,
                rawness,
                mutability,
            } => {
                self.explicit_borrow(dest, expr, *inner, *rawness, *mutability, usage);
            }
            Expr::UnaryOp { op, expr: inner } => self.unary(dest, expr, *op, *inner),
            Expr::BinaryOp { lhs, rhs, op } => self.binary(dest, expr, *lhs, *rhs, *op),
            Expr::Assignment { target, value } => {
                self.assignment(expr, *target, *value);
                self.assign_operands(dest, vec![], origin);
            }
            Expr::Cast {
                expr: inner,
                type_ref,
            } => {
                let e = self.full(*inner);
                let operand = self.operand(e, Use::new(Cause::Read, Destination::Temporary));
                let written = self.written_type(*type_ref);
                self.assign_made(dest, vec![operand], origin, Making::Cast(written));
            }
            Expr::Tuple { exprs } => {
                let operands = self.operands(exprs, Cause::TupleField, usage);
                self.assign_made(dest, operands, origin, Making::Tuple);
            }
            Expr::Array(Array::ElementList { elements }) => {
                let operands = self.operands(elements, |_| Cause::ArrayElement, usage);
                self.assign_made(dest, operands, origin, Making::Array);
            }
            Expr::Array(Array::Repeat { initializer, .. }) => {
                let operands = self.operands(&[*initializer], |_| Cause::ArrayElement, usage);
                self.assign_made(dest, operands, origin, Making::Array);
            }
            Expr::Closure { .. } => self.closure_expr(dest, expr),
            Expr::Await { expr: inner } => self.awaiting(dest, expr, *inner),
            Expr::Yield { expr: value } => {
                let operands = value.map(|value| {
                    let e = self.full(value);
                    self.operand(e, Use::new(Cause::Yield, Destination::Caller))
                });
                let operands = operands.into_iter().collect();
                self.assign_made(dest, operands, origin, Making::Builtin);
            }
            Expr::InlineAsm(asm) => {
                self.inline_asm(expr, asm);
                self.assign_operands(dest, vec![], origin);
            }
            Expr::Missing => {
                self.gap(expr, GapReason::Incomplete);
                self.assign_operands(dest, vec![], origin);
            }
            Expr::Literal(_)
            | Expr::Path(_)
            | Expr::Const(_)
            | Expr::OffsetOf(_)
            | Expr::IncludeBytes
            | Expr::Underscore
            | Expr::Field { .. }
            | Expr::Index { .. } => {
                let item = self.item(Thir { expr, adjusted: 0 });
                self.assign_operands(dest, vec![item], origin);
            }
        }
    }

    /// The elements of an aggregate, in order.
    pub(super) fn operands(
        &mut self,
        exprs: &[ExprId],
        cause: impl Fn(usize) -> Cause,
        usage: &Use,
    ) -> Vec<Operand> {
        let into = match usage.into {
            Destination::Caller | Destination::Value(_) => usage.into.clone(),
            _ => Destination::Field,
        };
        exprs
            .iter()
            .enumerate()
            .map(|(index, &expr)| {
                let e = self.full(expr);
                self.operand(e, Use::new(cause(index), into.clone()))
            })
            .collect()
    }

    fn explicit_borrow(
        &mut self,
        dest: PlaceId,
        expr: ExprId,
        inner: ExprId,
        rawness: Rawness,
        mutability: Mutability,
        usage: &Use,
    ) {
        let inner = self.full(inner);
        let mutable = mutability == Mutability::Mut;
        if mutable {
            self.change(inner.expr);
        }
        if rawness == Rawness::RawPtr {
            let place = self.place(inner);
            self.raw_borrow(dest, place, mutable, expr);
            return;
        }
        let place = self.borrowed_place(inner, mutable);
        let kind = if mutable {
            BorrowKind::Mutable { two_phase: false }
        } else {
            BorrowKind::Shared
        };
        if self.is_format_argument(expr) {
            let usage = Use::new(Cause::Format, Destination::Temporary);
            self.borrow(dest, place, kind, inner.expr, &usage, true);
        } else {
            let usage = Use::new(Cause::Explicit, usage.into.clone());
            self.borrow(dest, place, kind, expr, &usage, false);
        }
    }

    fn record(
        &mut self,
        dest: PlaceId,
        expr: ExprId,
        path: &Path,
        fields: &[RecordLitField],
        spread: RecordSpread,
    ) {
        let variant = self.cx.infer.variant_resolution_for_expr(expr);
        let adt = variant
            .map(|variant| self.cx.callees.variant_name(variant))
            .unwrap_or_default();
        let mut operands = Vec::with_capacity(fields.len());
        let mut indices = Vec::with_capacity(fields.len());
        for field in fields {
            let index = variant.and_then(|it| it.fields(self.cx.db).field(&field.name));
            indices.push(index.map_or(u32::MAX, |it| it.into_raw().into_u32()));
            let cause = Cause::Field {
                adt: adt.clone(),
                field: self.cx.types.name(&field.name),
            };
            let e = self.full(field.expr);
            operands.push(self.operand(e, Use::new(cause, Destination::Field)));
        }
        if let RecordSpread::Expr(base) = spread {
            for (field, operand) in self.struct_update(expr, base, fields, &adt) {
                indices.push(field);
                operands.push(operand);
            }
        }
        let making = Making::Adt {
            variant: variant.map_or(0, |it| self.cx.types.index_of(it)),
            fields: indices,
            written: self.written_constructor(expr, path, self.cx.infer.expr_ty(expr)),
        };
        self.assign_made(dest, operands, expr_origin(expr), making);
    }

    /// `..base`: the fields that are not written are moved or copied out of the base's place.
    fn struct_update(
        &mut self,
        expr: ExprId,
        base: ExprId,
        fields: &[RecordLitField],
        adt: &str,
    ) -> Vec<(u32, Operand)> {
        let e = self.full(base);
        let place = self.place(e);
        let ty = self.cx.infer.expr_ty(expr);
        let count = self.cx.types.shape(ty).first().copied().unwrap_or(0);
        let mut operands = Vec::new();
        for field in 0..count {
            let name = self.cx.types.field_name(ty, 0, field);
            if fields
                .iter()
                .any(|written| self.cx.types.name(&written.name) == name)
            {
                continue;
            }
            let Some(field_ty) = self.cx.types.field(ty, 0, field) else {
                continue;
            };
            let projection = Projection::Field { variant: 0, field };
            let part = self
                .builder
                .project(&mut self.cx.types, place, projection, field_ty);
            let cause = Cause::StructUpdate {
                adt: adt.to_owned(),
                field: name,
            };
            let usage = Use::new(cause, Destination::Field);
            operands.push((field, self.consume(part, expr_origin(base), &usage)));
        }
        operands
    }

    fn unary(&mut self, dest: PlaceId, expr: ExprId, op: UnaryOp, inner: ExprId) {
        let e = self.full(inner);
        let (operator, name) = match op {
            UnaryOp::Not => ("!", "Not"),
            UnaryOp::Neg => ("-", "Neg"),
            UnaryOp::Deref => ("*", "Deref"),
        };
        let builtin = self.ty(e).is_scalar();
        if !builtin && self.cx.infer.method_resolution(expr).is_none() {
            self.gap(expr, GapReason::UnresolvedCall);
        }
        let cause = Cause::Operator {
            operator: operator.to_owned(),
            trait_name: (!builtin).then(|| name.to_owned()),
        };
        let operand = self.operand(e, Use::new(cause, Destination::Parameter));
        let making = self.operator_making(expr, builtin);
        self.assign_made(dest, vec![operand], expr_origin(expr), making);
        self.diverge_if_never(self.cx.infer.expr_ty(expr));
    }

    /// `IntoFuture::into_future` takes the operand; the future lives in a hidden variable until the
    /// expression is done.
    fn awaiting(&mut self, dest: PlaceId, expr: ExprId, inner: ExprId) {
        let e = self.full(inner);
        let origin = expr_origin(expr);
        let known = self.cx.types.of(self.ty(e));
        let making = Making::Await {
            drops: known.needs_drop || known.hidden || known.unknown,
        };
        let future = self.operand(e, Use::new(Cause::Await, Destination::Parameter));
        self.assign_made(dest, vec![future], origin, making);
        self.diverge_if_never(self.cx.infer.expr_ty(expr));
    }

    fn inline_asm(&mut self, expr: ExprId, asm: &InlineAsm) {
        let usage = Use::new(Cause::Read, Destination::Temporary);
        for (_, operand) in &asm.operands {
            match operand {
                AsmOperand::In { expr: input, .. } => {
                    let e = self.full(*input);
                    self.operand(e, usage.clone());
                }
                AsmOperand::Out {
                    expr: Some(output), ..
                } => self.asm_output(expr, *output),
                AsmOperand::InOut { expr: both, .. } => {
                    let e = self.full(*both);
                    self.operand(e, usage.clone());
                    self.asm_output(expr, *both);
                }
                AsmOperand::SplitInOut { in_expr, .. } => {
                    let e = self.full(*in_expr);
                    self.operand(e, usage.clone());
                    // `ast::AsmOperandExpr::out_expr` gives the input again, so the output of
                    // `inout(reg) a => b` is not known.
                    self.gap(expr, GapReason::Unsupported);
                }
                AsmOperand::Label(label) => self.discard(*label),
                AsmOperand::Out { expr: None, .. } | AsmOperand::Const(_) | AsmOperand::Sym(_) => {}
            }
        }
        self.diverge_if_never(self.cx.infer.expr_ty(expr));
    }

    /// All outputs are written by the whole `asm!`.
    fn asm_output(&mut self, asm: ExprId, output: ExprId) {
        let e = self.full(output);
        let place = self.place(e);
        self.write(place, vec![], asm, asm);
    }
}
