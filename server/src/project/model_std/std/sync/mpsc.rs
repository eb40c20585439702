//! Channels.
use crate::cell::UnsafeCell;
use crate::error;
use crate::fmt;
use crate::marker::PhantomData;
use crate::ptr::NonNull;
use crate::time::Duration;

/// One end of a channel: the shared state is freed by the last end dropped.
struct End<T> {
    counter: NonNull<usize>,
    marker: PhantomData<UnsafeCell<T>>,
}
impl<T> Drop for End<T> {}
pub struct Receiver<T> {
    inner: End<T>,
}
pub struct Sender<T> {
    inner: End<T>,
}
pub struct SyncSender<T> {
    inner: End<T>,
}
unsafe impl<T: Send> Send for Receiver<T> {}
impl<T> !Sync for Receiver<T> {}
unsafe impl<T: Send> Send for Sender<T> {}
unsafe impl<T: Send> Sync for Sender<T> {}
unsafe impl<T: Send> Send for SyncSender<T> {}
unsafe impl<T: Send> Sync for SyncSender<T> {}

pub fn channel<T>() -> (Sender<T>, Receiver<T>);
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>);
impl<T> Sender<T> {
    pub fn send(&self, t: T) -> Result<(), SendError<T>>;
}
impl<T> SyncSender<T> {
    pub fn send(&self, t: T) -> Result<(), SendError<T>>;
    pub fn try_send(&self, t: T) -> Result<(), TrySendError<T>>;
}
impl<T> Receiver<T> {
    pub fn try_recv(&self) -> Result<T, TryRecvError>;
    pub fn recv(&self) -> Result<T, RecvError>;
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError>;
    pub fn iter(&self) -> Iter<'_, T>;
    pub fn try_iter(&self) -> TryIter<'_, T>;
}
macro_rules! senders { ($($t:ident)*) => {$(
    impl<T> Clone for $t<T> {}
    impl<T> fmt::Debug for $t<T> {}
)*}; }
senders! { Sender SyncSender }
impl<T> fmt::Debug for Receiver<T> {}
#[derive(Debug)]
pub struct Iter<'a, T: 'a> {
    rx: &'a Receiver<T>,
}
#[derive(Debug)]
pub struct TryIter<'a, T: 'a> {
    rx: &'a Receiver<T>,
}
#[derive(Debug)]
pub struct IntoIter<T> {
    rx: Receiver<T>,
}
macro_rules! iterators { ($([$($g:tt)*] $t:ty;)*) => {$( impl<$($g)*> Iterator for $t { type Item = T; } )*}; }
iterators! { ['a, T] Iter<'a, T>; ['a, T] TryIter<'a, T>; [T] IntoIter<T>; }
impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;
}
impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
}
#[derive(PartialEq, Eq, Clone, Copy)]
pub struct SendError<T>(pub T);
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub struct RecvError;
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub enum TryRecvError {
    Empty,
    Disconnected,
}
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub enum RecvTimeoutError {
    Timeout,
    Disconnected,
}
#[derive(PartialEq, Eq, Clone, Copy)]
pub enum TrySendError<T> {
    Full(T),
    Disconnected(T),
}
macro_rules! generic_errors { ($($t:ident)*) => {$(
    impl<T> fmt::Debug for $t<T> {}
    impl<T> fmt::Display for $t<T> {}
    impl<T> error::Error for $t<T> {}
)*}; }
generic_errors! { SendError TrySendError }
macro_rules! errors { ($($t:ident)*) => {$(
    impl fmt::Display for $t {}
    impl error::Error for $t {}
)*}; }
errors! { RecvError TryRecvError RecvTimeoutError }
