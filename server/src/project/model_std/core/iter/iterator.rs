//! The iterator traits.
use super::*;
use crate::cmp::Ordering;
use crate::ops::Try;

#[lang = "iterator"]
pub trait Iterator {
    type Item;
    #[lang = "next"]
    fn next(&mut self) -> Option<Self::Item>;
    fn size_hint(&self) -> (usize, Option<usize>) { loop {} }
    fn count(self) -> usize where Self: Sized { loop {} }
    fn last(self) -> Option<Self::Item> where Self: Sized { loop {} }
    fn nth(&mut self, n: usize) -> Option<Self::Item> { loop {} }
    fn step_by(self, step: usize) -> StepBy<Self> where Self: Sized { loop {} }
    fn chain<U>(self, other: U) -> Chain<Self, U::IntoIter> where Self: Sized, U: IntoIterator<Item = Self::Item> { loop {} }
    fn zip<U>(self, other: U) -> Zip<Self, U::IntoIter> where Self: Sized, U: IntoIterator { loop {} }
    fn map<B, F>(self, f: F) -> Map<Self, F> where Self: Sized, F: FnMut(Self::Item) -> B { loop {} }
    fn for_each<F>(self, f: F) where Self: Sized, F: FnMut(Self::Item) { loop {} }
    fn filter<P>(self, predicate: P) -> Filter<Self, P> where Self: Sized, P: FnMut(&Self::Item) -> bool { loop {} }
    fn filter_map<B, F>(self, f: F) -> FilterMap<Self, F> where Self: Sized, F: FnMut(Self::Item) -> Option<B> { loop {} }
    fn enumerate(self) -> Enumerate<Self> where Self: Sized { loop {} }
    fn peekable(self) -> Peekable<Self> where Self: Sized { loop {} }
    fn skip_while<P>(self, predicate: P) -> SkipWhile<Self, P> where Self: Sized, P: FnMut(&Self::Item) -> bool { loop {} }
    fn take_while<P>(self, predicate: P) -> TakeWhile<Self, P> where Self: Sized, P: FnMut(&Self::Item) -> bool { loop {} }
    fn map_while<B, P>(self, predicate: P) -> MapWhile<Self, P> where Self: Sized, P: FnMut(Self::Item) -> Option<B> { loop {} }
    fn skip(self, n: usize) -> Skip<Self> where Self: Sized { loop {} }
    fn take(self, n: usize) -> Take<Self> where Self: Sized { loop {} }
    fn scan<St, B, F>(self, initial_state: St, f: F) -> Scan<Self, St, F> where Self: Sized, F: FnMut(&mut St, Self::Item) -> Option<B> { loop {} }
    fn flat_map<U, F>(self, f: F) -> FlatMap<Self, U, F> where Self: Sized, U: IntoIterator, F: FnMut(Self::Item) -> U { loop {} }
    fn flatten(self) -> Flatten<Self> where Self: Sized, Self::Item: IntoIterator { loop {} }
    fn fuse(self) -> Fuse<Self> where Self: Sized { loop {} }
    fn inspect<F>(self, f: F) -> Inspect<Self, F> where Self: Sized, F: FnMut(&Self::Item) { loop {} }
    fn by_ref(&mut self) -> &mut Self where Self: Sized { loop {} }
    fn collect<B: FromIterator<Self::Item>>(self) -> B where Self: Sized { loop {} }
    fn partition<B, F>(self, f: F) -> (B, B) where Self: Sized, B: Default + Extend<Self::Item>, F: FnMut(&Self::Item) -> bool { loop {} }
    fn try_fold<B, F, R>(&mut self, init: B, f: F) -> R where Self: Sized, F: FnMut(B, Self::Item) -> R, R: Try<Output = B> { loop {} }
    fn try_for_each<F, R>(&mut self, f: F) -> R where Self: Sized, F: FnMut(Self::Item) -> R, R: Try<Output = ()> { loop {} }
    fn fold<B, F>(self, init: B, f: F) -> B where Self: Sized, F: FnMut(B, Self::Item) -> B { loop {} }
    fn reduce<F>(self, f: F) -> Option<Self::Item> where Self: Sized, F: FnMut(Self::Item, Self::Item) -> Self::Item { loop {} }
    fn all<F>(&mut self, f: F) -> bool where Self: Sized, F: FnMut(Self::Item) -> bool { loop {} }
    fn any<F>(&mut self, f: F) -> bool where Self: Sized, F: FnMut(Self::Item) -> bool { loop {} }
    fn find<P>(&mut self, predicate: P) -> Option<Self::Item> where Self: Sized, P: FnMut(&Self::Item) -> bool { loop {} }
    fn find_map<B, F>(&mut self, f: F) -> Option<B> where Self: Sized, F: FnMut(Self::Item) -> Option<B> { loop {} }
    fn position<P>(&mut self, predicate: P) -> Option<usize> where Self: Sized, P: FnMut(Self::Item) -> bool { loop {} }
    fn rposition<P>(&mut self, predicate: P) -> Option<usize> where P: FnMut(Self::Item) -> bool, Self: Sized + ExactSizeIterator + DoubleEndedIterator { loop {} }
    fn max(self) -> Option<Self::Item> where Self: Sized, Self::Item: Ord { loop {} }
    fn min(self) -> Option<Self::Item> where Self: Sized, Self::Item: Ord { loop {} }
    fn max_by_key<B: Ord, F>(self, f: F) -> Option<Self::Item> where Self: Sized, F: FnMut(&Self::Item) -> B { loop {} }
    fn max_by<F>(self, compare: F) -> Option<Self::Item> where Self: Sized, F: FnMut(&Self::Item, &Self::Item) -> Ordering { loop {} }
    fn min_by_key<B: Ord, F>(self, f: F) -> Option<Self::Item> where Self: Sized, F: FnMut(&Self::Item) -> B { loop {} }
    fn min_by<F>(self, compare: F) -> Option<Self::Item> where Self: Sized, F: FnMut(&Self::Item, &Self::Item) -> Ordering { loop {} }
    fn rev(self) -> Rev<Self> where Self: Sized + DoubleEndedIterator { loop {} }
    fn unzip<A, B, FromA, FromB>(self) -> (FromA, FromB) where FromA: Default + Extend<A>, FromB: Default + Extend<B>, Self: Sized + Iterator<Item = (A, B)> { loop {} }
    fn copied<'a, T>(self) -> Copied<Self> where T: Copy + 'a, Self: Sized + Iterator<Item = &'a T> { loop {} }
    fn cloned<'a, T>(self) -> Cloned<Self> where T: Clone + 'a, Self: Sized + Iterator<Item = &'a T> { loop {} }
    fn cycle(self) -> Cycle<Self> where Self: Sized + Clone { loop {} }
    fn sum<S>(self) -> S where Self: Sized, S: Sum<Self::Item> { loop {} }
    fn product<P>(self) -> P where Self: Sized, P: Product<Self::Item> { loop {} }
    fn cmp<I>(self, other: I) -> Ordering where I: IntoIterator<Item = Self::Item>, Self::Item: Ord, Self: Sized { loop {} }
    fn partial_cmp<I>(self, other: I) -> Option<Ordering> where I: IntoIterator, Self::Item: PartialOrd<I::Item>, Self: Sized { loop {} }
    fn eq<I>(self, other: I) -> bool where I: IntoIterator, Self::Item: PartialEq<I::Item>, Self: Sized { loop {} }
    fn ne<I>(self, other: I) -> bool where I: IntoIterator, Self::Item: PartialEq<I::Item>, Self: Sized { loop {} }
    fn lt<I>(self, other: I) -> bool where I: IntoIterator, Self::Item: PartialOrd<I::Item>, Self: Sized { loop {} }
    fn le<I>(self, other: I) -> bool where I: IntoIterator, Self::Item: PartialOrd<I::Item>, Self: Sized { loop {} }
    fn gt<I>(self, other: I) -> bool where I: IntoIterator, Self::Item: PartialOrd<I::Item>, Self: Sized { loop {} }
    fn ge<I>(self, other: I) -> bool where I: IntoIterator, Self::Item: PartialOrd<I::Item>, Self: Sized { loop {} }
    fn is_sorted(self) -> bool where Self: Sized, Self::Item: PartialOrd { loop {} }
    fn is_sorted_by<F>(self, compare: F) -> bool where Self: Sized, F: FnMut(&Self::Item, &Self::Item) -> bool { loop {} }
    fn is_sorted_by_key<F, K>(self, f: F) -> bool where Self: Sized, F: FnMut(Self::Item) -> K, K: PartialOrd { loop {} }
}
impl<I: Iterator + ?Sized> Iterator for &mut I {
    type Item = I::Item;
}

