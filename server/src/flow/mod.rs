//! One body as a control-flow graph of places, uses, borrows and drop scopes.

pub mod graph;

pub use graph::Origin;
