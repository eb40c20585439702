//! How long an editor waits: the server over its standard streams, from a keystroke to the answer.
//!
//! The time of three files of the package, and the memory that stays.

mod server;

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::support::figures::{Times, heading, line, mebibytes, milliseconds};
use crate::support::package::Package;
use crate::support::process;
use server::{Document, Server};

/// Keystrokes for each figure.
const KEYS: usize = 200;

/// Keystrokes of an hour of typing, at one in two seconds.
const HOUR: usize = 1_800;

/// Lines that an editor shows at once.
const WINDOW: usize = 60;

/// Files of the package with a function each whose body is typed in, and a value in it.
const FILES: [(&str, &str, &str); 3] = [
    (
        "crates/core/flags/mod.rs",
        "fn doc_variable(&self) -> Option<&'static str> {\n",
        "self",
    ),
    (
        "crates/core/flags/hiargs.rs",
        "fn matcher_rust(&self) -> anyhow::Result<PatternMatcher> {\n",
        "builder",
    ),
    (
        "crates/core/flags/defs.rs",
        "fn test_after_context() {\n",
        "args",
    ),
];

/// Measures all files.
pub fn run(package: &Package) -> Result<()> {
    FILES
        .iter()
        .try_for_each(|(file, function, value)| measure(package, file, function, value))
}

/// Everything about one file, with a server of its own.
fn measure(package: &Package, file: &str, function: &str, value: &str) -> Result<()> {
    let path = package.path().join(file);
    let text = fs::read_to_string(&path)?;
    heading(&format!("{file}, {} lines", text.lines().count()));
    let start = Instant::now();
    let mut server = Server::start()?;
    let mut document = server.open(&path, text)?;
    server.wait_for_hints(&document)?;
    report("first hints after the start", start.elapsed());
    server.wait_until_loaded()?;
    server.wait_for_hints(&document)?;
    report("final hints after the start", start.elapsed());

    let at = document.text.find(function).context("the function")? + function.len();
    let value = at + document.text[at..].find(value).context("the value")?;
    line(
        "memory, idle",
        &mebibytes(process::memory(server.id(), true)),
    );
    let (row, _) = document.place(at);
    let window = document.lines(row.saturating_sub(WINDOW / 2), row + WINDOW / 2);
    let hour = window.clone();
    let whole = document.lines(0, document.text.lines().count());
    let asked = [
        (
            "keystroke to hints of the window",
            "textDocument/inlayHint",
            window,
        ),
        (
            "keystroke to hints of the file",
            "textDocument/inlayHint",
            whole,
        ),
        (
            "keystroke to hover",
            "textDocument/hover",
            document.position(at),
        ),
        ("keystroke to lenses", "textDocument/codeLens", json!({})),
        (
            "keystroke to regions",
            "ownlens/regions",
            document.position(value),
        ),
        (
            "keystroke to errors of the file",
            "textDocument/diagnostic",
            json!({}),
        ),
    ];
    for (what, method, parameters) in asked {
        let times = keystrokes(&mut server, &mut document, at, KEYS, method, &parameters)?;
        line(what, &percentiles(&times));
    }
    let mut hover = Times::default();
    for _ in 0..KEYS {
        let start = Instant::now();
        server.ask("textDocument/hover", &document, &document.position(at))?;
        hover.add(start.elapsed());
    }
    line("hover without an edit", &percentiles(&hover));
    let before = process::memory(server.id(), true);
    line("memory after these", &mebibytes(before));
    let method = "textDocument/inlayHint";
    keystrokes(&mut server, &mut document, at, HOUR, method, &hour)?;
    line(
        "memory after an hour of typing",
        &mebibytes(process::memory(server.id(), true)),
    );
    server.end()
}

/// Types letters of a statement and takes them out again, and asks after each.
fn keystrokes(
    server: &mut Server,
    document: &mut Document,
    at: usize,
    keys: usize,
    method: &str,
    parameters: &Value,
) -> Result<Times> {
    const TYPED: &str = "let typed = String::new(); drop(typed);";
    let mut times = Times::default();
    let mut typed = 0;
    for _ in 0..keys {
        let start = Instant::now();
        if typed == TYPED.len() {
            server.edit(document, at, at + typed, "")?;
            typed = 0;
        } else {
            server.edit(document, at + typed, at + typed, &TYPED[typed..=typed])?;
            typed += 1;
        }
        server.ask(method, document, parameters)?;
        times.add(start.elapsed());
    }
    server.edit(document, at, at + typed, "")?;
    Ok(times)
}

fn report(what: &str, time: Duration) {
    line(what, &format!("{} ms", milliseconds(time)));
}

fn percentiles(times: &Times) -> String {
    format!(
        "{} ms  (95th percentile {})",
        milliseconds(times.median()),
        milliseconds(times.percentile(95))
    )
}
