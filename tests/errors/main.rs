//! Ownership errors, against rustc's own diagnostics: those of the programs in `fixtures/errors`, and of the
//! examples in rustc's explanations of its error codes, erroneous and corrected ones.

mod fixes;
mod half_typed;
mod rustc;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use ownlens::{
    engine,
    project::{Edition, Options, Project, StdChoice},
    report::{self, Finding},
};

use rustc::{Diagnostic, Program};

/// The codes that Ownlens reports.
const CODES: [&str; 30] = [
    "E0106", "E0309", "E0310", "E0373", "E0381", "E0382", "E0384", "E0499", "E0500", "E0501",
    "E0502", "E0503", "E0505", "E0506", "E0507", "E0508", "E0509", "E0510", "E0515", "E0521",
    "E0524", "E0594", "E0596", "E0597", "E0621", "E0700", "E0712", "E0713", "E0716", "",
];

/// Those of which only the errors inside of bodies are reported: the examples are about declarations.
const INSIDE_BODIES: [&str; 2] = ["E0309", "E0310"];

/// The name under which programs are analysed.
const FILE: &str = "program.rs";

/// A project whose text is each program in turn: the standard library is loaded once.
struct Checker(Project);

impl Checker {
    fn new() -> Checker {
        Checker::with_std(StdChoice::Auto)
    }

    fn with_std(std: StdChoice) -> Checker {
        let options = Options {
            edition: Some(Edition::Edition2021),
            std,
            ..Options::default()
        };
        Checker(Project::from_text(FILE, "", &options).expect("a project"))
    }

    fn findings(&mut self, text: &str) -> Vec<Finding> {
        let path = Path::new(FILE);
        self.0.set_text(path, Some(text.to_owned()));
        let file = self.0.file(path).expect("the file");
        let facts = engine::file_facts(&self.0.snapshot(), file).expect("facts");
        assert!(facts.failures.is_empty(), "{:?}", facts.failures);
        report::findings(FILE, &facts)
    }

    fn errors(&mut self, text: &str) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> = self
            .findings(text)
            .into_iter()
            .map(|finding| Diagnostic {
                code: finding.complaint.code.unwrap_or_default().to_owned(),
                range: finding.range,
                message: finding.complaint.message.plain(),
            })
            .collect();
        found.sort();
        found.dedup_by(|next, first| next.is_at(first));
        found
    }
}

/// `fixtures/errors`, whose programs break the rules that are checked.
fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/errors")
}

/// The programs in a directory.
fn programs(directory: &Path) -> Vec<Program> {
    let mut paths: Vec<_> = fs::read_dir(directory)
        .expect("fixtures")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "rs"));
    paths.sort();
    let program = |path: &std::path::PathBuf| Program {
        name: path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into(),
        text: fs::read_to_string(path).expect("UTF-8"),
    };
    paths.iter().map(program).collect()
}

/// What one side has and the other has not.
fn difference(program: &Program, expected: &[Diagnostic], found: &[Diagnostic]) -> String {
    let missing = expected
        .iter()
        .filter(|it| !found.iter().any(|other| other.is_at(it)))
        .map(|it| format!("{}: - {it}\n", program.name));
    let extra = found
        .iter()
        .filter(|it| !expected.iter().any(|other| other.is_at(it)))
        .map(|it| format!("{}: + {it}\n", program.name));
    missing.chain(extra).collect()
}

#[test]
fn programs_are_judged_as_by_rustc() {
    if !rustc::is_there() {
        println!("skipped: there is no rustc");
        return;
    }
    let mut checker = Checker::new();
    let mut report = String::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for program in programs(&directory()) {
        let expected = program.errors();
        let strange: Vec<_> = expected
            .iter()
            .filter(|it| !CODES.contains(&it.code.as_str()))
            .collect();
        assert!(strange.is_empty(), "{}: {strange:?}", program.name);
        for error in &expected {
            *counts.entry(error.code.clone()).or_default() += 1;
        }
        report += &difference(&program, &expected, &checker.errors(&program.text));
    }
    assert!(report.is_empty(), "\n{report}(- rustc's, + ours)");
    let few = |code: &&str| counts.get(*code).is_none_or(|&count| count < 5);
    let few: Vec<&str> = CODES.into_iter().filter(few).collect();
    assert!(few.is_empty(), "fewer than five of {few:?}: {counts:?}");
}

#[test]
fn examples_of_the_error_codes_are_judged_as_by_rustc() {
    if !rustc::is_there() {
        println!("skipped: there is no rustc");
        return;
    }
    let mut checker = Checker::new();
    let mut report = String::new();
    let codes = CODES.into_iter();
    let mut corrected = 0;
    for code in codes.filter(|code| !code.is_empty() && !INSIDE_BODIES.contains(code)) {
        let (mut wrong, mut right) = (0, 0);
        for program in rustc::examples(code) {
            let expected = program.errors();
            if expected.iter().any(|it| !CODES.contains(&it.code.as_str())) {
                continue;
            }
            wrong += usize::from(expected.iter().any(|it| it.code == code));
            right += usize::from(expected.is_empty());
            report += &difference(&program, &expected, &checker.errors(&program.text));
        }
        assert!(wrong > 0, "{code}: no wrong example");
        corrected += usize::from(right > 0);
    }
    // Of a few codes the explanation corrects nothing.
    assert!(
        corrected >= CODES.len() - 6,
        "{corrected} codes with a right example"
    );
    assert!(report.is_empty(), "\n{report}(- rustc's, + ours)");
}

/// Beside each program stands what is said about it.
#[test]
fn words_are_as_recorded() {
    let mut checker = Checker::new();
    for program in programs(&directory()) {
        let findings = checker.findings(&program.text);
        let shown: Vec<String> = findings
            .iter()
            .map(|finding| report::finding_text(finding, &program.text, false) + "\n")
            .collect();
        let path = directory().join(program.name.replace(".rs", ".txt"));
        expect_test::expect_file![path].assert_eq(&shown.join("\n"));
    }
}
