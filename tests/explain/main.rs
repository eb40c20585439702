//! Explanations of real code: by the library for everything in the fixtures, and by the command.

mod hovers;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use ownlens::{
    engine::{self, FileFacts},
    explain::{self, Terminal, hint},
    facts::{Facts, Located},
    project::{Options, Project, outline::SourceText},
};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures")
}

/// One project whose text is each fixture in turn: the standard library is loaded once.
fn for_each_fixture(mut check: impl FnMut(&str, &FileFacts)) {
    let name = Path::new("fixture.rs");
    let mut project = Project::from_text("fixture.rs", "", &Options::default()).expect("a project");
    let mut paths: Vec<PathBuf> = fs::read_dir(fixtures())
        .expect("fixtures")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|it| it == "rs"))
        .collect();
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(&path).expect("UTF-8");
        project.set_text(name, Some(text));
        let file = project.file(name).expect("the file");
        let facts = engine::file_facts(&project.snapshot(), file).expect("facts");
        check(&path.to_string_lossy(), &facts);
    }
}

#[test]
fn everything_is_explained() {
    let (mut places, mut hints) = (0, 0);
    for_each_fixture(|name, file| {
        for body in &file.bodies {
            places += check_places(name, &file.text, &body.facts);
            hints += check_hints(name, &file.text, &body.facts);
        }
    });
    assert!(
        places > 1000 && hints > 300,
        "{places} places, {hints} hints"
    );
}

/// Whatever happens anywhere has an explanation there, and no markup shows in what is printed.
fn check_places(name: &str, text: &SourceText, facts: &Facts<Located>) -> usize {
    let events = facts.events.iter().map(|event| event.at.span.start);
    let values = facts.values.iter().map(|value| value.declared.span.start);
    let offsets: Vec<u32> = events.chain(values).collect();
    for &offset in &offsets {
        let found = explain::explain(facts, text, offset);
        let found = found.unwrap_or_else(|| panic!("{name}: nothing at {offset}"));
        let markdown = explain::markdown(&found);
        assert!(
            markdown.starts_with("**") || markdown.starts_with("The "),
            "{markdown}"
        );
        let options = Terminal {
            path: name,
            text,
            colour: false,
        };
        let terminal = explain::terminal(&found, options);
        let marked = |text: &str| text.contains(|it: char| it.is_control() && it != '\n');
        assert!(!marked(&markdown) && !marked(&terminal), "{terminal:?}");
    }
    offsets.len()
}

/// Every hint stands on a character boundary, names something, and can be explained.
fn check_hints(name: &str, text: &SourceText, facts: &Facts<Located>) -> usize {
    let hints = hint::hints(facts, text, hint::Style::Symbols);
    for hint in &hints {
        assert!(text.is_char_boundary(hint.at as usize), "{name}");
        let label: String = hint.label.iter().map(|it| it.text.as_str()).collect();
        assert!(!label.trim().is_empty(), "{name}");
        let found = explain::explain_events(facts, text, &hint.events);
        assert!(found.is_some(), "{name}: {label}");
    }
    hints.len()
}

fn run(place: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ownlens"))
        .args(["explain", place])
        .current_dir(fixtures())
        .output()
        .expect("the command runs")
}

#[test]
fn command_explains_a_move() {
    let out = run("moves.rs:31:10");
    let text = String::from_utf8(out.stdout).expect("UTF-8");
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    assert!(
        text.starts_with("`c` is moved into `take`'s parameter `_value: T`\n"),
        "{text}"
    );
    assert!(text.contains("--> moves.rs:31:10"), "{text}");
}

#[test]
fn command_says_what_is_wrong() {
    for (place, status, message) in [
        ("missing.rs:1:1", 2, "missing.rs: no such file"),
        ("moves.rs:1", 2, "FILE:LINE:COLUMN"),
        ("moves.rs:9999:1", 2, "no line 9999"),
        ("moves.rs:1:1", 1, "no function, constant or static"),
    ] {
        let out = run(place);
        let error = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(status), "{place}: {error}");
        assert!(error.contains(message), "{place}: {error}");
        assert!(out.stdout.is_empty(), "{place}");
    }
}
