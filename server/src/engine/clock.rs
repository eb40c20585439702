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
#[derive(Debug)]
pub(super) struct ThreadClock {
    /// The scheduler's account of the thread, on Linux.
    account: Option<PathBuf>,
    used_before: Duration,
    since: Instant,
}

impl ThreadClock {
    /// Starts a clock for the calling thread.
    pub(super) fn start() -> ThreadClock {
        let account = fs::read_link("/proc/thread-self")
            .ok()
            .map(|thread| Path::new("/proc").join(thread).join("schedstat"))
            .filter(|account| processor_time(account).is_some());
        ThreadClock {
            used_before: account
                .as_deref()
                .and_then(processor_time)
                .unwrap_or_default(),
            account,
            since: Instant::now(),
        }
    }

    /// Processor time since the start; time on the wall where that is not to be had.
    pub(super) fn used(&self) -> Duration {
        let used = self.account.as_deref().and_then(processor_time);
        used.map_or_else(
            || self.since.elapsed(),
            |used| used.saturating_sub(self.used_before),
        )
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
        let clock = ThreadClock::start();
        let wall = Instant::now();
        let mut sum = 0u64;
        while wall.elapsed() < Duration::from_millis(200) {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
        assert!(clock.used() > Duration::ZERO);
    }

    #[test]
    fn waiting_does_not_count_where_the_system_tells() {
        let clock = ThreadClock::start();
        std::thread::sleep(Duration::from_millis(200));
        assert!(clock.account.is_none() || clock.used() < Duration::from_millis(200));
    }
}
