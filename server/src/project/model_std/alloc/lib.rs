//! Model of `alloc`; see `core` for how it is written.
#![feature(lang_items, rustc_attrs, arbitrary_self_types, unboxed_closures, auto_traits, negative_impls)]
#![no_std]

#[macro_use]
mod macros;

pub mod alloc;
pub mod borrow;
pub mod boxed;
pub mod collections;
pub mod ffi;
pub mod fmt;
pub mod rc;
pub mod slice;
pub mod str;
pub mod string;
pub mod sync;
pub mod task;
pub mod vec;

/// What the macros name from other crates.
pub mod __export {
    pub use core::format_args;
    pub use core::hint::must_use;
}
