//! Slices.
use crate::cmp::Ordering;
use crate::fmt;
use crate::marker::PhantomData;
use crate::ops::{self, Index, IndexMut, RangeBounds};
use crate::ptr::NonNull;

pub unsafe fn from_raw_parts<'a, T>(data: *const T, len: usize) -> &'a [T];
pub unsafe fn from_raw_parts_mut<'a, T>(data: *mut T, len: usize) -> &'a mut [T];
pub fn from_ref<T>(s: &T) -> &[T];
pub fn from_mut<T>(s: &mut T) -> &mut [T];

impl<T> [T] {
    #[lang = "slice_len_fn"]
    #[rustc_intrinsic]
    pub const fn len(&self) -> usize;
    pub const fn is_empty(&self) -> bool { self.len() == 0 }
    pub fn first(&self) -> Option<&T>;
    pub fn first_mut(&mut self) -> Option<&mut T>;
    pub fn split_first(&self) -> Option<(&T, &[T])>;
    pub fn split_first_mut(&mut self) -> Option<(&mut T, &mut [T])>;
    pub fn split_last(&self) -> Option<(&T, &[T])>;
    pub fn split_last_mut(&mut self) -> Option<(&mut T, &mut [T])>;
    pub fn last(&self) -> Option<&T>;
    pub fn last_mut(&mut self) -> Option<&mut T>;
    pub fn first_chunk<const N: usize>(&self) -> Option<&[T; N]>;
    pub fn first_chunk_mut<const N: usize>(&mut self) -> Option<&mut [T; N]>;
    pub fn last_chunk<const N: usize>(&self) -> Option<&[T; N]>;
    pub fn last_chunk_mut<const N: usize>(&mut self) -> Option<&mut [T; N]>;
    pub fn split_first_chunk<const N: usize>(&self) -> Option<(&[T; N], &[T])>;
    pub fn split_last_chunk<const N: usize>(&self) -> Option<(&[T], &[T; N])>;
    pub fn get<I>(&self, index: I) -> Option<&I::Output> where I: SliceIndex<[T]>;
    pub fn get_mut<I>(&mut self, index: I) -> Option<&mut I::Output> where I: SliceIndex<[T]>;
    pub unsafe fn get_unchecked<I>(&self, index: I) -> &I::Output where I: SliceIndex<[T]>;
    pub unsafe fn get_unchecked_mut<I>(&mut self, index: I) -> &mut I::Output where I: SliceIndex<[T]>;
    pub fn as_ptr(&self) -> *const T;
    pub fn as_mut_ptr(&mut self) -> *mut T;
    pub fn as_ptr_range(&self) -> ops::Range<*const T>;
    pub fn as_mut_ptr_range(&mut self) -> ops::Range<*mut T>;
    pub fn as_array<const N: usize>(&self) -> Option<&[T; N]>;
    pub fn as_mut_array<const N: usize>(&mut self) -> Option<&mut [T; N]>;
    pub fn swap(&mut self, a: usize, b: usize);
    pub fn reverse(&mut self);
    pub fn iter(&self) -> Iter<'_, T>;
    pub fn iter_mut(&mut self) -> IterMut<'_, T>;
    pub fn windows(&self, size: usize) -> Windows<'_, T>;
    pub fn chunks(&self, chunk_size: usize) -> Chunks<'_, T>;
    pub fn chunks_mut(&mut self, chunk_size: usize) -> ChunksMut<'_, T>;
    pub fn chunks_exact(&self, chunk_size: usize) -> ChunksExact<'_, T>;
    pub fn chunks_exact_mut(&mut self, chunk_size: usize) -> ChunksExactMut<'_, T>;
    pub fn as_chunks<const N: usize>(&self) -> (&[[T; N]], &[T]);
    pub fn as_chunks_mut<const N: usize>(&mut self) -> (&mut [[T; N]], &mut [T]);
    pub fn rchunks(&self, chunk_size: usize) -> RChunks<'_, T>;
    pub fn rchunks_mut(&mut self, chunk_size: usize) -> RChunksMut<'_, T>;
    pub fn chunk_by<F>(&self, pred: F) -> ChunkBy<'_, T, F> where F: FnMut(&T, &T) -> bool;
    pub fn chunk_by_mut<F>(&mut self, pred: F) -> ChunkByMut<'_, T, F> where F: FnMut(&T, &T) -> bool;
    pub fn split_at(&self, mid: usize) -> (&[T], &[T]);
    pub fn split_at_mut(&mut self, mid: usize) -> (&mut [T], &mut [T]);
    pub fn split_at_checked(&self, mid: usize) -> Option<(&[T], &[T])>;
    pub fn split_at_mut_checked(&mut self, mid: usize) -> Option<(&mut [T], &mut [T])>;
    pub fn split<F>(&self, pred: F) -> Split<'_, T, F> where F: FnMut(&T) -> bool;
    pub fn split_mut<F>(&mut self, pred: F) -> SplitMut<'_, T, F> where F: FnMut(&T) -> bool;
    pub fn split_inclusive<F>(&self, pred: F) -> SplitInclusive<'_, T, F> where F: FnMut(&T) -> bool;
    pub fn rsplit<F>(&self, pred: F) -> RSplit<'_, T, F> where F: FnMut(&T) -> bool;
    pub fn splitn<F>(&self, n: usize, pred: F) -> SplitN<'_, T, F> where F: FnMut(&T) -> bool;
    pub fn rsplitn<F>(&self, n: usize, pred: F) -> RSplitN<'_, T, F> where F: FnMut(&T) -> bool;
    pub fn contains(&self, x: &T) -> bool where T: PartialEq;
    pub fn starts_with(&self, needle: &[T]) -> bool where T: PartialEq;
    pub fn ends_with(&self, needle: &[T]) -> bool where T: PartialEq;
    pub fn strip_prefix<P: SlicePattern<Item = T> + ?Sized>(&self, prefix: &P) -> Option<&[T]> where T: PartialEq;
    pub fn strip_suffix<P: SlicePattern<Item = T> + ?Sized>(&self, suffix: &P) -> Option<&[T]> where T: PartialEq;
    pub fn binary_search(&self, x: &T) -> Result<usize, usize> where T: Ord;
    pub fn binary_search_by<'a, F>(&'a self, f: F) -> Result<usize, usize> where F: FnMut(&'a T) -> Ordering;
    pub fn binary_search_by_key<'a, B, F>(&'a self, b: &B, f: F) -> Result<usize, usize> where F: FnMut(&'a T) -> B, B: Ord;
    pub fn sort_unstable(&mut self) where T: Ord;
    pub fn sort_unstable_by<F>(&mut self, compare: F) where F: FnMut(&T, &T) -> Ordering;
    pub fn sort_unstable_by_key<K, F>(&mut self, f: F) where F: FnMut(&T) -> K, K: Ord;
    pub fn select_nth_unstable(&mut self, index: usize) -> (&mut [T], &mut T, &mut [T]) where T: Ord;
    pub fn select_nth_unstable_by<F>(&mut self, index: usize, compare: F) -> (&mut [T], &mut T, &mut [T]) where F: FnMut(&T, &T) -> Ordering;
    pub fn select_nth_unstable_by_key<K, F>(&mut self, index: usize, f: F) -> (&mut [T], &mut T, &mut [T]) where F: FnMut(&T) -> K, K: Ord;
    pub fn rotate_left(&mut self, mid: usize);
    pub fn rotate_right(&mut self, k: usize);
    pub fn fill(&mut self, value: T) where T: Clone;
    pub fn fill_with<F>(&mut self, f: F) where F: FnMut() -> T;
    pub fn clone_from_slice(&mut self, src: &[T]) where T: Clone;
    pub fn copy_from_slice(&mut self, src: &[T]) where T: Copy;
    pub fn copy_within<R: RangeBounds<usize>>(&mut self, src: R, dest: usize) where T: Copy;
    pub fn swap_with_slice(&mut self, other: &mut [T]);
    pub unsafe fn align_to<U>(&self) -> (&[T], &[U], &[T]);
    pub unsafe fn align_to_mut<U>(&mut self) -> (&mut [T], &mut [U], &mut [T]);
    pub fn is_sorted(&self) -> bool where T: PartialOrd;
    pub fn is_sorted_by<'a, F>(&'a self, compare: F) -> bool where F: FnMut(&'a T, &'a T) -> bool;
    pub fn is_sorted_by_key<'a, F, K>(&'a self, f: F) -> bool where F: FnMut(&'a T) -> K, K: PartialOrd;
    pub fn partition_point<P>(&self, pred: P) -> usize where P: FnMut(&T) -> bool;
    pub fn split_off_first<'a>(self: &mut &'a Self) -> Option<&'a T>;
    pub fn split_off_first_mut<'a>(self: &mut &'a mut Self) -> Option<&'a mut T>;
    pub fn split_off_last<'a>(self: &mut &'a Self) -> Option<&'a T>;
    pub fn split_off_last_mut<'a>(self: &mut &'a mut Self) -> Option<&'a mut T>;
    pub unsafe fn get_disjoint_unchecked_mut<I, const N: usize>(&mut self, indices: [I; N]) -> [&mut I::Output; N] where I: GetDisjointMutIndex + SliceIndex<Self>;
    pub fn get_disjoint_mut<I, const N: usize>(&mut self, indices: [I; N]) -> Result<[&mut I::Output; N], GetDisjointMutError> where I: GetDisjointMutIndex + SliceIndex<Self>;
}
impl<T, const N: usize> [[T; N]] {
    pub fn as_flattened(&self) -> &[T];
    pub fn as_flattened_mut(&mut self) -> &mut [T];
}
impl [u8] {
    pub fn is_ascii(&self) -> bool;
    pub fn eq_ignore_ascii_case(&self, other: &[u8]) -> bool;
    pub fn make_ascii_uppercase(&mut self);
    pub fn make_ascii_lowercase(&mut self);
    pub fn trim_ascii_start(&self) -> &[u8];
    pub fn trim_ascii_end(&self) -> &[u8];
    pub fn trim_ascii(&self) -> &[u8];
    pub fn utf8_chunks(&self) -> crate::str::Utf8Chunks<'_>;
    pub fn escape_ascii(&self) -> EscapeAscii<'_>;
}

