//! What the regions of a type depend on: the variance of its parameters, and which of them its drop uses.

use std::collections::BTreeMap;

use ra_ap_hir::{Adt, GenericDef, GenericParam};
use ra_ap_hir_def::{
    AdtId, GenericParamId, HasModule, ImplId, VariantId,
    attrs::AttrFlags,
    signatures::{StructFlags, StructSignature},
};
use ra_ap_hir_ty::{
    db::HirDatabase,
    drop::destructor,
    next_solver::{
        DbInterner, GenericArg, GenericArgs, ParamEnv, Region, RegionKind, Ty, TyKind, TypingMode,
        infer::{DbInternerInferExt, traits::ObligationCause},
        obligation_ctxt::ObligationCtxt,
    },
};
use ra_ap_rustc_type_ir::{
    TypeSuperVisitable, TypeVisitable, TypeVisitor,
    inherent::{GenericArgs as _, IntoKind as _},
};
use rustc_hash::FxHashSet;

/// How a drop uses a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    /// Values of it are dropped, nothing else is done with them.
    Dropped,
    /// An implementation of `Drop` may do anything with it.
    Used,
}

/// Parameter by parameter: variance, and use by the drop. Parameters for allocators are left out.
pub(super) fn describe(db: &dyn HirDatabase, adt: Adt) -> String {
    let id = AdtId::from(adt);
    let interner = DbInterner::new_with(db, id.module(db).krate(db));
    let mut walk = Walk {
        db,
        interner,
        env: db.trait_environment(id.into()),
        uses: BTreeMap::new(),
        visited: FxHashSet::default(),
    };
    walk.dropped(db.ty(id.into()).instantiate_identity().skip_norm_wip());
    let variances = db.variances_of(id.into());
    let described = GenericDef::Adt(adt)
        .params(db)
        .into_iter()
        .zip(variances.iter());
    let described = described.filter_map(|(param, variance)| {
        if let GenericParam::TypeParam(it) = param
            && it
                .trait_bounds(db)
                .iter()
                .any(|of| of.name(db).as_str() == "Allocator")
        {
            return None;
        }
        let by_drop = walk.uses.get(param.name(db).as_str());
        Some(format!("{variance:?} {by_drop:?}"))
    });
    described.collect::<Vec<_>>().join(", ")
}

struct Walk<'db> {
    db: &'db dyn HirDatabase,
    interner: DbInterner<'db>,
    env: ParamEnv<'db>,
    uses: BTreeMap<String, Use>,
    visited: FxHashSet<Ty<'db>>,
}

impl<'db> Walk<'db> {
    fn note(&mut self, name: &str, new: Use) {
        let known = self.uses.entry(name.to_owned()).or_insert(new);
        *known = new.max(*known);
    }

    /// A value of a type is dropped.
    fn dropped(&mut self, ty: Ty<'db>) {
        let ty = self.normalised(ty);
        if !self.visited.insert(ty) {
            return;
        }
        match ty.kind() {
            TyKind::Adt(def, args) => self.adt_dropped(def.def_id(), args),
            TyKind::Tuple(types) => types.iter().for_each(|it| self.dropped(it)),
            TyKind::Array(of, _) | TyKind::Slice(of) => self.dropped(of),
            TyKind::Param(_) => {
                for name in mentioned(self.db, ty) {
                    self.note(&name, Use::Dropped);
                }
            }
            TyKind::Dynamic(..) | TyKind::Alias(..) => self.used(ty),
            _ => {}
        }
    }

    fn normalised(&self, ty: Ty<'db>) -> Ty<'db> {
        let infcx = self.interner.infer_ctxt().build(TypingMode::PostAnalysis);
        ObligationCtxt::new(&infcx)
            .structurally_normalize_ty(&ObligationCause::dummy(), self.env, ty)
            .unwrap_or(ty)
    }

    fn adt_dropped(&mut self, adt: AdtId, args: GenericArgs<'db>) {
        let db = self.db;
        let fields: Vec<VariantId> = match adt {
            AdtId::UnionId(_) => return,
            AdtId::EnumId(it) => {
                let variants = it.enum_variants(db).variants.values();
                variants.map(|&(variant, _)| variant.into()).collect()
            }
            AdtId::StructId(it) => {
                let flags = StructSignature::of(db, it).flags;
                if flags.contains(StructFlags::IS_MANUALLY_DROP) {
                    return;
                }
                if flags.contains(StructFlags::IS_PHANTOM_DATA) {
                    return self.dropped(args.type_at(0));
                }
                vec![it.into()]
            }
        };
        if let &Some(implementation) = destructor(db, adt) {
            self.handed_to(implementation, args);
        }
        for variant in fields {
            for (_, field) in db.field_types(variant).iter() {
                let ty = field.ty().instantiate(self.interner, args);
                self.dropped(ty.skip_norm_wip());
            }
        }
    }

    /// The arguments of a type whose `Drop` is implemented.
    fn handed_to(&mut self, implementation: ImplId, args: GenericArgs<'db>) {
        let db = self.db;
        let own = db
            .impl_self_ty(implementation)
            .instantiate_identity()
            .skip_norm_wip();
        let TyKind::Adt(_, own) = own.kind() else {
            return;
        };
        let (_, flags) = AttrFlags::query_generic_params(db, implementation.into());
        for (parameter, argument) in own.iter().zip(args.iter()) {
            let id = parameter.ty().and_then(|ty| match ty.kind() {
                TyKind::Param(it) => Some(it.id),
                _ => None,
            });
            let flags = id.and_then(|id| flags.get(id.local_id()));
            match argument.ty() {
                Some(ty) if flags.is_some_and(|it| it.contains(AttrFlags::MAY_DANGLE)) => {
                    self.dropped(ty);
                }
                _ => self.used(argument),
            }
        }
    }

    fn used(&mut self, of: impl Into<GenericArg<'db>>) {
        for name in mentioned(self.db, of.into()) {
            self.note(&name, Use::Used);
        }
    }
}

/// Names of the parameters in a type.
fn mentioned<'db>(
    db: &'db dyn HirDatabase,
    of: impl TypeVisitable<DbInterner<'db>>,
) -> Vec<String> {
    let mut names = Mentioned {
        db,
        found: Vec::new(),
    };
    of.visit_with(&mut names);
    names.found
}

struct Mentioned<'db> {
    db: &'db dyn HirDatabase,
    found: Vec<String>,
}

impl<'db> TypeVisitor<DbInterner<'db>> for Mentioned<'db> {
    type Result = ();

    fn visit_ty(&mut self, ty: Ty<'db>) {
        if let TyKind::Param(it) = ty.kind() {
            let param = GenericParam::from(GenericParamId::TypeParamId(it.id));
            self.found.push(param.name(self.db).as_str().to_owned());
        }
        ty.super_visit_with(self);
    }

    fn visit_region(&mut self, region: Region<'db>) {
        if let RegionKind::ReEarlyParam(it) = region.kind() {
            let param = GenericParam::from(GenericParamId::LifetimeParamId(it.id));
            self.found.push(param.name(self.db).as_str().to_owned());
        }
    }
}
