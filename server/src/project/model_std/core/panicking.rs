//! What the panicking macros call.
use crate::fmt;

#[lang = "panic_fmt"]
pub const fn panic_fmt(fmt: fmt::Arguments<'_>) -> !;
#[lang = "panic"]
pub const fn panic(expr: &'static str) -> !;
pub const fn panic_str_2015(expr: &str) -> !;
#[lang = "panic_display"]
pub const fn panic_display<T: fmt::Display>(x: &T) -> !;
pub const fn unreachable_display<T: fmt::Display>(x: &T) -> !;
#[lang = "panic_nounwind"]
pub const fn panic_nounwind(expr: &'static str) -> !;
#[lang = "panic_bounds_check"]
fn panic_bounds_check(index: usize, len: usize) -> !;
#[lang = "const_panic_fmt"]
pub const fn const_panic_fmt(fmt: fmt::Arguments<'_>) -> !;

pub enum AssertKind {
    Eq,
    Ne,
    Match,
}
pub fn assert_failed<T, U>(kind: AssertKind, left: &T, right: &U, args: Option<fmt::Arguments<'_>>) -> ! where T: fmt::Debug + ?Sized, U: fmt::Debug + ?Sized;
