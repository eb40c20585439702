//! What a type demands of its own arguments (Reference, "Well-formedness" of types; `rustc_trait_selection::traits::wf`).

use ra_ap_hir_def::{AdtId, GenericDefId, ItemContainerId, Lookup};
use ra_ap_hir_ty::{
    GenericPredicates,
    db::HirDatabase,
    next_solver::{
        AliasTy, AliasTyKind, ClauseKind, DbInterner, GenericArgs, Region, RegionKind, Ty, TyKind,
    },
};
use ra_ap_rustc_type_ir::{
    EarlyBinder, OutlivesPredicate, TypeFoldable, TypeSuperVisitable, TypeVisitableExt,
    TypeVisitor,
    inherent::{BoundExistentialPredicates as _, IntoKind, Ty as _},
};

use super::{
    check::Checker,
    components::{free_regions, mentioned_parameters, parameters},
    relate::has_regions,
};
use crate::flow::variants;

/// An argument of a type that has to outlive a lifetime among them, both by index. A field says so, not a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Inferred {
    pub(super) arg: u32,
    pub(super) lifetime: u32,
    /// It is an associated type of the argument that has to.
    pub(super) of_associated: bool,
}

/// The demands that follow from the types of fields (RFC 2093, "Inferred outlives requirements").
#[salsa::tracked(returns(ref), cycle_initial = none_inferred)]
pub(super) fn inferred_outlives(db: &dyn HirDatabase, adt: AdtId) -> Vec<Inferred> {
    let mut fields = Fields {
        db,
        interner: DbInterner::new_no_crate(db),
        found: Vec::new(),
    };
    for variant in variants::all(db, adt) {
        for (_, field) in db.field_types(variant).iter() {
            fields.visit_ty(field.ty().instantiate_identity().skip_norm_wip());
        }
    }
    fields.found
}

fn none_inferred(_: &dyn HirDatabase, _: salsa::Id, _: AdtId) -> Vec<Inferred> {
    Vec::new()
}

/// Collects what the types of fields demand.
struct Fields<'db> {
    db: &'db dyn HirDatabase,
    interner: DbInterner<'db>,
    found: Vec<Inferred>,
}

impl<'db> Fields<'db> {
    fn outlives(&mut self, ty: Ty<'db>, region: Region<'db>) {
        let RegionKind::ReEarlyParam(region) = region.kind() else {
            return;
        };
        let mut found = Vec::new();
        parameters(ty, &mut found);
        let certain = found.len();
        let mentioned = mentioned_parameters(&ty).into_iter();
        let others: Vec<u32> = mentioned.filter(|it| !found.contains(it)).collect();
        found.extend(others);
        for (position, arg) in found.into_iter().enumerate() {
            self.add(arg, region.index, position >= certain);
        }
        for longer in free_regions(self.interner, ty) {
            self.lifetime_outlives(longer, region.index);
        }
    }

    fn add_all(&mut self, demands: impl IntoIterator<Item = Demand<'db>>) {
        for demand in demands {
            match demand {
                Demand::Type(ty, region) => self.outlives(ty, region),
                // Of an associated type nothing is certain.
                Demand::Associated(..) => {}
                Demand::Lifetime(longer, region) => {
                    if let RegionKind::ReEarlyParam(region) = region.kind() {
                        self.lifetime_outlives(longer, region.index);
                    }
                }
            }
        }
    }

    fn lifetime_outlives(&mut self, longer: Region<'db>, lifetime: u32) {
        if let RegionKind::ReEarlyParam(longer) = longer.kind()
            && longer.index != lifetime
        {
            self.add(longer.index, lifetime, false);
        }
    }

    fn add(&mut self, arg: u32, lifetime: u32, of_associated: bool) {
        let inferred = Inferred {
            arg,
            lifetime,
            of_associated,
        };
        if !self.found.contains(&inferred) {
            self.found.push(inferred);
        }
    }
}

impl<'db> TypeVisitor<DbInterner<'db>> for Fields<'db> {
    type Result = ();

    fn visit_ty(&mut self, ty: Ty<'db>) {
        match ty.kind() {
            TyKind::Ref(region, inner, _) => self.outlives(inner, region),
            TyKind::Adt(adt, args) => {
                self.add_all(demands(self.db, self.interner, adt.def_id(), args));
            }
            // rustc_hir_analysis::outlives::implicit_infer
            TyKind::Alias(alias) => {
                self.add_all(demands_of_associated(self.db, self.interner, alias));
            }
            TyKind::Dynamic(bounds, _) => {
                if let Some(principal) = bounds.principal() {
                    let nobody = Ty::new_unit(self.interner);
                    let asked = principal.with_self_ty(self.interner, nobody).skip_binder();
                    let (id, args) = (asked.def_id.0.into(), asked.args);
                    self.add_all(written(self.db, self.interner, id, args));
                }
            }
            _ => {}
        }
        ty.super_visit_with(self);
    }
}

/// What the trait of an associated type demands of its arguments.
pub(super) fn demands_of_associated<'db>(
    db: &'db dyn HirDatabase,
    interner: DbInterner<'db>,
    alias: AliasTy<'db>,
) -> Vec<Demand<'db>> {
    let AliasTyKind::Projection { def_id } = alias.kind else {
        return Vec::new();
    };
    match def_id.0.lookup(db).container {
        ItemContainerId::TraitId(it) => written(db, interner, it.into(), alias.args).collect(),
        _ => Vec::new(),
    }
}

