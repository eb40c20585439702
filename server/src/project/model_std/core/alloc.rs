//! Layouts and the allocator traits.
use crate::error::Error;
use crate::fmt;

#[lang = "alloc_layout"]
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Layout {
    size: usize,
    align: usize,
}
impl Layout {
    pub fn from_size_align(size: usize, align: usize) -> Result<Self, LayoutError>;
    pub unsafe fn from_size_align_unchecked(size: usize, align: usize) -> Self;
    pub fn size(&self) -> usize;
    pub fn align(&self) -> usize;
    pub fn new<T>() -> Self;
    pub fn for_value<T: ?Sized>(t: &T) -> Self;
    pub fn align_to(&self, align: usize) -> Result<Self, LayoutError>;
    pub fn pad_to_align(&self) -> Layout;
    pub fn extend(&self, next: Self) -> Result<(Self, usize), LayoutError>;
    pub fn array<T>(n: usize) -> Result<Self, LayoutError>;
}
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LayoutError;
impl Error for LayoutError {}
impl fmt::Display for LayoutError {}
pub unsafe trait GlobalAlloc {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8;
    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout);
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 { loop {} }
    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 { loop {} }
}
