//! Why a project cannot be opened, and what is missing in one that could.

use std::{fmt, io, path::PathBuf};

/// A project that cannot be opened. Each message is one sentence for the user.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// Nothing is at the path.
    #[error("{}: no such file or directory", .0.display())]
    NotFound(PathBuf),
    /// The path could not be read.
    #[error("{path}: cannot be read: {1}", path = .0.display())]
    Unreadable(PathBuf, io::Error),
    /// Rust source is UTF-8; this file is not.
    #[error("{}: is not valid UTF-8", .0.display())]
    NotUtf8(PathBuf),
    /// Paths inside the database are UTF-8.
    #[error("{}: the path is not valid UTF-8", .0.display())]
    PathNotUtf8(PathBuf),
    /// The file is longer than what is analysed.
    #[error("{}: is too long to be analysed", .0.display())]
    TooLong(PathBuf),
    /// The directory is no Cargo package or workspace.
    #[error("{}: there is no package here (no Cargo.toml)", .0.display())]
    NoPackage(PathBuf),
    /// The file is neither a directory nor Rust source.
    #[error("{}: is not a Rust source file (.rs) or a directory", .0.display())]
    NotRust(PathBuf),
    /// Cargo is not installed.
    #[error("{path}: this package needs Cargo, which could not be run: {1}", path = .0.display())]
    CargoMissing(PathBuf, io::Error),
    /// Cargo refused the package.
    #[error("{path}: Cargo could not read the package: {1}", path = .0.display())]
    CargoFailed(PathBuf, String),
    /// `rust-project.json` is not what it should be.
    #[error("{path}: the project's description cannot be read: {1}", path = .0.display())]
    Description(PathBuf, String),
    /// The standard library's source was asked for and is not installed.
    #[error(
        "the standard library's source is not installed (looked in {0}); install it with \
         `rustup component add rust-src`, name its `library` directory in RUST_SRC_PATH, or use \
         the built-in model with `--std model`"
    )]
    NoStdSource(String),
    /// The standard library was found, but nothing usable is in it.
    #[error("the standard library in {0} cannot be used: `{1}` was not found in it")]
    BrokenStd(String, &'static str),
}

/// Something that is missing in a project that was opened nevertheless: facts that depend on it are
/// absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The standard library's source is not installed; the built-in model stands in for it.
    ModelStd,
    /// What the standard library depends on is not beside its source, which is in this directory, nor downloaded.
    StdDependencies(PathBuf),
    /// Cargo could not be used for a file inside a package, which is analysed alone.
    WithoutPackage(String),
    /// Cargo could not find out what the package depends on; its own sources are there.
    WithoutDependencies(String),
    /// The build scripts were to be run and failed.
    BuildScripts(String),
    /// Procedural macros were to be loaded and could not.
    ProcMacros(String),
    /// A source file that was left out because it is not UTF-8.
    NotUtf8(PathBuf),
    /// A source file that was left out because its code is nested too deeply to be analysed.
    TooDeep(PathBuf),
    /// A source file that was left out because it is too long to be analysed.
    TooLong(PathBuf),
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Notice::ModelStd => f.write_str(
                "the standard library's source is not installed (`rustup component add rust-src`): \
                 the built-in model of it is used",
            ),
            Notice::StdDependencies(library) => write!(
                f,
                "`HashMap` and `HashSet` are known in part only: what the standard library is made of can be fetched with \
                 `RUSTC_BOOTSTRAP=1 cargo fetch --locked --manifest-path {}`",
                library.join("Cargo.toml").display()
            ),
            Notice::WithoutPackage(why) => {
                write!(f, "the file is analysed without its package: {why}")
            }
            Notice::WithoutDependencies(why) => {
                write!(f, "the package's dependencies are unknown: {why}")
            }
            Notice::BuildScripts(why) => write!(f, "build scripts failed: {why}"),
            Notice::ProcMacros(why) => write!(f, "procedural macros are not expanded: {why}"),
            Notice::TooDeep(path) => {
                write!(
                    f,
                    "{}: is nested too deeply and is left out",
                    path.display()
                )
            }
            Notice::TooLong(path) => {
                write!(f, "{}: is too long and is left out", path.display())
            }
            Notice::NotUtf8(path) => {
                write!(f, "{}: is not valid UTF-8 and is left out", path.display())
            }
        }
    }
}

/// What opening a project is busy with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// `cargo metadata` runs.
    Metadata,
    /// `cargo metadata` runs again and may download dependencies.
    Download,
    /// Build scripts and procedural macros are built.
    BuildScripts,
    /// Source files are read.
    Reading,
    /// Names are resolved.
    Indexing,
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Progress::Metadata => "asking Cargo about the package",
            Progress::Download => "letting Cargo fetch the package's dependencies",
            Progress::BuildScripts => "building build scripts and procedural macros",
            Progress::Reading => "reading source files",
            Progress::Indexing => "resolving names",
        })
    }
}
