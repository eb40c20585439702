//! Characters.
use crate::error::Error;
use crate::fmt;
use crate::iter::FusedIterator;
use crate::str::FromStr;

pub const MAX: char = char::MAX;
pub const REPLACEMENT_CHARACTER: char = char::REPLACEMENT_CHARACTER;
pub fn from_u32(i: u32) -> Option<char>;
pub unsafe fn from_u32_unchecked(i: u32) -> char;
pub fn from_digit(num: u32, radix: u32) -> Option<char>;
pub fn decode_utf16<I: IntoIterator<Item = u16>>(iter: I) -> DecodeUtf16<I::IntoIter>;

impl char {
    pub const MIN: char = '\0';
    pub const MAX: char = '\u{10FFFF}';
    pub const REPLACEMENT_CHARACTER: char = '\u{FFFD}';
    pub const MAX_LEN_UTF8: usize = 4;
    pub const MAX_LEN_UTF16: usize = 2;
    pub fn decode_utf16<I: IntoIterator<Item = u16>>(iter: I) -> DecodeUtf16<I::IntoIter>;
    pub fn from_u32(i: u32) -> Option<char>;
    pub unsafe fn from_u32_unchecked(i: u32) -> char;
    pub fn from_digit(num: u32, radix: u32) -> Option<char>;
    pub fn is_digit(self, radix: u32) -> bool;
    pub fn to_digit(self, radix: u32) -> Option<u32>;
    pub fn escape_unicode(self) -> EscapeUnicode;
    pub fn escape_debug(self) -> EscapeDebug;
    pub fn escape_default(self) -> EscapeDefault;
    pub fn len_utf8(self) -> usize;
    pub fn len_utf16(self) -> usize;
    pub fn encode_utf8(self, dst: &mut [u8]) -> &mut str;
    pub fn encode_utf16(self, dst: &mut [u16]) -> &mut [u16];
    pub fn is_alphabetic(self) -> bool;
    pub fn is_lowercase(self) -> bool;
    pub fn is_uppercase(self) -> bool;
    pub fn is_whitespace(self) -> bool;
    pub fn is_alphanumeric(self) -> bool;
    pub fn is_control(self) -> bool;
    pub fn is_numeric(self) -> bool;
    pub fn to_lowercase(self) -> ToLowercase;
    pub fn to_uppercase(self) -> ToUppercase;
    pub fn is_ascii(&self) -> bool;
    pub fn to_ascii_uppercase(&self) -> char;
    pub fn to_ascii_lowercase(&self) -> char;
    pub fn eq_ignore_ascii_case(&self, other: &char) -> bool;
    pub fn make_ascii_uppercase(&mut self);
    pub fn make_ascii_lowercase(&mut self);
    pub fn is_ascii_alphabetic(&self) -> bool;
    pub fn is_ascii_uppercase(&self) -> bool;
    pub fn is_ascii_lowercase(&self) -> bool;
    pub fn is_ascii_alphanumeric(&self) -> bool;
    pub fn is_ascii_digit(&self) -> bool;
    pub fn is_ascii_hexdigit(&self) -> bool;
    pub fn is_ascii_punctuation(&self) -> bool;
    pub fn is_ascii_graphic(&self) -> bool;
    pub fn is_ascii_whitespace(&self) -> bool;
    pub fn is_ascii_control(&self) -> bool;
}
macro_rules! mapped { ($($name:ident)*) => {$(
    #[derive(Clone, Debug)]
    pub struct $name(crate::array::IntoIter<char, 3>);
    crate::__iterator! { [] $name => char; double exact }
    impl fmt::Display for $name {}
)*}; }
mapped! { ToLowercase ToUppercase }
macro_rules! escaped { ($($name:ident)*) => {$(
    #[derive(Clone, Debug)]
    pub struct $name([char; 10]);
    crate::__iterator! { [] $name => char; exact }
    impl fmt::Display for $name {}
)*}; }
escaped! { EscapeUnicode EscapeDefault EscapeDebug }
#[derive(Clone, Debug)]
pub struct DecodeUtf16<I> where I: Iterator<Item = u16> {
    iter: I,
    buf: Option<u16>,
}
impl<I: Iterator<Item = u16>> Iterator for DecodeUtf16<I> {
    type Item = Result<char, DecodeUtf16Error>;
}
impl<I: Iterator<Item = u16> + FusedIterator> FusedIterator for DecodeUtf16<I> {}

macro_rules! errors { ($($(#[$m:meta])* $name:ident $body:tt)*) => {$(
    $(#[$m])*
    pub struct $name $body
    impl fmt::Display for $name {}
    impl Error for $name {}
)*}; }
errors! {
    #[derive(Debug, Clone, Eq, PartialEq)] DecodeUtf16Error { code: u16 }
    #[derive(Clone, Debug, PartialEq, Eq)] ParseCharError { kind: bool }
    #[derive(Copy, Clone, Debug, PartialEq, Eq)] CharTryFromError { _private: () }
    #[derive(Copy, Clone, Debug, PartialEq, Eq)] TryFromCharError { _private: () }
}
impl FromStr for char {
    type Err = ParseCharError;
}
impl TryFrom<u32> for char {
    type Error = CharTryFromError;
}
impl TryFrom<char> for u8 {
    type Error = TryFromCharError;
}
impl TryFrom<char> for u16 {
    type Error = TryFromCharError;
}
