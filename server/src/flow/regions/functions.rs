//! Function items where a bound asks for a function (`map(S::name)`), and opaque types that are functions.
//!
//! rust-analyzer's solver takes their signatures as they are lowered, without the lifetimes that are left out. The pointers
//! that they can become have these.

use ra_ap_hir_def::{CallableDefId, HasModule, VariantId};
use ra_ap_hir_ty::{
    db::HirDatabase,
    next_solver::{
        ClauseKind, DbInterner, GenericArg, GenericArgs, PolyFnSig, Predicate, PredicateKind, Ty,
        TyKind, Tys, fold::fold_tys,
    },
};
use ra_ap_rustc_type_ir::{
    AliasTyKind, EarlyBinder, Interner, TypeFoldable, Upcast,
    inherent::{IntoKind, Term as _, Ty as _},
};

use super::{
    elision::{bind_clause, declared_signature, is_function_trait, is_output},
    fields::declared_field,
    visit::holds_object,
};

/// The arguments of a function trait, or of what its call gives, with a pointer for a function item; `None` if they are
/// those of no function item.
pub(super) fn with_pointer<'db>(
    interner: DbInterner<'db>,
    args: GenericArgs<'db>,
) -> Option<GenericArgs<'db>> {
    let function = args.iter().next()?.ty()?;
    let pointer = pointer_to(interner, function).or_else(|| pointer_like(interner, function))?;
    let all = std::iter::once(GenericArg::from(pointer)).chain(args.iter().skip(1));
    Some(GenericArgs::new_from_iter(interner, all))
}

/// The value with pointers for those function items in its types whose signatures name trait objects: the solver takes
/// the lifetimes that are left out of these for `'static`.
pub(super) fn with_pointers_to_objects<'db, T: TypeFoldable<DbInterner<'db>>>(
    interner: DbInterner<'db>,
    value: T,
) -> T {
    fold_tys(interner, value, |ty| match pointer_to(interner, ty) {
        Some(pointer) if holds_object(&pointer) => pointer,
        _ => ty,
    })
}

/// The type of pointers to a function item.
pub(in crate::flow) fn pointer_to<'db>(
    interner: DbInterner<'db>,
    function: Ty<'db>,
) -> Option<Ty<'db>> {
    let TyKind::FnDef(id, own) = function.kind() else {
        return None;
    };
    let db = interner.db();
    let signature = match id.0 {
        CallableDefId::FunctionId(function) => declared_signature(db, function).0,
        constructor @ CallableDefId::StructId(it) => of_constructor(db, constructor, it.into()),
        constructor @ CallableDefId::EnumVariantId(it) => {
            of_constructor(db, constructor, it.into())
        }
    };
    let signature = EarlyBinder::bind(signature)
        .instantiate(interner, own)
        .skip_norm_wip();
    Some(Ty::new_fn_ptr(interner, signature))
}

/// The type of pointers that take and give the same as an opaque type which is a function, where this names trait
/// objects: the solver takes lifetimes that are left out of these for `'static` too.
fn pointer_like<'db>(interner: DbInterner<'db>, opaque: Ty<'db>) -> Option<Ty<'db>> {
    let TyKind::Alias(alias) = opaque.kind() else {
        return None;
    };
    let AliasTyKind::Opaque { def_id } = alias.kind else {
        return None;
    };
    let bounds = interner
        .item_bounds(def_id.into())
        .iter_instantiated(interner, alias.args);
    bounds
        .map(|bound| bind_clause(interner, bound.skip_norm_wip()))
        .find_map(|bound| {
            let kind = bound.kind();
            let PredicateKind::Clause(ClauseKind::Projection(it)) = kind.skip_binder() else {
                return None;
            };
            let given = it.projection_term.args.iter().nth(1)?.ty()?;
            let TyKind::Tuple(given) = given.kind() else {
                return None;
            };
            let named = is_output(interner, it.projection_term.def_id()) && holds_object(&given);
            let result = it.term.as_type().filter(|_| named)?;
            let signature = interner.mk_fn_sig_safe_rust_abi(given.iter(), result);
            Some(Ty::new_fn_ptr(interner, kind.rebind(signature)))
        })
}

/// The signature of a struct's or variant's constructor: its parameters are the fields.
fn of_constructor<'db>(
    db: &'db dyn HirDatabase,
    constructor: CallableDefId,
    variant: VariantId,
) -> PolyFnSig<'db> {
    let signature = db.callable_item_signature(constructor).skip_binder();
    let mut inner = signature.skip_binder();
    let fields = db.field_types(variant).iter();
    let fields = fields.filter_map(|(field, _)| declared_field(db, variant, field));
    let interner = DbInterner::new_with(db, variant.krate(db));
    inner.inputs_and_output = Tys::new_from_iter(interner, fields.chain([inner.output()]));
    signature.rebind(inner)
}

/// A bound that asks for a function.
pub(super) fn with_pointers<'db>(
    interner: DbInterner<'db>,
    predicate: Predicate<'db>,
) -> Predicate<'db> {
    let predicate = with_pointers_to_objects(interner, predicate);
    let kind = predicate.kind();
    let inner = match kind.skip_binder() {
        PredicateKind::Clause(ClauseKind::Trait(mut it))
            if is_function_trait(interner, it.def_id().0) =>
        {
            let Some(args) = with_pointer(interner, it.trait_ref.args) else {
                return predicate;
            };
            it.trait_ref.args = args;
            PredicateKind::Clause(ClauseKind::Trait(it))
        }
        PredicateKind::Clause(ClauseKind::Projection(mut it))
            if is_output(interner, it.projection_term.def_id()) =>
        {
            let Some(args) = with_pointer(interner, it.projection_term.args) else {
                return predicate;
            };
            it.projection_term.args = args;
            PredicateKind::Clause(ClauseKind::Projection(it))
        }
        _ => return predicate,
    };
    kind.rebind(inner).upcast(interner)
}
