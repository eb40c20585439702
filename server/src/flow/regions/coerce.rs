//! Coercions and casts, and other values that are made of one operand.

use ra_ap_hir_def::CallableDefId;
use ra_ap_hir_ty::{
    PointerCast,
    next_solver::{
        AliasTy, BoundExistentialPredicate, BoundExistentialPredicates, Clause, ClauseKind,
        DbInterner, ExistentialPredicate, GenericArgs, Region, TraitRef, Ty, TyKind, abi::Safety,
    },
};
use ra_ap_rustc_type_ir::{
    AliasTyKind, EarlyBinder, Upcast,
    inherent::{BoundExistentialPredicates as _, GenericArgs as _, IntoKind, Ty as _},
};

use super::{
    check::Checker, elision::declared_signature, implied::demanded_by_trait, relate::has_regions,
};
use crate::flow::{
    graph::{Operand, PlaceId, regions::Why},
    typed::WrittenType,
};

impl<'db> Checker<'_, 'db> {
    pub(super) fn coerce(&mut self, place: PlaceId, operands: &[Operand], cast: &PointerCast) {
        let [operand] = operands else { return };
        if !has_regions(self.typed.place(place)) {
            return;
        }
        let Some(from) = self.operand_ty(operand) else {
            return;
        };
        // The coercion has a type of its own, which is then stored.
        let made = self.renumber(self.typed.place(place));
        match cast {
            PointerCast::Unsize => self.unsize(from, made),
            PointerCast::ReifyFnPointer
            | PointerCast::ClosureFnPointer(_)
            | PointerCast::UnsafeFnPointer => self.reify(from, made),
            PointerCast::MutToConstPointer | PointerCast::ArrayToPointer => {
                self.same_pointee(from, made);
            }
        }
        self.stored(made, place);
    }

    fn unsize(&mut self, from: Ty<'db>, to: Ty<'db>) {
        let interner = self.relations.interner;
        self.relations.why = Why::Coercion;
        if let Some(upcast) = self.with_object_of(from, to) {
            return self.relations.subtype(upcast, to);
        }
        let made = ObjectMade::by(interner, from, to);
        let target = made.as_ref().map_or(to, |it| it.without_associated);
        if let Some(coerce) = interner.lang_items().CoerceUnsized {
            // What is made an object may implement the trait only where it holds objects that live long enough.
            let from = match made {
                Some(_) => self.relations.with_new_object_lifetimes(from),
                None => from,
            };
            let bound = TraitRef::new(interner, coerce.into(), [from, target]);
            self.relations.prove(vec![bound.upcast(interner)]);
        }
        if let Some(made) = made {
            self.made_object(made);
        }
    }

    /// What the solver does not say of a type that becomes a trait object.
    fn made_object(&mut self, made: ObjectMade<'db>) {
        let interner = self.relations.interner;
        // It says nothing of type parameters, and nothing where it does not know how a closure may be called.
        self.relations.type_outlives(made.from, made.region);
        let bounds = made.bounds.iter();
        let bounds: Vec<_> = bounds
            .map(|it| it.with_self_ty(interner, made.from))
            .collect();
        for &bound in &bounds {
            for (ty, region) in demanded_by_trait(interner, bound) {
                self.relations.type_outlives(ty, region);
            }
        }
        let is_projection =
            |it: &Clause<'db>| matches!(it.kind().skip_binder(), ClauseKind::Projection(_));
        let associated = bounds.into_iter().filter(is_projection);
        self.relations.prove_bounds(associated);
    }

    /// A pointer to a trait object that becomes one to an object of the same trait: the lifetime of the object may
    /// get shorter, even behind `&mut`, and auto traits may get lost. The result has both from `to`.
    fn with_object_of(&mut self, from: Ty<'db>, to: Ty<'db>) -> Option<Ty<'db>> {
        let interner = self.relations.interner;
        let (old, new) = (pointee(from)?, pointee(to)?);
        let (TyKind::Dynamic(bounds, longer), TyKind::Dynamic(wanted, shorter)) =
            (old.kind(), new.kind())
        else {
            return Some(with_pointee(interner, from, self.with_object_of(old, new)?));
        };
        if bounds.principal_def_id()? != wanted.principal_def_id()? {
            return None;
        }
        self.relations.outlives(longer, shorter);
        let is_auto = |it: &BoundExistentialPredicate<'db>| {
            matches!(it.skip_binder(), ExistentialPredicate::AutoTrait(_))
        };
        let kept = bounds.iter().filter(|it| !is_auto(it));
        let kept = kept.chain(wanted.iter().filter(is_auto));
        let bounds = BoundExistentialPredicates::new_from_iter(interner, kept);
        let object = Ty::new_dynamic(interner, bounds, shorter);
        Some(with_pointee(interner, from, object))
    }

    fn reify(&mut self, from: Ty<'db>, to: Ty<'db>) {
        let interner = self.relations.interner;
        let signature = match from.kind() {
            TyKind::FnDef(id, args) => match id.0 {
                CallableDefId::FunctionId(function) => {
                    let signature = declared_signature(self.db, function).0;
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

    /// `operand as T`: a coercion, or a conversion of scalars and raw pointers. `written` is `T`, if it names a
    /// lifetime.
    pub(super) fn cast(
        &mut self,
        place: PlaceId,
        operands: &[Operand],
        written: Option<WrittenType<'db>>,
    ) {
        let [operand] = operands else { return };
        if !has_regions(self.typed.place(place)) {
            return;
        }
        let Some(from) = self.operand_ty(operand) else {
            return;
        };
        let made = match written {
            Some(written) => self.relations.annotation(written.ty),
            None => self.renumber(self.typed.place(place)),
        };
        self.relations.why = Why::Coercion;
        self.cast_to(from, made);
        self.stored(made, place);
    }

    fn stored(&mut self, made: Ty<'db>, place: PlaceId) {
        let to = self.place_ty(place);
        self.assign(made, to, place);
    }

    fn cast_to(&mut self, from: Ty<'db>, to: Ty<'db>) {
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

/// A trait object that a coercion makes.
struct ObjectMade<'db> {
    /// The type that becomes it, which outlives it and meets its bounds.
    from: Ty<'db>,
    bounds: BoundExistentialPredicates<'db>,
    region: Region<'db>,
    /// The pointer to it, as if it said nothing of associated types. The solver does not know which lifetimes of
    /// these are left out.
    without_associated: Ty<'db>,
}

impl<'db> ObjectMade<'db> {
    /// `None` if what is behind the pointer `to` is another type, or was a trait object before.
    fn by(interner: DbInterner<'db>, from: Ty<'db>, to: Ty<'db>) -> Option<ObjectMade<'db>> {
        let (old, new) = (pointee(from)?, pointee(to)?);
        let (made, inner) = match (old.kind(), new.kind()) {
            (TyKind::Dynamic(..), _) => return None,
            (_, TyKind::Dynamic(bounds, region)) => {
                let kept = bounds
                    .iter()
                    .filter(|it| !matches!(it.skip_binder(), ExistentialPredicate::Projection(_)));
                let kept = BoundExistentialPredicates::new_from_iter(interner, kept);
                let object = Ty::new_dynamic(interner, kept, region);
                let made = ObjectMade {
                    from: old,
                    bounds,
                    region,
                    without_associated: to,
                };
                (made, object)
            }
            _ => {
                let made = ObjectMade::by(interner, old, new)?;
                let inner = made.without_associated;
                (made, inner)
            }
        };
        Some(ObjectMade {
            without_associated: with_pointee(interner, to, inner),
            ..made
        })
    }
}

/// What a reference, raw pointer or smart pointer points to: of those that are structs, the first type argument.
fn pointee(ty: Ty<'_>) -> Option<Ty<'_>> {
    match ty.kind() {
        TyKind::Ref(_, inner, _) | TyKind::RawPtr(inner, _) => Some(inner),
        TyKind::Adt(_, args) => args.iter().find_map(|arg| arg.ty()),
        _ => None,
    }
}

/// The pointer with something else to point to.
fn with_pointee<'db>(interner: DbInterner<'db>, pointer: Ty<'db>, inner: Ty<'db>) -> Ty<'db> {
    match pointer.kind() {
        TyKind::Ref(region, _, mutability) => Ty::new_ref(interner, region, inner, mutability),
        TyKind::RawPtr(_, mutability) => Ty::new_ptr(interner, inner, mutability),
        TyKind::Adt(adt, args) => {
            let mut inner = Some(inner);
            let args = args.iter().map(|arg| match arg.ty() {
                Some(_) => inner.take().map_or(arg, Into::into),
                None => arg,
            });
            let args = GenericArgs::new_from_iter(interner, args);
            Ty::new_adt(interner, adt.def_id(), args)
        }
        _ => pointer,
    }
}
