//! `ownlens explain`: what happens at one place of a source file, in words.

use std::{
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    str::FromStr,
};

use ownlens::{
    engine::{self, BodyFacts},
    explain::{self, Terminal},
    project::{Options, Project, outline::SourceText},
    report::Lines,
    stack,
};

use super::{INCOMPLETE, progress::Reporter, relative, report_notices, stop_if_closed, warn};

/// The exit status where there is nothing to explain.
const NOTHING: u8 = 1;

/// A place of a source file as rustc prints it: `FILE:LINE:COLUMN`, both 1-based, columns in
/// characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    path: PathBuf,
    line: u32,
    column: u32,
}

impl FromStr for Place {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Place, Self::Err> {
        let parts = || {
            let mut parts = text.rsplitn(3, ':');
            let (column, line) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            Some(Place {
                path: parts.next()?.into(),
                line,
                column,
            })
        };
        parts().ok_or("a place is written FILE:LINE:COLUMN")
    }
}

/// Prints the explanation; what is wrong goes to standard error.
pub fn run(place: &Place, options: &Options) -> ExitCode {
    let outcome = stack::on_big_stack(|| explained(place, options));
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(NOTHING),
        Err(sentence) => {
            warn(&sentence);
            ExitCode::from(INCOMPLETE)
        }
    }
}

/// Whether there was something to explain.
fn explained(place: &Place, options: &Options) -> Result<bool, String> {
    let reporter = Reporter::start();
    let path = &place.path;
    if path.is_dir() {
        return Err(format!(
            "{}: is a directory, not a Rust source file",
            path.display()
        ));
    }
    let project = Project::open(path, options, &mut |step| reporter.step(&step.to_string()))
        .map_err(|error| error.to_string())?;
    report_notices(project.notices());
    let file = project
        .file(path)
        .ok_or_else(|| format!("{}: no such file", path.display()))?;
    let snapshot = project.snapshot();
    let text = SourceText::from(snapshot.text(file));
    let offset = Lines::new(&text)
        .offset(place.line, place.column)
        .ok_or_else(|| nowhere(place, &Lines::new(&text)))?;
    reporter.step("analysing");
    let body = engine::body_facts(&snapshot, file, offset).map_err(|it| it.to_string())?;
    let typed = engine::memory(&snapshot, file, offset).map_err(|it| it.to_string())?;
    drop(reporter);
    let picture = typed.and_then(|it| explain::picture(&it.memory, it.name.as_deref()));
    let words = body.as_ref().and_then(|body| {
        let found = explain::explain(&body.facts, &text, offset)?;
        let path = relative(&project, file);
        let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Some(explain::terminal(
            &found,
            Terminal {
                path: &path,
                text: &text,
                colour,
            },
        ))
    });
    let found: Vec<String> = words.into_iter().chain(picture).collect();
    if found.is_empty() {
        warn(&silence(path, place, body.as_ref(), offset));
        return Ok(false);
    }
    stop_if_closed(writeln!(io::stdout(), "{}", found.join("\n\n")));
    Ok(true)
}

fn nowhere(place: &Place, lines: &Lines<'_>) -> String {
    let Place { path, line, column } = place;
    let path = path.display();
    match lines.offset(*line, 1) {
        None => format!("{path}: there is no line {line}"),
        Some(_) => format!("{path}: there is no column {column} in line {line}"),
    }
}

fn silence(path: &Path, place: &Place, body: Option<&BodyFacts>, offset: u32) -> String {
    let at = format!("{}:{}:{}", path.display(), place.line, place.column);
    match body.map(|body| explain::gap(&body.facts, offset)) {
        Some(Some(reason)) => format!("{at}: nothing can be said: {}", reason.plain()),
        Some(None) => format!("{at}: nothing happens to a value here"),
        None => format!("{at}: there is no function, constant or static here"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        let place = |path: &str, line, column| {
            Ok(Place {
                path: path.into(),
                line,
                column,
            })
        };
        assert_eq!("src/main.rs:3:14".parse(), place("src/main.rs", 3, 14));
        assert_eq!(r"C:\a.rs:1:2".parse(), place(r"C:\a.rs", 1, 2));
        for wrong in ["a.rs", "a.rs:1", "a.rs:1:x", ":1", "1:2", "a.rs:-1:2"] {
            assert!(wrong.parse::<Place>().is_err(), "{wrong}");
        }
    }
}
