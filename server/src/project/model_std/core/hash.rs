//! Hashing.
use crate::fmt;
use crate::marker::{PhantomData, PointeeSized};

pub trait Hash: PointeeSized {
    fn hash<H: Hasher>(&self, state: &mut H);
    fn hash_slice<H: Hasher>(data: &[Self], state: &mut H) where Self: Sized { loop {} }
}
pub(crate) mod derive {
    #[rustc_builtin_macro]
    pub macro Hash($item:item) {}
}
pub use derive::Hash;

pub trait Hasher {
    fn finish(&self) -> u64;
    fn write(&mut self, bytes: &[u8]);
    fn write_u8(&mut self, i: u8) { loop {} }
    fn write_u16(&mut self, i: u16) { loop {} }
    fn write_u32(&mut self, i: u32) { loop {} }
    fn write_u64(&mut self, i: u64) { loop {} }
    fn write_u128(&mut self, i: u128) { loop {} }
    fn write_usize(&mut self, i: usize) { loop {} }
    fn write_i8(&mut self, i: i8) { loop {} }
    fn write_i16(&mut self, i: i16) { loop {} }
    fn write_i32(&mut self, i: i32) { loop {} }
    fn write_i64(&mut self, i: i64) { loop {} }
    fn write_i128(&mut self, i: i128) { loop {} }
    fn write_isize(&mut self, i: isize) { loop {} }
}
impl<H: Hasher + ?Sized> Hasher for &mut H {}

pub trait BuildHasher {
    type Hasher: Hasher;
    fn build_hasher(&self) -> Self::Hasher;
    fn hash_one<T: Hash>(&self, x: T) -> u64 where Self: Sized, Self::Hasher: Hasher { loop {} }
}
pub struct BuildHasherDefault<H>(PhantomData<fn() -> H>);
impl<H> BuildHasherDefault<H> {
    pub fn new() -> Self;
}
impl<H> fmt::Debug for BuildHasherDefault<H> {}
impl<H: Default + Hasher> BuildHasher for BuildHasherDefault<H> {
    type Hasher = H;
}
impl<H> Clone for BuildHasherDefault<H> {}
impl<H> Default for BuildHasherDefault<H> {}
impl<H> PartialEq for BuildHasherDefault<H> {}
impl<H> Eq for BuildHasherDefault<H> {}
#[derive(Clone, Debug)]
pub struct SipHasher {
    k0: u64,
    k1: u64,
}

macro_rules! hash { ($($t:ty)*) => {$( impl Hash for $t {} )*}; }
hash! { ! bool char str () u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
impl<T: Hash> Hash for [T] {}
impl<T: ?Sized + Hash> Hash for &T {}
impl<T: ?Sized + Hash> Hash for &mut T {}
impl<T: ?Sized> Hash for *const T {}
impl<T: ?Sized> Hash for *mut T {}
