//! What a string can be searched for.
use crate::marker::PhantomData;

pub trait Pattern: Sized {
    type Searcher<'a>: Searcher<'a>;
    fn into_searcher(self, haystack: &str) -> Self::Searcher<'_>;
}
pub unsafe trait Searcher<'a> {
    fn haystack(&self) -> &'a str;
}
pub unsafe trait ReverseSearcher<'a>: Searcher<'a> {}
pub trait DoubleEndedSearcher<'a>: ReverseSearcher<'a> {}

/// The real library keeps these behind an associated type, which makes their parameters invariant.
#[derive(Clone, Debug)]
struct Invariant<T>(T, PhantomData<fn(T) -> T>);

macro_rules! searchers { ($([$($g:tt)*] $pattern:ty => $searcher:ident<$($arg:tt),*> { $($field:ident: $t:ty),* };)*) => {$(
    #[derive(Clone, Debug)]
    pub struct $searcher<$($g)*> { $($field: $t),* }
    unsafe impl<$($g)*> Searcher<'a> for $searcher<$($arg),*> {}
    unsafe impl<$($g)*> ReverseSearcher<'a> for $searcher<$($arg),*> {}
)*}; }
searchers! {
    ['a] char => CharSearcher<'a> { haystack: &'a str };
    ['a, 'b] &'b str => StrSearcher<'a, 'b> { haystack: &'a str, needle: &'b str };
    ['a, 'b] &'b [char] => CharSliceSearcher<'a, 'b> { haystack: Invariant<&'a str>, chars: Invariant<&'b [char]> };
    ['a, const N: usize] [char; N] => CharArraySearcher<'a, N> { haystack: Invariant<&'a str>, chars: [char; N] };
    ['a, 'b, const N: usize] &'b [char; N] => CharArrayRefSearcher<'a, 'b, N> { haystack: Invariant<&'a str>, chars: Invariant<&'b [char; N]> };
}
impl<'a> DoubleEndedSearcher<'a> for CharSearcher<'a> {}
impl<'a, 'b> DoubleEndedSearcher<'a> for CharSliceSearcher<'a, 'b> {}
impl<'a, const N: usize> DoubleEndedSearcher<'a> for CharArraySearcher<'a, N> {}
impl<'a, 'b, const N: usize> DoubleEndedSearcher<'a> for CharArrayRefSearcher<'a, 'b, N> {}
#[derive(Clone)]
pub struct CharPredicateSearcher<'a, F> where F: FnMut(char) -> bool {
    haystack: Invariant<&'a str>,
    predicate: Invariant<F>,
}
unsafe impl<'a, F> Searcher<'a> for CharPredicateSearcher<'a, F> where F: FnMut(char) -> bool {}
unsafe impl<'a, F> ReverseSearcher<'a> for CharPredicateSearcher<'a, F> where F: FnMut(char) -> bool {}
impl<'a, F> DoubleEndedSearcher<'a> for CharPredicateSearcher<'a, F> where F: FnMut(char) -> bool {}

impl Pattern for char {
    type Searcher<'a> = CharSearcher<'a>;
}
impl<'b> Pattern for &'b str {
    type Searcher<'a> = StrSearcher<'a, 'b>;
}
impl<'b> Pattern for &'b [char] {
    type Searcher<'a> = CharSliceSearcher<'a, 'b>;
}
impl<const N: usize> Pattern for [char; N] {
    type Searcher<'a> = CharArraySearcher<'a, N>;
}
impl<'b, const N: usize> Pattern for &'b [char; N] {
    type Searcher<'a> = CharArrayRefSearcher<'a, 'b, N>;
}
impl<F> Pattern for F where F: FnMut(char) -> bool {
    type Searcher<'a> = CharPredicateSearcher<'a, F>;
}
impl<'b, 'c> Pattern for &'c &'b str {
    type Searcher<'a> = StrSearcher<'a, 'b>;
}
