//! Running rustc for the MIR of a fixture.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::mir::{self, Body};
use crate::support::fixture::Fixture;

/// One body as the borrow checker saw it, and with its drops elaborated.
pub struct Dump {
    /// As NLL ran on it: moves, copies and borrows.
    pub checked: Body,
    /// With the drops that really run; `None` for a body whose MIR goes no further.
    pub elaborated: Option<Body>,
}

/// Flags for the passes and details that are read. `RUSTC_BOOTSTRAP` makes stable rustc accept them.
const FLAGS: [&str; 10] = [
    "--crate-type=lib",
    "--cap-lints=allow",
    "-Zdump-mir=nll | ElaborateDrops",
    "-Zdump-mir-exclude-pass-number",
    "-Zmir-include-spans=on",
    "-Zidentify-regions",
    // Without this the drops of functions that nobody calls are not elaborated.
    "-Zalways-encode-mir=yes",
    "-Zmir-opt-level=0",
    "--emit=metadata",
    // Two crates of one name would be told apart by their metadata in paths.
    "--crate-name=fixture",
];

/// The compiler: `RUSTC` in the environment, else `rustc` on the path.
fn compiler() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

/// rustc's version line, or `None` where there is no rustc.
pub fn version() -> Option<String> {
    let output = compiler()
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Compiles a fixture and reads its dumps, sorted so that a closure comes after the body around it.
///
/// # Errors
/// rustc's own messages, if it does not accept the fixture; or what could not be read of a dump.
pub fn dumps(fixture: &Fixture) -> Result<Vec<Dump>, String> {
    let directory = tempfile::tempdir().map_err(|error| error.to_string())?;
    let output = compiler()
        .env("RUSTC_BOOTSTRAP", "1")
        .args(FLAGS)
        .args(["--edition", &fixture.edition])
        .arg(format!("-Zdump-mir-dir={}", directory.path().display()))
        .arg("--out-dir")
        .arg(directory.path())
        .arg(&fixture.path)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("rustc: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    read(directory.path())
}

fn read(directory: &Path) -> Result<Vec<Dump>, String> {
    let mut files: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for entry in std::fs::read_dir(directory).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        for pass in [".nll.0.mir", ".ElaborateDrops.after.mir"] {
            if let Some(stem) = name.strip_suffix(pass) {
                // The crate's name is the first component.
                let key = stem.split_once('.').map_or(stem, |(_, key)| key);
                let text =
                    std::fs::read_to_string(&path).map_err(|error| format!("{name}: {error}"))?;
                files
                    .entry(String::from(key))
                    .or_default()
                    .insert(String::from(pass), text);
            }
        }
    }
    let mut dumps = Vec::new();
    for (key, passes) in files {
        let Some(checked) = passes.get(".nll.0.mir") else {
            continue;
        };
        let elaborated = passes
            .get(".ElaborateDrops.after.mir")
            .map(|text| mir::parse(text, &key));
        dumps.push(Dump {
            checked: mir::parse(checked, &key)?,
            elaborated: elaborated.transpose()?,
        });
    }
    dumps.sort_by_key(|dump| {
        (
            dump.checked.key.matches("{closure#").count(),
            dump.checked.key.clone(),
        )
    });
    Ok(dumps)
}
