//! `Mutex` and `RwLock`.
use crate::cell::UnsafeCell;
use crate::error::Error;
use crate::fmt;
use crate::ops::{Deref, DerefMut};
use crate::ptr::NonNull;
use crate::sync::atomic::{AtomicBool, AtomicU32};

pub struct PoisonError<T> {
    data: T,
}
pub enum TryLockError<T> {
    Poisoned(PoisonError<T>),
    WouldBlock,
}
pub type LockResult<T> = Result<T, PoisonError<T>>;
pub type TryLockResult<Guard> = Result<Guard, TryLockError<Guard>>;
impl<T> PoisonError<T> {
    pub fn new(data: T) -> PoisonError<T>;
    pub fn into_inner(self) -> T;
    pub fn get_ref(&self) -> &T;
    pub fn get_mut(&mut self) -> &mut T;
}
impl<T> From<PoisonError<T>> for TryLockError<T> {}
macro_rules! errors { ($($t:ident)*) => {$(
    impl<T> fmt::Debug for $t<T> {}
    impl<T> fmt::Display for $t<T> {}
    impl<T> Error for $t<T> {}
)*}; }
errors! { PoisonError TryLockError }

pub struct Mutex<T: ?Sized> {
    inner: AtomicU32,
    poison: AtomicBool,
    data: UnsafeCell<T>,
}
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}
pub struct MutexGuard<'a, T: ?Sized + 'a> {
    lock: &'a Mutex<T>,
    panicking: bool,
}
impl<T: ?Sized> !Send for MutexGuard<'_, T> {}
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}
impl<T> Mutex<T> {
    pub const fn new(t: T) -> Mutex<T>;
    pub fn into_inner(self) -> LockResult<T> where T: Sized;
}
impl<T: ?Sized> Mutex<T> {
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>>;
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>>;
    pub fn is_poisoned(&self) -> bool;
    pub fn clear_poison(&self);
    pub fn get_mut(&mut self) -> LockResult<&mut T>;
}
pub struct RwLock<T: ?Sized> {
    inner: AtomicU32,
    poison: AtomicBool,
    data: UnsafeCell<T>,
}
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}
pub struct RwLockReadGuard<'a, T: ?Sized + 'a> {
    data: NonNull<T>,
    inner_lock: &'a AtomicU32,
}
impl<T: ?Sized> !Send for RwLockReadGuard<'_, T> {}
unsafe impl<T: ?Sized + Sync> Sync for RwLockReadGuard<'_, T> {}
pub struct RwLockWriteGuard<'a, T: ?Sized + 'a> {
    lock: &'a RwLock<T>,
    panicking: bool,
}
impl<T: ?Sized> !Send for RwLockWriteGuard<'_, T> {}
unsafe impl<T: ?Sized + Sync> Sync for RwLockWriteGuard<'_, T> {}
impl<T> RwLock<T> {
    pub const fn new(t: T) -> RwLock<T>;
    pub fn into_inner(self) -> LockResult<T> where T: Sized;
}
impl<T: ?Sized> RwLock<T> {
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>>;
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>>;
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>>;
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>>;
    pub fn is_poisoned(&self) -> bool;
    pub fn clear_poison(&self);
    pub fn get_mut(&mut self) -> LockResult<&mut T>;
}
macro_rules! locks { ($($t:ident)*) => {$(
    impl<T> From<T> for $t<T> {}
    impl<T: Default> Default for $t<T> {}
    impl<T: ?Sized + fmt::Debug> fmt::Debug for $t<T> {}
)*}; }
locks! { Mutex RwLock }
macro_rules! guards { ($($t:ident $($deref_mut:ident)?,)*) => {$(
    impl<T: ?Sized> Deref for $t<'_, T> { type Target = T; }
    $( impl<T: ?Sized> $deref_mut for $t<'_, T> {} )?
    impl<T: ?Sized> Drop for $t<'_, T> {}
    impl<T: ?Sized + fmt::Debug> fmt::Debug for $t<'_, T> {}
    impl<T: ?Sized + fmt::Display> fmt::Display for $t<'_, T> {}
)*}; }
guards! { MutexGuard DerefMut, RwLockReadGuard, RwLockWriteGuard DerefMut, }
