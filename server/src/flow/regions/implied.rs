//! What the signature promises about its lifetimes: written bounds, and those that its types imply
//! (Reference, "Implied bounds").

use ra_ap_hir_def::{AdtId, GenericDefId, ItemContainerId, Lookup, VariantId};
use ra_ap_hir_ty::{
    GenericPredicates,
    db::HirDatabase,
    next_solver::{ClauseKind, DbInterner, GenericArgs, Region, Ty, TyKind},
};
use ra_ap_rustc_type_ir::{
    OutlivesPredicate, TypeFoldable, TypeFolder, TypeSuperFoldable, TypeVisitableExt,
    inherent::IntoKind,
};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    components::{all_regions, free_regions, mentioned_parameters},
    elision::replaced,
    relate::has_regions,
};

/// Fields of fields are looked at so deep.
const MAX_DEPTH: usize = 8;

/// Pairs of regions of which the first outlives the second.
#[derive(Debug)]
pub(super) struct Promises<'a, 'db> {
    pub(super) pairs: Vec<(Region<'db>, Region<'db>)>,
    /// By index of the type parameter: the region that stands for all lifetimes in it.
    parameters: &'a FxHashMap<u32, Region<'db>>,
    /// The type that an implementation is for, with lifetimes elided and with regions in their place.
    pub(super) own: Option<(Ty<'db>, Ty<'db>)>,
}

impl<'a, 'db> Promises<'a, 'db> {
    pub(super) fn new(parameters: &'a FxHashMap<u32, Region<'db>>) -> Promises<'a, 'db> {
        Promises {
            pairs: Vec::new(),
            parameters,
            own: None,
        }
    }

    /// The type with regions where the type of the implementation has lifetimes elided.
    fn known<T: TypeFoldable<DbInterner<'db>>>(&self, interner: DbInterner<'db>, value: T) -> T {
        match self.own {
            Some(own) => replaced(interner, value, own),
            None => value,
        }
    }

    /// Adds the bounds that an item and what surrounds it have written.
    pub(super) fn add_written(
        &mut self,
        db: &'db dyn HirDatabase,
        interner: DbInterner<'db>,
        item: GenericDefId,
    ) {
        for clause in GenericPredicates::query_all(db, item).skip_binder() {
            match clause.kind().skip_binder() {
                // Lowered the wrong way round: `'a: 'b` stands for `'b: 'a`.
                ClauseKind::RegionOutlives(OutlivesPredicate(a, b)) => self.pairs.push((b, a)),
                ClauseKind::TypeOutlives(OutlivesPredicate(ty, region)) => {
                    let ty = self.known(interner, ty);
                    self.add_type(interner, ty, region);
                }
                _ => {}
            }
        }
    }

    fn add_type(&mut self, interner: DbInterner<'db>, ty: Ty<'db>, region: Region<'db>) {
        let regions = free_regions(interner, ty).into_iter();
        self.pairs.extend(regions.map(|it| (it, region)));
        if !self.parameters.is_empty() {
            let mentioned = mentioned_parameters(interner, ty).into_iter();
            let known = mentioned.filter_map(|it| self.parameters.get(&it));
            self.pairs.extend(known.map(|it| (*it, region)));
        }
    }

    /// Adds what has to hold for a type of the signature to be well-formed.
    pub(super) fn add_implied(
        &mut self,
        db: &'db dyn HirDatabase,
        interner: DbInterner<'db>,
        ty: Ty<'db>,
    ) {
        let mut implied = Implied {
            db,
            interner,
            promises: self,
            seen: FxHashSet::default(),
            depth: 0,
        };
        implied.fold_ty(ty);
    }

    /// Adds what the header of the implementation around an item implies.
    pub(super) fn add_header(
        &mut self,
        db: &'db dyn HirDatabase,
        interner: DbInterner<'db>,
        item: GenericDefId,
    ) {
        let container = match item {
            GenericDefId::FunctionId(it) => it.lookup(db).container,
            GenericDefId::ConstId(it) => it.lookup(db).container,
            _ => return,
        };
        let ItemContainerId::ImplId(implementation) = container else {
            return;
        };
        let own = db
            .impl_self_ty(implementation)
            .instantiate_identity()
            .skip_norm_wip();
        self.add_implied(db, interner, self.known(interner, own));
        if let Some(implemented) = db.impl_trait(implementation) {
            let implemented = implemented.instantiate_identity().skip_norm_wip();
            for ty in implemented.args.iter().filter_map(|arg| arg.ty()) {
                self.add_implied(db, interner, self.known(interner, ty));
            }
        }
    }
}

