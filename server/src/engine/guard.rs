//! Catching what goes wrong in one analysis.

use std::{
    cell::Cell,
    fmt,
    panic::{self, AssertUnwindSafe},
    sync::Once,
};

use super::Cancelled;
use crate::project::Unwound;

/// Why an analysis gave no answer, where a new snapshot would not help.
#[derive(Debug)]
pub(super) enum Failure {
    /// It panicked, with this message.
    Panic(String),
    /// It was interrupted because it took too long.
    Interrupted,
    /// The body is so large that it was not begun.
    TooLarge,
    /// It waited for another thread's that gave up; it may be tried again.
    Elsewhere,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Panic(message) => f.write_str(message),
            Failure::TooLarge => f.write_str("is too large"),
            Failure::Interrupted => f.write_str("took too long"),
            Failure::Elsewhere => f.write_str("another thread gave up"),
        }
    }
}

/// Runs an analysis and catches its panic.
///
/// # Errors
/// [`Cancelled`] if the project is changed meanwhile.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<Result<T, Failure>, Cancelled> {
    let before = CAUGHT.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    CAUGHT.set(before);
    result.map(Ok).or_else(|panic| match Unwound::new(&*panic) {
        Unwound::Changed => Err(Cancelled),
        Unwound::Interrupted => Ok(Err(Failure::Interrupted)),
        Unwound::Elsewhere => Ok(Err(Failure::Elsewhere)),
        Unwound::Panic => {
            let text = panic.downcast_ref::<&str>().map(|it| (*it).to_owned());
            let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
            Ok(Err(Failure::Panic(
                text.unwrap_or_else(|| "panic".to_owned()),
            )))
        }
    })
}

thread_local! {
    /// A panic on this thread is caught and reported by the name of the body.
    static CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Keeps panics that are caught off standard error.
pub(super) fn hush_caught_panics() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let default = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if CAUGHT.get() {
                tracing::debug!("{info}");
            } else {
                default(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_failure_with_its_message() {
        hush_caught_panics();
        let failure = guarded(|| panic!("number {}", 7))
            .expect("not cancelled")
            .map(|(): ()| ());
        assert_eq!(failure.expect_err("panicked").to_string(), "number 7");
        let fine = guarded(|| 7).expect("not cancelled").expect("no panic");
        assert_eq!(fine, 7);
    }
}
