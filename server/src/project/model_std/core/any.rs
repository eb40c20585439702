//! `Any` and `TypeId`.
use crate::fmt;

pub trait Any: 'static {
    fn type_id(&self) -> TypeId;
}
impl<T: 'static + ?Sized> Any for T {}
#[derive(Copy, Clone, Debug, Eq, PartialEq, PartialOrd, Ord, Hash)]
pub struct TypeId {
    t: (u64, u64),
}
impl TypeId {
    pub fn of<T: ?Sized + 'static>() -> TypeId;
}
macro_rules! downcasts { ($($t:ty;)*) => {$(
    impl $t {
        pub fn is<T: Any>(&self) -> bool;
        pub fn downcast_ref<T: Any>(&self) -> Option<&T>;
        pub fn downcast_mut<T: Any>(&mut self) -> Option<&mut T>;
    }
    impl fmt::Debug for $t {}
)*}; }
downcasts! { dyn Any; dyn Any + Send; dyn Any + Send + Sync; }

pub fn type_name<T: ?Sized>() -> &'static str;
pub fn type_name_of_val<T: ?Sized>(_val: &T) -> &'static str;
