//! Cargo packages and workspaces, through `cargo metadata`.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use cargo_metadata::Metadata;
use ra_ap_base_db::Env;
use ra_ap_cfg::{CfgAtom, CfgDiff};
use ra_ap_intern::Symbol;
use ra_ap_paths::AbsPathBuf;
use ra_ap_project_model::{
    CargoWorkspace, CfgOverrides, ManifestPath, ProjectWorkspace, ProjectWorkspaceKind, Sysroot,
    TargetKind, WorkspaceBuildScripts,
};
use ra_ap_toolchain::{NO_RUSTUP_AUTO_INSTALL_ENV, Tool};

use super::{
    error::{Notice, Progress, ProjectError},
    files::absolute,
    options::{Features, Options},
    toolchain::Toolchain,
};

/// What Cargo, or a description, says about a package or workspace.
pub(super) struct Package {
    /// As rust-analyzer understands it; without a standard library.
    pub(super) workspace: ProjectWorkspace,
    /// The roots of the library, binaries, examples, tests and benches that were asked for.
    pub(super) targets: Vec<AbsPathBuf>,
}

/// The nearest directory at or above `file`'s that is a package, as opposed to a workspace without
/// one.
pub(super) fn containing(file: &Path) -> Option<PathBuf> {
    let directory = file
        .ancestors()
        .skip(1)
        .find(|it| it.join("Cargo.toml").is_file())?;
    is_package(directory).then(|| directory.to_owned())
}

/// Whether the manifest in `directory` describes a package; one that cannot be parsed counts, so
/// that Cargo gets to say what is wrong.
fn is_package(directory: &Path) -> bool {
    match fs::read_to_string(directory.join("Cargo.toml")).map(|it| it.parse::<toml::Table>()) {
        Ok(Ok(manifest)) => manifest.contains_key("package") || !manifest.contains_key("workspace"),
        _ => true,
    }
}

