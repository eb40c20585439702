//! Expressions that come out of a macro of another edition than the crate's.
//!
//! Where temporaries of a tail expression and of an `if let` are dropped changed with edition 2024, and it is
//! the edition in which the block or the `if` was written that counts.

use ra_ap_hir_def::{
    DefWithBodyId, HasModule,
    expr_store::Body,
    hir::{Expr, ExprId},
};
use ra_ap_hir_expand::HirFileId;
use ra_ap_hir_ty::db::HirDatabase;
use ra_ap_span::Edition;
use rustc_hash::FxHashSet;

/// The blocks and `if`s (ids as plain numbers) for which "written in edition 2024 or later" is not what it is
/// for the crate.
///
/// A query of its own: it reads positions, but its answer rarely changes.
#[salsa::tracked(returns(ref))]
pub(super) fn of_other_edition(db: &dyn HirDatabase, def: DefWithBodyId) -> FxHashSet<u32> {
    let (body, source_map) = Body::with_source_map(db, def);
    if source_map.expansions().next().is_none() {
        return FxHashSet::default();
    }
    let edition = def.module(db).krate(db).data(db).edition;
    let written_in = |id: ExprId| {
        let source = source_map.expr_syntax(id).ok()?;
        let HirFileId::MacroFile(file) = source.file_id else {
            return None;
        };
        let start = source.value.text_range().start();
        let span = file.expansion_span_map(db).span_at(start);
        Some(span.ctx.edition(db))
    };
    body.store
        .exprs()
        .filter(|(_, expr)| {
            matches!(
                expr,
                Expr::Block { .. } | Expr::Unsafe { .. } | Expr::If { .. }
            )
        })
        .filter(|&(id, _)| written_in(id).is_some_and(|it| is_2024(it) != is_2024(edition)))
        .map(|(id, _)| id.into_raw().into_u32())
        .collect()
}

/// Whether temporaries are dropped by the rules of edition 2024.
pub(super) fn is_2024(edition: Edition) -> bool {
    edition >= Edition::Edition2024
}
