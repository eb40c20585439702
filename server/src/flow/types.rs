//! What lowering asks about types: `Copy`, drop glue, fields, and how they are printed.

use ra_ap_base_db::Crate;
use ra_ap_hir_def::{
    AdtId, EnumVariantId, GenericDefId, HasModule, LocalFieldId, ModuleId, TraitId, VariantId,
    attrs::AttrFlags,
    signatures::{StructFlags, StructSignature},
};
use ra_ap_hir_expand::name::Name;
use ra_ap_hir_ty::{
    consteval::try_const_usize,
    db::HirDatabase,
    display::{DisplayTarget, HirDisplay},
    drop::destructor,
    next_solver::{
        DbInterner, Mutability, ParamEnv, Region, TraitRef, Ty, TyKind, TypingMode,
        infer::{
            DbInternerInferExt, InferCtxt,
            traits::{Obligation, ObligationCause},
        },
        obligation_ctxt::ObligationCtxt,
    },
};
use ra_ap_rustc_type_ir::{
    AliasTyKind, GenericArgKind, Interner as _, TypeVisitableExt as _,
    inherent::{GenericArgs as _, IntoKind, Ty as _},
};
use ra_ap_span::Edition;
use rustc_hash::FxHashMap;

use super::{
    bounds,
    graph::{ClosureKind, Parts, PlaceType, TypeKind},
    half_impls,
    rewritten::{derives, is_rewritten},
    unknown_traits::{holds_extended, holds_foreign},
    variants,
};
use crate::facts::NotCopy;

/// How deeply fields of fields are looked at where the layout of a type is in question: far deeper than
/// types are that have one.
const NESTING: usize = 16;

/// Answers about the types of one body, cached by type.
pub(super) struct Types<'db> {
    pub(super) db: &'db dyn HirDatabase,
    pub(super) interner: DbInterner<'db>,
    pub(super) env: ParamEnv<'db>,
    pub(super) krate: Crate,
    /// From where private fields are looked at.
    pub(super) module: ModuleId,
    /// What the parameters in types implement is not known.
    unknown_bounds: bool,
    edition: Edition,
    display: DisplayTarget,
    /// Sees opaque types as the borrow checker does: nothing but their bounds.
    opaque: InferCtxt<'db>,
    /// Sees what opaque types hide, as drop elaboration does.
    pub(super) revealed: InferCtxt<'db>,
    known: FxHashMap<Ty<'db>, PlaceType>,
    cloneable: FxHashMap<Ty<'db>, bool>,
    /// By type: whether it has no values.
    pub(super) uninhabited: FxHashMap<Ty<'db>, bool>,
}

impl<'db> Types<'db> {
    pub(super) fn new(db: &'db dyn HirDatabase, krate: Crate, generics: GenericDefId) -> Self {
        let interner = DbInterner::new_with(db, krate);
        Types {
            db,
            interner,
            env: db.trait_environment(generics),
            krate,
            module: generics.module(db),
            unknown_bounds: bounds::are_unknown(db, generics),
            edition: krate.data(db).edition,
            display: DisplayTarget::from_crate(db, krate),
            opaque: interner.infer_ctxt().build(TypingMode::non_body_analysis()),
            revealed: interner.infer_ctxt().build(TypingMode::PostAnalysis),
            known: FxHashMap::default(),
            cloneable: FxHashMap::default(),
            uninhabited: FxHashMap::default(),
        }
    }

    /// What the analyses need to know about `ty`.
    pub(super) fn of(&mut self, ty: Ty<'db>) -> PlaceType {
        if let Some(&known) = self.known.get(&ty) {
            return known;
        }
        let unknown = ty.references_non_lt_error()
            || ty.has_non_region_infer()
            || self.unknown_bounds && ty.has_param()
            || ty.has_aliases() && self.is_bound_unknown(ty)
            || self.is_rewritten(ty);
        let needs_drop = !unknown && self.needs_drop(ty);
        let facts = PlaceType {
            copy: !unknown && self.is_copy(ty),
            needs_drop,
            hidden: !unknown && !needs_drop && self.holds_opaque(ty),
            unknown,
            parts: self.parts(ty),
            kind: self.kind(ty),
        };
        self.known.insert(ty, facts);
        facts
    }

