//! The seam that everything above the analyses uses: the facts of files, body by body, over all cores.

use std::{
    any::Any,
    cell::Cell,
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc, Once,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use crate::{
    facts::{Facts, Located, Span},
    flow::{self, Body},
    project::{self, FileId, Snapshot},
};

/// Stack of a thread that analyses: parsing, inference and lowering recurse with the nesting of the code.
/// Only what is used of it takes memory.
pub const STACK: usize = 1 << 30;

/// The facts of one body.
#[derive(Debug, Clone)]
pub struct BodyFacts {
    /// The item as a whole.
    pub range: Span,
    /// What is known about it.
    pub facts: Arc<Facts<Located>>,
}

/// The facts of one file.
#[derive(Debug, Clone)]
pub struct FileFacts {
    /// The text they are about.
    pub text: Arc<str>,
    /// In source order.
    pub bodies: Vec<BodyFacts>,
    /// Bodies about which nothing is known because their analysis failed, by name.
    pub failures: Vec<String>,
}

/// The project was changed while facts were computed: ask again, of a new snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the project changed during the analysis")]
pub struct Cancelled;

/// The facts of a file.
///
/// # Errors
/// [`Cancelled`] if the project is changed meanwhile.
pub fn file_facts(snapshot: &Snapshot, file: FileId) -> Result<FileFacts, Cancelled> {
    let mut facts = None;
    files_facts(snapshot, &[file], &mut |_, found| facts = Some(found))?;
    facts.ok_or(Cancelled)
}

/// The facts of the innermost body around a byte offset; `None` if there is none, or its analysis
/// failed.
///
/// # Errors
/// [`Cancelled`] if the project is changed meanwhile.
pub fn body_facts(
    snapshot: &Snapshot,
    file: FileId,
    offset: u32,
) -> Result<Option<BodyFacts>, Cancelled> {
    hush_analysis_panics();
    let view = snapshot.clone();
    on_big_stack(move || {
        let bodies = listed(&view, &[file])?.into_iter().flat_map(|it| it.bodies);
        let ranges = bodies.map(|body| (body, guarded(|| flow::range(view.db(), body))));
        let mut around: Option<(Body, Span)> = None;
        for (body, range) in ranges {
            let Ok(Some(range)) = range? else { continue };
            let smaller = around.is_none_or(|(_, known)| range.len() <= known.len());
            if range.touches(offset) && smaller {
                around = Some((body, range));
            }
        }
        Ok(match around {
            Some((body, _)) => match analyse(&view, body)? {
                Outcome::Known(facts) => Some(facts),
                Outcome::Nowhere | Outcome::Failed(_) => None,
            },
            None => None,
        })
    })
}

/// The facts of many files, handed to `sink` in the order of `files` as soon as they are there. A panic
/// in one body costs that body only.
///
/// # Errors
/// [`Cancelled`] if the project is changed meanwhile.
pub fn files_facts(
    snapshot: &Snapshot,
    files: &[FileId],
    sink: &mut dyn FnMut(FileId, FileFacts),
) -> Result<(), Cancelled> {
    hush_analysis_panics();
    let mut jobs = Vec::new();
    let mut pending = Vec::with_capacity(files.len());
    let view = snapshot.clone();
    let lists = on_big_stack(move || listed(&view, files))?;
    for (index, list) in lists.into_iter().enumerate() {
        let Listed { bodies, failed } = list;
        pending.push(Pending::new(bodies.len(), failed));
        jobs.extend(
            bodies
                .into_iter()
                .enumerate()
                .map(|(slot, body)| Job { index, slot, body }),
        );
    }
    let mut emitted = 0;
    let mut emit = |pending: &mut Vec<Pending>| {
        while pending.get(emitted).is_some_and(|it| it.left == 0) {
            let file = files[emitted];
            let found = std::mem::take(&mut pending[emitted]);
            sink(file, found.finish(snapshot.text(file)));
            emitted += 1;
        }
    };
    emit(&mut pending);
    analyse_all(snapshot, &jobs, |job, outcome| {
        pending[job.index].fill(job.slot, outcome);
        emit(&mut pending);
    })
}

/// Runs `work` on a thread whose stack is deep enough for any nesting that [`crate::project`] lets
/// through, and waits for it. A panic goes on in the caller.
pub fn on_big_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        match thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, work)
        {
            Ok(thread) => thread
                .join()
                .unwrap_or_else(|panic| panic::resume_unwind(panic)),
            Err(error) => panic!("no thread could be started: {error}"),
        }
    })
}

/// A body that is to be analysed: of which file, and which of its bodies.
struct Job {
    index: usize,
    slot: usize,
    body: Body,
}

