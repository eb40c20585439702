//! Arithmetic that wraps or saturates.
use crate::fmt;
use crate::ops::{
    Add, AddAssign, BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Div, DivAssign, Mul, MulAssign, Neg, Not,
    Rem, RemAssign, Shl, ShlAssign, Shr, ShrAssign, Sub, SubAssign,
};

/// The integers that may be wrapped; one impl for all in place of one per type.
pub trait Integer: Copy {}
pub trait Signed: Integer {}
macro_rules! integers { ($trait:ident: $($t:ident)*) => {$( impl $trait for $t {} )*}; }
integers! { Integer: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
integers! { Signed: i8 i16 i32 i64 i128 isize }

macro_rules! formats { ($name:ident: $($format:ident)*) => {$( impl<T: fmt::$format> fmt::$format for $name<T> {} )*}; }
macro_rules! operators { ($name:ident: $($op:ident $assign:ident)*) => {$(
    impl<T: Integer> $op for $name<T> { type Output = $name<T>; }
    impl<'a, T: Integer> $op<&'a $name<T>> for $name<T> { type Output = $name<T>; }
    impl<T: Integer> $op<$name<T>> for &$name<T> { type Output = $name<T>; }
    impl<'a, T: Integer> $op<&'a $name<T>> for &$name<T> { type Output = $name<T>; }
    impl<T: Integer> $assign for $name<T> {}
    impl<T: Integer> $assign<&$name<T>> for $name<T> {}
    impl<T: Integer> $assign<T> for $name<T> {}
)*}; }
macro_rules! numbers { ($($name:ident)*) => {$(
    #[derive(PartialEq, Eq, PartialOrd, Ord, Clone, Copy, Default, Hash)]
    #[repr(transparent)]
    pub struct $name<T>(pub T);
    formats! { $name: Debug Display Binary Octal LowerHex UpperHex }
    operators! { $name:
        Add AddAssign Sub SubAssign Mul MulAssign Div DivAssign Rem RemAssign BitAnd BitAndAssign BitOr BitOrAssign BitXor BitXorAssign
    }
    impl<T: Integer> $name<T> {
        pub const MIN: Self;
        pub const MAX: Self;
        pub const BITS: u32;
        pub fn count_ones(self) -> u32;
        pub fn count_zeros(self) -> u32;
        pub fn leading_zeros(self) -> u32;
        pub fn trailing_zeros(self) -> u32;
        pub fn rotate_left(self, n: u32) -> Self;
        pub fn rotate_right(self, n: u32) -> Self;
        pub fn pow(self, exp: u32) -> Self;
    }
    impl<T: Integer> Not for $name<T> { type Output = $name<T>; }
    impl<T: Signed> Neg for $name<T> { type Output = Self; }
)*}; }
numbers! { Wrapping Saturating }
impl<T: Integer> Shl<usize> for Wrapping<T> {
    type Output = Wrapping<T>;
}
impl<T: Integer> ShlAssign<usize> for Wrapping<T> {}
impl<T: Integer> Shr<usize> for Wrapping<T> {
    type Output = Wrapping<T>;
}
impl<T: Integer> ShrAssign<usize> for Wrapping<T> {}
