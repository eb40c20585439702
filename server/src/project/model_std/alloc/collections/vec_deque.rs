//! `VecDeque`.
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;
use core::ops::{Index, IndexMut, RangeBounds};
use core::ptr::NonNull;
use core::slice;

use super::TryReserveError;
use crate::vec::Vec;

pub struct VecDeque<T> {
    head: usize,
    len: usize,
    buf: Vec<T>,
}
impl<T> VecDeque<T> {
    pub const fn new() -> VecDeque<T>;
    pub fn with_capacity(capacity: usize) -> VecDeque<T>;
    pub fn get(&self, index: usize) -> Option<&T>;
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T>;
    pub fn swap(&mut self, i: usize, j: usize);
    pub fn capacity(&self) -> usize;
    pub fn reserve_exact(&mut self, additional: usize);
    pub fn reserve(&mut self, additional: usize);
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError>;
    pub fn shrink_to_fit(&mut self);
    pub fn shrink_to(&mut self, min_capacity: usize);
    pub fn truncate(&mut self, len: usize);
    pub fn iter(&self) -> Iter<'_, T>;
    pub fn iter_mut(&mut self) -> IterMut<'_, T>;
    pub fn as_slices(&self) -> (&[T], &[T]);
    pub fn as_mut_slices(&mut self) -> (&mut [T], &mut [T]);
    pub fn len(&self) -> usize;
    pub fn is_empty(&self) -> bool;
    pub fn range<R>(&self, range: R) -> Iter<'_, T> where R: RangeBounds<usize>;
    pub fn range_mut<R>(&mut self, range: R) -> IterMut<'_, T> where R: RangeBounds<usize>;
    pub fn drain<R>(&mut self, range: R) -> Drain<'_, T> where R: RangeBounds<usize>;
    pub fn clear(&mut self);
    pub fn contains(&self, x: &T) -> bool where T: PartialEq<T>;
    pub fn front(&self) -> Option<&T>;
    pub fn front_mut(&mut self) -> Option<&mut T>;
    pub fn back(&self) -> Option<&T>;
    pub fn back_mut(&mut self) -> Option<&mut T>;
    pub fn pop_front(&mut self) -> Option<T>;
    pub fn pop_back(&mut self) -> Option<T>;
    pub fn pop_front_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T>;
    pub fn pop_back_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T>;
    pub fn push_front(&mut self, value: T);
    pub fn push_back(&mut self, value: T);
    pub fn swap_remove_front(&mut self, index: usize) -> Option<T>;
    pub fn swap_remove_back(&mut self, index: usize) -> Option<T>;
    pub fn insert(&mut self, index: usize, value: T);
    pub fn remove(&mut self, index: usize) -> Option<T>;
    pub fn split_off(&mut self, at: usize) -> Self;
    pub fn append(&mut self, other: &mut Self);
    pub fn retain<F>(&mut self, f: F) where F: FnMut(&T) -> bool;
    pub fn retain_mut<F>(&mut self, f: F) where F: FnMut(&mut T) -> bool;
    pub fn resize_with(&mut self, new_len: usize, generator: impl FnMut() -> T);
    pub fn make_contiguous(&mut self) -> &mut [T];
    pub fn rotate_left(&mut self, n: usize);
    pub fn rotate_right(&mut self, n: usize);
    pub fn binary_search(&self, x: &T) -> Result<usize, usize> where T: Ord;
    pub fn binary_search_by<'a, F>(&'a self, f: F) -> Result<usize, usize> where F: FnMut(&'a T) -> Ordering;
    pub fn partition_point<P>(&self, pred: P) -> usize where P: FnMut(&T) -> bool;
}
impl<T: Clone> VecDeque<T> {
    pub fn resize(&mut self, new_len: usize, value: T);
}
unsafe impl<#[may_dangle] T> Drop for VecDeque<T> {}
impl<T: Clone> Clone for VecDeque<T> {}
impl<T> Default for VecDeque<T> {}
impl<T: PartialEq> PartialEq for VecDeque<T> {}
impl<T: Eq> Eq for VecDeque<T> {}
macro_rules! equal { ($([$($g:tt)*] $rhs:ty;)*) => {$( impl<T, U, $($g)*> PartialEq<$rhs> for VecDeque<T> where T: PartialEq<U> {} )*}; }
equal! { [] Vec<U>; [] &[U]; [] &mut [U]; [const N: usize] [U; N]; [const N: usize] &[U; N]; }
impl<T: PartialOrd> PartialOrd for VecDeque<T> {}
impl<T: Ord> Ord for VecDeque<T> {}
impl<T: Hash> Hash for VecDeque<T> {}
impl<T> Index<usize> for VecDeque<T> {
    type Output = T;
}
impl<T> IndexMut<usize> for VecDeque<T> {}
impl<T> FromIterator<T> for VecDeque<T> {}
impl<T> IntoIterator for VecDeque<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
}
impl<'a, T> IntoIterator for &'a VecDeque<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
}
impl<'a, T> IntoIterator for &'a mut VecDeque<T> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;
}
impl<T> Extend<T> for VecDeque<T> {}
impl<'a, T: 'a + Copy> Extend<&'a T> for VecDeque<T> {}
impl<T: fmt::Debug> fmt::Debug for VecDeque<T> {}
impl<T, const N: usize> From<[T; N]> for VecDeque<T> {}

#[derive(Debug)]
pub struct Iter<'a, T: 'a> {
    i1: slice::Iter<'a, T>,
    i2: slice::Iter<'a, T>,
}
impl<T> Clone for Iter<'_, T> {}
core::__iterator! { ['a, T] Iter<'a, T> => &'a T; double exact }
#[derive(Debug)]
pub struct IterMut<'a, T: 'a> {
    i1: slice::IterMut<'a, T>,
    i2: slice::IterMut<'a, T>,
}
core::__iterator! { ['a, T] IterMut<'a, T> => &'a mut T; double exact }
#[derive(Clone, Debug)]
pub struct IntoIter<T> {
    inner: VecDeque<T>,
}
core::__iterator! { [T] IntoIter<T> => T; double exact }
pub struct Drain<'a, T: 'a> {
    deque: NonNull<VecDeque<T>>,
    drain_len: usize,
    _marker: PhantomData<&'a T>,
}
unsafe impl<T: Sync> Sync for Drain<'_, T> {}
unsafe impl<T: Send> Send for Drain<'_, T> {}
impl<T> Drop for Drain<'_, T> {}
core::__iterator! { ['a, T] Drain<'a, T> => T; double exact }
