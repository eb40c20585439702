//! `String`.
use core::borrow::{Borrow, BorrowMut};
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

pub type ParseError = core::convert::Infallible;
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
    impl fmt::Display for $t {}
    impl Error for $t {}
)*}; }
errors! { FromUtf8Error FromUtf16Error }

impl Clone for String {}
macro_rules! collect { ($([$($g:tt)*] $t:ty;)*) => {$(
    impl<$($g)*> FromIterator<$t> for String {}
    impl<$($g)*> Extend<$t> for String {}
)*}; }
collect! { [] char; ['a] &'a char; ['a] &'a str; [] String; [] Box<str>; ['a] Cow<'a, str>; }
impl<'b> Pattern for &'b String {
    type Searcher<'a> = <&'b str as Pattern>::Searcher<'a>;
}
macro_rules! equal { ($([$($g:tt)*] $lhs:ty, $rhs:ty;)*) => {$(
    impl<$($g)*> PartialEq<$rhs> for $lhs {}
    impl<$($g)*> PartialEq<$lhs> for $rhs {}
)*}; }
equal! { [] String, str; ['a] String, &'a str; ['a] Cow<'a, str>, str; ['a, 'b] Cow<'a, str>, &'b str; ['a] Cow<'a, str>, String; }
impl Default for String {}
impl fmt::Display for String {}
impl fmt::Debug for String {}
impl core::hash::Hash for String {}
impl Add<&str> for String {
    type Output = String;
}
impl AddAssign<&str> for String {}
impl<I> Index<I> for String where I: SliceIndex<str> {
    type Output = I::Output;
}
impl<I> IndexMut<I> for String where I: SliceIndex<str> {}
impl Deref for String {
    type Target = str;
}
impl DerefMut for String {}
impl FromStr for String {
    type Err = core::convert::Infallible;
}
impl AsRef<str> for String {}
impl AsMut<str> for String {}
impl AsRef<[u8]> for String {}
impl Borrow<str> for String {}
impl BorrowMut<str> for String {}
impl fmt::Write for String {}
macro_rules! from { ($([$($g:tt)*] $from:ty => $to:ty;)*) => {$( impl<$($g)*> From<$from> for $to {} )*}; }
from! {
    [] &str => String; [] &mut str => String; [] &String => String; [] Box<str> => String; [] String => Box<str>;
    ['a] Cow<'a, str> => String; ['a] &'a str => Cow<'a, str>; ['a] String => Cow<'a, str>; ['a] &'a String => Cow<'a, str>;
    [] String => Vec<u8>; [] char => String; [] String => Rc<str>; [] String => Arc<str>;
}
impl<'a> FromIterator<char> for Cow<'a, str> {}
impl<'a, 'b> FromIterator<&'b str> for Cow<'a, str> {}
impl<'a> FromIterator<String> for Cow<'a, str> {}
pub trait ToString {
    fn to_string(&self) -> String;
}
impl<T: fmt::Display + ?Sized> ToString for T {}
pub struct Drain<'a> {
    string: *mut String,
    start: usize,
    end: usize,
    iter: Chars<'a>,
}
unsafe impl Sync for Drain<'_> {}
unsafe impl Send for Drain<'_> {}
impl Drop for Drain<'_> {}
impl<'a> Drain<'a> {
    pub fn as_str(&self) -> &str;
}
core::__iterator! { ['a] Drain<'a> => char; double }
