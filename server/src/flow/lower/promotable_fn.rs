//! Functions whose calls may be promoted (Reference, "Constant promotion"; RFC 3027).

use ra_ap_hir_def::{FunctionId, HasModule, Lookup, src::HasSource};
use ra_ap_hir_ty::db::HirDatabase;
use ra_ap_syntax::ast::HasAttrs;

/// Only of this crate are functions marked: `rustc_promotable` is the standard library's own attribute, and all of it
/// that needs no allocation is defined there.
const MARKED_CRATE: &str = "core";
const ATTRIBUTE: &str = "rustc_promotable";

/// Whether the standard library marks the `const fn` as one whose calls are promoted outside of constants, too.
#[salsa::tracked(returns(copy))]
pub(super) fn is_promotable(db: &dyn HirDatabase, function: FunctionId) -> bool {
    let name = function.krate(db).extra_data(db).display_name.as_ref();
    name.is_some_and(|it| it.canonical_name().as_str() == MARKED_CRATE)
        && function
            .lookup(db)
            .source(db)
            .value
            .attrs()
            .any(|it| it.as_simple_atom().is_some_and(|it| it == ATTRIBUTE))
}
