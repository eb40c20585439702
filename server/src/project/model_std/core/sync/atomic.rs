//! Atomic types.
use crate::cell::UnsafeCell;
use crate::fmt;

#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash)]
pub enum Ordering {
    Relaxed,
    Release,
    Acquire,
    AcqRel,
    SeqCst,
}
pub fn fence(order: Ordering);
pub fn compiler_fence(order: Ordering);
pub fn spin_loop_hint();

macro_rules! common { ([$($g:tt)*] $name:ty => $t:ty) => {
    unsafe impl<$($g)*> Sync for $name {}
    impl<$($g)*> crate::panic::RefUnwindSafe for $name {}
    impl<$($g)*> Default for $name {}
    impl<$($g)*> From<$t> for $name {}
    impl<$($g)*> fmt::Debug for $name {}
    impl<$($g)*> $name {
        pub const fn new(v: $t) -> $name;
        pub unsafe fn from_ptr<'a>(ptr: *mut $t) -> &'a $name;
        pub fn get_mut(&mut self) -> &mut $t;
        pub fn into_inner(self) -> $t;
        pub fn load(&self, order: Ordering) -> $t;
        pub fn store(&self, val: $t, order: Ordering);
        pub fn swap(&self, val: $t, order: Ordering) -> $t;
        pub fn compare_and_swap(&self, current: $t, new: $t, order: Ordering) -> $t;
        pub fn compare_exchange(&self, current: $t, new: $t, success: Ordering, failure: Ordering) -> Result<$t, $t>;
        pub fn compare_exchange_weak(&self, current: $t, new: $t, success: Ordering, failure: Ordering) -> Result<$t, $t>;
        pub fn fetch_update<F>(&self, set_order: Ordering, fetch_order: Ordering, f: F) -> Result<$t, $t> where F: FnMut($t) -> Option<$t>;
        pub fn try_update(&self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut($t) -> Option<$t>) -> Result<$t, $t>;
        pub fn update(&self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut($t) -> $t) -> $t;
        pub fn as_ptr(&self) -> *mut $t;
    }
}; }
macro_rules! integers { ($($name:ident $t:ident)*) => {$(
    #[repr(transparent)]
    pub struct $name { v: UnsafeCell<$t> }
    common! { [] $name => $t }
    impl $name {
        pub fn fetch_add(&self, val: $t, order: Ordering) -> $t;
        pub fn fetch_sub(&self, val: $t, order: Ordering) -> $t;
        pub fn fetch_and(&self, val: $t, order: Ordering) -> $t;
        pub fn fetch_nand(&self, val: $t, order: Ordering) -> $t;
        pub fn fetch_or(&self, val: $t, order: Ordering) -> $t;
        pub fn fetch_xor(&self, val: $t, order: Ordering) -> $t;
        pub fn fetch_max(&self, val: $t, order: Ordering) -> $t;
        pub fn fetch_min(&self, val: $t, order: Ordering) -> $t;
    }
)*}; }
integers! { AtomicI8 i8 AtomicU8 u8 AtomicI16 i16 AtomicU16 u16 AtomicI32 i32 AtomicU32 u32 AtomicI64 i64 AtomicU64 u64 AtomicIsize isize AtomicUsize usize }

#[repr(transparent)]
pub struct AtomicBool {
    v: UnsafeCell<bool>,
}
common! { [] AtomicBool => bool }
impl AtomicBool {
    pub fn fetch_and(&self, val: bool, order: Ordering) -> bool;
    pub fn fetch_nand(&self, val: bool, order: Ordering) -> bool;
    pub fn fetch_or(&self, val: bool, order: Ordering) -> bool;
    pub fn fetch_xor(&self, val: bool, order: Ordering) -> bool;
    pub fn fetch_not(&self, order: Ordering) -> bool;
}
#[repr(transparent)]
pub struct AtomicPtr<T> {
    v: UnsafeCell<*mut T>,
}
unsafe impl<T> Send for AtomicPtr<T> {}
common! { [T] AtomicPtr<T> => *mut T }
impl<T> fmt::Pointer for AtomicPtr<T> {}
