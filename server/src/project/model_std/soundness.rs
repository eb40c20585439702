//! The model itself: every name in it resolves, every signature has known types, and every language item
//! that rust-analyzer asks for is there.

use std::collections::BTreeSet;

use ra_ap_base_db::{Crate, CrateOrigin, all_crates};
use ra_ap_hir::Semantics;
use ra_ap_hir_def::{
    AdtId, AssocItemId, FunctionId, ImplId, ModuleDefId, VariantId, lang_item::crate_lang_items,
    nameres::crate_def_map,
};
use ra_ap_hir_ty::{attach_db, db::HirDatabase, next_solver::references_non_lt_error};
use ra_ap_syntax::{AstNode, ast};

use super::super::{Options, Project, StdChoice};

/// Language items that rust-analyzer knows and the model has no use for, each with the reason.
const NOT_MODELLED: &[(&str, &[&str])] = &[
    (
        "the compiler calls them in code it generates; no signature of a program mentions them",
        &[
            "AlignOffset",
            "BoxFree",
            "EhCatchTypeinfo",
            "EhPersonality",
            "PanicCannotUnwind",
            "PanicImpl",
            "PanicMisalignedPointerDereference",
            "PanicNullPointerDereference",
        ],
    ),
    (
        "nightly only",
        &[
            "CoerceShared",
            "CoerceSharedDerive",
            "Field",
            "FieldBase",
            "FieldType",
            "PointerLike",
            "RangeMax",
            "RangeMin",
            "RangeSub",
            "Reborrow",
            "ReborrowDerive",
            "TransmuteOpts",
            "TransmuteTrait",
            "TrivialClone",
            "TryTraitFromYeet",
            "UnsafePinned",
            "VaList",
            "Drop_pin_drop",
        ],
    ),
    (
        "gone from the library",
        &[
            "FormatAlignment",
            "FormatCount",
            "FormatPlaceholder",
            "FormatUnsafeArg",
            "StructuralTeq",
        ],
    ),
];

fn project() -> Project {
    let options = Options {
        std: StdChoice::Model,
        ..Options::default()
    };
    Project::from_text("empty.rs", "", &options).expect("opens")
}

fn crates(db: &dyn HirDatabase) -> Vec<Crate> {
    let all = all_crates(db);
    let standard = |krate: &Crate| matches!(krate.data(db).origin, CrateOrigin::Lang(_));
    all.iter().copied().filter(standard).collect()
}

fn signature_is_known(db: &dyn HirDatabase, function: FunctionId) -> bool {
    let signature = db.callable_item_signature(function.into());
    !references_non_lt_error(&signature.instantiate_identity().skip_norm_wip())
}

fn unknown_in_impl(db: &dyn HirDatabase, it: ImplId) -> Vec<String> {
    let mut unknown = Vec::new();
    let self_ty = db.impl_self_ty(it).instantiate_identity().skip_norm_wip();
    if references_non_lt_error(&self_ty) {
        unknown.push(format!("self type of an impl: {self_ty:?}"));
    }
    if let Some(of) = db.impl_trait(it) {
        let of = of.instantiate_identity().skip_norm_wip();
        if references_non_lt_error(&of) {
            unknown.push(format!("trait of an impl: {of:?}"));
        }
    } else if it.loc(db).container.def_map(db)[it.loc(db).container]
        .scope
        .trait_impls()
        .any(|other| other == it)
    {
        unknown.push(format!("trait of an impl for {self_ty:?}"));
    }
    for (name, item) in &it.impl_items(db).items {
        let known = match *item {
            AssocItemId::FunctionId(function) => signature_is_known(db, function),
            AssocItemId::TypeAliasId(alias) => !references_non_lt_error(
                &db.ty(alias.into()).instantiate_identity().skip_norm_wip(),
            ),
            AssocItemId::ConstId(constant) => !references_non_lt_error(
                &db.type_for_const(constant)
                    .instantiate_identity()
                    .skip_norm_wip(),
            ),
        };
        if !known {
            unknown.push(format!("{} of {self_ty:?}", name.as_str()));
        }
    }
    unknown
}

