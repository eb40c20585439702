//! Looking at the lifetimes in a value. Folding would make the lists of arguments in its types anew, also where
//! nothing changes.

use std::ops::ControlFlow;

use ra_ap_hir_ty::next_solver::{
    Binder, Clauses, Const, DbInterner, Predicate, Region, RegionKind, Ty, TyKind,
};
use ra_ap_rustc_type_ir::{
    BoundVarIndexKind, DebruijnIndex, INNERMOST, TypeFlags, TypeSuperVisitable, TypeVisitable,
    TypeVisitableExt, TypeVisitor, inherent::IntoKind,
};

/// Whether the lifetime stands for one that is not written.
pub(super) fn is_missing(region: Region<'_>) -> bool {
    matches!(region.kind(), RegionKind::ReError(_) | RegionKind::ReErased)
}

/// Whether a lifetime in the value is missing.
pub(super) fn has_missing<'db>(value: &impl TypeVisitableExt<DbInterner<'db>>) -> bool {
    value.has_type_flags(TypeFlags::HAS_RE_ERROR.union(TypeFlags::HAS_RE_ERASED))
}

/// Number of lifetimes that are missing in a type.
pub(super) fn count_missing(ty: Ty<'_>) -> usize {
    let mut count = 0;
    visit_regions(&ty, |region, _| count += usize::from(is_missing(region)));
    count
}

/// All regions that are free in a value, in order; those that are missing are left out.
pub(super) fn all_regions<'db>(value: &impl TypeVisitable<DbInterner<'db>>) -> Vec<Region<'db>> {
    let mut regions = Vec::new();
    visit_regions(value, |region, _| {
        if !is_missing(region) && !is_bound(region) {
            regions.push(region);
        }
    });
    regions
}

/// Whether the lifetime is a parameter of a type around it.
pub(super) fn is_bound(region: Region<'_>) -> bool {
    matches!(region.kind(), RegionKind::ReBound(..))
}

/// Visits each region that is free in a value, in order, with what a parameter of the binder around the value is
/// called there.
pub(super) fn visit_regions<'db>(
    value: &impl TypeVisitable<DbInterner<'db>>,
    visit: impl FnMut(Region<'db>, DebruijnIndex),
) {
    value.visit_with(&mut Regions {
        depth: INNERMOST,
        visit,
    });
}

struct Regions<F> {
    depth: DebruijnIndex,
    visit: F,
}

impl<'db, F: FnMut(Region<'db>, DebruijnIndex)> TypeVisitor<DbInterner<'db>> for Regions<F> {
    type Result = ();

    fn visit_binder<T: TypeVisitable<DbInterner<'db>>>(&mut self, binder: &Binder<'db, T>) {
        self.depth.shift_in(1);
        binder.super_visit_with(self);
        self.depth.shift_out(1);
    }

    fn visit_ty(&mut self, ty: Ty<'db>) {
        if ty.has_regions() {
            ty.super_visit_with(self);
        }
    }

    fn visit_region(&mut self, region: Region<'db>) {
        let within = match region.kind() {
            RegionKind::ReBound(BoundVarIndexKind::Bound(depth), _) => depth < self.depth,
            RegionKind::ReBound(BoundVarIndexKind::Canonical, _) => true,
            _ => false,
        };
        if !within {
            (self.visit)(region, self.depth);
        }
    }

    fn visit_const(&mut self, constant: Const<'db>) {
        if constant.has_regions() {
            constant.super_visit_with(self);
        }
    }

    fn visit_predicate(&mut self, predicate: Predicate<'db>) {
        if predicate.has_regions() {
            predicate.super_visit_with(self);
        }
    }

    fn visit_clauses(&mut self, clauses: Clauses<'db>) {
        if clauses.has_regions() {
            clauses.super_visit_with(self);
        }
    }
}

/// Whether a type stands in a value that may declare some of its lifetimes: that of a function or a trait object. The
/// signature of a closure is none.
pub(super) fn holds_declaring<'db>(value: &impl TypeVisitable<DbInterner<'db>>) -> bool {
    value.visit_with(&mut Declaring).is_break()
}

struct Declaring;

impl<'db> TypeVisitor<DbInterner<'db>> for Declaring {
    type Result = ControlFlow<()>;

    fn visit_ty(&mut self, ty: Ty<'db>) -> ControlFlow<()> {
        if !ty.has_regions() {
            return ControlFlow::Continue(());
        }
        match ty.kind() {
            TyKind::FnPtr(..) | TyKind::Dynamic(..) => ControlFlow::Break(()),
            TyKind::Closure(_, args) | TyKind::CoroutineClosure(_, args) => {
                args.iter().try_for_each(|arg| match arg.ty() {
                    Some(ty) if matches!(ty.kind(), TyKind::FnPtr(..)) => ty.super_visit_with(self),
                    _ => arg.visit_with(self),
                })
            }
            _ => ty.super_visit_with(self),
        }
    }
}

/// Whether a trait object stands in a value that lives for ever, be it written or not.
pub(in crate::flow) fn holds_static_object<'db>(
    value: &impl TypeVisitable<DbInterner<'db>>,
) -> bool {
    value.visit_with(&mut Objects { forever: true }).is_break()
}

/// Whether a reference stands in a value to a trait object that lives for ever.
pub(super) fn lends_static_object<'db>(value: &impl TypeVisitable<DbInterner<'db>>) -> bool {
    value.visit_with(&mut LentObjects).is_break()
}

struct LentObjects;

impl<'db> TypeVisitor<DbInterner<'db>> for LentObjects {
    type Result = ControlFlow<()>;

    fn visit_ty(&mut self, ty: Ty<'db>) -> ControlFlow<()> {
        let lent = match ty.kind() {
            TyKind::Ref(_, inner, _) => inner,
            _ => return ty.super_visit_with(self),
        };
        match lent.kind() {
            TyKind::Dynamic(_, region) if region.is_static() => ControlFlow::Break(()),
            _ => ty.super_visit_with(self),
        }
    }
}

/// Whether a trait object stands in a value.
pub(super) fn holds_object<'db>(value: &impl TypeVisitable<DbInterner<'db>>) -> bool {
    value.visit_with(&mut Objects { forever: false }).is_break()
}

/// Finds a trait object, all types of which have regions.
struct Objects {
    forever: bool,
}

impl<'db> TypeVisitor<DbInterner<'db>> for Objects {
    type Result = ControlFlow<()>;

    fn visit_ty(&mut self, ty: Ty<'db>) -> ControlFlow<()> {
        if !ty.has_regions() {
            return ControlFlow::Continue(());
        }
        match ty.kind() {
            TyKind::Dynamic(_, region) if !self.forever || region.is_static() => {
                ControlFlow::Break(())
            }
            _ => ty.super_visit_with(self),
        }
    }
}
