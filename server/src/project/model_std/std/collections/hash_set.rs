//! `HashSet`.
use super::TryReserveError;
use super::hash_map::{self, HashMap};
use crate::borrow::Borrow;
use crate::fmt;
use crate::hash::{BuildHasher, Hash, RandomState};
use crate::ops::{BitAnd, BitOr, BitXor, Sub};

pub struct HashSet<T, S = RandomState> {
    map: HashMap<T, (), S>,
}
impl<T> HashSet<T, RandomState> {
    pub fn new() -> HashSet<T, RandomState>;
    pub fn with_capacity(capacity: usize) -> HashSet<T, RandomState>;
}
impl<T, S> HashSet<T, S> {
    pub fn capacity(&self) -> usize;
    pub fn iter(&self) -> Iter<'_, T>;
    pub fn len(&self) -> usize;
    pub fn is_empty(&self) -> bool;
    pub fn drain(&mut self) -> Drain<'_, T>;
    pub fn retain<F>(&mut self, f: F) where F: FnMut(&T) -> bool;
    pub fn clear(&mut self);
    pub const fn with_hasher(hasher: S) -> HashSet<T, S>;
    pub fn with_capacity_and_hasher(capacity: usize, hasher: S) -> HashSet<T, S>;
    pub fn hasher(&self) -> &S;
}
impl<T, S> HashSet<T, S> where T: Eq + Hash, S: BuildHasher {
    pub fn reserve(&mut self, additional: usize);
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError>;
    pub fn shrink_to_fit(&mut self);
    pub fn shrink_to(&mut self, min_capacity: usize);
    pub fn difference<'a>(&'a self, other: &'a HashSet<T, S>) -> Difference<'a, T, S>;
    pub fn symmetric_difference<'a>(&'a self, other: &'a HashSet<T, S>) -> SymmetricDifference<'a, T, S>;
    pub fn intersection<'a>(&'a self, other: &'a HashSet<T, S>) -> Intersection<'a, T, S>;
    pub fn union<'a>(&'a self, other: &'a HashSet<T, S>) -> Union<'a, T, S>;
    pub fn contains<Q: ?Sized>(&self, value: &Q) -> bool where T: Borrow<Q>, Q: Hash + Eq;
    pub fn get<Q: ?Sized>(&self, value: &Q) -> Option<&T> where T: Borrow<Q>, Q: Hash + Eq;
    pub fn is_disjoint(&self, other: &HashSet<T, S>) -> bool;
    pub fn is_subset(&self, other: &HashSet<T, S>) -> bool;
    pub fn is_superset(&self, other: &HashSet<T, S>) -> bool;
    pub fn insert(&mut self, value: T) -> bool;
    pub fn replace(&mut self, value: T) -> Option<T>;
    pub fn remove<Q: ?Sized>(&mut self, value: &Q) -> bool where T: Borrow<Q>, Q: Hash + Eq;
    pub fn take<Q: ?Sized>(&mut self, value: &Q) -> Option<T> where T: Borrow<Q>, Q: Hash + Eq;
}
impl<T: Clone, S: Clone> Clone for HashSet<T, S> {}
impl<T, S> PartialEq for HashSet<T, S> where T: Eq + Hash, S: BuildHasher {}
impl<T, S> Eq for HashSet<T, S> where T: Eq + Hash, S: BuildHasher {}
impl<T: fmt::Debug, S> fmt::Debug for HashSet<T, S> {}
impl<T, S> FromIterator<T> for HashSet<T, S> where T: Eq + Hash, S: BuildHasher + Default {}
impl<T: Eq + Hash, const N: usize> From<[T; N]> for HashSet<T, RandomState> {}
impl<T, S> Extend<T> for HashSet<T, S> where T: Eq + Hash, S: BuildHasher {}
impl<'a, T, S> Extend<&'a T> for HashSet<T, S> where T: 'a + Eq + Hash + Copy, S: BuildHasher {}
impl<T, S: Default> Default for HashSet<T, S> {}
macro_rules! operators { ($($op:ident $method:ident)*) => {$(
    impl<T, S> $op<&HashSet<T, S>> for &HashSet<T, S> where T: Eq + Hash + Clone, S: BuildHasher + Default { type Output = HashSet<T, S>; }
)*}; }
operators! { BitOr bitor BitAnd bitand BitXor bitxor Sub sub }
impl<T, S> IntoIterator for HashSet<T, S> {
    type Item = T;
    type IntoIter = IntoIter<T>;
}
impl<'a, T, S> IntoIterator for &'a HashSet<T, S> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
}
pub struct Iter<'a, K: 'a> {
    base: hash_map::Keys<'a, K, ()>,
}
impl<K> Clone for Iter<'_, K> {}
core::__iterator! { ['a, K] Iter<'a, K> => &'a K; exact }
pub struct IntoIter<K> {
    base: hash_map::IntoIter<K, ()>,
}
core::__iterator! { [K] IntoIter<K> => K; exact }
pub struct Drain<'a, K: 'a> {
    base: hash_map::Drain<'a, K, ()>,
}
core::__iterator! { ['a, K] Drain<'a, K> => K; exact }
macro_rules! relations { ($($name:ident)*) => {$(
    pub struct $name<'a, T: 'a, S: 'a> { iter: Iter<'a, T>, other: &'a HashSet<T, S> }
    impl<T, S> Clone for $name<'_, T, S> {}
    impl<T, S> fmt::Debug for $name<'_, T, S> where T: fmt::Debug + Eq + Hash, S: BuildHasher {}
    core::__iterator! { ['a, T: Eq + Hash, S: BuildHasher] $name<'a, T, S> => &'a T; }
)*}; }
relations! { Difference SymmetricDifference Intersection Union }
