//! Conversions between types.
use crate::error::Error;
use crate::fmt;
use crate::marker::PointeeSized;

pub fn identity<T>(x: T) -> T;

pub trait AsRef<T: PointeeSized>: PointeeSized {
    fn as_ref(&self) -> &T;
}
pub trait AsMut<T: PointeeSized>: PointeeSized {
    fn as_mut(&mut self) -> &mut T;
}
pub trait Into<T>: Sized {
    fn into(self) -> T;
}
pub trait From<T>: Sized {
    fn from(value: T) -> Self;
}
pub trait TryInto<T>: Sized {
    type Error;
    fn try_into(self) -> Result<T, Self::Error>;
}
pub trait TryFrom<T>: Sized {
    type Error;
    fn try_from(value: T) -> Result<Self, Self::Error>;
}

impl<T: PointeeSized, U: PointeeSized> AsRef<U> for &T where T: AsRef<U> {}
impl<T: PointeeSized, U: PointeeSized> AsRef<U> for &mut T where T: AsRef<U> {}
impl<T: PointeeSized, U: PointeeSized> AsMut<U> for &mut T where T: AsMut<U> {}
impl<T, U> Into<U> for T where U: From<T> {}
impl<T> From<T> for T {}
#[rustc_reservation_impl = "a coming blanket impl for the never type"]
impl<T> From<!> for T {}
impl<T, U> TryInto<U> for T where U: TryFrom<T> {
    type Error = U::Error;
}
impl<T, U> TryFrom<U> for T where U: Into<T> {
    type Error = Infallible;
}
impl<T> AsRef<[T]> for [T] {}
impl<T> AsMut<[T]> for [T] {}
impl AsRef<str> for str {}
impl AsMut<str> for str {}

#[derive(Copy)]
pub enum Infallible {}
impl Clone for Infallible {}
impl fmt::Debug for Infallible {}
impl fmt::Display for Infallible {}
impl Error for Infallible {}
impl PartialEq for Infallible {}
impl Eq for Infallible {}
impl PartialOrd for Infallible {}
impl Ord for Infallible {}
impl From<!> for Infallible {}
impl crate::hash::Hash for Infallible {}

macro_rules! from { ($($from:ident => $($to:ident)*;)*) => {$($( impl From<$from> for $to {} )*)*}; }
from! {
    bool => u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64;
    char => u32 u64 u128;
    u8 => char u16 u32 u64 u128 usize i16 i32 i64 i128 isize f32 f64;
    u16 => u32 u64 u128 usize i32 i64 i128 f32 f64;
    u32 => u64 u128 i64 i128 f64;
    u64 => u128 i128;
    i8 => i16 i32 i64 i128 isize f32 f64;
    i16 => i32 i64 i128 isize f32 f64;
    i32 => i64 i128 f64;
    i64 => i128;
    f32 => f64;
}
use crate::num::TryFromIntError;
macro_rules! try_from { ($($from:ident => $($to:ident)*;)*) => {$($(
    impl TryFrom<$from> for $to { type Error = TryFromIntError; }
)*)*}; }
try_from! {
    u8 => i8;
    u16 => u8 i8 i16 isize;
    u32 => u8 u16 i8 i16 i32 usize isize;
    u64 => u8 u16 u32 i8 i16 i32 i64 usize isize;
    u128 => u8 u16 u32 u64 i8 i16 i32 i64 i128 usize isize;
    usize => u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 isize;
    i8 => u8 u16 u32 u64 u128 usize;
    i16 => u8 u16 u32 u64 u128 i8 usize;
    i32 => u8 u16 u32 u64 u128 i8 i16 usize isize;
    i64 => u8 u16 u32 u64 u128 i8 i16 i32 usize isize;
    i128 => u8 u16 u32 u64 u128 i8 i16 i32 i64 usize isize;
    isize => u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 usize;
}
