//! Iterators made from nothing.
use crate::fmt;
use crate::marker::PhantomData;
use crate::ops;

pub fn empty<T>() -> Empty<T>;
pub fn once<T>(value: T) -> Once<T>;
pub fn once_with<A, F: FnOnce() -> A>(make: F) -> OnceWith<F>;
pub fn repeat<T: Clone>(elt: T) -> Repeat<T>;
pub fn repeat_n<T: Clone>(element: T, count: usize) -> RepeatN<T>;
pub fn repeat_with<A, F: FnMut() -> A>(repeater: F) -> RepeatWith<F>;
pub fn from_fn<T, F>(f: F) -> FromFn<F> where F: FnMut() -> Option<T>;
pub fn successors<T, F>(first: Option<T>, succ: F) -> Successors<T, F> where F: FnMut(&T) -> Option<T>;

pub struct Empty<T>(PhantomData<fn() -> T>);
impl<T> fmt::Debug for Empty<T> {}
impl<T> Clone for Empty<T> {}
impl<T> Default for Empty<T> {}
crate::__iterator! { [T] Empty<T> => T; double exact }

#[derive(Clone, Debug)]
pub struct Once<T> {
    inner: crate::option::IntoIter<T>,
}
crate::__iterator! { [T] Once<T> => T; double exact }

#[derive(Clone)]
pub struct OnceWith<F> {
    make: Option<F>,
}
crate::__iterator! { [A, F: FnOnce() -> A] OnceWith<F> => A; double exact }

#[derive(Clone, Debug)]
pub struct Repeat<A> {
    element: A,
}
crate::__iterator! { [A: Clone] Repeat<A> => A; double }

#[derive(Clone, Debug)]
pub struct RepeatN<A> {
    inner: Option<A>,
    count: usize,
}
crate::__iterator! { [A: Clone] RepeatN<A> => A; double exact }

#[derive(Copy, Clone)]
pub struct RepeatWith<F> {
    repeater: F,
}
crate::__iterator! { [A, F: FnMut() -> A] RepeatWith<F> => A; }

#[derive(Clone)]
pub struct FromFn<F>(F);
impl<T, F> Iterator for FromFn<F> where F: FnMut() -> Option<T> {
    type Item = T;
}
impl<F> fmt::Debug for FromFn<F> {}

#[derive(Clone)]
pub struct Successors<T, F> {
    next: Option<T>,
    succ: F,
}
crate::__iterator! { [T, F: FnMut(&T) -> Option<T>] Successors<T, F> => T; }

pub trait Step: Clone + PartialOrd + Sized {
    fn steps_between(start: &Self, end: &Self) -> (usize, Option<usize>);
    fn forward_checked(start: Self, count: usize) -> Option<Self>;
    fn backward_checked(start: Self, count: usize) -> Option<Self>;
}
macro_rules! step { ($($t:ty)*) => {$( impl Step for $t {} )*}; }
step! { char u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
crate::__iterator! { [A: Step] ops::Range<A> => A; double }
crate::__iterator! { [A: Step] ops::RangeFrom<A> => A; }
crate::__iterator! { [A: Step] ops::RangeInclusive<A> => A; double }
macro_rules! exact { ($range:ident: $($t:ty)*) => {$( impl ExactSizeIterator for ops::$range<$t> {} )*}; }
exact! { Range: usize u8 isize i8 u16 i16 u32 i32 }
exact! { RangeInclusive: u8 i8 u16 i16 }
