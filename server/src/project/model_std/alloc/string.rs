//! `String`.
use core::borrow::{Borrow, BorrowMut};
pub use core::convert::Infallible as ParseError;
use core::error::Error;
use core::fmt;
use core::ops::{Add, AddAssign, Deref, DerefMut, Index, IndexMut, RangeBounds};
use core::slice::SliceIndex;
use core::str::pattern::Pattern;
use core::str::{Chars, FromStr, Utf8Error};

use crate::borrow::Cow;
use crate::boxed::Box;
use crate::collections::TryReserveError;
use crate::rc::Rc;
use crate::sync::Arc;
use crate::vec::Vec;

#[lang = "String"]
#[derive(PartialEq, PartialOrd, Eq, Ord)]
pub struct String {
    vec: Vec<u8>,
}
#[derive(Debug, PartialEq, Eq, Clone)]
pub struct FromUtf8Error {
    bytes: Vec<u8>,
    error: Utf8Error,
}
#[derive(Debug)]
pub struct FromUtf16Error(());

impl String {
    pub const fn new() -> String;
    pub fn with_capacity(capacity: usize) -> String;
    pub fn from_utf8(vec: Vec<u8>) -> Result<String, FromUtf8Error>;
    pub fn from_utf8_lossy(v: &[u8]) -> Cow<'_, str>;
    pub fn from_utf16(v: &[u16]) -> Result<String, FromUtf16Error>;
    pub fn from_utf16_lossy(v: &[u16]) -> String;
    pub unsafe fn from_raw_parts(buf: *mut u8, length: usize, capacity: usize) -> String;
    pub unsafe fn from_utf8_unchecked(bytes: Vec<u8>) -> String;
    pub fn into_bytes(self) -> Vec<u8>;
    pub fn as_str(&self) -> &str;
    pub fn as_mut_str(&mut self) -> &mut str;
    pub fn push_str(&mut self, string: &str);
    pub fn extend_from_within<R>(&mut self, src: R) where R: RangeBounds<usize>;
    pub fn capacity(&self) -> usize;
    pub fn reserve(&mut self, additional: usize);
    pub fn reserve_exact(&mut self, additional: usize);
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError>;
    pub fn shrink_to_fit(&mut self);
    pub fn shrink_to(&mut self, min_capacity: usize);
    pub fn push(&mut self, ch: char);
    pub fn as_bytes(&self) -> &[u8];
    pub fn truncate(&mut self, new_len: usize);
    pub fn pop(&mut self) -> Option<char>;
    pub fn remove(&mut self, idx: usize) -> char;
    pub fn retain<F>(&mut self, f: F) where F: FnMut(char) -> bool;
    pub fn insert(&mut self, idx: usize, ch: char);
    pub fn insert_str(&mut self, idx: usize, string: &str);
    pub unsafe fn as_mut_vec(&mut self) -> &mut Vec<u8>;
    pub fn len(&self) -> usize;
    pub fn is_empty(&self) -> bool;
    pub fn split_off(&mut self, at: usize) -> String;
    pub fn clear(&mut self);
    pub fn drain<R>(&mut self, range: R) -> Drain<'_> where R: RangeBounds<usize>;
    pub fn replace_range<R>(&mut self, range: R, replace_with: &str) where R: RangeBounds<usize>;
    pub fn into_boxed_str(self) -> Box<str>;
    pub fn leak<'a>(self) -> &'a mut str;
}
impl FromUtf8Error {
    pub fn as_bytes(&self) -> &[u8];
    pub fn into_bytes(self) -> Vec<u8>;
    pub fn utf8_error(&self) -> Utf8Error;
}
macro_rules! errors { ($($t:ident)*) => {$(
    impl fmt::Display for $t { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result; }
    impl Error for $t {}
)*}; }
errors! { FromUtf8Error FromUtf16Error }

