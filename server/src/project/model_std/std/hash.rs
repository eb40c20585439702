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
    fn build_hasher(&self) -> DefaultHasher;
}
impl Default for RandomState {
    fn default() -> RandomState;
}
impl fmt::Debug for RandomState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}
#[derive(Clone, Debug)]
pub struct DefaultHasher(SipHasher);
impl DefaultHasher {
    pub fn new() -> DefaultHasher;
}
impl Default for DefaultHasher {
    fn default() -> DefaultHasher;
}
impl Hasher for DefaultHasher {
    fn write(&mut self, msg: &[u8]);
    fn finish(&self) -> u64;
}
