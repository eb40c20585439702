//! The language server: facts and words in the shapes of the Language Server Protocol.
//!
//! A message takes this way: [`framing`] cuts it out of the stream, [`transport`] starts its handler in
//! [`server`], which works on the [`session`]: the open documents as the client has them, and the
//! [`workspace`] with the projects that they belong to.

mod announce;
mod capabilities;
mod code_action;
mod code_lens;
mod configuration;
mod diagnostics;
mod document;
mod document_highlight;
mod edit;
mod encoding;
mod framing;
mod hover;
mod inlay_hint;
mod kept;
mod log;
mod markup;
mod progress;
mod regions;
mod reported;
mod server;
mod session;
mod settings;
mod sync;
mod text;
mod timeline;
mod transport;
mod watch;
mod workspace;

use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tower_lsp::LspService;

use self::server::Server;
use crate::project::Options;

/// Serves one client on standard input and output until it sends `exit` or is gone; `options` are how
/// projects are opened where the client says nothing else. Starts the process's log, which goes to
/// standard error and to the client.
///
/// The value is what the protocol wants the process to end with: success after `shutdown`, else
/// failure. Threads may still be at work then, so the caller ends the process without waiting.
///
/// # Errors
///
/// If the asynchronous runtime cannot start.
pub fn serve(options: Options) -> io::Result<ExitCode> {
    let log = log::start();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_time()
        .build()?;
    let shut_down = Arc::new(AtomicBool::new(false));
    let end = runtime.block_on(async {
        let (service, socket) =
            LspService::build(|client| Server::new(client, options, log, shut_down.clone()))
                .custom_method("ownlens/focus", Server::focus)
                .custom_method("ownlens/regions", Server::regions)
                .custom_method("ownlens/reported", Server::reported)
                .custom_method("ownlens/status", Server::status)
                .custom_method("ownlens/timeline", Server::timeline)
                .finish();
        transport::serve(service, socket, io::stdin(), io::stdout()).await
    });
    runtime.shutdown_background();
    tracing::debug!("the connection ended: {end:?}");
    let orderly = shut_down.load(Ordering::Relaxed);
    Ok(if orderly {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
