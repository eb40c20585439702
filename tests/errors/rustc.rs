//! rustc's diagnostics for small programs, and the programs in its explanations.

use std::{
    fmt,
    process::{Command, Stdio},
};

use serde_json::Value;

/// The name under which programs are compiled.
const FILE: &str = "program.rs";

/// A program to compile.
pub struct Program {
    pub name: String,
    pub text: String,
}

/// An error at rustc's primary range: line and column, 1-based, the end exclusive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    pub range: [u32; 4],
    pub code: String,
    pub message: String,
}

impl Diagnostic {
    /// Whether both are the same error, in whatever words.
    pub fn is_at(&self, other: &Diagnostic) -> bool {
        self.code == other.code && self.range == other.range
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [line, column, end_line, end_column] = self.range;
        write!(
            f,
            "{line}:{column}-{end_line}:{end_column} {} {}",
            self.code, self.message
        )
    }
}

/// The compiler: `RUSTC` in the environment, else `rustc` on the path.
fn compiler() -> Command {
    let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    // Some examples use features.
    command.env("RUSTC_BOOTSTRAP", "1").stdin(Stdio::null());
    command
}

/// Whether there is a compiler.
pub fn is_there() -> bool {
    compiler()
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success())
}

impl Program {
    /// What rustc rejects, in source order; the code is empty for an error without one.
    pub fn errors(&self) -> Vec<Diagnostic> {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join(FILE);
        std::fs::write(&path, &self.text).expect("the program is written");
        let output = compiler()
            .args(["--edition=2021", "--crate-type=lib", "--emit=metadata"])
            .args(["--cap-lints=allow", "--error-format=json", "--out-dir"])
            .arg(directory.path())
            .arg(&path)
            .output()
            .expect("rustc runs");
        let text = String::from_utf8_lossy(&output.stderr);
        let lines = text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        let mut errors: Vec<Diagnostic> = lines.filter_map(|it| diagnostic(&it)).collect();
        errors.sort();
        errors.dedup_by(|next, first| next.is_at(first));
        errors
    }
}

fn diagnostic(json: &Value) -> Option<Diagnostic> {
    if json["level"] != "error" {
        return None;
    }
    let spans = json["spans"].as_array()?;
    let mut primary = spans.iter().find(|span| span["is_primary"] == true)?;
    // What stands in a macro of another file is at the call of the macro.
    while !primary["file_name"].as_str()?.ends_with(FILE) && primary["expansion"].is_object() {
        primary = &primary["expansion"]["span"];
    }
    let number = |key: &str| u32::try_from(primary[key].as_u64()?).ok();
    Some(Diagnostic {
        code: json["code"]["code"].as_str().unwrap_or_default().to_owned(),
        range: [
            number("line_start")?,
            number("column_start")?,
            number("line_end")?,
            number("column_end")?,
        ],
        message: json["message"].as_str()?.to_owned(),
    })
}

/// The programs in the explanation of an error code, made whole as rustdoc does it.
pub fn examples(code: &str) -> Vec<Program> {
    let output = compiler()
        .args(["--explain", code])
        .output()
        .expect("rustc runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let blocks = text.split("\n```").skip(1).step_by(2);
    blocks
        .enumerate()
        .map(|(index, block)| {
            // Behind the fence stands the language; `# ` hides lines that are part of the program.
            let (_, code_lines) = block.split_once('\n').unwrap_or_default();
            let lines = code_lines
                .lines()
                .map(|line| line.strip_prefix("# ").unwrap_or(line));
            let body = lines.collect::<Vec<_>>().join("\n");
            Program {
                name: format!("{code} example {}", index + 1),
                text: if body.contains("fn main()") {
                    body
                } else {
                    whole(&body)
                },
            }
        })
        .collect()
}

/// A program around statements and items; attributes of the crate stay in front.
fn whole(body: &str) -> String {
    let (inner, rest): (Vec<&str>, Vec<&str>) =
        body.lines().partition(|line| line.starts_with("#!["));
    format!(
        "{}\nfn main() {{\n{}\n}}\n",
        inner.join("\n"),
        rest.join("\n")
    )
}
