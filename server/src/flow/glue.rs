//! What a type contains by value, and from that whether the end of a value runs anything (Reference,
//! "Destructors").

use ra_ap_hir_def::{
    AdtId, VariantId,
    signatures::{StructFlags, StructSignature},
};
use ra_ap_hir_ty::{
    consteval::try_const_usize,
    drop::destructor,
    next_solver::{GenericArgs, Ty, TyKind},
};
use ra_ap_rustc_type_ir::{
    AliasTyKind,
    inherent::{GenericArgs as _, IntoKind},
};
use rustc_hash::FxHashSet;

use super::{regions::has_opaque, types::Types, variants};

/// How deep types may contain each other by value. rustc refuses a type that contains itself, but while
/// one types there are such, and generic ones grow with each step.
const DEPTH: usize = 200;

impl<'db> Types<'db> {
    /// Whether a value of the type has drop glue, or may have for some instance of a generic type. What
    /// opaque types hide counts, as in drop elaboration. Parts that inference does not know are taken
    /// for nothing, so that no drop is claimed because of them.
    pub(super) fn needs_drop(&self, ty: Ty<'db>) -> bool {
        self.any_part(
            ty,
            &mut FxHashSet::default(),
            DEPTH,
            &mut |part| match part.kind() {
                TyKind::Adt(adt, _) => destructor(self.db, adt.def_id()).is_some(),
                // That of a coroutine depends on the body that is being built, so that MIR drops all of them.
                TyKind::Dynamic(..) | TyKind::Coroutine(..) => true,
                TyKind::Alias(..) => !self.is_copy(part),
                TyKind::Param(_) => !self.is_copy(part),
                _ => false,
            },
        )
        .unwrap_or(false)
    }

    /// Whether an opaque type that may have drop glue, as far as its bounds tell, is a part of the type.
    pub(super) fn holds_opaque(&self, ty: Ty<'db>) -> bool {
        has_opaque(&ty) && self.holds_opaque_within(ty, &mut FxHashSet::default())
    }

    fn holds_opaque_within(&self, ty: Ty<'db>, visited: &mut FxHashSet<Ty<'db>>) -> bool {
        if !has_opaque(&ty) || !visited.insert(ty) || visited.len() > DEPTH {
            return false;
        }
        if let TyKind::Alias(alias) = ty.kind() {
            return matches!(alias.kind, AliasTyKind::Opaque { .. }) && !self.is_copy(ty);
        }
        let parts = self.contents(ty);
        parts
            .into_iter()
            .any(|part| self.holds_opaque_within(part, visited))
    }

    /// Whether the type contains itself, in other words has no size.
    pub(super) fn is_infinite(&self, ty: Ty<'db>) -> bool {
        self.any_part(ty, &mut FxHashSet::default(), DEPTH, &mut |_| false)
            .is_none()
    }

    /// Whether `found` holds for the type or something in it; `None` if there is no end to it.
    fn any_part(
        &self,
        ty: Ty<'db>,
        visited: &mut FxHashSet<Ty<'db>>,
        depth: usize,
        found: &mut dyn FnMut(Ty<'db>) -> bool,
    ) -> Option<bool> {
        let ty = match ty.kind() {
            TyKind::Alias(..) => self.reveal(ty),
            _ => ty,
        };
        let depth = depth.checked_sub(1)?;
        if !visited.insert(ty) {
            return Some(false);
        }
        if found(ty) {
            return Some(true);
        }
        for part in self.contents(ty) {
            if self.any_part(part, visited, depth, found)? {
                return Some(true);
            }
        }
        Some(false)
    }

    /// The types of what is dropped with a value after its own destructor.
    fn contents(&self, ty: Ty<'db>) -> Vec<Ty<'db>> {
        match ty.kind() {
            TyKind::Adt(adt, args) => self.field_types(adt.def_id(), args),
            TyKind::Tuple(parts) => parts.iter().collect(),
            TyKind::Array(_, length) if try_const_usize(self.db, length) == Some(0) => Vec::new(),
            TyKind::Array(part, _) | TyKind::Slice(part) | TyKind::Pat(part, _) => vec![part],
            TyKind::UnsafeBinder(bound) => vec![bound.skip_binder()],
            TyKind::Closure(_, args) => vec![args.as_closure().tupled_upvars_ty()],
            TyKind::CoroutineClosure(_, args) => {
                vec![args.as_coroutine_closure().tupled_upvars_ty()]
            }
            _ => Vec::new(),
        }
    }

    fn field_types(&self, adt: AdtId, args: GenericArgs<'db>) -> Vec<Ty<'db>> {
        let variants: Vec<VariantId> = match adt {
            // Fields of unions have no destructors.
            AdtId::UnionId(_) => Vec::new(),
            AdtId::StructId(id) => {
                let inert = StructFlags::IS_MANUALLY_DROP | StructFlags::IS_PHANTOM_DATA;
                let inert = StructSignature::of(self.db, id).flags.intersects(inert);
                (!inert).then_some(id.into()).into_iter().collect()
            }
            AdtId::EnumId(_) => variants::all(self.db, adt),
        };
        let fields = variants
            .into_iter()
            .flat_map(|variant| self.db.field_types(variant).iter());
        fields
            .map(|(_, field)| {
                let field = field.ty().instantiate(self.interner, args);
                field.skip_norm_wip()
            })
            .collect()
    }
}
