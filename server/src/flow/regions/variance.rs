//! Variance, where rust-analyzer does not see it: it takes the length of an array for a use of all parameters
//! around it, so that a type with an array of `2 * N` elements, like `BTreeMap`, would be invariant in all of them.

use ra_ap_hir_def::AdtId;
use ra_ap_hir_ty::{
    db::HirDatabase,
    next_solver::{
        ConstKind, DbInterner, GenericArg, GenericArgs, Mutability, Region, RegionKind, Ty, TyKind,
    },
};
use ra_ap_rustc_type_ir::{
    Variance,
    inherent::{GenericArgs as _, IntoKind, Ty as _},
};
use rustc_hash::{FxHashMap, FxHashSet};

use super::components::mentioned_parameters;
use super::relate::{Relations, has_regions};
use super::visit::all_regions;
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
                if let Some(variances) = own_variances(self.interner.db(), adt.def_id()) {
                    self.relate_each(args, sups, variances);
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

    fn relate_each(
        &mut self,
        subs: GenericArgs<'db>,
        sups: GenericArgs<'db>,
        variances: &[Variance],
    ) {
        for ((sub, sup), &variance) in subs.iter().zip(sups.iter()).zip(variances) {
            if let (Some(sub), Some(sup)) = (sub.ty(), sup.ty()) {
                match variance {
                    Variance::Invariant => self.equal(sub, sup),
                    Variance::Covariant => self.subtype(sub, sup),
                    Variance::Contravariant => self.subtype(sup, sub),
                    Variance::Bivariant => {}
                }
            } else if let (Some(sub), Some(sup)) = (sub.region(), sup.region()) {
                if matches!(variance, Variance::Covariant | Variance::Invariant) {
                    self.outlives(sub, sup);
                }
                if matches!(variance, Variance::Contravariant | Variance::Invariant) {
                    self.outlives(sup, sub);
                }
            }
        }
    }
}

/// By index of the type's parameters; `None` where rust-analyzer's are right.
#[salsa::tracked(returns(as_deref))]
fn own_variances(db: &dyn HirDatabase, adt: AdtId) -> Option<Box<[Variance]>> {
    let mut variances = db.variances_of(adt.into()).iter();
    let invariant = variances.any(|it| it == Variance::Invariant);
    (invariant && has_computed_length(db, adt, &mut FxHashSet::default()))
        .then(|| Inference::of(DbInterner::new_no_crate(db), adt))
}

/// The variances of types with computed lengths, found from their fields by and by (Reference, "Subtyping and
/// Variance"; `rustc_hir_analysis::variance`).
struct Inference<'db> {
    interner: DbInterner<'db>,
    /// What is known by now; each starts as bivariant.
    known: FxHashMap<AdtId, Vec<Variance>>,
    changed: bool,
}

impl<'db> Inference<'db> {
    fn of(interner: DbInterner<'db>, adt: AdtId) -> Box<[Variance]> {
        let mut inference = Inference {
            interner,
            known: FxHashMap::default(),
            changed: false,
        };
        inference.variance(adt, 0);
        loop {
            inference.changed = false;
            let all: Vec<AdtId> = inference.known.keys().copied().collect();
            for adt in all {
                inference.fields(adt);
            }
            if !inference.changed {
                return inference.known.remove(&adt).unwrap_or_default().into();
            }
        }
    }

    /// The variance of a type in its parameter with the index.
    fn variance(&mut self, adt: AdtId, index: usize) -> Variance {
        let db = self.interner.db();
        if let Some(known) = self.known.get(&adt) {
            return known.get(index).copied().unwrap_or(Variance::Invariant);
        }
        if has_computed_length(db, adt, &mut FxHashSet::default()) {
            let count = GenericArgs::identity_for_item(self.interner, adt.into()).len();
            self.known.insert(adt, vec![Variance::Bivariant; count]);
            self.changed = true;
            return Variance::Bivariant;
        }
        let mut variances = db.variances_of(adt.into()).iter();
        variances.nth(index).unwrap_or(Variance::Invariant)
    }

    fn fields(&mut self, adt: AdtId) {
        for variant in variants::all(self.interner.db(), adt) {
            for (_, field) in self.interner.db().field_types(variant).iter() {
                let field = field.ty().instantiate_identity().skip_norm_wip();
                self.visit(adt, field, Variance::Covariant);
            }
        }
    }

    fn visit(&mut self, adt: AdtId, ty: Ty<'db>, variance: Variance) {
        match ty.kind() {
            TyKind::Param(it) => self.used(adt, it.index, variance),
            TyKind::Ref(region, inner, mutability) => {
                self.visit_region(adt, region, variance);
                self.visit(adt, inner, behind(variance, mutability));
            }
            TyKind::RawPtr(inner, mutability) => {
                self.visit(adt, inner, behind(variance, mutability))
            }
            TyKind::Array(inner, _) | TyKind::Slice(inner) => self.visit(adt, inner, variance),
            TyKind::Tuple(parts) => {
                for part in parts.iter() {
                    self.visit(adt, part, variance);
                }
            }
            TyKind::Adt(other, args) => {
                for (index, arg) in args.iter().enumerate() {
                    let variance = variance.xform(self.variance(other.def_id(), index));
                    self.visit_arg(adt, arg, variance);
                }
            }
            TyKind::FnPtr(signature, _) => {
                let signature = signature.skip_binder();
                for input in signature.inputs() {
                    self.visit(adt, *input, variance.xform(Variance::Contravariant));
                }
                self.visit(adt, signature.output(), variance);
            }
            _ => self.visit_all(adt, ty),
        }
    }

    fn visit_arg(&mut self, adt: AdtId, arg: GenericArg<'db>, variance: Variance) {
        if let Some(ty) = arg.ty() {
            self.visit(adt, ty, variance);
        } else if let Some(region) = arg.region() {
            self.visit_region(adt, region, variance);
        }
    }

    fn visit_region(&mut self, adt: AdtId, region: Region<'db>, variance: Variance) {
        if let RegionKind::ReEarlyParam(it) = region.kind() {
            self.used(adt, it.index, variance);
        }
    }

    /// All parameters in trait objects, associated types and the like: invariant, but the lifetime of an object.
    fn visit_all(&mut self, adt: AdtId, ty: Ty<'db>) {
        if let TyKind::Dynamic(_, region) = ty.kind() {
            self.visit_region(adt, region, Variance::Covariant);
        }
        for region in all_regions(&ty) {
            if !matches!(ty.kind(), TyKind::Dynamic(_, own) if own == region) {
                self.visit_region(adt, region, Variance::Invariant);
            }
        }
        for index in mentioned_parameters(&ty) {
            self.used(adt, index, Variance::Invariant);
        }
    }

    fn used(&mut self, adt: AdtId, index: u32, variance: Variance) {
        let known = self
            .known
            .get_mut(&adt)
            .and_then(|all| all.get_mut(index as usize));
        let Some(known) = known else { return };
        let joined = match (*known, variance) {
            (Variance::Bivariant, other) | (other, Variance::Bivariant) => other,
            (one, other) if one == other => one,
            _ => Variance::Invariant,
        };
        self.changed |= joined != *known;
        *known = joined;
    }
}

fn behind(variance: Variance, mutability: Mutability) -> Variance {
    match mutability {
        Mutability::Not => variance,
        Mutability::Mut => variance.xform(Variance::Invariant),
    }
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
