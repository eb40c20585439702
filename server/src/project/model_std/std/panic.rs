//! Panics.
use crate::any::Any;
use crate::fmt;
use crate::thread::Result;

pub use core::panic::{AssertUnwindSafe, Location, RefUnwindSafe, UnwindSafe, panic_2021};

pub macro panic_2015 {
    () => { $crate::rt::begin_panic("explicit panic") },
    ($msg:expr $(,)?) => { $crate::rt::begin_panic($msg) },
    ($fmt:expr, $($arg:tt)+) => { $crate::rt::panic_fmt($crate::format_args!($fmt, $($arg)+)) },
}

pub struct PanicHookInfo<'a> {
    payload: &'a (dyn Any + Send),
    location: &'a Location<'a>,
    can_unwind: bool,
    force_no_backtrace: bool,
}
pub type PanicInfo<'a> = PanicHookInfo<'a>;
impl<'a> PanicHookInfo<'a> {
    pub fn payload(&self) -> &(dyn Any + Send);
    pub fn payload_as_str(&self) -> Option<&str>;
    pub fn location(&self) -> Option<&Location<'_>>;
}
impl fmt::Display for PanicHookInfo<'_> {}
pub fn panic_any<M: 'static + Any + Send>(msg: M) -> !;
pub fn catch_unwind<F: FnOnce() -> R + UnwindSafe, R>(f: F) -> Result<R>;
pub fn resume_unwind(payload: Box<dyn Any + Send>) -> !;
pub fn set_hook(hook: Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>);
pub fn take_hook() -> Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>;
impl<T: ?Sized> UnwindSafe for crate::sync::Mutex<T> {}
impl<T: ?Sized> RefUnwindSafe for crate::sync::Mutex<T> {}
impl<T: ?Sized> UnwindSafe for crate::sync::RwLock<T> {}
impl<T: ?Sized> RefUnwindSafe for crate::sync::RwLock<T> {}
