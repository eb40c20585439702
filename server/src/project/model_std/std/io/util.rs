//! Small readers and writers.
use super::{BufRead, Read, Result, Write};

pub fn copy<R: ?Sized, W: ?Sized>(reader: &mut R, writer: &mut W) -> Result<u64> where R: Read, W: Write;
pub const fn empty() -> Empty;
pub const fn repeat(byte: u8) -> Repeat;
pub const fn sink() -> Sink;
#[derive(Copy, Clone, Debug, Default)]
pub struct Empty;
#[derive(Clone, Debug)]
pub struct Repeat {
    byte: u8,
}
#[derive(Copy, Clone, Debug, Default)]
pub struct Sink;
impl Read for Empty {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize>;
}
impl BufRead for Empty {
    fn fill_buf(&mut self) -> Result<&[u8]>;
    fn consume(&mut self, n: usize);
}
impl Read for Repeat {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize>;
}
macro_rules! writers { ($($t:ty)*) => {$( impl Write for $t { fn write(&mut self, buf: &[u8]) -> Result<usize>; fn flush(&mut self) -> Result<()>; } )*}; }
writers! { Empty Sink &Sink }
