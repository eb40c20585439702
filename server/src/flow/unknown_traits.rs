//! Types whose traits are not known, because a macro that is not run may give them some.

use std::ops::ControlFlow;

use ra_ap_hir_ty::{
    db::HirDatabase,
    next_solver::{DbInterner, Ty, TyKind},
};
use ra_ap_rustc_type_ir::{TypeSuperVisitable, TypeVisitor, inherent::IntoKind};
use rustc_hash::FxHashSet;

use super::{rewritten::may_be_extended, variants};

/// After so many types nothing is certain: those of fields may grow without end.
const LIMIT: usize = 1000;

/// Whether a type that is declared in an `extern` block stands in a type, or in a field of one in it. Stable Rust has none:
/// a macro makes others of them (`#[wasm_bindgen] extern "C" { type Window; }`).
pub(super) fn holds_foreign<'db>(db: &'db dyn HirDatabase, ty: Ty<'db>) -> bool {
    holds(db, ty, |kind| matches!(kind, TyKind::Foreign(_)))
}

/// Whether a type to which a macro may add stands in a type, or in a field of one in it (`#[pin_project]` implements
/// `Unpin`).
pub(super) fn holds_extended<'db>(db: &'db dyn HirDatabase, ty: Ty<'db>) -> bool {
    holds(db, ty, |kind| match kind {
        TyKind::Adt(adt, _) => may_be_extended(db, adt.def_id()),
        _ => false,
    })
}

fn holds<'db>(
    db: &'db dyn HirDatabase,
    ty: Ty<'db>,
    is_wanted: impl Fn(TyKind<'db>) -> bool,
) -> bool {
    let mut search = Search {
        db,
        is_wanted,
        seen: FxHashSet::default(),
    };
    search.visit_ty(ty).is_break()
}

struct Search<'db, F> {
    db: &'db dyn HirDatabase,
    is_wanted: F,
    seen: FxHashSet<Ty<'db>>,
}

impl<'db, F: Fn(TyKind<'db>) -> bool> TypeVisitor<DbInterner<'db>> for Search<'db, F> {
    type Result = ControlFlow<()>;

    fn visit_ty(&mut self, ty: Ty<'db>) -> ControlFlow<()> {
        if !self.seen.insert(ty) {
            return ControlFlow::Continue(());
        }
        if self.seen.len() > LIMIT {
            return ControlFlow::Break(());
        }
        if (self.is_wanted)(ty.kind()) {
            return ControlFlow::Break(());
        }
        if let TyKind::Adt(adt, args) = ty.kind() {
            let interner = DbInterner::new_no_crate(self.db);
            for variant in variants::all(self.db, adt.def_id()) {
                for (_, field) in self.db.field_types(variant).iter() {
                    let field = field.ty().instantiate(interner, args).skip_norm_wip();
                    self.visit_ty(field)?;
                }
            }
        }
        ty.super_visit_with(self)
    }
}
