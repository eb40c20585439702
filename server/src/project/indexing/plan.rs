//! Which part of the work comes next.

use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

use ra_ap_base_db::{Crate, EditionedFileId};
use ra_ap_ide_db::RootDatabase;
use rustc_hash::FxHashSet;

/// A part of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Task {
    /// Reads the items in a file of a crate whose names are not resolved yet.
    Read(Crate, EditionedFileId),
    /// Resolves the names in a crate.
    Resolve(Crate),
    /// Finds the implementations in a crate.
    Implementations(Crate),
}

/// The work of all crates. Names are resolved as soon as those of the crates are that a crate depends on. Whoever
/// cannot go on with that finds implementations, or else reads files ahead: nothing else can be done while the names
/// of `core` are resolved, on which all other crates depend.
pub(super) struct Plan {
    state: Mutex<State>,
    /// A crate was resolved.
    resolved: Condvar,
}

struct State {
    /// Those that nobody has begun to resolve, each behind those that it depends on.
    waiting: VecDeque<Waiting>,
    resolving: usize,
    resolved: FxHashSet<Crate>,
    implementations: VecDeque<Crate>,
    ahead: VecDeque<Ahead>,
}

struct Waiting {
    krate: Crate,
    depends_on: Vec<Crate>,
}

/// Files of a crate that may be read ahead. The last is the next: whoever resolves the names begins with the first.
struct Ahead {
    krate: Crate,
    files: Vec<EditionedFileId>,
    /// Somebody is reading one, which may name more.
    reading: bool,
}

impl Plan {
    /// `crates` stand behind those that they depend on.
    pub(super) fn new(db: &RootDatabase, crates: &[Crate]) -> Plan {
        let waiting = |&krate: &Crate| Waiting {
            krate,
            depends_on: krate
                .data(db)
                .dependencies
                .iter()
                .map(|it| it.crate_id)
                .collect(),
        };
        let ahead = |&krate: &Crate| Ahead {
            krate,
            files: vec![krate.root_file_id(db)],
            reading: false,
        };
        Plan {
            state: Mutex::new(State {
                waiting: crates.iter().map(waiting).collect(),
                resolving: 0,
                resolved: FxHashSet::default(),
                implementations: VecDeque::new(),
                ahead: crates.iter().map(ahead).collect(),
            }),
            resolved: Condvar::new(),
        }
    }

    /// What the calling thread is to do; `None` if nothing is left. Waits where others have to finish first.
    pub(super) fn next(&self) -> Option<Task> {
        let mut state = self.lock();
        loop {
            if let Some(task) = state.next() {
                return Some(task);
            }
            if state.resolving == 0 {
                return None;
            }
            let woken = self.resolved.wait(state);
            state = woken.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Says that a task is done, and which files were found that can be read ahead.
    pub(super) fn finish(&self, task: Task, found: Vec<EditionedFileId>) {
        let mut state = self.lock();
        match task {
            Task::Read(krate, _) => {
                if let Some(ahead) = state.ahead.iter_mut().find(|it| it.krate == krate) {
                    ahead.files.extend(found);
                    ahead.reading = false;
                }
            }
            Task::Resolve(krate) => {
                state.resolving -= 1;
                state.resolved.insert(krate);
                state.implementations.push_back(krate);
                state.ahead.retain(|it| it.krate != krate);
                self.resolved.notify_all();
            }
            Task::Implementations(_) => {}
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn next(&mut self) -> Option<Task> {
        let resolved = &self.resolved;
        let is_ready = |it: &Waiting| it.depends_on.iter().all(|on| resolved.contains(on));
        if let Some(ready) = self.waiting.iter().position(is_ready)
            && let Some(ready) = self.waiting.remove(ready)
        {
            self.resolving += 1;
            return Some(Task::Resolve(ready.krate));
        }
        if let Some(krate) = self.implementations.pop_front() {
            return Some(Task::Implementations(krate));
        }
        if self.resolving == 0 {
            return None;
        }
        let mut ahead = self.ahead.iter_mut().filter(|it| !it.reading);
        ahead.find_map(|it| {
            let file = it.files.pop()?;
            it.reading = true;
            Some(Task::Read(it.krate, file))
        })
    }
}
