//! Every fixture, against the expectations beneath its lines: nothing missing, nothing extra.
//!
//! `UPDATE_EXPECT=1` writes what the library says into the comments, for a person to read and judge;
//! `FIXTURE=name` runs one fixture only.

#[path = "support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use ownlens::project::StdChoice;

use support::comments::Commented;
use support::event::{Event, What};
use support::fixture::{self, Fixture};
use support::ownlens::{Answer, Ownlens};
use support::source::Source;

#[test]
fn with_the_standard_librarys_source() {
    check(StdChoice::Source);
}

#[test]
fn with_the_model_of_the_standard_library() {
    check(StdChoice::Model);
}

/// Compares all fixtures and reports every difference.
fn check(std: StdChoice) {
    let update = std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1");
    let mut ownlens = Ownlens::new(std);
    let mut report = String::new();
    for fixture in fixture::all() {
        let commented = Commented::parse(&fixture.text)
            .unwrap_or_else(|error| panic!("{}: {error}", fixture.name));
        assert!(
            update || !commented.events.is_empty(),
            "{}: no expectation, so nothing is checked",
            fixture.name
        );
        let source = Source::new(fixture.text.clone());
        let answers = match ownlens.answers(&fixture) {
            Ok(answers) => answers,
            Err(error) => {
                println!("skipped: {error}");
                return;
            }
        };
        for answer in &answers.answers {
            report.push_str(&misplaced(&fixture, &source, answer));
        }
        let found = answers.answers.into_iter().map(|answer| Event {
            live: answer.event.live.filter(|_| fixture.regions),
            ..answer.event
        });
        let listed = |event: &Event| {
            fixture.copies || event.what != What::Copy || commented.events.contains(event)
        };
        let found: Vec<Event> = found.filter(listed).collect();
        if update {
            std::fs::write(&fixture.path, commented.render(&found))
                .expect("the fixture is written");
        }
        for complaint in answers.complaints {
            let _ = writeln!(report, "fixtures/{}.rs:{complaint}", fixture.name);
        }
        report.push_str(&difference(&fixture, &commented, found));
    }
    assert!(
        report.is_empty(),
        "\n{report}\n(- expected, + found; UPDATE_EXPECT=1 writes what was found)"
    );
}

/// A complaint if the variable's declaration is not where its name stands.
fn misplaced(fixture: &Fixture, source: &Source, answer: &Answer) -> String {
    let (Some(declared), Some(variable)) = (answer.declared, answer.event.variable()) else {
        return String::new();
    };
    let text = source.text()[source.offset(declared)..].trim_start_matches("r#");
    if text.starts_with(variable.trim_start_matches("r#")) {
        return String::new();
    }
    format!(
        "fixtures/{}.rs:{declared}: `{variable}` is not declared here\n",
        fixture.name
    )
}

/// The lines whose expectations are not what was found, with both.
fn difference(fixture: &Fixture, commented: &Commented<'_>, found: Vec<Event>) -> String {
    let expected = commented.comments(&commented.events);
    let found = commented.comments(&found);
    let mut out = String::new();
    let lines: BTreeSet<u32> = expected.keys().chain(found.keys()).copied().collect();
    for line in lines {
        let none = Vec::new();
        let wanted = expected.get(&line).unwrap_or(&none);
        let got = found.get(&line).unwrap_or(&none);
        if wanted == got {
            continue;
        }
        let code = fixture
            .text
            .lines()
            .nth(line as usize - 1)
            .unwrap_or_default();
        let _ = writeln!(out, "fixtures/{}.rs:{line}\n    {code}", fixture.name);
        for comment in wanted.iter().filter(|comment| !got.contains(comment)) {
            let _ = writeln!(out, "  - {comment}");
        }
        for comment in got.iter().filter(|comment| !wanted.contains(comment)) {
            let _ = writeln!(out, "  + {comment}");
        }
    }
    out
}

/// Every fixture is in the table of rules, and every file that the table names is there.
#[test]
fn the_table_of_rules_is_complete() {
    let path = fixture::repository().join("docs/rules.md");
    let table = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let rows = table.lines().filter(|line| line.starts_with("| ")).skip(1);
    let mut named = BTreeSet::new();
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
        let [rule, source, files] = cells[..] else {
            panic!("not three columns: {row}")
        };
        assert!(
            !rule.trim().is_empty() && !source.trim().is_empty(),
            "an empty cell: {row}"
        );
        let files: Vec<&str> = files
            .split('`')
            .filter(|word| word.ends_with(".rs"))
            .collect();
        assert!(!files.is_empty(), "a rule without a fixture: {row}");
        named.extend(files.into_iter().map(String::from));
    }
    let there: BTreeSet<String> = std::fs::read_dir(fixture::directory())
        .expect("the fixtures' directory")
        .map(|entry| {
            entry
                .expect("an entry of it")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name.ends_with(".rs"))
        .collect();
    assert_eq!(named, there, "named in docs/rules.md, and in fixtures/");
}
