//! Types that macros may have made into others, or may have given traits: macros that are not run, because nobody allowed
//! it or they are not known. What traits a type has that is another, and whether it needs to be dropped, is not known.

use ra_ap_base_db::CrateOrigin;
use ra_ap_hir_def::{
    AdtId, HasModule, Lookup,
    resolver::{HasResolver, Resolver},
    src::HasSource,
};
use ra_ap_hir_expand::{
    mod_path::{ModPath, PathKind},
    name::Name,
};
use ra_ap_hir_ty::db::HirDatabase;
use ra_ap_syntax::{
    AstNode, NodeOrToken, SyntaxKind,
    ast::{self, HasAttrs},
};

use super::attributes::{is_macro, metas, names};

/// The derives that the compiler knows.
const BUILT_IN_DERIVES: [&str; 9] = [
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// Macros of widely used crates that leave alone what a type is: they add to it.
const ADDING: [&str; 4] = ["pin_project", "pyclass", "serde_as", "wasm_bindgen"];

/// Whether the type may be another than the one that is written.
#[salsa::tracked(returns(copy))]
pub(super) fn is_rewritten(db: &dyn HirDatabase, adt: AdtId) -> bool {
    // The standard library has attributes of its own, and no such macros.
    if matches!(adt.krate(db).data(db).origin, CrateOrigin::Lang(_)) {
        return false;
    }
    let Some(attributes) = attributes(db, adt) else {
        return true;
    };
    if attributes.is_empty() {
        return false;
    }
    let has_helpers = attributes.iter().any(derives_others);
    let resolver = std::cell::OnceCell::new();
    attributes.iter().any(|attribute| {
        if is_half_written(db, attribute, || resolver.get_or_init(|| adt.resolver(db))) {
            return true;
        }
        let names = names(attribute);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        // A name alone may be that of an attribute which a derive takes.
        let helper = |names: &[&str]| match names {
            [name] => {
                let resolver = resolver.get_or_init(|| adt.resolver(db));
                has_helpers && !is_attribute_macro(db, resolver, name)
            }
            _ => false,
        };
        let is_macro = is_macro(&names) && !helper(&names);
        let adds = names.last().is_some_and(|name| ADDING.contains(name));
        is_macro && !adds || may_implement_copy(attribute, &names)
    })
}

/// Whether the type may implement traits that nothing but a derive gives it.
#[salsa::tracked(returns(copy))]
pub(super) fn may_derive_more(db: &dyn HirDatabase, adt: AdtId) -> bool {
    !matches!(adt.krate(db).data(db).origin, CrateOrigin::Lang(_))
        && attributes(db, adt).is_none_or(|it| it.iter().any(derives_others))
}

/// Whether a derive has the name, which says what trait it implements.
pub(super) fn derives(db: &dyn HirDatabase, adt: AdtId, name: &str) -> bool {
    let derives =
        |attribute: &ast::Meta| is_derive(attribute) && identifiers(attribute).any(|it| it == name);
    attributes(db, adt).is_none_or(|it| it.iter().any(derives))
}

/// Whether a macro that is not run may add to the type, traits above all.
#[salsa::tracked(returns(copy))]
pub(super) fn may_be_extended(db: &dyn HirDatabase, adt: AdtId) -> bool {
    let may_extend = |attribute: &ast::Meta| {
        let names = names(attribute);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        derives_others(attribute) || is_macro(&names)
    };
    !matches!(adt.krate(db).data(db).origin, CrateOrigin::Lang(_))
        && attributes(db, adt).is_none_or(|it| it.iter().any(may_extend))
}

/// The attributes that the type has in its crate; `None` where one of them is being written.
fn attributes(db: &dyn HirDatabase, adt: AdtId) -> Option<Vec<ast::Meta>> {
    let written: Vec<ast::Attr> = match adt {
        AdtId::StructId(it) => it.lookup(db).source(db).value.attrs().collect(),
        AdtId::EnumId(it) => it.lookup(db).source(db).value.attrs().collect(),
        AdtId::UnionId(it) => it.lookup(db).source(db).value.attrs().collect(),
    };
    let options = adt.krate(db).cfg_options(db);
    let metas = written.iter().map(|it| metas(it, Some(options)));
    let metas: Option<Vec<_>> = metas.collect();
    Some(metas?.into_iter().flatten().collect())
}

fn is_derive(attribute: &ast::Meta) -> bool {
    names(attribute).first().is_some_and(|it| it == "derive")
}

/// Whether traits are derived whose derive may have attributes of its own.
fn derives_others(attribute: &ast::Meta) -> bool {
    is_derive(attribute)
        && identifiers(attribute)
            .any(|it| it != "derive" && !BUILT_IN_DERIVES.contains(&it.as_str()))
}

/// Whether a derive that the compiler does not know implements `Copy`: by its own name, or because it is told to.
fn may_implement_copy(attribute: &ast::Meta, names: &[&str]) -> bool {
    identifiers(attribute).any(|it| match names == ["derive"] {
        true => it != "Copy" && it.contains("Copy"),
        false => it == "Copy",
    })
}

/// Whether the attribute may become `#[derive(Copy)]` when it is finished: without a name, without arguments, or with a
/// derive that begins like `Copy` and does not exist.
fn is_half_written<'r, 'db: 'r>(
    db: &'db dyn HirDatabase,
    attribute: &ast::Meta,
    resolver: impl Fn() -> &'r Resolver<'db>,
) -> bool {
    match names(attribute).first().map(String::as_str) {
        None => matches!(attribute, ast::Meta::PathMeta(it) if it.path().is_none()),
        Some("derive") => {
            let mut derived = identifiers(attribute).skip(1).peekable();
            derived.peek().is_none()
                || derived.any(|name| {
                    name.starts_with('C')
                        && !BUILT_IN_DERIVES.contains(&name.as_str())
                        && !is_attribute_macro(db, resolver(), &name)
                })
        }
        _ => false,
    }
}

fn identifiers(attribute: &ast::Meta) -> impl Iterator<Item = String> {
    let tokens = attribute.syntax().descendants_with_tokens();
    let tokens = tokens.filter_map(NodeOrToken::into_token);
    tokens
        .filter(|it| it.kind() == SyntaxKind::IDENT)
        .map(|it| it.text().to_owned())
}

fn is_attribute_macro(db: &dyn HirDatabase, resolver: &Resolver<'_>, name: &str) -> bool {
    let path = ModPath::from_segments(PathKind::Plain, [Name::new_root(name)]);
    resolver
        .resolve_path_as_macro(db, &path, Some(ra_ap_hir_def::nameres::MacroSubNs::Attr))
        .is_some()
}
