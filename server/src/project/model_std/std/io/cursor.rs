//! `Cursor`.
use super::{BufRead, Read, Result, Seek, SeekFrom, Write};

#[derive(Debug, Default, Eq, PartialEq, Clone)]
pub struct Cursor<T> {
    inner: T,
    pos: u64,
}
impl<T> Cursor<T> {
    pub const fn new(inner: T) -> Cursor<T>;
    pub fn into_inner(self) -> T;
    pub fn get_ref(&self) -> &T;
    pub fn get_mut(&mut self) -> &mut T;
    pub fn position(&self) -> u64;
    pub fn set_position(&mut self, pos: u64);
}
impl<T: AsRef<[u8]>> Seek for Cursor<T> {}
impl<T: AsRef<[u8]>> Read for Cursor<T> {}
impl<T: AsRef<[u8]>> BufRead for Cursor<T> {}
macro_rules! writers { ($([$($g:tt)*] $t:ty;)*) => {$(
    impl<$($g)*> Write for Cursor<$t> {}
)*}; }
writers! { [] &mut [u8]; [] &mut Vec<u8>; [] Vec<u8>; [] Box<[u8]>; [const N: usize] [u8; N]; }
