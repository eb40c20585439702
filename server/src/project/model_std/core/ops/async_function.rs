//! The call operator of async closures.
use crate::future::Future;
use crate::marker::Tuple;

#[lang = "async_fn"]
#[fundamental]
#[rustc_paren_sugar]
pub trait AsyncFn<Args: Tuple>: AsyncFnMut<Args> {
    extern "rust-call" fn async_call(&self, args: Args) -> Self::CallRefFuture<'_>;
}
#[lang = "async_fn_mut"]
#[fundamental]
#[rustc_paren_sugar]
pub trait AsyncFnMut<Args: Tuple>: AsyncFnOnce<Args> {
    #[lang = "call_ref_future"]
    type CallRefFuture<'a>: Future<Output = Self::Output> where Self: 'a;
    extern "rust-call" fn async_call_mut(&mut self, args: Args) -> Self::CallRefFuture<'_>;
}
#[lang = "async_fn_once"]
#[fundamental]
#[rustc_paren_sugar]
pub trait AsyncFnOnce<Args: Tuple> {
    #[lang = "call_once_future"]
    type CallOnceFuture: Future<Output = Self::Output>;
    #[lang = "async_fn_once_output"]
    type Output;
    extern "rust-call" fn async_call_once(self, args: Args) -> Self::CallOnceFuture;
}

impl<A: Tuple, F: ?Sized> AsyncFn<A> for &F where F: AsyncFn<A> {}
impl<A: Tuple, F: ?Sized> AsyncFnMut<A> for &F where F: AsyncFn<A> {
    type CallRefFuture<'a> = F::CallRefFuture<'a> where Self: 'a;
}
impl<'a, A: Tuple, F: ?Sized> AsyncFnOnce<A> for &'a F where F: AsyncFn<A> {
    type Output = F::Output;
    type CallOnceFuture = F::CallRefFuture<'a>;
}
impl<A: Tuple, F: ?Sized> AsyncFnMut<A> for &mut F where F: AsyncFnMut<A> {
    type CallRefFuture<'a> = F::CallRefFuture<'a> where Self: 'a;
}
impl<'a, A: Tuple, F: ?Sized> AsyncFnOnce<A> for &'a mut F where F: AsyncFnMut<A> {
    type Output = F::Output;
    type CallOnceFuture = F::CallRefFuture<'a>;
}

mod internal {
    #[lang = "async_fn_kind_helper"]
    pub trait AsyncFnKindHelper<GoalKind> {
        #[lang = "async_fn_kind_upvars"]
        type Upvars<'closure_env, Inputs, Upvars, BorrowedUpvarsAsFnPtr>;
    }
}
