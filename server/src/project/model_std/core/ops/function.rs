//! The call operator.
use crate::marker::Tuple;

#[lang = "fn"]
#[fundamental]
#[rustc_paren_sugar]
pub trait Fn<Args: Tuple>: FnMut<Args> {
    extern "rust-call" fn call(&self, args: Args) -> Self::Output;
}
#[lang = "fn_mut"]
#[fundamental]
#[rustc_paren_sugar]
pub trait FnMut<Args: Tuple>: FnOnce<Args> {
    extern "rust-call" fn call_mut(&mut self, args: Args) -> Self::Output;
}
#[lang = "fn_once"]
#[fundamental]
#[rustc_paren_sugar]
pub trait FnOnce<Args: Tuple> {
    #[lang = "fn_once_output"]
    type Output;
    extern "rust-call" fn call_once(self, args: Args) -> Self::Output;
}

impl<A: Tuple, F: ?Sized> Fn<A> for &F where F: Fn<A> {}
impl<A: Tuple, F: ?Sized> FnMut<A> for &F where F: Fn<A> {}
impl<A: Tuple, F: ?Sized> FnOnce<A> for &F where F: Fn<A> {
    type Output = F::Output;
}
impl<A: Tuple, F: ?Sized> FnMut<A> for &mut F where F: FnMut<A> {}
impl<A: Tuple, F: ?Sized> FnOnce<A> for &mut F where F: FnMut<A> {
    type Output = F::Output;
}
