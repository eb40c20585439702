//! Memory allocation.
pub use core::alloc::*;

#[derive(Copy, Clone, Default, Debug)]
pub struct Global;

pub unsafe fn alloc(layout: Layout) -> *mut u8;
pub unsafe fn dealloc(ptr: *mut u8, layout: Layout);
pub unsafe fn realloc(ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8;
pub unsafe fn alloc_zeroed(layout: Layout) -> *mut u8;
#[lang = "exchange_malloc"]
unsafe fn exchange_malloc(size: usize, align: usize) -> *mut u8;
pub fn handle_alloc_error(layout: Layout) -> !;
