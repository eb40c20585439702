//! What is initialised once.
use crate::cell::{Cell, UnsafeCell};
use crate::fmt;
use crate::marker::PhantomData;
use crate::mem::{ManuallyDrop, MaybeUninit};
use crate::ops::{Deref, DerefMut};
use crate::sync::atomic::AtomicU32;

pub struct Once {
    inner: AtomicU32,
}
#[derive(Debug)]
pub struct OnceState {
    poisoned: bool,
    set_state_to: Cell<u32>,
}
impl Once {
    pub const fn new() -> Once;
    pub fn call_once<F>(&self, f: F) where F: FnOnce();
    pub fn call_once_force<F>(&self, f: F) where F: FnOnce(&OnceState);
    pub fn is_completed(&self) -> bool;
    pub fn wait(&self);
}
impl OnceState {
    pub fn is_poisoned(&self) -> bool;
}
impl fmt::Debug for Once {}

pub struct OnceLock<T> {
    once: Once,
    value: UnsafeCell<MaybeUninit<T>>,
    _marker: PhantomData<T>,
}
unsafe impl<T: Sync + Send> Sync for OnceLock<T> {}
unsafe impl<T: Send> Send for OnceLock<T> {}
impl<T> OnceLock<T> {
    pub const fn new() -> OnceLock<T>;
    pub fn get(&self) -> Option<&T>;
    pub fn get_mut(&mut self) -> Option<&mut T>;
    pub fn wait(&self) -> &T;
    pub fn set(&self, value: T) -> Result<(), T>;
    pub fn get_or_init<F>(&self, f: F) -> &T where F: FnOnce() -> T;
    pub fn into_inner(self) -> Option<T>;
    pub fn take(&mut self) -> Option<T>;
}
impl<T> Default for OnceLock<T> {}
impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {}
impl<T: Clone> Clone for OnceLock<T> {}
impl<T> From<T> for OnceLock<T> {}
impl<T: PartialEq> PartialEq for OnceLock<T> {}
impl<T: Eq> Eq for OnceLock<T> {}
unsafe impl<#[may_dangle] T> Drop for OnceLock<T> {}

union Data<T, F> {
    value: ManuallyDrop<T>,
    f: ManuallyDrop<F>,
}
pub struct LazyLock<T, F = fn() -> T> {
    once: Once,
    data: UnsafeCell<Data<T, F>>,
}
unsafe impl<T: Sync + Send, F: Send> Sync for LazyLock<T, F> {}
impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    pub const fn new(f: F) -> LazyLock<T, F>;
    pub fn force(this: &LazyLock<T, F>) -> &T;
}
impl<T, F> Drop for LazyLock<T, F> {}
impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;
}
impl<T, F: FnOnce() -> T> DerefMut for LazyLock<T, F> {}
impl<T: Default> Default for LazyLock<T> {}
impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {}
