//! `ownlens explain` where there is nothing to explain.

use crate::program::Place;

const PROGRAM: &str =
    "const N: usize = 3;\n\nfn keep(v: Vec<i32>) {\n    let w = v;\n    unknown(w);\n}\n";

#[test]
fn explains() {
    let place = Place::with(&[("a.rs", PROGRAM)]);
    let run = place.run(&["explain", "a.rs:4:13"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert!(
        run.out.starts_with("`v` is moved into `w`\n"),
        "{}",
        run.out
    );
}

#[test]
fn says_why_not() {
    let place = Place::with(&[("a.rs", PROGRAM)]);
    let silent = |at: &str, sentence: &str| {
        let run = place.run(&["explain", at]);
        assert_eq!(run.err, format!("ownlens: {sentence}\n"));
        assert_eq!((run.status, run.out.as_str()), (1, ""));
    };
    silent("a.rs:1:18", "a.rs:1:18: nothing happens to a value here");
    silent(
        "a.rs:2:1",
        "a.rs:2:1: there is no function, constant or static here",
    );
}

#[test]
fn refuses_in_one_sentence() {
    let place = Place::with(&[("a.rs", PROGRAM), ("src/notes.txt", "")]);
    let refused = |at: &str, sentence: &str| place.run(&["explain", at]).refused(sentence);
    refused("a.rs:90:1", "a.rs: there is no line 90");
    refused("a.rs:1:90", "a.rs: there is no column 90 in line 1");
    refused("gone.rs:1:1", "gone.rs: no such file or directory");
    refused("src:1:1", "src: is a directory, not a Rust source file");
}
