//! Integers that are known not to be zero.
use super::{ParseIntError, TryFromIntError};
use crate::cmp::Ordering;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::ops::{BitOr, BitOrAssign, Div, Neg, Rem};
use crate::str::FromStr;

pub unsafe trait ZeroablePrimitive: Sized + Copy {}
#[repr(transparent)]
#[rustc_layout_scalar_valid_range_start(1)]
pub struct NonZero<T: ZeroablePrimitive>(T);

impl<T> Clone for NonZero<T> where T: ZeroablePrimitive {}
impl<T> Copy for NonZero<T> where T: ZeroablePrimitive {}
impl<T> PartialEq for NonZero<T> where T: ZeroablePrimitive + PartialEq {}
impl<T> Eq for NonZero<T> where T: ZeroablePrimitive + Eq {}
impl<T> PartialOrd for NonZero<T> where T: ZeroablePrimitive + PartialOrd {}
impl<T> Ord for NonZero<T> where T: ZeroablePrimitive + Ord {}
impl<T> Hash for NonZero<T> where T: ZeroablePrimitive + Hash {}
impl<T> From<NonZero<T>> for T where T: ZeroablePrimitive {}
impl<T> BitOr for NonZero<T> where T: ZeroablePrimitive + BitOr<Output = T> {
    type Output = Self;
}
impl<T> BitOrAssign for NonZero<T> where T: ZeroablePrimitive, Self: BitOr<Output = Self> {}
macro_rules! formats { ($($name:ident)*) => {$( impl<T> fmt::$name for NonZero<T> where T: ZeroablePrimitive + fmt::$name {} )*}; }
formats! { Debug Display Binary Octal LowerHex UpperHex }
impl<T> NonZero<T> where T: ZeroablePrimitive {
    pub fn new(n: T) -> Option<Self>;
    pub unsafe fn new_unchecked(n: T) -> Self;
    pub fn get(self) -> T;
}
macro_rules! integers { ($($alias:ident $t:ident $sign:ident)*) => {$(
    unsafe impl ZeroablePrimitive for $t {}
    impl $sign for $t {}
    pub type $alias = NonZero<$t>;
    impl TryFrom<$t> for NonZero<$t> { type Error = TryFromIntError; }
)*}; }
integers! {
    NonZeroU8 u8 Unsigned NonZeroU16 u16 Unsigned NonZeroU32 u32 Unsigned NonZeroU64 u64 Unsigned NonZeroU128 u128 Unsigned
    NonZeroUsize usize Unsigned NonZeroI8 i8 Signed NonZeroI16 i16 Signed NonZeroI32 i32 Signed NonZeroI64 i64 Signed
    NonZeroI128 i128 Signed NonZeroIsize isize Signed
}
/// The integers without a sign; one impl for all in place of one per type.
pub trait Unsigned: ZeroablePrimitive {}
/// The integers with a sign.
pub trait Signed: ZeroablePrimitive {}

impl<T: ZeroablePrimitive> NonZero<T> {
    pub const MIN: Self;
    pub const MAX: Self;
    pub const BITS: u32;
    pub fn leading_zeros(self) -> u32;
    pub fn trailing_zeros(self) -> u32;
    pub fn count_ones(self) -> NonZero<u32>;
    pub fn checked_mul(self, other: Self) -> Option<Self>;
    pub fn saturating_mul(self, other: Self) -> Self;
    pub fn checked_pow(self, other: u32) -> Option<Self>;
    pub fn saturating_pow(self, other: u32) -> Self;
}
impl<T: Unsigned> NonZero<T> {
    pub fn checked_add(self, other: T) -> Option<Self>;
    pub fn saturating_add(self, other: T) -> Self;
    pub fn checked_next_power_of_two(self) -> Option<Self>;
    pub fn ilog2(self) -> u32;
    pub fn ilog10(self) -> u32;
    pub fn midpoint(self, rhs: Self) -> Self;
    pub fn is_power_of_two(self) -> bool;
    pub fn isqrt(self) -> Self;
    pub fn div_ceil(self, rhs: Self) -> Self;
}
impl<T: Signed> NonZero<T> {
    pub fn abs(self) -> Self;
    pub fn checked_abs(self) -> Option<Self>;
    pub fn is_positive(self) -> bool;
    pub fn is_negative(self) -> bool;
    pub fn checked_neg(self) -> Option<Self>;
    pub fn wrapping_neg(self) -> Self;
}
macro_rules! unsigned_abs { ($($t:ident $unsigned:ident)*) => {$( impl NonZero<$t> { pub fn unsigned_abs(self) -> NonZero<$unsigned>; } )*}; }
unsigned_abs! { i8 u8 i16 u16 i32 u32 i64 u64 i128 u128 isize usize }
impl<T: ZeroablePrimitive + FromStr> FromStr for NonZero<T> {
    type Err = ParseIntError;
}
impl<T: Unsigned> Div<NonZero<T>> for T {
    type Output = T;
}
impl<T: Unsigned> Rem<NonZero<T>> for T {
    type Output = T;
}
impl<T: Signed> Neg for NonZero<T> {
    type Output = Self;
}
