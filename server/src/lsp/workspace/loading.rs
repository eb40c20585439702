//! Loading a project on a thread of its own.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use tokio::sync::mpsc::WeakUnboundedSender;

use super::Message;
use crate::project::{Options, Project, ProjectError};
use crate::stack;

/// Number of a load, counted up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LoadId(pub u32);

/// What is loaded.
#[derive(Debug, Clone)]
pub enum Source {
    /// The package or workspace at or around a path, or the lone file there.
    Disk(PathBuf),
    /// A text without a file, under the path that stands for one.
    Memory(PathBuf, Arc<str>),
}

/// What came of a load.
pub struct Loaded {
    /// Which one.
    pub load: LoadId,
    /// The project, or why there is none.
    pub project: Result<Project, String>,
}

/// Starts a thread that loads `source` and reports to `queue`, unless the server has ended by then.
pub fn start(load: LoadId, source: Source, options: Options, queue: WeakUnboundedSender<Message>) {
    let failed = queue.clone();
    let work = move || {
        let project = open(&source, &options).map_err(|error| error.to_string());
        report(&queue, Loaded { load, project });
    };
    let thread = thread::Builder::new()
        .name("ownlens-load".to_owned())
        .stack_size(stack::SIZE);
    if let Err(error) = thread.spawn(work) {
        let project = Err(format!("no thread for loading it: {error}"));
        report(&failed, Loaded { load, project });
    }
}

fn report(queue: &WeakUnboundedSender<Message>, loaded: Loaded) {
    if let Some(queue) = queue.upgrade() {
        let _ = queue.send(Message::Loaded(Box::new(loaded)));
    }
}

fn open(source: &Source, options: &Options) -> Result<Project, ProjectError> {
    match source {
        Source::Disk(path) => Project::open(path, options, &mut |progress| {
            tracing::debug!("{}: {progress}", path.display());
        }),
        Source::Memory(name, text) => Project::from_text(&name.to_string_lossy(), text, options),
    }
}
