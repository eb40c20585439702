//! Opaque types (`impl Trait` results, futures of `async fn`) capture lifetimes that rust-analyzer's types do
//! not list: those that are elided in the signature. They become further arguments of the opaque type, the last of
//! them what is elided in its own bounds.

use ra_ap_hir_def::{
    FunctionId, HasModule, ItemContainerId, Lookup,
    hir::generics::GenericParams,
    signatures::{FunctionSignature, ImplSignature},
    type_ref::{LifetimeRef, TypeBound, UseArgRef},
};
use ra_ap_hir_ty::{
    ImplTraitId,
    db::HirDatabase,
    next_solver::{
        AliasTy, Clause, ClauseKind, DbInterner, GenericArg, GenericArgs, OpaqueTyIdWrapper,
        Region, RegionKind, Ty, TyKind,
    },
};
use ra_ap_rustc_type_ir::{
    AliasTyKind, Interner, TypeFlags, TypeFoldable, TypeFolder, TypeSuperFoldable,
    TypeSuperVisitable, TypeVisitable, TypeVisitableExt, TypeVisitor,
    inherent::{GenericArgs as _, IntoKind, Ty as _},
};
use ra_ap_span::Edition;

use super::{
    components::free_regions,
    elision::{bind_clause, bind_function_types, declared_signature, elides_own_type},
    objects::{Written, impl_traits_in},
    visit::{all_regions, has_missing},
};

/// Which of a signature's elided lifetimes an opaque type in its result captures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Captured {
    /// None.
    Nothing,
    /// The one that elision gives the result.
    Output,
    /// All that the parameters have.
    All,
}

/// The elided lifetimes of a signature.
pub(super) struct Elided<'db> {
    /// Those of the parameters, in order.
    pub(super) inputs: Vec<Region<'db>>,
    /// That of the result, if there is one.
    pub(super) output: Option<Region<'db>>,
}

impl<'db> Elided<'db> {
    fn captured(&self, interner: DbInterner<'db>, id: OpaqueTyIdWrapper<'db>) -> Vec<Region<'db>> {
        match captured(interner, id) {
            Captured::Nothing => Vec::new(),
            Captured::Output => self.output.into_iter().collect(),
            Captured::All => self.inputs.iter().copied().chain(self.output).collect(),
        }
    }
}

/// From edition 2024 on, and in every edition by an `async fn` and by a method of a trait, all lifetimes in scope are
/// captured; else those that the bounds name (Reference, "Impl trait", "Capturing").
fn captured<'db>(interner: DbInterner<'db>, id: OpaqueTyIdWrapper<'db>) -> Captured {
    let db = interner.db();
    let Some(function) = defining_function(interner, id) else {
        return Captured::Nothing;
    };
    let edition = function.krate(db).data(db).edition;
    let signature = FunctionSignature::of(db, function);
    // What `use<…>` lists has a name.
    if lists_captures(db, id) {
        return Captured::Nothing;
    }
    if edition >= Edition::Edition2024 || signature.is_async() || is_of_trait(db, function) {
        return Captured::All;
    }
    match elides(interner, id) {
        true => Captured::Output,
        false => Captured::Nothing,
    }
}

/// Whether the bounds of an opaque type leave out lifetimes that are not those of a type of functions.
fn elides<'db>(interner: DbInterner<'db>, id: OpaqueTyIdWrapper<'db>) -> bool {
    let bounds = interner.item_bounds(id.into()).skip_binder();
    bounds.into_iter().any(|clause| {
        let bound = bind_clause(interner, clause);
        has_missing(&bind_function_types(interner, bound))
    })
}

/// Whether a trait declares the function.
fn is_of_trait(db: &dyn HirDatabase, function: FunctionId) -> bool {
    match function.lookup(db).container {
        ItemContainerId::TraitId(_) => true,
        ItemContainerId::ImplId(it) => ImplSignature::of(db, it).target_trait.is_some(),
        _ => false,
    }
}

/// Whether the bounds of an opaque type list what it captures (`use<…>`).
pub(super) fn lists_captures(db: &dyn HirDatabase, id: OpaqueTyIdWrapper<'_>) -> bool {
    let bounds = written_bounds(db, id);
    bounds.is_some_and(|it| it.iter().any(|it| matches!(it, TypeBound::Use(_))))
}

/// The bounds of an opaque type in the result of its function, as they are written.
fn written_bounds<'db>(
    db: &'db dyn HirDatabase,
    id: OpaqueTyIdWrapper<'db>,
) -> Option<&'db [TypeBound]> {
    let ImplTraitId::ReturnTypeImplTrait(function, index) = id.0.loc(db) else {
        return None;
    };
    let signature = FunctionSignature::of(db, function);
    let all = impl_traits_in(&signature.store, signature.ret_type?);
    all.get(index.into_raw().into_u32() as usize).copied()
}

