//! `ownlens lsp`: the language server.

use std::process::ExitCode;

use ownlens::{lsp, project::Options};

/// Serves until the client ends it.
pub fn run(options: Options) -> ExitCode {
    // An editor that opens a file has not asked for a download.
    let options = Options {
        allow_download: false,
        ..options
    };
    lsp::serve(options).unwrap_or_else(|error| {
        super::warn(&format!("the language server cannot start: {error}"));
        ExitCode::FAILURE
    })
}
