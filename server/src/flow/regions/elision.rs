//! Lifetimes that are not written: rust-analyzer lowers nearly all of them to errors, and here they become
//! what the Reference ("Lifetime elision") makes of them.

use ra_ap_hir_def::{
    AdtId, FunctionId, HasModule, ItemContainerId, Lookup,
    expr_store::{ExpressionStore, path::GenericArg as WrittenArg},
    hir::type_ref::{TypeRef, TypeRefId},
    signatures::{EnumSignature, FunctionSignature, StructSignature, UnionSignature},
};
use ra_ap_hir_expand::name::Name;
use ra_ap_hir_ty::{
    db::HirDatabase,
    next_solver::{
        Binder, BoundRegion, BoundRegionKind, BoundVarKinds, BoundVariableKind, Clause, ClauseKind,
        DbInterner, ExistentialPredicate, FnSig, GenericArg, GenericArgs, PolyFnSig, Predicate,
        PredicateKind, Region, RegionKind, SolverDefId, StoredPolyFnSig, Ty, TyKind, Tys,
    },
};
use ra_ap_rustc_type_ir::{
    BoundVar, DebruijnIndex, INNERMOST, TypeFoldable, TypeFolder, TypeSuperFoldable, Upcast,
    fold_regions,
    inherent::{IntoKind, SliceLike, Ty as _},
};

use super::{
    aliases::hold_static_object,
    binders::fold_closure,
    objects::{Written, with_defaults},
    opaque::{Elided, bounds_elide, with_captured},
    visit::{has_missing, holds_declaring, is_missing, visit_regions},
};

type Predicates<'db> = ra_ap_hir_ty::next_solver::BoundExistentialPredicates<'db>;

/// Gives lifetimes that are elided in the types of functions their binder: those in `fn(&T) -> &U` and
/// `dyn Fn(&T) -> &U` are parameters of that type alone.
pub(super) fn bind_function_types<'db, T: TypeFoldable<DbInterner<'db>>>(
    interner: DbInterner<'db>,
    value: T,
) -> T {
    if !has_missing(&value) || !holds_declaring(&value) {
        return value;
    }
    value.fold_with(&mut Binding { interner })
}

struct Binding<'db> {
    interner: DbInterner<'db>,
}

impl<'db> TypeFolder<DbInterner<'db>> for Binding<'db> {
    fn cx(&self) -> DbInterner<'db> {
        self.interner
    }

    fn fold_ty(&mut self, ty: Ty<'db>) -> Ty<'db> {
        if !has_missing(&ty) {
            return ty;
        }
        if let Some(closure) = fold_closure(self, ty) {
            return closure;
        }
        let ty = ty.super_fold_with(self);
        match ty.kind() {
            TyKind::FnPtr(signature, header) => {
                let signature = signature.with(header);
                if !has_missing(&signature) {
                    return ty;
                }
                Ty::new_fn_ptr(self.interner, bind_signature(self.interner, signature).0)
            }
            TyKind::Dynamic(bounds, region) if has_missing(&bounds) => {
                let bounds = bounds.iter().map(|bound| bind_bound(self.interner, bound));
                let bounds = Predicates::new_from_iter(self.interner, bounds);
                Ty::new_dynamic(self.interner, bounds, region)
            }
            _ => ty,
        }
    }
}

/// Replaces missing lifetimes by new parameters of the binder around the value.
struct Parameters<'db> {
    interner: DbInterner<'db>,
    /// Number of parameters that the binder has already.
    next: u32,
    /// The new ones.
    new: Vec<BoundRegion<'db>>,
}

impl<'db> Parameters<'db> {
    fn behind(interner: DbInterner<'db>, variables: BoundVarKinds<'db>) -> Self {
        Parameters {
            interner,
            next: variables.len() as u32,
            new: Vec::new(),
        }
    }

