//! The loaded projects, owned by one thread.
//!
//! Whatever changes or reads a project passes through one queue, in the order in which the client's
//! messages arrived. Projects are loaded on threads of their own; the results come back through the
//! same queue, and a project that is loaded again stays in use until its successor is there.

mod loading;
mod location;
mod projects;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use tower_lsp::ls_types::Uri;

pub use self::location::file;

use self::loading::Loaded;
use self::projects::Projects;
use crate::project::{FileId, Options, Snapshot};
use crate::stack;

/// A handle to the thread, which ends when the last handle is gone.
#[derive(Debug, Clone)]
pub struct Workspace {
    queue: UnboundedSender<Message>,
}

/// A document as the analyses see it.
pub enum View {
    /// Its project is loaded.
    Ready(Snapshot, FileId),
    /// Its project is still being loaded.
    Loading,
    /// It is not open, or nothing can be said about it; the log says why.
    Unknown,
}

/// What the thread is asked to do.
enum Message {
    /// A document was opened, or its text changed.
    Text(Uri, Arc<str>),
    /// A document was closed: the disk's text counts again.
    Close(Uri),
    /// These files changed on the disk.
    Disk(Vec<PathBuf>),
    /// A view of a document is asked for.
    View(ViewRequest),
    /// A project was loaded, or could not be.
    Loaded(Box<Loaded>),
}

struct ViewRequest {
    uri: Uri,
    /// Answer only when the document's project is loaded.
    wait: bool,
    reply: oneshot::Sender<View>,
}

impl ViewRequest {
    fn answer(self, view: View) {
        // Whoever asked may have been cancelled meanwhile.
        let _ = self.reply.send(view);
    }
}

impl Workspace {
    /// Starts the thread. `on_loaded` is called there whenever a project has become ready.
    ///
    /// # Errors
    ///
    /// If the system gives no thread.
    pub fn start(options: Options, on_loaded: impl Fn() + Send + 'static) -> io::Result<Workspace> {
        let (queue, messages) = unbounded_channel();
        let projects = Projects::new(options, queue.downgrade(), Box::new(on_loaded));
        thread::Builder::new()
            .name("ownlens-workspace".to_owned())
            .stack_size(stack::SIZE)
            .spawn(move || run(projects, messages))?;
        Ok(Workspace { queue })
    }

    /// The text of a document that is open from now on. Analyses of an older text are cancelled.
    pub fn set_text(&self, uri: &Uri, text: Arc<str>) {
        self.send(Message::Text(uri.clone(), text));
    }

    /// The document is closed.
    pub fn close(&self, uri: &Uri) {
        self.send(Message::Close(uri.clone()));
    }

    /// Files were changed, created or deleted by somebody else.
    pub fn disk_changed(&self, paths: Vec<PathBuf>) {
        self.send(Message::Disk(paths));
    }

    /// A view that contains every text that was set before. With `wait` there is no answer while the
    /// document's project is being loaded.
    pub async fn view(&self, uri: &Uri, wait: bool) -> View {
        let (reply, view) = oneshot::channel();
        self.send(Message::View(ViewRequest {
            uri: uri.clone(),
            wait,
            reply,
        }));
        view.await.unwrap_or(View::Unknown)
    }

    fn send(&self, message: Message) {
        if self.queue.send(message).is_err() {
            tracing::error!("the workspace thread has ended");
        }
    }
}

fn run(mut projects: Projects, mut messages: UnboundedReceiver<Message>) {
    while let Some(message) = messages.blocking_recv() {
        projects.handle(message);
        // Of several texts of one document in a row only the last is analysed.
        while let Ok(message) = messages.try_recv() {
            projects.handle(message);
        }
        projects.apply_texts();
    }
}
