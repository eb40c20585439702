//! `HashMap`.
pub use crate::hash::{DefaultHasher, RandomState};

use super::TryReserveError;
use crate::borrow::Borrow;
use crate::fmt::{self, Debug};
use crate::hash::{BuildHasher, Hash};
use crate::marker::PhantomData;
use crate::ops::Index;
use crate::ptr::NonNull;

struct RawTable<T> {
    ctrl: NonNull<u8>,
    items: usize,
    marker: PhantomData<T>,
}
unsafe impl<T: Send> Send for RawTable<T> {}
unsafe impl<T: Sync> Sync for RawTable<T> {}
unsafe impl<#[may_dangle] T> Drop for RawTable<T> {}
pub struct HashMap<K, V, S = RandomState> {
    hash_builder: S,
    table: RawTable<(K, V)>,
}
impl<K, V> HashMap<K, V, RandomState> {
    pub fn new() -> HashMap<K, V, RandomState>;
    pub fn with_capacity(capacity: usize) -> HashMap<K, V, RandomState>;
}
impl<K, V, S> HashMap<K, V, S> {
    pub const fn with_hasher(hash_builder: S) -> HashMap<K, V, S>;
    pub fn with_capacity_and_hasher(capacity: usize, hasher: S) -> HashMap<K, V, S>;
    pub fn capacity(&self) -> usize;
    pub fn keys(&self) -> Keys<'_, K, V>;
    pub fn into_keys(self) -> IntoKeys<K, V>;
    pub fn values(&self) -> Values<'_, K, V>;
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V>;
    pub fn into_values(self) -> IntoValues<K, V>;
    pub fn iter(&self) -> Iter<'_, K, V>;
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V>;
    pub fn len(&self) -> usize;
    pub fn is_empty(&self) -> bool;
    pub fn drain(&mut self) -> Drain<'_, K, V>;
    pub fn extract_if<F>(&mut self, pred: F) -> ExtractIf<'_, K, V, F> where F: FnMut(&K, &mut V) -> bool;
    pub fn retain<F>(&mut self, f: F) where F: FnMut(&K, &mut V) -> bool;
    pub fn clear(&mut self);
    pub fn hasher(&self) -> &S;
}
impl<K, V, S> HashMap<K, V, S> where K: Eq + Hash, S: BuildHasher {
    pub fn reserve(&mut self, additional: usize);
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError>;
    pub fn shrink_to_fit(&mut self);
    pub fn shrink_to(&mut self, min_capacity: usize);
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V>;
    pub fn get<Q: ?Sized>(&self, k: &Q) -> Option<&V> where K: Borrow<Q>, Q: Hash + Eq;
    pub fn get_key_value<Q: ?Sized>(&self, k: &Q) -> Option<(&K, &V)> where K: Borrow<Q>, Q: Hash + Eq;
    pub fn get_disjoint_mut<Q: ?Sized, const N: usize>(&mut self, ks: [&Q; N]) -> [Option<&'_ mut V>; N] where K: Borrow<Q>, Q: Hash + Eq;
    pub fn contains_key<Q: ?Sized>(&self, k: &Q) -> bool where K: Borrow<Q>, Q: Hash + Eq;
    pub fn get_mut<Q: ?Sized>(&mut self, k: &Q) -> Option<&mut V> where K: Borrow<Q>, Q: Hash + Eq;
    pub fn insert(&mut self, k: K, v: V) -> Option<V>;
    pub fn remove<Q: ?Sized>(&mut self, k: &Q) -> Option<V> where K: Borrow<Q>, Q: Hash + Eq;
    pub fn remove_entry<Q: ?Sized>(&mut self, k: &Q) -> Option<(K, V)> where K: Borrow<Q>, Q: Hash + Eq;
}
impl<K: Clone, V: Clone, S: Clone> Clone for HashMap<K, V, S> {}
impl<K, V, S> PartialEq for HashMap<K, V, S> where K: Eq + Hash, V: PartialEq, S: BuildHasher {}
impl<K, V, S> Eq for HashMap<K, V, S> where K: Eq + Hash, V: Eq, S: BuildHasher {}
impl<K: Debug, V: Debug, S> Debug for HashMap<K, V, S> {}
impl<K, V, S: Default> Default for HashMap<K, V, S> {}
impl<K, Q: ?Sized, V, S> Index<&Q> for HashMap<K, V, S> where K: Eq + Hash + Borrow<Q>, Q: Eq + Hash, S: BuildHasher {
    type Output = V;
}
impl<K: Eq + Hash, V, const N: usize> From<[(K, V); N]> for HashMap<K, V, RandomState> {}
impl<K, V, S> FromIterator<(K, V)> for HashMap<K, V, S> where K: Eq + Hash, S: BuildHasher + Default {}
impl<K, V, S> Extend<(K, V)> for HashMap<K, V, S> where K: Eq + Hash, S: BuildHasher {}
impl<'a, K, V, S> Extend<(&'a K, &'a V)> for HashMap<K, V, S> where K: Eq + Hash + Copy, V: Copy, S: BuildHasher {}
impl<K, V, S> IntoIterator for HashMap<K, V, S> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;
}
impl<'a, K, V, S> IntoIterator for &'a HashMap<K, V, S> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;
}
impl<'a, K, V, S> IntoIterator for &'a mut HashMap<K, V, S> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;
}

