//! Marker and auto traits.
use crate::cell::UnsafeCell;
use crate::fmt::Debug;
use crate::hash::Hash;

#[lang = "pointee_sized"]
#[fundamental]
#[rustc_coinductive]
pub trait PointeeSized {}
#[lang = "meta_sized"]
#[fundamental]
#[rustc_coinductive]
pub trait MetaSized: PointeeSized {}
#[lang = "sized"]
#[fundamental]
#[rustc_coinductive]
pub trait Sized: MetaSized {}
#[lang = "unsize"]
pub trait Unsize<T: PointeeSized>: PointeeSized {}

pub unsafe auto trait Send {}
impl<T: PointeeSized> !Send for *const T {}
impl<T: PointeeSized> !Send for *mut T {}
unsafe impl<T: Sync + PointeeSized> Send for &T {}

#[lang = "sync"]
pub unsafe auto trait Sync {}
impl<T: PointeeSized> !Sync for *const T {}
impl<T: PointeeSized> !Sync for *mut T {}

#[lang = "freeze"]
pub unsafe auto trait Freeze {}
impl<T: PointeeSized> !Freeze for UnsafeCell<T> {}
unsafe impl<T: PointeeSized> Freeze for PhantomData<T> {}
unsafe impl<T: PointeeSized> Freeze for *const T {}
unsafe impl<T: PointeeSized> Freeze for *mut T {}
unsafe impl<T: PointeeSized> Freeze for &T {}
unsafe impl<T: PointeeSized> Freeze for &mut T {}

#[lang = "unpin"]
pub auto trait Unpin {}
impl<T: PointeeSized> Unpin for &T {}
impl<T: PointeeSized> Unpin for &mut T {}
impl<T: PointeeSized> Unpin for *const T {}
impl<T: PointeeSized> Unpin for *mut T {}
#[derive(Debug, Default, Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub struct PhantomPinned;
impl !Unpin for PhantomPinned {}

#[lang = "copy"]
pub trait Copy: Clone {}
#[rustc_builtin_macro]
pub macro Copy($item:item) {}
macro_rules! copy { ($($t:ty)*) => {$( impl Copy for $t {} )*}; }
copy! { ! usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f16 f32 f64 f128 bool char }
impl<T: PointeeSized> Copy for *const T {}
impl<T: PointeeSized> Copy for *mut T {}
impl<T: PointeeSized> Copy for &T {}

#[lang = "structural_peq"]
pub trait StructuralPartialEq {}
#[lang = "discriminant_kind"]
pub trait DiscriminantKind {
    #[lang = "discriminant_type"]
    type Discriminant: Clone + Copy + Debug + Eq + PartialEq + Hash + Send + Sync + Unpin;
}
#[lang = "destruct"]
pub trait Destruct: PointeeSized {}
#[lang = "tuple_trait"]
pub trait Tuple {}
#[lang = "fn_ptr_trait"]
pub trait FnPtr: Copy + Clone {
    #[lang = "fn_ptr_addr"]
    fn addr(self) -> *const ();
}
#[lang = "bikeshed_guaranteed_no_drop"]
pub trait BikeshedGuaranteedNoDrop {}
#[lang = "const_param_ty"]
pub trait ConstParamTy_: StructuralPartialEq + Eq {}
#[rustc_builtin_macro(CoercePointee, attributes(pointee))]
pub macro CoercePointee($item:item) {}

#[lang = "phantom_data"]
pub struct PhantomData<T: PointeeSized>;
impl<T: PointeeSized> Hash for PhantomData<T> {}
impl<T: PointeeSized> PartialEq for PhantomData<T> {}
impl<T: PointeeSized> Eq for PhantomData<T> {}
impl<T: PointeeSized> PartialOrd for PhantomData<T> {}
impl<T: PointeeSized> Ord for PhantomData<T> {}
impl<T: PointeeSized> Copy for PhantomData<T> {}
impl<T: PointeeSized> Clone for PhantomData<T> {}
impl<T: PointeeSized> Default for PhantomData<T> {}
