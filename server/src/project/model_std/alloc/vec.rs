//! `Vec`.
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;
use core::mem::MaybeUninit;
use core::ops::{Deref, DerefMut, DerefPure, Index, IndexMut, RangeBounds};
use core::ptr::{NonNull, Unique};
use core::slice::{self, SliceIndex};

use crate::borrow::{Cow, ToOwned};
use crate::boxed::Box;
use crate::collections::TryReserveError;
use crate::collections::{BinaryHeap, VecDeque};
use crate::ffi::CString;
use crate::rc::Rc;
use crate::string::String;
use crate::sync::Arc;

/// The buffer, freed when dropped; its elements are `Vec`'s business.
struct RawVec<T> {
    ptr: Unique<T>,
    cap: usize,
}
unsafe impl<#[may_dangle] T> Drop for RawVec<T> {}
pub struct Vec<T> {
    buf: RawVec<T>,
    len: usize,
}
pub fn from_elem<T: Clone>(elem: T, n: usize) -> Vec<T>;

impl<T> Vec<T> {
    pub const fn new() -> Self;
    pub fn with_capacity(capacity: usize) -> Self;
    pub unsafe fn from_raw_parts(ptr: *mut T, length: usize, capacity: usize) -> Self;
    pub fn into_raw_parts(self) -> (*mut T, usize, usize);
    pub fn capacity(&self) -> usize;
    pub fn reserve(&mut self, additional: usize);
    pub fn reserve_exact(&mut self, additional: usize);
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError>;
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError>;
    pub fn shrink_to_fit(&mut self);
    pub fn shrink_to(&mut self, min_capacity: usize);
    pub fn into_boxed_slice(self) -> Box<[T]>;
    pub fn truncate(&mut self, len: usize);
    pub fn as_slice(&self) -> &[T];
    pub fn as_mut_slice(&mut self) -> &mut [T];
    pub fn as_ptr(&self) -> *const T;
    pub fn as_mut_ptr(&mut self) -> *mut T;
    pub unsafe fn set_len(&mut self, new_len: usize);
    pub fn swap_remove(&mut self, index: usize) -> T;
    pub fn insert(&mut self, index: usize, element: T);
    pub fn insert_mut(&mut self, index: usize, element: T) -> &mut T;
    pub fn remove(&mut self, index: usize) -> T;
    pub fn retain<F>(&mut self, f: F) where F: FnMut(&T) -> bool;
    pub fn retain_mut<F>(&mut self, f: F) where F: FnMut(&mut T) -> bool;
    pub fn dedup_by_key<F, K>(&mut self, key: F) where F: FnMut(&mut T) -> K, K: PartialEq;
    pub fn dedup_by<F>(&mut self, same_bucket: F) where F: FnMut(&mut T, &mut T) -> bool;
    pub fn push(&mut self, value: T);
    pub fn push_mut(&mut self, value: T) -> &mut T;
    pub fn pop(&mut self) -> Option<T>;
    pub fn pop_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T>;
    pub fn append(&mut self, other: &mut Self);
    pub fn drain<R>(&mut self, range: R) -> Drain<'_, T> where R: RangeBounds<usize>;
    pub fn clear(&mut self);
    pub fn len(&self) -> usize;
    pub fn is_empty(&self) -> bool;
    pub fn split_off(&mut self, at: usize) -> Self;
    pub fn resize_with<F>(&mut self, new_len: usize, f: F) where F: FnMut() -> T;
    pub fn leak<'a>(self) -> &'a mut [T];
    pub fn spare_capacity_mut(&mut self) -> &mut [MaybeUninit<T>];
    pub fn splice<R, I>(&mut self, range: R, replace_with: I) -> Splice<'_, I::IntoIter> where R: RangeBounds<usize>, I: IntoIterator<Item = T>;
    pub fn extract_if<F, R>(&mut self, range: R, filter: F) -> ExtractIf<'_, T, F> where F: FnMut(&mut T) -> bool, R: RangeBounds<usize>;
}
impl<T: Clone> Vec<T> {
    pub fn resize(&mut self, new_len: usize, value: T);
    pub fn extend_from_slice(&mut self, other: &[T]);
    pub fn extend_from_within<R>(&mut self, src: R) where R: RangeBounds<usize>;
}
impl<T, const N: usize> Vec<[T; N]> {
    pub fn into_flattened(self) -> Vec<T>;
}
impl<T: PartialEq> Vec<T> {
    pub fn dedup(&mut self);
}
impl<T> Deref for Vec<T> {
    type Target = [T];
}
impl<T> DerefMut for Vec<T> {}
unsafe impl<T> DerefPure for Vec<T> {}
impl<T: Clone> Clone for Vec<T> {}
impl<T: Hash> Hash for Vec<T> {}
impl<T, I: SliceIndex<[T]>> Index<I> for Vec<T> {
    type Output = I::Output;
}
impl<T, I: SliceIndex<[T]>> IndexMut<I> for Vec<T> {}
impl<T> FromIterator<T> for Vec<T> {}
impl<T> IntoIterator for Vec<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
}
impl<'a, T> IntoIterator for &'a Vec<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;
}
impl<'a, T> IntoIterator for &'a mut Vec<T> {
    type Item = &'a mut T;
    type IntoIter = slice::IterMut<'a, T>;
}
impl<T> Extend<T> for Vec<T> {}
impl<'a, T: Copy + 'a> Extend<&'a T> for Vec<T> {}
impl<T: PartialOrd> PartialOrd for Vec<T> {}
impl<T: Eq> Eq for Vec<T> {}
impl<T: Ord> Ord for Vec<T> {}
unsafe impl<#[may_dangle] T> Drop for Vec<T> {}
impl<T> Default for Vec<T> {}
impl<T: fmt::Debug> fmt::Debug for Vec<T> {}
impl<T> AsRef<Vec<T>> for Vec<T> {}
impl<T> AsMut<Vec<T>> for Vec<T> {}
impl<T> AsRef<[T]> for Vec<T> {}
impl<T> AsMut<[T]> for Vec<T> {}
macro_rules! from { ($([$($g:tt)*] $from:ty => $to:ty;)*) => {$( impl<$($g)*> From<$from> for $to {} )*}; }
from! {
    [T: Clone] &[T] => Vec<T>; [T: Clone] &mut [T] => Vec<T>; [T: Clone, const N: usize] &[T; N] => Vec<T>;
    [T: Clone, const N: usize] &mut [T; N] => Vec<T>; [T, const N: usize] [T; N] => Vec<T>; [T] Box<[T]> => Vec<T>;
    [T] Vec<T> => Box<[T]>; [] &str => Vec<u8>; ['a, T: Clone] &'a [T] => Cow<'a, [T]>; ['a, T: Clone] Vec<T> => Cow<'a, [T]>;
    ['a, T: Clone] &'a Vec<T> => Cow<'a, [T]>; [T] BinaryHeap<T> => Vec<T>; [T] VecDeque<T> => Vec<T>;
    [T] Vec<T> => VecDeque<T>; [T: Ord] Vec<T> => BinaryHeap<T>; [] CString => Vec<u8>; [T] Vec<T> => Rc<[T]>; [T] Vec<T> => Arc<[T]>;
}
impl<'a, T> From<Cow<'a, [T]>> for Vec<T> where [T]: ToOwned<Owned = Vec<T>> {}
impl<'a, T: Clone> FromIterator<T> for Cow<'a, [T]> {}
impl<T, const N: usize> TryFrom<Vec<T>> for [T; N] {
    type Error = Vec<T>;
}
macro_rules! equal { ($([$($g:tt)*] $lhs:ty, $rhs:ty;)*) => {$( impl<T, U, $($g)*> PartialEq<$rhs> for $lhs where T: PartialEq<U> {} )*}; }
equal! {
    [] Vec<T>, Vec<U>; [] Vec<T>, &[U]; [] Vec<T>, &mut [U]; [] &[T], Vec<U>; [] &mut [T], Vec<U>; [] Vec<T>, [U];
    [] [T], Vec<U>; [const N: usize] Vec<T>, [U; N]; [const N: usize] Vec<T>, &[U; N];
}
impl<T: Clone, U> PartialEq<Vec<U>> for Cow<'_, [T]> where T: PartialEq<U> {}
impl<T: Clone, U> PartialEq<&[U]> for Cow<'_, [T]> where T: PartialEq<U> {}

pub struct IntoIter<T> {
    buf: NonNull<T>,
    phantom: PhantomData<T>,
    cap: usize,
    ptr: NonNull<T>,
    end: *const T,
}
unsafe impl<T: Send> Send for IntoIter<T> {}
unsafe impl<T: Sync> Sync for IntoIter<T> {}
impl<T> IntoIter<T> {
    pub fn as_slice(&self) -> &[T];
    pub fn as_mut_slice(&mut self) -> &mut [T];
}
impl<T: fmt::Debug> fmt::Debug for IntoIter<T> {}
impl<T> AsRef<[T]> for IntoIter<T> {}
impl<T: Clone> Clone for IntoIter<T> {}
impl<T> Default for IntoIter<T> {}
unsafe impl<#[may_dangle] T> Drop for IntoIter<T> {}
core::__iterator! { [T] IntoIter<T> => T; double exact }

pub struct Drain<'a, T: 'a> {
    tail_start: usize,
    tail_len: usize,
    iter: slice::Iter<'a, T>,
    vec: NonNull<Vec<T>>,
}
unsafe impl<T: Sync> Sync for Drain<'_, T> {}
unsafe impl<T: Send> Send for Drain<'_, T> {}
impl<'a, T> Drain<'a, T> {
    pub fn as_slice(&self) -> &[T];
}
impl<T: fmt::Debug> fmt::Debug for Drain<'_, T> {}
impl<T> Drop for Drain<'_, T> {}
core::__iterator! { ['a, T] Drain<'a, T> => T; double exact }
#[derive(Debug)]
pub struct Splice<'a, I: Iterator + 'a> {
    drain: Drain<'a, I::Item>,
    replace_with: I,
}
impl<I: Iterator> Drop for Splice<'_, I> {}
impl<I: Iterator> Iterator for Splice<'_, I> {
    type Item = I::Item;
}
impl<I: Iterator> DoubleEndedIterator for Splice<'_, I> {}
impl<I: Iterator> ExactSizeIterator for Splice<'_, I> {}
pub struct ExtractIf<'a, T, F> {
    vec: &'a mut Vec<T>,
    idx: usize,
    end: usize,
    del: usize,
    old_len: usize,
    pred: F,
}
impl<T, F> Iterator for ExtractIf<'_, T, F> where F: FnMut(&mut T) -> bool {
    type Item = T;
}
impl<T, F> Drop for ExtractIf<'_, T, F> {}
