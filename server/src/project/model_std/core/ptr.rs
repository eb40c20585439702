//! Raw pointers.
use crate::cmp::Ordering;
use crate::fmt;
use crate::hash;
use crate::marker::{PhantomData, PointeeSized, Unsize};
use crate::num::NonZero;
use crate::ops::{CoerceUnsized, DispatchFromDyn};

#[lang = "drop_in_place"]
pub unsafe fn drop_in_place<T: PointeeSized>(to_drop: *mut T);
#[rustc_promotable]
pub const fn null<T>() -> *const T;
#[rustc_promotable]
pub const fn null_mut<T>() -> *mut T;
pub fn dangling<T>() -> *const T;
pub fn dangling_mut<T>() -> *mut T;
pub fn without_provenance<T>(addr: usize) -> *const T;
pub fn without_provenance_mut<T>(addr: usize) -> *mut T;
pub fn with_exposed_provenance<T>(addr: usize) -> *const T;
pub fn with_exposed_provenance_mut<T>(addr: usize) -> *mut T;
pub fn from_ref<T: ?Sized>(r: &T) -> *const T;
pub fn from_mut<T: ?Sized>(r: &mut T) -> *mut T;
pub fn slice_from_raw_parts<T>(data: *const T, len: usize) -> *const [T];
pub fn slice_from_raw_parts_mut<T>(data: *mut T, len: usize) -> *mut [T];
pub unsafe fn swap<T>(x: *mut T, y: *mut T);
pub unsafe fn swap_nonoverlapping<T>(x: *mut T, y: *mut T, count: usize);
pub unsafe fn replace<T>(dst: *mut T, src: T) -> T;
pub unsafe fn read<T>(src: *const T) -> T;
pub unsafe fn read_unaligned<T>(src: *const T) -> T;
pub unsafe fn read_volatile<T>(src: *const T) -> T;
pub unsafe fn write<T>(dst: *mut T, src: T);
pub unsafe fn write_unaligned<T>(dst: *mut T, src: T);
pub unsafe fn write_volatile<T>(dst: *mut T, src: T);
pub unsafe fn write_bytes<T>(dst: *mut T, val: u8, count: usize);
pub unsafe fn copy<T>(src: *const T, dst: *mut T, count: usize);
pub unsafe fn copy_nonoverlapping<T>(src: *const T, dst: *mut T, count: usize);
pub fn eq<T: PointeeSized>(a: *const T, b: *const T) -> bool;
pub fn addr_eq<T: PointeeSized, U: PointeeSized>(p: *const T, q: *const U) -> bool;
pub fn fn_addr_eq<T: crate::marker::FnPtr, U: crate::marker::FnPtr>(f: T, g: U) -> bool;
pub fn hash<T: PointeeSized, S: hash::Hasher>(hashee: *const T, into: &mut S);
pub macro addr_of($place:expr) {
    &raw const $place
}
pub macro addr_of_mut($place:expr) {
    &raw mut $place
}

#[lang = "pointee_trait"]
pub trait Pointee: PointeeSized {
    #[lang = "metadata_type"]
    type Metadata: fmt::Debug + Copy + Send + Sync + Ord + hash::Hash + Unpin;
}
#[lang = "dyn_metadata"]
pub struct DynMetadata<Dyn: PointeeSized>(NonNull<()>, PhantomData<Dyn>);
unsafe impl<Dyn: PointeeSized> Send for DynMetadata<Dyn> {}
unsafe impl<Dyn: PointeeSized> Sync for DynMetadata<Dyn> {}
impl<Dyn: PointeeSized> Unpin for DynMetadata<Dyn> {}
impl<Dyn: PointeeSized> Copy for DynMetadata<Dyn> {}
impl<Dyn: PointeeSized> Clone for DynMetadata<Dyn> {}

