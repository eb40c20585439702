//! Paths.
use crate::borrow::{Borrow, Cow};
use crate::cmp;
use crate::collections::TryReserveError;
use crate::error::Error;
use crate::ffi::{OsStr, OsString};
use crate::fmt;
use crate::fs;
use crate::hash::{Hash, Hasher};
use crate::io;
use crate::ops::{Deref, DerefMut};
use crate::rc::Rc;
use crate::str::FromStr;
use crate::sync::Arc;

pub const MAIN_SEPARATOR: char = '/';
pub const MAIN_SEPARATOR_STR: &str = "/";
pub fn is_separator(c: char) -> bool;
pub fn absolute<P: AsRef<Path>>(path: P) -> io::Result<PathBuf>;

#[derive(Copy, Clone, Debug, Hash, PartialOrd, Ord, PartialEq, Eq)]
pub enum Prefix<'a> {
    Verbatim(&'a OsStr),
    VerbatimUNC(&'a OsStr, &'a OsStr),
    VerbatimDisk(u8),
    DeviceNS(&'a OsStr),
    UNC(&'a OsStr, &'a OsStr),
    Disk(u8),
}
#[derive(Copy, Clone, Eq, Debug, PartialEq, PartialOrd, Ord, Hash)]
pub struct PrefixComponent<'a> {
    raw: &'a OsStr,
    parsed: Prefix<'a>,
}
impl<'a> PrefixComponent<'a> {
    pub fn kind(&self) -> Prefix<'a>;
    pub fn as_os_str(&self) -> &'a OsStr;
}
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Component<'a> {
    Prefix(PrefixComponent<'a>),
    RootDir,
    CurDir,
    ParentDir,
    Normal(&'a OsStr),
}
impl<'a> Component<'a> {
    pub fn as_os_str(self) -> &'a OsStr;
}
impl AsRef<OsStr> for Component<'_> {}
impl AsRef<Path> for Component<'_> {}
#[derive(Clone)]
pub struct Components<'a> {
    path: &'a [u8],
}
#[derive(Clone)]
pub struct Iter<'a> {
    inner: Components<'a>,
}
#[derive(Copy, Clone, Debug)]
pub struct Ancestors<'a> {
    next: Option<&'a Path>,
}
impl<'a> Components<'a> {
    pub fn as_path(&self) -> &'a Path;
}
impl<'a> Iter<'a> {
    pub fn as_path(&self) -> &'a Path;
}
impl AsRef<Path> for Components<'_> {}
impl fmt::Debug for Components<'_> {}
impl fmt::Debug for Iter<'_> {}
impl<'a> PartialEq for Components<'a> {}
core::__iterator! { ['a] Components<'a> => Component<'a>; double }
core::__iterator! { ['a] Iter<'a> => &'a OsStr; double }
core::__iterator! { ['a] Ancestors<'a> => &'a Path; }

pub struct PathBuf {
    inner: OsString,
}
pub struct Path {
    inner: OsStr,
}
impl PathBuf {
    pub const fn new() -> PathBuf;
    pub fn with_capacity(capacity: usize) -> PathBuf;
    pub fn as_path(&self) -> &Path;
    pub fn leak<'a>(self) -> &'a mut Path;
    pub fn push<P: AsRef<Path>>(&mut self, path: P);
    pub fn pop(&mut self) -> bool;
    pub fn set_file_name<S: AsRef<OsStr>>(&mut self, file_name: S);
    pub fn set_extension<S: AsRef<OsStr>>(&mut self, extension: S) -> bool;
    pub fn add_extension<S: AsRef<OsStr>>(&mut self, extension: S) -> bool;
    pub fn as_mut_os_string(&mut self) -> &mut OsString;
    pub fn into_os_string(self) -> OsString;
    pub fn into_boxed_path(self) -> Box<Path>;
    pub fn capacity(&self) -> usize;
    pub fn clear(&mut self);
    pub fn reserve(&mut self, additional: usize);
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError>;
    pub fn shrink_to_fit(&mut self);
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripPrefixError(());
impl fmt::Display for StripPrefixError {}
impl Error for StripPrefixError {}
impl Path {
    pub fn new<S: AsRef<OsStr> + ?Sized>(s: &S) -> &Path;
    pub fn as_os_str(&self) -> &OsStr;
    pub fn as_mut_os_str(&mut self) -> &mut OsStr;
    pub fn to_str(&self) -> Option<&str>;
    pub fn to_string_lossy(&self) -> Cow<'_, str>;
    pub fn to_path_buf(&self) -> PathBuf;
    pub fn is_absolute(&self) -> bool;
    pub fn is_relative(&self) -> bool;
    pub fn has_root(&self) -> bool;
    pub fn parent(&self) -> Option<&Path>;
    pub fn ancestors(&self) -> Ancestors<'_>;
    pub fn file_name(&self) -> Option<&OsStr>;
    pub fn strip_prefix<P>(&self, base: P) -> Result<&Path, StripPrefixError> where P: AsRef<Path>;
    pub fn starts_with<P: AsRef<Path>>(&self, base: P) -> bool;
    pub fn ends_with<P: AsRef<Path>>(&self, child: P) -> bool;
    pub fn file_stem(&self) -> Option<&OsStr>;
    pub fn file_prefix(&self) -> Option<&OsStr>;
    pub fn extension(&self) -> Option<&OsStr>;
    pub fn join<P: AsRef<Path>>(&self, path: P) -> PathBuf;
    pub fn with_file_name<S: AsRef<OsStr>>(&self, file_name: S) -> PathBuf;
    pub fn with_extension<S: AsRef<OsStr>>(&self, extension: S) -> PathBuf;
    pub fn with_added_extension<S: AsRef<OsStr>>(&self, extension: S) -> PathBuf;
    pub fn components(&self) -> Components<'_>;
    pub fn iter(&self) -> Iter<'_>;
    pub fn display(&self) -> Display<'_>;
    pub fn metadata(&self) -> io::Result<fs::Metadata>;
    pub fn symlink_metadata(&self) -> io::Result<fs::Metadata>;
    pub fn canonicalize(&self) -> io::Result<PathBuf>;
    pub fn read_link(&self) -> io::Result<PathBuf>;
    pub fn read_dir(&self) -> io::Result<fs::ReadDir>;
    pub fn exists(&self) -> bool;
    pub fn try_exists(&self) -> io::Result<bool>;
    pub fn is_file(&self) -> bool;
    pub fn is_dir(&self) -> bool;
    pub fn is_symlink(&self) -> bool;
    pub fn into_path_buf(self: Box<Self>) -> PathBuf;
}
pub struct Display<'a> {
    inner: &'a OsStr,
}
impl fmt::Debug for Display<'_> {}
impl fmt::Display for Display<'_> {}
impl<T: ?Sized + AsRef<OsStr>> From<&T> for PathBuf {}
macro_rules! from { ($([$($g:tt)*] $from:ty => $to:ty;)*) => {$( impl<$($g)*> From<$from> for $to {} )*}; }
from! {
    [] OsString => PathBuf; [] PathBuf => OsString; [] String => PathBuf; [] Box<Path> => PathBuf; [] PathBuf => Box<Path>; [] &Path => Box<Path>;
    [] PathBuf => Arc<Path>; [] &Path => Arc<Path>; [] PathBuf => Rc<Path>; [] &Path => Rc<Path>; ['a] &'a Path => Cow<'a, Path>;
    ['a] PathBuf => Cow<'a, Path>; ['a] &'a PathBuf => Cow<'a, Path>; ['a] Cow<'a, Path> => PathBuf;
}
impl FromStr for PathBuf {
    type Err = core::convert::Infallible;
}
impl<P: AsRef<Path>> FromIterator<P> for PathBuf {}
impl<P: AsRef<Path>> Extend<P> for PathBuf {}
impl Clone for PathBuf {}
impl Clone for Box<Path> {}
impl Deref for PathBuf {
    type Target = Path;
}
impl DerefMut for PathBuf {}
impl Default for PathBuf {}
impl Borrow<Path> for PathBuf {}
impl ToOwned for Path {
    type Owned = PathBuf;
}
macro_rules! comparable { ($($t:ident)*) => {$(
    impl PartialEq for $t {}
    impl Eq for $t {}
    impl PartialOrd for $t {}
    impl Ord for $t {}
    impl Hash for $t {}
    impl fmt::Debug for $t {}
    impl AsRef<OsStr> for $t {}
)*}; }
comparable! { PathBuf Path }
macro_rules! equal { ($([$($g:tt)*] $lhs:ty, $rhs:ty;)*) => {$(
    impl<$($g)*> PartialEq<$rhs> for $lhs {}
    impl<$($g)*> PartialEq<$lhs> for $rhs {}
)*}; }
equal! {
    [] PathBuf, Path; ['a] PathBuf, &'a Path; ['a] Cow<'a, Path>, Path; ['a, 'b] Cow<'a, Path>, &'b Path; ['a] Cow<'a, Path>, PathBuf;
    [] PathBuf, OsStr; ['a] PathBuf, &'a OsStr; [] PathBuf, OsString; [] Path, OsStr; ['a] Path, &'a OsStr; [] Path, OsString;
}
macro_rules! as_path { ($($t:ty)*) => {$( impl AsRef<Path> for $t {} )*}; }
as_path! { Path OsStr Cow<'_, OsStr> OsString str String PathBuf Iter<'_> }
impl<'a> IntoIterator for &'a PathBuf {
    type Item = &'a OsStr;
    type IntoIter = Iter<'a>;
}
impl<'a> IntoIterator for &'a Path {
    type Item = &'a OsStr;
    type IntoIter = Iter<'a>;
}
