//! `Barrier`.
use super::{Condvar, Mutex};
use crate::fmt;

pub struct Barrier {
    lock: Mutex<usize>,
    cvar: Condvar,
    num_threads: usize,
}
pub struct BarrierWaitResult(bool);
impl Barrier {
    pub const fn new(n: usize) -> Barrier;
    pub fn wait(&self) -> BarrierWaitResult;
}
impl BarrierWaitResult {
    pub fn is_leader(&self) -> bool;
}
impl fmt::Debug for Barrier {}
impl fmt::Debug for BarrierWaitResult {}