/// What a type, or the trait that it is an associated type of, demands of its arguments.
#[derive(Debug, Clone, Copy)]
pub(super) enum Demand<'db> {
    /// The type outlives the lifetime.
    Type(Ty<'db>, Region<'db>),
    /// Some associated type of this one outlives the lifetime.
    Associated(Ty<'db>, Region<'db>),
    /// The first lifetime outlives the second.
    Lifetime(Region<'db>, Region<'db>),
}

impl<'db> Demand<'db> {
    fn instantiated(self, interner: DbInterner<'db>, args: GenericArgs<'db>) -> Self {
        let region = |it: Region<'db>| instantiated(interner, args, it);
        let ty = |it: Ty<'db>| instantiated(interner, args, it);
        match self {
            Demand::Type(longer, shorter) => Demand::Type(ty(longer), region(shorter)),
            Demand::Associated(longer, shorter) => Demand::Associated(ty(longer), region(shorter)),
            Demand::Lifetime(longer, shorter) => Demand::Lifetime(region(longer), region(shorter)),
        }
    }
}

/// A part of a declaration with arguments for its parameters.
pub(super) fn instantiated<'db, T: TypeFoldable<DbInterner<'db>>>(
    interner: DbInterner<'db>,
    args: GenericArgs<'db>,
    declared: T,
) -> T {
    let declared = EarlyBinder::bind(declared);
    declared.instantiate(interner, args).skip_norm_wip()
}

/// The demands that are written as bounds of a type, and those that its fields have.
pub(super) fn demands<'db>(
    db: &'db dyn HirDatabase,
    interner: DbInterner<'db>,
    adt: AdtId,
    args: GenericArgs<'db>,
) -> Vec<Demand<'db>> {
    written(db, interner, adt.into(), args)
        .chain(of_fields(db, adt, args))
        .collect()
}

/// The demands that are written as bounds where an item is declared.
fn written<'db>(
    db: &'db dyn HirDatabase,
    interner: DbInterner<'db>,
    item: GenericDefId,
    args: GenericArgs<'db>,
) -> impl Iterator<Item = Demand<'db>> {
    let clauses = GenericPredicates::query_all(db, item).skip_binder();
    let written = clauses.filter_map(|clause| match clause.kind().skip_binder() {
        // Lowered the wrong way round: `'a: 'b` stands for `'b: 'a`.
        ClauseKind::RegionOutlives(OutlivesPredicate(a, b)) => Some(Demand::Lifetime(b, a)),
        ClauseKind::TypeOutlives(OutlivesPredicate(ty, region)) => Some(Demand::Type(ty, region)),
        _ => None,
    });
    written.map(move |demand| demand.instantiated(interner, args))
}

/// The demands that its fields have.
fn of_fields<'db>(
    db: &'db dyn HirDatabase,
    adt: AdtId,
    args: GenericArgs<'db>,
) -> impl Iterator<Item = Demand<'db>> {
    inferred_outlives(db, adt)
        .iter()
        .filter_map(move |inferred| {
            let arg = |index| args.iter().nth(index as usize);
            let region = arg(inferred.lifetime)?.region()?;
            let longer = arg(inferred.arg)?;
            match (longer.ty(), inferred.of_associated) {
                (Some(ty), false) => Some(Demand::Type(ty, region)),
                (Some(ty), true) => Some(Demand::Associated(ty, region)),
                (None, _) => Some(Demand::Lifetime(longer.region()?, region)),
            }
        })
}

impl<'db> Checker<'_, 'db> {
    /// A type that the user wrote is well-formed: all bounds of the types in it hold.
    pub(super) fn well_formed(&mut self, written: Ty<'db>) {
        self.holds(written, true);
    }

    /// A type of a signature is well-formed. Which traits its arguments implement, the bounds of what is called say
    /// too.
    pub(super) fn lifetimes_well_formed(&mut self, ty: Ty<'db>) {
        self.holds(ty, false);
    }

    fn holds(&mut self, ty: Ty<'db>, traits: bool) {
        if !has_regions(ty) && self.relations.parameters.is_empty() {
            return;
        }
        match ty.kind() {
            TyKind::Ref(region, inner, _) => {
                if !inner.has_escaping_bound_vars() {
                    self.relations.type_outlives(inner, region);
                }
                self.holds(inner, traits);
            }
            TyKind::Adt(adt, args) => {
                if traits {
                    self.bounds_and_fields_hold(adt.def_id(), args);
                } else {
                    let demands = demands(self.db, self.relations.interner, adt.def_id(), args);
                    self.meet(demands);
                }
                for ty in args.iter().filter_map(|arg| arg.ty()) {
                    self.holds(ty, traits);
                }
            }
            TyKind::Tuple(parts) => parts.iter().for_each(|it| self.holds(it, traits)),
            TyKind::Slice(inner) | TyKind::Array(inner, _) | TyKind::RawPtr(inner, _) => {
                self.holds(inner, traits);
            }
            _ => {}
        }
    }

    /// The arguments of a type have all its bounds, and outlive what its fields say.
    pub(super) fn bounds_and_fields_hold(&mut self, adt: AdtId, args: GenericArgs<'db>) {
        self.prove_bounds(adt.into(), args);
        self.meet(of_fields(self.db, adt, args).collect());
    }

    fn meet(&mut self, demands: Vec<Demand<'db>>) {
        for demand in demands {
            match demand {
                Demand::Type(ty, region) => {
                    let ty = self.relations.normalise(ty);
                    self.relations.type_outlives(ty, region);
                }
                // Which one it is that has to is not known.
                Demand::Associated(..) => {}
                Demand::Lifetime(longer, region) => self.relations.outlives(longer, region),
            }
        }
    }
}
