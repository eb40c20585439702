//! `Arc`: shared ownership by counting.
use core::any::Any;
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::error::Error;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::{PhantomData, Unsize};
use core::mem::MaybeUninit;
use core::ops::{CoerceUnsized, Deref, DerefPure, DispatchFromDyn};
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::pin::Pin;
use core::ptr::NonNull;
use core::sync::atomic::AtomicUsize;

use crate::borrow::{Cow, ToOwned};
use crate::boxed::Box;

#[repr(C)]
struct ArcInner<T: ?Sized> {
    strong: AtomicUsize,
    weak: AtomicUsize,
    data: T,
}
pub struct Arc<T: ?Sized> {
    ptr: NonNull<ArcInner<T>>,
    phantom: PhantomData<ArcInner<T>>,
}
pub struct Weak<T: ?Sized> {
    ptr: NonNull<ArcInner<T>>,
}
unsafe impl<T: ?Sized + Sync + Send> Send for Arc<T> {}
unsafe impl<T: ?Sized + Sync + Send> Sync for Arc<T> {}
unsafe impl<T: ?Sized + Sync + Send> Send for Weak<T> {}
unsafe impl<T: ?Sized + Sync + Send> Sync for Weak<T> {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for Arc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Arc<U>> for Arc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Arc<U>> for Arc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Weak<U>> for Weak<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Weak<U>> for Weak<T> {}

impl<T> Arc<T> {
    pub fn new(data: T) -> Arc<T>;
    pub fn new_cyclic<F>(data_fn: F) -> Arc<T> where F: FnOnce(&Weak<T>) -> T;
    pub fn new_uninit() -> Arc<MaybeUninit<T>>;
    pub fn pin(data: T) -> Pin<Arc<T>>;
    pub fn try_unwrap(this: Self) -> Result<T, Self>;
    pub fn into_inner(this: Self) -> Option<T>;
}
impl<T> Arc<[T]> {
    pub fn new_uninit_slice(len: usize) -> Arc<[MaybeUninit<T>]>;
}
impl<T> Arc<MaybeUninit<T>> {
    pub unsafe fn assume_init(self) -> Arc<T>;
}
impl<T: ?Sized> Arc<T> {
    pub unsafe fn from_raw(ptr: *const T) -> Self;
    pub fn into_raw(this: Self) -> *const T;
    pub unsafe fn increment_strong_count(ptr: *const T);
    pub unsafe fn decrement_strong_count(ptr: *const T);
    pub fn as_ptr(this: &Self) -> *const T;
    pub fn downgrade(this: &Self) -> Weak<T>;
    pub fn weak_count(this: &Self) -> usize;
    pub fn strong_count(this: &Self) -> usize;
    pub fn get_mut(this: &mut Self) -> Option<&mut T>;
    pub fn ptr_eq(this: &Self, other: &Self) -> bool;
}
impl<T: Clone> Arc<T> {
    pub fn make_mut(this: &mut Self) -> &mut T;
    pub fn unwrap_or_clone(this: Self) -> T;
}
impl<T: ?Sized> Deref for Arc<T> {
    type Target = T;
}
unsafe impl<T: ?Sized> DerefPure for Arc<T> {}
unsafe impl<#[may_dangle] T: ?Sized> Drop for Arc<T> {}
impl<T: ?Sized> Clone for Arc<T> {}
impl<T: Default> Default for Arc<T> {}
impl Default for Arc<str> {}
impl<T> Default for Arc<[T]> {}
impl<T: ?Sized + PartialEq> PartialEq for Arc<T> {}
impl<T: ?Sized + Eq> Eq for Arc<T> {}
impl<T: ?Sized + PartialOrd> PartialOrd for Arc<T> {}
impl<T: ?Sized + Ord> Ord for Arc<T> {}
impl<T: ?Sized + Hash> Hash for Arc<T> {}
impl<T: ?Sized + fmt::Display> fmt::Display for Arc<T> {}
impl<T: ?Sized + fmt::Debug> fmt::Debug for Arc<T> {}
impl<T: ?Sized> fmt::Pointer for Arc<T> {}
impl<T> From<T> for Arc<T> {}
impl<T, const N: usize> From<[T; N]> for Arc<[T]> {}
impl<T: Clone> From<&[T]> for Arc<[T]> {}
impl From<&str> for Arc<str> {}
impl<T: ?Sized> From<Box<T>> for Arc<T> {}
impl<'a, B> From<Cow<'a, B>> for Arc<B> where B: ToOwned + ?Sized, Arc<B>: From<&'a B> + From<B::Owned> {}
impl From<Arc<str>> for Arc<[u8]> {}
impl<T, const N: usize> TryFrom<Arc<[T]>> for Arc<[T; N]> {
    type Error = Arc<[T]>;
}
impl<T> FromIterator<T> for Arc<[T]> {}
impl<T: ?Sized> Borrow<T> for Arc<T> {}
impl<T: ?Sized> AsRef<T> for Arc<T> {}
impl<T: ?Sized> Unpin for Arc<T> {}
impl<T: Error + ?Sized> Error for Arc<T> {}
impl Arc<dyn Any + Send + Sync> {
    pub fn downcast<T>(self) -> Result<Arc<T>, Self> where T: Any + Send + Sync;
}

impl<T> Weak<T> {
    pub const fn new() -> Weak<T>;
}
impl<T: ?Sized> Weak<T> {
    pub fn as_ptr(&self) -> *const T;
    pub fn into_raw(self) -> *const T;
    pub unsafe fn from_raw(ptr: *const T) -> Self;
    pub fn upgrade(&self) -> Option<Arc<T>>;
    pub fn strong_count(&self) -> usize;
    pub fn weak_count(&self) -> usize;
    pub fn ptr_eq(&self, other: &Self) -> bool;
}
unsafe impl<#[may_dangle] T: ?Sized> Drop for Weak<T> {}
impl<T: ?Sized> Clone for Weak<T> {}
impl<T: ?Sized> fmt::Debug for Weak<T> {}
impl<T> Default for Weak<T> {}
