//! Facts as text: JSON lines for other programs.

mod cause;
mod json;
mod position;
mod region;

pub use json::write_file;
pub use position::{Lines, Range};
