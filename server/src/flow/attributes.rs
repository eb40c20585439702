//! Attributes that may be macros which are not run, because nobody allowed it or they are not known.

use ra_ap_hir_expand::inert_attr_macro::find_builtin_attr_idx;
use ra_ap_intern::Symbol;
use ra_ap_syntax::ast;

/// Attributes that are no macros, besides those that the compiler knows by name.
const INERT: [&str; 4] = ["cfg", "cfg_attr", "derive", "test"];

/// The first names of attributes for tools (Reference, "Tool attributes").
const TOOLS: [&str; 5] = ["clippy", "diagnostic", "miri", "rust_analyzer", "rustfmt"];

/// Whether an attribute, or one in a `cfg_attr`, may be a macro that makes something else of its item. `kept`: the last
/// names of macros that do not.
pub(super) fn may_rewrite(attribute: &ast::Attr, kept: &[&str]) -> bool {
    let Some(meta) = attribute.meta() else {
        return true;
    };
    meta.skip_cfg_attrs().iter().any(|meta| {
        let names = segments(meta.path());
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

/// The segments of an attribute's path; none for `cfg_attr`.
pub(super) fn names(attribute: &ast::Attr) -> Vec<String> {
    segments(attribute.path())
}

fn segments(path: Option<ast::Path>) -> Vec<String> {
    let segments = path.iter().flat_map(|path| path.segments());
    let names = segments.filter_map(|it| it.name_ref());
    names.map(|it| it.text().to_string()).collect()
}