impl<T: ?Sized> *const T {
    pub fn is_null(self) -> bool;
    pub fn cast<U>(self) -> *const U;
    pub fn cast_mut(self) -> *mut T;
    pub fn addr(self) -> usize;
    pub fn expose_provenance(self) -> usize;
    pub unsafe fn as_ref<'a>(self) -> Option<&'a T>;
    pub unsafe fn offset(self, count: isize) -> *const T where T: Sized;
    pub unsafe fn byte_offset(self, count: isize) -> Self;
    pub fn wrapping_offset(self, count: isize) -> *const T where T: Sized;
    pub unsafe fn offset_from(self, origin: *const T) -> isize where T: Sized;
    pub unsafe fn add(self, count: usize) -> Self where T: Sized;
    pub unsafe fn byte_add(self, count: usize) -> Self;
    pub unsafe fn sub(self, count: usize) -> Self where T: Sized;
    pub unsafe fn byte_sub(self, count: usize) -> Self;
    pub fn wrapping_add(self, count: usize) -> Self where T: Sized;
    pub fn wrapping_sub(self, count: usize) -> Self where T: Sized;
    pub unsafe fn read(self) -> T where T: Sized;
    pub unsafe fn read_volatile(self) -> T where T: Sized;
    pub unsafe fn read_unaligned(self) -> T where T: Sized;
    pub unsafe fn copy_to(self, dest: *mut T, count: usize) where T: Sized;
    pub unsafe fn copy_to_nonoverlapping(self, dest: *mut T, count: usize) where T: Sized;
    pub fn align_offset(self, align: usize) -> usize where T: Sized;
    pub fn is_aligned(self) -> bool where T: Sized;
}
impl<T> *const [T] {
    pub fn len(self) -> usize;
    pub fn is_empty(self) -> bool;
}
impl<T: ?Sized> *mut T {
    pub fn is_null(self) -> bool;
    pub fn cast<U>(self) -> *mut U;
    pub fn cast_const(self) -> *const T;
    pub fn addr(self) -> usize;
    pub fn expose_provenance(self) -> usize;
    pub unsafe fn as_ref<'a>(self) -> Option<&'a T>;
    pub unsafe fn as_mut<'a>(self) -> Option<&'a mut T>;
    pub unsafe fn offset(self, count: isize) -> *mut T where T: Sized;
    pub unsafe fn byte_offset(self, count: isize) -> Self;
    pub fn wrapping_offset(self, count: isize) -> *mut T where T: Sized;
    pub unsafe fn offset_from(self, origin: *const T) -> isize where T: Sized;
    pub unsafe fn add(self, count: usize) -> Self where T: Sized;
    pub unsafe fn byte_add(self, count: usize) -> Self;
    pub unsafe fn sub(self, count: usize) -> Self where T: Sized;
    pub unsafe fn byte_sub(self, count: usize) -> Self;
    pub fn wrapping_add(self, count: usize) -> Self where T: Sized;
    pub fn wrapping_sub(self, count: usize) -> Self where T: Sized;
    pub unsafe fn read(self) -> T where T: Sized;
    pub unsafe fn read_volatile(self) -> T where T: Sized;
    pub unsafe fn read_unaligned(self) -> T where T: Sized;
    pub unsafe fn copy_to(self, dest: *mut T, count: usize) where T: Sized;
    pub unsafe fn copy_to_nonoverlapping(self, dest: *mut T, count: usize) where T: Sized;
    pub unsafe fn copy_from(self, src: *const T, count: usize) where T: Sized;
    pub unsafe fn copy_from_nonoverlapping(self, src: *const T, count: usize) where T: Sized;
    pub unsafe fn drop_in_place(self);
    pub unsafe fn write(self, val: T) where T: Sized;
    pub unsafe fn write_bytes(self, val: u8, count: usize) where T: Sized;
    pub unsafe fn write_volatile(self, val: T) where T: Sized;
    pub unsafe fn write_unaligned(self, val: T) where T: Sized;
    pub unsafe fn replace(self, src: T) -> T where T: Sized;
    pub unsafe fn swap(self, with: *mut T) where T: Sized;
    pub fn align_offset(self, align: usize) -> usize where T: Sized;
    pub fn is_aligned(self) -> bool where T: Sized;
}
impl<T> *mut [T] {
    pub fn len(self) -> usize;
    pub fn is_empty(self) -> bool;
}
macro_rules! pointer { ($($t:ty)*) => {$(
    impl<T: PointeeSized> PartialEq for $t {}
    impl<T: PointeeSized> Eq for $t {}
    impl<T: PointeeSized> Ord for $t {}
    impl<T: PointeeSized> PartialOrd for $t {}
)*}; }
pointer! { *const T *mut T }
impl<F: crate::marker::FnPtr> PartialEq for F {}
impl<F: crate::marker::FnPtr> Eq for F {}
impl<F: crate::marker::FnPtr> PartialOrd for F {}
impl<F: crate::marker::FnPtr> Ord for F {}
impl<F: crate::marker::FnPtr> hash::Hash for F {}
impl<F: crate::marker::FnPtr> fmt::Pointer for F {}
impl<F: crate::marker::FnPtr> fmt::Debug for F {}