    fn fill<T: TypeFoldable<DbInterner<'db>>>(&mut self, value: T) -> T {
        if !has_missing(&value) {
            return value;
        }
        fold_regions(self.interner, value, |region, depth| {
            if !is_missing(region) {
                return region;
            }
            let bound = BoundRegion {
                var: BoundVar::from_u32(self.next),
                kind: BoundRegionKind::Anon,
            };
            self.next += 1;
            self.new.push(bound);
            Region::new_bound(self.interner, depth, bound)
        })
    }

    fn all(&self, before: BoundVarKinds<'db>) -> BoundVarKinds<'db> {
        let new = self
            .new
            .iter()
            .map(|_| BoundVariableKind::Region(BoundRegionKind::Anon));
        let all: Vec<_> = before.iter().chain(new).collect();
        BoundVarKinds::new_from_slice(&all)
    }
}

/// A signature whose elided lifetimes are parameters. The second result: an output lifetime could not be
/// found, so that it is missing still.
pub(super) fn bind_signature<'db>(
    interner: DbInterner<'db>,
    signature: PolyFnSig<'db>,
) -> (PolyFnSig<'db>, bool) {
    complete(interner, signature, None, Receiver::None, &[])
}

/// The signature of a function as it is declared, with elided lifetimes as parameters. The second result: an output
/// lifetime could not be found, so that it is missing still.
pub(in crate::flow) fn declared_signature<'db>(
    db: &'db dyn HirDatabase,
    function: FunctionId,
) -> (PolyFnSig<'db>, bool) {
    let (signature, unknown) = completed_signature(db, function);
    (signature.get(), *unknown)
}

#[salsa::tracked(returns(ref))]
fn completed_signature(db: &dyn HirDatabase, function: FunctionId) -> (StoredPolyFnSig, bool) {
    let interner = DbInterner::new_with(db, function.krate(db));
    let declared = db.callable_item_signature(function.into()).skip_binder();
    let own = own_type(db, function);
    let named = own;
    // `Self` in `impl dyn Trait` is `dyn Trait + 'static`, also behind a reference.
    let is_object = own.is_some_and(|own| matches!(own.kind(), TyKind::Dynamic(..)));
    let signature = FunctionSignature::of(db, function);
    let receiver = match signature.params.first() {
        Some(&first) if signature.has_self_param() => {
            let name = named
                .and_then(|own| own.as_adt())
                .map(|(adt, _)| name_of(db, adt));
            Receiver::of(&signature.store, first, name.as_ref())
        }
        _ => Receiver::None,
    };
    let types = signature.params.iter().copied().chain(signature.ret_type);
    let lowered = declared.skip_binder().inputs_and_output.iter();
    let written = types.zip(lowered).map(|(it, lowered)| {
        let mut written = Written::of(&signature.store, it);
        written.is_static |= is_object && written.names_self
            || hold_static_object(interner, function, (&signature.store, it), lowered);
        written
    });
    let written: Vec<Written> = written.collect();
    let (completed, unknown) = complete(interner, declared, own, receiver, &written);
    (StoredPolyFnSig::new(completed), unknown)
}

/// Whether lifetimes are elided in the type that the implementation around a function is for.
pub(super) fn elides_own_type(db: &dyn HirDatabase, function: FunctionId) -> bool {
    own_type(db, function).is_some_and(|own| has_missing(&own))
}

/// The type that the implementation around a function is for.
fn own_type<'db>(db: &'db dyn HirDatabase, function: FunctionId) -> Option<Ty<'db>> {
    match function.lookup(db).container {
        ItemContainerId::ImplId(it) => Some(db.impl_self_ty(it).skip_binder()),
        _ => None,
    }
}

/// The type that the implementation around a function is for, as it is lowered and as the function's declared
/// signature has it, whose parameters `bound` stands for; `None` if no lifetime is elided in it.
pub(super) fn elided_own_type<'db>(
    db: &'db dyn HirDatabase,
    interner: DbInterner<'db>,
    function: FunctionId,
    bound: &[Region<'db>],
) -> Option<(Ty<'db>, Ty<'db>)> {
    let own = own_type(db, function).filter(has_missing)?;
    let declared = db.callable_item_signature(function.into()).skip_binder();
    // Those of the type come first, behind those that are written.
    let mut regions = bound.iter().skip(declared.bound_vars().len());
    let filled = fold_regions(interner, own, |region, _| match is_missing(region) {
        true => regions.next().copied().unwrap_or(region),
        false => region,
    });
    Some((own, filled))
}

