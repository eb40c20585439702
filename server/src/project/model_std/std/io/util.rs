//! Small readers and writers.
use super::{BufRead, Read, Result, Write};

pub fn copy<R: ?Sized, W: ?Sized>(reader: &mut R, writer: &mut W) -> Result<u64> where R: Read, W: Write;
pub const fn empty() -> Empty;
pub const fn repeat(byte: u8) -> Repeat;
pub const fn sink() -> Sink;
#[derive(Copy, Clone, Debug, Default)]
pub struct Empty;
#[derive(Debug)]
pub struct Repeat {
    byte: u8,
}
#[derive(Copy, Clone, Debug, Default)]
pub struct Sink;
impl Read for Empty {}
impl BufRead for Empty {}
impl Read for Repeat {}
macro_rules! writers { ($($t:ty)*) => {$( impl Write for $t {} )*}; }
writers! { Empty Sink &Sink }
