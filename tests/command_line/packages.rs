//! Packages that are incomplete, and a Cargo that is missing or fails.

use crate::program::{Place, no_programs, ran};

const MANIFEST: &str = "[package]\nname = \"demo\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
const LIBRARY: &str = "mod inner;\npub fn outer(pair: inner::Pair) -> inner::Pair { pair }\n";
const INNER: &str = "pub struct Pair(String, String);\n";

fn package(manifest: &str) -> Place {
    Place::with(&[
        ("Cargo.toml", manifest),
        ("src/lib.rs", LIBRARY),
        ("src/inner.rs", INNER),
        ("src/unused.rs", "fn nobody_mentions_this() {}\n"),
        ("tests/whole.rs", "fn helper(text: String) { drop(text) }\n"),
    ])
}

#[test]
fn every_target_that_the_module_tree_reaches() {
    let run = package(MANIFEST).run(&["facts", "."]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let mut files: Vec<String> = run
        .objects()
        .iter()
        .map(|it| format!("{}", it["file"]))
        .collect();
    files.sort();
    assert_eq!(files, ["\"src/lib.rs\"", "\"tests/whole.rs\""]);
}

#[test]
fn nothing_is_written_into_the_package() {
    let place = package(MANIFEST);
    place.run(&["facts", "."]);
    for made in ["Cargo.lock", "target"] {
        assert!(!place.path().join(made).exists(), "{made}");
    }
}

#[test]
fn without_cargo_a_file_is_analysed_alone() {
    let place = package(MANIFEST);
    let without_cargo = |path: &str| {
        let mut command = place.command(&["facts", path, "--std", "model"]);
        command.env_remove("CARGO").env_remove("CARGO_HOME");
        let home = place.path().join("home");
        ran(command
            .env("PATH", no_programs())
            .env("HOME", home)
            .output())
    };
    let package = without_cargo(".");
    assert_eq!((package.status, package.out.as_str()), (2, ""));
    assert!(
        package
            .err
            .contains("this package needs Cargo, which could not be run"),
        "{}",
        package.err
    );
    let file = without_cargo("src/lib.rs");
    assert_eq!(file.status, 2);
    assert_eq!(file.objects().len(), 1, "what can be analysed is");
    let start = "ownlens: the file is analysed without its package:";
    assert!(file.err.starts_with(start), "{}", file.err);
    assert_eq!(file.err.lines().count(), 1);
}

#[test]
fn a_manifest_that_cargo_refuses() {
    let place = package("[package]\nname = \"demo\"\n[dependencies\n");
    let run = place.run(&["facts", "."]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(
        run.err.contains("Cargo could not read the package"),
        "{}",
        run.err
    );
    assert_eq!(run.err.lines().count(), 1);
}

#[test]
fn a_dependency_that_cannot_be_had() {
    let place = package(&format!(
        "{MANIFEST}[dependencies]\ngone = {{ path = \"gone\" }}\n"
    ));
    let run = place.run(&["facts", ".", "--offline"]);
    assert_eq!(run.status, 2);
    assert_eq!(run.function("demo::outer")["file"], "src/lib.rs");
    let start = "ownlens: the package's dependencies are unknown:";
    assert!(run.err.starts_with(start), "{}", run.err);
}

#[test]
fn a_file_that_is_not_utf_8_costs_itself_alone() {
    let place = package(MANIFEST);
    place.write("src/inner.rs", b"pub struct Pair; // caf\xe9\n");
    let run = place.run(&["facts", "."]);
    assert_eq!(run.status, 2);
    assert!(
        run.err
            .contains("inner.rs: is not valid UTF-8 and is left out")
    );
    assert_eq!(run.function("whole::helper")["file"], "tests/whole.rs");
}
