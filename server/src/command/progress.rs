//! Progress on standard error, for what takes more than a second.

use std::{
    io::Write,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// How long nothing is said.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often a count that changes is repeated.
const INTERVAL: Duration = Duration::from_secs(5);

/// Says what the program is busy with, once it takes long. Ends when dropped.
pub struct Reporter {
    shared: Arc<Shared>,
    thread: Option<thread::JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    step: String,
    done: usize,
    total: usize,
    finished: bool,
}

impl Reporter {
    /// Starts to count the seconds.
    pub fn start() -> Reporter {
        let shared = Arc::new(Shared::default());
        let watched = shared.clone();
        // Without a thread there is no progress, and no harm.
        let thread = thread::Builder::new().spawn(move || watch(&watched)).ok();
        Reporter { shared, thread }
    }

    /// What happens now.
    pub fn step(&self, step: &str) {
        let mut state = lock(&self.shared);
        state.step = step.to_owned();
        (state.done, state.total) = (0, 0);
        self.shared.changed.notify_one();
    }

    /// How much of the step is done.
    pub fn count(&self, done: usize, total: usize) {
        let mut state = lock(&self.shared);
        (state.done, state.total) = (done, total);
    }
}

impl Drop for Reporter {
    fn drop(&mut self) {
        lock(&self.shared).finished = true;
        self.shared.changed.notify_one();
        if let Some(thread) = self.thread.take() {
            // Its only way to fail is a panic, which it has printed.
            let _ = thread.join();
        }
    }
}

fn lock(shared: &Shared) -> MutexGuard<'_, State> {
    shared.state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn watch(shared: &Shared) {
    let started = Instant::now();
    let mut said: Option<(String, Instant)> = None;
    let mut state = lock(shared);
    while !state.finished {
        let wait = match &said {
            None => PATIENCE.saturating_sub(started.elapsed()),
            // A step without a count has nothing new to say.
            Some((step, _)) if *step == state.step && state.total == 0 => INTERVAL,
            Some((step, at)) if *step == state.step => INTERVAL.saturating_sub(at.elapsed()),
            Some(_) => Duration::ZERO,
        };
        if !wait.is_zero() {
            let waited = shared.changed.wait_timeout(state, wait);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
            continue;
        }
        say(&state);
        said = Some((state.step.clone(), Instant::now()));
    }
}

fn say(state: &State) {
    let State {
        step, done, total, ..
    } = state;
    let mut out = std::io::stderr().lock();
    // Nobody is told if standard error is closed.
    let _ = match total {
        0 => writeln!(out, "ownlens: {step} …"),
        total => writeln!(out, "ownlens: {step} … {done} of {total} files"),
    };
}
