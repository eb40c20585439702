//! `ownlens facts` on files.

use std::process::Stdio;

use crate::program::{Place, no_programs, ran};

const MOVE: &str = "fn keep(v: Vec<i32>) { let w = v; drop(w) }\n";

#[test]
fn a_lone_file() {
    let place = Place::with(&[("lone.rs", MOVE)]);
    let run = place.run(&["facts", "lone.rs"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let function = run.function("lone::keep");
    assert_eq!(function["file"], "lone.rs");
    assert_eq!(function["version"], 1);
    let moved = |name: &str| {
        let events = function["events"].as_array().expect("events");
        events
            .iter()
            .any(|it| it["kind"] == "move" && it["place"] == name)
    };
    assert!(moved("v") && moved("w"), "{function}");
}

#[test]
fn raw_identifiers_are_named_as_in_mir() {
    let text = "fn f(r#type: (String, u8)) -> String { r#type.0 }";
    let place = Place::with(&[("lone.rs", text)]);
    let function = place.run(&["facts", "lone.rs"]).function("lone::f");
    assert_eq!(function["values"][0]["name"], "type");
    assert_eq!(function["events"][0]["place"], "type.0");
}

#[test]
fn needs_no_other_program() {
    let place = Place::with(&[("lone.rs", MOVE)]);
    let mut command = place.command(&["facts", "lone.rs", "--std", "model"]);
    let run = ran(command.env("PATH", no_programs()).output());
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert_eq!(run.objects().len(), 1);
}

#[test]
fn refuses_in_one_sentence() {
    let place = Place::with(&[("notes.txt", "no program"), ("empty/notes.txt", "")]);
    place.write("latin.rs", b"fn caf\xe9() {}\n");
    let refused = |path: &str, sentence: &str| place.run(&["facts", path]).refused(sentence);
    refused("gone.rs", "gone.rs: no such file or directory");
    refused("latin.rs", "latin.rs: is not valid UTF-8");
    refused("empty", "empty: there is no package here (no Cargo.toml)");
    refused(
        "notes.txt",
        "notes.txt: is not a Rust source file (.rs) or a directory",
    );
}

#[test]
fn says_that_the_source_is_missing() {
    let place = Place::with(&[("lone.rs", MOVE)]);
    let mut command = place.command(&["facts", "lone.rs", "--std", "source"]);
    let run = ran(command.args(["--std-source", "nowhere"]).output());
    assert_eq!(run.status, 2);
    assert_eq!(run.out, "");
    let sentence = "ownlens: the standard library's source is not installed (looked in nowhere";
    assert!(run.err.starts_with(sentence), "{}", run.err);
    assert_eq!(run.err.lines().count(), 1);
}

#[test]
fn goes_on_with_what_can_be_read() {
    let place = Place::with(&[("lone.rs", MOVE)]);
    let run = place.run(&["facts", "gone.rs", "lone.rs"]);
    run.refused("gone.rs: no such file or directory");
    assert_eq!(run.objects().len(), 1);
}

#[test]
fn a_reader_that_leaves_ends_it_quietly() {
    let many: String = (0..2000)
        .map(|n| format!("fn f{n}(v: Vec<u8>) {{ drop(v) }}\n"))
        .collect();
    let place = Place::with(&[("many.rs", &many)]);
    let mut command = place.command(&["facts", "many.rs", "--std", "model"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let run = ran(child.wait_with_output());
    assert_eq!((run.status, run.err.as_str()), (0, ""));
}
