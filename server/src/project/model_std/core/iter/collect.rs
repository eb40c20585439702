//! Conversion from and into iterators.
pub trait FromIterator<A>: Sized {
    fn from_iter<T: IntoIterator<Item = A>>(iter: T) -> Self;
}
#[rustc_skip_during_method_dispatch(array, boxed_slice)]
pub trait IntoIterator {
    type Item;
    type IntoIter: Iterator<Item = Self::Item>;
    #[lang = "into_iter"]
    fn into_iter(self) -> Self::IntoIter;
}
impl<I: Iterator> IntoIterator for I {
    type Item = I::Item;
    type IntoIter = I;
}
pub trait Extend<A> {
    fn extend<T: IntoIterator<Item = A>>(&mut self, iter: T);
}
impl Extend<()> for () {}
impl FromIterator<()> for () {}
macro_rules! tuples { ($($t:ident $e:ident,)*) => {
    impl<$($t,)* $($e),*> Extend<($($t,)*)> for ($($e,)*) where $($e: Extend<$t>),* {}
    impl<$($t,)* $($e),*> FromIterator<($($t,)*)> for ($($e,)*) where $($e: Default + Extend<$t>),* {}
}; }
tuples! { A EA, }
tuples! { A EA, B EB, }
tuples! { A EA, B EB, C EC, }
tuples! { A EA, B EB, C EC, D ED, }
