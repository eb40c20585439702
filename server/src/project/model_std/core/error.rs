//! The base trait of errors.
use crate::fmt::{Debug, Display};

#[rustc_has_incoherent_inherent_impls]
pub trait Error: Debug + Display {
    fn source(&self) -> Option<&(dyn Error + 'static)> { loop {} }
    fn description(&self) -> &str { loop {} }
    fn cause(&self) -> Option<&dyn Error> { loop {} }
}
macro_rules! downcasts { ($($t:ty;)*) => {$(
    impl $t {
        pub fn is<T: Error + 'static>(&self) -> bool;
        pub fn downcast_ref<T: Error + 'static>(&self) -> Option<&T>;
        pub fn downcast_mut<T: Error + 'static>(&mut self) -> Option<&mut T>;
    }
)*}; }
downcasts! { dyn Error; dyn Error + Send; dyn Error + Send + Sync; }
impl<'a, T: Error + ?Sized> Error for &'a T {}
impl Error for crate::fmt::Error {}
impl Error for ! {}
