//! What the benchmarks share: figures, child processes, and the package that is measured.

pub mod figures;
pub mod package;
pub mod process;
