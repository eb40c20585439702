//! Stack backtraces.
use crate::fmt;

pub struct Backtrace {
    frames: Vec<usize>,
}
#[derive(Debug, PartialEq, Eq)]
pub enum BacktraceStatus {
    Unsupported,
    Disabled,
    Captured,
}
impl Backtrace {
    pub fn capture() -> Backtrace;
    pub fn force_capture() -> Backtrace;
    pub fn disabled() -> Backtrace;
    pub fn status(&self) -> BacktraceStatus;
}
impl fmt::Debug for Backtrace {}
impl fmt::Display for Backtrace {}
