//! The regions that dropping a value may use (`rustc_trait_selection`'s `dropck_outlives`).

use ra_ap_hir_def::{
    AdtId, GenericDefId,
    attrs::AttrFlags,
    hir::{ExprId, generics::GenericParams},
    signatures::{StructFlags, StructSignature},
};
use ra_ap_hir_ty::{
    consteval::try_const_usize,
    drop::destructor,
    next_solver::{GenericArgs, Region, Ty, TyKind},
};
use ra_ap_rustc_type_ir::inherent::{GenericArgs as _, IntoKind};
use rustc_hash::FxHashSet;

use super::{
    check::Checker, components::free_regions, opaque::held_regions, relate::has_regions,
    visit::all_regions,
};
use crate::flow::{
    typed::{Making, TypedGraph},
    variants,
};

/// Types nested deeper than this are not looked into, and nothing certain is known of their regions: each part of a type
/// may be of a larger type.
const MAX_DEPTH: usize = 24;

/// Nor is more than this number of parts.
const MAX_PARTS: usize = 200;

impl<'db> Checker<'_, 'db> {
    /// The regions that the drop of a value of this type may use.
    pub(super) fn dropped_regions(&mut self, ty: Ty<'db>) -> Vec<Region<'db>> {
        let mut found = Vec::new();
        let mut seen = FxHashSet::default();
        self.add_dropped(ty, &mut found, &mut seen, 0);
        found
    }

    fn add_dropped(
        &mut self,
        ty: Ty<'db>,
        found: &mut Vec<Region<'db>>,
        seen: &mut FxHashSet<Ty<'db>>,
        depth: usize,
    ) {
        if !has_regions(ty) || !seen.insert(ty) {
            return;
        }
        if depth > MAX_DEPTH || seen.len() > MAX_PARTS {
            for region in all_regions(&ty) {
                let id = self.relations.id(region);
                self.relations.approximate.insert(id);
                found.push(region);
            }
            return;
        }
        match ty.kind() {
            TyKind::Ref(..)
            | TyKind::RawPtr(..)
            | TyKind::FnDef(..)
            | TyKind::FnPtr(..)
            | TyKind::Never
            | TyKind::Str
            | TyKind::Error(_) => {}
            TyKind::Tuple(parts) => {
                for part in parts.iter() {
                    self.add_dropped(part, found, seen, depth + 1);
                }
            }
            TyKind::Array(_, length) if try_const_usize(self.db, length) == Some(0) => {}
            TyKind::Array(element, _) | TyKind::Slice(element) => {
                self.add_dropped(element, found, seen, depth + 1);
            }
            TyKind::Closure(_, args) => {
                let held = args.as_closure().tupled_upvars_ty();
                self.add_dropped(held, found, seen, depth + 1);
            }
            TyKind::Coroutine(id, args) if !self.drops_what_it_awaits(id.0.loc(self.db).expr) => {
                let held = args.as_coroutine().tupled_upvars_ty();
                self.add_dropped(held, found, seen, depth + 1);
            }
            TyKind::Coroutine(..) | TyKind::CoroutineClosure(..) => {
                found.extend(free_regions(self.relations.interner, ty));
            }
            TyKind::Adt(adt, args) => {
                self.add_dropped_adt(adt.def_id(), args, ty, found, seen, depth)
            }
            _ => found.extend(held_regions(self.relations.interner, &ty)),
        }
    }

    /// Whether the `async` block or body holds a future with drop glue while it waits, so that it uses what it has
    /// captured when it is dropped. One that is defined elsewhere may. What else it holds then does not count here.
    fn drops_what_it_awaits(&self, expr: ExprId) -> bool {
        let body = closure_within(self.typed, expr);
        body.is_none_or(|body| {
            let mut makings = body.makings.values();
            makings.any(|it| matches!(it, Making::Await { drops: true }))
        })
    }

    fn add_dropped_adt(
        &mut self,
        adt: AdtId,
        args: GenericArgs<'db>,
        ty: Ty<'db>,
        found: &mut Vec<Region<'db>>,
        seen: &mut FxHashSet<Ty<'db>>,
        depth: usize,
    ) {
        if let AdtId::StructId(id) = adt {
            let flags = StructSignature::of(self.db, id).flags;
            if flags.contains(StructFlags::IS_MANUALLY_DROP) {
                return;
            }
            if flags.contains(StructFlags::IS_PHANTOM_DATA) {
                for part in args.iter().filter_map(|arg| arg.ty()) {
                    self.add_dropped(part, found, seen, depth + 1);
                }
                return;
            }
        }
        if matches!(adt, AdtId::UnionId(_)) {
            return;
        }
        if destructor(self.db, adt).is_some() {
            self.add_arguments(adt, args, found);
        }
        // A box drops its content; the pointer inside does not say so.
        if ty.is_box()
            && let Some(content) = args.iter().find_map(|arg| arg.ty())
        {
            self.add_dropped(content, found, seen, depth + 1);
        }
        for (index, variant) in (0..).zip(variants::all(self.db, adt)) {
            for (field, _) in self.db.field_types(variant).iter() {
                if let Some(part) = self.field_ty(ty, index, field.into_raw().into_u32()) {
                    self.add_dropped(part, found, seen, depth + 1);
                }
            }
        }
    }

    /// A destructor may use all that its type's arguments hold, but for those marked `#[may_dangle]`.
    fn add_arguments(&self, adt: AdtId, args: GenericArgs<'db>, found: &mut Vec<Region<'db>>) {
        let Some(implementation) = *destructor(self.db, adt) else {
            return;
        };
        let id = GenericDefId::ImplId(implementation);
        let (lifetimes, types) = AttrFlags::query_generic_params(self.db, id);
        let dangles = |flags: Option<&AttrFlags>| {
            flags.is_some_and(|flags| flags.contains(AttrFlags::MAY_DANGLE))
        };
        // An implementation of `Drop` has the parameters of its type, in the same order.
        let params = GenericParams::of(self.db, id);
        let lifetimes: Vec<bool> = params
            .iter_lt()
            .map(|(param, _)| dangles(lifetimes.get(param)))
            .collect();
        let types: Vec<bool> = params
            .iter_type_or_consts()
            .map(|(param, _)| dangles(types.get(param)))
            .collect();
        let (mut lifetime, mut ty) = (0, 0);
        for arg in args.iter() {
            let may_dangle = if arg.region().is_some() {
                lifetime += 1;
                lifetimes.get(lifetime - 1).copied().unwrap_or(false)
            } else {
                ty += 1;
                types.get(ty - 1).copied().unwrap_or(false)
            };
            if !may_dangle {
                found.extend(all_regions(&arg));
            }
        }
    }
}

/// The closure or `async` block with this expression, however deep in others it is.
fn closure_within<'a, 'db>(
    typed: &'a TypedGraph<'db>,
    expr: ExprId,
) -> Option<&'a TypedGraph<'db>> {
    typed.closures.iter().find_map(|(other, inner)| {
        if *other == expr {
            Some(inner)
        } else {
            closure_within(inner, expr)
        }
    })
}
