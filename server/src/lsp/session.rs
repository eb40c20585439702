//! What lives from `initialize` to `exit`.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use dashmap::DashMap;
use tokio::sync::Semaphore;
use tokio::task;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::Uri;

use super::capabilities::Abilities;
use super::code_lens::FocusParams;
use super::document::Document;
use super::edit::Edit;
use super::kept::LastGood;
use super::log::LogFile;
use super::reported::Reported;
use super::settings::Settings;
use super::workspace::{Observer, View, Workspace};
use crate::engine::{self, Cancelled, FileFacts};
use crate::facts::Span;
use crate::project::{FileId, Snapshot};

/// The state of one connection.
pub struct Session {
    /// What the client can do.
    pub abilities: Abilities,
    /// The open documents as the client has them.
    pub documents: DashMap<Uri, Document>,
    /// The projects they belong to.
    pub workspace: Workspace,
    /// What holds where the client's configuration says nothing.
    base: Settings,
    /// What holds now.
    settings: Mutex<Arc<Settings>>,
    /// How often the client was asked for its configuration.
    questions: AtomicU64,
    /// The last of these questions that has an answer.
    answered: Mutex<u64>,
    /// Where the cursor is, for clients that tell.
    focus: Mutex<Option<FocusParams>>,
    /// The last facts of each open document.
    known: DashMap<Uri, Kept>,
    /// Its facts from when it parsed.
    good: DashMap<Uri, LastGood>,
    /// What others report about it.
    reported: DashMap<Uri, Reported>,
    /// The client was told that there are highlights.
    highlight_offered: AtomicBool,
    /// Where the log goes besides.
    log_file: LogFile,
    /// One for each analysis that may run at the same time.
    permits: Arc<Semaphore>,
}

/// Facts with the state of the projects that they were made from.
struct Kept {
    revision: u64,
    /// They are about the bodies that touch it.
    range: Span,
    facts: Arc<FileFacts>,
}

/// What is known about a document at the moment.
pub enum Known {
    /// Facts about exactly the text that was asked about.
    Facts(Arc<FileFacts>),
    /// Its project is still being loaded.
    Loading,
    /// Nothing; the log says why.
    Nothing,
}

/// What came of a question about a document's project.
pub enum Answer<T> {
    /// The answer, and the revision of the projects that it is of.
    Given(T, u64),
    /// The project is still being loaded.
    Loading,
    /// There is none; the log says why.
    Unknown,
}