pub unsafe trait SliceIndex<T: ?Sized> {
    type Output: ?Sized;
    fn get(self, slice: &T) -> Option<&Self::Output>;
    fn get_mut(self, slice: &mut T) -> Option<&mut Self::Output>;
    fn index(self, slice: &T) -> &Self::Output;
    fn index_mut(self, slice: &mut T) -> &mut Self::Output;
}
unsafe impl<T> SliceIndex<[T]> for usize {
    type Output = T;
}
macro_rules! ranges { ($($t:ty)*) => {$(
    unsafe impl<T> SliceIndex<[T]> for $t { type Output = [T]; }
    unsafe impl SliceIndex<str> for $t { type Output = str; }
)*}; }
ranges! {
    ops::RangeFull ops::Range<usize> ops::RangeFrom<usize> ops::RangeTo<usize> ops::RangeInclusive<usize>
    ops::RangeToInclusive<usize> (ops::Bound<usize>, ops::Bound<usize>)
    crate::range::Range<usize> crate::range::RangeFrom<usize> crate::range::RangeInclusive<usize>
    crate::range::RangeToInclusive<usize>
}
impl<T, I> Index<I> for [T] where I: SliceIndex<[T]> {
    type Output = I::Output;
}
impl<T, I> IndexMut<I> for [T] where I: SliceIndex<[T]> {}
pub unsafe trait GetDisjointMutIndex: Clone {}
unsafe impl GetDisjointMutIndex for usize {}
unsafe impl GetDisjointMutIndex for ops::Range<usize> {}
unsafe impl GetDisjointMutIndex for ops::RangeInclusive<usize> {}
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GetDisjointMutError {
    IndexOutOfBounds,
    OverlappingIndices,
}
impl fmt::Display for GetDisjointMutError {}
impl crate::error::Error for GetDisjointMutError {}
pub trait SlicePattern {
    type Item;
    fn as_slice(&self) -> &[Self::Item];
}
impl<T> SlicePattern for [T] {
    type Item = T;
}
impl<T, const N: usize> SlicePattern for [T; N] {
    type Item = T;
}

