//! The commands, one module each.

pub mod facts;
mod progress;
