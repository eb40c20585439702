//! Every fix that is offered, applied to its program and compiled.

use std::fmt::Write as _;

use ownlens::explain::fixes::Fix;

use super::{Checker, Program, directory, programs, rustc};

/// The share of fixes after which the error is gone and no other has come, in hundredths.
const SHARE: usize = 95;

#[test]
fn fixes_compile() {
    if !rustc::is_there() {
        println!("skipped: there is no rustc");
        return;
    }
    let mut checker = Checker::new();
    let (mut good, mut all) = (0, 0);
    let mut report = String::new();
    for program in programs(&directory()) {
        // Each fix stands for itself, so that one that fails hides no other.
        let before = program.errors();
        for finding in checker.findings(&program.text) {
            for fix in &finding.fixes {
                all += 1;
                let fixed = Program {
                    name: program.name.clone(),
                    text: applied(&program.text, fix),
                };
                let after = fixed.errors();
                if after.len() < before.len() {
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
    println!("{good} of {all} fixes compile\n{report}");
    assert!(all > 50, "{all} fixes");
    assert!(good * 100 >= all * SHARE, "{good} of {all}:\n{report}");
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
