//! Memory.
use crate::clone;
use crate::fmt;
use crate::hash;
use crate::marker::DiscriminantKind;
use crate::ops::{Deref, DerefMut};

#[rustc_intrinsic]
pub unsafe fn transmute<Src, Dst>(src: Src) -> Dst;
#[rustc_intrinsic]
#[rustc_promotable]
pub const fn size_of<T>() -> usize;
#[rustc_intrinsic]
#[rustc_promotable]
pub const fn align_of<T>() -> usize;
#[rustc_intrinsic]
pub const fn needs_drop<T: ?Sized>() -> bool;
pub fn size_of_val<T: ?Sized>(val: &T) -> usize;
pub fn align_of_val<T: ?Sized>(val: &T) -> usize;
pub fn forget<T>(t: T);
pub unsafe fn zeroed<T>() -> T;
pub unsafe fn uninitialized<T>() -> T;
pub fn swap<T>(x: &mut T, y: &mut T);
pub fn take<T: Default>(dest: &mut T) -> T;
pub fn replace<T>(dest: &mut T, src: T) -> T;
pub fn drop<T>(_x: T) {}
pub unsafe fn transmute_copy<Src, Dst>(src: &Src) -> Dst;
pub fn discriminant<T>(v: &T) -> Discriminant<T>;
pub macro offset_of($Container:ty, $($fields:expr)+ $(,)?) {
    {builtin # offset_of($Container, $($fields)+)}
}

pub struct Discriminant<T>(<T as DiscriminantKind>::Discriminant);
impl<T> Copy for Discriminant<T> {}
impl<T> clone::Clone for Discriminant<T> {}
impl<T> PartialEq for Discriminant<T> {}
impl<T> Eq for Discriminant<T> {}
impl<T> hash::Hash for Discriminant<T> {}
impl<T> fmt::Debug for Discriminant<T> {}

#[lang = "manually_drop"]
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct ManuallyDrop<T: ?Sized> {
    value: T,
}
impl<T> ManuallyDrop<T> {
    pub fn new(value: T) -> ManuallyDrop<T>;
    pub fn into_inner(slot: ManuallyDrop<T>) -> T;
    pub unsafe fn take(slot: &mut ManuallyDrop<T>) -> T;
}
impl<T: ?Sized> ManuallyDrop<T> {
    pub unsafe fn drop(slot: &mut ManuallyDrop<T>);
}
impl<T: ?Sized> Deref for ManuallyDrop<T> {
    type Target = T;
}
impl<T: ?Sized> DerefMut for ManuallyDrop<T> {}

#[lang = "maybe_uninit"]
#[derive(Copy)]
#[repr(transparent)]
pub union MaybeUninit<T> {
    uninit: (),
    value: ManuallyDrop<T>,
}
impl<T: Copy> Clone for MaybeUninit<T> {}
impl<T> fmt::Debug for MaybeUninit<T> {}
impl<T> MaybeUninit<T> {
    pub fn new(val: T) -> MaybeUninit<T>;
    pub fn uninit() -> MaybeUninit<T>;
    pub fn zeroed() -> MaybeUninit<T>;
    pub fn write(&mut self, val: T) -> &mut T;
    pub fn as_ptr(&self) -> *const T;
    pub fn as_mut_ptr(&mut self) -> *mut T;
    pub unsafe fn assume_init(self) -> T;
    pub unsafe fn assume_init_read(&self) -> T;
    pub unsafe fn assume_init_drop(&mut self);
    pub unsafe fn assume_init_ref(&self) -> &T;
    pub unsafe fn assume_init_mut(&mut self) -> &mut T;
}
impl<T> [MaybeUninit<T>] {
    pub unsafe fn assume_init_drop(&mut self);
    pub unsafe fn assume_init_ref(&self) -> &[T];
    pub unsafe fn assume_init_mut(&mut self) -> &mut [T];
}
