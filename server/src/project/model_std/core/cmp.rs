//! Comparison.
use crate::marker::PointeeSized;

#[lang = "eq"]
pub trait PartialEq<Rhs: PointeeSized = Self>: PointeeSized {
    fn eq(&self, other: &Rhs) -> bool;
    fn ne(&self, other: &Rhs) -> bool { loop {} }
}
#[rustc_builtin_macro]
pub macro PartialEq($item:item) {}
pub trait Eq: PartialEq<Self> + PointeeSized {}
#[rustc_builtin_macro]
pub macro Eq($item:item) {}

#[lang = "partial_ord"]
pub trait PartialOrd<Rhs: PointeeSized = Self>: PartialEq<Rhs> + PointeeSized {
    fn partial_cmp(&self, other: &Rhs) -> Option<Ordering>;
    fn lt(&self, other: &Rhs) -> bool { loop {} }
    fn le(&self, other: &Rhs) -> bool { loop {} }
    fn gt(&self, other: &Rhs) -> bool { loop {} }
    fn ge(&self, other: &Rhs) -> bool { loop {} }
}
#[rustc_builtin_macro]
pub macro PartialOrd($item:item) {}
pub trait Ord: Eq + PartialOrd<Self> + PointeeSized {
    fn cmp(&self, other: &Self) -> Ordering;
    fn max(self, other: Self) -> Self where Self: Sized { loop {} }
    fn min(self, other: Self) -> Self where Self: Sized { loop {} }
    fn clamp(self, min: Self, max: Self) -> Self where Self: Sized { loop {} }
}
#[rustc_builtin_macro]
pub macro Ord($item:item) {}

#[lang = "Ordering"]
#[derive(Copy, Clone, Debug, Hash, PartialEq, Eq, PartialOrd, Ord)]
#[repr(i8)]
pub enum Ordering {
    Less = -1,
    Equal = 0,
    Greater = 1,
}
impl Ordering {
    pub fn is_eq(self) -> bool;
    pub fn is_ne(self) -> bool;
    pub fn is_lt(self) -> bool;
    pub fn is_gt(self) -> bool;
    pub fn is_le(self) -> bool;
    pub fn is_ge(self) -> bool;
    pub fn reverse(self) -> Ordering;
    pub fn then(self, other: Ordering) -> Ordering;
    pub fn then_with<F: FnOnce() -> Ordering>(self, f: F) -> Ordering;
}

#[derive(PartialEq, Eq, Debug, Copy, Default, Hash)]
#[repr(transparent)]
pub struct Reverse<T>(pub T);
impl<T: PartialOrd> PartialOrd for Reverse<T> {}
impl<T: Ord> Ord for Reverse<T> {}
impl<T: Clone> Clone for Reverse<T> {}

pub fn min<T: Ord>(v1: T, v2: T) -> T;
pub fn min_by<T, F: FnOnce(&T, &T) -> Ordering>(v1: T, v2: T, compare: F) -> T;
pub fn min_by_key<T, F: FnMut(&T) -> K, K: Ord>(v1: T, v2: T, f: F) -> T;
pub fn max<T: Ord>(v1: T, v2: T) -> T;
pub fn max_by<T, F: FnOnce(&T, &T) -> Ordering>(v1: T, v2: T, compare: F) -> T;
pub fn max_by_key<T, F: FnMut(&T) -> K, K: Ord>(v1: T, v2: T, f: F) -> T;

macro_rules! partial_eq { ($($t:ty)*) => {$( impl PartialEq for $t {} )*}; }
partial_eq! { ! () bool char str usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f16 f32 f64 f128 }
macro_rules! eq { ($($t:ty)*) => {$( impl Eq for $t {} )*}; }
eq! { ! () bool char str usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
macro_rules! partial_ord { ($($t:ty)*) => {$( impl PartialOrd for $t {} )*}; }
partial_ord! { ! () bool char str usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f16 f32 f64 f128 }
macro_rules! ord { ($($t:ty)*) => {$( impl Ord for $t {} )*}; }
ord! { ! () bool char str usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }

impl<A: PointeeSized, B: PointeeSized> PartialEq<&B> for &A where A: PartialEq<B> {}
impl<A: PointeeSized, B: PointeeSized> PartialOrd<&B> for &A where A: PartialOrd<B> {}
impl<A: PointeeSized> Ord for &A where A: Ord {}
impl<A: PointeeSized> Eq for &A where A: Eq {}
impl<A: PointeeSized, B: PointeeSized> PartialEq<&mut B> for &mut A where A: PartialEq<B> {}
impl<A: PointeeSized, B: PointeeSized> PartialOrd<&mut B> for &mut A where A: PartialOrd<B> {}
impl<A: PointeeSized> Ord for &mut A where A: Ord {}
impl<A: PointeeSized> Eq for &mut A where A: Eq {}
impl<A: PointeeSized, B: PointeeSized> PartialEq<&mut B> for &A where A: PartialEq<B> {}
impl<A: PointeeSized, B: PointeeSized> PartialEq<&B> for &mut A where A: PartialEq<B> {}
