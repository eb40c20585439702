//! The model against the real source: same signatures, same impls, same `Copy`, `Drop`, `Send` and `Sync`.

mod drops;
mod library;
mod text;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    path::Path,
};

use ra_ap_hir::{Adt, GenericDef, GenericParam, Module, ModuleDef, Semantics, Trait, Type};
use ra_ap_hir_ty::{attach_db, db::HirDatabase};

use super::super::{Options, Project, ProjectError, Snapshot, StdChoice};
use library::{Library, Table};

/// Where the model differs on purpose: patterns of keys (`*` stands for any text), and the reason.
const DEVIATIONS: &[(&[&str], &str)] = &[
    (
        &[
            "function *::boxed::box_new",
            "function *::slice::into_vec",
            "macro core::__iterator",
            "method std::thread::LocalKey::lazy",
        ],
        "what macros of the model expand to, or are made of",
    ),
    (
        &[
            "impl std::ops::* for any",
            "impl std::ops::* for &",
            "impl std::ops::* for std::num::Wrapping",
            "impl std::ops::* for std::num::Saturating",
            "impl std::ops::* for std::num::NonZero",
            "impl std::* for std::sync::atomic::Atomic",
            "trait *::sync::atomic::Integer",
            "method std::sync::atomic::Atomic::fetch_update",
            "method std::sync::atomic::Atomic::from_ptr",
            "impl std::str::FromStr for std::num::NonZero",
        ],
        "one impl for all primitive types in place of one per type, for the sake of loading",
    ),
    (
        &[
            "impl std::default::Default for []",
            "method *::to_?e_bytes",
            "method *::from_?e_bytes",
        ],
        "the real library computes the length of the array",
    ),
    (
        &[
            "impl std::marker::Send for *",
            "impl std::marker::Sync for *",
        ],
        "follows from fields that the model has not; what comes out is compared type by type",
    ),
    (
        &[
            "impl std::num::ZeroablePrimitive for *",
            "impl std::sync::atomic::AtomicPrimitive for *",
        ],
        "how the real library stores them",
    ),
];

/// Types whose parameters have bounds that the types of the comparison do not meet.
const BOUNDED: &[&str] = &[
    "std::num::NonZero",
    "std::str::pattern::CharPredicateSearcher",
    "std::sync::atomic::Atomic",
];

/// Types of which rust-analyzer finds no variance in the real library, because they are recursive. The model
/// has the compiler's.
const RECURSIVE: &[&str] = &["std::collections::BTree*", "std::collections::btree_*"];

/// Traits whose impls the model must have for every type it has.
const COMPLETE: &[&str] = &[
    "std::marker::Copy",
    "std::ops::Drop",
    "std::ops::Deref",
    "std::ops::DerefMut",
];

fn project(std: StdChoice, text: &str) -> Option<Project> {
    let options = Options {
        std,
        ..Options::default()
    };
    match Project::from_text("program.rs", text, &options) {
        Ok(project) => Some(project),
        Err(ProjectError::NoStdSource(places)) => {
            println!("not compared: the standard library's source is not in {places}");
            None
        }
        Err(error) => panic!("{error}"),
    }
}

fn program(project: &Project, snapshot: &Snapshot) -> Module {
    let semantics = Semantics::new(snapshot.db());
    let file = project.sources()[0];
    semantics.file_to_module_def(file).expect("is in a crate")
}

fn deviates(key: &str) -> bool {
    let mut patterns = DEVIATIONS.iter().flat_map(|(patterns, _)| *patterns);
    patterns.any(|pattern| matches(pattern, key))
}

/// Whether a pattern with `*` for any text and `?` for any character covers all of a text.
fn matches(pattern: &str, text: &str) -> bool {
    let mut characters = pattern.chars();
    match characters.next() {
        None => text.is_empty(),
        Some('*') => {
            let rest = characters.as_str();
            text.char_indices()
                .any(|(at, _)| matches(rest, &text[at..]))
                || matches(rest, "")
        }
        Some(first) => {
            let mut others = text.chars();
            let same = others.next().is_some_and(|it| it == first || first == '?');
            same && matches(characters.as_str(), others.as_str())
        }
    }
}

#[test]
fn patterns() {
    assert!(matches("method *::to_?e_bytes", "method i8::to_be_bytes"));
    assert!(matches("impl * for &", "impl std::ops::Add for &"));
    assert!(!matches("impl * for &", "impl std::ops::Add for &x"));
}

