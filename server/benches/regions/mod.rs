//! What regions and the errors about loans cost beside move analysis, on one thread, with all types inferred.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use anyhow::Result;
use ownlens::engine;
use ownlens::flow::Extent;
use ownlens::project::{FileId, Options, Project, StdChoice};

use super::LONG_RUNS;
use super::support::figures::{Times, heading, line, milliseconds};
use super::support::package::Package;

/// Statements of the generated bodies.
const SIZES: [usize; 5] = [100, 300, 1_000, 3_000, 10_000];

/// How many of the slowest bodies are printed.
const SLOWEST: usize = 10;

/// # Errors
/// If the package cannot be opened.
pub fn run(package: &Package) -> Result<()> {
    whole_package(package)?;
    generated()
}

fn whole_package(package: &Package) -> Result<()> {
    heading("Regions and errors of a loaded package, types inferred");
    let (mut moves, mut loans) = (Times::default(), Times::default());
    let mut bodies: HashMap<String, Times> = HashMap::new();
    for _ in 0..LONG_RUNS {
        // Each starts anew: what one has asked of the trait solver would be known to the other.
        for extent in [Extent::Moves, Extent::Loans] {
            let (project, files) = super::open(package, StdChoice::Auto)?;
            engine::infer_files(&project.snapshot(), &files)?;
            match extent {
                Extent::Moves => moves.add(costs(&project, &files, extent, &mut |_, _| ())?),
                Extent::Loans => {
                    let mut each = |name, cost| bodies.entry(name).or_default().add(cost);
                    loans.add(costs(&project, &files, extent, &mut each)?);
                }
            }
        }
    }
    line("move analysis alone", &moves.summary());
    line("with regions and the errors about loans", &loans.summary());
    let share = loans.percentile(0).as_secs_f64() / moves.percentile(0).as_secs_f64();
    line(
        "as a multiple of move analysis alone (least)",
        &format!("{share:.2}"),
    );
    let mut slowest: Vec<(String, Times)> = bodies.into_iter().collect();
    slowest.sort_by_key(|(_, times)| std::cmp::Reverse(times.percentile(0)));
    for (name, times) in slowest.iter().take(SLOWEST) {
        line(name, &times.summary());
    }
    Ok(())
}

fn costs(
    project: &Project,
    files: &[FileId],
    extent: Extent,
    each: &mut dyn FnMut(String, Duration),
) -> Result<Duration> {
    let mut sum = Duration::ZERO;
    for (name, cost) in engine::costs(&project.snapshot(), files, extent)? {
        sum += cost;
        each(name, cost);
    }
    Ok(sum)
}

/// How the cost grows with a body.
fn generated() -> Result<()> {
    heading("Generated bodies whose borrows end soon: move analysis, and with regions and errors");
    growth("_ = (found, found)")?;
    heading(
        "The same where one of ten borrows lives to the end, and so has as many parts as the body",
    );
    growth("kept = found")
}

/// `use_of_found` is what becomes of a reference that has to last as long as its use.
fn growth(use_of_found: &str) -> Result<()> {
    for statements in SIZES {
        let text = body(statements, use_of_found);
        let options = Options {
            std: StdChoice::Model,
            ..Options::default()
        };
        let project = Project::from_text("generated.rs", &text, &options)?;
        let files = project.sources();
        let start = Instant::now();
        engine::infer_files(&project.snapshot(), &files)?;
        let inference = start.elapsed();
        let (mut moves, mut loans) = (Times::default(), Times::default());
        for _ in 0..LONG_RUNS {
            moves.add(costs(&project, &files, Extent::Moves, &mut |_, _| ())?);
            loans.add(costs(&project, &files, Extent::Loans, &mut |_, _| ())?);
        }
        let each = loans.percentile(0).as_secs_f64() * 1e6 / statements as f64;
        let figures = format!(
            "{} ms, {} ms, {each:.1} µs a statement (inference {} ms)",
            milliseconds(moves.percentile(0)),
            milliseconds(loans.percentile(0)),
            milliseconds(inference),
        );
        line(&format!("{statements} statements"), &figures);
    }
    Ok(())
}

/// A body of so many statements that own, lend, lend again, branch and loop.
fn body(statements: usize, use_of_found: &str) -> String {
    const BLOCK: [&str; 10] = [
        "let mut owner_@ = Owner { text: String::new(), count: @, next: None };",
        "let first_@ = &owner_@;",
        "let text_@ = &first_@.text;",
        "let pair_@ = (text_@, first_@);",
        "if flag { count = pair_@.1.count; }",
        "owner_@.count = count;",
        "let again_@ = &mut owner_@;",
        "again_@.next = Some(start);",
        "while flag { again_@.count = 1; flag = false; }",
        "match again_@.next { Some(found) => #, None => {} }",
    ];
    let mut text = String::from(
        "pub struct Owner<'a> { pub text: String, pub count: usize, pub next: Option<&'a String> }\n\
         pub fn generated(mut flag: bool, start: &String) {\n    \
         let mut kept: &String = start;\n    let mut count = 0;\n",
    );
    for index in 0..statements {
        let (turn, line) = (index / BLOCK.len(), BLOCK[index % BLOCK.len()]);
        _ = writeln!(
            text,
            "    {}",
            line.replace('@', &turn.to_string())
                .replace('#', use_of_found)
        );
    }
    text.push_str("    let _ = kept;\n}\n");
    text
}