impl<T, U> PartialEq<[U]> for [T] where T: PartialEq<U> {}
impl<T: Eq> Eq for [T] {}
impl<T: Ord> Ord for [T] {}
impl<T: PartialOrd> PartialOrd for [T] {}
impl<T> Default for &[T] {}
impl<T> Default for &mut [T] {}
impl<'a, T> IntoIterator for &'a [T] {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
}
impl<'a, T> IntoIterator for &'a mut [T] {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;
}

pub struct Iter<'a, T: 'a> {
    ptr: NonNull<T>,
    end_or_len: *const T,
    _marker: PhantomData<&'a T>,
}
unsafe impl<T: Sync> Sync for Iter<'_, T> {}
unsafe impl<T: Sync> Send for Iter<'_, T> {}
impl<'a, T> Iter<'a, T> {
    pub fn as_slice(&self) -> &'a [T];
}
impl<T> Clone for Iter<'_, T> {}
impl<T> Default for Iter<'_, T> {}
impl<T> AsRef<[T]> for Iter<'_, T> {}
crate::__iterator! { ['a, T] Iter<'a, T> => &'a T; double exact }
pub struct IterMut<'a, T: 'a> {
    ptr: NonNull<T>,
    end_or_len: *mut T,
    _marker: PhantomData<&'a mut T>,
}
unsafe impl<T: Sync> Sync for IterMut<'_, T> {}
unsafe impl<T: Send> Send for IterMut<'_, T> {}
impl<'a, T> IterMut<'a, T> {
    pub fn into_slice(self) -> &'a mut [T];
    pub fn as_slice(&self) -> &[T];
}
impl<T> Default for IterMut<'_, T> {}
impl<T> AsRef<[T]> for IterMut<'_, T> {}
crate::__iterator! { ['a, T] IterMut<'a, T> => &'a mut T; double exact }

macro_rules! shared { ($($name:ident { $($field:ident: $t:ty),* })*) => {$(
    #[derive(Debug)]
    pub struct $name<'a, T: 'a> { v: &'a [T], $($field: $t),* }
    impl<T> Clone for $name<'_, T> {}
    crate::__iterator! { ['a, T] $name<'a, T> => &'a [T]; double exact }
)*}; }
shared! { Windows { size: usize } Chunks { chunk_size: usize } ChunksExact { rem: &'a [T], chunk_size: usize } RChunks { chunk_size: usize } }
impl<'a, T> ChunksExact<'a, T> {
    pub fn remainder(&self) -> &'a [T];
}
macro_rules! unique { ($($name:ident { $($field:ident: $t:ty),* })*) => {$(
    #[derive(Debug)]
    pub struct $name<'a, T: 'a> { v: *mut [T], $($field: $t,)* _marker: PhantomData<&'a mut T> }
    unsafe impl<T> Send for $name<'_, T> where T: Send {}
    unsafe impl<T> Sync for $name<'_, T> where T: Sync {}
    crate::__iterator! { ['a, T] $name<'a, T> => &'a mut [T]; double exact }
)*}; }
unique! { ChunksMut { chunk_size: usize } ChunksExactMut { rem: &'a mut [T], chunk_size: usize } RChunksMut { chunk_size: usize } }
impl<'a, T> ChunksExactMut<'a, T> {
    pub fn into_remainder(self) -> &'a mut [T];
}
pub struct ChunkBy<'a, T: 'a, P> {
    slice: &'a [T],
    predicate: P,
}
crate::__iterator! { ['a, T, P: FnMut(&T, &T) -> bool] ChunkBy<'a, T, P> => &'a [T]; double }
pub struct ChunkByMut<'a, T: 'a, P> {
    slice: &'a mut [T],
    predicate: P,
}
crate::__iterator! { ['a, T, P: FnMut(&T, &T) -> bool] ChunkByMut<'a, T, P> => &'a mut [T]; double }
macro_rules! split { ($($name:ident $slice:ty, $($double:ident)?;)*) => {$(
    pub struct $name<'a, T: 'a, P> where P: FnMut(&T) -> bool { v: $slice, pred: P, finished: bool }
    crate::__iterator! { ['a, T, P: FnMut(&T) -> bool] $name<'a, T, P> => $slice; $($double)? }
)*}; }
split! { Split &'a [T], double; SplitMut &'a mut [T], double; SplitInclusive &'a [T], double; RSplit &'a [T], double; SplitN &'a [T],; RSplitN &'a [T],; }

#[derive(Clone)]
pub struct EscapeAscii<'a> {
    inner: Iter<'a, u8>,
}
crate::__iterator! { ['a] EscapeAscii<'a> => u8; double }
impl<'a> fmt::Display for EscapeAscii<'a> {}