    /// Whether an associated type is in the type whose bounds are not known.
    fn is_bound_unknown(&self, ty: Ty<'db>) -> bool {
        ty.walk().any(|part| match part.kind() {
            GenericArgKind::Type(part) => match part.kind() {
                TyKind::Alias(alias) => matches!(
                    alias.kind,
                    AliasTyKind::Projection { def_id }
                        if bounds::are_unknown_of_associated(self.db, def_id.0)
                ),
                _ => false,
            },
            _ => false,
        })
    }

    /// Whether the type, or an argument of it, may be another than the one that is written.
    fn is_rewritten(&self, ty: Ty<'db>) -> bool {
        match ty.kind() {
            TyKind::Adt(adt, args) => {
                is_rewritten(self.db, adt.def_id())
                    || half_impls::may_implement_copy(self.db, adt.def_id())
                    || args
                        .iter()
                        .filter_map(|arg| arg.ty())
                        .any(|it| self.is_rewritten(it))
            }
            TyKind::Tuple(parts) => parts.iter().any(|it| self.is_rewritten(it)),
            TyKind::Array(inner, _) | TyKind::Slice(inner) => self.is_rewritten(inner),
            TyKind::Foreign(_) => true,
            _ => false,
        }
    }

    pub(super) fn is_copy(&self, ty: Ty<'db>) -> bool {
        match ty.kind() {
            TyKind::Ref(_, _, Mutability::Mut) | TyKind::Str | TyKind::Slice(_) => false,
            TyKind::Dynamic(..) => false,
            TyKind::Ref(..) | TyKind::RawPtr(..) | TyKind::FnDef(..) | TyKind::FnPtr(..) => true,
            _ if ty.is_scalar() || ty.is_never() || ty.is_unit() => true,
            _ => self.opaque.type_is_copy_modulo_regions(self.env, ty),
        }
    }

    fn kind(&self, ty: Ty<'db>) -> TypeKind {
        match ty.kind() {
            TyKind::Ref(_, _, mutability) => TypeKind::Reference {
                mutable: mutability.is_mut(),
            },
            TyKind::RawPtr(_, mutability) => TypeKind::RawPointer {
                mutable: mutability.is_mut(),
            },
            TyKind::Array(..) => TypeKind::Array,
            TyKind::Slice(_) => TypeKind::Slice,
            TyKind::Str => TypeKind::Str,
            _ if ty.is_box() => TypeKind::Other,
            TyKind::Adt(adt, _) if destructor(self.db, adt.def_id()).is_some() => {
                TypeKind::Destructor
            }
            _ if ty.is_union() => TypeKind::Union,
            TyKind::Adt(adt, _) if matches!(adt.def_id(), AdtId::EnumId(_)) => TypeKind::Enum,
            _ => TypeKind::Other,
        }
    }

    /// Whether `ty` may implement `DerefMut`, or `IndexMut` for the given index. Inference asks for the
    /// mutable operator wherever the result is changed, also where there is none.
    pub(super) fn may_lend_mutably(&self, ty: Ty<'db>, index: Option<Ty<'db>>) -> bool {
        let lang = self.interner.lang_items();
        let (operator, name, arguments) = match index {
            None => (lang.DerefMut, "DerefMut", vec![ty]),
            Some(index) => (lang.IndexMut, "IndexMut", vec![ty, index]),
        };
        operator.is_none_or(|operator| {
            let implements = TraitRef::new(self.interner, operator.into(), arguments);
            let cause = ObligationCause::dummy();
            let asked = Obligation::new(self.interner, cause, self.env, implements);
            self.opaque.predicate_may_hold(&asked)
                || holds_foreign(self.db, ty)
                || self.may_be_given(operator, name, ty)
        })
    }