#[test]
fn every_deviation_is_one() {
    let model = project(StdChoice::Model, "").expect("needs no source");
    let snapshot = model.snapshot();
    let mut library = Library::new(snapshot.db(), program(&model, &snapshot));
    let mut same = Library::new(snapshot.db(), program(&model, &snapshot));
    library.pair(&mut same);
    let table = attach_db(snapshot.db(), || library.table());
    for pattern in DEVIATIONS.iter().flat_map(|(patterns, _)| *patterns) {
        assert!(
            table.keys().any(|key| matches(pattern, key)),
            "{pattern} is of no use"
        );
    }
}

/// What a signature of a method of `Type<primitive>` is for all of them: the model has one method where the
/// real library has one per primitive type.
fn generalised(signature: &str) -> Option<String> {
    let (head, _) = signature.strip_prefix("for ")?.split_once('>')?;
    let (_, primitive) = head.split_once('<')?;
    primitive
        .chars()
        .all(char::is_alphanumeric)
        .then(|| text::replace_word(signature, primitive, "#0"))
}

fn differences(model: &Table, real: &Table) -> String {
    let mut found = String::new();
    for (key, signatures) in model.iter().filter(|(key, _)| !deviates(key)) {
        let Some(known) = real.get(key) else {
            writeln!(found, "{key}: not in the real library").expect("a string takes it");
            continue;
        };
        let general: BTreeSet<String> = known.iter().filter_map(|it| generalised(it)).collect();
        for signature in signatures
            .difference(known)
            .filter(|it| !general.contains(*it))
        {
            let known: Vec<_> = known.iter().map(String::as_str).take(6).collect();
            let known = known.join("\n    real:  ");
            writeln!(found, "{key}\n    model: {signature}\n    real:  {known}")
                .expect("a string takes it");
        }
    }
    let complete = |key: &&String| {
        COMPLETE
            .iter()
            .any(|of| key.starts_with(&format!("impl {of} for ")))
    };
    for key in real.keys().filter(complete).filter(|key| !deviates(key)) {
        for missing in real[key]
            .iter()
            .filter(|it| !model.get(key).is_some_and(|has| has.contains(*it)))
        {
            writeln!(found, "{key}: the model lacks {missing}").expect("a string takes it");
        }
    }
    found
}

/// What the release that the model is of has, and those before it do not.
const NEWEST: &str = "type core::sync::atomic::Atomic";

#[test]
fn signatures_are_the_real_ones() {
    let Some(real) = project(StdChoice::Source, "") else {
        return;
    };
    let model = project(StdChoice::Model, "").expect("needs no source");
    let (real_snapshot, model_snapshot) = (real.snapshot(), model.snapshot());
    let mut real_library = Library::new(real_snapshot.db(), program(&real, &real_snapshot));
    let mut library = Library::new(model_snapshot.db(), program(&model, &model_snapshot));
    library.pair(&mut real_library);
    let model_table = attach_db(model_snapshot.db(), || library.table());
    let real_table = attach_db(real_snapshot.db(), || real_library.table());
    if !real_table.contains_key(NEWEST) {
        println!(
            "skipped: the library's source is of an older release than the model, it has no {NEWEST}"
        );
        return;
    }
    let found = differences(&model_table, &real_table);
    println!("{} keys compared", model_table.len());
    assert!(found.is_empty(), "\n{found}");
}

/// Aliases for every type that both libraries have, filled with types of each kind of thread safety.
fn aliases(types: &BTreeMap<String, Adt>, db: &dyn HirDatabase) -> String {
    let arguments = [
        "u8",
        "std::rc::Rc<u8>",
        "std::cell::Cell<u8>",
        "std::sync::MutexGuard<'static, u8>",
        "Box<u8>",
    ];
    let mut text = String::new();
    let types = types
        .iter()
        .filter(|(path, _)| !BOUNDED.contains(&path.as_str()));
    for (index, (path, adt)) in types.enumerate() {
        let params = GenericDef::Adt(*adt).params(db);
        let has_types = params
            .iter()
            .any(|it| matches!(it, GenericParam::TypeParam(_)));
        let arguments = if has_types {
            &arguments[..]
        } else {
            &arguments[..1]
        };
        for (variant, argument) in arguments.iter().enumerate() {
            let args = params.iter().filter_map(|param| match param {
                GenericParam::LifetimeParam(_) => Some("'static"),
                GenericParam::TypeParam(it) if it.default(db).is_some() => None,
                GenericParam::TypeParam(_) => Some(*argument),
                GenericParam::ConstParam(_) => Some("3"),
            });
            let args: Vec<_> = args.collect();
            let args = if args.is_empty() {
                String::new()
            } else {
                format!("<{}>", args.join(", "))
            };
            writeln!(text, "type T{index}_{variant} = {path}{args};").expect("a string takes it");
        }
    }
    text
}

