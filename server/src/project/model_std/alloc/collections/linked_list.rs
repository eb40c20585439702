//! `LinkedList`.
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;
use core::ptr::NonNull;

use crate::boxed::Box;

struct Node<T> {
    next: Option<NonNull<Node<T>>>,
    prev: Option<NonNull<Node<T>>>,
    element: T,
}
pub struct LinkedList<T> {
    head: Option<NonNull<Node<T>>>,
    tail: Option<NonNull<Node<T>>>,
    len: usize,
    marker: PhantomData<Box<Node<T>>>,
}
unsafe impl<T: Send> Send for LinkedList<T> {}
unsafe impl<T: Sync> Sync for LinkedList<T> {}
impl<T> LinkedList<T> {
    pub const fn new() -> Self;
    pub fn append(&mut self, other: &mut Self);
    pub fn iter(&self) -> Iter<'_, T>;
    pub fn iter_mut(&mut self) -> IterMut<'_, T>;
    pub fn is_empty(&self) -> bool;
    pub fn len(&self) -> usize;
    pub fn clear(&mut self);
    pub fn contains(&self, x: &T) -> bool where T: PartialEq<T>;
    pub fn front(&self) -> Option<&T>;
    pub fn front_mut(&mut self) -> Option<&mut T>;
    pub fn back(&self) -> Option<&T>;
    pub fn back_mut(&mut self) -> Option<&mut T>;
    pub fn push_front(&mut self, elt: T);
    pub fn pop_front(&mut self) -> Option<T>;
    pub fn push_back(&mut self, elt: T);
    pub fn pop_back(&mut self) -> Option<T>;
    pub fn split_off(&mut self, at: usize) -> LinkedList<T>;
}
unsafe impl<#[may_dangle] T> Drop for LinkedList<T> {}
impl<T> Default for LinkedList<T> {}
impl<T: Clone> Clone for LinkedList<T> {}
impl<T: fmt::Debug> fmt::Debug for LinkedList<T> {}
impl<T: PartialEq> PartialEq for LinkedList<T> {}
impl<T: Eq> Eq for LinkedList<T> {}
impl<T: PartialOrd> PartialOrd for LinkedList<T> {}
impl<T: Ord> Ord for LinkedList<T> {}
impl<T: Hash> Hash for LinkedList<T> {}
impl<T> FromIterator<T> for LinkedList<T> {}
impl<T> IntoIterator for LinkedList<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
}
impl<'a, T> IntoIterator for &'a LinkedList<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
}
impl<'a, T> IntoIterator for &'a mut LinkedList<T> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;
}
impl<T> Extend<T> for LinkedList<T> {}
impl<'a, T: 'a + Copy> Extend<&'a T> for LinkedList<T> {}
impl<T, const N: usize> From<[T; N]> for LinkedList<T> {}
#[derive(Debug)]
pub struct Iter<'a, T: 'a> {
    head: Option<NonNull<Node<T>>>,
    tail: Option<NonNull<Node<T>>>,
    len: usize,
    marker: PhantomData<&'a Node<T>>,
}
unsafe impl<T: Sync> Send for Iter<'_, T> {}
unsafe impl<T: Sync> Sync for Iter<'_, T> {}
impl<T> Clone for Iter<'_, T> {}
core::__iterator! { ['a, T] Iter<'a, T> => &'a T; double exact }
#[derive(Debug)]
pub struct IterMut<'a, T: 'a> {
    head: Option<NonNull<Node<T>>>,
    tail: Option<NonNull<Node<T>>>,
    len: usize,
    marker: PhantomData<&'a mut Node<T>>,
}
unsafe impl<T: Send> Send for IterMut<'_, T> {}
unsafe impl<T: Sync> Sync for IterMut<'_, T> {}
core::__iterator! { ['a, T] IterMut<'a, T> => &'a mut T; double exact }
#[derive(Clone, Debug)]
pub struct IntoIter<T> {
    list: LinkedList<T>,
}
core::__iterator! { [T] IntoIter<T> => T; double exact }