    /// Whether a macro that is not run may give the type the operator's trait, which has the name: by a derive, or by a
    /// trait that an implementation asks for.
    fn may_be_given(&self, operator: TraitId, name: &str, ty: Ty<'db>) -> bool {
        // Of parameters the solver has no implementations, and refuses to look for them.
        let Some((adt, _)) = ty.as_adt() else {
            return false;
        };
        let mut implemented = false;
        let interner = self.interner;
        interner.for_each_relevant_impl(operator.into(), ty, |_| implemented = true);
        derives(self.db, adt, name) || implemented && holds_extended(self.db, ty)
    }

    /// Whether a value of the type may change behind a shared reference.
    pub(super) fn has_interior_mutability(&self, ty: Ty<'db>) -> bool {
        self.interner.lang_items().Freeze.is_some_and(|freeze| {
            let frozen = TraitRef::new(self.interner, freeze.into(), [ty]);
            let cause = ObligationCause::dummy();
            let asked = Obligation::new(self.interner, cause, self.env, frozen);
            !self.opaque.predicate_must_hold_modulo_regions(&asked)
        })
    }

    /// Whether the type implements `Clone`.
    pub(super) fn is_clone(&mut self, ty: Ty<'db>) -> bool {
        if let Some(&known) = self.cloneable.get(&ty) {
            return known;
        }
        let implements = self.interner.lang_items().Clone.is_some_and(|clone| {
            let implements = TraitRef::new(self.interner, clone.into(), [ty]);
            let cause = ObligationCause::dummy();
            let asked = Obligation::new(self.interner, cause, self.env, implements);
            self.opaque.predicate_must_hold_modulo_regions(&asked)
        });
        self.cloneable.insert(ty, implements);
        implements
    }

    /// How a closure of the type is called; `None` for other types.
    pub(super) fn closure_kind(&self, ty: Ty<'db>) -> Option<ClosureKind> {
        let kind = match ty.kind() {
            TyKind::Closure(_, args) => args.as_closure().kind_ty(),
            TyKind::CoroutineClosure(_, args) => args.as_coroutine_closure().kind_ty(),
            _ => return None,
        };
        Some(match kind.to_opt_closure_kind()? {
            ra_ap_rustc_type_ir::ClosureKind::Fn => ClosureKind::Fn,
            ra_ap_rustc_type_ir::ClosureKind::FnMut => ClosureKind::FnMut,
            ra_ap_rustc_type_ir::ClosureKind::FnOnce => ClosureKind::FnOnce,
        })
    }

    fn parts(&self, ty: Ty<'db>) -> Parts {
        match ty.kind() {
            TyKind::Tuple(_) | TyKind::Closure(..) | TyKind::Coroutine(..) => Parts::Fields,
            TyKind::Array(_, length) => try_const_usize(self.db, length).map_or(Parts::None, |n| {
                Parts::Elements(u64::try_from(n).unwrap_or(u64::MAX))
            }),
            _ if ty.is_box() => Parts::Box,
            TyKind::Adt(adt, _) => match adt.def_id() {
                AdtId::UnionId(_) => Parts::None,
                adt if destructor(self.db, adt).is_some() => Parts::None,
                AdtId::StructId(id)
                    if StructSignature::of(self.db, id).flags.intersects(
                        StructFlags::IS_MANUALLY_DROP | StructFlags::IS_PHANTOM_DATA,
                    ) =>
                {
                    Parts::None
                }
                _ => Parts::Fields,
            },
            _ => Parts::None,
        }
    }

