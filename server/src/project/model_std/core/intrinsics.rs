//! The intrinsics that stable code reaches by this path.
pub use crate::mem::transmute;
pub use crate::ptr::{copy, copy_nonoverlapping, write_bytes};