impl Session {
    /// Begins a session.
    ///
    /// # Errors
    ///
    /// If the system gives no thread.
    pub fn new(
        abilities: Abilities,
        settings: Settings,
        observer: Observer,
        log_file: LogFile,
    ) -> io::Result<Session> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        log_file.set(settings.log_file.as_deref());
        Ok(Session {
            abilities,
            documents: DashMap::new(),
            workspace: Workspace::start(settings.options.clone(), observer)?,
            settings: Mutex::new(Arc::new(settings.clone())),
            base: settings,
            questions: AtomicU64::new(0),
            answered: Mutex::new(0),
            focus: Mutex::new(None),
            known: DashMap::new(),
            good: DashMap::new(),
            reported: DashMap::new(),
            highlight_offered: AtomicBool::new(false),
            log_file,
            permits: Arc::new(Semaphore::new(cores)),
        })
    }

    /// The settings as they are now.
    pub fn settings(&self) -> Arc<Settings> {
        lock(&self.settings).clone()
    }

    /// The number of another question about the client's configuration.
    pub fn next_question(&self) -> u64 {
        self.questions.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Applies the answer to the question with this number, unless a later one has been answered: answers are
    /// looked at in any order. What `apply` gives; `false` where it is not applied.
    pub fn answered(&self, question: u64, apply: impl FnOnce() -> bool) -> bool {
        let mut answered = lock(&self.answered);
        if *answered > question {
            return false;
        }
        *answered = question;
        apply()
    }

    /// The client's configuration is this from now on. Whether it makes a difference to what is shown.
    pub fn configure(&self, configuration: &serde_json::Value) -> bool {
        let settings = Arc::new(self.base.with(configuration));
        let before = std::mem::replace(&mut *lock(&self.settings), settings.clone());
        self.workspace.set_options(settings.options.clone());
        self.log_file.set(settings.log_file.as_deref());
        before.hints != settings.hints
            || before.lenses != settings.lenses
            || before.lens_focus != settings.lens_focus
            || before.diagnostics != settings.diagnostics
            || before.last_good != settings.last_good
    }

    /// Whether the client knows now whether there are highlights, and did not before.
    pub fn set_highlight_offered(&self, offered: bool) -> bool {
        self.highlight_offered.swap(offered, Ordering::Relaxed) != offered
    }

    /// What others report about a document is this from now on. Whether that is news.
    pub fn set_reported(&self, uri: &Uri, reported: Reported) -> bool {
        let before = self.reported.insert(uri.clone(), reported.clone());
        before.unwrap_or_default() != reported
    }

    /// Whether somebody else reports an error with this code there.
    pub fn is_reported(&self, uri: &Uri, code: &str, at: Span) -> bool {
        let reported = self.reported.get(uri);
        reported.is_some_and(|it| it.contains(code, at))
    }

    /// What is kept about a document follows the edits that made `after` of `before`, which is the document's
    /// text already.
    pub fn edited(&self, uri: &Uri, before: &Document, after: &Document, edits: &[Edit]) {
        if let Some(mut good) = self.good.get_mut(uri) {
            good.edit(before.text.contents(), after.text.contents(), edits);
        }
        if let Some(mut reported) = self.reported.get_mut(uri) {
            edits.iter().for_each(|&edit| reported.edit(edit));
        }
    }

    /// Where the cursor is, if the client tells and that is to be heeded.
    pub fn focus(&self) -> Option<FocusParams> {
        let focus = lock(&self.focus).clone();
        focus.filter(|_| self.settings().lens_focus.0)
    }

    /// The cursor is here now; gives where it was.
    pub fn set_focus(&self, focus: FocusParams) -> Option<FocusParams> {
        lock(&self.focus).replace(focus)
    }

    /// Nothing more is to be kept about a document.
    pub fn forget(&self, uri: &Uri) {
        self.known.remove(uri);
        self.good.remove(uri);
        self.reported.remove(uri);
    }

    /// The document as it is now. A handler calls this before it first waits, so that what it answers
    /// belongs to the text that the client had when it asked.
    pub fn document(&self, uri: &Uri) -> Option<Document> {
        self.documents.get(uri).map(|entry| entry.value().clone())
    }

    /// Analyses the bodies that touch a range of `document`, which [`Session::document`] gave for `uri`, off
    /// the asynchronous threads. With `wait`, a project that is being loaded is waited for. For bodies that do
    /// not parse, what was known before is given.
    ///
    /// # Errors
    ///
    /// `ContentModified` if the document has changed since: the client asks again if it still wants
    /// to know.
    pub async fn facts(
        &self,
        uri: &Uri,
        document: &Document,
        range: Span,
        wait: bool,
    ) -> Result<Known> {
        if wait {
            // Not kept: an edit waits for every view to be gone, and this one may wait for a permit.
            drop(self.workspace.view(uri, true).await);
        }
        let known = |revision| {
            let kept = self.known.get(uri)?;
            let same = kept.revision == revision
                && kept.range.contains(range)
                && *kept.facts.text == **document.text.contents();
            same.then(|| kept.facts.clone())
        };
        let analyse = move |snapshot: &Snapshot, file| {
            let facts = engine::range_facts(snapshot, file, range)?;
            Ok(Arc::new(facts))
        };
        let (facts, revision) = match self.ask(uri, document, known, analyse).await? {
            Answer::Given(facts, revision) => (facts, revision),
            Answer::Loading => return Ok(Known::Loading),
            Answer::Unknown => return Ok(Known::Nothing),
        };
        let known = checked(uri, document, facts);
        let Known::Facts(facts) = known else {
            return Ok(known);
        };
        self.keep(uri, revision, range, &facts);
        Ok(Known::Facts(self.completed(uri, document, facts, range)))
    }

    /// The facts, with what was known before about bodies that do not parse; the others are remembered.
    fn completed(
        &self,
        uri: &Uri,
        document: &Document,
        facts: Arc<FileFacts>,
        range: Span,
    ) -> Arc<FileFacts> {
        if !self.settings().last_good.0 {
            return facts;
        }
        let text = document.text.contents();
        let mut good = self.good.entry(uri.clone()).or_default();
        // While the entry is locked no edit can come between.
        if self.require_current(uri, document).is_ok() {
            good.learn(text, &facts, range);
        }
        good.complete(text, facts)
    }

    /// Asks a question about the project of `document`, as [`Session::facts`] does. `known` may know the
    /// answer at a revision without an analysis.
    ///
    /// # Errors
    ///
    /// `ContentModified` if the document has changed since.
    pub async fn ask<T: Send + 'static>(
        &self,
        uri: &Uri,
        document: &Document,
        known: impl Fn(u64) -> Option<T>,
        question: impl Fn(&Snapshot, FileId) -> std::result::Result<T, Cancelled>
        + Clone
        + Send
        + 'static,
    ) -> Result<Answer<T>> {
        loop {
            let permit = self.permits.clone().acquire_owned().await;
            let permit = permit.map_err(|_| Error::internal_error())?;
            self.require_current(uri, document)?;
            let (snapshot, file, revision) = match self.workspace.view(uri, false).await {
                View::Ready(snapshot, file, revision) => (snapshot, file, revision),
                View::Loading => return Ok(Answer::Loading),
                View::Unknown => return Ok(Answer::Unknown),
            };
            if let Some(answer) = known(revision) {
                return Ok(Answer::Given(answer, revision));
            }
            // If the client cancels the request, the analysis goes on: what it finds is kept, and the
            // next request is answered from there.
            let question = question.clone();
            let analysis = task::spawn_blocking(move || {
                let _permit = permit;
                question(&snapshot, file)
            });
            let analysis = analysis.await;
            self.require_current(uri, document)?;
            match analysis {
                Ok(Ok(answer)) => return Ok(Answer::Given(answer, revision)),
                // An edit of another document: this one's facts are still wanted.
                Ok(Err(Cancelled)) => {}
                Err(error) => {
                    tracing::error!("{}: the analysis failed: {error}", uri.as_str());
                    return Err(Error::internal_error());
                }
            }
        }
    }

    /// Keeps facts for the next request, unless it has more already.
    fn keep(&self, uri: &Uri, revision: u64, range: Span, facts: &Arc<FileFacts>) {
        let more = self.known.get(uri).is_some_and(|kept| {
            let same = kept.revision == revision && *kept.facts.text == *facts.text;
            same && kept.range.contains(range)
        });
        if !more {
            let facts = facts.clone();
            let kept = Kept {
                revision,
                range,
                facts,
            };
            let before = self.known.insert(uri.clone(), kept);
            // With them goes the syntax tree of the whole text, which takes a while: nobody has to wait for that.
            task::spawn_blocking(move || drop(before));
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

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Facts are passed on only if their positions are positions in the document's text.
fn checked(uri: &Uri, document: &Document, facts: Arc<FileFacts>) -> Known {
    for name in &facts.failures {
        tracing::error!("{}: the analysis of `{name}` failed", uri.as_str());
    }
    if *facts.text == **document.text.contents() {
        Known::Facts(facts)
    } else {
        tracing::error!(
            "{}: the project has another text than the editor",
            uri.as_str()
        );
        Known::Nothing
    }
}
