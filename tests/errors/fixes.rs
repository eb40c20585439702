//! Every fix that is offered, applied to its program and compiled.

use std::{collections::BTreeSet, fmt::Write as _, path::PathBuf};

use ownlens::explain::fixes::{Fix, FixKind};

use super::{
    Checker, Program, directory, programs,
    rustc::{self, Diagnostic},
};

/// The share of fixes after which the error is gone and no other has come, in hundredths.
const SHARE: usize = 95;

/// The kinds of fixes that the programs have to need.
const KINDS: [FixKind; 23] = [
    FixKind::Lend,
    FixKind::LendParameter,
    FixKind::Iterate,
    FixKind::Pattern,
    FixKind::Reborrow,
    FixKind::AsRef,
    FixKind::Take,
    FixKind::Clone,
    FixKind::CloneCaptured,
    FixKind::CopyOut,
    FixKind::Move,
    FixKind::Mutable,
    FixKind::FirstValue,
    FixKind::BindTemporary,
    FixKind::StoreArgument,
    FixKind::Split,
    FixKind::Reorder,
    FixKind::Delete,
    FixKind::KeepResult,
    FixKind::EndEarly,
    FixKind::DeclareEarlier,
    FixKind::Lifetime,
    FixKind::ReturnOwned,
];

/// Where programs with errors stand.
fn directories() -> [PathBuf; 2] {
    let errors = directory();
    [errors.clone(), errors.join("fixes")]
}

#[test]
fn fixes_compile() {
    if !rustc::is_there() {
        println!("skipped: there is no rustc");
        return;
    }
    let mut checker = Checker::new();
    let (mut good, mut all) = (0, 0);
    let mut kinds: BTreeSet<FixKind> = BTreeSet::new();
    let mut report = String::new();
    for program in directories().iter().flat_map(|it| programs(it)) {
        // Each fix stands for itself, so that one that fails hides no other.
        let before = program.errors();
        for finding in checker.findings(&program.text) {
            let complaint = &finding.complaint;
            let error = Diagnostic {
                code: complaint.code.unwrap_or_default().to_owned(),
                range: finding.range,
                message: String::new(),
            };
            for fix in &finding.fixes {
                all += 1;
                kinds.insert(fix.kind);
                let fixed = Program {
                    name: program.name.clone(),
                    text: applied(&program.text, fix),
                };
                if is_solved(&error, &before, &fixed.errors()) {
                    good += 1;
                } else {
                    let [line, column, ..] = finding.range;
                    let _ = writeln!(
                        report,
                        "{}:{line}:{column} {}",
                        program.name,
                        fix.title.plain()
                    );
                }
            }
        }
    }
    println!("{good} of {all} fixes compile: {kinds:?}\n{report}");
    assert!(all > 100, "{all} fixes");
    let missing: Vec<_> = KINDS.iter().filter(|it| !kinds.contains(it)).collect();
    assert!(missing.is_empty(), "never offered: {missing:?}");
    assert!(good * 100 >= all * SHARE, "{good} of {all}:\n{report}");
}

/// Whether the error is gone, and all that is left was there before. Lines may have moved, so that errors are
/// told apart by their words.
fn is_solved(error: &Diagnostic, before: &[Diagnostic], after: &[Diagnostic]) -> bool {
    let Some(at) = before.iter().position(|it| it.is_at(error)) else {
        return false;
    };
    let mut left: Vec<&Diagnostic> = before.iter().collect();
    left.remove(at);
    after.iter().all(|it| {
        let same = left
            .iter()
            .position(|other| other.code == it.code && other.message == it.message);
        same.map(|index| left.remove(index)).is_some()
    })
}

/// A program that is right has nothing to be fixed.
#[test]
fn no_fix_is_offered_without_an_error() {
    let mut checker = Checker::new();
    let fixtures = directory().join("..");
    let mut count = 0;
    for program in programs(&fixtures) {
        // Here programs are of edition 2021; those of a later one may break its rules.
        if program.text.contains("//@ edition: 2024") {
            continue;
        }
        let findings = checker.findings(&program.text);
        let offered: Vec<String> = findings
            .iter()
            .flat_map(|finding| &finding.fixes)
            .map(|fix| fix.title.plain())
            .collect();
        assert!(offered.is_empty(), "{}: {offered:?}", program.name);
        count += 1;
    }
    assert!(count > 30, "{count} programs");
}

/// The text with the fix's edits made, the last first.
fn applied(text: &str, fix: &Fix) -> String {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
    let mut text = text.to_owned();
    for edit in edits.into_iter().rev() {
        text.replace_range(edit.at.start as usize..edit.at.end as usize, &edit.text);
    }
    text
}
