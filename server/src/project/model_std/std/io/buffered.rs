//! Buffered readers and writers.
use super::{BufRead, Error, Read, Result, Seek, SeekFrom, Write};
use crate::error;
use crate::fmt;

pub struct BufReader<R: ?Sized> {
    buf: Box<[u8]>,
    inner: R,
}
impl<R: Read> BufReader<R> {
    pub fn new(inner: R) -> BufReader<R>;
    pub fn with_capacity(capacity: usize, inner: R) -> BufReader<R>;
}
impl<R: ?Sized> BufReader<R> {
    pub fn get_ref(&self) -> &R;
    pub fn get_mut(&mut self) -> &mut R;
    pub fn buffer(&self) -> &[u8];
    pub fn capacity(&self) -> usize;
    pub fn into_inner(self) -> R where R: Sized;
}
impl<R: ?Sized + Read> Read for BufReader<R> {}
impl<R: ?Sized + Read> BufRead for BufReader<R> {}
impl<R: ?Sized + Seek> Seek for BufReader<R> {}
impl<R: ?Sized + fmt::Debug> fmt::Debug for BufReader<R> {}
pub struct BufWriter<W: ?Sized + Write> {
    buf: Vec<u8>,
    panicked: bool,
    inner: W,
}
impl<W: Write> BufWriter<W> {
    pub fn new(inner: W) -> BufWriter<W>;
    pub fn with_capacity(capacity: usize, inner: W) -> BufWriter<W>;
    pub fn into_inner(self) -> crate::result::Result<W, IntoInnerError<BufWriter<W>>>;
}
impl<W: ?Sized + Write> BufWriter<W> {
    pub fn get_ref(&self) -> &W;
    pub fn get_mut(&mut self) -> &mut W;
    pub fn buffer(&self) -> &[u8];
    pub fn capacity(&self) -> usize;
}
impl<W: ?Sized + Write> Drop for BufWriter<W> {}
impl<W: ?Sized + Write + Seek> Seek for BufWriter<W> {}
pub struct LineWriter<W: ?Sized + Write> {
    inner: BufWriter<W>,
}
impl<W: Write> LineWriter<W> {
    pub fn new(inner: W) -> LineWriter<W>;
    pub fn with_capacity(capacity: usize, inner: W) -> LineWriter<W>;
    pub fn get_mut(&mut self) -> &mut W;
    pub fn into_inner(self) -> crate::result::Result<W, IntoInnerError<LineWriter<W>>>;
}
impl<W: ?Sized + Write> LineWriter<W> {
    pub fn get_ref(&self) -> &W;
}
macro_rules! writers { ($($t:ident)*) => {$(
    impl<W: ?Sized + Write> Write for $t<W> {}
    impl<W: ?Sized + Write + fmt::Debug> fmt::Debug for $t<W> {}
)*}; }
writers! { BufWriter LineWriter }
#[derive(Debug)]
pub struct IntoInnerError<W>(W, Error);
impl<W> IntoInnerError<W> {
    pub fn error(&self) -> &Error;
    pub fn into_inner(self) -> W;
    pub fn into_error(self) -> Error;
    pub fn into_parts(self) -> (Error, W);
}
impl<W> From<IntoInnerError<W>> for Error {}
impl<W> fmt::Display for IntoInnerError<W> {}
impl<W: Send + fmt::Debug> error::Error for IntoInnerError<W> {}
