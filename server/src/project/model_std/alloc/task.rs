//! Wakers from shared pointers.
use core::task::{RawWaker, Waker};

use crate::sync::Arc;

pub trait Wake {
    fn wake(self: Arc<Self>);
    fn wake_by_ref(self: &Arc<Self>) { loop {} }
}
impl<W: Wake + Send + Sync + 'static> From<Arc<W>> for Waker {}
impl<W: Wake + Send + Sync + 'static> From<Arc<W>> for RawWaker {}
