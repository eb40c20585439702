//! Coercions and casts, and other values that are made of one operand.

use ra_ap_hir_def::CallableDefId;
use ra_ap_hir_ty::{
    PointerCast,
    next_solver::{AliasTy, TraitRef, Ty, TyKind, abi::Safety},
};
use ra_ap_rustc_type_ir::{
    AliasTyKind, EarlyBinder, Upcast,
    inherent::{GenericArgs as _, IntoKind, Ty as _},
};

use super::{check::Checker, relate::has_regions};
use crate::flow::graph::{Operand, PlaceId, regions::Why};

impl<'db> Checker<'_, 'db> {
    pub(super) fn coerce(&mut self, place: PlaceId, operands: &[Operand], cast: &PointerCast) {
        let [operand] = operands else { return };
        if !has_regions(self.typed.place(place)) {
            return;
        }
        let Some(from) = self.operand_ty(operand) else {
            return;
        };
        let to = self.place_ty(place);
        match cast {
            PointerCast::Unsize => self.unsize(from, to),
            PointerCast::ReifyFnPointer
            | PointerCast::ClosureFnPointer(_)
            | PointerCast::UnsafeFnPointer => self.reify(from, to),
            PointerCast::MutToConstPointer | PointerCast::ArrayToPointer => {
                self.same_pointee(from, to);
            }
        }
    }

    fn unsize(&mut self, from: Ty<'db>, to: Ty<'db>) {
        let interner = self.relations.interner;
        self.relations.why = Why::Coercion;
        if let Some(coerce) = interner.lang_items().CoerceUnsized {
            let bound = TraitRef::new(interner, coerce.into(), [from, to]);
            self.relations.prove(vec![bound.upcast(interner)]);
        }
    }

    fn reify(&mut self, from: Ty<'db>, to: Ty<'db>) {
        let interner = self.relations.interner;
        let signature = match from.kind() {
            TyKind::FnDef(id, args) => match id.0 {
                CallableDefId::FunctionId(function) => {
                    let signature = self.signature(function).0;
                    EarlyBinder::bind(signature)
                        .instantiate(interner, args)
                        .skip_norm_wip()
                }
                other => self
                    .db
                    .callable_item_signature(other)
                    .instantiate(interner, args)
                    .skip_norm_wip(),
            },
            TyKind::Closure(_, args) => {
                interner.signature_unclosure(args.as_closure().sig(), Safety::Safe)
            }
            TyKind::FnPtr(signature, header) => signature.with(header),
            _ => return,
        };
        let from = self
            .relations
            .normalise(Ty::new_fn_ptr(interner, signature));
        let from = self.relations.fill(from);
        self.relations.why = Why::Coercion;
        self.relations.subtype(from, to);
    }

    fn same_pointee(&mut self, from: Ty<'db>, to: Ty<'db>) {
        if let (Some(from), Some(to)) = (from.builtin_deref(true), to.builtin_deref(true)) {
            self.relations.why = Why::Coercion;
            self.relations.subtype(from, to);
        }
    }

    /// `operand as T`: a coercion, or a conversion of scalars and raw pointers.
    pub(super) fn cast(&mut self, place: PlaceId, operands: &[Operand]) {
        let [operand] = operands else { return };
        if !has_regions(self.typed.place(place)) {
            return;
        }
        let Some(from) = self.operand_ty(operand) else {
            return;
        };
        let to = self.place_ty(place);
        self.relations.why = Why::Coercion;
        match (from.kind(), to.kind()) {
            (_, TyKind::FnPtr(..)) => self.reify(from, to),
            (TyKind::RawPtr(..) | TyKind::Ref(..), TyKind::RawPtr(..)) => {}
            _ => {
                let unsized_to = |ty: Ty<'db>| {
                    ty.builtin_deref(true).is_some_and(|it| {
                        matches!(it.kind(), TyKind::Dynamic(..) | TyKind::Slice(_))
                    })
                };
                if unsized_to(to) && !unsized_to(from) {
                    self.unsize(from, to);
                } else {
                    self.relations.subtype(from, to);
                }
            }
        }
    }

    /// `future.await` is a `<Future as IntoFuture>::Output`.
    pub(super) fn awaited(&mut self, place: PlaceId, operands: &[Operand]) {
        let [operand] = operands else { return };
        let interner = self.relations.interner;
        let Some(output) = interner.lang_items().IntoFutureOutput else {
            return;
        };
        if !has_regions(self.typed.place(place)) {
            return;
        }
        let Some(future) = self.operand_ty(operand) else {
            return;
        };
        let kind = AliasTyKind::Projection {
            def_id: output.into(),
        };
        let alias = AliasTy::new(interner, kind, [future]);
        self.relations.why = Why::Result;
        let from = self.relations.normalise(Ty::new_alias(interner, alias));
        let to = self.place_ty(place);
        self.relations.why = Why::Result;
        self.relations.subtype(from, to);
    }
}
