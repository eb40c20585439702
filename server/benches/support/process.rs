//! Child processes that are measured, and what the system says about a process.

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// What a run of a program took.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// From its start to the first byte on its standard output.
    pub first: Duration,
    /// From its start to its end.
    pub whole: Duration,
    /// The most memory it had at a time, in kibibytes.
    pub peak: Option<u64>,
}

/// Runs a program to its end; it must succeed and print something.
///
/// # Errors
/// If it cannot be run, fails, or is silent.
pub fn run(command: &mut Command) -> Result<Run> {
    let shown = format!("{command:?}");
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot run {shown}"))?;
    let mut output = child.stdout.take().context("no pipe")?;
    let reader = thread::spawn(move || -> std::io::Result<Duration> {
        let mut first = [0];
        output.read_exact(&mut first)?;
        let time = start.elapsed();
        std::io::copy(&mut output, &mut std::io::sink())?;
        Ok(time)
    });
    let mut peak = None;
    let status = loop {
        peak = memory(child.id(), false).or(peak);
        match child.try_wait()? {
            Some(status) => break status,
            None => thread::sleep(Duration::from_millis(2)),
        }
    };
    let whole = start.elapsed();
    ensure!(status.success(), "{shown} failed: {status}");
    let first = reader.join().ok().context("the reader of its output")?;
    let first = first.with_context(|| format!("{shown} printed nothing"))?;
    Ok(Run { first, whole, peak })
}

/// Runs a program for what it does; what it says is shown if it fails.
///
/// # Errors
/// If it cannot be run or fails.
pub fn succeed(command: &mut Command) -> Result<Vec<u8>> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot run {command:?}"))?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?} failed:\n{errors}");
    Ok(output.stdout)
}

/// The memory of a process in kibibytes: the most it ever had, or what it has `now`; `None` where the system
/// does not tell.
pub fn memory(process: u32, now: bool) -> Option<u64> {
    status(process, if now { "VmRSS:" } else { "VmHWM:" })
}

fn status(process: u32, key: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(key))?;
    line.split_whitespace().next()?.parse().ok()
}
