//! Functions that macros may have made into others: attribute macros that are not run. What is wrong with such a body as
//! it is written may be right in what becomes of it, and what calls of the function give is not known
//! (`#[salsa::tracked(returns(ref))]`).

use ra_ap_base_db::CrateOrigin;
use ra_ap_hir_def::{DefWithBodyId, FunctionId, HasModule};
use ra_ap_hir_ty::db::HirDatabase;
use ra_ap_syntax::{
    AstNode,
    ast::{self, HasAttrs},
};

use super::{attributes::may_rewrite, bodies::source};

/// Macros of widely used crates that put a body as it is into another function.
const KEEPING: [&str; 2] = ["main", "test"];

/// Macros of widely used crates after which a function gives the same, to those that call it from Rust.
const KEEPING_RESULTS: [&str; 10] = [
    "async_recursion",
    "async_trait",
    "command",
    "instrument",
    "main",
    "napi",
    "pyfunction",
    "pymethods",
    "test",
    "wasm_bindgen",
];

/// Whether the body, or an item around it, has an attribute that may be such a macro.
#[salsa::tracked(returns(copy))]
pub(super) fn may_be_rewritten(db: &dyn HirDatabase, def: DefWithBodyId) -> bool {
    has_macro(db, def, &KEEPING)
}

/// Whether what a function gives may be of another type than the one that is written.
#[salsa::tracked(returns(copy))]
pub(super) fn may_give_other(db: &dyn HirDatabase, function: FunctionId) -> bool {
    // The standard library has attributes of its own, and no such macros.
    !matches!(function.krate(db).data(db).origin, CrateOrigin::Lang(_))
        && has_macro(db, function.into(), &KEEPING_RESULTS)
}

fn has_macro(db: &dyn HirDatabase, def: DefWithBodyId, kept: &[&str]) -> bool {
    let item = source(db, def).value;
    let options = def.krate(db).cfg_options(db);
    let around = item.ancestors().filter_map(ast::AnyHasAttrs::cast);
    around
        .flat_map(|it| it.attrs())
        .any(|it| may_rewrite(&it, Some(options), kept))
}

#[cfg(test)]
mod tests {
    use crate::engine::file_facts;
    use crate::project::{Options, Project, StdChoice};

    fn errors(attribute: &str) -> usize {
        let text =
            format!("{attribute}\nmod m {{ pub fn f(x: String) {{ drop(x); drop(x); }} }}\n");
        let options = Options {
            std: StdChoice::Model,
            ..Options::default()
        };
        let project = Project::from_text("demo.rs", &text, &options).expect("opens");
        let facts = file_facts(&project.snapshot(), project.sources()[0]).expect("no edit");
        facts.errors().count()
    }

    #[test]
    fn what_a_macro_may_rewrite_is_not_judged() {
        let kept = [
            "",
            "#[allow(unused)]",
            "#[rustfmt::skip]",
            "#[tokio::test]",
            "#[cfg_attr(miri, ignore)]",
            "#[cfg_attr(any(), other::part)]",
        ];
        for kept in kept {
            assert_eq!(errors(kept), 1, "{kept}");
        }
        for rewritten in [
            "#[async_trait]",
            "#[other::part]",
            "#[cfg_attr(all(), other::part)]",
        ] {
            assert_eq!(errors(rewritten), 0, "{rewritten}");
        }
    }
}