/// What holds of each alias: `Copy`, `Send`, `Sync`, `Unpin`, and whether it has something to drop.
fn properties(project: &Project) -> BTreeMap<String, String> {
    let snapshot = project.snapshot();
    let db = snapshot.db();
    let program = program(project, &snapshot);
    let library = Library::new(db, program);
    let find = |path: &str| -> Trait {
        let defs = &library.paths[path];
        let found = defs.iter().find_map(|def| match def {
            ModuleDef::Trait(it) => Some(*it),
            _ => None,
        });
        found.expect("is a trait")
    };
    let marks =
        ["Copy", "Send", "Sync", "Unpin"].map(|name| (name, find(&format!("std::marker::{name}"))));
    attach_db(db, || {
        let aliases = program
            .declarations(db)
            .into_iter()
            .filter_map(|def| match def {
                ModuleDef::TypeAlias(it) => Some(it),
                _ => None,
            });
        let describe = |ty: Type<'_>| {
            let marks = marks.iter().filter(|(_, of)| ty.impls_trait(db, *of, &[]));
            let marks: Vec<_> = marks.map(|(name, _)| *name).collect();
            format!("{}, {:?}", marks.join(" "), ty.drop_glue(db))
        };
        let described = aliases.map(|it| (it.name(db).as_str().to_owned(), describe(it.ty(db))));
        described.collect()
    })
}

#[test]
fn copy_drop_and_thread_safety_are_the_real_ones() {
    let Some(real) = project(StdChoice::Source, "") else {
        return;
    };
    let model = project(StdChoice::Model, "").expect("needs no source");
    let text = {
        let (real_snapshot, model_snapshot) = (real.snapshot(), model.snapshot());
        let mut real_library = Library::new(real_snapshot.db(), program(&real, &real_snapshot));
        let mut library = Library::new(model_snapshot.db(), program(&model, &model_snapshot));
        library.pair(&mut real_library);
        attach_db(model_snapshot.db(), || {
            aliases(&library.types(), model_snapshot.db())
        })
    };
    let lines: BTreeMap<&str, &str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("type ")?.split_once(" = "))
        .collect();
    let of = |mut project: Project| {
        project.set_text(Path::new("program.rs"), Some(text.clone()));
        properties(&project)
    };
    let (model, real) = (of(model), of(real));
    let mut found = String::new();
    for (name, has) in &model {
        if has != &real[name] {
            writeln!(
                found,
                "{}\n    model: {has}\n    real:  {}",
                lines[&**name], real[name]
            )
            .expect("a string takes it");
        }
    }
    println!("{} types compared", model.len());
    assert!(found.is_empty(), "\n{found}");
}

#[test]
fn variances_and_what_a_drop_uses_are_the_real_ones() {
    let Some(real) = project(StdChoice::Source, "") else {
        return;
    };
    let model = project(StdChoice::Model, "").expect("needs no source");
    let (real_snapshot, model_snapshot) = (real.snapshot(), model.snapshot());
    let (real_db, db) = (real_snapshot.db(), model_snapshot.db());
    let mut real_library = Library::new(real_db, program(&real, &real_snapshot));
    let mut library = Library::new(db, program(&model, &model_snapshot));
    library.pair(&mut real_library);
    let describe = |db, types: BTreeMap<String, Adt>| -> BTreeMap<String, String> {
        attach_db(db, || {
            types
                .into_iter()
                .map(|(path, adt)| (path, drops::describe(db, adt)))
                .collect()
        })
    };
    let model = describe(db, library.types());
    let real = describe(real_db, real_library.types());
    let mut found = String::new();
    let excluded =
        |path: &str| BOUNDED.contains(&path) || RECURSIVE.iter().any(|it| matches(it, path));
    for (path, has) in model.iter().filter(|(path, _)| !excluded(path)) {
        if has != &real[path] {
            writeln!(found, "{path}\n    model: {has}\n    real:  {}", real[path])
                .expect("a string takes it");
        }
    }
    println!("{} types compared", model.len());
    assert!(found.is_empty(), "\n{found}");
}
