//! Durations and sizes, measured several times, and how they are printed.

use std::time::{Duration, Instant};

/// Durations of the same thing.
#[derive(Debug, Clone, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Runs `work` so many times.
    ///
    /// # Errors
    /// Those of `work`.
    pub fn of<E>(runs: usize, mut work: impl FnMut() -> Result<(), E>) -> Result<Times, E> {
        let mut times = Times::default();
        for _ in 0..runs {
            let start = Instant::now();
            work()?;
            times.add(start.elapsed());
        }
        Ok(times)
    }

    /// One more.
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
        self.0.sort();
    }

    /// The value below which this share of the durations lies; zero without any.
    pub fn percentile(&self, percent: usize) -> Duration {
        let at = (self.0.len() * percent).div_ceil(100).saturating_sub(1);
        self.0.get(at).copied().unwrap_or_default()
    }

    /// The value in the middle.
    pub fn median(&self) -> Duration {
        self.percentile(50)
    }

    /// Median, least and greatest, in milliseconds.
    pub fn summary(&self) -> String {
        format!(
            "{} ms  (least {}, greatest {}, {} runs)",
            milliseconds(self.median()),
            milliseconds(self.percentile(0)),
            milliseconds(self.percentile(100)),
            self.0.len()
        )
    }
}

/// With as many digits as mean something.
pub fn milliseconds(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1000.0;
    if milliseconds < 100.0 {
        format!("{milliseconds:.1}")
    } else {
        format!("{milliseconds:.0}")
    }
}

/// How many times as long `slow` takes as `fast`.
pub fn times_faster(fast: Duration, slow: Duration) -> String {
    format!("{:.0}", slow.as_secs_f64() / fast.as_secs_f64())
}

/// Kibibytes as mebibytes; `unknown` where the system does not tell.
pub fn mebibytes(kibibytes: Option<u64>) -> String {
    kibibytes.map_or_else(
        || "unknown".to_owned(),
        |size| format!("{} MiB", size / 1024),
    )
}

/// A line of the report.
pub fn line(what: &str, value: &str) {
    println!("  {what:<58} {value}");
}

/// A heading of the report.
pub fn heading(text: &str) {
    println!("\n{text}");
}
