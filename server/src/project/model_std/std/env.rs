//! The process's environment.
use crate::error::Error;
use crate::ffi::{OsStr, OsString};
use crate::fmt;
use crate::io;
use crate::path::{Path, PathBuf};

pub fn current_dir() -> io::Result<PathBuf>;
pub fn set_current_dir<P: AsRef<Path>>(path: P) -> io::Result<()>;
pub fn vars() -> Vars;
pub fn vars_os() -> VarsOs;
pub fn var<K: AsRef<OsStr>>(key: K) -> Result<String, VarError>;
pub fn var_os<K: AsRef<OsStr>>(key: K) -> Option<OsString>;
#[rustc_deprecated_safe_2024]
pub unsafe fn set_var<K: AsRef<OsStr>, V: AsRef<OsStr>>(key: K, value: V);
#[rustc_deprecated_safe_2024]
pub unsafe fn remove_var<K: AsRef<OsStr>>(key: K);
pub fn split_paths<T: AsRef<OsStr> + ?Sized>(unparsed: &T) -> SplitPaths<'_>;
pub fn join_paths<I, T>(paths: I) -> Result<OsString, JoinPathsError> where I: IntoIterator<Item = T>, T: AsRef<OsStr>;
pub fn home_dir() -> Option<PathBuf>;
pub fn temp_dir() -> PathBuf;
pub fn current_exe() -> io::Result<PathBuf>;
pub fn args() -> Args;
pub fn args_os() -> ArgsOs;

pub struct Vars {
    inner: VarsOs,
}
pub struct VarsOs {
    inner: crate::vec::IntoIter<(OsString, OsString)>,
}
pub struct Args {
    inner: ArgsOs,
}
pub struct ArgsOs {
    inner: crate::vec::IntoIter<OsString>,
}
pub struct SplitPaths<'a> {
    inner: crate::iter::Map<crate::slice::Split<'a, u8, fn(&u8) -> bool>, fn(&'a [u8]) -> PathBuf>,
}
impl !Send for Vars {}
impl !Sync for Vars {}
impl !Send for VarsOs {}
impl !Sync for VarsOs {}
impl !Send for Args {}
impl !Sync for Args {}
impl !Send for ArgsOs {}
impl !Sync for ArgsOs {}
impl Iterator for Vars {
    type Item = (String, String);
}
impl Iterator for VarsOs {
    type Item = (OsString, OsString);
}
impl<'a> Iterator for SplitPaths<'a> {
    type Item = PathBuf;
}
macro_rules! args { ($($name:ident $item:ident)*) => {$(
    impl Iterator for $name { type Item = $item; }
    impl ExactSizeIterator for $name {}
    impl DoubleEndedIterator for $name {}
    impl fmt::Debug for $name {}
)*}; }
args! { Args String ArgsOs OsString }
#[derive(Debug, PartialEq, Eq, Clone)]
pub enum VarError {
    NotPresent,
    NotUnicode(OsString),
}
impl fmt::Display for VarError {}
impl Error for VarError {}
#[derive(Debug)]
pub struct JoinPathsError {
    inner: (),
}
impl fmt::Display for JoinPathsError {}
impl Error for JoinPathsError {}
pub mod consts {
    pub const ARCH: &str = "x86_64";
    pub const FAMILY: &str = "unix";
    pub const OS: &str = "linux";
    pub const DLL_PREFIX: &str = "lib";
    pub const DLL_SUFFIX: &str = ".so";
    pub const DLL_EXTENSION: &str = "so";
    pub const EXE_SUFFIX: &str = "";
    pub const EXE_EXTENSION: &str = "";
}
