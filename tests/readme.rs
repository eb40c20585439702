//! README.md and the guide say what is true: their commands are the ones that run here, with that output.
//!
//! `UPDATE_EXPECT=1` writes the guide's outputs anew, for a person to read.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a workspace")
        .to_owned()
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).expect("UTF-8")
}

/// The fenced blocks of README.md with their language.
fn blocks() -> Vec<(String, String)> {
    let readme = read("README.md");
    let parts: Vec<&str> = readme.split("```").collect();
    let fenced = parts.iter().skip(1).step_by(2);
    fenced
        .map(|block| block.split_once('\n').expect("a language"))
        .map(|(language, text)| (language.to_owned(), text.to_owned()))
        .collect()
}

/// The block that is only reached through `cargo run`, and the output that follows it.
fn main_job() -> (Vec<String>, String) {
    let blocks = blocks();
    let at = blocks
        .iter()
        .position(|(_, text)| text.starts_with("cargo run -p ownlens -- "))
        .expect("the command of the main job");
    let words = blocks[at]
        .1
        .trim()
        .trim_start_matches("cargo run -p ownlens -- ");
    let words = words.split_whitespace().map(str::to_owned).collect();
    (words, blocks[at + 1].1.clone())
}

#[test]
fn the_main_job_prints_what_it_says() {
    let (words, expected) = main_job();
    for std in ["auto", "model"] {
        let output = Command::new(env!("CARGO_BIN_EXE_ownlens"))
            .args(&words)
            .args(["--std", std])
            .current_dir(root())
            .output()
            .expect("the program runs");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert_eq!(
            String::from_utf8_lossy(&output.stdout),
            expected,
            "--std {std}"
        );
    }
}

/// What a command of the guide prints on standard output.
fn printed(command: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_ownlens"))
        .args(command.split_whitespace().skip(1))
        .args(["--std", "model"])
        .current_dir(root())
        .output()
        .expect("the program runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_guides_programs_are_explained_as_it_says() {
    let page = read("docs/guide.md");
    let mut parts: Vec<String> = page.split("```").map(str::to_owned).collect();
    let mut count = 0;
    for at in (1..parts.len()).step_by(4) {
        let command = parts[at].strip_prefix("sh\nownlens ").expect("a command");
        parts[at + 2] = format!("text\n{}", printed(&format!("ownlens {command}")));
        count += 1;
    }
    assert!(count > 5, "{count} commands");
    expect_test::expect_file![root().join("docs/guide.md")].assert_eq(&parts.join("```"));
}

#[test]
fn continuous_integration_runs_the_command_of_the_tests() {
    let blocks = blocks();
    let tests: Vec<&str> = blocks
        .iter()
        .filter(|(language, text)| language == "sh" && text.starts_with("cargo test"))
        .map(|(_, text)| text.trim())
        .collect();
    assert_eq!(tests.len(), 1, "one command passes the tests: {tests:?}");
    let script = read(".ci/run");
    let last = script.lines().rev().find(|line| !line.trim().is_empty());
    assert_eq!(last, Some(tests[0]));
}

#[test]
fn every_command_that_is_listed_exists() {
    let readme = read("README.md");
    let listed = readme
        .lines()
        .filter_map(|line| line.strip_prefix("| `ownlens "));
    let names: Vec<&str> = listed
        .filter_map(|rest| rest.split([' ', '`']).next())
        .collect();
    assert!(names.len() > 2, "{names:?}");
    for name in names {
        let output = Command::new(env!("CARGO_BIN_EXE_ownlens"))
            .args([name, "--help"])
            .output()
            .expect("the program runs");
        assert!(output.status.success(), "{name}");
    }
}

#[test]
fn links_lead_to_files() {
    for page in ["README.md", "docs/architecture.md", "docs/guide.md"] {
        let text = read(page);
        let directory = root().join(page).parent().expect("a directory").to_owned();
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            if !link.contains("://") {
                assert!(directory.join(link).exists(), "{page}: {link}");
            }
        }
    }
}
