//! Ownlens explains Rust ownership: who owns each value, where and why it is moved, copied or
//! borrowed, and where it is dropped.

pub mod facts;
pub mod flow;
pub mod ownership;
