//! Expressions as places (`rustc_mir_build::builder::expr::as_place`).

use ra_ap_hir_def::{
    FunctionId, Lookup, StaticId,
    hir::{BindingId, Expr, ExprId, UnaryOp},
    resolver::ValueNs,
    signatures::{StaticFlags, StaticSignature},
    src::HasSource,
};
use ra_ap_hir_ty::{
    Adjust,
    db::HirDatabase,
    next_solver::{GenericArgs, Mutability, Ty, TyKind},
};
use ra_ap_rustc_type_ir::inherent::IntoKind as _;
use ra_ap_syntax::ast::HasAttrs as _;

use super::{Lower, Thir, Use, expr_origin};
use crate::{
    facts::{BorrowKind, Cause, Destination, GapReason},
    flow::{
        graph::{
            LocalKind, Operand, Origin, PlaceId, Projection, Reference, Rvalue, StatementKind,
            Usage,
        },
        scope::DropKind,
        typed::Making,
    },
};

impl<'db> Lower<'_, 'db> {
    /// Whether evaluating the expression gives a place, not a value
    /// (Reference, "Place expressions and value expressions").
    pub(super) fn is_place(&mut self, e: Thir) -> bool {
        if let Some((adjustment, _)) = self.adjustment(e) {
            return matches!(adjustment.kind, Adjust::Deref(_));
        }
        match &self.cx.store[e.expr] {
            Expr::Field { .. } | Expr::Index { .. } => true,
            Expr::UnaryOp {
                op: UnaryOp::Deref, ..
            } => true,
            Expr::Path(_) => {
                matches!(
                    self.resolve_path(e.expr),
                    Some(ValueNs::LocalBinding(_) | ValueNs::StaticId(_))
                )
            }
            _ => false,
        }
    }

    /// The place that the expression denotes; a value is stored in a temporary first.
    pub(super) fn place(&mut self, e: Thir) -> PlaceId {
        if let Some((adjustment, below)) = self.adjustment(e) {
            let target = adjustment.target.as_ref();
            return match adjustment.kind {
                Adjust::Deref(None) => {
                    let base = self.place(below);
                    self.builder.deref(&mut self.cx.types, base, target)
                }
                Adjust::Deref(Some(deref)) => {
                    let base = self.place(below);
                    let lender = self.builder.ty(base);
                    let changed = deref.0.is_mut() || self.changed.contains(&e.expr);
                    let mutable = changed && self.cx.types.may_lend_mutably(lender, None);
                    let reference = self.borrow_for_deref(base, below, mutable);
                    self.deref_result(e, reference, mutable, target)
                }
                _ => self.temp_place(e),
            };
        }
        let expr = e.expr;
        match &self.cx.store[expr] {
            Expr::Path(_) => match self.resolve_path(expr) {
                Some(ValueNs::LocalBinding(id)) => self.variable(id),
                Some(ValueNs::StaticId(id)) => self.static_place(e, id),
                _ => self.temp_place(e),
            },
            Expr::Field { expr: base, .. } => self.field_place(expr, *base),
            Expr::UnaryOp {
                op: UnaryOp::Deref,
                expr: base,
            } => self.evaluating(expr, |this| this.deref_place(e, *base)),
            Expr::Index { base, index } => {
                self.evaluating(expr, |this| this.index_place(e, *base, *index))
            }
            _ => self.temp_place(e),
        }
    }

    fn temp_place(&mut self, e: Thir) -> PlaceId {
        if e.adjusted == 0 && self.promoted == Some(e.expr) {
            return self.promoted_place(e, false);
        }
        let temp = self.temp(e, &Use::temporary());
        self.builder.place_of(temp)
    }

    /// A `static` is reached through an address that nobody owns.
    fn static_place(&mut self, e: Thir, id: StaticId) -> PlaceId {
        let ty = self.ty(e);
        let signature = StaticSignature::of(self.cx.db, id);
        let kind = LocalKind::Static {
            mutable: signature.flags.contains(StaticFlags::MUTABLE),
            thread_local: is_thread_local(self.cx.db, id),
        };
        let name = signature.name.as_str().to_owned();
        let address = self.cx.types.reference(ty, false);
        let local = self
            .builder
            .local(&mut self.cx.types, kind, name, address, true);
        let declared = self.cx.db.type_for_static(id).skip_binder();
        self.builder.declare_static(local, declared);
        let base = self.builder.place_of(local);
        self.builder
            .project(&mut self.cx.types, base, Projection::Deref, ty)
    }

    /// The place of a variable: its local, or in a closure the stand-in for an outer variable.
    pub(super) fn variable(&mut self, id: BindingId) -> PlaceId {
        if let Some(&local) = self.guarded.get(&id) {
            let base = self.builder.place_of(local);
            let ty = self.cx.infer.binding_ty(id);
            return self
                .builder
                .project(&mut self.cx.types, base, Projection::Deref, ty);
        }
        if let Some(&local) = self.locals.get(&id) {
            return self.builder.place_of(local);
        }
        let ty = self.cx.infer.binding_ty(id);
        let value = self.cx.value_of.get(&id).copied();
        let text = value
            .map(|_| self.cx.types.name(&self.cx.store[id].name))
            .unwrap_or_default();
        let kind = LocalKind::Temporary;
        let local = self.builder.local(&mut self.cx.types, kind, text, ty, true);
        self.locals.insert(id, local);
        if let Some(closure) = &mut self.closure {
            closure.outer.insert(local, id);
        }
        self.builder.place_of(local)
    }

    fn field_place(&mut self, expr: ExprId, base: ExprId) -> PlaceId {
        let base = self.full(base);
        let place = self.place(base);
        let Some(resolution) = self.cx.infer.field_resolution(expr) else {
            // A method that is called without parentheses, or a field that is not there.
            self.gap(expr, GapReason::UnresolvedCall);
            self.forget(place, expr);
            let temp = self.new_temp(self.cx.infer.expr_ty(expr), true);
            return self.builder.place_of(temp);
        };
        let field = resolution.either(
            |field| field.local_id.into_raw().into_u32(),
            |tuple| tuple.index,
        );
        let ty = self.cx.infer.expr_ty(expr);
        let projection = Projection::Field { variant: 0, field };
        self.builder
            .project(&mut self.cx.types, place, projection, ty)
    }

    fn deref_place(&mut self, e: Thir, base: ExprId) -> PlaceId {
        let ty = self.cx.infer.expr_ty(e.expr);
        let base = self.full(base);
        if self.cx.infer.method_resolution(e.expr).is_none() {
            let place = self.place(base);
            return self.builder.deref(&mut self.cx.types, place, ty);
        }
        let (reference, mutable) =
            self.lending_operand(base, None, |mutable| Cause::Deref { mutable });
        self.overloaded_place(e, vec![reference], mutable)
    }

    /// The reference that an overloaded operator takes to the place it is used on, and whether it is
    /// mutable: it is where the place's type has the mutable operator.
    fn lending_operand(
        &mut self,
        base: Thir,
        index: Option<Ty<'db>>,
        cause: impl Fn(bool) -> Cause,
    ) -> (Operand, bool) {
        let usage = |mutable| Use::new(cause(mutable), Destination::Temporary);
        let Some((lender, _, inferred)) = self.ty(base).as_reference() else {
            return (self.operand(base, usage(false)), false);
        };
        let inferred = inferred == Mutability::Mut;
        let mutable = (inferred || self.changed.contains(&base.expr))
            && self.cx.types.may_lend_mutably(lender, index);
        match self.adjustment(base) {
            Some((adjustment, below))
                if matches!(adjustment.kind, Adjust::Borrow(_)) && mutable != inferred =>
            {
                let place = self.place(below);
                let ty = self.cx.types.reference(lender, mutable);
                let temp = self.new_temp(ty, false);
                let dest = self.builder.place_of(temp);
                let kind = match mutable {
                    true => BorrowKind::Mutable { two_phase: false },
                    false => BorrowKind::Shared,
                };
                self.borrow(dest, place, kind, below.expr, &usage(mutable), true);
                (Operand::Move(dest, self.plain_usage(base.expr)), mutable)
            }
            _ => (self.operand(base, usage(inferred)), inferred),
        }
    }

    /// The place that the expression denotes is changed: what lends a part of it on the way to it, lends it mutably
    /// (`rustc_hir_typeck::place_op`'s `convert_place_derefs_to_mutable`).
    pub(super) fn change(&mut self, expr: ExprId) {
        let mut next = Some(expr);
        while let Some(expr) = next {
            self.changed.insert(expr);
            next = match &self.cx.store[expr] {
                Expr::Field { expr: base, .. }
                | Expr::Index { base, .. }
                | Expr::UnaryOp {
                    op: UnaryOp::Deref,
                    expr: base,
                } => Some(*base),
                _ => None,
            };
        }
    }

    fn index_place(&mut self, e: Thir, base: ExprId, index: ExprId) -> PlaceId {
        let ty = self.cx.infer.expr_ty(e.expr);
        let builtin = self.is_builtin_index(e.expr, base, index);
        let (base, index) = (self.full(base), self.full(index));
        if builtin {
            let place = self.place(base);
            let usage = Use::new(Cause::Read, Destination::Temporary);
            self.operand(index, usage);
            self.bounds_checked(place, expr_origin(e.expr));
            return self
                .builder
                .project(&mut self.cx.types, place, Projection::Index, ty);
        }
        if self.cx.infer.method_resolution(e.expr).is_none() {
            self.gap(e.expr, GapReason::UnresolvedCall);
        }
        let index_ty = self.ty(index);
        let (reference, mutable) =
            self.lending_operand(base, Some(index_ty), |mutable| Cause::Index { mutable });
        let usage = Use::new(
            Cause::Operator {
                operator: "[]".to_owned(),
                trait_name: Some("Index".to_owned()),
            },
            Destination::Parameter,
        );
        let index = self.operand(index, usage);
        self.overloaded_place(e, vec![reference, index], mutable)
    }

    /// An index is compared with the length: that of a slice is read; for the sake of an array's there has to be one
    /// (`rustc_mir_build`'s `len_of_slice_or_array`).
    fn bounds_checked(&mut self, place: PlaceId, origin: Origin) {
        let is_array = matches!(self.builder.ty(place).kind(), TyKind::Array(..));
        if let Some(place) = self.resolve(place) {
            let kind = match is_array {
                true => StatementKind::Require(place),
                false => StatementKind::Inspect(place),
            };
            self.builder.push(kind, origin);
        }
    }

    /// Built-in indexing of arrays and slices by `usize`. Inference treats it as a call first and
    /// adds an autoref (and unsizing) to the base, which rustc's writeback takes back.
    fn is_builtin_index(&mut self, expr: ExprId, base: ExprId, index: ExprId) -> bool {
        if self.cx.infer.method_resolution(expr).is_none() {
            return self.ty(self.full(base)).builtin_index().is_some();
        }
        let Some((inner, ..)) = self.ty(self.full(base)).as_reference() else {
            return false;
        };
        if inner.builtin_index().is_none() || !self.ty(self.full(index)).is_usize() {
            return false;
        }
        if !self.cx.trimmed.contains_key(&base) {
            let adjustments = self.cx.infer.expr_adjustment(base).unwrap_or_default();
            let unsized_last = adjustments.last().is_some_and(|a| {
                matches!(a.kind, Adjust::Pointer(ra_ap_hir_ty::PointerCast::Unsize))
            });
            self.cx
                .trimmed
                .insert(base, if unsized_last { 2 } else { 1 });
        }
        true
    }

    /// `*Deref::deref(reference)` and the like: the call's result is a reference to the place.
    fn overloaded_place(&mut self, e: Thir, operands: Vec<Operand>, mutable: bool) -> PlaceId {
        let ty = self.cx.infer.expr_ty(e.expr);
        let mut making = self.method_making(e.expr).unwrap_or(Making::Builtin);
        if let (true, Making::Call { function, .. }) = (mutable, &mut making) {
            *function = self.mutable_operator(*function);
        }
        self.reference_result(e, operands, mutable, ty, making)
    }

    /// The operator that lends mutably instead of this one.
    fn mutable_operator(&self, function: FunctionId) -> FunctionId {
        let lang = self.cx.types.interner.lang_items();
        let instead = if lang.Deref_deref == Some(function) {
            lang.DerefMut_deref_mut
        } else if lang.Index_index == Some(function) {
            lang.IndexMut_index_mut
        } else {
            None
        };
        instead.unwrap_or(function)
    }

    fn deref_result(
        &mut self,
        e: Thir,
        reference: PlaceId,
        mutable: bool,
        target: Ty<'db>,
    ) -> PlaceId {
        let operand = Operand::Move(reference, self.plain_usage(e.expr));
        let making = self.deref_making(reference, mutable);
        self.reference_result(e, vec![operand], mutable, target, making)
    }

    /// The call of `deref` or `deref_mut` that inference inserts.
    fn deref_making(&self, reference: PlaceId, mutable: bool) -> Making<'db> {
        let lang = self.cx.types.interner.lang_items();
        let function = if mutable {
            lang.DerefMut_deref_mut
        } else {
            lang.Deref_deref
        };
        let receiver = self.builder.ty(reference).builtin_deref(true);
        match function.zip(receiver) {
            Some((function, receiver)) => Making::Call {
                function,
                args: GenericArgs::new_from_slice(&[receiver.into()]),
                written: None,
                tupled: false,
            },
            None => Making::Builtin,
        }
    }

    fn reference_result(
        &mut self,
        e: Thir,
        operands: Vec<Operand>,
        mutable: bool,
        target: Ty<'db>,
        making: Making<'db>,
    ) -> PlaceId {
        let ty = self.cx.types.reference(target, mutable);
        let temp = self.new_temp(ty, false);
        let scope = self.extended.get(&e.expr).copied();
        let scope = scope.unwrap_or(self.temp_scope);
        self.scopes.schedule(scope, temp, DropKind::Storage, None);
        let place = self.builder.place_of(temp);
        self.assign_made(place, operands, expr_origin(e.expr), making);
        self.builder
            .project(&mut self.cx.types, place, Projection::Deref, target)
    }

    /// The reference that an overloaded auto-deref passes to `deref` or `deref_mut`.
    fn borrow_for_deref(&mut self, base: PlaceId, below: Thir, mutable: bool) -> PlaceId {
        let ty = self.cx.types.reference(self.builder.ty(base), mutable);
        let temp = self.new_temp(ty, false);
        let dest = self.builder.place_of(temp);
        let kind = if mutable {
            BorrowKind::Mutable { two_phase: false }
        } else {
            BorrowKind::Shared
        };
        let usage = Use::new(Cause::Deref { mutable }, Destination::Temporary);
        self.borrow(dest, base, kind, below.expr, &usage, true);
        dest
    }

    /// `dest = &place`.
    pub(super) fn borrow(
        &mut self,
        dest: PlaceId,
        place: PlaceId,
        kind: BorrowKind,
        expr: ExprId,
        usage: &Use,
        implicit: bool,
    ) {
        let Some(place) = self.resolve(place) else {
            return;
        };
        let origin = expr_origin(expr);
        let operator = matches!(usage.cause, Cause::Operator { .. });
        if operator && implicit && self.builder.place(place).ty.unknown {
            // Comparing scalars borrows nothing, and these may be some.
            return;
        }
        let usage = Usage {
            origin,
            cause: usage.cause.clone(),
            into: usage.into.clone(),
            capture: None,
            matched: None,
        };
        let reference = Reference {
            place,
            kind,
            usage,
            implicit,
        };
        self.builder.assign(dest, Rvalue::Ref(reference), origin);
    }

    pub(super) fn plain_usage(&self, expr: ExprId) -> Usage {
        Usage {
            origin: expr_origin(expr),
            cause: Cause::Temporary,
            into: Destination::Temporary,
            capture: None,
            matched: None,
        }
    }

    /// The place may have been used in a way that is not known.
    pub(super) fn forget(&mut self, place: PlaceId, expr: ExprId) {
        if let Some(place) = self.resolve(place)
            && !self.builder.place(place).ty.copy
        {
            self.builder
                .push(StatementKind::Forget(place), expr_origin(expr));
        }
    }

    /// The place is looked at without being moved, copied or borrowed.
    pub(super) fn inspect(&mut self, place: PlaceId, origin: Origin) {
        if let Some(place) = self.resolve(place) {
            self.builder.push(StatementKind::Inspect(place), origin);
        }
    }

    /// The place is named as what patterns are held against.
    pub(super) fn mention(&mut self, place: PlaceId, expr: ExprId) {
        if let Some(place) = self.resolve(place) {
            self.builder
                .push(StatementKind::Mention(place), expr_origin(expr));
        }
    }
}

/// Whether the static has the attribute `#[thread_local]`, which the standard library's macro writes.
#[salsa::tracked(returns(copy))]
pub(super) fn is_thread_local(db: &dyn HirDatabase, id: StaticId) -> bool {
    let mut attributes = id.lookup(db).source(db).value.attrs();
    attributes.any(|it| it.as_simple_atom().is_some_and(|it| it == "thread_local"))
}
