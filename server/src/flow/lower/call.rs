//! Calls of functions, constructors, methods and callable values.

use ra_ap_hir_def::{
    CallableDefId, FunctionId, ItemContainerId, VariantId,
    expr_store::path::Path,
    hir::{CaptureBy, Expr, ExprId},
};
use ra_ap_hir_ty::{
    Adjust,
    next_solver::{GenericArgs, Mutability, Ty, TyKind},
};
use ra_ap_rustc_type_ir::inherent::IntoKind;

use super::{
    Lower, Thir, Use,
    closure::{moves_captured, mutates_captured},
    expr_origin,
};
use crate::{
    facts::{BorrowKind, Callee, Cause, Destination, GapReason},
    flow::{
        graph::{Operand, PlaceId},
        rewritten::may_derive_more,
        rewritten_bodies::may_give_other,
        typed::{Making, WrittenType},
    },
};

impl<'db> Lower<'_, 'db> {
    pub(super) fn call(&mut self, dest: PlaceId, expr: ExprId, callee: ExprId, args: &[ExprId]) {
        let function = self.full(callee);
        let mut operands = Vec::with_capacity(args.len() + 1);
        let ty = self.ty(function);
        if let Some((called, _, Mutability::Mut)) = ty.as_reference()
            && self.cx.types.closure_kind(called).is_some()
        {
            // Inference finds the way to the closure before it knows that the call changes it.
            self.change(callee);
        }
        match ty.kind() {
            TyKind::FnDef(def, _) => match def.0 {
                CallableDefId::FunctionId(function) => {
                    self.arguments(&mut operands, callee, Some(function), args);
                }
                CallableDefId::StructId(id) => {
                    self.constructor(&mut operands, id.into(), args);
                }
                CallableDefId::EnumVariantId(id) => {
                    self.constructor(&mut operands, id.into(), args);
                }
            },
            TyKind::Error(_) => {
                self.gap(callee, GapReason::UnresolvedCall);
                self.unknown_arguments(&mut operands, args);
            }
            _ => {
                let usage = Use::new(Cause::Called, Destination::Parameter);
                let operand = match self.async_closure_borrow(function) {
                    Some(kind) => self.borrowed_callee(function, kind, &usage),
                    None => self.operand(function, usage),
                };
                operands.push(operand);
                self.arguments(&mut operands, callee, None, args);
            }
        }
        let fields = operands.len() as u32;
        let making = self.call_making(expr, callee, ty, fields);
        // What a format macro calls has no syntax of its own.
        let origin = expr_origin(self.format_block.unwrap_or(expr));
        self.assign_made(dest, operands, origin, making);
        if self.is_template(callee, args) {
            self.builder.silence();
        }
        if let TyKind::FnDef(def, _) = ty.kind()
            && let CallableDefId::FunctionId(function) = def.0
        {
            self.check_result(dest, expr, function);
        }
        self.diverge_if_never(self.cx.infer.expr_ty(expr));
    }

    /// Whether a formatting macro makes a value of its template alone: that is part of the macro.
    fn is_template(&self, callee: ExprId, args: &[ExprId]) -> bool {
        let literal = |it: &ExprId| matches!(self.cx.store[*it], Expr::Literal(_));
        matches!(self.cx.store[callee], Expr::Path(Path::LangItem(..)))
            && !args.is_empty()
            && args.iter().all(literal)
    }

    /// How calling a value of the type makes the result.
    fn call_making(
        &mut self,
        expr: ExprId,
        callee: ExprId,
        ty: Ty<'db>,
        operands: u32,
    ) -> Making<'db> {
        match ty.kind() {
            TyKind::FnDef(def, args) => match def.0 {
                CallableDefId::FunctionId(function) => Making::Call {
                    function,
                    args,
                    written: self.written_instance(callee, function, args).map(Box::new),
                    tupled: false,
                },
                CallableDefId::StructId(_) => Making::Adt {
                    variant: 0,
                    fields: (0..operands).collect(),
                    written: self.called_constructor(expr, callee),
                },
                CallableDefId::EnumVariantId(id) => Making::Adt {
                    variant: self.cx.types.variant_index(id),
                    fields: (0..operands).collect(),
                    written: self.called_constructor(expr, callee),
                },
            },
            TyKind::FnPtr(..) => Making::CallPointer,
            _ => match self.cx.infer.method_resolution(expr) {
                Some((function, args)) => Making::Call {
                    function,
                    args,
                    written: None,
                    tupled: true,
                },
                None => Making::Builtin,
            },
        }
    }

    /// What the path of a constructor that is called says of the type of the result.
    fn called_constructor(&mut self, call: ExprId, callee: ExprId) -> Option<WrittenType<'db>> {
        let store = self.cx.store;
        match &store[callee] {
            Expr::Path(path) => self.written_constructor(callee, path, self.cx.infer.expr_ty(call)),
            _ => None,
        }
    }

    /// How calling a variable borrows it that holds an `async move` closure. Inference counts the parameters,
    /// which the future takes over, among the captured values that the body moves, and calls by value.
    fn async_closure_borrow(&mut self, function: Thir) -> Option<BorrowKind> {
        let TyKind::CoroutineClosure(closure, _) = self.ty(function).kind() else {
            return None;
        };
        let closure = closure.0.loc(self.cx.db).expr;
        let Expr::Closure {
            capture_by: CaptureBy::Value,
            ..
        } = self.cx.store[closure]
        else {
            return None;
        };
        let graph = self.builder.closure(expr_origin(closure))?;
        let body = graph.closures.first()?;
        match (moves_captured(body), mutates_captured(body)) {
            (true, _) => None,
            (false, true) => Some(BorrowKind::Mutable { two_phase: false }),
            (false, false) => Some(BorrowKind::Shared),
        }
    }

    fn borrowed_callee(&mut self, function: Thir, kind: BorrowKind, usage: &Use) -> Operand {
        let place = self.place(function);
        let mutable = kind != BorrowKind::Shared;
        let ty = self.ty(function);
        let ty = self.cx.types.reference(ty, mutable);
        let temp = self.new_temp(ty, false);
        let reference = self.builder.place_of(temp);
        self.borrow(reference, place, kind, function.expr, usage, true);
        Operand::Move(reference, self.plain_usage(function.expr))
    }

    fn constructor(&mut self, operands: &mut Vec<Operand>, variant: VariantId, args: &[ExprId]) {
        let adt = self.cx.callees.variant_name(variant);
        for (index, &arg) in args.iter().enumerate() {
            let cause = Cause::Field {
                adt: adt.clone(),
                field: index.to_string(),
            };
            let e = self.full(arg);
            operands.push(self.operand(e, Use::new(cause, Destination::Field)));
        }
    }

    fn arguments(
        &mut self,
        operands: &mut Vec<Operand>,
        callee: ExprId,
        function: Option<FunctionId>,
        args: &[ExprId],
    ) {
        let desugared = self.desugared_call(callee, function);
        let described = function.map(|it| &*self.cx.callees.describe(it).callee);
        for (index, &arg) in args.iter().enumerate() {
            let e = self.full(arg);
            let cause = match &desugared {
                Some(cause) => cause.clone(),
                None => self.argument_cause(described, function, index, arg),
            };
            operands.push(self.operand(e, Use::new(cause, Destination::Parameter)));
        }
    }

    /// The arguments of a function that inference did not find: whether it reborrows what is a `&mut` is not known.
    fn unknown_arguments(&mut self, operands: &mut Vec<Operand>, args: &[ExprId]) {
        for (index, &arg) in args.iter().enumerate() {
            let e = self.full(arg);
            let mutable = matches!(self.ty(e).as_reference(), Some((_, _, Mutability::Mut)));
            if mutable && self.is_place(e) {
                let place = self.place(e);
                self.forget(place, arg);
                continue;
            }
            let cause = self.argument_cause(None, None, index, arg);
            operands.push(self.operand(e, Use::new(cause, Destination::Parameter)));
        }
    }

    /// What the user wrote where rust-analyzer's desugaring has a call.
    fn desugared_call(&self, callee: ExprId, function: Option<FunctionId>) -> Option<Cause> {
        let Expr::Path(Path::LangItem(..)) = &self.cx.store[callee] else {
            return None;
        };
        let function = function?;
        let lang = self.cx.types.interner.lang_items();
        if lang.IntoIterIntoIter == Some(function) {
            Some(Cause::ForIterable)
        } else if lang.TryTraitBranch == Some(function) {
            Some(Cause::Question)
        } else {
            None
        }
    }

    fn argument_cause(
        &mut self,
        callee: Option<&Callee>,
        function: Option<FunctionId>,
        index: usize,
        arg: ExprId,
    ) -> Cause {
        let e = self.full(arg);
        let taken = !self.cx.types.of(self.ty(e)).copy;
        let parameter = function
            .filter(|_| taken)
            .and_then(|function| self.cx.callees.parameter(function, index));
        let (parameter, parameter_ty) = parameter.map_or((None, None), |p| (p.name, p.ty));
        Cause::Argument {
            callee: callee.cloned(),
            index,
            parameter,
            parameter_ty,
        }
    }

    pub(super) fn method_call(
        &mut self,
        dest: PlaceId,
        expr: ExprId,
        receiver: ExprId,
        args: &[ExprId],
    ) {
        let found = self.cx.infer.method_resolution(expr);
        let found =
            found.filter(|&(function, args)| !self.may_be_derived(receiver, function, args));
        let Some((function, _)) = found else {
            self.unknown_method(dest, expr, receiver, args);
            return;
        };
        let callee = &*self.cx.callees.describe(function).callee;
        let e = self.full(receiver);
        let usage = Use::new(Cause::Receiver(callee.clone()), Destination::Parameter);
        let mut operands = vec![self.operand(e, usage)];
        for (index, &arg) in args.iter().enumerate() {
            let cause = self.argument_cause(Some(callee), Some(function), index, arg);
            let e = self.full(arg);
            operands.push(self.operand(e, Use::new(cause, Destination::Parameter)));
        }
        let making = self.method_making(expr).unwrap_or(Making::Builtin);
        self.assign_made(dest, operands, expr_origin(expr), making);
        self.check_result(dest, expr, function);
        self.diverge_if_never(self.cx.infer.expr_ty(expr));
    }

    /// Nothing is known of what a call gives if a macro may have changed the function.
    fn check_result(&mut self, dest: PlaceId, expr: ExprId, function: FunctionId) {
        if may_give_other(self.cx.db, function) {
            self.gap(expr, GapReason::UnknownType);
            self.forget(dest, expr);
        }
    }

    /// Whether the method that was found is that of the references to a type, for want of a trait that a derive may give
    /// the type itself: `#[derive(Derivative)]` makes another `clone` of `x.clone()`.
    fn may_be_derived(
        &self,
        receiver: ExprId,
        function: FunctionId,
        args: GenericArgs<'db>,
    ) -> bool {
        let container = function.loc(self.cx.db).container;
        let adjustment = self.adjustment(self.full(receiver));
        let own = args.iter().next().and_then(|arg| arg.ty());
        matches!(container, ItemContainerId::TraitId(_))
            && adjustment.is_some_and(|(it, _)| matches!(it.kind, Adjust::Borrow(_)))
            && own
                .and_then(|it| it.as_reference()?.0.as_adt())
                .is_some_and(|(adt, _)| may_derive_more(self.cx.db, adt))
    }

    /// A method that inference did not find: whether it takes its receiver by value is not known,
    /// nor whether it reborrows its arguments.
    fn unknown_method(&mut self, dest: PlaceId, expr: ExprId, receiver: ExprId, args: &[ExprId]) {
        self.gap(expr, GapReason::UnresolvedCall);
        for &operand in std::iter::once(&receiver).chain(args) {
            let e = self.full(operand);
            if self.is_place(e) {
                let place = self.place(e);
                self.forget(place, operand);
            } else {
                self.operand(e, Use::temporary());
            }
        }
        self.assign_made(dest, vec![], expr_origin(expr), Making::Builtin);
    }
}