#[repr(transparent)]
#[rustc_layout_scalar_valid_range_start(1)]
pub struct NonNull<T: PointeeSized> {
    pointer: *const T,
}
impl<T: PointeeSized> !Send for NonNull<T> {}
impl<T: PointeeSized> !Sync for NonNull<T> {}
impl<T: Sized> NonNull<T> {
    pub fn dangling() -> Self;
    pub fn without_provenance(addr: NonZero<usize>) -> Self;
}
impl<T: PointeeSized> NonNull<T> {
    pub unsafe fn new_unchecked(ptr: *mut T) -> Self;
    pub fn new(ptr: *mut T) -> Option<Self>;
    pub fn from_ref(r: &T) -> Self;
    pub fn from_mut(r: &mut T) -> Self;
    pub fn addr(self) -> NonZero<usize>;
    pub fn as_ptr(self) -> *mut T;
    pub unsafe fn as_ref<'a>(&self) -> &'a T;
    pub unsafe fn as_mut<'a>(&mut self) -> &'a mut T;
    pub fn cast<U>(self) -> NonNull<U>;
    pub unsafe fn offset(self, count: isize) -> Self where T: Sized;
    pub unsafe fn add(self, count: usize) -> Self where T: Sized;
    pub unsafe fn sub(self, count: usize) -> Self where T: Sized;
    pub unsafe fn offset_from(self, origin: NonNull<T>) -> isize where T: Sized;
    pub unsafe fn read(self) -> T where T: Sized;
    pub unsafe fn read_volatile(self) -> T where T: Sized;
    pub unsafe fn read_unaligned(self) -> T where T: Sized;
    pub unsafe fn copy_to(self, dest: NonNull<T>, count: usize) where T: Sized;
    pub unsafe fn copy_to_nonoverlapping(self, dest: NonNull<T>, count: usize) where T: Sized;
    pub unsafe fn copy_from(self, src: NonNull<T>, count: usize) where T: Sized;
    pub unsafe fn copy_from_nonoverlapping(self, src: NonNull<T>, count: usize) where T: Sized;
    pub unsafe fn drop_in_place(self);
    pub unsafe fn write(self, val: T) where T: Sized;
    pub unsafe fn write_bytes(self, val: u8, count: usize) where T: Sized;
    pub unsafe fn write_unaligned(self, val: T) where T: Sized;
    pub unsafe fn replace(self, src: T) -> T where T: Sized;
    pub unsafe fn swap(self, with: NonNull<T>) where T: Sized;
}
impl<T> NonNull<[T]> {
    pub fn slice_from_raw_parts(data: NonNull<T>, len: usize) -> Self;
    pub fn len(self) -> usize;
    pub fn is_empty(self) -> bool;
}
impl<T: PointeeSized> Clone for NonNull<T> {}
impl<T: PointeeSized> Copy for NonNull<T> {}
impl<T: PointeeSized, U: PointeeSized> CoerceUnsized<NonNull<U>> for NonNull<T> where T: Unsize<U> {}
impl<T: PointeeSized, U: PointeeSized> DispatchFromDyn<NonNull<U>> for NonNull<T> where T: Unsize<U> {}
impl<T: PointeeSized> fmt::Debug for NonNull<T> {}
impl<T: PointeeSized> fmt::Pointer for NonNull<T> {}
impl<T: PointeeSized> Eq for NonNull<T> {}
impl<T: PointeeSized> PartialEq for NonNull<T> {}
impl<T: PointeeSized> Ord for NonNull<T> {}
impl<T: PointeeSized> PartialOrd for NonNull<T> {}
impl<T: PointeeSized> hash::Hash for NonNull<T> {}
impl<T: PointeeSized> From<&mut T> for NonNull<T> {}
impl<T: PointeeSized> From<&T> for NonNull<T> {}

/// The owning pointer of the containers: what it points to belongs to its holder.
#[repr(transparent)]
pub struct Unique<T: PointeeSized> {
    pointer: NonNull<T>,
    _marker: PhantomData<T>,
}
unsafe impl<T: Send + PointeeSized> Send for Unique<T> {}
unsafe impl<T: Sync + PointeeSized> Sync for Unique<T> {}
impl<T: PointeeSized> Clone for Unique<T> {}
impl<T: PointeeSized> Copy for Unique<T> {}
impl<T: PointeeSized, U: PointeeSized> CoerceUnsized<Unique<U>> for Unique<T> where T: Unsize<U> {}
impl<T: PointeeSized, U: PointeeSized> DispatchFromDyn<Unique<U>> for Unique<T> where T: Unsize<U> {}
