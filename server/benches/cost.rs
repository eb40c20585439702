//! What the analyses cost, beside `cargo check` of the same package.
//!
//! `cargo bench -p ownlens --bench cost`; behind `--` may stand `--package DIRECTORY`, a copy of
//! ripgrep 14.1.1's source where Cargo has no registry to fetch it from, and parts to measure alone:
//! `file`, `package`, `edit`, `facts`, `regions`, `latency`, the last of which `--beside PROGRAM`
//! also asks another language server.

mod latency;
mod regions;
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::{Parser, ValueEnum};
use ownlens::engine;
use ownlens::explain::hint;
use ownlens::project::{FileId, Options, Project, StdChoice};
use ownlens::stack;

use support::figures::{Times, heading, line, mebibytes, milliseconds, times_faster};
use support::package::{self, Package};
use support::process;

// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RUNS: usize = 10;
const LONG_RUNS: usize = 3;
const OWNLENS: &str = env!("CARGO_BIN_EXE_ownlens");

#[derive(Parser)]
struct Arguments {
    /// The source of the package that is measured.
    #[arg(long, value_name = "DIRECTORY")]
    package: Option<PathBuf>,
    /// Another language server, such as rust-analyzer, that types and asks the same.
    #[arg(long, value_name = "PROGRAM")]
    beside: Option<PathBuf>,
    /// What to measure; everything by default.
    parts: Vec<Part>,
    /// What `cargo bench` says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// A file alone.
    File,
    /// A whole package.
    Package,
    /// A file after an edit.
    Edit,
    /// Our part of the cost of facts.
    Facts,
    /// Regions and errors beside move analysis.
    Regions,
    /// The language server, from a keystroke to the answer.
    Latency,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let wanted = |part| arguments.parts.is_empty() || arguments.parts.contains(&part);
    let package = Package::copy(arguments.package.as_deref())?;
    let profile = match cfg!(debug_assertions) {
        true => "development",
        false => "optimised",
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{profile} build, {cores} processors; medians");
    if wanted(Part::File) {
        lone_file()?;
    }
    let checked = match wanted(Part::Package) {
        true => Some(whole_package(&package)?),
        false => None,
    };
    stack::on_big_stack(|| {
        if wanted(Part::Edit) {
            after_an_edit(&package, checked)?;
        }
        if wanted(Part::Facts) {
            shares(&package)?;
        }
        if wanted(Part::Regions) {
            regions::run(&package)?;
        }
        Ok::<_, anyhow::Error>(())
    })?;
    if wanted(Part::Latency) {
        latency::run(&package, arguments.beside.as_deref())?;
    }
    Ok(())
}

/// From the start of the process to the facts of a file that is in no package.
fn lone_file() -> Result<()> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/blog_post.rs");
    heading("A file alone, from the start of the process (`ownlens facts FILE`)");
    for std in ["model", "auto"] {
        let (mut first, mut peak) = (Times::default(), None);
        for _ in 0..RUNS {
            let run = process::run(facts(&file).args(["--std", std]))?;
            first.add(run.first);
            peak = run.peak.max(peak);
        }
        line(&format!("first facts, --std {std}"), &first.summary());
        line(&format!("peak memory, --std {std}"), &mebibytes(peak));
    }
    Ok(())
}

fn facts(path: &Path) -> Command {
    let mut command = Command::new(OWNLENS);
    command.arg("facts").arg(path);
    command
}

/// All facts of the package beside `cargo check`; gives how long that took after an edit.
fn whole_package(package: &Package) -> Result<Duration> {
    heading("A whole package (`ownlens facts DIRECTORY`), beside `cargo check`");
    // Builds the dependencies.
    process::succeed(&mut package.check())?;
    let file = package.edited();
    let original = fs::read_to_string(&file)?;
    let mut number = 0;
    let check = Times::of(RUNS, || {
        number += 1;
        fs::write(&file, package::edit(&original, package::FUNCTION, number)?)?;
        process::succeed(&mut package.check()).map(drop)
    })?;
    fs::write(&file, &original)?;
    line(
        "cargo check after an edit, dependencies built",
        &check.summary(),
    );
    for std in ["model", "auto"] {
        let (mut whole, mut peak) = (Times::default(), None);
        for _ in 0..LONG_RUNS {
            let run = process::run(facts(&package.path()).args(["--std", std]))?;
            whole.add(run.whole);
            peak = run.peak.max(peak);
        }
        line(
            &format!("facts from the start of the process, --std {std}"),
            &whole.summary(),
        );
        line(&format!("peak memory, --std {std}"), &mebibytes(peak));
    }
    Ok(check.median())
}

