//! Ownlens explains Rust ownership: who owns each value, where it is moved and why, what borrows it,
//! and where it is dropped.

pub mod engine;
pub mod explain;
pub mod facts;
pub mod flow;
pub mod lsp;
pub mod ownership;
pub mod project;
pub mod report;
pub mod stack;