/// What became of a body.
enum Outcome {
    Known(BodyFacts),
    /// Generated by a macro, so that it has no place in the file.
    Nowhere,
    Failed(String),
}

/// A file whose bodies are being analysed.
#[derive(Default)]
struct Pending {
    slots: Vec<Option<Outcome>>,
    left: usize,
    failures: Vec<String>,
}

impl Pending {
    fn new(bodies: usize, failed: Option<String>) -> Pending {
        let slots = std::iter::repeat_with(|| None).take(bodies).collect();
        Pending {
            slots,
            left: bodies,
            failures: failed.into_iter().collect(),
        }
    }

    fn fill(&mut self, slot: usize, outcome: Outcome) {
        self.slots[slot] = Some(outcome);
        self.left -= 1;
    }

    fn finish(self, text: Arc<str>) -> FileFacts {
        let mut facts = FileFacts {
            text,
            bodies: Vec::new(),
            failures: self.failures,
        };
        for outcome in self.slots.into_iter().flatten() {
            match outcome {
                Outcome::Known(body) => facts.bodies.push(body),
                Outcome::Failed(name) => facts.failures.push(name),
                Outcome::Nowhere => {}
            }
        }
        facts
    }
}

struct Listed {
    bodies: Vec<Body>,
    /// Why there are none.
    failed: Option<String>,
}

fn listed(snapshot: &Snapshot, files: &[FileId]) -> Result<Vec<Listed>, Cancelled> {
    let bodies = |&file: &FileId| {
        Ok(match guarded(|| flow::bodies(snapshot.db(), file))? {
            Ok(bodies) => Listed {
                bodies,
                failed: None,
            },
            Err(panic) => {
                tracing::warn!("listing bodies: {panic}");
                Listed {
                    bodies: Vec::new(),
                    failed: Some("all of the file".to_owned()),
                }
            }
        })
    };
    files.iter().map(bodies).collect()
}

/// Analyses the jobs on as many threads as there are cores; `sink` runs on the calling thread.
fn analyse_all(
    snapshot: &Snapshot,
    jobs: &[Job],
    mut sink: impl FnMut(&Job, Outcome),
) -> Result<(), Cancelled> {
    let next = AtomicUsize::new(0);
    let cancelled = AtomicBool::new(false);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..cores.min(jobs.len()) {
            let (sender, snapshot) = (sender.clone(), snapshot.clone());
            let (next, cancelled) = (&next, &cancelled);
            let work = move || {
                while let Some((at, job)) = take(next, jobs)
                    && !cancelled.load(Ordering::Relaxed)
                {
                    match analyse(&snapshot, job.body) {
                        Ok(outcome) => _ = sender.send((at, outcome)),
                        Err(Cancelled) => cancelled.store(true, Ordering::Relaxed),
                    }
                }
            };
            let thread = thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, work);
            if let Err(error) = thread {
                panic!("no thread could be started: {error}");
            }
        }
        drop(sender);
        for (at, outcome) in receiver {
            sink(&jobs[at], outcome);
        }
    });
    if cancelled.into_inner() {
        Err(Cancelled)
    } else {
        Ok(())
    }
}

fn take<'a>(next: &AtomicUsize, jobs: &'a [Job]) -> Option<(usize, &'a Job)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    Some((at, jobs.get(at)?))
}

fn analyse(snapshot: &Snapshot, body: Body) -> Result<Outcome, Cancelled> {
    let db = snapshot.db();
    let facts = guarded(|| {
        let range = flow::range(db, body)?;
        Some(BodyFacts {
            range,
            facts: Arc::new(flow::facts(db, body)),
        })
    })?;
    Ok(match facts {
        Ok(Some(facts)) => Outcome::Known(facts),
        Ok(None) => Outcome::Nowhere,
        Err(panic) => {
            let name = guarded(|| flow::name(db, body))?;
            let name = name.unwrap_or_else(|_| "a body without a name".to_owned());
            tracing::warn!("{name}: {panic}");
            Outcome::Failed(name)
        }
    })
}

/// Catches panics as their message; cancellation is told apart.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<Result<T, String>, Cancelled> {
    QUIET.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    QUIET.set(false);
    result.map(Ok).or_else(|panic| {
        if project::is_cancellation(&*panic) {
            Err(Cancelled)
        } else {
            Ok(Err(message(&*panic)))
        }
    })
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|it| (*it).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "panic".to_owned())
}

thread_local! {
    /// A panic on this thread is caught and reported by name.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Keeps panics that are caught off standard error.
fn hush_analysis_panics() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let default = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if QUIET.get() {
                tracing::debug!("{info}");
            } else {
                default(info);
            }
        }));
    });
}
