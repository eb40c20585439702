//! `super let`: a variable of a macro that lives as long as the macro's value (`pin!`).

use ra_ap_hir_def::{
    DefWithBodyId,
    expr_store::{Body, body::BodySourceMap},
    hir::{Expr, PatId, Statement},
};
use ra_ap_hir_expand::HirFileId;
use ra_ap_hir_ty::db::HirDatabase;
use ra_ap_syntax::{AstNode, ast};
use rustc_hash::FxHashSet;

/// The patterns (ids as plain numbers) of `super let` statements, which rust-analyzer's bodies do not tell from
/// others. The language's stable part has them in the standard library's macros only, so only expansions are
/// searched.
///
/// A query of its own: it reads positions, but its answer rarely changes.
#[salsa::tracked(returns(ref))]
pub(super) fn super_lets(db: &dyn HirDatabase, def: DefWithBodyId) -> FxHashSet<u32> {
    let (body, source_map) = Body::with_source_map(db, def);
    if source_map.expansions().next().is_none() {
        return FxHashSet::default();
    }
    let statements = body.store.exprs().flat_map(|(_, expr)| match expr {
        Expr::Block { statements, .. } | Expr::Unsafe { statements, .. } => &statements[..],
        _ => &[],
    });
    statements
        .filter_map(|statement| match statement {
            Statement::Let { pat, .. } => Some(*pat),
            _ => None,
        })
        .filter(|&pat| is_super(db, source_map, pat).unwrap_or(false))
        .map(|pat| pat.into_raw().into_u32())
        .collect()
}

fn is_super(db: &dyn HirDatabase, source_map: &BodySourceMap, pat: PatId) -> Option<bool> {
    let source = source_map.pat_syntax(pat).ok()?;
    let HirFileId::MacroFile(_) = source.file_id else {
        return None;
    };
    let root = source.file_id.parse_or_expand(db);
    let node = source.value.syntax_node_ptr().to_node(&root);
    let statement = ast::LetStmt::cast(node.parent()?)?;
    Some(statement.super_token().is_some())
}
