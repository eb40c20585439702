//! String slices.

use crate::error::Error;
use crate::fmt;
use crate::iter::Copied;
use crate::ops::{Index, IndexMut};
use crate::slice::{self, SliceIndex};

pub mod pattern;
use self::pattern::{DoubleEndedSearcher, Pattern, ReverseSearcher, Searcher};

pub fn from_utf8(v: &[u8]) -> Result<&str, Utf8Error>;
pub fn from_utf8_mut(v: &mut [u8]) -> Result<&mut str, Utf8Error>;
pub unsafe fn from_utf8_unchecked(v: &[u8]) -> &str;
pub unsafe fn from_utf8_unchecked_mut(v: &mut [u8]) -> &mut str;

pub trait FromStr: Sized {
    type Err;
    fn from_str(s: &str) -> Result<Self, Self::Err>;
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseBoolError {
    _priv: (),
}
#[derive(Copy, Eq, PartialEq, Clone, Debug)]
pub struct Utf8Error {
    valid_up_to: usize,
    error_len: Option<u8>,
}
impl Utf8Error {
    pub fn valid_up_to(&self) -> usize;
    pub fn error_len(&self) -> Option<usize>;
}
impl fmt::Display for ParseBoolError {}
impl fmt::Display for Utf8Error {}
impl Error for ParseBoolError {}
impl Error for Utf8Error {}

impl str {
    pub const fn len(&self) -> usize { self.as_bytes().len() }
    pub const fn is_empty(&self) -> bool { self.len() == 0 }
    pub fn from_utf8(v: &[u8]) -> Result<&str, Utf8Error>;
    pub fn is_char_boundary(&self, index: usize) -> bool;
    pub fn floor_char_boundary(&self, index: usize) -> usize;
    pub fn ceil_char_boundary(&self, index: usize) -> usize;
    pub const fn as_bytes(&self) -> &[u8] { unsafe { crate::mem::transmute(self) } }
    pub unsafe fn as_bytes_mut(&mut self) -> &mut [u8];
    pub fn as_ptr(&self) -> *const u8;
    pub fn as_mut_ptr(&mut self) -> *mut u8;
    pub fn get<I: SliceIndex<str>>(&self, i: I) -> Option<&I::Output>;
    pub fn get_mut<I: SliceIndex<str>>(&mut self, i: I) -> Option<&mut I::Output>;
    pub unsafe fn get_unchecked<I: SliceIndex<str>>(&self, i: I) -> &I::Output;
    pub unsafe fn get_unchecked_mut<I: SliceIndex<str>>(&mut self, i: I) -> &mut I::Output;
    pub fn split_at(&self, mid: usize) -> (&str, &str);
    pub fn split_at_mut(&mut self, mid: usize) -> (&mut str, &mut str);
    pub fn split_at_checked(&self, mid: usize) -> Option<(&str, &str)>;
    pub fn chars(&self) -> Chars<'_>;
    pub fn char_indices(&self) -> CharIndices<'_>;
    pub fn bytes(&self) -> Bytes<'_>;
    pub fn split_whitespace(&self) -> SplitWhitespace<'_>;
    pub fn split_ascii_whitespace(&self) -> SplitAsciiWhitespace<'_>;
    pub fn lines(&self) -> Lines<'_>;
    pub fn encode_utf16(&self) -> EncodeUtf16<'_>;
    pub fn contains<P: Pattern>(&self, pat: P) -> bool;
    pub fn starts_with<P: Pattern>(&self, pat: P) -> bool;
    pub fn ends_with<P: Pattern>(&self, pat: P) -> bool where for<'a> P::Searcher<'a>: ReverseSearcher<'a>;
    pub fn find<P: Pattern>(&self, pat: P) -> Option<usize>;
    pub fn rfind<P: Pattern>(&self, pat: P) -> Option<usize> where for<'a> P::Searcher<'a>: ReverseSearcher<'a>;
    pub fn split<P: Pattern>(&self, pat: P) -> Split<'_, P>;
    pub fn split_inclusive<P: Pattern>(&self, pat: P) -> SplitInclusive<'_, P>;
    pub fn rsplit<P: Pattern>(&self, pat: P) -> RSplit<'_, P> where for<'a> P::Searcher<'a>: ReverseSearcher<'a>;
    pub fn split_terminator<P: Pattern>(&self, pat: P) -> SplitTerminator<'_, P>;
    pub fn rsplit_terminator<P: Pattern>(&self, pat: P) -> RSplitTerminator<'_, P> where for<'a> P::Searcher<'a>: ReverseSearcher<'a>;
    pub fn splitn<P: Pattern>(&self, n: usize, pat: P) -> SplitN<'_, P>;
    pub fn rsplitn<P: Pattern>(&self, n: usize, pat: P) -> RSplitN<'_, P> where for<'a> P::Searcher<'a>: ReverseSearcher<'a>;
    pub fn split_once<P: Pattern>(&self, delimiter: P) -> Option<(&'_ str, &'_ str)>;
    pub fn rsplit_once<P: Pattern>(&self, delimiter: P) -> Option<(&'_ str, &'_ str)> where for<'a> P::Searcher<'a>: ReverseSearcher<'a>;
    pub fn matches<P: Pattern>(&self, pat: P) -> Matches<'_, P>;
    pub fn rmatches<P: Pattern>(&self, pat: P) -> RMatches<'_, P> where for<'a> P::Searcher<'a>: ReverseSearcher<'a>;
    pub fn match_indices<P: Pattern>(&self, pat: P) -> MatchIndices<'_, P>;
    pub fn rmatch_indices<P: Pattern>(&self, pat: P) -> RMatchIndices<'_, P> where for<'a> P::Searcher<'a>: ReverseSearcher<'a>;
    pub fn trim(&self) -> &str;
    pub fn trim_start(&self) -> &str;
    pub fn trim_end(&self) -> &str;
    pub fn trim_left(&self) -> &str;
    pub fn trim_right(&self) -> &str;
    pub fn trim_matches<P: Pattern>(&self, pat: P) -> &str where for<'a> P::Searcher<'a>: DoubleEndedSearcher<'a>;
    pub fn trim_start_matches<P: Pattern>(&self, pat: P) -> &str;
    pub fn trim_end_matches<P: Pattern>(&self, pat: P) -> &str where for<'a> P::Searcher<'a>: ReverseSearcher<'a>;
    pub fn trim_left_matches<P: Pattern>(&self, pat: P) -> &str;
    pub fn trim_right_matches<P: Pattern>(&self, pat: P) -> &str where for<'a> P::Searcher<'a>: ReverseSearcher<'a>;
    pub fn strip_prefix<P: Pattern>(&self, prefix: P) -> Option<&str>;
    pub fn strip_suffix<P: Pattern>(&self, suffix: P) -> Option<&str> where for<'a> P::Searcher<'a>: ReverseSearcher<'a>;
    pub fn parse<F: FromStr>(&self) -> Result<F, F::Err>;
    pub fn is_ascii(&self) -> bool;
    pub fn eq_ignore_ascii_case(&self, other: &str) -> bool;
    pub fn make_ascii_uppercase(&mut self);
    pub fn make_ascii_lowercase(&mut self);
    pub fn trim_ascii_start(&self) -> &str;
    pub fn trim_ascii_end(&self) -> &str;
    pub fn trim_ascii(&self) -> &str;
    pub fn escape_debug(&self) -> EscapeDebug<'_>;
    pub fn escape_default(&self) -> EscapeDefault<'_>;
    pub fn escape_unicode(&self) -> EscapeUnicode<'_>;
}
impl AsRef<[u8]> for str {}
impl Default for &str {}
impl Default for &mut str {}
impl<I> Index<I> for str where I: SliceIndex<str> {
    type Output = I::Output;
}
impl<I> IndexMut<I> for str where I: SliceIndex<str> {}

#[derive(Clone)]
pub struct Chars<'a> {
    iter: slice::Iter<'a, u8>,
}
impl<'a> Chars<'a> {
    pub fn as_str(&self) -> &'a str;
}
impl fmt::Debug for Chars<'_> {}
crate::__iterator! { ['a] Chars<'a> => char; double }
#[derive(Clone, Debug)]
pub struct CharIndices<'a> {
    front_offset: usize,
    iter: Chars<'a>,
}
impl<'a> CharIndices<'a> {
    pub fn as_str(&self) -> &'a str;
    pub fn offset(&self) -> usize;
}
crate::__iterator! { ['a] CharIndices<'a> => (usize, char); double }
#[derive(Clone, Debug)]
pub struct Bytes<'a>(Copied<slice::Iter<'a, u8>>);
crate::__iterator! { ['a] Bytes<'a> => u8; double exact }
macro_rules! words { ($($name:ident { $inner:ty })*) => {$(
    #[derive(Clone, Debug)]
    pub struct $name<'a> { inner: $inner }
    crate::__iterator! { ['a] $name<'a> => &'a str; double }
)*}; }
words! { SplitWhitespace { Split<'a, char> } SplitAsciiWhitespace { &'a str } Lines { SplitInclusive<'a, char> } }
#[derive(Clone)]
pub struct EncodeUtf16<'a> {
    chars: Chars<'a>,
    extra: u16,
}
crate::__iterator! { ['a] EncodeUtf16<'a> => u16; }
macro_rules! escapes { ($($name:ident)*) => {$(
    #[derive(Clone, Debug)]
    pub struct $name<'a> { inner: Chars<'a> }
    crate::__iterator! { ['a] $name<'a> => char; }
    impl<'a> fmt::Display for $name<'a> {}
)*}; }
escapes! { EscapeDebug EscapeDefault EscapeUnicode }

/// Iterators over the pieces or matches of a pattern; those the pattern can also search backwards are double-ended.
macro_rules! searches { ($($name:ident => $item:ty, $bound:ident $(, $double:ident)?;)*) => {$(
    pub struct $name<'a, P: Pattern> { haystack: &'a str, matcher: P::Searcher<'a> }
    impl<'a, P> Clone for $name<'a, P> where P: Pattern, P::Searcher<'a>: Clone {}
    impl<'a, P> fmt::Debug for $name<'a, P> where P: Pattern, P::Searcher<'a>: fmt::Debug {}
    impl<'a, P> Iterator for $name<'a, P> where P: Pattern, P::Searcher<'a>: $bound<'a> { type Item = $item; }
    $( impl<'a, P> DoubleEndedIterator for $name<'a, P> where P: Pattern, P::Searcher<'a>: $double<'a> {} )?
)*}; }
searches! {
    Split => &'a str, Searcher, DoubleEndedSearcher;
    RSplit => &'a str, ReverseSearcher, DoubleEndedSearcher;
    SplitInclusive => &'a str, Searcher, DoubleEndedSearcher;
    SplitTerminator => &'a str, Searcher, DoubleEndedSearcher;
    RSplitTerminator => &'a str, ReverseSearcher, DoubleEndedSearcher;
    SplitN => &'a str, Searcher;
    RSplitN => &'a str, ReverseSearcher;
    Matches => &'a str, Searcher, DoubleEndedSearcher;
    RMatches => &'a str, ReverseSearcher, DoubleEndedSearcher;
    MatchIndices => (usize, &'a str), Searcher, DoubleEndedSearcher;
    RMatchIndices => (usize, &'a str), ReverseSearcher, DoubleEndedSearcher;
}

#[derive(Clone)]
pub struct Utf8Chunks<'a> {
    source: &'a [u8],
}
crate::__iterator! { ['a] Utf8Chunks<'a> => Utf8Chunk<'a>; }
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utf8Chunk<'a> {
    valid: &'a str,
    invalid: &'a [u8],
}
impl<'a> Utf8Chunk<'a> {
    pub fn valid(&self) -> &'a str;
    pub fn invalid(&self) -> &'a [u8];
}
