//! `Clone`.
use crate::marker::PointeeSized;

#[lang = "clone"]
pub trait Clone: Sized {
    #[lang = "clone_fn"]
    fn clone(&self) -> Self;
    fn clone_from(&mut self, source: &Self) { loop {} }
}
#[rustc_builtin_macro]
pub macro Clone($item:item) {}
#[lang = "use_cloned"]
pub trait UseCloned: Clone {}

macro_rules! clone { ($($t:ty)*) => {$( impl Clone for $t {} )*}; }
clone! { ! usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f16 f32 f64 f128 bool char }
impl<T: PointeeSized> Clone for *const T {}
impl<T: PointeeSized> Clone for *mut T {}
impl<T: PointeeSized> Clone for &T {}
impl<T: PointeeSized> !Clone for &mut T {}
