//! Threads with deep stacks that stay for the next analysis.
//!
//! An analysis after an edit takes milliseconds. Starting threads for it, and giving the memory that their
//! allocators hold back to the system, takes a good part of one.

use std::{
    panic::{self, AssertUnwindSafe},
    sync::{
        Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver, SendError, Sender},
    },
    thread::{self, ThreadId},
    time::Duration,
};

use crate::stack;

type Work = Box<dyn FnOnce() + Send>;

/// How long a thread waits for work. It keeps the memory that a deep recursion took of its stack.
const PATIENCE: Duration = Duration::from_secs(10);

/// A thread that waits for work.
struct Idle {
    thread: ThreadId,
    work: Sender<Work>,
}

static IDLE: Mutex<Vec<Idle>> = Mutex::new(Vec::new());

/// Work that is being done on another thread.
pub(super) struct Started<T>(Receiver<thread::Result<T>>);

impl<T> Started<T> {
    /// Waits for what comes of it. A panic goes on here.
    pub(super) fn wait(self) -> T {
        match self.0.recv() {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => panic::resume_unwind(panic),
            Err(error) => panic!("a thread ended without a result: {error}"),
        }
    }
}

/// Starts `work` at once on a thread whose stack is deep enough for any text.
pub(super) fn start<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Started<T> {
    let (sender, receiver) = mpsc::sync_channel(1);
    hand_over(Box::new(move || {
        let result = panic::catch_unwind(AssertUnwindSafe(work));
        // Whoever started it may not care any more.
        let _ = sender.send(result);
    }));
    Started(receiver)
}

/// Does `work` on a thread whose stack is deep enough for any text. A panic goes on in the caller.
pub(super) fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    start(work).wait()
}

/// Gives work to the thread that became idle last, whose memory is the warmest, or to a new one.
fn hand_over(work: Work) {
    let last = idle().pop();
    let work = match last {
        Some(last) => match last.work.send(work) {
            Ok(()) => return,
            Err(SendError(work)) => work,
        },
        None => work,
    };
    let thread = thread::Builder::new()
        .name("ownlens-analysis".to_owned())
        .stack_size(stack::SIZE)
        .spawn(move || serve(work));
    if let Err(error) = thread {
        panic!("no thread could be started: {error}");
    }
}

/// Does work, and then what else is handed over.
fn serve(mut work: Work) {
    let (sender, receiver) = mpsc::channel();
    loop {
        work();
        idle().push(Idle {
            thread: thread::current().id(),
            work: sender.clone(),
        });
        let next = receiver.recv_timeout(PATIENCE).or_else(|timeout| {
            // Somebody who took this thread off the list meanwhile is about to send.
            if leave() {
                Err(timeout)
            } else {
                receiver.recv().map_err(Into::into)
            }
        });
        match next {
            Ok(next) => work = next,
            Err(_) => return,
        }
    }
}

/// Takes the calling thread off the list; whether it was there.
fn leave() -> bool {
    let mut idle = idle();
    let own = idle
        .iter()
        .position(|it| it.thread == thread::current().id());
    own.map(|own| idle.remove(own)).is_some()
}

fn idle() -> MutexGuard<'static, Vec<Idle>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn threads_serve_again() {
        let threads: HashSet<ThreadId> = (0..100).map(|_| run(|| thread::current().id())).collect();
        assert!(threads.len() < 100, "{}", threads.len());
    }

    #[test]
    fn work_does_not_wait_for_other_work() {
        let (sender, receiver) = mpsc::channel();
        let waiting = start(move || receiver.recv());
        run(move || sender.send(7).expect("somebody waits"));
        assert_eq!(waiting.wait(), Ok(7));
    }

    #[test]
    fn a_panic_goes_on_in_the_caller_and_the_thread_stays() {
        let caught = panic::catch_unwind(|| run(|| panic::resume_unwind(Box::new("why"))));
        let panic = caught.map(|(): ()| ()).expect_err("panicked");
        assert_eq!(panic.downcast_ref(), Some(&"why"));
        assert_eq!(run(|| 7), 7);
    }
}
