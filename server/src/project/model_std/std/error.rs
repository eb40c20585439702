//! The base trait of errors.
pub use core::error::Error;
