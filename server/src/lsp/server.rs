//! The protocol's methods. Each hands over to the file that is named after what it does.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tokio::sync::Notify;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, DidChangeConfigurationParams,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentHighlight,
    DocumentHighlightParams, Hover, HoverParams, InitializeParams, InitializeResult,
    InitializedParams, InlayHint, InlayHintParams,
};
use tower_lsp::{Client, LanguageServer};

use super::capabilities::Abilities;
use super::code_lens::FocusParams;
use super::regions::{Regions, RegionsParams};
use super::reported::ReportedParams;
use super::session::Session;
use super::settings::Settings;
use super::timeline::{Timeline, TimelineParams};
use super::workspace::Status;
use super::{
    announce, code_action, code_lens, configuration, diagnostics, document_highlight, hover,
    inlay_hint, log, regions, reported, sync, timeline, watch,
};
use crate::project::Options;

/// The server behind one connection.
pub struct Server {
    client: Client,
    options: Options,
    session: OnceLock<Arc<Session>>,
    /// Log lines for the client, until it is ready for them.
    lines: Mutex<Option<log::Lines>>,
    log_file: log::LogFile,
    shut_down: Arc<AtomicBool>,
}

impl Server {
    /// A server that opens projects with `options` where the client says nothing else, sends the lines of
    /// `log` to the client, and sets `shut_down` when the client asks it to shut down.
    pub fn new(
        client: Client,
        options: Options,
        (lines, log_file): (log::Lines, log::LogFile),
        shut_down: Arc<AtomicBool>,
    ) -> Server {
        let (session, lines) = (OnceLock::new(), Mutex::new(Some(lines)));
        Server {
            client,
            options,
            session,
            lines,
            log_file,
            shut_down,
        }
    }

    fn begin(&self, params: InitializeParams) -> io::Result<InitializeResult> {
        let abilities = Abilities::new(&params.capabilities);
        let mut settings = Settings::new(self.options.clone());
        if let Some(options) = &params.initialization_options {
            settings = settings.with(options);
        }
        let changed = Arc::new(Notify::new());
        let observer = announce::start(self.client.clone(), abilities, changed.clone());
        let answer = abilities.answer(settings.highlight);
        let log_file = self.log_file.clone();
        let session = Arc::new(Session::new(abilities, settings, observer, log_file)?);
        if !abilities.pull_diagnostics {
            let client = self.client.clone();
            tokio::spawn(diagnostics::follow(client, session.clone(), changed));
        }
        let _ = self.session.set(session);
        Ok(answer)
    }

    fn session(&self) -> Result<&Arc<Session>> {
        self.session.get().ok_or_else(Error::internal_error)
    }

    /// Asks the client for its configuration, and meanwhile goes on.
    fn pull_configuration(&self, session: &Arc<Session>) {
        let (client, session) = (self.client.clone(), session.clone());
        tokio::spawn(async move {
            if configuration::pull(&client, &session).await {
                announce::refresh(&client, session.abilities);
                diagnostics::push_all(&client, &session).await;
            }
            document_highlight::register(&client, &session).await;
        });
    }

    /// `ownlens/focus`: the cursor is somewhere else now.
    pub async fn focus(&self, params: FocusParams) {
        let Ok(session) = self.session() else { return };
        if code_lens::focus(session, params).await {
            announce::refresh_lenses(&self.client, session.abilities);
        }
    }

    /// `ownlens/regions`: where a value is owned and borrowed.
    pub async fn regions(&self, params: RegionsParams) -> Result<Option<Regions>> {
        regions::regions(self.session()?, params).await
    }

    /// `ownlens/timeline`: a picture of the function at a position.
    pub async fn timeline(&self, params: TimelineParams) -> Result<Option<Timeline>> {
        timeline::timeline(self.session()?, params).await
    }

    /// `ownlens/reported`: what others report about a document.
    pub async fn reported(&self, params: ReportedParams) {
        let Ok(session) = self.session() else { return };
        if let Some(uri) = reported::reported(session, &params) {
            diagnostics::again(&self.client, session, uri).await;
        }
    }

    /// `ownlens/status`: what is loaded, and what is missing.
    pub async fn status(&self) -> Result<Status> {
        Ok(self.session()?.workspace.status().await)
    }
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        match self.begin(params) {
            Ok(answer) => Ok(answer),
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
        let Ok(session) = self.session() else { return };
        let abilities = session.abilities;
        if abilities.configuration {
            self.pull_configuration(session);
        }
        let (client, session) = (self.client.clone(), session.clone());
        tokio::spawn(async move {
            document_highlight::register(&client, &session).await;
            if abilities.watch_files {
                watch::register(&client).await;
            }
            if abilities.watch_configuration {
                configuration::register(&client).await;
            }
        });
    }

    async fn shutdown(&self) -> Result<()> {
        self.shut_down.store(true, Ordering::Relaxed);
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        if let Ok(session) = self.session() {
            let uri = params.text_document.uri.clone();
            sync::open(session, params);
            diagnostics::after_edit(&self.client, session, uri);
        }
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        if let Ok(session) = self.session() {
            sync::change(session, &params);
            diagnostics::after_edit(&self.client, session, params.text_document.uri);
        }
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        if let Ok(session) = self.session() {
            sync::close(session, &params);
            diagnostics::after_edit(&self.client, session, params.text_document.uri);
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

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        let Ok(session) = self.session() else { return };
        if session.abilities.configuration {
            self.pull_configuration(session);
        } else if configuration::pushed(session, &params.settings) {
            announce::refresh(&self.client, session.abilities);
            diagnostics::push_all(&self.client, session).await;
            document_highlight::register(&self.client, session).await;
        }
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        if let Ok(session) = self.session() {
            watch::folders_changed(session, &params);
        }
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        diagnostics::pull(self.session()?, params).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        code_action::actions(self.session()?, params).await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        document_highlight::highlights(self.session()?, params).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        code_lens::lenses(self.session()?, params).await
    }

    async fn code_lens_resolve(&self, lens: CodeLens) -> Result<CodeLens> {
        code_lens::resolve(self.session()?, lens).await
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