/// Asks Cargo about the package or workspace in `directory`.
///
/// # Errors
/// [`ProjectError::CargoMissing`] and [`ProjectError::CargoFailed`].
pub(super) fn load(
    directory: &Path,
    options: &Options,
    toolchain: &Toolchain,
    notices: &mut Vec<Notice>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Package, ProjectError> {
    let manifest = absolute(&directory.join("Cargo.toml"))?;
    let manifest_path = ManifestPath::try_from(manifest.clone())
        .map_err(|_| ProjectError::NoPackage(directory.to_owned()))?;
    progress(Progress::Metadata);
    let metadata = metadata(directory, options, toolchain, notices, progress)?;
    let chosen = chosen_members(directory, &metadata);
    let cargo = CargoWorkspace::new(metadata, manifest_path, Env::default(), false);
    let targets = cargo
        .packages()
        .filter(|&package| chosen.contains(&cargo[package].id))
        .flat_map(|package| &cargo[package].targets)
        .map(|&target| &cargo[target])
        .filter(|target| target.kind != TargetKind::BuildScript)
        .map(|target| target.root.clone())
        .collect();
    Ok(Package {
        workspace: workspace(
            ProjectWorkspaceKind::Cargo {
                cargo,
                error: None,
                build_scripts: WorkspaceBuildScripts::default(),
                rustc: Err(None),
            },
            toolchain,
        ),
        targets,
    })
}

/// The members that a path stands for: the package itself, or all of a workspace without one.
fn chosen_members(
    directory: &Path,
    metadata: &Metadata,
) -> Vec<triomphe::Arc<cargo_metadata::PackageId>> {
    let whole = !is_package(directory);
    let same = |path: &Path| match (fs::canonicalize(path), fs::canonicalize(directory)) {
        (Ok(left), Ok(right)) => left == right,
        _ => path == directory,
    };
    metadata
        .workspace_packages()
        .into_iter()
        .filter(|it| {
            whole
                || it
                    .manifest_path
                    .parent()
                    .is_some_and(|it| same(it.as_std_path()))
        })
        .map(|it| triomphe::Arc::new(it.id.clone()))
        .collect()
}

/// What a kind of workspace is in for the installed compiler.
pub(super) fn workspace(kind: ProjectWorkspaceKind, toolchain: &Toolchain) -> ProjectWorkspace {
    // Code that differs for rust-analyzer would not be the code that rustc sees.
    let hidden = vec![CfgAtom::Flag(Symbol::intern("rust_analyzer"))];
    ProjectWorkspace {
        kind,
        sysroot: Sysroot::empty(),
        rustc_cfg: toolchain.cfg_atoms(),
        toolchain: toolchain.version.clone(),
        target: toolchain.target_data().map_err(Into::into),
        cfg_overrides: CfgOverrides {
            global: CfgDiff::new(Vec::new(), hidden),
            ..CfgOverrides::default()
        },
        extra_includes: Vec::new(),
        set_test: false,
    }
}

/// Asks without the network first: it is faster, and what has been compiled once is there. Without the
/// dependencies, the package's own sources are still known.
fn metadata(
    directory: &Path,
    options: &Options,
    toolchain: &Toolchain,
    notices: &mut Vec<Notice>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Metadata, ProjectError> {
    let scratch = LockFile::beside(directory);
    let query = Query {
        directory,
        options,
        toolchain,
        lock: &scratch,
    };
    if options.without_dependencies {
        let found = query.run(&["--no-deps", "--offline"])?;
        return found.map_err(|it| ProjectError::CargoFailed(directory.to_owned(), it));
    }
    let mut failure = match query.run(&["--offline"])? {
        Ok(metadata) => return Ok(metadata),
        Err(failure) => failure,
    };
    if options.allow_download {
        progress(Progress::Download);
        match query.run(&[])? {
            Ok(metadata) => return Ok(metadata),
            Err(online) => failure = online,
        }
    }
    match query.run(&["--no-deps", "--offline"])? {
        Ok(metadata) => {
            notices.push(Notice::WithoutDependencies(failure));
            Ok(metadata)
        }
        Err(failure) => Err(ProjectError::CargoFailed(directory.to_owned(), failure)),
    }
}

/// A call of `cargo metadata`.
struct Query<'a> {
    directory: &'a Path,
    options: &'a Options,
    toolchain: &'a Toolchain,
    lock: &'a LockFile,
}

impl Query<'_> {
    /// The metadata, or Cargo's message on one line.
    fn run(&self, arguments: &[&str]) -> Result<Result<Metadata, String>, ProjectError> {
        let mut command = Command::new(Tool::Cargo.path());
        command
            .args(["metadata", "--format-version", "1"])
            .args(arguments);
        command
            .arg("--manifest-path")
            .arg(self.directory.join("Cargo.toml"));
        if let Some(host) = &self.toolchain.host {
            command.args(["--filter-platform", host]);
        }
        match &self.options.features {
            Features::All => _ = command.arg("--all-features"),
            Features::Selected {
                features,
                no_default,
            } => {
                if *no_default {
                    command.arg("--no-default-features");
                }
                if !features.is_empty() {
                    command.args(["--features", &features.join(",")]);
                }
            }
        }
        self.lock.use_in(&mut command, self.toolchain);
        if !self.options.allow_build_scripts {
            distrust(&mut command, self.toolchain);
        }
        let output = command
            .current_dir(self.directory)
            .env(NO_RUSTUP_AUTO_INSTALL_ENV.0, NO_RUSTUP_AUTO_INSTALL_ENV.1)
            .output()
            .map_err(|error| ProjectError::CargoMissing(self.directory.to_owned(), error))?;
        if !output.status.success() {
            return Ok(Err(one_line(&String::from_utf8_lossy(&output.stderr))));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let json = text
            .lines()
            .find(|line| line.starts_with('{'))
            .unwrap_or_default();
        Ok(serde_json::from_str(json).map_err(|error| error.to_string()))
    }
}

/// Keeps Cargo from running programs that the package's directory names: a toolchain of its own
/// (`rust-toolchain.toml`), and `build.rustc`, `build.rustc-wrapper` or a code generator in `rustflags`
/// (`.cargo/config.toml`). The environment wins over both files.
fn distrust(command: &mut Command, toolchain: &Toolchain) {
    if std::env::var_os("RUSTUP_TOOLCHAIN").is_none()
        && let Some(sysroot) = &toolchain.sysroot
    {
        command.env("RUSTUP_TOOLCHAIN", sysroot);
    }
    command.env("RUSTC", Tool::Rustc.path().as_std_path());
    for variable in [
        "RUSTC_WRAPPER",
        "RUSTC_WORKSPACE_WRAPPER",
        "CARGO_ENCODED_RUSTFLAGS",
    ] {
        command.env(variable, "");
    }
}

/// The first error of a message of Cargo's, as one line.
pub(super) fn one_line(message: &str) -> String {
    let from_error = message.find("error").map_or(message, |at| &message[at..]);
    let text = from_error
        .trim()
        .strip_prefix("error: ")
        .unwrap_or(from_error.trim());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The directory of the workspace that the package in `directory` belongs to, or its own.
fn workspace_directory(directory: &Path) -> &Path {
    let workspace = |candidate: &&Path| {
        let Ok(text) = fs::read_to_string(candidate.join("Cargo.toml")) else {
            return false;
        };
        let Ok(manifest) = text.parse::<toml::Table>() else {
            return false;
        };
        let Some(workspace) = manifest.get("workspace") else {
            return false;
        };
        let excluded = workspace.get("exclude").and_then(toml::Value::as_array);
        !excluded
            .into_iter()
            .flatten()
            .filter_map(toml::Value::as_str)
            .any(|it| directory.starts_with(candidate.join(it)))
    };
    directory.ancestors().find(workspace).unwrap_or(directory)
}

/// Where Cargo resolves to, so that the package's own lock file is never written: a copy of it.
enum LockFile {
    /// No copy could be made; Cargo uses the package's.
    Own,
    /// A temporary copy.
    Copy(tempfile::TempDir),
}

impl LockFile {
    fn beside(directory: &Path) -> LockFile {
        let copy = || -> io::Result<tempfile::TempDir> {
            let scratch = tempfile::Builder::new().prefix("ownlens").tempdir()?;
            let lock = workspace_directory(directory).join("Cargo.lock");
            if lock.is_file() {
                fs::copy(lock, scratch.path().join("Cargo.lock"))?;
            }
            Ok(scratch)
        };
        copy().map_or(LockFile::Own, LockFile::Copy)
    }

    /// From 1.82 on Cargo takes another lock file: by a flag until 1.94, from 1.95 on by the
    /// environment, behind an unstable option until 1.97.
    fn use_in(&self, command: &mut Command, toolchain: &Toolchain) {
        let LockFile::Copy(directory) = self else {
            return;
        };
        let Some(version) = &toolchain.version else {
            return;
        };
        let path = directory.path().join("Cargo.lock");
        let minor = if version.major == 1 { version.minor } else { 0 };
        match minor {
            97.. => _ = command.env("CARGO_RESOLVER_LOCKFILE_PATH", path),
            95..97 => {
                command
                    .env("CARGO_RESOLVER_LOCKFILE_PATH", path)
                    .arg("-Zlockfile-path");
            }
            82..95 => {
                _ = command
                    .arg("--lockfile-path")
                    .arg(path)
                    .arg("-Zunstable-options")
            }
            _ => return,
        }
        if minor < 97 {
            command.env("__CARGO_TEST_CHANNEL_OVERRIDE_DO_NOT_USE_THIS", "nightly");
        }
    }
}
