//! Model of `std`; see `core` for how it is written.
#![feature(lang_items, rustc_attrs, arbitrary_self_types, unboxed_closures, auto_traits, negative_impls)]
#![no_std]

#[macro_use]
mod macros;

pub mod alloc;
pub mod backtrace;
pub mod collections;
pub mod env;
pub mod error;
pub mod ffi;
pub mod fs;
pub mod hash;
pub mod io;
pub mod net;
pub mod num;
pub mod os;
pub mod panic;
pub mod path;
pub mod prelude;
pub mod process;
pub mod rt;
pub mod sync;
pub mod thread;
pub mod time;

pub mod ascii;
pub mod f32;
pub mod f64;

pub use alloc_crate::{borrow, boxed, fmt, format, rc, slice, str, string, vec};
pub use core::{
    any, arch, array, assert, assert_eq, assert_ne, async_iter, cell, cfg, char, clone, cmp, column, compile_error, concat,
    concat_bytes, const_format_args, convert, debug_assert, debug_assert_eq, debug_assert_ne, default, env, file,
    format_args, format_args_nl, future, hint, i8, i16, i32, i64, i128, include, include_bytes, include_str, intrinsics,
    isize, iter, line, marker, matches, mem, module_path, ops, option, option_env, pin, primitive, ptr, range, result,
    stringify, todo, u8, u16, u32, u64, u128, unimplemented, unreachable, usize, write, writeln, r#try,
};
pub mod task {
    pub use alloc_crate::task::*;
    pub use core::task::*;
}

extern crate alloc as alloc_crate;

#[prelude_import]
use prelude::rust_2024::*;
