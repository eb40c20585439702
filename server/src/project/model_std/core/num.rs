//! Numbers.
use crate::convert::Infallible;
use crate::error::Error;
use crate::fmt;
use crate::str::FromStr;

mod float;
mod integer;
mod nonzero;
mod wrapping;
pub use self::nonzero::{
    NonZero, NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI128, NonZeroIsize, NonZeroU8, NonZeroU16, NonZeroU32,
    NonZeroU64, NonZeroU128, NonZeroUsize, ZeroablePrimitive,
};
pub use self::wrapping::{Saturating, Wrapping};

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum FpCategory {
    Nan,
    Infinite,
    Zero,
    Subnormal,
    Normal,
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseFloatError {
    kind: bool,
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseIntError {
    pub(super) kind: IntErrorKind,
}
#[derive(Debug, Clone, PartialEq, Eq, Copy, Hash)]
pub enum IntErrorKind {
    Empty,
    InvalidDigit,
    PosOverflow,
    NegOverflow,
    Zero,
}
impl ParseIntError {
    pub fn kind(&self) -> &IntErrorKind;
}
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub struct TryFromIntError(pub(crate) ());
macro_rules! errors { ($($t:ident)*) => {$(
    impl fmt::Display for $t {}
    impl Error for $t {}
)*}; }
errors! { ParseFloatError ParseIntError TryFromIntError }
impl From<Infallible> for TryFromIntError {}
impl From<!> for TryFromIntError {}
macro_rules! from_str { ($err:ident: $($t:ident)*) => {$( impl FromStr for $t { type Err = $err; } )*}; }
from_str! { ParseIntError: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
from_str! { ParseFloatError: f32 f64 }
