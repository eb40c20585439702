//! `ownlens check`: the ownership errors of packages and files, without running the compiler.

use std::{
    io::{self, BufWriter, IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
};

use ownlens::{
    project::Options,
    report::{self, Finding},
};

use super::{INCOMPLETE, files, stop_if_closed};

/// The exit status where there are errors.
const ERRORS: u8 = 1;

/// How errors are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// As rustc prints them.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
    /// One document in the Static Analysis Results Interchange Format, version 2.1.0.
    Sarif,
}

/// Prints the errors in all paths; what is wrong with the paths goes to standard error.
pub fn run(paths: &[PathBuf], format: Format, options: &Options) -> ExitCode {
    let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut log = report::SarifLog::default();
    let mut count = 0;
    let complete = files::analyse(paths, options, &mut |name, facts| {
        let findings = report::findings(name, facts);
        count += findings.len();
        let mut out = BufWriter::new(io::stdout().lock());
        let written = match format {
            Format::Text => write_text(&mut out, &findings, &facts.text, colour),
            Format::Json => report::write_findings(&mut out, &findings),
            Format::Sarif => {
                log.add(&findings);
                Ok(())
            }
        };
        stop_if_closed(written.and_then(|()| out.flush()));
    });
    if format == Format::Sarif {
        stop_if_closed(log.write(&mut io::stdout().lock()));
    }
    match (complete, count) {
        (false, _) => ExitCode::from(INCOMPLETE),
        (true, 0) => ExitCode::SUCCESS,
        (true, _) => ExitCode::from(ERRORS),
    }
}

fn write_text(
    out: &mut dyn Write,
    findings: &[Finding],
    text: &str,
    colour: bool,
) -> io::Result<()> {
    for finding in findings {
        writeln!(out, "{}\n", report::finding_text(finding, text, colour))?;
    }
    Ok(())
}
