//! Lifetimes of trait objects as they are written: rust-analyzer lowers those that are left out to `'static`,
//! and only the syntax tells them from written ones (Reference, "Default trait object lifetimes").

use ra_ap_hir_def::{
    AdtId, TraitId,
    expr_store::{
        ExpressionStore,
        path::{GenericArg as WrittenArg, Path},
    },
    hir::type_ref::{LifetimeRef, TypeBound, TypeRef, TypeRefId},
};
use ra_ap_hir_ty::{
    GenericPredicates,
    next_solver::{
        ClauseKind, DbInterner, GenericArg, GenericArgs, Region, RegionKind, Ty, TyKind,
    },
};
use ra_ap_intern::sym;
use ra_ap_rustc_type_ir::{
    OutlivesPredicate, TypeFoldable, TypeFolder, TypeSuperFoldable,
    inherent::{BoundExistentialPredicates as _, IntoKind, Ty as _},
};
use rustc_hash::FxHashSet;

use super::visit::holds_static_object;

/// The lifetimes of the trait objects in a type that somebody wrote, and what else the lowered type does not tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::flow) struct Written {
    /// One of them is `'static`.
    pub(in crate::flow) is_static: bool,
    /// One is left out.
    pub(in crate::flow) omitted: bool,
    /// `Self` stands in it.
    pub(in crate::flow) names_self: bool,
}

impl Written {
    /// What is written in a type and everything that stands inside of it.
    pub(in crate::flow) fn of(store: &ExpressionStore, ty: TypeRefId) -> Written {
        Visitor::of(store, ty).written
    }
}

/// The paths in a type that somebody wrote, and everything that stands inside of it.
pub(super) fn paths_in(store: &ExpressionStore, ty: TypeRefId) -> Vec<&Path> {
    Visitor::of(store, ty).paths
}

/// The bounds of each `impl Trait` in a type that somebody wrote, an outer one in front of those inside of it: as
/// rust-analyzer numbers them.
pub(super) fn impl_traits_in(store: &ExpressionStore, ty: TypeRefId) -> Vec<&[TypeBound]> {
    Visitor::of(store, ty).impl_traits
}

struct Visitor<'s> {
    store: &'s ExpressionStore,
    written: Written,
    paths: Vec<&'s Path>,
    impl_traits: Vec<&'s [TypeBound]>,
}

impl<'s> Visitor<'s> {
    fn of(store: &'s ExpressionStore, ty: TypeRefId) -> Visitor<'s> {
        let mut visitor = Visitor {
            store,
            written: Written::default(),
            paths: Vec::new(),
            impl_traits: Vec::new(),
        };
        visitor.visit(ty);
        visitor
    }

    fn visit(&mut self, ty: TypeRefId) {
        match &self.store[ty] {
            TypeRef::Tuple(parts) => parts.iter().for_each(|&it| self.visit(it)),
            TypeRef::Path(path) => self.visit_path(path),
            TypeRef::RawPtr(inner, _) | TypeRef::Slice(inner) => self.visit(*inner),
            TypeRef::Reference(it) => self.visit(it.ty),
            TypeRef::Array(it) => self.visit(it.ty),
            TypeRef::Fn(it) => it.params.iter().for_each(|(_, part)| self.visit(*part)),
            TypeRef::ImplTrait(bounds) => {
                self.impl_traits.push(bounds);
                self.visit_bounds(bounds);
            }
            TypeRef::DynTrait(bounds) => {
                let mut lifetimes = bounds.iter().filter_map(|bound| match bound {
                    TypeBound::Lifetime(it) => Some(&self.store[*it]),
                    _ => None,
                });
                match lifetimes.next() {
                    Some(lifetime) => self.written.is_static |= *lifetime == LifetimeRef::Static,
                    None => self.written.omitted = true,
                }
                self.visit_bounds(bounds);
            }
            _ => {}
        }
    }

    fn visit_bounds(&mut self, bounds: &[TypeBound]) {
        for bound in bounds {
            if let TypeBound::Path(path, _) | TypeBound::ForLifetime(_, path) = bound {
                self.visit(path.type_ref());
            }
        }
    }

    fn visit_path(&mut self, path: &'s Path) {
        self.paths.push(path);
        // Also in front of an associated type.
        let first = path.segments().first();
        self.written.names_self |= first.is_some_and(|it| *it.name == sym::Self_);
        if let Some(anchor) = path.type_anchor() {
            self.visit(anchor);
        }
        for segment in path.segments().iter() {
            let Some(args) = segment.args_and_bindings else {
                continue;
            };
            for arg in &args.args {
                if let WrittenArg::Type(ty) = arg {
                    self.visit(*ty);
                }
            }
            for binding in &args.bindings {
                if let Some(ty) = binding.type_ref {
                    self.visit(ty);
                }
                self.visit_bounds(&binding.bounds);
            }
        }
    }
}

/// The value with the trait objects whose lifetime was left out: `&'r dyn Trait` is `&'r (dyn Trait + 'r)`.
pub(in crate::flow) fn with_defaults<'db, T: TypeFoldable<DbInterner<'db>>>(
    interner: DbInterner<'db>,
    value: T,
    written: Written,
) -> T {
    // Where both kinds stand in one type, the lowered type does not tell which is which.
    if written.is_static || !holds_static_object(&value) {
        return value;
    }
    value.fold_with(&mut Defaults { interner })
}

/// Whether a trait or one of those above it says that what implements it outlives a lifetime.
fn is_bound(interner: DbInterner<'_>, id: TraitId, seen: &mut FxHashSet<TraitId>) -> bool {
    if !seen.insert(id) {
        return false;
    }
    let predicates = GenericPredicates::query_all(interner.db(), id.into());
    predicates
        .skip_binder()
        .any(|clause| match clause.kind().skip_binder() {
            ClauseKind::TypeOutlives(OutlivesPredicate(ty, _)) => is_self(ty),
            ClauseKind::Trait(it) => {
                is_self(it.self_ty()) && is_bound(interner, it.def_id().0, seen)
            }
            _ => false,
        })
}

/// The first parameter of a trait is `Self`.
fn is_self(ty: Ty<'_>) -> bool {
    matches!(ty.kind(), TyKind::Param(it) if it.index == 0)
}

struct Defaults<'db> {
    interner: DbInterner<'db>,
}

