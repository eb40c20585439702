//! Loading a project on a thread of its own.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use tokio::sync::mpsc::WeakUnboundedSender;

use super::status::{Missing, MissingKind};
use super::{Event, Message, Observer};
use crate::lsp::progress::Stage;
use crate::project::{Options, Progress, Project, ProjectError};
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

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Disk(path) | Source::Memory(path, _) => write!(f, "{}", path.display()),
        }
    }
}

/// What came of a load.
pub struct Loaded {
    /// Which one.
    pub load: LoadId,
    /// The project, or why there is none.
    pub project: Result<Project, Missing>,
}

/// Starts a thread that loads `source` and reports to `queue`, unless the server has ended by then.
/// `observer` is told what the thread is busy with.
pub fn start(
    load: LoadId,
    source: Source,
    options: Options,
    queue: WeakUnboundedSender<Message>,
    observer: Observer,
) {
    let failed = queue.clone();
    let work = move || {
        let step = |step: Progress| observer(Event::Load(load, Stage::Step(step.to_string())));
        // Whatever happens, the documents that wait for the project are told.
        let opened = catch_unwind(AssertUnwindSafe(|| open(&source, &options, step)));
        let project = match opened {
            Ok(project) => project.map_err(|error| Missing::from(&error)),
            Err(_) => Err(Missing {
                kind: MissingKind::Package,
                message: format!("{source}: the project could not be loaded: a panic"),
            }),
        };
        report(&queue, Loaded { load, project });
    };
    let thread = thread::Builder::new()
        .name("ownlens-load".to_owned())
        .stack_size(stack::SIZE);
    if let Err(error) = thread.spawn(work) {
        let project = Err(Missing {
            kind: MissingKind::Package,
            message: format!("no thread for loading it: {error}"),
        });
        report(&failed, Loaded { load, project });
    }
}

fn report(queue: &WeakUnboundedSender<Message>, loaded: Loaded) {
    if let Some(queue) = queue.upgrade() {
        let _ = queue.send(Message::Loaded(Box::new(loaded)));
    }
}

fn open(
    source: &Source,
    options: &Options,
    mut step: impl FnMut(Progress),
) -> Result<Project, ProjectError> {
    match source {
        Source::Disk(path) => Project::open(path, options, &mut step),
        Source::Memory(name, text) => Project::from_text(&name.to_string_lossy(), text, options),
    }
}
