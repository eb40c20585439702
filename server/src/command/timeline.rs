//! `ownlens timeline`: who owns what in a function, as a picture.

use std::{
    convert::Infallible,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    str::FromStr,
};

use ownlens::{
    engine::{self, BodyFacts},
    project::{Options, Project},
    report::{self, Lines},
    stack,
};

use super::{INCOMPLETE, progress::Reporter, report_notices, warn};

/// A source file, or one of its functions: `FILE` or `FILE::FUNCTION`, where the function may be given with the
/// modules and types around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    path: PathBuf,
    function: Option<String>,
}

impl FromStr for Subject {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Subject, Infallible> {
        // Colons may be part of a file's name, but hardly behind `.rs`.
        Ok(match text.split_once(".rs::") {
            Some((stem, function)) => Subject {
                path: format!("{stem}.rs").into(),
                function: Some(function.to_owned()),
            },
            None => Subject {
                path: text.into(),
                function: None,
            },
        })
    }
}

/// Writes the picture to a file, or to standard output where there is none; what is wrong goes to standard error.
pub fn run(subject: &Subject, output: Option<&Path>, options: &Options) -> ExitCode {
    let drawn = stack::on_big_stack(|| drawn(subject, options));
    let written = drawn.and_then(|picture| match output {
        Some(path) => {
            fs::write(path, picture).map_err(|error| format!("{}: {error}", path.display()))
        }
        None => {
            super::stop_if_closed(write!(io::stdout(), "{picture}"));
            Ok(())
        }
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            warn(&sentence);
            ExitCode::from(INCOMPLETE)
        }
    }
}

fn drawn(subject: &Subject, options: &Options) -> Result<String, String> {
    let reporter = Reporter::start();
    let path = &subject.path;
    let shown = path.display();
    if path.is_dir() {
        return Err(format!("{shown}: is a directory, not a Rust source file"));
    }
    let project = Project::open(path, options, &mut |step| reporter.step(&step.to_string()))
        .map_err(|error| error.to_string())?;
    report_notices(project.notices());
    let file = project
        .file(path)
        .ok_or_else(|| format!("{shown}: no such file"))?;
    reporter.step("analysing");
    let facts = engine::file_facts(&project.snapshot(), file).map_err(|it| it.to_string())?;
    drop(reporter);
    for failure in &facts.failures {
        warn(&format!("{shown}: the analysis of {failure} failed"));
    }
    let bodies = match &subject.function {
        Some(name) => vec![named(&facts.bodies, name, path)?],
        None => facts.bodies.iter().collect(),
    };
    let bodies: Vec<&BodyFacts> = bodies
        .into_iter()
        .filter(|it| !it.facts.values.is_empty())
        .collect();
    if bodies.is_empty() {
        return Err(format!("{shown}: there is no value to draw"));
    }
    let bodies = bodies.iter().map(|body| (&*body.facts, body.range));
    Ok(report::page(bodies, &facts.text, &Lines::new(&facts.text)))
}

/// The body with this name, or with a name that ends with it.
fn named<'a>(bodies: &'a [BodyFacts], name: &str, path: &Path) -> Result<&'a BodyFacts, String> {
    if let Some(body) = bodies.iter().find(|it| it.facts.name == name) {
        return Ok(body);
    }
    let ending = format!("::{name}");
    let mut fitting = bodies.iter().filter(|it| it.facts.name.ends_with(&ending));
    let shown = path.display();
    match (fitting.next(), fitting.next()) {
        (Some(body), None) => Ok(body),
        (Some(first), Some(second)) => Err(format!(
            "{shown}: `{name}` is the end of several names, of {} and {} among others",
            first.facts.name, second.facts.name
        )),
        (None, _) => Err(format!("{shown}: there is no function `{name}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects() {
        let subject = |path: &str, function: Option<&str>| {
            Ok(Subject {
                path: path.into(),
                function: function.map(str::to_owned),
            })
        };
        assert_eq!("src/main.rs".parse(), subject("src/main.rs", None));
        assert_eq!(
            "a.rs::Parser::parse".parse(),
            subject("a.rs", Some("Parser::parse"))
        );
        assert_eq!(r"C:\a::b.rs".parse(), subject(r"C:\a::b.rs", None));
    }
}