impl<'db> Defaults<'db> {
    fn object(&self, ty: Ty<'db>, outer: Region<'db>) -> Option<Ty<'db>> {
        match ty.kind() {
            TyKind::Dynamic(bounds, region) if region.is_static() => {
                let principal = bounds.principal_def_id();
                // A bound of the trait itself comes first.
                if principal
                    .is_some_and(|it| is_bound(self.interner, it.0, &mut FxHashSet::default()))
                {
                    return None;
                }
                Some(Ty::new_dynamic(self.interner, bounds, outer))
            }
            _ => None,
        }
    }

    /// `Ref<'r, dyn Trait>` is `Ref<'r, dyn Trait + 'r>`: a bound on the type's parameter says so.
    fn arguments(&self, adt: AdtId, args: GenericArgs<'db>) -> Option<GenericArgs<'db>> {
        let is_object = |arg: GenericArg<'db>| {
            arg.ty()
                .is_some_and(|it| matches!(it.kind(), TyKind::Dynamic(..)))
        };
        args.iter().find(|&arg| is_object(arg))?;
        let filled = args.iter().enumerate().map(|(index, arg)| {
            let outer = self.bound(adt, index, args);
            let object = arg.ty().zip(outer);
            object
                .and_then(|(object, outer)| self.object(object, outer))
                .map_or(arg, GenericArg::from)
        });
        Some(GenericArgs::new_from_iter(self.interner, filled))
    }

    /// The lifetime that the parameter at this index has to outlive, if it is one of the arguments.
    fn bound(&self, adt: AdtId, index: usize, args: GenericArgs<'db>) -> Option<Region<'db>> {
        let predicates = GenericPredicates::query_all(self.interner.db(), adt.into());
        let mut bounds =
            predicates
                .skip_binder()
                .filter_map(|clause| match clause.kind().skip_binder() {
                    ClauseKind::TypeOutlives(OutlivesPredicate(ty, region)) => match ty.kind() {
                        TyKind::Param(it) if it.index as usize == index => Some(region),
                        _ => None,
                    },
                    _ => None,
                });
        let (Some(bound), None) = (bounds.next(), bounds.next()) else {
            return None;
        };
        match bound.kind() {
            RegionKind::ReEarlyParam(it) => args.iter().nth(it.index as usize)?.region(),
            _ => None,
        }
    }
}

impl<'db> TypeFolder<DbInterner<'db>> for Defaults<'db> {
    fn cx(&self) -> DbInterner<'db> {
        self.interner
    }

    fn fold_ty(&mut self, ty: Ty<'db>) -> Ty<'db> {
        let ty = ty.super_fold_with(self);
        match ty.kind() {
            TyKind::Ref(outer, inner, mutability) => match self.object(inner, outer) {
                Some(inner) => Ty::new_ref(self.interner, outer, inner, mutability),
                None => ty,
            },
            TyKind::Adt(adt, args) => match self.arguments(adt.def_id(), args) {
                Some(args) => Ty::new_adt(self.interner, adt.def_id(), args),
                None => ty,
            },
            _ => ty,
        }
    }
}
