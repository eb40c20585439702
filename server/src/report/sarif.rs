//! Errors in the Static Analysis Results Interchange Format, version 2.1.0
//! (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).

use std::io::{self, Write};

use serde_json::{Value, json};

use super::findings::Finding;

/// The rule of the one error that has no code.
const LIFETIME: &str = "lifetime-too-short";

/// A log under construction: one document for all files.
#[derive(Debug, Default)]
pub struct SarifLog {
    results: Vec<Value>,
    rules: Vec<&'static str>,
}

impl SarifLog {
    /// Adds the errors of a file.
    pub fn add(&mut self, findings: &[Finding]) {
        for finding in findings {
            let code = finding.complaint.code.unwrap_or(LIFETIME);
            if !self.rules.contains(&code) {
                self.rules.push(code);
            }
            let related = finding.marks().map(|(range, message)| {
                let mut location = location(&finding.file, range);
                location["message"] = json!({ "text": message });
                location
            });
            self.results.push(json!({
                "ruleId": code,
                "level": "error",
                "message": { "text": finding.complaint.message.plain() },
                "locations": [location(&finding.file, finding.range)],
                "relatedLocations": related.collect::<Vec<_>>(),
            }));
        }
    }

    /// Writes the document.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(self, out: &mut dyn Write) -> io::Result<()> {
        let rules = self.rules.iter().map(|code| match *code {
            LIFETIME => json!({ "id": code }),
            code => json!({
                "id": code,
                "helpUri": format!("https://doc.rust-lang.org/error_codes/{code}.html"),
            }),
        });
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "ownlens",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules.collect::<Vec<_>>(),
                } },
                "columnKind": "unicodeCodePoints",
                "results": self.results,
            }],
        });
        serde_json::to_writer_pretty(&mut *out, &log)?;
        out.write_all(b"\n")
    }
}

fn location(file: &str, [line, column, end_line, end_column]: [u32; 4]) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(file) },
        "region": {
            "startLine": line,
            "startColumn": column,
            "endLine": end_line,
            "endColumn": end_column,
        },
    } })
}

/// A relative path as a URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
