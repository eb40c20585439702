//! Hashing.
pub use core::hash::*;

use crate::fmt;

#[derive(Clone)]
pub struct RandomState {
    k0: u64,
    k1: u64,
}
impl RandomState {
    pub fn new() -> RandomState;
}
impl BuildHasher for RandomState {
    type Hasher = DefaultHasher;
}
impl Default for RandomState {}
impl fmt::Debug for RandomState {}
#[derive(Clone, Debug)]
pub struct DefaultHasher(SipHasher);
impl DefaultHasher {
    pub fn new() -> DefaultHasher;
}
impl Default for DefaultHasher {}
impl Hasher for DefaultHasher {}
