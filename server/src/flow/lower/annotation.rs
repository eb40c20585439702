//! Types that the user wrote inside of the body. Inference has used all of them but their lifetimes.

use std::cell::OnceCell;

use ra_ap_hir_def::{hir::PatId, type_ref::TypeRefId};
use ra_ap_hir_ty::{
    LifetimeElisionKind, LifetimeLoweringMode, TyLoweringContext,
    next_solver::{DbInterner, Region, RegionKind, Ty, TyKind, fold::fold_tys},
};
use ra_ap_rustc_type_ir::{
    fold_regions,
    inherent::{IntoKind, Ty as _},
};

use super::Lower;
use crate::flow::{graph::PlaceId, regions::objects::Written};

impl<'db> Lower<'_, 'db> {
    /// Notes the type in `let pat: type_ref`, where it gives a binding a lifetime.
    pub(super) fn annotate_binding(&mut self, pat: PatId, type_ref: Option<TypeRefId>) {
        let local = self
            .plain_binding(pat)
            .and_then(|id| self.locals.get(&id).copied());
        if let (Some(local), Some(type_ref)) = (local, type_ref) {
            let place = self.builder.place_of(local);
            self.annotate(place, type_ref);
        }
    }

    /// Notes the type that is written for a place, where it names a lifetime.
    pub(super) fn annotate(&mut self, place: PlaceId, type_ref: TypeRefId) {
        let mut ty = self.written_type(type_ref);
        let written = Written::of(self.cx.store, type_ref);
        if written.omitted && !written.is_static {
            ty = without_defaults(self.cx.types.interner, ty);
        }
        if !ty.references_non_lt_error() && names_lifetime(self.cx.types.interner, ty) {
            self.builder.annotate(place, ty);
        }
    }

    fn written_type(&self, type_ref: TypeRefId) -> Ty<'db> {
        let generics = OnceCell::new();
        let mut lowering = TyLoweringContext::new(
            self.cx.db,
            &self.cx.resolver,
            self.cx.store,
            self.cx.owner,
            self.cx.generic_def,
            &generics,
            LifetimeElisionKind::Infer,
            LifetimeLoweringMode::LateParam,
        );
        lowering.lower_ty(type_ref)
    }
}

/// Inside of a body, the lifetime of a trait object that is left out is inferred.
fn without_defaults<'db>(interner: DbInterner<'db>, ty: Ty<'db>) -> Ty<'db> {
    fold_tys(interner, ty, |ty| match ty.kind() {
        TyKind::Dynamic(bounds, region) if region.is_static() => {
            Ty::new_dynamic(interner, bounds, Region::new_erased(interner))
        }
        _ => ty,
    })
}

fn names_lifetime<'db>(interner: DbInterner<'db>, ty: Ty<'db>) -> bool {
    let mut named = false;
    fold_regions(interner, ty, |region, _| {
        named |= matches!(
            region.kind(),
            RegionKind::ReStatic | RegionKind::ReEarlyParam(_) | RegionKind::ReLateParam(_)
        );
        region
    });
    named
}
