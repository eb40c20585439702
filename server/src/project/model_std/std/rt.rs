//! The start of a program, and what the panicking macros of older editions call.
pub use core::panicking::panic_fmt;

#[lang = "start"]
fn lang_start<T: crate::process::Termination + 'static>(main: fn() -> T, argc: isize, argv: *const *const u8, sigpipe: u8) -> isize;
#[lang = "begin_panic"]
pub fn begin_panic<M: crate::any::Any + Send>(msg: M) -> !;
