//! Variance, where rust-analyzer does not see it: it takes the length of an array for a use of all parameters
//! around it, so that a type with an array of `2 * N` elements, like `BTreeMap`, would be invariant in all of them.

use ra_ap_hir_def::AdtId;
use ra_ap_hir_ty::{
    db::HirDatabase,
    next_solver::{ConstKind, GenericArgs, Mutability, Ty, TyKind},
};
use ra_ap_rustc_type_ir::{
    Variance,
    inherent::{IntoKind, Ty as _},
};
use rustc_hash::FxHashSet;

use super::relate::{Relations, has_regions};
use crate::flow::variants;

impl<'db> Relations<'db> {
    /// `sub` with those parts of `sup` in it that only a wrong variance keeps from being supertypes; they are
    /// related here.
    pub(super) fn with_variances(&mut self, sub: Ty<'db>, sup: Ty<'db>) -> Ty<'db> {
        if !has_regions(sub) || !has_regions(sup) {
            return sub;
        }
        match (sub.kind(), sup.kind()) {
            (TyKind::Ref(region, inner, Mutability::Not), TyKind::Ref(_, sup, _)) => {
                match self.with_variances(inner, sup) {
                    same if same == inner => sub,
                    inner => Ty::new_ref(self.interner, region, inner, Mutability::Not),
                }
            }
            (TyKind::Tuple(parts), TyKind::Tuple(sups)) => {
                let (old, sups) = (parts.as_slice(), sups.as_slice());
                let pairs = old.iter().zip(sups);
                let parts: Vec<Ty<'db>> = pairs
                    .map(|(&sub, &sup)| self.with_variances(sub, sup))
                    .collect();
                if parts.len() == sups.len() && parts != old {
                    Ty::new_tup(self.interner, &parts)
                } else {
                    sub
                }
            }
            (TyKind::Adt(adt, args), TyKind::Adt(other, sups))
                if adt.def_id() == other.def_id() =>
            {
                if is_mistaken(self.interner.db(), adt.def_id()) {
                    self.relate_covariantly(args, sups);
                    return sup;
                }
                let variances = self.interner.db().variances_of(adt.def_id().into());
                let pairs = args.iter().zip(sups.iter()).zip(variances.iter());
                let new: Vec<_> = pairs
                    .map(|((sub, sup), variance)| match (sub.ty(), sup.ty()) {
                        (Some(sub), Some(sup)) if variance == Variance::Covariant => {
                            self.with_variances(sub, sup).into()
                        }
                        _ => sub,
                    })
                    .collect();
                if new == args.as_slice() {
                    return sub;
                }
                let args = GenericArgs::new_from_slice(&new);
                Ty::new_adt(self.interner, adt.def_id(), args)
            }
            _ => sub,
        }
    }

    fn relate_covariantly(&mut self, subs: GenericArgs<'db>, sups: GenericArgs<'db>) {
        for (sub, sup) in subs.iter().zip(sups.iter()) {
            if let (Some(sub), Some(sup)) = (sub.ty(), sup.ty()) {
                self.subtype(sub, sup);
            } else if let (Some(sub), Some(sup)) = (sub.region(), sup.region()) {
                self.outlives(sub, sup);
            }
        }
    }
}

/// Whether rust-analyzer takes a type to be invariant that may not be.
#[salsa::tracked(returns(copy))]
fn is_mistaken(db: &dyn HirDatabase, adt: AdtId) -> bool {
    let mut variances = db.variances_of(adt.into()).iter();
    let invariant = variances.any(|it| it == Variance::Invariant);
    invariant && has_computed_length(db, adt, &mut FxHashSet::default())
}

/// Whether the type has an array in it, directly or in the type of a field, whose length is an expression.
fn has_computed_length(db: &dyn HirDatabase, adt: AdtId, seen: &mut FxHashSet<AdtId>) -> bool {
    if !seen.insert(adt) {
        return false;
    }
    variants::all(db, adt).into_iter().any(|variant| {
        let mut fields = db.field_types(variant).iter();
        fields.any(|(_, field)| {
            let field = field.ty().instantiate_identity().skip_norm_wip();
            is_computed_within(db, field, seen)
        })
    })
}

fn is_computed_within(db: &dyn HirDatabase, ty: Ty<'_>, seen: &mut FxHashSet<AdtId>) -> bool {
    match ty.kind() {
        TyKind::Array(element, length) => {
            matches!(length.kind(), ConstKind::Unevaluated(_))
                || is_computed_within(db, element, seen)
        }
        TyKind::Slice(inner) | TyKind::RawPtr(inner, _) | TyKind::Ref(_, inner, _) => {
            is_computed_within(db, inner, seen)
        }
        TyKind::Tuple(parts) => parts.iter().any(|it| is_computed_within(db, it, seen)),
        TyKind::Adt(adt, args) => {
            let mut parts = args.iter().filter_map(|arg| arg.ty());
            parts.any(|it| is_computed_within(db, it, seen))
                || has_computed_length(db, adt.def_id(), seen)
        }
        _ => false,
    }
}