macro_rules! borrowed { ($($name:ident => $item:ty;)*) => {$(
    pub struct $name<'a, K: 'a, V: 'a> { items: usize, marker: PhantomData<&'a (K, V)> }
    impl<K: Debug, V: Debug> Debug for $name<'_, K, V> {}
    impl<K, V> Clone for $name<'_, K, V> {}
    core::__iterator! { ['a, K, V] $name<'a, K, V> => $item; exact }
)*}; }
borrowed! { Iter => (&'a K, &'a V); Keys => &'a K; Values => &'a V; }
macro_rules! borrowed_mut { ($($name:ident => $item:ty;)*) => {$(
    pub struct $name<'a, K: 'a, V: 'a> { items: usize, marker: PhantomData<(&'a K, &'a mut V)> }
    unsafe impl<K: Send, V: Send> Send for $name<'_, K, V> {}
    impl<K: Debug, V: Debug> Debug for $name<'_, K, V> {}
    core::__iterator! { ['a, K, V] $name<'a, K, V> => $item; exact }
)*}; }
borrowed_mut! { IterMut => (&'a K, &'a mut V); ValuesMut => &'a mut V; }
macro_rules! owned { ($($name:ident => $item:ty;)*) => {$(
    pub struct $name<K, V> { table: RawTable<(K, V)> }
    impl<K: Debug, V: Debug> Debug for $name<K, V> {}
    core::__iterator! { [K, V] $name<K, V> => $item; exact }
)*}; }
owned! { IntoIter => (K, V); IntoKeys => K; IntoValues => V; }
struct RawDrain<'a, T> {
    table: NonNull<RawTable<T>>,
    marker: PhantomData<&'a T>,
}
unsafe impl<T: Send> Send for RawDrain<'_, T> {}
unsafe impl<T: Sync> Sync for RawDrain<'_, T> {}
impl<T> Drop for RawDrain<'_, T> {}
pub struct Drain<'a, K: 'a, V: 'a> {
    base: RawDrain<'a, (K, V)>,
}
core::__iterator! { ['a, K, V] Drain<'a, K, V> => (K, V); exact }
pub struct ExtractIf<'a, K, V, F> {
    table: &'a mut RawTable<(K, V)>,
    pred: F,
}
impl<K, V, F> Iterator for ExtractIf<'_, K, V, F> where F: FnMut(&K, &mut V) -> bool {
    type Item = (K, V);
}

pub enum Entry<'a, K: 'a, V: 'a> {
    Occupied(OccupiedEntry<'a, K, V>),
    Vacant(VacantEntry<'a, K, V>),
}
pub struct OccupiedEntry<'a, K: 'a, V: 'a> {
    bucket: NonNull<(K, V)>,
    table: &'a mut RawTable<(K, V)>,
}
unsafe impl<K: Send, V: Send> Send for OccupiedEntry<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for OccupiedEntry<'_, K, V> {}
pub struct VacantEntry<'a, K: 'a, V: 'a> {
    hash: u64,
    key: K,
    table: &'a mut RawTable<(K, V)>,
}
impl<K: Debug, V: Debug> Debug for Entry<'_, K, V> {}
impl<K: Debug, V: Debug> Debug for OccupiedEntry<'_, K, V> {}
impl<K: Debug, V> Debug for VacantEntry<'_, K, V> {}
impl<'a, K, V> Entry<'a, K, V> {
    pub fn or_insert(self, default: V) -> &'a mut V;
    pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V;
    pub fn or_insert_with_key<F: FnOnce(&K) -> V>(self, default: F) -> &'a mut V;
    pub fn key(&self) -> &K;
    pub fn and_modify<F>(self, f: F) -> Self where F: FnOnce(&mut V);
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V>;
}
impl<'a, K, V: Default> Entry<'a, K, V> {
    pub fn or_default(self) -> &'a mut V;
}
impl<'a, K, V> OccupiedEntry<'a, K, V> {
    pub fn key(&self) -> &K;
    pub fn remove_entry(self) -> (K, V);
    pub fn get(&self) -> &V;
    pub fn get_mut(&mut self) -> &mut V;
    pub fn into_mut(self) -> &'a mut V;
    pub fn insert(&mut self, value: V) -> V;
    pub fn remove(self) -> V;
}
impl<'a, K: 'a, V: 'a> VacantEntry<'a, K, V> {
    pub fn key(&self) -> &K;
    pub fn into_key(self) -> K;
    pub fn insert(self, value: V) -> &'a mut V;
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V>;
}
