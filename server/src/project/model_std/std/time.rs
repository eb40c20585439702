//! Clocks.
pub use core::time::{Duration, TryFromFloatSecsError};

use crate::error::Error;
use crate::fmt;
use crate::ops::{Add, AddAssign, Sub, SubAssign};

#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Duration);
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SystemTime(Duration);
#[derive(Clone, Debug)]
pub struct SystemTimeError(Duration);
pub const UNIX_EPOCH: SystemTime = SystemTime(Duration::ZERO);

impl Instant {
    pub fn now() -> Instant;
    pub fn duration_since(&self, earlier: Instant) -> Duration;
    pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration>;
    pub fn saturating_duration_since(&self, earlier: Instant) -> Duration;
    pub fn elapsed(&self) -> Duration;
    pub fn checked_add(&self, duration: Duration) -> Option<Instant>;
    pub fn checked_sub(&self, duration: Duration) -> Option<Instant>;
}
impl SystemTime {
    pub const UNIX_EPOCH: SystemTime = SystemTime(Duration::ZERO);
    pub fn now() -> SystemTime;
    pub fn duration_since(&self, earlier: SystemTime) -> Result<Duration, SystemTimeError>;
    pub fn elapsed(&self) -> Result<Duration, SystemTimeError>;
    pub fn checked_add(&self, duration: Duration) -> Option<SystemTime>;
    pub fn checked_sub(&self, duration: Duration) -> Option<SystemTime>;
}
impl SystemTimeError {
    pub fn duration(&self) -> Duration;
}
impl Error for SystemTimeError {}
impl fmt::Display for SystemTimeError {}
macro_rules! clocks { ($($t:ident)*) => {$(
    impl Add<Duration> for $t { type Output = $t; }
    impl AddAssign<Duration> for $t {}
    impl Sub<Duration> for $t { type Output = $t; }
    impl SubAssign<Duration> for $t {}
    impl fmt::Debug for $t {}
)*}; }
clocks! { Instant SystemTime }
impl Sub<Instant> for Instant {
    type Output = Duration;
}
