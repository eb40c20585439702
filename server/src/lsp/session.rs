//! What lives from `initialize` to `exit`.

use std::io;
use std::sync::Arc;
use std::thread;

use dashmap::DashMap;
use tokio::sync::Semaphore;
use tokio::task;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::Uri;

use super::capabilities::Abilities;
use super::document::Document;
use super::workspace::{View, Workspace};
use crate::engine::{self, Cancelled, FileFacts};
use crate::project::Options;

/// The state of one connection.
pub struct Session {
    /// What the client can do.
    pub abilities: Abilities,
    /// The open documents as the client has them.
    pub documents: DashMap<Uri, Document>,
    /// The projects they belong to.
    pub workspace: Workspace,
    /// One for each analysis that may run at the same time.
    permits: Arc<Semaphore>,
}

/// What is known about a document at the moment.
pub enum Known {
    /// Facts about exactly the text that was asked about.
    Facts(Box<FileFacts>),
    /// Its project is still being loaded.
    Loading,
    /// Nothing; the log says why.
    Nothing,
}

impl Session {
    /// Begins a session. `on_loaded` is called, on another thread, when there is more to say than
    /// before.
    ///
    /// # Errors
    ///
    /// If the system gives no thread.
    pub fn new(
        abilities: Abilities,
        options: Options,
        on_loaded: impl Fn() + Send + 'static,
    ) -> io::Result<Session> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Ok(Session {
            abilities,
            documents: DashMap::new(),
            workspace: Workspace::start(options, on_loaded)?,
            permits: Arc::new(Semaphore::new(cores)),
        })
    }

    /// The document as it is now. A handler calls this before it first waits, so that what it answers
    /// belongs to the text that the client had when it asked.
    pub fn document(&self, uri: &Uri) -> Option<Document> {
        self.documents.get(uri).map(|entry| entry.value().clone())
    }

    /// Analyses `document`, which [`Session::document`] gave for `uri`, off the asynchronous threads.
    /// With `wait`, a project that is being loaded is waited for.
    ///
    /// # Errors
    ///
    /// `ContentModified` if the document has changed since: the client asks again if it still wants
    /// to know.
    pub async fn facts(&self, uri: &Uri, document: &Document, wait: bool) -> Result<Known> {
        if wait {
            // Not kept: an edit waits for every view to be gone, and this one may wait for a permit.
            drop(self.workspace.view(uri, true).await);
        }
        loop {
            let permit = self.permits.clone().acquire_owned().await;
            let permit = permit.map_err(|_| Error::internal_error())?;
            self.require_current(uri, document)?;
            let (snapshot, file) = match self.workspace.view(uri, false).await {
                View::Ready(snapshot, file) => (snapshot, file),
                View::Loading => return Ok(Known::Loading),
                View::Unknown => return Ok(Known::Nothing),
            };
            // If the client cancels the request, the analysis goes on: what it finds is kept, and the
            // next request is answered from there.
            let analysis = task::spawn_blocking(move || {
                let _permit = permit;
                engine::file_facts(&snapshot, file)
            });
            let analysis = analysis.await;
            self.require_current(uri, document)?;
            match analysis {
                Ok(Ok(facts)) => return Ok(checked(uri, document, facts)),
                // An edit of another document: this one's facts are still wanted.
                Ok(Err(Cancelled)) => {}
                Err(error) => {
                    tracing::error!("{}: the analysis failed: {error}", uri.as_str());
                    return Err(Error::internal_error());
                }
            }
        }
    }

    fn require_current(&self, uri: &Uri, document: &Document) -> Result<()> {
        let text = document.text.contents();
        let current = |it: &Document| Arc::ptr_eq(it.text.contents(), text);
        match self.documents.get(uri) {
            Some(entry) if current(entry.value()) => Ok(()),
            _ => Err(Error::content_modified()),
        }
    }
}

/// Facts are passed on only if their positions are positions in the document's text.
fn checked(uri: &Uri, document: &Document, facts: FileFacts) -> Known {
    for name in &facts.failures {
        tracing::error!("{}: the analysis of `{name}` failed", uri.as_str());
    }
    if facts.text == *document.text.contents() {
        Known::Facts(Box::new(facts))
    } else {
        tracing::error!(
            "{}: the project has another text than the editor",
            uri.as_str()
        );
        Known::Nothing
    }
}