struct Implied<'a, 'p, 'db> {
    db: &'db dyn HirDatabase,
    interner: DbInterner<'db>,
    promises: &'a mut Promises<'p, 'db>,
    /// Types whose fields were looked at.
    seen: FxHashSet<Ty<'db>>,
    /// How deep in fields of fields.
    depth: usize,
}

impl<'db> Implied<'_, '_, 'db> {
    /// A field's type has to be well-formed, too (RFC 2093, "Inferred outlives requirements").
    fn fields(&mut self, ty: Ty<'db>, adt: AdtId, args: GenericArgs<'db>) {
        let related = has_several(self.interner, ty)
            || !self.promises.parameters.is_empty()
                && !mentioned_parameters(self.interner, ty).is_empty();
        if self.depth == MAX_DEPTH || !related || !self.seen.insert(ty) {
            return;
        }
        let variants: Vec<VariantId> = match adt {
            AdtId::StructId(id) => vec![id.into()],
            AdtId::UnionId(id) => vec![id.into()],
            AdtId::EnumId(id) => {
                let variants = id.enum_variants(self.db).variants.values();
                variants.map(|&(variant, _)| variant.into()).collect()
            }
        };
        self.depth += 1;
        for variant in variants {
            for (_, field) in self.db.field_types(variant).iter() {
                let field = field.ty().instantiate(self.interner, args).skip_norm_wip();
                self.fold_ty(field);
            }
        }
        self.depth -= 1;
    }
}

/// Whether there are different lifetimes in a type, which one may have to outlive the other.
fn has_several<'db>(interner: DbInterner<'db>, ty: Ty<'db>) -> bool {
    let regions = all_regions(interner, ty);
    regions.iter().any(|it| *it != regions[0])
}

impl<'db> TypeFolder<DbInterner<'db>> for Implied<'_, '_, 'db> {
    fn cx(&self) -> DbInterner<'db> {
        self.interner
    }

    fn fold_ty(&mut self, ty: Ty<'db>) -> Ty<'db> {
        let mentions = || !mentioned_parameters(self.interner, ty).is_empty();
        let judged = !self.promises.parameters.is_empty() && mentions();
        if !(has_regions(ty) || judged) || ty.has_escaping_bound_vars() {
            return ty;
        }
        match ty.kind() {
            TyKind::Ref(region, inner, _) => {
                self.promises.add_type(self.interner, inner, region);
            }
            TyKind::Adt(adt, args) => {
                let clauses = GenericPredicates::query_all(self.db, adt.def_id().into())
                    .iter_instantiated(self.interner, args);
                for clause in clauses.map(|clause| clause.skip_norm_wip()) {
                    match clause.kind().skip_binder() {
                        ClauseKind::RegionOutlives(OutlivesPredicate(a, b)) => {
                            self.promises.pairs.push((b, a));
                        }
                        ClauseKind::TypeOutlives(OutlivesPredicate(ty, region)) => {
                            self.promises.add_type(self.interner, ty, region);
                        }
                        _ => {}
                    }
                }
                self.fields(ty, adt.def_id(), args);
            }
            // What is bound inside of function types promises nothing about the signature.
            TyKind::FnPtr(..) | TyKind::Dynamic(..) => return ty,
            _ => {}
        }
        ty.super_fold_with(self)
    }
}
