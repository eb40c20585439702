//! Input and output.
mod buffered;
mod cursor;
mod error;
mod stdio;
mod util;

pub mod prelude {
    pub use super::{BufRead, Read, Seek, Write};
}
pub use self::buffered::{BufReader, BufWriter, IntoInnerError, LineWriter};
pub use self::cursor::Cursor;
pub use self::error::{Error, ErrorKind, Result};
pub use self::stdio::{IsTerminal, Stderr, StderrLock, Stdin, StdinLock, Stdout, StdoutLock, _eprint, _print, stderr, stdin, stdout};
pub use self::util::{Empty, Repeat, Sink, copy, empty, repeat, sink};

use crate::fmt;
use crate::ops::{Deref, DerefMut};

pub fn read_to_string<R: Read>(reader: R) -> Result<String>;

pub trait Read {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize>;
    fn read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> Result<usize> { loop {} }
    fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize> { loop {} }
    fn read_to_string(&mut self, buf: &mut String) -> Result<usize> { loop {} }
    fn read_exact(&mut self, buf: &mut [u8]) -> Result<()> { loop {} }
    fn by_ref(&mut self) -> &mut Self where Self: Sized { loop {} }
    fn bytes(self) -> Bytes<Self> where Self: Sized { loop {} }
    fn chain<R: Read>(self, next: R) -> Chain<Self, R> where Self: Sized { loop {} }
    fn take(self, limit: u64) -> Take<Self> where Self: Sized { loop {} }
}
pub trait Write {
    fn write(&mut self, buf: &[u8]) -> Result<usize>;
    fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> Result<usize> { loop {} }
    fn flush(&mut self) -> Result<()>;
    fn write_all(&mut self, buf: &[u8]) -> Result<()> { loop {} }
    fn write_fmt(&mut self, args: fmt::Arguments<'_>) -> Result<()> { loop {} }
    fn by_ref(&mut self) -> &mut Self where Self: Sized { loop {} }
}
pub trait Seek {
    fn seek(&mut self, pos: SeekFrom) -> Result<u64>;
    fn rewind(&mut self) -> Result<()> { loop {} }
    fn stream_position(&mut self) -> Result<u64> { loop {} }
    fn seek_relative(&mut self, offset: i64) -> Result<()> { loop {} }
}
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub enum SeekFrom {
    Start(u64),
    End(i64),
    Current(i64),
}
pub trait BufRead: Read {
    fn fill_buf(&mut self) -> Result<&[u8]>;
    fn consume(&mut self, amount: usize);
    fn read_until(&mut self, byte: u8, buf: &mut Vec<u8>) -> Result<usize> { loop {} }
    fn skip_until(&mut self, byte: u8) -> Result<usize> { loop {} }
    fn read_line(&mut self, buf: &mut String) -> Result<usize> { loop {} }
    fn split(self, byte: u8) -> Split<Self> where Self: Sized { loop {} }
    fn lines(self) -> Lines<Self> where Self: Sized { loop {} }
}
macro_rules! forward { ($([$($g:tt)*] $t:ty;)*) => {$(
    impl<R: Read + $($g)*> Read for $t {}
    impl<R: Write + $($g)*> Write for $t {}
    impl<R: Seek + $($g)*> Seek for $t {}
    impl<R: BufRead + $($g)*> BufRead for $t {}
)*}; }
forward! { [?Sized] &mut R; [?Sized] Box<R>; }
impl Read for &[u8] {}
impl BufRead for &[u8] {}
impl Write for &mut [u8] {}
impl Write for Vec<u8> {}
impl Read for crate::collections::VecDeque<u8> {}
impl Write for crate::collections::VecDeque<u8> {}

pub struct IoSliceMut<'a>(&'a mut [u8]);
#[derive(Copy, Clone)]
pub struct IoSlice<'a>(&'a [u8]);
impl<'a> IoSliceMut<'a> {
    pub fn new(buf: &'a mut [u8]) -> IoSliceMut<'a>;
}
impl<'a> IoSlice<'a> {
    pub fn new(buf: &'a [u8]) -> IoSlice<'a>;
}
impl<'a> Deref for IoSliceMut<'a> {
    type Target = [u8];
}
impl<'a> DerefMut for IoSliceMut<'a> {}
impl<'a> Deref for IoSlice<'a> {
    type Target = [u8];
}
#[derive(Debug)]
pub struct Chain<T, U> {
    first: T,
    second: U,
    done_first: bool,
}
impl<T, U> Chain<T, U> {
    pub fn into_inner(self) -> (T, U);
    pub fn get_ref(&self) -> (&T, &U);
    pub fn get_mut(&mut self) -> (&mut T, &mut U);
}
impl<T: Read, U: Read> Read for Chain<T, U> {}
impl<T: BufRead, U: BufRead> BufRead for Chain<T, U> {}
#[derive(Debug)]
pub struct Take<T> {
    inner: T,
    len: u64,
    limit: u64,
}
impl<T> Take<T> {
    pub fn limit(&self) -> u64;
    pub fn set_limit(&mut self, limit: u64);
    pub fn into_inner(self) -> T;
    pub fn get_ref(&self) -> &T;
    pub fn get_mut(&mut self) -> &mut T;
}
impl<T: Read> Read for Take<T> {}
impl<T: BufRead> BufRead for Take<T> {}
#[derive(Debug)]
pub struct Bytes<R> {
    inner: R,
}
impl<R: Read> Iterator for Bytes<R> {
    type Item = Result<u8>;
}
#[derive(Debug)]
pub struct Split<B> {
    buf: B,
    delim: u8,
}
impl<B: BufRead> Iterator for Split<B> {
    type Item = Result<Vec<u8>>;
}
#[derive(Debug)]
pub struct Lines<B> {
    buf: B,
}
impl<B: BufRead> Iterator for Lines<B> {
    type Item = Result<String>;
}
