//! Which lifetimes of a closure's parameters its written types leave out, so that every call chooses them anew
//! (`rustc_hir_typeck::closure::supplied_sig_of_closure`). The type of a parameter that has none written is one for
//! all calls, and so are its lifetimes.

use ra_ap_hir_def::{
    expr_store::{Body, path::GenericArg},
    hir::{Expr, ExprId},
    type_ref::{LifetimeRef, LifetimeRefId, TypeRef, TypeRefId},
};
use ra_ap_hir_ty::next_solver::{GenericArgs, Region, Ty, TyKind};
use ra_ap_rustc_type_ir::inherent::IntoKind;

use super::{check::Checker, relate::has_regions};
use crate::flow::graph::regions::RegionId;

impl<'db> Checker<'_, 'db> {
    /// The lifetimes of parameters that are written without a name, and whether these are all.
    pub(super) fn supplied(&mut self, body: &Body, closure: ExprId) -> (Vec<RegionId>, bool) {
        let Expr::Closure { arg_types, .. } = &body.store[closure] else {
            return (Vec::new(), false);
        };
        let typed = self.typed;
        if typed.parameters.len() != arg_types.len() {
            return (Vec::new(), false);
        }
        let (mut found, mut all) = (Vec::new(), true);
        for (&local, written) in typed.parameters.iter().zip(arg_types.iter()) {
            if let Some(written) = *written {
                let ty = self.place_ty(self.graph.local(local).place);
                all &= left_out(body, written, ty, &mut found);
            }
        }
        let ids = found.into_iter().map(|it| self.relations.id(it)).collect();
        (ids, all)
    }
}

/// Finds the regions of `ty` that `written` leaves out; false if there are parts in which they cannot be told.
fn left_out<'db>(
    body: &Body,
    written: TypeRefId,
    ty: Ty<'db>,
    found: &mut Vec<Region<'db>>,
) -> bool {
    if !has_regions(ty) {
        return true;
    }
    match (&body.store[written], ty.kind()) {
        (TypeRef::Placeholder, _) => true,
        (TypeRef::Reference(written), TyKind::Ref(region, inner, _)) => {
            if written.lifetime.is_none_or(|it| is_elided(body, it)) {
                found.push(region);
            }
            left_out(body, written.ty, inner, found)
        }
        (TypeRef::Tuple(written), TyKind::Tuple(parts)) if written.len() == parts.len() => {
            let mut parts = written.iter().zip(parts.iter());
            parts.all(|(&written, part)| left_out(body, written, part, found))
        }
        (TypeRef::Slice(written), TyKind::Slice(inner))
        | (TypeRef::RawPtr(written, _), TyKind::RawPtr(inner, _)) => {
            left_out(body, *written, inner, found)
        }
        (TypeRef::Array(written), TyKind::Array(inner, _)) => {
            left_out(body, written.ty, inner, found)
        }
        (TypeRef::Path(path), TyKind::Adt(_, args)) => {
            let last = path.segments().last().and_then(|it| it.args_and_bindings);
            let written = last.map_or(&[][..], |it| &it.args[..]);
            left_out_of_arguments(body, written, args, found)
        }
        _ => false,
    }
}

/// The same of the arguments of a type.
fn left_out_of_arguments<'db>(
    body: &Body,
    written: &[GenericArg],
    args: GenericArgs<'db>,
    found: &mut Vec<Region<'db>>,
) -> bool {
    let lifetimes = written.iter().filter_map(|arg| match arg {
        GenericArg::Lifetime(it) => Some(*it),
        _ => None,
    });
    let mut lifetimes = lifetimes.peekable();
    let some_written = lifetimes.peek().is_some();
    for region in args.iter().filter_map(|arg| arg.region()) {
        match lifetimes.next() {
            Some(written) if !is_elided(body, written) => {}
            None if some_written => return false,
            _ => found.push(region),
        }
    }
    let types = written.iter().filter_map(|arg| match arg {
        GenericArg::Type(it) => Some(*it),
        _ => None,
    });
    let written: Vec<TypeRefId> = types.collect();
    let types: Vec<Ty<'db>> = args.iter().filter_map(|arg| arg.ty()).collect();
    let known = types.len().min(written.len());
    // Those behind are defaults, or an alias stands for them.
    types[known..].iter().all(|it| !has_regions(*it))
        && written
            .into_iter()
            .zip(types)
            .all(|(written, ty)| left_out(body, written, ty, found))
}

fn is_elided(body: &Body, lifetime: LifetimeRefId) -> bool {
    matches!(body.store[lifetime], LifetimeRef::Placeholder)
}
