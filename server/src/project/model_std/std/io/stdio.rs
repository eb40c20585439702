//! The standard streams.
use super::{BufRead, BufReader, Lines, LineWriter, Read, Result, Write};
use crate::fmt;
use crate::fs::File;
use crate::marker::PhantomData;
use crate::sync::{Mutex, MutexGuard};

pub fn stdin() -> Stdin;
pub fn stdout() -> Stdout;
pub fn stderr() -> Stderr;
pub fn _print(args: fmt::Arguments<'_>);
pub fn _eprint(args: fmt::Arguments<'_>);

pub struct Stdin {
    inner: &'static Mutex<BufReader<File>>,
}
pub struct StdinLock<'a> {
    inner: MutexGuard<'a, BufReader<File>>,
}
pub struct Stdout {
    inner: &'static Mutex<LineWriter<File>>,
}
pub struct StdoutLock<'a> {
    inner: MutexGuard<'a, LineWriter<File>>,
    reentrant: PhantomData<*const ()>,
}
pub struct Stderr {
    inner: &'static Mutex<()>,
}
pub struct StderrLock<'a> {
    inner: MutexGuard<'a, ()>,
    reentrant: PhantomData<*const ()>,
}
impl Stdin {
    pub fn lock(&self) -> StdinLock<'static>;
    pub fn read_line(&self, buf: &mut String) -> Result<usize>;
    pub fn lines(self) -> Lines<StdinLock<'static>>;
}
impl Stdout {
    pub fn lock(&self) -> StdoutLock<'static>;
}
impl Stderr {
    pub fn lock(&self) -> StderrLock<'static>;
}
macro_rules! readers { ($($t:ty)*) => {$( impl Read for $t {} )*}; }
readers! { Stdin &Stdin StdinLock<'_> }
impl BufRead for StdinLock<'_> {}
macro_rules! writers { ($($t:ty)*) => {$( impl Write for $t {} )*}; }
writers! { Stdout &Stdout StdoutLock<'_> Stderr &Stderr StderrLock<'_> }
pub trait IsTerminal {
    fn is_terminal(&self) -> bool;
}
macro_rules! streams { ($($t:ty)*) => {$(
    impl IsTerminal for $t {}
    impl fmt::Debug for $t {}
)*}; }
streams! { Stdin StdinLock<'_> Stdout StdoutLock<'_> Stderr StderrLock<'_> }
impl IsTerminal for File {}
