//! Spans of time.
use crate::error::Error;
use crate::fmt;
use crate::iter::Sum;
use crate::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Sub, SubAssign};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration {
    secs: u64,
    nanos: u32,
}
impl Duration {
    pub const ZERO: Duration = Duration { secs: 0, nanos: 0 };
    pub const MAX: Duration = Duration { secs: u64::MAX, nanos: 999_999_999 };
    pub fn new(secs: u64, nanos: u32) -> Duration;
    pub fn from_secs(secs: u64) -> Duration;
    pub fn from_millis(millis: u64) -> Duration;
    pub fn from_micros(micros: u64) -> Duration;
    pub fn from_nanos(nanos: u64) -> Duration;
    pub fn is_zero(&self) -> bool;
    pub fn as_secs(&self) -> u64;
    pub fn subsec_millis(&self) -> u32;
    pub fn subsec_micros(&self) -> u32;
    pub fn subsec_nanos(&self) -> u32;
    pub fn as_millis(&self) -> u128;
    pub fn as_micros(&self) -> u128;
    pub fn as_nanos(&self) -> u128;
    pub fn abs_diff(self, other: Duration) -> Duration;
    pub fn checked_add(self, rhs: Duration) -> Option<Duration>;
    pub fn saturating_add(self, rhs: Duration) -> Duration;
    pub fn checked_sub(self, rhs: Duration) -> Option<Duration>;
    pub fn saturating_sub(self, rhs: Duration) -> Duration;
    pub fn checked_mul(self, rhs: u32) -> Option<Duration>;
    pub fn saturating_mul(self, rhs: u32) -> Duration;
    pub fn checked_div(self, rhs: u32) -> Option<Duration>;
    pub fn as_secs_f64(&self) -> f64;
    pub fn as_secs_f32(&self) -> f32;
    pub fn from_secs_f64(secs: f64) -> Duration;
    pub fn from_secs_f32(secs: f32) -> Duration;
    pub fn mul_f64(self, rhs: f64) -> Duration;
    pub fn mul_f32(self, rhs: f32) -> Duration;
    pub fn div_f64(self, rhs: f64) -> Duration;
    pub fn div_f32(self, rhs: f32) -> Duration;
    pub fn div_duration_f64(self, rhs: Duration) -> f64;
    pub fn div_duration_f32(self, rhs: Duration) -> f32;
    pub fn try_from_secs_f32(secs: f32) -> Result<Duration, TryFromFloatSecsError>;
    pub fn try_from_secs_f64(secs: f64) -> Result<Duration, TryFromFloatSecsError>;
}
impl Add for Duration {
    type Output = Duration;
}
impl AddAssign for Duration {}
impl Sub for Duration {
    type Output = Duration;
}
impl SubAssign for Duration {}
impl Mul<u32> for Duration {
    type Output = Duration;
}
impl Mul<Duration> for u32 {
    type Output = Duration;
}
impl MulAssign<u32> for Duration {}
impl Div<u32> for Duration {
    type Output = Duration;
}
impl DivAssign<u32> for Duration {}
impl Sum for Duration {}
impl<'a> Sum<&'a Duration> for Duration {}
impl fmt::Debug for Duration {}
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TryFromFloatSecsError {
    kind: bool,
}
impl fmt::Display for TryFromFloatSecsError {}
impl Error for TryFromFloatSecsError {}
