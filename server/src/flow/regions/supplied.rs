//! Which lifetimes of a closure's parameters its written types leave out, so that every call chooses them anew
//! (`rustc_hir_typeck::closure::supplied_sig_of_closure`). The type of a parameter that has none written is one for
//! all calls, and so are its lifetimes.

use ra_ap_hir_def::{
    DefWithBodyId,
    expr_store::{
        Body,
        path::{GenericArg, Path},
    },
    hir::{Expr, ExprId, generics::GenericParams},
    resolver::{HasResolver, Resolver, TypeNs},
    type_ref::{LifetimeRef, LifetimeRefId, TypeRef, TypeRefId},
};
use ra_ap_hir_ty::{
    db::HirDatabase,
    next_solver::{GenericArgs, Region, Ty, TyKind},
};
use ra_ap_rustc_type_ir::inherent::IntoKind;

use super::{check::Checker, relate::has_regions};
use crate::flow::graph::regions::RegionId;

impl<'db> Checker<'_, 'db> {
    /// The lifetimes of parameters that are written without a name, and whether these are all.
    pub(super) fn supplied(
        &mut self,
        def: DefWithBodyId,
        closure: ExprId,
    ) -> (Vec<RegionId>, bool) {
        let body = Body::of(self.db, def);
        let Expr::Closure { arg_types, .. } = &body.store[closure] else {
            return (Vec::new(), false);
        };
        let typed = self.typed;
        if typed.parameters.len() != arg_types.len() {
            return (Vec::new(), false);
        }
        let mut resolver = def.resolver(self.db);
        _ = resolver.update_to_inner_scope(self.db, def, closure);
        let mut left_out = LeftOut {
            db: self.db,
            body,
            resolver,
            found: Vec::new(),
        };
        let mut all = true;
        for (&local, written) in typed.parameters.iter().zip(arg_types.iter()) {
            if let Some(written) = *written {
                let ty = self.place_ty(self.graph.local(local).place);
                all &= left_out.of_type(written, ty);
            }
        }
        let found = left_out.found;
        let ids = found.into_iter().map(|it| self.relations.id(it)).collect();
        (ids, all)
    }
}

/// Finds the regions of types that what is written for them leaves out.
struct LeftOut<'a, 'db> {
    db: &'db dyn HirDatabase,
    body: &'a Body,
    /// At the closure.
    resolver: Resolver<'db>,
    found: Vec<Region<'db>>,
}

impl<'db> LeftOut<'_, 'db> {
    /// False if there are parts in which they cannot be told.
    fn of_type(&mut self, written: TypeRefId, ty: Ty<'db>) -> bool {
        if !has_regions(ty) {
            return true;
        }
        let body = self.body;
        match (&body.store[written], ty.kind()) {
            (TypeRef::Placeholder, _) => true,
            (TypeRef::Reference(written), TyKind::Ref(region, inner, _)) => {
                if written.lifetime.is_none_or(|it| is_elided(body, it)) {
                    self.found.push(region);
                }
                self.of_type(written.ty, inner)
            }
            (TypeRef::Tuple(written), TyKind::Tuple(parts)) if written.len() == parts.len() => {
                let mut parts = written.iter().zip(parts.iter());
                parts.all(|(&written, part)| self.of_type(written, part))
            }
            (TypeRef::Slice(written), TyKind::Slice(inner))
            | (TypeRef::RawPtr(written, _), TyKind::RawPtr(inner, _)) => {
                self.of_type(*written, inner)
            }
            (TypeRef::Array(written), TyKind::Array(inner, _)) => self.of_type(written.ty, inner),
            (TypeRef::Path(path), _) => self.of_path(path, ty),
            _ => false,
        }
    }

    /// The same of a type that has a name.
    fn of_path(&mut self, path: &Path, ty: Ty<'db>) -> bool {
        match self.resolver.resolve_path_in_type_ns_fully(self.db, path) {
            // The header of the implementation names or declares all lifetimes in it.
            Some(TypeNs::SelfType(_)) => true,
            Some(TypeNs::TypeAliasId(alias)) => {
                let generics = GenericParams::of(self.db, alias.into());
                generics.is_empty()
            }
            Some(TypeNs::AdtId(adt)) => match ty.kind() {
                TyKind::Adt(def, args) if def.def_id() == adt => {
                    let last = path.segments().last().and_then(|it| it.args_and_bindings);
                    let written = last.map_or(&[][..], |it| &it.args[..]);
                    self.of_arguments(written, args)
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// The same of the arguments of a type.
    fn of_arguments(&mut self, written: &[GenericArg], args: GenericArgs<'db>) -> bool {
        let lifetimes = written.iter().filter_map(|arg| match arg {
            GenericArg::Lifetime(it) => Some(*it),
            _ => None,
        });
        let mut lifetimes = lifetimes.peekable();
        let some_written = lifetimes.peek().is_some();
        for region in args.iter().filter_map(|arg| arg.region()) {
            match lifetimes.next() {
                Some(written) if !is_elided(self.body, written) => {}
                None if some_written => return false,
                _ => self.found.push(region),
            }
        }
        let types = written.iter().filter_map(|arg| match arg {
            GenericArg::Type(it) => Some(*it),
            _ => None,
        });
        let written: Vec<TypeRefId> = types.collect();
        let types: Vec<Ty<'db>> = args.iter().filter_map(|arg| arg.ty()).collect();
        let known = types.len().min(written.len());
        // Those behind are defaults.
        types[known..].iter().all(|it| !has_regions(*it))
            && written
                .into_iter()
                .zip(types)
                .all(|(written, ty)| self.of_type(written, ty))
    }
}

fn is_elided(body: &Body, lifetime: LifetimeRefId) -> bool {
    matches!(body.store[lifetime], LifetimeRef::Placeholder)
}