    /// The type of a field, with the generic arguments of `parent` filled in and normalised;
    /// `None` if `parent` has no such field.
    pub(super) fn field(&self, parent: Ty<'db>, variant: u32, field: u32) -> Option<Ty<'db>> {
        match parent.kind() {
            TyKind::Tuple(fields) => fields.iter().nth(field as usize),
            TyKind::Adt(adt, args) => {
                let variant = variants::by_index(self.db, adt.def_id(), variant)?;
                let id = LocalFieldId::from_raw(field.into());
                let ty = self.db.field_types(variant).get(id)?;
                let ty = ty.ty().instantiate(self.interner, args).skip_norm_wip();
                Some(self.normalise(ty))
            }
            TyKind::Closure(_, args) => args
                .as_closure()
                .tupled_upvars_ty()
                .as_tuple()?
                .iter()
                .nth(field as usize),
            _ => None,
        }
    }

    /// The number of variants and of the fields of each; structs and tuples count as one variant.
    pub(super) fn shape(&self, ty: Ty<'db>) -> Vec<u32> {
        match ty.kind() {
            TyKind::Tuple(fields) => vec![fields.len() as u32],
            TyKind::Adt(adt, _) => {
                let variants = variants::all(self.db, adt.def_id()).into_iter();
                let fields = variants.map(|it| self.db.field_types(it).iter().count() as u32);
                fields.collect()
            }
            _ => Vec::new(),
        }
    }

    /// The name of a field as written after a dot.
    pub(super) fn field_name(&self, parent: Ty<'db>, variant: u32, field: u32) -> String {
        if let TyKind::Adt(adt, _) = parent.kind()
            && let Some(variant) = variants::by_index(self.db, adt.def_id(), variant)
            && let Some((_, data)) = variant.fields(self.db).fields().iter().nth(field as usize)
        {
            return self.name(&data.name);
        }
        field.to_string()
    }

    /// The name as written: a keyword of the crate's edition with `r#` in front.
    pub(super) fn name(&self, name: &Name) -> String {
        name.display(self.db, self.edition).to_string()
    }

    /// Whether the type is an enum with more than one variant.
    pub(super) fn is_multi_variant(&self, ty: Ty<'db>) -> bool {
        match ty.kind() {
            TyKind::Adt(adt, _) => match adt.def_id() {
                AdtId::EnumId(id) => id.enum_variants(self.db).variants.len() > 1,
                _ => false,
            },
            _ => false,
        }
    }

    /// Index of an enum's variant; 0 for structs and unions.
    pub(super) fn index_of(&self, variant: VariantId) -> u32 {
        match variant {
            VariantId::EnumVariantId(id) => self.variant_index(id),
            VariantId::StructId(_) | VariantId::UnionId(_) => 0,
        }
    }

    /// Index of a variant in its enum.
    pub(super) fn variant_index(&self, variant: EnumVariantId) -> u32 {
        variant.index(self.db) as u32
    }

    pub(super) fn field_count(&self, variant: VariantId) -> u32 {
        self.db.field_types(variant).iter().count() as u32
    }

    /// `&ty` or `&mut ty`; lifetimes do not matter here.
    pub(super) fn reference(&self, ty: Ty<'db>, mutable: bool) -> Ty<'db> {
        let region = Region::new_erased(self.interner);
        let mutability = if mutable {
            Mutability::Mut
        } else {
            Mutability::Not
        };
        Ty::new_ref(self.interner, region, ty, mutability)
    }

    pub(super) fn normalise(&self, ty: Ty<'db>) -> Ty<'db> {
        let mut obligations = ObligationCtxt::new(&self.opaque);
        obligations
            .structurally_normalize_ty(&ObligationCause::dummy(), self.env, ty)
            .unwrap_or(ty)
            .replace_infer_with_error(self.interner)
    }

    /// The type as rust-analyzer shows it.
    pub(super) fn text(&self, ty: Ty<'db>) -> String {
        ty.display_truncated(self.db, None, self.display)
            .to_string()
    }

    /// Size of a value of the type in bytes; `None` for generic and unsized types, and where
    /// rust-analyzer's layout is not rustc's.
    pub(super) fn size(&self, ty: Ty<'db>) -> Option<u64> {
        if self.is_infinite(ty) || self.has_unknown_niche(ty, NESTING, false) {
            return None;
        }
        let env = ra_ap_hir_ty::ParamEnvAndCrate {
            param_env: self.env,
            krate: self.krate,
        };
        let layout = self.db.layout_of_ty(ty.store(), env.store());
        Some(layout.as_ref().ok()?.size.bytes())
    }

    /// Whether an enum is in the type that holds a value with a niche by attribute: rust-analyzer knows
    /// those of references and pattern types alone, and gives it room for a tag that it does not have.
    fn has_unknown_niche(&self, ty: Ty<'db>, depth: usize, in_enum: bool) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return true;
        };
        let inside = |ty, in_enum| self.has_unknown_niche(ty, depth, in_enum);
        match ty.kind() {
            TyKind::Array(element, _) => inside(element, in_enum),
            // Whether a pointer knows more than an address depends on the last field of what it points to, and
            // rust-analyzer looks for that without end.
            TyKind::Ref(_, to, _) | TyKind::RawPtr(to, _) => self.is_endless(to, NESTING),
            TyKind::Tuple(fields) => fields.iter().any(|field| inside(field, in_enum)),
            TyKind::Closure(_, args) => inside(args.as_closure().tupled_upvars_ty(), in_enum),
            TyKind::Adt(adt, _) => {
                let flags = AttrFlags::query(self.db, adt.def_id().into());
                if in_enum && flags.contains(AttrFlags::RUSTC_LAYOUT_SCALAR_VALID_RANGE) {
                    return true;
                }
                let in_enum = in_enum || self.is_multi_variant(ty);
                let shape = self.shape(ty).into_iter().enumerate();
                let mut fields = shape.flat_map(|(variant, fields)| {
                    (0..fields).map(move |field| (variant as u32, field))
                });
                fields.any(|(variant, field)| {
                    self.field(ty, variant, field)
                        .is_none_or(|field| inside(field, in_enum))
                })
            }
            _ => false,
        }
    }

    /// Whether the last fields of a struct never come to an end.
    fn is_endless(&self, ty: Ty<'db>, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return true;
        };
        let last = match ty.kind() {
            TyKind::Tuple(fields) => fields.iter().last(),
            TyKind::Adt(..) if !self.is_multi_variant(ty) => {
                let fields = self.shape(ty).first().copied().unwrap_or_default();
                let last = fields.checked_sub(1);
                last.and_then(|last| self.field(ty, 0, last))
            }
            _ => None,
        };
        last.is_some_and(|field| self.is_endless(field, depth))
    }

    /// Why a type is not `Copy`; `None` if it is, or if there is nothing to say beyond that.
    pub(super) fn not_copy(&mut self, ty: Ty<'db>) -> Option<NotCopy> {
        if self.of(ty).copy || self.of(ty).unknown {
            return None;
        }
        match ty.kind() {
            TyKind::Ref(..) => Some(NotCopy::UniqueReference),
            TyKind::Param(_) | TyKind::Alias(..) => Some(NotCopy::Parameter),
            TyKind::Closure(..) | TyKind::Coroutine(..) => Some(NotCopy::Captures),
            TyKind::Adt(adt, _) if destructor(self.db, adt.def_id()).is_some() => {
                Some(NotCopy::Destructor)
            }
            TyKind::Adt(..) => Some(self.blocking_field(ty).unwrap_or(NotCopy::NoImpl)),
            TyKind::Tuple(_) => self.blocking_field(ty),
            _ => None,
        }
    }

    fn blocking_field(&mut self, ty: Ty<'db>) -> Option<NotCopy> {
        for (variant, fields) in self.shape(ty).into_iter().enumerate() {
            for field in 0..fields {
                let field_ty = self.field(ty, variant as u32, field)?;
                if !self.of(field_ty).copy {
                    let path = self.field_name(ty, variant as u32, field);
                    return Some(NotCopy::Field {
                        path,
                        ty: self.text(field_ty),
                    });
                }
            }
        }
        None
    }
}