impl Clone for String {
    fn clone(&self) -> Self;
    fn clone_from(&mut self, source: &Self);
}
macro_rules! collect { ($([$($g:tt)*] $t:ty;)*) => {$(
    impl<$($g)*> FromIterator<$t> for String { fn from_iter<I: IntoIterator<Item = $t>>(iter: I) -> String; }
    impl<$($g)*> Extend<$t> for String { fn extend<I: IntoIterator<Item = $t>>(&mut self, iter: I); }
)*}; }
collect! { [] char; ['a] &'a char; ['a] &'a str; [] String; [] Box<str>; ['a] Cow<'a, str>; }
impl<'b> Pattern for &'b String {
    type Searcher<'a> = <&'b str as Pattern>::Searcher<'a>;
    fn into_searcher(self, haystack: &str) -> <&'b str as Pattern>::Searcher<'_>;
}
macro_rules! equal { ($([$($g:tt)*] $lhs:ty, $rhs:ty;)*) => {$(
    impl<$($g)*> PartialEq<$rhs> for $lhs { fn eq(&self, other: &$rhs) -> bool; }
    impl<$($g)*> PartialEq<$lhs> for $rhs { fn eq(&self, other: &$lhs) -> bool; }
)*}; }
equal! { [] String, str; ['a] String, &'a str; ['a] Cow<'a, str>, str; ['a, 'b] Cow<'a, str>, &'b str; ['a] Cow<'a, str>, String; }
impl Default for String {
    fn default() -> String;
}
impl fmt::Display for String {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}
impl fmt::Debug for String {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}
impl core::hash::Hash for String {
    fn hash<H: core::hash::Hasher>(&self, hasher: &mut H);
}
impl Add<&str> for String {
    type Output = String;
    fn add(self, other: &str) -> String;
}
impl AddAssign<&str> for String {
    fn add_assign(&mut self, other: &str);
}
impl<I> Index<I> for String where I: SliceIndex<str> {
    type Output = I::Output;
    fn index(&self, index: I) -> &I::Output;
}
impl<I> IndexMut<I> for String where I: SliceIndex<str> {
    fn index_mut(&mut self, index: I) -> &mut I::Output;
}
impl Deref for String {
    type Target = str;
    fn deref(&self) -> &str;
}
impl DerefMut for String {
    fn deref_mut(&mut self) -> &mut str;
}
impl FromStr for String {
    type Err = core::convert::Infallible;
    fn from_str(s: &str) -> Result<String, Self::Err>;
}
impl AsRef<str> for String {
    fn as_ref(&self) -> &str;
}
impl AsMut<str> for String {
    fn as_mut(&mut self) -> &mut str;
}
impl AsRef<[u8]> for String {
    fn as_ref(&self) -> &[u8];
}
impl Borrow<str> for String {
    fn borrow(&self) -> &str;
}
impl BorrowMut<str> for String {
    fn borrow_mut(&mut self) -> &mut str;
}
impl fmt::Write for String {
    fn write_str(&mut self, s: &str) -> fmt::Result;
}
macro_rules! from { ($([$($g:tt)*] $from:ty => $to:ty;)*) => {$( impl<$($g)*> From<$from> for $to { fn from(s: $from) -> $to; } )*}; }
from! {
    [] &str => String; [] &mut str => String; [] &String => String; [] Box<str> => String; [] String => Box<str>;
    ['a] Cow<'a, str> => String; ['a] &'a str => Cow<'a, str>; ['a] String => Cow<'a, str>; ['a] &'a String => Cow<'a, str>;
    [] String => Vec<u8>; [] char => String; [] String => Rc<str>; [] String => Arc<str>;
}
impl<'a> FromIterator<char> for Cow<'a, str> {
    fn from_iter<I: IntoIterator<Item = char>>(it: I) -> Cow<'a, str>;
}
impl<'a, 'b> FromIterator<&'b str> for Cow<'a, str> {
    fn from_iter<I: IntoIterator<Item = &'b str>>(it: I) -> Cow<'a, str>;
}
impl<'a> FromIterator<String> for Cow<'a, str> {
    fn from_iter<I: IntoIterator<Item = String>>(it: I) -> Cow<'a, str>;
}
pub trait ToString {
    fn to_string(&self) -> String;
}
impl<T: fmt::Display + ?Sized> ToString for T {
    fn to_string(&self) -> String;
}
pub struct Drain<'a> {
    string: *mut String,
    start: usize,
    end: usize,
    iter: Chars<'a>,
}
unsafe impl Sync for Drain<'_> {}
unsafe impl Send for Drain<'_> {}
impl Drop for Drain<'_> {
    fn drop(&mut self);
}
impl<'a> Drain<'a> {
    pub fn as_str(&self) -> &str;
}
core::__iterator! { ['a] Drain<'a> => char; double }
