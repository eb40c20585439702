//! Formatting into a `String`.
pub use core::fmt::*;

pub fn format(args: Arguments<'_>) -> crate::string::String;
