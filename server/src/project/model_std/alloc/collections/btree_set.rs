//! `BTreeSet`.
use core::borrow::Borrow;
use core::fmt::{self, Debug};
use core::marker::PhantomData;
use core::ops::{BitAnd, BitOr, BitXor, RangeBounds, Sub};

use super::btree_map::{self, BTreeMap};

#[derive(Hash, PartialEq, Eq, Ord, PartialOrd)]
pub struct BTreeSet<T> {
    map: BTreeMap<T, ()>,
}
impl<T> BTreeSet<T> {
    pub const fn new() -> BTreeSet<T>;
    pub fn range<K: ?Sized, R>(&self, range: R) -> Range<'_, T> where K: Ord, T: Borrow<K> + Ord, R: RangeBounds<K>;
    pub fn difference<'a>(&'a self, other: &'a BTreeSet<T>) -> Difference<'a, T> where T: Ord;
    pub fn symmetric_difference<'a>(&'a self, other: &'a BTreeSet<T>) -> SymmetricDifference<'a, T> where T: Ord;
    pub fn intersection<'a>(&'a self, other: &'a BTreeSet<T>) -> Intersection<'a, T> where T: Ord;
    pub fn union<'a>(&'a self, other: &'a BTreeSet<T>) -> Union<'a, T> where T: Ord;
    pub fn clear(&mut self);
    pub fn contains<Q: ?Sized>(&self, value: &Q) -> bool where T: Borrow<Q> + Ord, Q: Ord;
    pub fn get<Q: ?Sized>(&self, value: &Q) -> Option<&T> where T: Borrow<Q> + Ord, Q: Ord;
    pub fn is_disjoint(&self, other: &BTreeSet<T>) -> bool where T: Ord;
    pub fn is_subset(&self, other: &BTreeSet<T>) -> bool where T: Ord;
    pub fn is_superset(&self, other: &BTreeSet<T>) -> bool where T: Ord;
    pub fn first(&self) -> Option<&T> where T: Ord;
    pub fn last(&self) -> Option<&T> where T: Ord;
    pub fn pop_first(&mut self) -> Option<T> where T: Ord;
    pub fn pop_last(&mut self) -> Option<T> where T: Ord;
    pub fn insert(&mut self, value: T) -> bool where T: Ord;
    pub fn replace(&mut self, value: T) -> Option<T> where T: Ord;
    pub fn remove<Q: ?Sized>(&mut self, value: &Q) -> bool where T: Borrow<Q> + Ord, Q: Ord;
    pub fn take<Q: ?Sized>(&mut self, value: &Q) -> Option<T> where T: Borrow<Q> + Ord, Q: Ord;
    pub fn retain<F>(&mut self, f: F) where T: Ord, F: FnMut(&T) -> bool;
    pub fn append(&mut self, other: &mut Self) where T: Ord;
    pub fn split_off<Q: ?Sized + Ord>(&mut self, value: &Q) -> Self where T: Borrow<Q> + Ord;
    pub fn iter(&self) -> Iter<'_, T>;
    pub fn len(&self) -> usize;
    pub fn is_empty(&self) -> bool;
}
impl<T: Clone> Clone for BTreeSet<T> {}
impl<T> Default for BTreeSet<T> {}
impl<T: Debug> Debug for BTreeSet<T> {}
impl<T: Ord> FromIterator<T> for BTreeSet<T> {}
impl<T: Ord, const N: usize> From<[T; N]> for BTreeSet<T> {}
impl<T: Ord> Extend<T> for BTreeSet<T> {}
impl<'a, T: 'a + Ord + Copy> Extend<&'a T> for BTreeSet<T> {}
impl<T> IntoIterator for BTreeSet<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
}
impl<'a, T> IntoIterator for &'a BTreeSet<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
}
macro_rules! operators { ($($op:ident $method:ident)*) => {$(
    impl<T: Ord + Clone> $op<&BTreeSet<T>> for &BTreeSet<T> { type Output = BTreeSet<T>; }
)*}; }
operators! { Sub sub BitXor bitxor BitAnd bitand BitOr bitor }
#[derive(Debug)]
pub struct Iter<'a, T: 'a> {
    iter: btree_map::Keys<'a, T, ()>,
}
impl<T> Clone for Iter<'_, T> {}
core::__iterator! { ['a, T] Iter<'a, T> => &'a T; double exact }
#[derive(Debug)]
pub struct IntoIter<T> {
    iter: btree_map::IntoIter<T, ()>,
}
core::__iterator! { [T] IntoIter<T> => T; double exact }
#[derive(Debug)]
pub struct Range<'a, T: 'a> {
    iter: btree_map::Range<'a, T, ()>,
}
impl<T> Clone for Range<'_, T> {}
core::__iterator! { ['a, T] Range<'a, T> => &'a T; double }
macro_rules! relations { ($($name:ident)*) => {$(
    pub struct $name<'a, T: 'a> { inner: PhantomData<&'a T> }
    impl<T> Clone for $name<'_, T> {}
    impl<T: Debug> Debug for $name<'_, T> {}
    core::__iterator! { ['a, T: Ord] $name<'a, T> => &'a T; }
)*}; }
relations! { Difference SymmetricDifference Intersection Union }
