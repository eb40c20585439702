//! String slices that allocate.
pub use core::str::*;

use crate::boxed::Box;
use crate::string::String;

impl str {
    pub fn into_boxed_bytes(self: Box<Self>) -> Box<[u8]>;
    pub fn replace<P: pattern::Pattern>(&self, from: P, to: &str) -> String;
    pub fn replacen<P: pattern::Pattern>(&self, pat: P, to: &str, count: usize) -> String;
    pub fn to_lowercase(&self) -> String;
    pub fn to_uppercase(&self) -> String;
    pub fn into_string(self: Box<Self>) -> String;
    pub fn repeat(&self, n: usize) -> String;
    pub fn to_ascii_uppercase(&self) -> String;
    pub fn to_ascii_lowercase(&self) -> String;
}
pub unsafe fn from_boxed_utf8_unchecked(v: Box<[u8]>) -> Box<str>;

impl<S: core::borrow::Borrow<str>> crate::slice::Concat<str> for [S] {
    type Output = String;
}
impl<S: core::borrow::Borrow<str>> crate::slice::Join<&str> for [S] {
    type Output = String;
}
impl crate::borrow::ToOwned for str {
    type Owned = String;
}
