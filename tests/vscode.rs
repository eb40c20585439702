//! The VS Code extension: its own unit tests, run by Node. Where there is no Node the test says so.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

fn extension() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../editors/vscode")
}

/// Says something that is seen although the test passes: the harness does not capture this.
fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// The major version of the Node on this machine.
fn node() -> Option<u32> {
    let output = Command::new("node").arg("--version").output().ok()?;
    let version = String::from_utf8(output.stdout).ok()?;
    let major = version.trim().strip_prefix('v')?.split('.').next()?;
    major.parse().ok()
}

fn npm(words: &[&str]) {
    let output = Command::new("npm")
        .args(words)
        .current_dir(extension())
        .output()
        .expect("npm comes with Node");
    assert!(
        output.status.success(),
        "npm {words:?}\n{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn the_extension_passes_its_tests() {
    if node().is_none_or(|major| major < 20) {
        say("skipped: the extension's tests need Node 20 or newer");
        return;
    }
    if !extension().join("node_modules").exists() {
        npm(&["ci", "--ignore-scripts"]);
    }
    npm(&["test"]);
}
