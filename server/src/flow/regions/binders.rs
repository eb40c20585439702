//! Lifetimes in the types of functions and in trait objects, as inference leaves them.
//!
//! Those that such a type declares, like `'a` in `dyn for<'a> Fn(&'a T)`, are called by parameters of the body's item,
//! of the same index. Only the binder still has their number.

use std::ops::ControlFlow;

use ra_ap_hir_ty::next_solver::{
    Binder, BoundExistentialPredicates, BoundRegionKind, DbInterner, ErrorGuaranteed,
    ExistentialPredicate, FnSig, GenericArg, GenericArgs, LateParamRegion, PolyFnSig, Region,
    RegionKind, SolverDefId, Ty, TyKind, Tys,
};
use ra_ap_rustc_type_ir::{
    TypeFoldable, TypeFolder, TypeSuperFoldable, TypeSuperVisitable, TypeVisitableExt, TypeVisitor,
    fold_regions,
    inherent::{IntoKind, Region as _, Ty as _},
};

use super::visit::{holds_declaring, is_missing};

/// An inferred value in whose types the lifetimes that these declare are bound by them. A type is unknown where it does
/// not follow which lifetime is meant: one that the type declares, or one of another around it, or one of the item.
pub(super) fn bind_declared<'db, T: TypeFoldable<DbInterner<'db>>>(
    interner: DbInterner<'db>,
    value: T,
) -> T {
    if !holds_declaring(&value) {
        return value;
    }
    value.fold_with(&mut Declared { interner })
}

/// A value that was lowered with the parameters of its item as bound variables, with these free.
pub(in crate::flow) fn free_parameters<'db, T: TypeFoldable<DbInterner<'db>>>(
    interner: DbInterner<'db>,
    value: T,
) -> T {
    fold_regions(interner, value, |region, _| match region.kind() {
        RegionKind::ReBound(_, bound) => match bound.kind {
            BoundRegionKind::Named(item) => Region::new_late_param(interner, item, bound),
            _ => region,
        },
        _ => region,
    })
}

/// A closure with its parts folded; `None` for other types. The signature of a closure is kept as the type of a function,
/// but nobody has written it: which of its lifetimes are parameters follows from the closure's body.
pub(super) fn fold_closure<'db>(
    folder: &mut impl TypeFolder<DbInterner<'db>>,
    ty: Ty<'db>,
) -> Option<Ty<'db>> {
    match ty.kind() {
        TyKind::Closure(id, args) => {
            let args = fold_parts(folder, args);
            Some(Ty::new_closure(folder.cx(), id, args))
        }
        TyKind::CoroutineClosure(id, args) => {
            let args = fold_parts(folder, args);
            Some(Ty::new_coroutine_closure(folder.cx(), id, args))
        }
        _ => None,
    }
}

fn fold_parts<'db>(
    folder: &mut impl TypeFolder<DbInterner<'db>>,
    args: GenericArgs<'db>,
) -> GenericArgs<'db> {
    let fold = |arg: GenericArg<'db>| match arg.ty() {
        Some(ty) if ty.is_fn_ptr() => ty.super_fold_with(folder).into(),
        _ => arg.fold_with(folder),
    };
    let folded: Vec<_> = args.iter().map(fold).collect();
    GenericArgs::new_from_slice(&folded)
}

struct Declared<'db> {
    interner: DbInterner<'db>,
}

impl<'db> TypeFolder<DbInterner<'db>> for Declared<'db> {
    fn cx(&self) -> DbInterner<'db> {
        self.interner
    }

    fn fold_ty(&mut self, ty: Ty<'db>) -> Ty<'db> {
        if !ty.has_free_regions() {
            return ty;
        }
        if let Some(closure) = fold_closure(self, ty) {
            return closure;
        }
        match ty.kind() {
            TyKind::FnPtr(signature, header) => {
                let signature = signature.with(header);
                match self.bind(signature) {
                    Some(signature) => Ty::new_fn_ptr(self.interner, self.open_output(signature)),
                    None => self.unknown(),
                }
            }
            TyKind::Dynamic(bounds, region) => {
                let bounds: Option<Vec<_>> = bounds.iter().map(|bound| self.bind(bound)).collect();
                match bounds {
                    Some(bounds) => {
                        let bounds = bounds.into_iter().map(|it| self.open_term(it));
                        let bounds =
                            BoundExistentialPredicates::new_from_iter(self.interner, bounds);
                        Ty::new_dynamic(self.interner, bounds, region)
                    }
                    None => self.unknown(),
                }
            }
            _ => ty.super_fold_with(self),
        }
    }
}

