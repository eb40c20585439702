//! Errors of input and output.
use crate::error;
use crate::fmt;

pub type Result<T> = crate::result::Result<T, Error>;
pub struct Error {
    repr: Box<dyn error::Error + Send + Sync>,
}
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum ErrorKind {
    NotFound,
    PermissionDenied,
    ConnectionRefused,
    ConnectionReset,
    HostUnreachable,
    NetworkUnreachable,
    ConnectionAborted,
    NotConnected,
    AddrInUse,
    AddrNotAvailable,
    NetworkDown,
    BrokenPipe,
    AlreadyExists,
    WouldBlock,
    NotADirectory,
    IsADirectory,
    DirectoryNotEmpty,
    ReadOnlyFilesystem,
    StaleNetworkFileHandle,
    InvalidInput,
    InvalidData,
    TimedOut,
    WriteZero,
    StorageFull,
    NotSeekable,
    QuotaExceeded,
    FileTooLarge,
    ResourceBusy,
    ExecutableFileBusy,
    Deadlock,
    CrossesDevices,
    TooManyLinks,
    InvalidFilename,
    ArgumentListTooLong,
    Interrupted,
    Unsupported,
    UnexpectedEof,
    OutOfMemory,
    Other,
}
impl fmt::Display for ErrorKind {}
impl From<ErrorKind> for Error {}
impl From<crate::ffi::NulError> for Error {}
impl Error {
    pub fn new<E>(kind: ErrorKind, error: E) -> Error where E: Into<Box<dyn error::Error + Send + Sync>>;
    pub fn other<E>(error: E) -> Error where E: Into<Box<dyn error::Error + Send + Sync>>;
    pub fn last_os_error() -> Error;
    pub fn from_raw_os_error(code: i32) -> Error;
    pub fn raw_os_error(&self) -> Option<i32>;
    pub fn get_ref(&self) -> Option<&(dyn error::Error + Send + Sync + 'static)>;
    pub fn get_mut(&mut self) -> Option<&mut (dyn error::Error + Send + Sync + 'static)>;
    pub fn into_inner(self) -> Option<Box<dyn error::Error + Send + Sync>>;
    pub fn downcast<E>(self) -> crate::result::Result<E, Self> where E: error::Error + Send + Sync + 'static;
    pub fn kind(&self) -> ErrorKind;
}
impl fmt::Debug for Error {}
impl fmt::Display for Error {}
impl error::Error for Error {}
