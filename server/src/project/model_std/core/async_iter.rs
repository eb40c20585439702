//! Asynchronous iteration.
use crate::pin::Pin;
use crate::task::{Context, Poll};

#[lang = "async_iterator"]
pub trait AsyncIterator {
    type Item;
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>>;
    fn size_hint(&self) -> (usize, Option<usize>) { loop {} }
}
