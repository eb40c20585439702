//! Model of `core`: what type inference needs to know of it, and nothing that runs.
//!
//! Inherent methods have no body (`;`), provided methods of traits have `loop {}`, and an impl of a trait lists its
//! associated types only: its methods have the trait's signatures. What constant evaluation has to compute (`MAX`,
//! `BITS`, `len`, …) carries a real value.
#![feature(lang_items, rustc_attrs, arbitrary_self_types, unboxed_closures, auto_traits, negative_impls)]
#![no_core]
#![rustc_coherence_is_core]

#[macro_use]
mod macros;

pub mod alloc;
pub mod any;
pub mod arch;
pub mod array;
pub mod ascii;
pub mod async_iter;
pub mod borrow;
pub mod cell;
pub mod char;
pub mod clone;
pub mod cmp;
pub mod convert;
pub mod default;
pub mod error;
pub mod f32;
pub mod f64;
pub mod ffi;
pub mod fmt;
pub mod future;
pub mod hash;
pub mod hint;
pub mod intrinsics;
pub mod iter;
pub mod marker;
pub mod mem;
pub mod net;
pub mod num;
pub mod ops;
pub mod option;
pub mod panic;
pub mod panicking;
pub mod pin;
pub mod prelude;
pub mod primitive;
pub mod ptr;
pub mod range;
pub mod result;
pub mod slice;
pub mod str;
pub mod sync;
pub mod task;
pub mod time;

mod bool;
mod tuple;

/// One module per integer type, as old programs spell `std::i32::MAX`.
macro_rules! integer_modules {
    ($($t:ident)*) => {$(
        pub mod $t {
            pub const MIN: $t = $t::MIN;
            pub const MAX: $t = $t::MAX;
        }
    )*};
}
integer_modules! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }

#[prelude_import]
use prelude::rust_2024::*;