/// Replaces a type, but not inside of function types.
struct Replace<'db> {
    interner: DbInterner<'db>,
    from: Ty<'db>,
    to: Ty<'db>,
}

/// The value with `from` replaced by `to`.
pub(super) fn replaced<'db, T: TypeFoldable<DbInterner<'db>>>(
    interner: DbInterner<'db>,
    value: T,
    (from, to): (Ty<'db>, Ty<'db>),
) -> T {
    value.fold_with(&mut Replace { interner, from, to })
}

impl<'db> TypeFolder<DbInterner<'db>> for Replace<'db> {
    fn cx(&self) -> DbInterner<'db> {
        self.interner
    }

    fn fold_ty(&mut self, ty: Ty<'db>) -> Ty<'db> {
        match ty.kind() {
            _ if ty == self.from => self.to,
            TyKind::FnPtr(..) | TyKind::Dynamic(..) => ty,
            _ => ty.super_fold_with(self),
        }
    }
}

/// What the first parameter of a function says about lifetimes that the output leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Receiver {
    /// It is no `self`.
    None,
    /// It is a `self` whose type has a reference to the type of the implementation, or to what holds that.
    Reference,
    /// It is a `self` whose type has several: none of them is taken.
    References,
    /// It is another `self`: its lifetimes do not count. That is one by value, be it of a type that is a
    /// reference, and one whose type is called by another name, for an alias is not seen through
    /// (`rustc_resolve`'s `find_lifetime_for_self`).
    Other,
}

impl Receiver {
    /// `name` is that of the implementation's type, if it has one.
    fn of(store: &ExpressionStore, written: TypeRefId, name: Option<&Name>) -> Receiver {
        match references(store, written, name).0 {
            0 => Receiver::Other,
            1 => Receiver::Reference,
            _ => Receiver::References,
        }
    }
}

/// How many references to `Self` or to a type with the name, or to what holds these, are in a type that somebody
/// wrote, and whether it holds these itself.
fn references(store: &ExpressionStore, written: TypeRefId, name: Option<&Name>) -> (usize, bool) {
    match &store[written] {
        TypeRef::Reference(it) => {
            let (count, holds) = references(store, it.ty, name);
            (count + usize::from(holds), holds)
        }
        TypeRef::Path(path) => {
            let segments = path.segments();
            let args = segments.iter().filter_map(|it| it.args_and_bindings);
            let (mut count, mut holds) = (0, is_named(store, written, name));
            for arg in args.flat_map(|it| it.args.iter()) {
                if let WrittenArg::Type(ty) = arg {
                    let inner = references(store, *ty, name);
                    count += inner.0;
                    holds |= inner.1;
                }
            }
            (count, holds)
        }
        _ => (0, name.is_none()),
    }
}

/// Whether a type that somebody wrote is `Self` or has the name; a type without a name may have any.
fn is_named(store: &ExpressionStore, written: TypeRefId, name: Option<&Name>) -> bool {
    let Some(name) = name else {
        return true;
    };
    match &store[written] {
        TypeRef::Path(path) => {
            path.is_self_type() || path.segments().last().is_some_and(|it| it.name == name)
        }
        _ => false,
    }
}

fn name_of(db: &dyn HirDatabase, adt: AdtId) -> Name {
    match adt {
        AdtId::StructId(id) => StructSignature::of(db, id).name.clone(),
        AdtId::UnionId(id) => UnionSignature::of(db, id).name.clone(),
        AdtId::EnumId(id) => EnumSignature::of(db, id).name.clone(),
    }
}

