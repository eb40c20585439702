//! How long a thread has been computing.
//!
//! The thread's own processor time where the system tells it: on a busy machine, or while another thread
//! answers the same query, a body must not look as if it took long.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// Measures one thread from a point in time on; may be read from any thread.
#[derive(Debug, Clone)]
pub(super) struct ThreadClock {
    /// The scheduler's account of the thread, on Linux.
    account: Option<PathBuf>,
    /// What the account said when it was first read.
    before: Option<Duration>,
    since: Instant,
}

impl ThreadClock {
    /// A clock for the calling thread.
    pub(super) fn new() -> ThreadClock {
        ThreadClock {
            account: fs::read_link("/proc/thread-self")
                .ok()
                .map(|thread| Path::new("/proc").join(thread).join("schedstat"))
                .filter(|account| processor_time(account).is_some()),
            before: None,
            since: Instant::now(),
        }
    }

    /// Starts it again. Takes no time: what is measured often is over before anybody looks.
    pub(super) fn restart(&mut self) {
        self.before = None;
        self.since = Instant::now();
    }

    /// Processor time since this was first asked after the start; time on the wall since the start where
    /// the other is not to be had.
    pub(super) fn used(&mut self) -> Duration {
        let Some(used) = self.account.as_deref().and_then(processor_time) else {
            return self.since.elapsed();
        };
        used.saturating_sub(*self.before.get_or_insert(used))
    }
}

/// The first number is the time on a processor in nanoseconds (Linux, `scheduler/sched-stats`).
fn processor_time(account: &Path) -> Option<Duration> {
    let account = fs::read_to_string(account).ok()?;
    let nanoseconds = account.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn computing_counts() {
        let mut clock = ThreadClock::new();
        clock.used();
        let wall = Instant::now();
        let mut sum = 0u64;
        while wall.elapsed() < Duration::from_millis(200) {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
        assert!(clock.used() > Duration::ZERO);
    }

    #[test]
    fn a_clock_that_is_started_again_begins_at_zero() {
        let mut clock = ThreadClock::new();
        clock.used();
        std::thread::sleep(Duration::from_millis(5));
        clock.restart();
        assert!(clock.used() < Duration::from_millis(5) || clock.account.is_none());
    }

    #[test]
    fn waiting_does_not_count_where_the_system_tells() {
        let mut clock = ThreadClock::new();
        clock.used();
        std::thread::sleep(Duration::from_millis(200));
        assert!(clock.account.is_none() || clock.used() < Duration::from_millis(200));
    }
}
