//! Panics.
use crate::cell::UnsafeCell;
use crate::fmt;
use crate::ops::{Deref, DerefMut};
use crate::ptr::NonNull;

pub macro panic_2015 {
    () => { $crate::panicking::panic("explicit panic") },
    ($msg:literal $(,)?) => { $crate::panicking::panic($msg) },
    ($msg:expr $(,)?) => { $crate::panicking::panic_str_2015($msg) },
    ("{}", $arg:expr $(,)?) => { $crate::panicking::panic_display(&$arg) },
    ($fmt:expr, $($arg:tt)+) => { $crate::panicking::panic_fmt($crate::const_format_args!($fmt, $($arg)+)) },
}
pub macro panic_2021 {
    () => { $crate::panicking::panic("explicit panic") },
    ("{}", $arg:expr $(,)?) => { $crate::panicking::panic_display(&$arg) },
    ($($t:tt)+) => { $crate::panicking::panic_fmt($crate::const_format_args!($($t)+)) },
}
pub macro unreachable_2015 {
    () => { $crate::panicking::panic("internal error: entered unreachable code") },
    ($msg:expr $(,)?) => { $crate::panicking::unreachable_display(&$msg) },
    ($fmt:expr, $($arg:tt)*) => { $crate::panic!($crate::concat!("internal error: entered unreachable code: ", $fmt), $($arg)*) },
}
pub macro unreachable_2021 {
    () => { $crate::panicking::panic("internal error: entered unreachable code") },
    ($($t:tt)+) => { $crate::panic!("internal error: entered unreachable code: {}", $crate::format_args!($($t)+)) },
}

#[lang = "panic_info"]
pub struct PanicInfo<'a> {
    message: &'a fmt::Arguments<'a>,
    location: &'a Location<'a>,
    can_unwind: bool,
    force_no_backtrace: bool,
}
impl<'a> PanicInfo<'a> {
    pub fn message(&self) -> PanicMessage<'_>;
    pub fn location(&self) -> Option<&Location<'_>>;
}
impl fmt::Display for PanicInfo<'_> {}
pub struct PanicMessage<'a> {
    message: &'a fmt::Arguments<'a>,
}
impl<'a> PanicMessage<'a> {
    pub fn as_str(&self) -> Option<&'static str>;
}
impl fmt::Display for PanicMessage<'_> {}
#[lang = "panic_location"]
#[derive(Copy, Clone, Debug, Eq, Hash, Ord)]
pub struct Location<'a> {
    filename: &'a str,
    line: u32,
    col: u32,
}
impl<'a> Location<'a> {
    pub fn caller() -> &'static Location<'static>;
    pub fn file(&self) -> &'a str;
    pub fn line(&self) -> u32;
    pub fn column(&self) -> u32;
}
impl PartialEq for Location<'_> {}
impl PartialOrd for Location<'_> {}
impl fmt::Display for Location<'_> {}

#[lang = "unwind_safe"]
pub auto trait UnwindSafe {}
#[lang = "ref_unwind_safe"]
pub auto trait RefUnwindSafe {}
pub struct AssertUnwindSafe<T>(pub T);
impl<T: ?Sized> !UnwindSafe for &mut T {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for &T {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for *const T {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for *mut T {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for NonNull<T> {}
impl<T> UnwindSafe for AssertUnwindSafe<T> {}
impl<T: ?Sized> !RefUnwindSafe for UnsafeCell<T> {}
impl<T> RefUnwindSafe for AssertUnwindSafe<T> {}
impl<T> Deref for AssertUnwindSafe<T> {
    type Target = T;
}
impl<T> DerefMut for AssertUnwindSafe<T> {}
impl<R, F: FnOnce() -> R> FnOnce<()> for AssertUnwindSafe<F> {
    type Output = R;
}
