//! The commands, one module each, and how they speak.

pub mod check;
pub mod explain;
pub mod facts;
mod files;
pub mod lsp;
mod progress;
pub mod timeline;

use std::{
    io::{self, ErrorKind, Write},
    process,
};

use ownlens::project::{FileId, Notice, Project};
use tracing_subscriber::EnvFilter;

/// The exit status where something could not be read or analysed.
const INCOMPLETE: u8 = 2;

/// Starts the log on standard error, if `OWNLENS_LOG` says what goes into it (in the syntax of
/// `tracing_subscriber`'s `EnvFilter`).
pub fn start_log() {
    if let Ok(filter) = EnvFilter::try_from_env("OWNLENS_LOG") {
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(io::stderr)
            .init();
    }
}

/// The path from the project's directory, with `/`.
fn relative(project: &Project, file: FileId) -> String {
    let path = project.path(file).unwrap_or_default();
    let shown = path.strip_prefix(project.root()).unwrap_or(&path);
    let parts: Vec<_> = shown
        .components()
        .map(|it| it.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

/// Says what is missing; whether it is nothing that was to be there.
fn report_notices(notices: &[Notice]) -> bool {
    for notice in notices {
        warn(&notice.to_string());
    }
    notices
        .iter()
        .all(|it| matches!(it, Notice::ModelStd | Notice::StdDependencies(_)))
}

fn warn(sentence: &str) {
    // Nobody is told if standard error is closed.
    let _ = writeln!(io::stderr(), "ownlens: {sentence}");
}

/// A reader that has seen enough closes the pipe: that ends the program without a word.
fn stop_if_closed(written: io::Result<()>) {
    let Err(error) = written else { return };
    if error.kind() != ErrorKind::BrokenPipe {
        warn(&format!("standard output: {error}"));
        process::exit(i32::from(INCOMPLETE));
    }
    process::exit(0);
}
