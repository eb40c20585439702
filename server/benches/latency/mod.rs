//! How long an editor waits: the server over its standard streams, from a keystroke to the answer.
//!
//! The time of three files of the package, and the memory that stays.

mod server;

use std::fs;
use std::path::Path;
use std::process::Command;
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

/// What is asked after each keystroke.
struct Question {
    what: &'static str,
    method: &'static str,
    parameters: Value,
}

/// Measures all files; beside another language server, if one is named, what both can be asked.
pub fn run(package: &Package, beside: Option<&Path>) -> Result<()> {
    for (file, function, value) in FILES {
        measure(package, file, function, value)?;
        if let Some(other) = beside {
            measure_other(package, file, function, other)?;
        }
    }
    Ok(())
}

/// The same keystrokes for another server: hints of the same lines, and hover at the same place.
fn measure_other(package: &Package, file: &str, function: &str, program: &Path) -> Result<()> {
    heading(&format!("{file} in {}", program.display()));
    let command = Command::new(program);
    let (mut server, mut document) = opened(package, file, command)?;
    let at = offset(&document, function)?;
    for question in [hints_of_window(&document, at), hover(&document, at)] {
        let times = keystrokes(&mut server, &mut document, at, KEYS, &question)?;
        line(question.what, &percentiles(&times));
    }
    line("memory after these", &memory(&server));
    server.end()
}

/// A server with the file open and everything loaded; tells how long it took.
fn opened(package: &Package, file: &str, command: Command) -> Result<(Server, Document)> {
    let path = package.path().join(file);
    let text = fs::read_to_string(&path)?;
    let start = Instant::now();
    let mut server = Server::start(command, &package.path())?;
    let document = server.open(&path, text)?;
    server.wait_for_hints(&document)?;
    report("first hints after the start", start.elapsed());
    server.wait_until_loaded()?;
    server.wait_for_hints(&document)?;
    report("final hints after the start", start.elapsed());
    Ok((server, document))
}

/// Where the body of the function begins.
fn offset(document: &Document, function: &str) -> Result<usize> {
    let start = document.text.find(function).context("the function")?;
    Ok(start + function.len())
}

fn hints_of_window(document: &Document, at: usize) -> Question {
    let (row, _) = document.place(at);
    Question {
        what: "keystroke to hints of the window",
        method: "textDocument/inlayHint",
        parameters: document.lines(row.saturating_sub(WINDOW / 2), row + WINDOW / 2),
    }
}

fn hover(document: &Document, at: usize) -> Question {
    Question {
        what: "keystroke to hover",
        method: "textDocument/hover",
        parameters: document.position(at),
    }
}

/// Everything about one file, with a server of its own.
fn measure(package: &Package, file: &str, function: &str, value: &str) -> Result<()> {
    let lines = fs::read_to_string(package.path().join(file))?
        .lines()
        .count();
    heading(&format!("{file}, {lines} lines"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_ownlens"));
    command.arg("lsp");
    let (mut server, mut document) = opened(package, file, command)?;
    let at = offset(&document, function)?;
    let value = at + document.text[at..].find(value).context("the value")?;
    line("memory, idle", &memory(&server));
    let question = |what, method, parameters| Question {
        what,
        method,
        parameters,
    };
    let questions = [
        hints_of_window(&document, at),
        question(
            "keystroke to hints of the file",
            "textDocument/inlayHint",
            document.lines(0, lines),
        ),
        hover(&document, at),
        question("keystroke to lenses", "textDocument/codeLens", json!({})),
        question(
            "keystroke to regions",
            "ownlens/regions",
            document.position(value),
        ),
        question(
            "keystroke to errors of the file",
            "textDocument/diagnostic",
            json!({}),
        ),
    ];
    for question in &questions {
        let times = keystrokes(&mut server, &mut document, at, KEYS, question)?;
        line(question.what, &percentiles(&times));
    }
    let mut unedited = Times::default();
    let Question {
        method, parameters, ..
    } = hover(&document, at);
    for _ in 0..KEYS {
        let start = Instant::now();
        server.ask(method, &document, &parameters)?;
        unedited.add(start.elapsed());
    }
    line("hover without an edit", &percentiles(&unedited));
    line("memory after these", &memory(&server));
    let window = hints_of_window(&document, at);
    keystrokes(&mut server, &mut document, at, HOUR, &window)?;
    line("memory after an hour of typing", &memory(&server));
    server.end()
}

/// Types letters of a statement and takes them out again, and asks after each.
fn keystrokes(
    server: &mut Server,
    document: &mut Document,
    at: usize,
    keys: usize,
    question: &Question,
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
        server.ask(question.method, document, &question.parameters)?;
        times.add(start.elapsed());
    }
    server.edit(document, at, at + typed, "")?;
    Ok(times)
}

fn report(what: &str, time: Duration) {
    line(what, &format!("{} ms", milliseconds(time)));
}

fn memory(server: &Server) -> String {
    mebibytes(process::memory(server.id(), true))
}

fn percentiles(times: &Times) -> String {
    format!(
        "{} ms  (95th percentile {})",
        milliseconds(times.median()),
        milliseconds(times.percentile(95))
    )
}