/// The lifetimes that an opaque type captures, with its completed arguments; `None` where it captures all of them,
/// or where that is not known.
pub(super) fn captured_lifetimes<'db>(
    interner: DbInterner<'db>,
    id: OpaqueTyIdWrapper<'db>,
    alias: AliasTy<'db>,
) -> Option<Vec<Region<'db>>> {
    let db = interner.db();
    let function = defining_function(interner, id)?;
    let signature = FunctionSignature::of(db, function);
    let of_trait = is_of_trait(db, function);
    let bounds = written_bounds(db, id)?;
    let own = GenericArgs::identity_for_item(interner, id.into());
    let written = bounds.iter().find_map(|bound| match bound {
        TypeBound::Use(arguments) => Some(arguments),
        _ => None,
    });
    if let Some(arguments) = written {
        let lifetimes = arguments.iter().filter_map(|it| match it {
            UseArgRef::Lifetime(it) => Some(&signature.store[*it]),
            UseArgRef::Name(_) => None,
        });
        let region = |lifetime: &LifetimeRef| {
            let index = own.iter().position(|arg| {
                let Some(RegionKind::ReEarlyParam(own)) = arg.region().map(|it| it.kind()) else {
                    return false;
                };
                match lifetime {
                    LifetimeRef::Param(id) => own.id == *id,
                    LifetimeRef::Named(name) => {
                        let all = GenericParams::of(db, own.id.parent);
                        all[own.id.local_id].name == *name
                    }
                    _ => false,
                }
            })?;
            alias.args.iter().nth(index)?.region()
        };
        return lifetimes.map(region).collect();
    }
    let edition = function.krate(db).data(db).edition;
    if of_trait || signature.is_async() || edition >= Edition::Edition2024 {
        return None;
    }
    let mut captured: Vec<Region<'db>> = interner
        .item_bounds(id.into())
        .iter_instantiated(interner, alias.args)
        .flat_map(|bound| named_in_bound(interner, bound.skip_norm_wip()))
        .collect();
    let more = alias.args.iter().skip(own.iter().count());
    captured.extend(more.filter_map(|it| it.region()));
    Some(captured)
}

/// The lifetimes that a bound of an opaque type names. Its first argument is the opaque type itself.
fn named_in_bound<'db>(interner: DbInterner<'db>, bound: Clause<'db>) -> Vec<Region<'db>> {
    let behind_self = |args: GenericArgs<'db>| -> Vec<Region<'db>> {
        let args = args.iter().skip(1);
        args.flat_map(|arg| held_regions(interner, &arg)).collect()
    };
    match bound.kind().skip_binder() {
        ClauseKind::Trait(it) => behind_self(it.trait_ref.args),
        ClauseKind::Projection(it) => {
            let mut found = behind_self(it.projection_term.args);
            found.extend(held_regions(interner, &it.term));
            found
        }
        ClauseKind::TypeOutlives(it) => vec![it.1],
        _ => all_regions(&bound),
    }
}

/// The regions of a value that are free in it, of its opaque types those that they capture.
pub(super) fn held_regions<'db>(
    interner: DbInterner<'db>,
    value: &impl TypeVisitable<DbInterner<'db>>,
) -> Vec<Region<'db>> {
    let mut held = Held {
        interner,
        found: Vec::new(),
    };
    value.visit_with(&mut held);
    held.found
}

struct Held<'db> {
    interner: DbInterner<'db>,
    found: Vec<Region<'db>>,
}

impl<'db> TypeVisitor<DbInterner<'db>> for Held<'db> {
    type Result = ();

    fn visit_region(&mut self, region: Region<'db>) {
        self.found.extend(all_regions(&region));
    }

    fn visit_ty(&mut self, ty: Ty<'db>) {
        if let TyKind::Alias(alias) = ty.kind()
            && let AliasTyKind::Opaque { def_id } = alias.kind
            && let Some(captured) = captured_lifetimes(self.interner, def_id, alias)
        {
            self.found.extend(all_regions(&captured));
            // Type parameters are captured in any case.
            let types = alias.args.iter().filter_map(|arg| arg.ty());
            let of_types = types.flat_map(|it| free_regions(self.interner, it));
            return self.found.extend(of_types);
        }
        ty.super_visit_with(self);
    }
}

/// The function in whose result the opaque type stands.
pub(in crate::flow) fn defining_function<'db>(
    interner: DbInterner<'db>,
    id: OpaqueTyIdWrapper<'db>,
) -> Option<FunctionId> {
    match id.0.loc(interner.db()) {
        ImplTraitId::ReturnTypeImplTrait(function, _) => Some(function),
        ImplTraitId::TypeAliasImplTrait(..) => None,
    }
}

/// Whether the bounds of an opaque type in `ty` leave out lifetimes that are not those of a type of functions.
pub(super) fn bounds_elide<'db>(interner: DbInterner<'db>, ty: Ty<'db>) -> bool {
    arguments(ty)
        .into_iter()
        .any(|(id, _)| elides(interner, id))
}

/// Whether opaque types occur in the value.
pub(in crate::flow) fn has_opaque<'db, T: TypeVisitableExt<DbInterner<'db>>>(value: &T) -> bool {
    value.has_type_flags(TypeFlags::HAS_TY_OPAQUE)
}

