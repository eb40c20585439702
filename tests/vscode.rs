//! The VS Code extension: its own unit tests, and the packaged extension in a real workbench. Where Node or the
//! workbench is not there the tests say so, and fail if OWNLENS_WORKBENCH_TESTS is `required`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// Both tests build the extension in its directory.
static BUILD: Mutex<()> = Mutex::new(());

fn extension() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../editors/vscode")
}

/// A test cannot run. That is seen although it passes, for the harness does not capture this.
///
/// # Panics
/// If it has to run.
fn skip(why: &str) {
    let required = std::env::var("OWNLENS_WORKBENCH_TESTS").is_ok_and(|it| it == "required");
    assert!(!required, "{why}");
    let _ = writeln!(io::stderr(), "\nSKIPPED, NOT TESTED: {why}");
}

/// The major version of the Node on this machine.
fn node() -> Option<u32> {
    let output = Command::new("node").arg("--version").output().ok()?;
    let version = String::from_utf8(output.stdout).ok()?;
    let major = version.trim().strip_prefix('v')?.split('.').next()?;
    major.parse().ok()
}

fn run(program: &str, words: &[&str], environment: &[(&str, &str)]) {
    let output = Command::new(program)
        .args(words)
        .envs(environment.iter().copied())
        .current_dir(extension())
        .output()
        .expect("a program that is there");
    assert!(
        output.status.success(),
        "{program} {words:?}\n{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Whether there are npm and a Node that is new enough; then what the extension is built with is installed.
fn prepare() -> bool {
    if node().is_none_or(|major| major < 20) {
        skip("the extension's tests need Node 20 or newer");
        return false;
    }
    if Command::new("npm").arg("--version").output().is_err() {
        skip("the extension's tests need npm");
        return false;
    }
    if !extension().join("node_modules").exists() {
        run("npm", &["ci", "--ignore-scripts"], &[]);
    }
    true
}

#[test]
fn the_extension_passes_its_tests() {
    let _building = BUILD.lock().unwrap_or_else(PoisonError::into_inner);
    if prepare() {
        run("npm", &["test"], &[]);
    }
}

#[test]
fn the_extension_works_in_a_workbench() {
    let _building = BUILD.lock().unwrap_or_else(PoisonError::into_inner);
    if !prepare() {
        return;
    }
    let missing = Command::new("node")
        .arg("../../tests/vscode/missing.mjs")
        .current_dir(extension())
        .output()
        .expect("Node runs");
    if !missing.status.success() {
        let why = String::from_utf8_lossy(&missing.stdout);
        skip(&format!("the extension in a workbench: {}", why.trim()));
        return;
    }
    let server = env!("CARGO_BIN_EXE_ownlens");
    run(
        "node",
        &[
            "package.mjs",
            "--server",
            server,
            "--out",
            "dist/tested.vsix",
        ],
        &[],
    );
    let vsix = extension().join("dist/tested.vsix");
    let vsix = vsix.to_str().expect("UTF-8");
    let tests = "../../tests/vscode/extension.test.mjs";
    let words = ["--test", "--test-reporter=spec", tests];
    run("node", &words, &[("OWNLENS_VSIX", vsix)]);
}