/// The same for a function that may have a receiver, whose lifetime the output then gets. `own` is the type that
/// the function's implementation is for: what is elided there is the same wherever it stands.
/// `written` says more of each parameter and of the result.
fn complete<'db>(
    interner: DbInterner<'db>,
    signature: PolyFnSig<'db>,
    own: Option<Ty<'db>>,
    receiver: Receiver,
    written: &[Written],
) -> (PolyFnSig<'db>, bool) {
    let before = signature.bound_vars();
    let mut inner = signature.skip_binder();
    let mut parameters = Parameters::behind(interner, before);
    let written = |index: usize| written.get(index).copied().unwrap_or_default();
    let filled = own.map(|own| parameters.fill(own));
    if let (Some(own), Some(filled)) = (own, filled)
        && own != filled
    {
        let mut replace = Replace {
            interner,
            from: own,
            to: filled,
        };
        let types = inner.inputs_and_output.iter().enumerate();
        let types = types.map(|(index, ty)| match written(index).names_self {
            true => ty.fold_with(&mut replace),
            false => ty,
        });
        inner.inputs_and_output = Tys::new_from_iter(interner, types);
    }
    // The lifetimes in `Self` are not those of the parameters in whose types it stands.
    let of_own = filled.map_or_else(Vec::new, regions_in);
    let inner = bind_function_types(interner, inner);
    let inputs: Vec<Ty<'db>> = inner
        .inputs()
        .iter()
        .enumerate()
        .map(|(index, &input)| {
            let input = parameters.fill(input);
            with_defaults(interner, input, written(index))
        })
        .collect();
    let counts = |index: usize, region: Region<'db>| {
        let of_self = written(index).names_self && of_own.contains(&region);
        !(region.is_static() || of_self)
    };
    let elided = output_lifetime(&inputs, receiver, &counts);
    let mut unknown = false;
    let output = fold_regions(interner, inner.output(), |region, depth| {
        if !is_missing(region) {
            return region;
        }
        match elided {
            Some(found) => shifted(interner, found, depth),
            None => {
                unknown = true;
                region
            }
        }
    });
    let anonymous = |bound: &BoundRegion<'db>| Region::new_bound(interner, INNERMOST, *bound);
    let captured = Elided {
        inputs: parameters.new.iter().map(anonymous).collect(),
        output: elided,
    };
    let output = with_defaults(interner, output, written(inputs.len()));
    unknown |= elided.is_none() && of_own.is_empty() && bounds_elide(interner, output);
    let output = with_captured(interner, output, &captured);
    let variables = parameters.all(before);
    let types = inputs.into_iter().chain([output]);
    let inner = FnSig {
        inputs_and_output: Tys::new_from_iter(interner, types),
        ..inner
    };
    (Binder::bind_with_vars(inner, variables), unknown)
}

/// The lifetime that an elided one in the output stands for: that of the receiver's reference, or
/// the only one of the only input that has any (`rustc_resolve`'s `resolve_fn_params`: two inputs with the same
/// lifetime give none).
fn output_lifetime<'db>(
    inputs: &[Ty<'db>],
    receiver: Receiver,
    counts: &dyn Fn(usize, Region<'db>) -> bool,
) -> Option<Region<'db>> {
    if receiver == Receiver::Reference
        && let Some(&receiver) = inputs.first()
        && let Some(region) = first_reference(receiver)
    {
        return Some(region);
    }
    if receiver == Receiver::References {
        return None;
    }
    let others = usize::from(receiver == Receiver::Other);
    let mut lending = inputs
        .iter()
        .enumerate()
        .skip(others)
        .filter_map(|(index, &input)| {
            let mut found = Vec::new();
            visit_regions(&input, |region, depth| {
                if depth == INNERMOST && counts(index, region) && !found.contains(&region) {
                    found.push(region);
                }
            });
            (!found.is_empty()).then_some(found)
        });
    match (&lending.next()?[..], lending.next()) {
        (&[only], None) => Some(only),
        _ => None,
    }
}

fn regions_in(ty: Ty<'_>) -> Vec<Region<'_>> {
    let mut found = Vec::new();
    visit_regions(&ty, |region, _| found.push(region));
    found
}

/// The lifetime of the first reference in the type of `self`: `&Self`, `Pin<&mut Self>`.
fn first_reference<'db>(ty: Ty<'db>) -> Option<Region<'db>> {
    match ty.kind() {
        TyKind::Ref(region, ..) => Some(region),
        TyKind::Adt(_, args) => args
            .iter()
            .filter_map(|arg| arg.ty())
            .find_map(first_reference),
        _ => None,
    }
}

/// The region as it is called inside of `depth` more binders.
fn shifted<'db>(
    interner: DbInterner<'db>,
    region: Region<'db>,
    depth: DebruijnIndex,
) -> Region<'db> {
    match region.kind() {
        RegionKind::ReBound(_, bound) => Region::new_bound(interner, depth, bound),
        _ => region,
    }
}

