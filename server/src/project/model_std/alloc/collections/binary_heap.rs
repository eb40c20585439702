//! `BinaryHeap`.
use core::fmt;
use core::ops::{Deref, DerefMut};
use core::slice;

use super::TryReserveError;
use crate::vec::{self, Vec};

pub struct BinaryHeap<T> {
    data: Vec<T>,
}
pub struct PeekMut<'a, T: 'a + Ord> {
    heap: &'a mut BinaryHeap<T>,
    original_len: Option<usize>,
}
impl<T: Ord> Drop for PeekMut<'_, T> {}
impl<T: Ord> Deref for PeekMut<'_, T> {
    type Target = T;
}
impl<T: Ord> DerefMut for PeekMut<'_, T> {}
impl<'a, T: Ord> PeekMut<'a, T> {
    pub fn pop(this: PeekMut<'a, T>) -> T;
}
impl<T: Ord> BinaryHeap<T> {
    pub const fn new() -> BinaryHeap<T>;
    pub fn with_capacity(capacity: usize) -> BinaryHeap<T>;
    pub fn peek_mut(&mut self) -> Option<PeekMut<'_, T>>;
    pub fn pop(&mut self) -> Option<T>;
    pub fn push(&mut self, item: T);
    pub fn into_sorted_vec(self) -> Vec<T>;
    pub fn append(&mut self, other: &mut Self);
    pub fn retain<F>(&mut self, f: F) where F: FnMut(&T) -> bool;
}
impl<T> BinaryHeap<T> {
    pub fn iter(&self) -> Iter<'_, T>;
    pub fn peek(&self) -> Option<&T>;
    pub fn capacity(&self) -> usize;
    pub fn reserve_exact(&mut self, additional: usize);
    pub fn reserve(&mut self, additional: usize);
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError>;
    pub fn shrink_to_fit(&mut self);
    pub fn shrink_to(&mut self, min_capacity: usize);
    pub fn into_vec(self) -> Vec<T>;
    pub fn as_slice(&self) -> &[T];
    pub fn len(&self) -> usize;
    pub fn is_empty(&self) -> bool;
    pub fn drain(&mut self) -> Drain<'_, T>;
    pub fn clear(&mut self);
}
impl<T: Clone> Clone for BinaryHeap<T> {}
impl<T: Ord> Default for BinaryHeap<T> {}
impl<T: fmt::Debug> fmt::Debug for BinaryHeap<T> {}
impl<T: Ord, const N: usize> From<[T; N]> for BinaryHeap<T> {}
impl<T: Ord> FromIterator<T> for BinaryHeap<T> {}
impl<T> IntoIterator for BinaryHeap<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
}
impl<'a, T> IntoIterator for &'a BinaryHeap<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
}
impl<T: Ord> Extend<T> for BinaryHeap<T> {}
impl<'a, T: 'a + Ord + Copy> Extend<&'a T> for BinaryHeap<T> {}
#[derive(Debug)]
pub struct Iter<'a, T: 'a> {
    iter: slice::Iter<'a, T>,
}
impl<T> Clone for Iter<'_, T> {}
core::__iterator! { ['a, T] Iter<'a, T> => &'a T; double exact }
#[derive(Clone, Debug)]
pub struct IntoIter<T> {
    iter: vec::IntoIter<T>,
}
core::__iterator! { [T] IntoIter<T> => T; double exact }
#[derive(Debug)]
pub struct Drain<'a, T: 'a> {
    iter: vec::Drain<'a, T>,
}
core::__iterator! { ['a, T] Drain<'a, T> => T; double exact }
