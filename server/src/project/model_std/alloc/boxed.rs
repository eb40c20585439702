//! `Box`.
use core::any::Any;
use core::borrow::{Borrow, BorrowMut};
use core::cmp::Ordering;
use core::error::Error;
use core::fmt;
use core::future::Future;
use core::hash::{Hash, Hasher};
use core::iter::FusedIterator;
use core::marker::{Tuple, Unsize};
use core::mem::MaybeUninit;
use core::ops::{AsyncFn, AsyncFnMut, AsyncFnOnce, CoerceUnsized, Deref, DerefMut, DerefPure, DispatchFromDyn};
use core::pin::Pin;
use core::ptr::Unique;
use core::task::{Context, Poll};

use crate::borrow::Cow;
use crate::slice;
use crate::string::String;
use crate::vec;
use crate::vec::Vec;

#[lang = "owned_box"]
#[fundamental]
pub struct Box<T: ?Sized>(Unique<T>);

pub fn box_new<T>(x: T) -> Box<T>;

impl<T> Box<T> {
    pub fn new(x: T) -> Self;
    pub fn new_uninit() -> Box<MaybeUninit<T>>;
    pub fn new_zeroed() -> Box<MaybeUninit<T>>;
    pub fn pin(x: T) -> Pin<Box<T>>;
}
impl<T> Box<[T]> {
    pub fn new_uninit_slice(len: usize) -> Box<[MaybeUninit<T>]>;
}
impl<T> Box<MaybeUninit<T>> {
    pub unsafe fn assume_init(self) -> Box<T>;
    pub fn write(boxed: Self, value: T) -> Box<T>;
}
impl<T> Box<[MaybeUninit<T>]> {
    pub unsafe fn assume_init(self) -> Box<[T]>;
}
impl<T: ?Sized> Box<T> {
    pub unsafe fn from_raw(raw: *mut T) -> Self;
    pub fn into_raw(b: Self) -> *mut T;
    pub fn as_mut_ptr(b: &mut Self) -> *mut T;
    pub fn as_ptr(b: &Self) -> *const T;
    pub fn leak<'a>(b: Self) -> &'a mut T where T: 'a;
    pub fn into_pin(boxed: Self) -> Pin<Self>;
}
unsafe impl<#[may_dangle] T: ?Sized> Drop for Box<T> {}
impl<T: Default> Default for Box<T> {}
impl<T> Default for Box<[T]> {}
impl Default for Box<str> {}
impl<T: Clone> Clone for Box<T> {}
impl<T: Clone> Clone for Box<[T]> {}
impl Clone for Box<str> {}
impl<T: ?Sized + PartialEq> PartialEq for Box<T> {}
impl<T: ?Sized + PartialOrd> PartialOrd for Box<T> {}
impl<T: ?Sized + Ord> Ord for Box<T> {}
impl<T: ?Sized + Eq> Eq for Box<T> {}
impl<T: ?Sized + Hash> Hash for Box<T> {}
impl<T: ?Sized + Hasher> Hasher for Box<T> {}
impl<T: fmt::Display + ?Sized> fmt::Display for Box<T> {}
impl<T: fmt::Debug + ?Sized> fmt::Debug for Box<T> {}
impl<T: ?Sized> fmt::Pointer for Box<T> {}
impl<T: ?Sized> Deref for Box<T> {
    type Target = T;
}
impl<T: ?Sized> DerefMut for Box<T> {}
unsafe impl<T: ?Sized> DerefPure for Box<T> {}
impl<Args: Tuple, F: FnOnce<Args> + ?Sized> FnOnce<Args> for Box<F> {
    type Output = <F as FnOnce<Args>>::Output;
}
impl<Args: Tuple, F: FnMut<Args> + ?Sized> FnMut<Args> for Box<F> {}
impl<Args: Tuple, F: Fn<Args> + ?Sized> Fn<Args> for Box<F> {}
impl<Args: Tuple, F: AsyncFnOnce<Args> + ?Sized> AsyncFnOnce<Args> for Box<F> {
    type Output = F::Output;
    type CallOnceFuture = F::CallOnceFuture;
}
impl<Args: Tuple, F: AsyncFnMut<Args> + ?Sized> AsyncFnMut<Args> for Box<F> {
    type CallRefFuture<'a> = F::CallRefFuture<'a> where Self: 'a;
}
impl<Args: Tuple, F: AsyncFn<Args> + ?Sized> AsyncFn<Args> for Box<F> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Box<U>> for Box<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Box<U>> for Box<T> {}
impl<T: ?Sized> Borrow<T> for Box<T> {}
impl<T: ?Sized> BorrowMut<T> for Box<T> {}
impl<T: ?Sized> AsRef<T> for Box<T> {}
impl<T: ?Sized> AsMut<T> for Box<T> {}
impl<T: ?Sized> Unpin for Box<T> {}
impl<F: ?Sized + Future + Unpin> Future for Box<F> {
    type Output = F::Output;
}
impl<I: Iterator + ?Sized> Iterator for Box<I> {
    type Item = I::Item;
}
impl<I: DoubleEndedIterator + ?Sized> DoubleEndedIterator for Box<I> {}
impl<I: ExactSizeIterator + ?Sized> ExactSizeIterator for Box<I> {}
impl<I: FusedIterator + ?Sized> FusedIterator for Box<I> {}
impl<I> FromIterator<I> for Box<[I]> {}
impl<T> IntoIterator for Box<[T]> {
    type Item = T;
    type IntoIter = vec::IntoIter<T>;
}
impl<'a, T> IntoIterator for &'a Box<[T]> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;
}
impl<'a, T> IntoIterator for &'a mut Box<[T]> {
    type Item = &'a mut T;
    type IntoIter = slice::IterMut<'a, T>;
}
impl<T> !Iterator for Box<[T]> {}
impl<'a, T> !Iterator for &'a Box<[T]> {}
impl<'a, T> !Iterator for &'a mut Box<[T]> {}
impl FromIterator<char> for Box<str> {}
impl FromIterator<String> for Box<str> {}
impl<'a> FromIterator<&'a str> for Box<str> {}
impl<T> From<T> for Box<T> {}
impl<T: ?Sized> From<Box<T>> for Pin<Box<T>> {}
impl<T: Clone> From<&[T]> for Box<[T]> {}
impl From<&str> for Box<str> {}
impl From<Cow<'_, str>> for Box<str> {}
impl From<Box<str>> for Box<[u8]> {}
impl<T, const N: usize> From<[T; N]> for Box<[T]> {}
impl<T, const N: usize> TryFrom<Box<[T]>> for Box<[T; N]> {
    type Error = Box<[T]>;
}
impl<T, const N: usize> TryFrom<Vec<T>> for Box<[T; N]> {
    type Error = Vec<T>;
}
impl Box<dyn Any> {
    pub fn downcast<T: Any>(self) -> Result<Box<T>, Self>;
}
impl Box<dyn Any + Send> {
    pub fn downcast<T: Any>(self) -> Result<Box<T>, Self>;
}
impl Box<dyn Any + Send + Sync> {
    pub fn downcast<T: Any>(self) -> Result<Box<T>, Self>;
}
impl<E: Error> Error for Box<E> {}
impl<'a, E: Error + 'a> From<E> for Box<dyn Error + 'a> {}
impl<'a, E: Error + Send + Sync + 'a> From<E> for Box<dyn Error + Send + Sync + 'a> {}
impl<'a> From<String> for Box<dyn Error + Send + Sync + 'a> {}
impl<'a> From<String> for Box<dyn Error + 'a> {}
impl<'a, 'b> From<&'b str> for Box<dyn Error + Send + Sync + 'a> {}
impl<'a, 'b> From<&'b str> for Box<dyn Error + 'a> {}
impl<'a, 'b> From<Cow<'b, str>> for Box<dyn Error + Send + Sync + 'a> {}
impl<'a, 'b> From<Cow<'b, str>> for Box<dyn Error + 'a> {}
impl dyn Error {
    pub fn downcast<T: Error + 'static>(self: Box<Self>) -> Result<Box<T>, Box<dyn Error>>;
}
impl dyn Error + Send {
    pub fn downcast<T: Error + 'static>(self: Box<Self>) -> Result<Box<T>, Box<dyn Error + Send>>;
}
impl dyn Error + Send + Sync {
    pub fn downcast<T: Error + 'static>(self: Box<Self>) -> Result<Box<T>, Box<Self>>;
}
