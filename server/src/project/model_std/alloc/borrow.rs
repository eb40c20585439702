//! Borrowed data and its owned counterpart.
pub use core::borrow::{Borrow, BorrowMut};
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::{Add, AddAssign, Deref};

pub trait ToOwned {
    type Owned: Borrow<Self>;
    fn to_owned(&self) -> Self::Owned;
    fn clone_into(&self, target: &mut Self::Owned) { loop {} }
}
impl<T> ToOwned for T where T: Clone {
    type Owned = T;
}
pub enum Cow<'a, B: ?Sized + 'a> where B: ToOwned {
    Borrowed(&'a B),
    Owned(<B as ToOwned>::Owned),
}
impl<'a, B: ?Sized> Borrow<B> for Cow<'a, B> where B: ToOwned {}
impl<B: ?Sized + ToOwned> Clone for Cow<'_, B> {}
impl<B: ?Sized + ToOwned> Cow<'_, B> {
    pub fn to_mut(&mut self) -> &mut <B as ToOwned>::Owned;
    pub fn into_owned(self) -> <B as ToOwned>::Owned;
}
impl<B: ?Sized + ToOwned> Deref for Cow<'_, B> where B::Owned: Borrow<B> {
    type Target = B;
}
impl<B: ?Sized> Eq for Cow<'_, B> where B: Eq + ToOwned {}
impl<B: ?Sized> Ord for Cow<'_, B> where B: Ord + ToOwned {}
impl<'a, 'b, B: ?Sized, C: ?Sized> PartialEq<Cow<'b, C>> for Cow<'a, B> where B: PartialEq<C> + ToOwned, C: ToOwned {}
impl<'a, B: ?Sized> PartialOrd for Cow<'a, B> where B: PartialOrd + ToOwned {}
impl<B: ?Sized> fmt::Debug for Cow<'_, B> where B: fmt::Debug + ToOwned<Owned: fmt::Debug> {}
impl<B: ?Sized> fmt::Display for Cow<'_, B> where B: fmt::Display + ToOwned<Owned: fmt::Display> {}
impl<B: ?Sized> Default for Cow<'_, B> where B: ToOwned<Owned: Default> {}
impl<B: ?Sized> Hash for Cow<'_, B> where B: Hash + ToOwned {}
impl<T: ?Sized + ToOwned> AsRef<T> for Cow<'_, T> {}
impl<'a> Add<&'a str> for Cow<'a, str> {
    type Output = Cow<'a, str>;
}
impl<'a> Add<Cow<'a, str>> for Cow<'a, str> {
    type Output = Cow<'a, str>;
}
impl<'a> AddAssign<&'a str> for Cow<'a, str> {}
impl<'a> AddAssign<Cow<'a, str>> for Cow<'a, str> {}
