//! Attributes that may be macros which are not run, because nobody allowed it or they are not known.

use ra_ap_cfg::{CfgExpr, CfgOptions};
use ra_ap_hir_expand::inert_attr_macro::find_builtin_attr_idx;
use ra_ap_intern::Symbol;
use ra_ap_syntax::ast;

/// Attributes that are no macros, besides those that the compiler knows by name.
const INERT: [&str; 3] = ["cfg", "derive", "test"];

/// The first names of attributes for tools (Reference, "Tool attributes").
const TOOLS: [&str; 5] = ["clippy", "diagnostic", "miri", "rust_analyzer", "rustfmt"];

/// What an attribute says: itself, or what it gives as a `cfg_attr` with these options (all, where they are not known).
/// `None` for one that is being written.
pub(super) fn metas(attribute: &ast::Attr, options: Option<&CfgOptions>) -> Option<Vec<ast::Meta>> {
    let mut metas = Vec::new();
    let mut pending = vec![attribute.meta()?];
    while let Some(meta) = pending.pop() {
        match meta {
            ast::Meta::CfgAttrMeta(conditional) => {
                if may_hold(conditional.cfg_predicate(), options) {
                    pending.extend(conditional.metas());
                }
            }
            meta => metas.push(meta),
        }
    }
    Some(metas)
}

fn may_hold(predicate: Option<ast::CfgPredicate>, options: Option<&CfgOptions>) -> bool {
    let (Some(predicate), Some(options)) = (predicate, options) else {
        return true;
    };
    options.check(&CfgExpr::parse_from_ast(predicate)) != Some(false)
}

/// Whether an attribute, or one in a `cfg_attr`, may be a macro that makes something else of its item. `kept`: the last
/// names of macros that do not.
pub(super) fn may_rewrite(
    attribute: &ast::Attr,
    options: Option<&CfgOptions>,
    kept: &[&str],
) -> bool {
    let Some(metas) = metas(attribute, options) else {
        return true;
    };
    metas.iter().any(|meta| {
        let names = names(meta);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        is_macro(&names) && !names.last().is_some_and(|it| kept.contains(it))
    })
}

/// Whether an attribute with this path is neither the compiler's nor a tool's.
pub(super) fn is_macro(path: &[&str]) -> bool {
    match path {
        [] => false,
        [name] => !INERT.contains(name) && find_builtin_attr_idx(&Symbol::intern(name)).is_none(),
        [first, ..] => !TOOLS.contains(first),
    }
}

/// The segments of an attribute's path.
pub(super) fn names(meta: &ast::Meta) -> Vec<String> {
    let path = meta.path();
    let segments = path.iter().flat_map(|path| path.segments());
    let names = segments.filter_map(|it| it.name_ref());
    names.map(|it| it.text().to_string()).collect()
}
