//! Programs analysed with the model: every type in them is known.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    path::{Path, PathBuf},
};

use ra_ap_base_db::{FileId, relevant_crates};
use ra_ap_hir::{DisplayTarget, HirDisplay};
use ra_ap_hir_def::{
    DefWithBodyId, HasModule,
    expr_store::{Body, ExpressionStoreDiagnostics},
    nameres::crate_def_map,
};
use ra_ap_hir_expand::HirFileId;
use ra_ap_hir_ty::{InferenceResult, attach_db, db::HirDatabase, next_solver::Ty};
use ra_ap_span::Edition;
use ra_ap_syntax::TextRange;

use super::super::{Options, Project, StdChoice};
use crate::{facts::Span, flow};

/// What the model leaves open in a file, a line each.
fn problems(db: &dyn HirDatabase, file: FileId) -> String {
    let text = db.file_text(file).text(db).clone();
    let line = |range: TextRange| text[..usize::from(range.start())].matches('\n').count() + 1;
    let mut found = String::new();
    for &krate in relevant_crates(db, file) {
        for diagnostic in crate_def_map(db, krate).diagnostics() {
            writeln!(found, "{:?}", diagnostic.kind).expect("a string takes it");
        }
    }
    for body in flow::bodies(db, file, Span::ALL) {
        for (range, message) in attach_db(db, || body_problems(db, file, body.0)) {
            let place = match range {
                Some(range) => format!("{}: `{}`", line(range), &text[range]),
                None => flow::name(db, body),
            };
            writeln!(found, "{place}: {message}").expect("a string takes it");
        }
    }
    found
}

fn body_problems(
    db: &dyn HirDatabase,
    file: FileId,
    def: DefWithBodyId,
) -> Vec<(Option<TextRange>, String)> {
    let (body, map) = Body::with_source_map(db, def);
    let result = InferenceResult::of(db, def);
    let target = DisplayTarget::from_crate(db, def.module(db).krate(db));
    let written = |file_id: HirFileId, range: TextRange| {
        (file_id.file_id()?.file_id(db) == file).then_some(range)
    };
    let mut found = Vec::new();
    let mut unknown = |range, ty: Ty<'_>| {
        if ty.references_non_lt_error() {
            found.push((range, format!("type `{}`", ty.display(db, target))));
        }
    };
    for (expr, ty) in result.expression_types() {
        let range = map.expr_syntax(expr).ok();
        let range = range.and_then(|it| written(it.file_id, it.value.text_range()));
        unknown(range, ty);
    }
    for (pat, ty) in result.pattern_types() {
        let range = map.pat_syntax(pat).ok();
        let range = range.and_then(|it| written(it.file_id, it.value.text_range()));
        unknown(range, ty);
    }
    for (binding, ty) in result.binding_types() {
        let mut pats = map.patterns_for_binding(binding).iter();
        let syntax = pats.find_map(|&pat| map.pat_syntax(pat).ok());
        let range = syntax.and_then(|it| written(it.file_id, it.value.text_range()));
        unknown(range, ty);
    }
    for diagnostic in result.diagnostics() {
        found.push((None, format!("{diagnostic:?}")));
    }
    for diagnostic in map.diagnostics() {
        if !matches!(diagnostic, ExpressionStoreDiagnostics::InactiveCode { .. }) {
            found.push((None, format!("{diagnostic:?}")));
        }
    }
    let mut unvisited = vec![body.root_expr()];
    while let Some(expr) = unvisited.pop() {
        if !result.expression_types().any(|(known, _)| known == expr) {
            found.push((None, format!("no type for {:?}", body[expr])));
        }
        body.walk_child_exprs(expr, |child| unvisited.push(child));
    }
    found
}

/// A project with one file, whose text is replaced by one program after the other.
struct Checker {
    project: Project,
}

impl Checker {
    const FILE: &str = "program.rs";

    fn new(edition: Edition) -> Checker {
        let options = Options {
            std: StdChoice::Model,
            edition: Some(edition),
            ..Options::default()
        };
        let project = Project::from_text(Self::FILE, "", &options).expect("opens");
        Checker { project }
    }

    fn check(&mut self, text: String) -> String {
        self.project.set_text(Path::new(Self::FILE), Some(text));
        let file = self.project.sources()[0];
        problems(self.project.snapshot().db(), file)
    }
}

fn edition(text: &str) -> Edition {
    text.lines()
        .find_map(|line| line.strip_prefix("//@ edition: "))
        .map_or(Edition::Edition2024, |it| {
            it.trim().parse().expect("an edition")
        })
}

fn fixtures(directory: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(directory);
    let entries = std::fs::read_dir(root).expect("is readable");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("is readable").path())
        .filter(|path| path.extension().is_some_and(|it| it == "rs"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no programs in {directory}");
    files
}

fn check_all(directory: &str) {
    let mut checkers: BTreeMap<Edition, Checker> = BTreeMap::new();
    let mut report = String::new();
    for path in fixtures(directory) {
        let text = std::fs::read_to_string(&path).expect("is readable");
        let edition = edition(&text);
        let checker = checkers
            .entry(edition)
            .or_insert_with(|| Checker::new(edition));
        let problems = checker.check(text);
        if !problems.is_empty() {
            let name = path.file_name().expect("a file").to_string_lossy();
            write!(report, "--- {name}\n{problems}").expect("a string takes it");
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn a_program_with_an_unknown_type_is_reported() {
    let mut checker = Checker::new(Edition::Edition2024);
    let problems = checker.check("fn f() { let a = gone(); 1u8.no_such(); }".to_owned());
    assert!(problems.contains("type `{unknown}`"), "{problems}");
    assert!(problems.contains("UnresolvedMethodCall"), "{problems}");
}

#[test]
fn fixtures_have_known_types() {
    check_all("fixtures");
}

#[test]
fn programs_of_a_course_have_known_types() {
    check_all("fixtures/model");
}