impl<'db> Declared<'db> {
    fn unknown(&self) -> Ty<'db> {
        Ty::new_error(self.interner, ErrorGuaranteed)
    }

    fn bind<T: TypeFoldable<DbInterner<'db>>>(
        &mut self,
        binder: Binder<'db, T>,
    ) -> Option<Binder<'db, T>> {
        let declared = binder.bound_vars();
        if declared.is_empty() {
            return Some(binder.fold_with(self));
        }
        let inner = binder.skip_binder();
        if inner.visit_with(&mut Nested).is_break() {
            return None;
        }
        let mut ambiguous = false;
        let inner = fold_regions(self.interner, inner, |region, depth| match region.kind() {
            RegionKind::ReLateParam(it) if it.bound_region.var.as_usize() < declared.len() => {
                ambiguous |= self.is_declared_by_item(it);
                Region::new_bound(self.interner, depth, it.bound_region)
            }
            _ => region,
        });
        (!ambiguous).then(|| Binder::bind_with_vars(inner, declared))
    }

    fn is_declared_by_item(&self, lifetime: LateParamRegion<'db>) -> bool {
        let SolverDefId::FunctionId(function) = lifetime.scope else {
            return false;
        };
        let signature = self.interner.db().callable_item_signature(function.into());
        lifetime.bound_region.var.as_usize() < signature.skip_binder().bound_vars().len()
    }

    /// The lifetime of a trait object in the output of a function, unless it is that of the reference to it, is not
    /// one that is elided: left out, it is `'static`, and inference has forgotten that.
    fn open_output(&self, signature: PolyFnSig<'db>) -> PolyFnSig<'db> {
        signature.map_bound(|signature| {
            let (inputs, output) = (signature.inputs(), signature.output());
            let output = output.fold_with(&mut Objects {
                interner: self.interner,
            });
            let types = inputs.iter().copied().chain([output]);
            FnSig {
                inputs_and_output: Tys::new_from_iter(self.interner, types),
                ..signature
            }
        })
    }

    /// The same for `dyn Fn(&T) -> Box<dyn Trait>`.
    fn open_term(
        &self,
        bound: Binder<'db, ExistentialPredicate<'db>>,
    ) -> Binder<'db, ExistentialPredicate<'db>> {
        bound.map_bound(|bound| match bound {
            ExistentialPredicate::Projection(mut it) => {
                it.term = it.term.fold_with(&mut Objects {
                    interner: self.interner,
                });
                ExistentialPredicate::Projection(it)
            }
            other => other,
        })
    }
}

/// Trait objects that no reference refers to get `'static` where their lifetime is missing.
struct Objects<'db> {
    interner: DbInterner<'db>,
}

impl<'db> TypeFolder<DbInterner<'db>> for Objects<'db> {
    fn cx(&self) -> DbInterner<'db> {
        self.interner
    }

    fn fold_ty(&mut self, ty: Ty<'db>) -> Ty<'db> {
        match ty.kind() {
            TyKind::Ref(region, inner, mutability)
                if matches!(inner.kind(), TyKind::Dynamic(..)) =>
            {
                let inner = inner.super_fold_with(self);
                Ty::new_ref(self.interner, region, inner, mutability)
            }
            TyKind::Dynamic(bounds, region) if is_missing(region) => {
                let forever = Region::new_static(self.interner);
                Ty::new_dynamic(self.interner, bounds, forever).super_fold_with(self)
            }
            _ => ty.super_fold_with(self),
        }
    }
}

/// Finds a type that declares lifetimes.
struct Nested;

impl<'db> TypeVisitor<DbInterner<'db>> for Nested {
    type Result = ControlFlow<()>;

    fn visit_ty(&mut self, ty: Ty<'db>) -> ControlFlow<()> {
        let declares = match ty.kind() {
            // Of its parts only the signature declares any, and that is not written.
            TyKind::Closure(..) | TyKind::CoroutineClosure(..) => return ControlFlow::Continue(()),
            TyKind::FnPtr(signature, _) => !signature.bound_vars().is_empty(),
            TyKind::Dynamic(bounds, _) => bounds.iter().any(|it| !it.bound_vars().is_empty()),
            _ => false,
        };
        match declares {
            true => ControlFlow::Break(()),
            false => ty.super_visit_with(self),
        }
    }
}
