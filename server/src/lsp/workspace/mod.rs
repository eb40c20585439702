//! The loaded projects, owned by one thread.
//!
//! Whatever changes or reads a project passes through one queue, in the order in which the client's
//! messages arrived. Projects are loaded on threads of their own; the results come back through the
//! same queue, and a project that is loaded again stays in use until its successor is there.

mod loading;
mod location;
mod projects;
mod status;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use tower_lsp::ls_types::Uri;

pub use self::loading::LoadId;
pub use self::location::file;
pub use self::status::Status;

use self::loading::Loaded;
use self::projects::Projects;
use super::progress::Stage;
use crate::project::{FileId, Options, Snapshot};
use crate::stack;

/// A handle to the thread, which ends when the last handle is gone.
#[derive(Debug, Clone)]
pub struct Workspace {
    queue: UnboundedSender<Message>,
}

/// What the thread tells without being asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A project is being loaded.
    Load(LoadId, Stage),
    /// There is more to say about documents than before, or something else.
    Changed,
    /// What is loaded, and what is missing, is different now.
    Status(Status),
}

/// Is called on several threads, and does not wait.
pub type Observer = Arc<dyn Fn(Event) + Send + Sync>;

/// A document as the analyses see it.
pub enum View {
    /// Its project is loaded; the number is another one after each change of any project.
    Ready(Snapshot, FileId, u64),
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
    /// Projects are opened in another way from now on.
    Options(Box<Options>),
    /// These directories are no part of the client's workspace any more.
    Removed(Vec<PathBuf>),
    /// A view of a document is asked for.
    View(ViewRequest),
    /// What is loaded is asked for.
    Status(oneshot::Sender<Status>),
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
    /// Starts the thread.
    ///
    /// # Errors
    ///
    /// If the system gives no thread.
    pub fn start(options: Options, observer: Observer) -> io::Result<Workspace> {
        let (queue, messages) = unbounded_channel();
        let projects = Projects::new(options, queue.downgrade(), observer);
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

    /// Opens projects in another way from now on, and those that are open again.
    pub fn set_options(&self, options: Options) {
        self.send(Message::Options(Box::new(options)));
    }

    /// The client does not work in these directories any more.
    pub fn removed(&self, directories: Vec<PathBuf>) {
        self.send(Message::Removed(directories));
    }

    /// What is loaded, and what is missing.
    pub async fn status(&self) -> Status {
        let (reply, status) = oneshot::channel();
        self.send(Message::Status(reply));
        status.await.unwrap_or_default()
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
