//! The protocol's methods. Each hands over to the file that is named after what it does.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tokio::runtime::Handle;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, Hover, HoverParams, InitializeParams,
    InitializeResult, InitializedParams, InlayHint, InlayHintParams,
};
use tower_lsp::{Client, LanguageServer};

use super::capabilities::Abilities;
use super::session::Session;
use super::settings::Settings;
use super::{hover, inlay_hint, log, sync, watch};
use crate::project::Options;

/// The server behind one connection.
pub struct Server {
    client: Client,
    options: Options,
    session: OnceLock<Session>,
    /// Log lines for the client, until it is ready for them.
    lines: Mutex<Option<log::Lines>>,
    shut_down: Arc<AtomicBool>,
}

impl Server {
    /// A server that opens projects with `options` where the client says nothing else, sends `lines`
    /// to the client, and sets `shut_down` when the client asks it to shut down.
    pub fn new(
        client: Client,
        options: Options,
        lines: log::Lines,
        shut_down: Arc<AtomicBool>,
    ) -> Server {
        let (session, lines) = (OnceLock::new(), Mutex::new(Some(lines)));
        Server {
            client,
            options,
            session,
            lines,
            shut_down,
        }
    }

    fn begin(&self, params: InitializeParams) -> io::Result<Abilities> {
        let abilities = Abilities::new(&params.capabilities);
        let options = Settings::read(params.initialization_options).apply(self.options.clone());
        let (client, runtime) = (self.client.clone(), Handle::current());
        let refresh = move || {
            if abilities.hint_refresh {
                let client = client.clone();
                runtime.spawn(async move {
                    if let Err(error) = client.inlay_hint_refresh().await {
                        tracing::debug!("the client did not refresh its hints: {error}");
                    }
                });
            }
        };
        let session = Session::new(abilities, options, refresh)?;
        let _ = self.session.set(session);
        Ok(abilities)
    }

    fn session(&self) -> Result<&Session> {
        self.session.get().ok_or_else(Error::internal_error)
    }
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        match self.begin(params) {
            Ok(abilities) => Ok(abilities.answer()),
            Err(error) => {
                tracing::error!("the server cannot start: {error}");
                Err(Error::internal_error())
            }
        }
    }

    async fn initialized(&self, _: InitializedParams) {
        let lines = self
            .lines
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(lines) = lines {
            tokio::spawn(log::forward(self.client.clone(), lines));
        }
        if self
            .session()
            .is_ok_and(|session| session.abilities.watch_files)
        {
            let client = self.client.clone();
            tokio::spawn(async move { watch::register(&client).await });
        }
    }

    async fn shutdown(&self) -> Result<()> {
        self.shut_down.store(true, Ordering::Relaxed);
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        if let Ok(session) = self.session() {
            sync::open(session, params);
        }
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        if let Ok(session) = self.session() {
            sync::change(session, &params);
        }
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        if let Ok(session) = self.session() {
            sync::close(session, &params);
        }
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        if let Ok(session) = self.session() {
            sync::save(session, &params);
        }
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        if let Ok(session) = self.session() {
            watch::changed(session, &params);
        }
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        inlay_hint::hints(self.session()?, params).await
    }

    async fn inlay_hint_resolve(&self, hint: InlayHint) -> Result<InlayHint> {
        inlay_hint::resolve(self.session()?, hint).await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        hover::hover(self.session()?, params).await
    }
}
