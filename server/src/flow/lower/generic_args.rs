//! Generic arguments that the user wrote in paths. Inference has used all of them but their lifetimes
//! (`rustc_hir_typeck::fn_ctxt::instantiate_value_path`).

use ra_ap_hir_def::{
    AdtId, FunctionId, GenericDefId, ItemContainerId,
    expr_store::path::{GenericArg as Argument, GenericArgs as Arguments, Path},
    hir::{Expr, ExprId, generics::GenericParams},
    resolver::{LifetimeNs, TypeNs},
    type_ref::LifetimeRefId,
};
use ra_ap_hir_ty::next_solver::{
    BoundRegion, BoundRegionKind, ConstKind, ErrorGuaranteed, GenericArg, GenericArgKind,
    GenericArgs, Region, RegionKind, SolverDefId, Ty, TyKind,
};
use ra_ap_rustc_type_ir::{
    BoundVar, fold_regions,
    inherent::{GenericArgs as _, IntoKind, Region as _, Ty as _},
};

use super::{Lower, annotation::names_lifetime, expr_origin};
use crate::flow::{
    callee::adt_name,
    regions::{has_regions, own_type},
    typed::{Instance, WrittenType},
};

impl<'db> Lower<'_, 'db> {
    /// What the path at `expr`, which names a function with the inferred arguments, says of their lifetimes.
    pub(super) fn written_instance(
        &mut self,
        expr: ExprId,
        function: FunctionId,
        inferred: GenericArgs<'db>,
    ) -> Option<Instance<'db>> {
        let store = self.cx.store;
        let Expr::Path(path) = &store[expr] else {
            return None;
        };
        let mut args = Vec::new();
        if let Some(written) = path.segments().last().and_then(|it| it.args_and_bindings) {
            args = self.arguments_of(function.into(), function.into(), written);
        }
        let mut own = None;
        match function.loc(self.cx.db).container {
            ItemContainerId::TraitId(id) => {
                let qualifier = path.segments().strip_last().last();
                match qualifier.and_then(|it| it.args_and_bindings) {
                    // `<T as Trait<'a>>::f`
                    Some(written) if written.has_self_type => {
                        args.extend(self.arguments_of(id.into(), function.into(), written));
                    }
                    // `T::f`, `<T>::f`: the trait's first parameter is `Self`.
                    _ => {
                        let like = inferred.iter().next().and_then(|arg| arg.ty());
                        let own = like.and_then(|it| self.named_type(expr, path, it));
                        args.extend(own.map(|it| (0, it.into())));
                    }
                }
            }
            ItemContainerId::ImplId(id) => {
                let declared = self.cx.db.impl_self_ty(id);
                let interner = self.cx.types.interner;
                let like = declared.instantiate(interner, inferred).skip_norm_wip();
                own = self.named_type(expr, path, like);
            }
            _ => {}
        }
        self.instance(expr, args, own)
    }

    /// The same for the arguments behind the name of a method.
    pub(super) fn written_method(
        &mut self,
        expr: ExprId,
        function: FunctionId,
    ) -> Option<Instance<'db>> {
        let store = self.cx.store;
        let Expr::MethodCall {
            generic_args: Some(written),
            ..
        } = &store[expr]
        else {
            return None;
        };
        let args = self.arguments_of(function.into(), function.into(), written);
        self.instance(expr, args, None)
    }

    /// What the path of a constructor says of the type of what is made, which is `inferred`.
    pub(super) fn written_constructor(
        &mut self,
        expr: ExprId,
        path: &Path,
        inferred: Ty<'db>,
    ) -> Option<WrittenType<'db>> {
        let ty = self.named_type(expr, path, inferred)?;
        names_lifetime(self.cx.types.interner, ty).then_some(WrittenType {
            ty,
            at: expr_origin(expr),
        })
    }

    fn instance(
        &self,
        expr: ExprId,
        mut args: Vec<(usize, GenericArg<'db>)>,
        own: Option<Ty<'db>>,
    ) -> Option<Instance<'db>> {
        let interner = self.cx.types.interner;
        let own = own.filter(|&it| names_lifetime(interner, it));
        args.retain(|(_, arg)| names_lifetime(interner, *arg));
        (own.is_some() || !args.is_empty()).then(|| Instance {
            args,
            own,
            at: expr_origin(expr),
        })
    }

    /// The type that a path names, or the type whose constructor or function it names. `like` is the same type
    /// without its lifetimes.
    fn named_type(&mut self, expr: ExprId, path: &Path, like: Ty<'db>) -> Option<Ty<'db>> {
        if let Some(anchor) = path.type_anchor() {
            return (path.segments().len() == 1).then(|| self.lowered(anchor));
        }
        if !self.says_something(path, like) {
            return None;
        }
        let cx = &mut *self.cx;
        let guard = cx.resolver.update_to_inner_scope(cx.db, cx.owner, expr);
        let found = cx.resolver.resolve_path_in_type_ns(cx.db, path);
        cx.resolver.reset_to_guard(guard);
        let (named, remaining, _) = found?;
        let segments = path.segments();
        let count = remaining.unwrap_or(segments.len());
        if count + 1 < segments.len() {
            return None;
        }
        let own = |index: usize| segments.get(index).and_then(|it| it.args_and_bindings);
        let last = count.checked_sub(1)?;
        match named {
            TypeNs::SelfType(id) => Some(own_type(self.cx.types.interner, id)),
            TypeNs::AdtId(_) => self.with_arguments(like, own(last)?),
            TypeNs::EnumVariantId(_) => {
                let before = || last.checked_sub(1).and_then(own);
                self.with_arguments(like, own(last).or_else(before)?)
            }
            TypeNs::TypeAliasId(id) => {
                let interner = self.cx.types.interner;
                let unknown = Ty::new_error(interner, ErrorGuaranteed);
                let parameters = GenericArgs::identity_for_item(interner, SolverDefId::from(id));
                let mut args: Vec<GenericArg<'db>> = parameters
                    .iter()
                    .map(|parameter| match parameter.kind() {
                        GenericArgKind::Lifetime(_) => Region::new_erased(interner).into(),
                        GenericArgKind::Type(_) => unknown.into(),
                        GenericArgKind::Const(_) => parameter,
                    })
                    .collect();
                if let Some(written) = own(last) {
                    put(&mut args, self.arguments_of(id.into(), id.into(), written));
                }
                let declared = self.cx.db.ty(id.into());
                let args = GenericArgs::new_from_slice(&args);
                Some(declared.instantiate(interner, args).skip_norm_wip())
            }
            _ => None,
        }
    }

    /// Whether a path says more of the type than its name.
    fn says_something(&self, path: &Path, like: Ty<'db>) -> bool {
        match path {
            Path::BarePath(names) => {
                let TyKind::Adt(adt, args) = like.kind() else {
                    return false;
                };
                let names = names.segments();
                // A single name is a variant that was imported, unless it is `Self` or an alias of a struct.
                let may_be_other = !matches!((adt.def_id(), names), (AdtId::EnumId(_), [_]));
                let name = adt_name(self.cx.db, adt.def_id());
                has_regions(args) && may_be_other && !names.iter().any(|it| it.as_str() == name)
            }
            Path::Normal(_) => true,
            Path::LangItem(..) => false,
        }
    }

    /// A type with the arguments that are written for it.
    fn with_arguments(&mut self, like: Ty<'db>, written: &Arguments) -> Option<Ty<'db>> {
        let TyKind::Adt(adt, inferred) = like.kind() else {
            return None;
        };
        let id = GenericDefId::from(adt.def_id());
        let interner = self.cx.types.interner;
        let erased = |arg| fold_regions(interner, arg, |_, _| Region::new_erased(interner));
        let mut args: Vec<GenericArg<'db>> = inferred.iter().map(erased).collect();
        put(&mut args, self.arguments_of(id, id, written));
        let args = GenericArgs::new_from_slice(&args);
        Some(Ty::new_adt(interner, adt.def_id(), args))
    }

    /// The written arguments of `item` for the parameters that `owner` declares, by index.
    fn arguments_of(
        &mut self,
        owner: GenericDefId,
        item: GenericDefId,
        written: &Arguments,
    ) -> Vec<(usize, GenericArg<'db>)> {
        let interner = self.cx.types.interner;
        let parameters = GenericArgs::identity_for_item(interner, SolverDefId::from(item));
        let (mut lifetimes, mut others) = (Vec::new(), Vec::new());
        for (index, parameter) in parameters.iter().enumerate() {
            if declared_by(parameter) == Some(owner) {
                match parameter.region() {
                    Some(_) => lifetimes.push(index),
                    None => others.push(index),
                }
            }
        }
        let is_lifetime = |it: &&Argument| matches!(it, Argument::Lifetime(_));
        if written.args.iter().filter(is_lifetime).count() != lifetimes.len() {
            // Those that are parameters of the signature alone cannot be given: then none is taken.
            lifetimes.clear();
        }
        let is_trait = matches!(owner, GenericDefId::TraitId(_));
        let skipped = usize::from(is_trait && !written.has_self_type);
        let mut lifetimes = lifetimes.into_iter();
        let mut others = others.into_iter().skip(skipped);
        let is_type = |index: usize| {
            let parameter = parameters.get(index);
            parameter.is_some_and(|it| it.ty().is_some())
        };
        let given = written.args.iter().filter_map(|argument| match *argument {
            Argument::Lifetime(it) => Some((lifetimes.next()?, self.lifetime(it)?.into())),
            // A path may name a constant.
            Argument::Type(it) => {
                let index = others.next().filter(|&index| is_type(index))?;
                Some((index, self.lowered(it).into()))
            }
            Argument::Const(_) => {
                others.next();
                None
            }
        });
        given.collect()
    }

    /// A lifetime that is written, if it has a name.
    fn lifetime(&self, written: LifetimeRefId) -> Option<Region<'db>> {
        let cx = &self.cx;
        let interner = cx.types.interner;
        let id = match cx.resolver.resolve_lifetime(&cx.store[written])? {
            LifetimeNs::Static => return Some(Region::new_static(interner)),
            LifetimeNs::LifetimeParam(id) => id,
        };
        let params = GenericParams::of(cx.db, id.parent);
        let (index, late) = params.lifetime_param_idx(&id.local_id)?;
        if !late {
            let all = GenericArgs::identity_for_item(interner, SolverDefId::from(id.parent));
            let mut regions = all.iter().filter_map(|arg| arg.region());
            return regions
                .find(|it| matches!(it.kind(), RegionKind::ReEarlyParam(early) if early.id == id));
        }
        let of = SolverDefId::from(id.parent);
        let bound = BoundRegion {
            var: BoundVar::from_usize(index),
            kind: BoundRegionKind::Named(of),
        };
        Some(Region::new_late_param(interner, of, bound))
    }
}

fn put<'db>(args: &mut [GenericArg<'db>], written: Vec<(usize, GenericArg<'db>)>) {
    for (index, arg) in written {
        if let Some(place) = args.get_mut(index) {
            *place = arg;
        }
    }
}

/// The item that declares a parameter.
fn declared_by(parameter: GenericArg<'_>) -> Option<GenericDefId> {
    match parameter.kind() {
        GenericArgKind::Lifetime(it) => match it.kind() {
            RegionKind::ReEarlyParam(it) => Some(it.id.parent),
            _ => None,
        },
        GenericArgKind::Type(it) => match it.kind() {
            TyKind::Param(it) => Some(it.id.parent()),
            _ => None,
        },
        GenericArgKind::Const(it) => match it.kind() {
            ConstKind::Param(it) => Some(it.id.parent()),
            _ => None,
        },
    }
}
