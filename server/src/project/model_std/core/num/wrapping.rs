//! Arithmetic that wraps or saturates.
use crate::fmt;
use crate::ops::{Add, AddAssign, BitAnd, BitOr, BitXor, Div, DivAssign, Mul, MulAssign, Neg, Not, Rem, RemAssign, Shl, Shr, Sub, SubAssign};

macro_rules! formats { ($name:ident: $($format:ident)*) => {$( impl<T: fmt::$format> fmt::$format for $name<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result; } )*}; }
macro_rules! operators { ($name:ident $($op:ident $method:ident)*; $($t:ident)*) => {
    operators! { @types $name [$($op $method)*] $($t)* }
};
(@types $name:ident $ops:tt $($t:ident)*) => {$( operators! { @one $name $t $ops } )*};
(@one $name:ident $t:ident [$($op:ident $method:ident)*]) => {$(
    impl $op for $name<$t> { type Output = $name<$t>; fn $method(self, other: $name<$t>) -> $name<$t>; }
    impl<'a> $op<&'a $name<$t>> for $name<$t> { type Output = $name<$t>; fn $method(self, other: &'a $name<$t>) -> $name<$t>; }
)*}; }
macro_rules! assigns { ($name:ident $($op:ident $method:ident)*; $($t:ident)*) => {
    assigns! { @types $name [$($op $method)*] $($t)* }
};
(@types $name:ident $ops:tt $($t:ident)*) => {$( assigns! { @one $name $t $ops } )*};
(@one $name:ident $t:ident [$($op:ident $method:ident)*]) => {$(
    impl $op for $name<$t> { fn $method(&mut self, other: $name<$t>); }
    impl $op<$t> for $name<$t> { fn $method(&mut self, other: $t); }
)*}; }
macro_rules! methods { ($name:ident $($t:ident)*) => {$(
    impl $name<$t> {
        pub const MIN: Self = Self(<$t>::MIN);
        pub const MAX: Self = Self(<$t>::MAX);
        pub const BITS: u32 = <$t>::BITS;
        pub fn count_ones(self) -> u32;
        pub fn count_zeros(self) -> u32;
        pub fn leading_zeros(self) -> u32;
        pub fn trailing_zeros(self) -> u32;
        pub fn rotate_left(self, n: u32) -> Self;
        pub fn rotate_right(self, n: u32) -> Self;
        pub fn pow(self, exp: u32) -> Self;
    }
    impl Not for $name<$t> { type Output = $name<$t>; fn not(self) -> $name<$t>; }
)*}; }
macro_rules! signed { ($name:ident $($t:ident)*) => {$( impl Neg for $name<$t> { type Output = Self; fn neg(self) -> Self; } )*}; }

macro_rules! numbers { ($($name:ident)*) => {$(
    #[derive(PartialEq, Eq, PartialOrd, Ord, Clone, Copy, Default, Hash)]
    #[repr(transparent)]
    pub struct $name<T>(pub T);
    formats! { $name: Debug Display Binary Octal LowerHex UpperHex }
    operators! { $name Add add Sub sub Mul mul Div div Rem rem BitAnd bitand BitOr bitor BitXor bitxor; u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
    assigns! { $name AddAssign add_assign SubAssign sub_assign MulAssign mul_assign DivAssign div_assign RemAssign rem_assign; u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
    methods! { $name u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
    signed! { $name i8 i16 i32 i64 i128 isize }
)*}; }
numbers! { Wrapping Saturating }
macro_rules! shifts { ($($t:ident)*) => {$(
    impl Shl<usize> for Wrapping<$t> { type Output = Wrapping<$t>; fn shl(self, other: usize) -> Wrapping<$t>; }
    impl Shr<usize> for Wrapping<$t> { type Output = Wrapping<$t>; fn shr(self, other: usize) -> Wrapping<$t>; }
)*}; }
shifts! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
