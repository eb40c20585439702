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
    impl crate::fmt::Display for Display<'_> {}
    impl crate::fmt::Debug for Display<'_> {}
}
impl<T: ?Sized + AsRef<OsStr>> From<&T> for OsString {}
macro_rules! from { ($([$($g:tt)*] $from:ty => $to:ty;)*) => {$( impl<$($g)*> From<$from> for $to {} )*}; }
from! {
    [] String => OsString; [] Box<OsStr> => OsString; [] OsString => Box<OsStr>; [] &OsStr => Box<OsStr>; [] OsString => Arc<OsStr>;
    [] &OsStr => Arc<OsStr>; [] OsString => Rc<OsStr>; [] &OsStr => Rc<OsStr>; ['a] OsString => Cow<'a, OsStr>;
    ['a] &'a OsStr => Cow<'a, OsStr>; ['a] &'a OsString => Cow<'a, OsStr>; ['a] Cow<'a, OsStr> => OsString;
}
impl Index<RangeFull> for OsString {
    type Output = OsStr;
}
impl IndexMut<RangeFull> for OsString {}
impl Deref for OsString {
    type Target = OsStr;
}
impl DerefMut for OsString {}
impl Default for OsString {}
impl Default for &OsStr {}
impl Clone for OsString {}
impl fmt::Write for OsString {}
impl Borrow<OsStr> for OsString {}
impl ToOwned for OsStr {
    type Owned = OsString;
}
impl FromStr for OsString {
    type Err = Infallible;
}
impl Extend<OsString> for OsString {}
impl FromIterator<OsString> for OsString {}
macro_rules! comparable { ($($t:ident)*) => {$(
    impl PartialEq for $t {}
    impl PartialEq<str> for $t {}
    impl PartialEq<$t> for str {}
    impl Eq for $t {}
    impl PartialOrd for $t {}
    impl Ord for $t {}
    impl Hash for $t {}
    impl fmt::Debug for $t {}
)*}; }
comparable! { OsString OsStr }
impl<'a> PartialEq<&'a str> for OsString {}
macro_rules! equal { ($([$($g:tt)*] $lhs:ty, $rhs:ty;)*) => {$(
    impl<$($g)*> PartialEq<$rhs> for $lhs {}
    impl<$($g)*> PartialEq<$lhs> for $rhs {}
)*}; }
equal! { [] OsString, OsStr; ['a] OsString, &'a OsStr; ['a] Cow<'a, OsStr>, OsStr; ['a, 'b] Cow<'a, OsStr>, &'b OsStr; ['a] Cow<'a, OsStr>, OsString; }
macro_rules! as_os_str { ($($t:ty)*) => {$( impl AsRef<OsStr> for $t {} )*}; }
as_os_str! { OsStr OsString str String }
