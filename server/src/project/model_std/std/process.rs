//! Processes.
use crate::convert::Infallible;
use crate::ffi::OsStr;
use crate::fmt;
use crate::fs;
use crate::io::{self, Read, Write};
use crate::path::Path;

pub fn exit(code: i32) -> !;
pub fn abort() -> !;
pub fn id() -> u32;

#[lang = "termination"]
pub trait Termination {
    fn report(self) -> ExitCode;
}
impl Termination for () {}
impl Termination for ! {}
impl Termination for Infallible {}
impl Termination for ExitCode {}
impl<T: Termination, E: fmt::Debug> Termination for Result<T, E> {}
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ExitCode(u8);
impl ExitCode {
    pub const SUCCESS: ExitCode = ExitCode(0);
    pub const FAILURE: ExitCode = ExitCode(1);
    pub fn exit_process(self) -> !;
}
impl From<u8> for ExitCode {}
#[derive(PartialEq, Eq, Clone, Copy, Debug, Default)]
pub struct ExitStatus(i32);
impl ExitStatus {
    pub fn success(&self) -> bool;
    pub fn code(&self) -> Option<i32>;
}
impl fmt::Display for ExitStatus {}
#[derive(PartialEq, Eq, Clone)]
pub struct Output {
    pub status: ExitStatus,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}
impl fmt::Debug for Output {}
pub struct Stdio(fs::File);
impl Stdio {
    pub fn piped() -> Stdio;
    pub fn inherit() -> Stdio;
    pub fn null() -> Stdio;
}
impl fmt::Debug for Stdio {}
macro_rules! pipes { ($($name:ident)*) => {$(
    pub struct $name { inner: fs::File }
    impl fmt::Debug for $name {}
    impl From<$name> for Stdio {}
)*}; }
pipes! { ChildStdin ChildStdout ChildStderr }
impl From<fs::File> for Stdio {}
impl Write for ChildStdin {}
impl Write for &ChildStdin {}
impl Read for ChildStdout {}
impl Read for ChildStderr {}
pub struct Child {
    handle: i32,
    pub stdin: Option<ChildStdin>,
    pub stdout: Option<ChildStdout>,
    pub stderr: Option<ChildStderr>,
}
impl Child {
    pub fn kill(&mut self) -> io::Result<()>;
    pub fn id(&self) -> u32;
    pub fn wait(&mut self) -> io::Result<ExitStatus>;
    pub fn try_wait(&mut self) -> io::Result<Option<ExitStatus>>;
    pub fn wait_with_output(self) -> io::Result<Output>;
}
impl fmt::Debug for Child {}
pub struct Command {
    args: Vec<crate::ffi::OsString>,
    stdin: Option<Stdio>,
}
impl Command {
    pub fn new<S: AsRef<OsStr>>(program: S) -> Command;
    pub fn arg<S: AsRef<OsStr>>(&mut self, arg: S) -> &mut Command;
    pub fn args<I, S>(&mut self, args: I) -> &mut Command where I: IntoIterator<Item = S>, S: AsRef<OsStr>;
    pub fn env<K, V>(&mut self, key: K, val: V) -> &mut Command where K: AsRef<OsStr>, V: AsRef<OsStr>;
    pub fn envs<I, K, V>(&mut self, vars: I) -> &mut Command where I: IntoIterator<Item = (K, V)>, K: AsRef<OsStr>, V: AsRef<OsStr>;
    pub fn env_remove<K: AsRef<OsStr>>(&mut self, key: K) -> &mut Command;
    pub fn env_clear(&mut self) -> &mut Command;
    pub fn current_dir<P: AsRef<Path>>(&mut self, dir: P) -> &mut Command;
    pub fn stdin<T: Into<Stdio>>(&mut self, cfg: T) -> &mut Command;
    pub fn stdout<T: Into<Stdio>>(&mut self, cfg: T) -> &mut Command;
    pub fn stderr<T: Into<Stdio>>(&mut self, cfg: T) -> &mut Command;
    pub fn spawn(&mut self) -> io::Result<Child>;
    pub fn output(&mut self) -> io::Result<Output>;
    pub fn status(&mut self) -> io::Result<ExitStatus>;
    pub fn get_program(&self) -> &OsStr;
    pub fn get_args(&self) -> CommandArgs<'_>;
    pub fn get_current_dir(&self) -> Option<&Path>;
}
impl fmt::Debug for Command {}
pub struct CommandArgs<'a> {
    inner: crate::slice::Iter<'a, *const u8>,
}
impl<'a> Iterator for CommandArgs<'a> {
    type Item = &'a OsStr;
}
impl<'a> ExactSizeIterator for CommandArgs<'a> {}
