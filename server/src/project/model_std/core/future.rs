//! Asynchronous computation.
use crate::fmt;
use crate::marker::PhantomData;
use crate::ops::DerefMut;
use crate::pin::Pin;
use crate::task::{Context, Poll};

#[lang = "future_trait"]
pub trait Future {
    #[lang = "future_output"]
    type Output;
    #[lang = "poll"]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output>;
}
impl<F: ?Sized + Future + Unpin> Future for &mut F {
    type Output = F::Output;
}
impl<P> Future for Pin<P> where P: DerefMut<Target: Future> {
    type Output = <<P as crate::ops::Deref>::Target as Future>::Output;
}
pub trait IntoFuture {
    type Output;
    type IntoFuture: Future<Output = Self::Output>;
    #[lang = "into_future"]
    fn into_future(self) -> Self::IntoFuture;
}
impl<F: Future> IntoFuture for F {
    type Output = F::Output;
    type IntoFuture = F;
}

#[derive(Debug, Clone)]
pub struct Ready<T>(Option<T>);
impl<T> Unpin for Ready<T> {}
impl<T> Future for Ready<T> {
    type Output = T;
}
impl<T> Ready<T> {
    pub fn into_inner(self) -> T;
}
pub fn ready<T>(t: T) -> Ready<T>;
pub struct Pending<T> {
    _data: PhantomData<fn() -> T>,
}
pub fn pending<T>() -> Pending<T>;
impl<T> Future for Pending<T> {
    type Output = T;
}
impl<T> fmt::Debug for Pending<T> {}
impl<T> Clone for Pending<T> {}
pub fn poll_fn<T, F>(f: F) -> PollFn<F> where F: FnMut(&mut Context<'_>) -> Poll<T>;
pub struct PollFn<F> {
    f: F,
}
impl<F: Unpin> Unpin for PollFn<F> {}
impl<F> fmt::Debug for PollFn<F> {}
impl<T, F> Future for PollFn<F> where F: FnMut(&mut Context<'_>) -> Poll<T> {
    type Output = T;
}
#[lang = "ResumeTy"]
#[derive(Debug, Copy, Clone)]
pub struct ResumeTy(crate::ptr::NonNull<Context<'static>>);
unsafe impl Send for ResumeTy {}
unsafe impl Sync for ResumeTy {}
#[lang = "get_context"]
pub unsafe fn get_context<'a, 'b>(cx: ResumeTy) -> &'a mut Context<'b>;
