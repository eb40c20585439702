//! Facts as text: JSON lines for other programs, findings for people, and the timeline as a picture.

mod cause;
mod findings;
mod json;
mod position;
mod region;
mod sarif;
mod timeline;

pub use findings::{Finding, finding_text, findings, write_findings};
pub use json::write_file;
pub use position::{Lines, Range};
pub use sarif::SarifLog;
pub use timeline::{Positions, page, timeline};