pub trait DoubleEndedIterator: Iterator {
    fn next_back(&mut self) -> Option<Self::Item>;
    fn nth_back(&mut self, n: usize) -> Option<Self::Item> { loop {} }
    fn try_rfold<B, F, R>(&mut self, init: B, f: F) -> R where Self: Sized, F: FnMut(B, Self::Item) -> R, R: Try<Output = B> { loop {} }
    fn rfold<B, F>(self, init: B, f: F) -> B where Self: Sized, F: FnMut(B, Self::Item) -> B { loop {} }
    fn rfind<P>(&mut self, predicate: P) -> Option<Self::Item> where Self: Sized, P: FnMut(&Self::Item) -> bool { loop {} }
}
impl<'a, I: DoubleEndedIterator + ?Sized> DoubleEndedIterator for &'a mut I {}
pub trait ExactSizeIterator: Iterator {
    fn len(&self) -> usize { loop {} }
}
impl<I: ExactSizeIterator + ?Sized> ExactSizeIterator for &mut I {}
#[lang = "fused_iterator"]
pub trait FusedIterator: Iterator {}
impl<I: FusedIterator + ?Sized> FusedIterator for &mut I {}

pub trait Sum<A = Self>: Sized {
    fn sum<I: Iterator<Item = A>>(iter: I) -> Self;
}
pub trait Product<A = Self>: Sized {
    fn product<I: Iterator<Item = A>>(iter: I) -> Self;
}
macro_rules! sum_product { ($($t:ty)*) => {$(
    impl Sum for $t {}
    impl<'a> Sum<&'a $t> for $t {}
    impl Product for $t {}
    impl<'a> Product<&'a $t> for $t {}
)*}; }
sum_product! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 }
impl<T, U, E> Sum<Result<U, E>> for Result<T, E> where T: Sum<U> {}
impl<T, U, E> Product<Result<U, E>> for Result<T, E> where T: Product<U> {}
impl<T, U> Sum<Option<U>> for Option<T> where T: Sum<U> {}
impl<T, U> Product<Option<U>> for Option<T> where T: Product<U> {}