/// The result of a signature with the captured lifetimes as arguments of its opaque types. They are bound by the
/// signature, at whose top the type stands.
pub(super) fn with_captured<'db>(
    interner: DbInterner<'db>,
    output: Ty<'db>,
    elided: &Elided<'db>,
) -> Ty<'db> {
    extend(interner, output, &mut |id, _| elided.captured(interner, id))
}

/// Appends what `more` gives for each opaque type, with its number of arguments, to these.
pub(super) fn extend<'db, T: TypeFoldable<DbInterner<'db>>>(
    interner: DbInterner<'db>,
    value: T,
    more: &mut dyn FnMut(OpaqueTyIdWrapper<'db>, usize) -> Vec<Region<'db>>,
) -> T {
    if !has_opaque(&value) {
        return value;
    }
    value.fold_with(&mut Extend { interner, more })
}

struct Extend<'a, 'db> {
    interner: DbInterner<'db>,
    more: &'a mut dyn FnMut(OpaqueTyIdWrapper<'db>, usize) -> Vec<Region<'db>>,
}

impl<'db> TypeFolder<DbInterner<'db>> for Extend<'_, 'db> {
    fn cx(&self) -> DbInterner<'db> {
        self.interner
    }

    fn fold_ty(&mut self, ty: Ty<'db>) -> Ty<'db> {
        if !has_opaque(&ty) {
            return ty;
        }
        let ty = ty.super_fold_with(self);
        let TyKind::Alias(alias) = ty.kind() else {
            return ty;
        };
        let AliasTyKind::Opaque { def_id } = alias.kind else {
            return ty;
        };
        let more = (self.more)(def_id, alias.args.iter().count());
        if more.is_empty() {
            return ty;
        }
        let more = more.into_iter().map(GenericArg::from);
        let args: Vec<GenericArg<'db>> = alias.args.iter().chain(more).collect();
        let args = GenericArgs::new_from_slice(&args);
        Ty::new_alias(
            self.interner,
            AliasTy::new_from_args(self.interner, alias.kind, args),
        )
    }
}

/// The opaque type without the arguments that it has besides those of its declaration, as its bounds call it.
pub(super) fn as_declared<'db>(
    interner: DbInterner<'db>,
    id: OpaqueTyIdWrapper<'db>,
    alias: AliasTy<'db>,
) -> Ty<'db> {
    let listed = GenericArgs::identity_for_item(interner, id.into());
    let args: Vec<GenericArg<'db>> = alias.args.iter().take(listed.iter().count()).collect();
    let args = GenericArgs::new_from_slice(&args);
    Ty::new_alias(interner, AliasTy::new_from_args(interner, alias.kind, args))
}

/// What stands for the lifetimes that are missing in the bounds of an opaque type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ElidedInBounds<'db> {
    /// This one: they are elided.
    Is(Region<'db>),
    /// They may be elided, or those of `Self`, or no rule gives them a lifetime.
    Unknown,
}

/// What is elided in the bounds of the only opaque type in `ty`.
pub(super) fn elided_in_bounds<'db>(
    interner: DbInterner<'db>,
    ty: Ty<'db>,
) -> Option<ElidedInBounds<'db>> {
    let opaque = arguments(ty);
    let [(id, args)] = opaque[..] else {
        return None;
    };
    let db = interner.db();
    let unknown = |it| elides_own_type(db, it) || declared_signature(db, it).1;
    if defining_function(interner, id).is_some_and(unknown) {
        return Some(ElidedInBounds::Unknown);
    }
    let listed = GenericArgs::identity_for_item(interner, id.into());
    let more = args.iter().skip(listed.iter().count());
    more.last()?.region().map(ElidedInBounds::Is)
}

/// What is written in the result of the function that an opaque type stands in.
pub(super) fn written<'db>(interner: DbInterner<'db>, id: OpaqueTyIdWrapper<'db>) -> Written {
    let signature = defining_function(interner, id)
        .map(|function| FunctionSignature::of(interner.db(), function));
    let result = signature.and_then(|it| Some(Written::of(&it.store, it.ret_type?)));
    // Nothing is known of what is not written: it stays as it is lowered.
    result.unwrap_or(Written {
        is_static: true,
        ..Written::default()
    })
}

/// The opaque types in a type with their arguments, in order.
pub(super) fn arguments<'db>(ty: Ty<'db>) -> Vec<(OpaqueTyIdWrapper<'db>, GenericArgs<'db>)> {
    struct Collect<'db>(Vec<(OpaqueTyIdWrapper<'db>, GenericArgs<'db>)>);
    impl<'db> TypeVisitor<DbInterner<'db>> for Collect<'db> {
        type Result = ();

        fn visit_ty(&mut self, ty: Ty<'db>) {
            if !has_opaque(&ty) {
                return;
            }
            if let TyKind::Alias(alias) = ty.kind()
                && let AliasTyKind::Opaque { def_id } = alias.kind
            {
                self.0.push((def_id, alias.args));
            }
            ty.super_visit_with(self);
        }
    }
    let mut collect = Collect(Vec::new());
    ty.visit_with(&mut collect);
    collect.0
}
