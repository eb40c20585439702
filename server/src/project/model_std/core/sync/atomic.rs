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

pub unsafe trait AtomicPrimitive: Sized + Copy {}
/// The integers with atomic arithmetic; one impl for all in place of one per type.
pub trait Integer: AtomicPrimitive {}
macro_rules! integers { ($($name:ident $t:ident)*) => {$(
    pub type $name = Atomic<$t>;
    unsafe impl AtomicPrimitive for $t {}
    impl Integer for $t {}
)*}; }
integers! {
    AtomicI8 i8 AtomicU8 u8 AtomicI16 i16 AtomicU16 u16 AtomicI32 i32 AtomicU32 u32 AtomicI64 i64 AtomicU64 u64
    AtomicIsize isize AtomicUsize usize
}
pub type AtomicBool = Atomic<bool>;
unsafe impl AtomicPrimitive for bool {}
pub type AtomicPtr<T> = Atomic<*mut T>;
unsafe impl<T> AtomicPrimitive for *mut T {}

#[repr(C)]
pub struct Atomic<T: AtomicPrimitive> {
    v: UnsafeCell<T>,
}
unsafe impl<T: AtomicPrimitive> Send for Atomic<T> {}
unsafe impl<T: AtomicPrimitive> Sync for Atomic<T> {}
impl<T: AtomicPrimitive> crate::panic::RefUnwindSafe for Atomic<T> {}
impl<T: AtomicPrimitive> Default for Atomic<T> {}
impl<T: AtomicPrimitive> From<T> for Atomic<T> {}
impl<T: AtomicPrimitive> fmt::Debug for Atomic<T> {}
impl<T> fmt::Pointer for Atomic<*mut T> {}
impl<T: AtomicPrimitive> Atomic<T> {
    pub fn new(v: T) -> Atomic<T>;
    pub unsafe fn from_ptr<'a>(ptr: *mut T) -> &'a Atomic<T>;
    pub fn get_mut(&mut self) -> &mut T;
    pub fn into_inner(self) -> T;
    pub fn load(&self, order: Ordering) -> T;
    pub fn store(&self, val: T, order: Ordering);
    pub fn swap(&self, val: T, order: Ordering) -> T;
    pub fn compare_and_swap(&self, current: T, new: T, order: Ordering) -> T;
    pub fn compare_exchange(&self, current: T, new: T, success: Ordering, failure: Ordering) -> Result<T, T>;
    pub fn compare_exchange_weak(&self, current: T, new: T, success: Ordering, failure: Ordering) -> Result<T, T>;
    pub fn fetch_update<F>(&self, set_order: Ordering, fetch_order: Ordering, f: F) -> Result<T, T> where F: FnMut(T) -> Option<T>;
    pub fn try_update(&self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut(T) -> Option<T>) -> Result<T, T>;
    pub fn update(&self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut(T) -> T) -> T;
    pub fn as_ptr(&self) -> *mut T;
}
impl<T: Integer> Atomic<T> {
    pub fn fetch_add(&self, val: T, order: Ordering) -> T;
    pub fn fetch_sub(&self, val: T, order: Ordering) -> T;
    pub fn fetch_and(&self, val: T, order: Ordering) -> T;
    pub fn fetch_nand(&self, val: T, order: Ordering) -> T;
    pub fn fetch_or(&self, val: T, order: Ordering) -> T;
    pub fn fetch_xor(&self, val: T, order: Ordering) -> T;
    pub fn fetch_max(&self, val: T, order: Ordering) -> T;
    pub fn fetch_min(&self, val: T, order: Ordering) -> T;
}
impl Atomic<bool> {
    pub fn fetch_and(&self, val: bool, order: Ordering) -> bool;
    pub fn fetch_nand(&self, val: bool, order: Ordering) -> bool;
    pub fn fetch_or(&self, val: bool, order: Ordering) -> bool;
    pub fn fetch_xor(&self, val: bool, order: Ordering) -> bool;
    pub fn fetch_not(&self, order: Ordering) -> bool;
}