fn fields_are_known(db: &dyn HirDatabase, variant: VariantId) -> bool {
    db.field_types(variant).iter().all(|(_, field)| {
        !references_non_lt_error(&field.ty().instantiate_identity().skip_norm_wip())
    })
}

fn unknown_in_declaration(db: &dyn HirDatabase, def: ModuleDefId) -> Option<String> {
    let known = match def {
        ModuleDefId::FunctionId(function) => signature_is_known(db, function),
        ModuleDefId::AdtId(AdtId::StructId(it)) => fields_are_known(db, it.into()),
        ModuleDefId::AdtId(AdtId::UnionId(it)) => fields_are_known(db, it.into()),
        ModuleDefId::AdtId(AdtId::EnumId(it)) => it
            .enum_variants(db)
            .variants
            .values()
            .all(|&(variant, _)| fields_are_known(db, variant.into())),
        ModuleDefId::TraitId(it) => it
            .trait_items(db)
            .items
            .iter()
            .all(|&(_, item)| match item {
                AssocItemId::FunctionId(function) => signature_is_known(db, function),
                AssocItemId::TypeAliasId(_) | AssocItemId::ConstId(_) => true,
            }),
        ModuleDefId::TypeAliasId(it) => {
            !references_non_lt_error(&db.ty(it.into()).instantiate_identity().skip_norm_wip())
        }
        _ => true,
    };
    (!known).then(|| format!("{def:?}"))
}

#[test]
fn every_signature_is_known() {
    let project = project();
    let snapshot = project.snapshot();
    let db = snapshot.db();
    let mut unknown = Vec::new();
    attach_db(db, || {
        for krate in crates(db) {
            let map = crate_def_map(db, krate);
            // An attribute of the compiler that rust-analyzer reads but does not list among the known.
            let diagnostics = map.diagnostics().iter().map(|it| format!("{:?}", it.kind));
            let known = "rustc_skip_during_method_dispatch";
            unknown.extend(diagnostics.filter(|it| !it.contains(known)));
            for (_, module) in map.modules() {
                let declarations = module.scope.declarations();
                unknown.extend(declarations.filter_map(|def| unknown_in_declaration(db, def)));
                unknown.extend(module.scope.impls().flat_map(|it| unknown_in_impl(db, it)));
            }
        }
    });
    assert!(unknown.is_empty(), "{}\n{unknown:#?}", unknown.len());
}

#[test]
fn every_path_resolves() {
    let project = project();
    let snapshot = project.snapshot();
    let semantics = Semantics::new(snapshot.db());
    let mut unresolved = Vec::new();
    for (name, _) in super::files() {
        let path = super::crates().library.join(name);
        let file = project.file(&path).expect("is loaded");
        let tree = semantics.parse_guess_edition(file);
        let paths = tree.syntax().descendants().filter_map(ast::Path::cast);
        for path in paths.filter(|path| path.parent_path().is_none()) {
            let in_attribute = path
                .syntax()
                .ancestors()
                .any(|it| ast::Attr::can_cast(it.kind()));
            if !in_attribute && attach_db(snapshot.db(), || semantics.resolve_path(&path)).is_none()
            {
                unresolved.push(format!("{name}: {path}"));
            }
        }
    }
    assert!(
        unresolved.is_empty(),
        "{}\n{unresolved:#?}",
        unresolved.len()
    );
}

#[test]
fn every_language_item_is_there() {
    let project = project();
    let snapshot = project.snapshot();
    let db = snapshot.db();
    let all: Vec<String> = crates(db)
        .into_iter()
        .filter_map(|krate| Some(format!("{:#?}", crate_lang_items(db, krate)?)))
        .collect();
    let fields = all[0]
        .lines()
        .filter(|line| line.starts_with("    ") && !line.starts_with("     "));
    let names = fields.filter_map(|line| line.trim().split(':').next());
    let missing: BTreeSet<&str> = names
        .filter(|name| *name != "}" && !name.starts_with(')'))
        .filter(|name| {
            let none = format!("    {name}: None,");
            all.iter().all(|items| items.contains(&none))
        })
        .collect();
    let expected = NOT_MODELLED.iter().flat_map(|(_, names)| *names);
    assert_eq!(missing, expected.copied().collect());
}