type Bound<'db> = Binder<'db, ExistentialPredicate<'db>>;

/// `dyn Fn(&T) -> &U`: the elided lifetimes are parameters of the bound.
fn bind_bound<'db>(interner: DbInterner<'db>, bound: Bound<'db>) -> Bound<'db> {
    let before = bound.bound_vars();
    let mut parameters = Parameters::behind(interner, before);
    let inner = match bound.skip_binder() {
        ExistentialPredicate::Trait(mut it) if is_function_trait(interner, it.def_id.0) => {
            it.args = with_defaults(interner, parameters.fill(it.args), Written::default());
            ExistentialPredicate::Trait(it)
        }
        ExistentialPredicate::Projection(mut it) if is_output(interner, it.def_id) => {
            it.args = with_defaults(interner, parameters.fill(it.args), Written::default());
            if let [only] = parameters.new[..] {
                it.term = with_only(interner, it.term, only);
            }
            it.term = with_defaults(interner, it.term, Written::default());
            ExistentialPredicate::Projection(it)
        }
        _ => return bound,
    };
    Binder::bind_with_vars(inner, parameters.all(before))
}

fn with_only<'db, T: TypeFoldable<DbInterner<'db>>>(
    interner: DbInterner<'db>,
    value: T,
    only: BoundRegion<'db>,
) -> T {
    fold_regions(interner, value, |region, depth| {
        if is_missing(region) {
            Region::new_bound(interner, depth, only)
        } else {
            region
        }
    })
}

pub(super) fn is_function_trait(interner: DbInterner<'_>, id: ra_ap_hir_def::TraitId) -> bool {
    let lang = interner.lang_items();
    [
        lang.Fn,
        lang.FnMut,
        lang.FnOnce,
        lang.AsyncFn,
        lang.AsyncFnMut,
        lang.AsyncFnOnce,
    ]
    .contains(&Some(id))
}

pub(super) fn is_output<'db>(interner: DbInterner<'db>, id: impl Into<SolverDefId<'db>>) -> bool {
    let lang = interner.lang_items();
    match id.into() {
        SolverDefId::TypeAliasId(id) => {
            [lang.FnOnceOutput, lang.AsyncFnOnceOutput].contains(&Some(id))
        }
        _ => false,
    }
}

/// `F: Fn(&T) -> &U`: the elided lifetimes are parameters of the bound.
pub(super) fn bind_clause<'db>(interner: DbInterner<'db>, clause: Clause<'db>) -> Predicate<'db> {
    let predicate: Predicate<'db> = clause.upcast(interner);
    if !has_missing(&predicate) {
        return predicate;
    }
    let kind = predicate.kind();
    let before = kind.bound_vars();
    let mut parameters = Parameters::behind(interner, before);
    let inner = match kind.skip_binder() {
        PredicateKind::Clause(ClauseKind::Trait(mut it))
            if is_function_trait(interner, it.trait_ref.def_id.0) =>
        {
            it.trait_ref.args = fill_behind_self(&mut parameters, it.trait_ref.args);
            PredicateKind::Clause(ClauseKind::Trait(it))
        }
        PredicateKind::Clause(ClauseKind::Projection(mut it))
            if is_output(interner, it.projection_term.def_id()) =>
        {
            it.projection_term.args = fill_behind_self(&mut parameters, it.projection_term.args);
            if let [only] = parameters.new[..] {
                it.term = with_only(interner, it.term, only);
            }
            it.term = with_defaults(interner, it.term, Written::default());
            PredicateKind::Clause(ClauseKind::Projection(it))
        }
        _ => return predicate,
    };
    Binder::bind_with_vars(inner, parameters.all(before)).upcast(interner)
}

fn fill_behind_self<'db>(
    parameters: &mut Parameters<'db>,
    args: GenericArgs<'db>,
) -> GenericArgs<'db> {
    let filled: Vec<GenericArg<'db>> = args
        .iter()
        .enumerate()
        .map(|(index, arg)| {
            if index == 0 {
                arg
            } else {
                let arg = parameters.fill(arg);
                with_defaults(parameters.interner, arg, Written::default())
            }
        })
        .collect();
    GenericArgs::new_from_slice(&filled)
}
