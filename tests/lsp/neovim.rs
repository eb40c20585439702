//! A real editor without our code in it: Neovim.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

const PROGRAM: &str = "\
fn take(items: Vec<u8>) {}
fn main() {
    let (v, crab) = (vec![1], String::from(\"\u{1F980}\"));
    take(v);
    take(v);
}
";

/// The oldest Neovim with `vim.lsp.config`.
const OLDEST: (u32, u32) = (0, 11);

/// The editor, if a usable one is installed: the one that `NVIM` names, or `nvim`.
fn editor() -> Option<OsString> {
    let program = env::var_os("NVIM").unwrap_or_else(|| "nvim".into());
    let output = Command::new(&program).arg("--version").output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let version = said.lines().next()?.strip_prefix("NVIM v")?;
    let mut numbers = version.split('.').map(|it| it.parse::<u32>());
    let version = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    (version >= OLDEST).then_some(program)
}

#[test]
fn neovim_shows_what_the_server_says() {
    let Some(editor) = editor() else {
        eprintln!(
            "skipped: no Neovim {}.{} or later here (`nvim`, or what NVIM names)",
            OLDEST.0, OLDEST.1
        );
        return;
    };
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("main.rs");
    std::fs::write(&file, PROGRAM).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/lsp/neovim.lua");
    let output = Command::new(editor)
        .args(["--clean", "--headless", "-S"])
        .arg(script)
        .env("OWNLENS", env!("CARGO_BIN_EXE_ownlens"))
        .env("OWNLENS_FILE", &file)
        .env("XDG_STATE_HOME", directory.path())
        .env("XDG_DATA_HOME", directory.path())
        .env("XDG_CONFIG_HOME", directory.path())
        .current_dir(directory.path())
        .output()
        .expect("the editor runs");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(output.status.success() && said.contains("fine"), "{said}");
}
