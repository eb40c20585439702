//! Types that the user wrote inside of the body. Inference has used all of them but their lifetimes.

use std::cell::OnceCell;

use ra_ap_hir_def::{
    hir::{Pat, PatId},
    type_ref::TypeRefId,
};
use ra_ap_hir_ty::{
    LifetimeElisionKind, LifetimeLoweringMode, TyLoweringContext,
    next_solver::{DbInterner, Region, RegionKind, Ty, TyKind, fold::fold_tys},
};
use ra_ap_rustc_type_ir::{
    TypeFoldable, fold_regions,
    inherent::{IntoKind, Ty as _},
};

use super::Lower;
use crate::flow::{
    graph::{Origin, PlaceId},
    regions::{
        alias_says_static,
        binders::free_parameters,
        holds_static_object, names_trait,
        objects::{Written, with_defaults},
    },
    typed::{Annotation, WrittenType},
};

impl<'db> Lower<'_, 'db> {
    /// Notes what the type that is written behind a pattern says of its bindings.
    pub(super) fn annotate_bindings(&mut self, pat: PatId, written: WrittenType<'db>) {
        let part = |ty| WrittenType { ty, ..written };
        if self
            .cx
            .infer
            .pat_adjustment(pat)
            .is_some_and(|it| !it.is_empty())
        {
            // What is matched lies behind references that the pattern looks through.
            return;
        }
        match &self.cx.store[pat] {
            Pat::Bind { id, subpat } => {
                if self.binds_by_value(pat)
                    && let Some(&local) = self.locals.get(id)
                {
                    let place = self.builder.place_of(local);
                    self.annotate(place, written, true);
                }
                if let Some(inner) = *subpat {
                    self.annotate_bindings(inner, written);
                }
            }
            Pat::Tuple { args, ellipsis } => {
                let Some(fields) = written.ty.as_tuple() else {
                    return;
                };
                let skipped = fields.len().saturating_sub(args.len());
                let behind = ellipsis.map_or(args.len(), |it| it as usize);
                for (index, &arg) in args.iter().enumerate() {
                    let index = if index < behind {
                        index
                    } else {
                        index + skipped
                    };
                    if let Some(&field) = fields.as_slice().get(index) {
                        self.annotate_bindings(arg, part(field));
                    }
                }
            }
            Pat::Ref { pat: inner, .. } => {
                if let TyKind::Ref(_, referent, _) = written.ty.kind() {
                    self.annotate_bindings(*inner, part(referent));
                }
            }
            _ => {}
        }
    }

    /// Notes that what a pattern is matched against is a subtype of the type that is written behind it.
    pub(super) fn annotate_matched(&mut self, place: PlaceId, written: Option<WrittenType<'db>>) {
        if let Some(written) = written {
            self.annotate(place, written, false);
        }
    }

    fn annotate(&mut self, place: PlaceId, written: WrittenType<'db>, exact: bool) {
        if tells_lifetimes(self.cx.types.interner, written.ty) {
            self.builder.annotate(Annotation {
                place,
                written,
                exact,
            });
        }
    }

    /// A type that is written in the body, if it tells more of lifetimes than the inferred one.
    pub(super) fn written_type(&self, type_ref: TypeRefId) -> Option<WrittenType<'db>> {
        let ty = self.lowered(type_ref);
        let at = Origin::Type(type_ref.into_raw().into_u32());
        tells_lifetimes(self.cx.types.interner, ty).then_some(WrittenType { ty, at })
    }

    /// A type that is written in the body.
    pub(super) fn lowered(&self, type_ref: TypeRefId) -> Ty<'db> {
        let generics = OnceCell::new();
        let mut lowering = TyLoweringContext::new(
            self.cx.db,
            &self.cx.resolver,
            self.cx.store,
            self.cx.owner,
            self.cx.generic_def,
            &generics,
            LifetimeElisionKind::Infer,
            // The other way confuses the lifetimes that types declare with those of the item.
            LifetimeLoweringMode::Bound,
        );
        let ty = free_parameters(self.cx.types.interner, lowering.lower_ty(type_ref));
        match holds_static_object(&ty) {
            true => self.with_object_lifetimes(ty, type_ref),
            false => ty,
        }
    }

    /// The type with the lifetimes of its trait objects. What is left out in the body is inferred, what an alias leaves
    /// out has a default there.
    fn with_object_lifetimes(&self, ty: Ty<'db>, type_ref: TypeRefId) -> Ty<'db> {
        let (db, interner) = (self.cx.db, self.cx.types.interner);
        let written = Written::of(self.cx.store, type_ref);
        let place = (self.cx.store, type_ref);
        if written.is_static || alias_says_static(db, &self.cx.resolver, place) {
            ty
        } else if written.omitted || names_trait(db, &self.cx.resolver, place) {
            without_defaults(interner, ty)
        } else {
            with_defaults(interner, ty, written)
        }
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

/// Whether a type names lifetimes, or is one of functions, which may have lifetimes as parameters.
fn tells_lifetimes<'db>(interner: DbInterner<'db>, ty: Ty<'db>) -> bool {
    let mut functions = false;
    fold_tys(interner, ty, |ty| {
        functions |= matches!(ty.kind(), TyKind::Dynamic(..) | TyKind::FnPtr(..));
        ty
    });
    functions || names_lifetime(interner, ty)
}

/// Whether a type or argument has a lifetime with a name.
pub(super) fn names_lifetime<'db, T: TypeFoldable<DbInterner<'db>>>(
    interner: DbInterner<'db>,
    value: T,
) -> bool {
    let mut named = false;
    fold_regions(interner, value, |region, _| {
        named |= matches!(
            region.kind(),
            RegionKind::ReStatic | RegionKind::ReEarlyParam(_) | RegionKind::ReLateParam(_)
        );
        region
    });
    named
}
