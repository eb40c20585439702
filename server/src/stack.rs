//! Threads with room for deep recursion.

use std::{panic, thread};

/// Stack of a thread that analyses: parsing, inference and lowering recurse with the nesting of the
/// code. Only what is used of it takes memory.
pub const SIZE: usize = 1 << 30;

/// Runs `work` on a thread whose stack is deep enough for any text, and waits for it. A panic goes on
/// in the caller.
pub fn on_big_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        match thread::Builder::new()
            .stack_size(SIZE)
            .spawn_scoped(scope, work)
        {
            Ok(thread) => thread
                .join()
                .unwrap_or_else(|panic| panic::resume_unwind(panic)),
            Err(error) => panic!("no thread could be started: {error}"),
        }
    })
}
