//! Facts as text: JSON lines for other programs.

mod cause;
mod findings;
mod json;
mod position;
mod region;
mod sarif;

pub use findings::{Finding, finding_text, findings, write_findings};
pub use json::write_file;
pub use position::{Lines, Range};
pub use sarif::SarifLog;
