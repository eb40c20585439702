//! Owned C strings.
use core::borrow::Borrow;
use core::ffi::{CStr, c_char};
use core::fmt;
use core::ops::Deref;
use core::str::Utf8Error;

use crate::borrow::{Cow, ToOwned};
use crate::boxed::Box;
use crate::string::String;
use crate::vec::Vec;

#[derive(PartialEq, PartialOrd, Eq, Ord, Hash, Clone)]
pub struct CString {
    inner: Box<[u8]>,
}
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NulError(usize, Vec<u8>);
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FromVecWithNulError {
    bytes: Vec<u8>,
}
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IntoStringError {
    inner: CString,
    error: Utf8Error,
}
impl CString {
    pub fn new<T: Into<Vec<u8>>>(t: T) -> Result<CString, NulError>;
    pub unsafe fn from_vec_unchecked(v: Vec<u8>) -> Self;
    pub unsafe fn from_raw(ptr: *mut c_char) -> CString;
    pub fn into_raw(self) -> *mut c_char;
    pub fn into_string(self) -> Result<String, IntoStringError>;
    pub fn into_bytes(self) -> Vec<u8>;
    pub fn into_bytes_with_nul(self) -> Vec<u8>;
    pub fn as_bytes(&self) -> &[u8];
    pub fn as_bytes_with_nul(&self) -> &[u8];
    pub fn as_c_str(&self) -> &CStr;
    pub fn into_boxed_c_str(self) -> Box<CStr>;
    pub fn from_vec_with_nul(v: Vec<u8>) -> Result<Self, FromVecWithNulError>;
}
impl Drop for CString {}
impl Deref for CString {
    type Target = CStr;
}
impl fmt::Debug for CString {}
impl Default for CString {}
impl Borrow<CStr> for CString {}
impl AsRef<CStr> for CString {}
impl From<&CStr> for CString {}
impl From<CString> for Box<CStr> {}
impl ToOwned for CStr {
    type Owned = CString;
}
impl CStr {
    pub fn to_string_lossy(&self) -> Cow<'_, str>;
    pub fn into_c_string(self: Box<Self>) -> CString;
}
impl NulError {
    pub fn nul_position(&self) -> usize;
    pub fn into_vec(self) -> Vec<u8>;
}
impl IntoStringError {
    pub fn into_cstring(self) -> CString;
    pub fn utf8_error(&self) -> Utf8Error;
}
macro_rules! errors { ($($t:ident)*) => {$(
    impl fmt::Display for $t {}
    impl core::error::Error for $t {}
)*}; }
errors! { NulError FromVecWithNulError IntoStringError }
