//! Foreign strings and types.
pub use alloc_crate::ffi::{CString, FromVecWithNulError, IntoStringError, NulError};
pub use core::ffi::{
    CStr, FromBytesUntilNulError, FromBytesWithNulError, c_char, c_double, c_float, c_int, c_long, c_longlong, c_schar,
    c_short, c_uchar, c_uint, c_ulong, c_ulonglong, c_ushort, c_void,
};

use crate::borrow::{Borrow, Cow};
use crate::cmp;
use crate::collections::TryReserveError;
use crate::convert::Infallible;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::ops::{Deref, DerefMut, Index, IndexMut, RangeFull};
use crate::rc::Rc;
use crate::str::FromStr;
use crate::sync::Arc;

pub struct OsString {
    inner: Vec<u8>,
}
pub struct OsStr {
    inner: [u8],
}
impl OsString {
    pub const fn new() -> OsString;
    pub unsafe fn from_encoded_bytes_unchecked(bytes: Vec<u8>) -> Self;
    pub fn as_os_str(&self) -> &OsStr;
    pub fn into_encoded_bytes(self) -> Vec<u8>;
    pub fn into_string(self) -> Result<String, OsString>;
    pub fn push<T: AsRef<OsStr>>(&mut self, s: T);
    pub fn with_capacity(capacity: usize) -> OsString;
    pub fn clear(&mut self);
    pub fn capacity(&self) -> usize;
    pub fn reserve(&mut self, additional: usize);
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError>;
    pub fn shrink_to_fit(&mut self);
    pub fn into_boxed_os_str(self) -> Box<OsStr>;
}
impl OsStr {
    pub fn new<S: AsRef<OsStr> + ?Sized>(s: &S) -> &OsStr;
    pub unsafe fn from_encoded_bytes_unchecked(bytes: &[u8]) -> &Self;
    pub fn to_str(&self) -> Option<&str>;
    pub fn to_string_lossy(&self) -> Cow<'_, str>;
    pub fn to_os_string(&self) -> OsString;
    pub fn is_empty(&self) -> bool;
    pub fn len(&self) -> usize;
    pub fn into_os_string(self: Box<OsStr>) -> OsString;
    pub fn as_encoded_bytes(&self) -> &[u8];
    pub fn make_ascii_lowercase(&mut self);
    pub fn make_ascii_uppercase(&mut self);
    pub fn to_ascii_lowercase(&self) -> OsString;
    pub fn to_ascii_uppercase(&self) -> OsString;
    pub fn is_ascii(&self) -> bool;
    pub fn eq_ignore_ascii_case<S: AsRef<OsStr>>(&self, other: S) -> bool;
    pub fn display(&self) -> os_str::Display<'_>;
}
pub mod os_str {
    pub struct Display<'a> {
        os_str: &'a super::OsStr,
    }
    impl crate::fmt::Display for Display<'_> {
        fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result;
    }
    impl crate::fmt::Debug for Display<'_> {
        fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result;
    }
}
impl<T: ?Sized + AsRef<OsStr>> From<&T> for OsString {
    fn from(s: &T) -> OsString;
}
macro_rules! from { ($([$($g:tt)*] $from:ty => $to:ty;)*) => {$( impl<$($g)*> From<$from> for $to { fn from(s: $from) -> $to; } )*}; }
from! {
    [] String => OsString; [] Box<OsStr> => OsString; [] OsString => Box<OsStr>; [] &OsStr => Box<OsStr>; [] OsString => Arc<OsStr>;
    [] &OsStr => Arc<OsStr>; [] OsString => Rc<OsStr>; [] &OsStr => Rc<OsStr>; ['a] OsString => Cow<'a, OsStr>;
    ['a] &'a OsStr => Cow<'a, OsStr>; ['a] &'a OsString => Cow<'a, OsStr>; ['a] Cow<'a, OsStr> => OsString;
}
impl Index<RangeFull> for OsString {
    type Output = OsStr;
    fn index(&self, _index: RangeFull) -> &OsStr;
}
impl IndexMut<RangeFull> for OsString {
    fn index_mut(&mut self, _index: RangeFull) -> &mut OsStr;
}
impl Deref for OsString {
    type Target = OsStr;
    fn deref(&self) -> &OsStr;
}
impl DerefMut for OsString {
    fn deref_mut(&mut self) -> &mut OsStr;
}
impl Default for OsString {
    fn default() -> OsString;
}
impl Default for &OsStr {
    fn default() -> Self;
}
impl Clone for OsString {
    fn clone(&self) -> Self;
    fn clone_from(&mut self, source: &Self);
}
impl fmt::Write for OsString {
    fn write_str(&mut self, s: &str) -> fmt::Result;
}
impl Borrow<OsStr> for OsString {
    fn borrow(&self) -> &OsStr;
}
impl ToOwned for OsStr {
    type Owned = OsString;
    fn to_owned(&self) -> OsString;
}
impl FromStr for OsString {
    type Err = Infallible;
    fn from_str(s: &str) -> Result<Self, Self::Err>;
}
impl Extend<OsString> for OsString {
    fn extend<T: IntoIterator<Item = OsString>>(&mut self, iter: T);
}
impl FromIterator<OsString> for OsString {
    fn from_iter<I: IntoIterator<Item = OsString>>(iter: I) -> Self;
}
macro_rules! comparable { ($($t:ident)*) => {$(
    impl PartialEq for $t { fn eq(&self, other: &$t) -> bool; }
    impl PartialEq<str> for $t { fn eq(&self, other: &str) -> bool; }
    impl PartialEq<$t> for str { fn eq(&self, other: &$t) -> bool; }
    impl Eq for $t {}
    impl PartialOrd for $t { fn partial_cmp(&self, other: &$t) -> Option<cmp::Ordering>; }
    impl Ord for $t { fn cmp(&self, other: &$t) -> cmp::Ordering; }
    impl Hash for $t { fn hash<H: Hasher>(&self, state: &mut H); }
    impl fmt::Debug for $t { fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result; }
)*}; }
comparable! { OsString OsStr }
impl<'a> PartialEq<&'a str> for OsString {
    fn eq(&self, other: &&'a str) -> bool;
}
macro_rules! equal { ($([$($g:tt)*] $lhs:ty, $rhs:ty;)*) => {$(
    impl<$($g)*> PartialEq<$rhs> for $lhs { fn eq(&self, other: &$rhs) -> bool; }
    impl<$($g)*> PartialEq<$lhs> for $rhs { fn eq(&self, other: &$lhs) -> bool; }
)*}; }
equal! { [] OsString, OsStr; ['a] OsString, &'a OsStr; ['a] Cow<'a, OsStr>, OsStr; ['a, 'b] Cow<'a, OsStr>, &'b OsStr; ['a] Cow<'a, OsStr>, OsString; }
macro_rules! as_os_str { ($($t:ty)*) => {$( impl AsRef<OsStr> for $t { fn as_ref(&self) -> &OsStr; } )*}; }
as_os_str! { OsStr OsString str String }
