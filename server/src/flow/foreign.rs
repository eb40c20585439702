//! Types that are declared in `extern` blocks. Stable Rust has none: a macro that is not run makes others of them, whose
//! traits are not known (`#[wasm_bindgen] extern "C" { type Window; }`).

use std::ops::ControlFlow;

use ra_ap_hir_ty::{
    db::HirDatabase,
    next_solver::{DbInterner, Ty, TyKind},
};
use ra_ap_rustc_type_ir::{TypeSuperVisitable, TypeVisitor, inherent::IntoKind};
use rustc_hash::FxHashSet;

use super::variants;

/// After so many types nothing is certain: those of fields may grow without end.
const LIMIT: usize = 1000;

/// Whether such a type stands in a type, or in a field of one in it.
pub(super) fn holds_foreign<'db>(db: &'db dyn HirDatabase, ty: Ty<'db>) -> bool {
    let mut search = Search {
        db,
        seen: FxHashSet::default(),
    };
    search.visit_ty(ty).is_break()
}

struct Search<'db> {
    db: &'db dyn HirDatabase,
    seen: FxHashSet<Ty<'db>>,
}

impl<'db> TypeVisitor<DbInterner<'db>> for Search<'db> {
    type Result = ControlFlow<()>;

    fn visit_ty(&mut self, ty: Ty<'db>) -> ControlFlow<()> {
        if !self.seen.insert(ty) {
            return ControlFlow::Continue(());
        }
        if self.seen.len() > LIMIT {
            return ControlFlow::Break(());
        }
        match ty.kind() {
            TyKind::Foreign(_) => return ControlFlow::Break(()),
            TyKind::Adt(adt, args) => {
                let interner = DbInterner::new_no_crate(self.db);
                for variant in variants::all(self.db, adt.def_id()) {
                    for (_, field) in self.db.field_types(variant).iter() {
                        let field = field.ty().instantiate(interner, args).skip_norm_wip();
                        self.visit_ty(field)?;
                    }
                }
            }
            _ => {}
        }
        ty.super_visit_with(self)
    }
}