fn open(package: &Package, std: StdChoice) -> Result<(Project, Vec<FileId>)> {
    let options = Options {
        std,
        ..Options::default()
    };
    let project = Project::open(&package.path(), &options, &mut |_| ())?;
    let files = project.sources();
    Ok((project, files))
}

/// The facts of a file again and again, each time after a change in one body.
fn after_an_edit(package: &Package, checked: Option<Duration>) -> Result<()> {
    let (mut project, _) = open(package, StdChoice::Auto)?;
    let path = package.edited();
    let file = project.file(&path).context("the file to edit")?;
    let original = fs::read_to_string(&path)?;
    heading(&format!(
        "After an edit in one body of a file of {} lines",
        original.lines().count()
    ));
    let facts = engine::file_facts(&project.snapshot(), file)?;
    let mut number = 0;
    let functions = [
        ("a function of 60 lines", package::FUNCTION),
        ("the longest function, of 216 lines", package::LONGEST),
    ];
    for (what, function) in functions {
        let times = Times::of(20 * RUNS, || -> Result<()> {
            number += 1;
            let text = package::edit(&original, function, number)?;
            project.set_text(&path, Some(text));
            let again = engine::file_facts(&project.snapshot(), file)?;
            anyhow::ensure!(again.bodies.len() == facts.bodies.len(), "another file");
            Ok(())
        })?;
        let all = format!("facts of the file, after an edit in {what}");
        line(&all, &times.summary());
        let at = u32::try_from(original.find(function).context("the function")?)?;
        let times = Times::of(20 * RUNS, || -> Result<()> {
            number += 1;
            let text = package::edit(&original, function, number)?;
            project.set_text(&path, Some(text));
            let body = engine::body_facts(&project.snapshot(), file, at + 1)?;
            body.context("the function").map(drop)
        })?;
        line("facts of that function", &times.summary());
        if let Some(checked) = checked {
            let times = times_faster(times.median(), checked);
            line("times as fast as cargo check after an edit", &times);
        }
    }
    Ok(())
}

/// Our part of the cost of a package's facts: types first, then what is made of them.
fn shares(package: &Package) -> Result<()> {
    heading("The facts of a loaded package: types, and what is made of them");
    let (mut types, mut ours) = (Times::default(), Times::default());
    let mut counted = None;
    for _ in 0..LONG_RUNS {
        let (project, files) = open(package, StdChoice::Auto)?;
        let snapshot = project.snapshot();
        let start = Instant::now();
        engine::infer_files(&snapshot, &files)?;
        types.add(start.elapsed());
        let mut count = Count::default();
        let start = Instant::now();
        engine::files_facts(&snapshot, &files, &mut |_, facts| count.add(&facts))?;
        ours.add(start.elapsed());
        counted = Some(count);
    }
    line("inference of all types (rust-analyzer)", &types.summary());
    line("facts on top of it (ownlens)", &ours.summary());
    let share = ours.median().as_secs_f64() / types.median().as_secs_f64();
    line("facts as a part of inference", &format!("{share:.2}"));
    if let Some(count) = counted {
        let Count {
            bodies,
            events,
            hints,
            lines,
        } = count;
        line("bodies", &bodies.to_string());
        line("events", &events.to_string());
        heading("Calm");
        line("hints", &hints.to_string());
        line("lines that are not blank", &lines.to_string());
        line(
            "lines to a hint",
            &format!("{:.1}", lines as f64 / hints.max(1) as f64),
        );
    }
    let peak = process::memory(std::process::id(), false);
    line("peak memory of this benchmark", &mebibytes(peak));
    let slowest = milliseconds(ours.percentile(100));
    line("slowest pass over the facts", &format!("{slowest} ms"));
    Ok(())
}

/// What was found in a package.
#[derive(Debug, Default)]
struct Count {
    bodies: usize,
    events: usize,
    hints: usize,
    /// Not blank.
    lines: usize,
}

impl Count {
    fn add(&mut self, facts: &engine::FileFacts) {
        self.lines += facts
            .text
            .lines()
            .filter(|it| !it.trim().is_empty())
            .count();
        for body in &facts.bodies {
            self.bodies += 1;
            self.events += body.facts.events.len();
            let hints = hint::hints(&body.facts, &facts.text, hint::Style::default());
            self.hints += hints.iter().filter(|it| it.kind.is_usual()).count();
        }
    }
}
