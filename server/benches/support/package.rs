//! The package that is measured: ripgrep 14.1.1, which Cargo fetches, or one that is named.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use tempfile::TempDir;

use super::process::succeed;

const NAME: &str = "ripgrep";
const VERSION: &str = "14.1.1";

/// The file of [`NAME`] that is edited: the nearest to a thousand lines and above.
const EDITED: &str = "crates/core/flags/hiargs.rs";

/// A function in it that is neither short nor long, up to where its body starts.
pub const FUNCTION: &str = "fn matcher_rust(&self) -> anyhow::Result<PatternMatcher> {\n";

/// The longest function in it, which is the longest of the package.
pub const LONGEST: &str =
    "pub(crate) fn from_low_args(mut low: LowArgs) -> anyhow::Result<HiArgs> {\n";

/// A copy of a package in a temporary directory, with a target directory of its own.
pub struct Package {
    directory: TempDir,
}

impl Package {
    /// Copies the package in `given`, or the one that Cargo's registry has.
    ///
    /// # Errors
    /// If Cargo does not find it or the copy fails.
    pub fn copy(given: Option<&Path>) -> Result<Package> {
        let directory = tempfile::tempdir()?;
        let source = match given {
            Some(given) => given.to_owned(),
            None => fetch(&directory.path().join("fetch"))?,
        };
        copy(&source, &directory.path().join("package"))
            .with_context(|| format!("cannot copy {}", source.display()))?;
        let package = Package { directory };
        let mut fetch = Command::new(env!("CARGO"));
        fetch.args(["fetch", "--quiet"]).current_dir(package.path());
        succeed(&mut fetch)?;
        Ok(package)
    }

    /// Where its manifest is.
    pub fn path(&self) -> PathBuf {
        self.directory.path().join("package")
    }

    /// The file that is edited.
    pub fn edited(&self) -> PathBuf {
        self.path().join(EDITED)
    }

    /// `cargo check` of the package, with its dependencies where the last one left them.
    pub fn check(&self) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command
            .args(["check", "--quiet", "--offline"])
            .env("CARGO_TARGET_DIR", self.directory.path().join("target"))
            .current_dir(self.path());
        command
    }
}

/// The text with one more statement in the body of a function, a different one for each number.
///
/// # Errors
/// If the text has no such function.
pub fn edit(text: &str, function: &str, number: usize) -> Result<String> {
    let start = text.find(function).context("the function to edit")?;
    let (before, behind) = text.split_at(start + function.len());
    Ok(format!(
        "{before}        let _edit: u32 = {number};\n{behind}"
    ))
}

fn fetch(directory: &Path) -> Result<PathBuf> {
    fs::create_dir_all(directory.join("src"))?;
    fs::write(directory.join("src/lib.rs"), "")?;
    let manifest = format!(
        "[package]\nname = \"fetch\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\n{NAME} = \"={VERSION}\"\n"
    );
    fs::write(directory.join("Cargo.toml"), manifest)?;
    // A dependency without a library is left out of `cargo metadata`, but not here.
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["vendor", "--quiet", "--versioned-dirs", "vendor"])
        .current_dir(directory);
    succeed(&mut command)?;
    Ok(directory.join(format!("vendor/{NAME}-{VERSION}")))
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            if entry.file_name() != "target" {
                copy(&path, &target)?;
            }
        } else {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}
