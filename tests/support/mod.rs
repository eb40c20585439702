//! What the tests on fixtures share: the fixtures, the notation of their expectations, source positions.

pub mod comments;
pub mod event;
pub mod fixture;
pub mod ownlens;
pub mod position;
pub mod source;
pub mod tokens;
