//! Memory allocation.
pub use alloc_crate::alloc::*;

#[derive(Debug, Default, Copy, Clone)]
pub struct System;
unsafe impl GlobalAlloc for System {}
