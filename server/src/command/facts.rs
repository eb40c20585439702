//! `ownlens facts`: the facts of packages and files as JSON lines.

use std::{
    io::{self, BufWriter, Write},
    path::PathBuf,
    process::ExitCode,
};

use ownlens::{project::Options, report};

use super::{INCOMPLETE, files, stop_if_closed};

/// Analyses all paths and prints what is found; what is wrong goes to standard error.
pub fn run(paths: &[PathBuf], options: &Options) -> ExitCode {
    let complete = files::analyse(paths, options, &mut |name, facts| {
        let mut out = BufWriter::new(io::stdout().lock());
        let written = report::write_file(&mut out, name, facts).and_then(|()| out.flush());
        stop_if_closed(written);
    });
    if complete {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(INCOMPLETE)
    }
}
