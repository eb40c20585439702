//! The standard library's own source: where it is, and its crates.
//!
//! The crates are read off the manifests in the `library` directory, with the dependencies that distributions put beside
//! them, or that Cargo has downloaded: rustup's component comes without. No process is started, which `cargo metadata`
//! on that directory would need.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    env, fs,
    path::{Path, PathBuf},
};

use cargo_platform::{Cfg, Platform};
use ra_ap_span::Edition;
use toml::{Table, Value};

use super::{
    error::ProjectError,
    files::absolute,
    std_crates::{StdCrate, StdCrates},
    toolchain::Toolchain,
};

/// Where distributions put the source of their own compiler.
const SYSTEM: &str = "/usr/lib/rustlib/src/rust/library";

/// The crates that programs see; all others are dependencies of these.
const PUBLIC: [&str; 5] = ["core", "alloc", "std", "proc_macro", "test"];

/// Features of `std` as it is distributed, as far as they change what programs see.
const STD_FEATURES: [&str; 1] = ["panic-unwind"];

/// Finds the `library` directory: the one given, `RUST_SRC_PATH`, the toolchain's, the system's.
///
/// # Errors
/// The places that were looked at, as text, if there is none.
pub(super) fn find(given: Option<&Path>, sysroot: Option<&Path>) -> Result<PathBuf, String> {
    let from_environment = env::var_os("RUST_SRC_PATH").filter(|path| !path.is_empty());
    let candidates: Vec<PathBuf> = match (given, from_environment) {
        (Some(given), _) => vec![given.to_owned()],
        (None, Some(path)) => vec![path.into()],
        (None, None) => sysroot
            .map(|sysroot| sysroot.join("lib/rustlib/src/rust/library"))
            .into_iter()
            .chain([PathBuf::from(SYSTEM)])
            .collect(),
    };
    let found = candidates
        .iter()
        .find(|path| path.join("core/src/lib.rs").is_file());
    found.cloned().ok_or_else(|| {
        candidates
            .iter()
            .map(|path| path.display().to_string())
            .collect::<Vec<_>>()
            .join(" and ")
    })
}

/// Reads the crates of the standard library in `library`.
///
/// # Errors
/// [`ProjectError::BrokenStd`] if the crate `core` is not there.
pub(super) fn crates(library: &Path, toolchain: &Toolchain) -> Result<StdCrates, ProjectError> {
    let library: PathBuf = absolute(library)?.into();
    let library = library.as_path();
    let mut reader = Reader {
        library,
        triple: toolchain.host.clone().unwrap_or_default(),
        cfgs: toolchain
            .cfgs
            .iter()
            .filter_map(|cfg| cfg.parse().ok())
            .collect(),
        dependencies: dependencies(library, cargo_home().as_deref()),
        found: Vec::new(),
        indices: HashMap::new(),
    };
    for name in PUBLIC {
        let features: &[&str] = if name == "std" { &STD_FEATURES } else { &[] };
        reader.visit(
            &library.join(name),
            features.iter().map(|it| (*it).to_owned()).collect(),
            true,
        );
    }
    let crates: Vec<StdCrate> = reader.found.into_iter().map(Found::into_crate).collect();
    if !crates.iter().any(|it| it.name == "core") {
        return Err(ProjectError::BrokenStd(
            library.display().to_string(),
            "core",
        ));
    }
    Ok(StdCrates {
        library: library.to_owned(),
        crates,
    })
}

/// The directories of the packages that the library depends on, by package name.
fn dependencies(library: &Path, cargo_home: Option<&Path>) -> BTreeMap<String, PathBuf> {
    let vendored = vendored(library);
    match cargo_home {
        Some(home) if vendored.is_empty() => downloaded(library, home).unwrap_or_default(),
        _ => vendored,
    }
}

fn cargo_home() -> Option<PathBuf> {
    let given = env::var_os("CARGO_HOME").filter(|path| !path.is_empty());
    match given {
        Some(path) => Some(path.into()),
        None => Some(env::home_dir()?.join(".cargo")),
    }
}

/// The packages of the library's lock file that Cargo has downloaded, for whatever program.
fn downloaded(library: &Path, cargo_home: &Path) -> Option<BTreeMap<String, PathBuf>> {
    let registries = fs::read_dir(cargo_home.join("registry/src")).ok()?;
    let registries: Vec<PathBuf> = registries.flatten().map(|it| it.path()).collect();
    let lock: Table = fs::read_to_string(library.join("Cargo.lock"))
        .ok()?
        .parse()
        .ok()?;
    let mut packages = BTreeMap::new();
    for package in lock.get("package")?.as_array()? {
        let text = |key| package.get(key).and_then(Value::as_str);
        let (Some(name), Some(version)) = (text("name"), text("version")) else {
            continue;
        };
        let directory = format!("{name}-{version}");
        let mut found = registries.iter().map(|it| it.join(&directory));
        if let Some(found) = found.find(|it| it.is_dir()) {
            packages.entry(name.to_owned()).or_insert(found);
        }
    }
    Some(packages)
}

/// The directories of vendored packages by package name.
fn vendored(library: &Path) -> BTreeMap<String, PathBuf> {
    let Ok(entries) = fs::read_dir(library.join("vendor")) else {
        return BTreeMap::new();
    };
    let mut packages = BTreeMap::new();
    for directory in entries.flatten().map(|entry| entry.path()) {
        let Some(manifest) = manifest(&directory) else {
            continue;
        };
        let name = manifest
            .get("package")
            .and_then(|it| it.get("name"))
            .and_then(Value::as_str);
        // Of several versions the first in order of name: only targets that are not supported by
        // a compiler themselves have more than one.
        if let Some(name) = name {
            let slot = packages
                .entry(name.to_owned())
                .or_insert_with(|| directory.clone());
            *slot = slot.clone().min(directory);
        }
    }
    packages
}

fn manifest(directory: &Path) -> Option<Table> {
    fs::read_to_string(directory.join("Cargo.toml"))
        .ok()?
        .parse()
        .ok()
}

/// A package and what has been found out about it so far.
struct Found {
    directory: PathBuf,
    manifest: Table,
    features: BTreeSet<String>,
    /// Names of optional dependencies that a feature switches on.
    enabled: BTreeSet<String>,
    /// Features of dependencies that a feature switches on.
    passed_on: BTreeMap<String, BTreeSet<String>>,
    dependencies: BTreeMap<String, usize>,
}

impl Found {
    fn new(directory: &Path) -> Option<Found> {
        Some(Found {
            manifest: manifest(directory)?,
            directory: directory.to_owned(),
            features: BTreeSet::new(),
            enabled: BTreeSet::new(),
            passed_on: BTreeMap::new(),
            dependencies: BTreeMap::new(),
        })
    }

    /// Switches features on with what they imply; whether any of it is new.
    fn activate(&mut self, features: Vec<String>, default: bool) -> bool {
        let table = self.manifest.get("features").and_then(Value::as_table);
        let table = table.cloned().unwrap_or_default();
        let mut pending = features;
        if default {
            pending.push("default".to_owned());
        }
        let mut grew = false;
        while let Some(feature) = pending.pop() {
            if let Some(dependency) = feature.strip_prefix("dep:") {
                grew |= self.enabled.insert(dependency.to_owned());
            } else if let Some((dependency, feature)) = feature.split_once('/') {
                let name = dependency.trim_end_matches('?');
                if name == dependency {
                    grew |= self.enabled.insert(name.to_owned());
                }
                let passed_on = self.passed_on.entry(name.to_owned()).or_default();
                grew |= passed_on.insert(feature.to_owned());
            } else if let Some(implied) = table.get(&feature).and_then(Value::as_array) {
                if self.features.insert(feature) {
                    grew = true;
                    pending.extend(implied.iter().filter_map(Value::as_str).map(str::to_owned));
                }
            } else if feature != "default" {
                // An optional dependency is a feature of the same name.
                self.enabled.insert(feature.clone());
                grew |= self.features.insert(feature);
            }
        }
        grew
    }

    fn package(&self, key: &str) -> Option<&str> {
        self.manifest.get("package")?.get(key)?.as_str()
    }

    fn into_crate(self) -> StdCrate {
        let edition = self.package("edition").and_then(|text| text.parse().ok());
        let root = self
            .manifest
            .get("lib")
            .and_then(|lib| lib.get("path"))
            .and_then(Value::as_str);
        let name = self.package("name").unwrap_or_default().replace('-', "_");
        StdCrate {
            root: self.directory.join(root.unwrap_or("src/lib.rs")),
            edition: edition.unwrap_or(Edition::Edition2015),
            features: self.features.into_iter().collect(),
            dependencies: self.dependencies.into_iter().collect(),
            public: PUBLIC.contains(&name.as_str()),
            name,
        }
    }
}

struct Reader<'a> {
    library: &'a Path,
    triple: String,
    cfgs: Vec<Cfg>,
    dependencies: BTreeMap<String, PathBuf>,
    found: Vec<Found>,
    indices: HashMap<PathBuf, usize>,
}

impl Reader<'_> {
    /// Adds the package in `directory` with the given features to those it already has; `None` if
    /// there is none.
    fn visit(&mut self, directory: &Path, features: Vec<String>, default: bool) -> Option<usize> {
        let known = self.indices.get(directory).copied();
        let index = match known {
            Some(index) => index,
            None => {
                self.found.push(Found::new(directory)?);
                self.indices
                    .insert(directory.to_owned(), self.found.len() - 1);
                self.found.len() - 1
            }
        };
        let grew = self.found[index].activate(features, default);
        if grew || known.is_none() {
            self.follow_dependencies(index);
        }
        Some(index)
    }

    fn follow_dependencies(&mut self, index: usize) {
        for (name, specification) in self.dependencies(index) {
            let optional = specification.get("optional").and_then(Value::as_bool) == Some(true);
            if optional && !self.found[index].enabled.contains(&name) {
                continue;
            }
            let mut features: Vec<String> = specification
                .get("features")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|it| it.as_str().map(str::to_owned))
                .collect();
            features.extend(
                self.found[index]
                    .passed_on
                    .get(&name)
                    .into_iter()
                    .flatten()
                    .cloned(),
            );
            let default = specification
                .get("default-features")
                .and_then(Value::as_bool);
            let Some(directory) = self.directory(index, &name, &specification) else {
                continue;
            };
            if let Some(dependency) = self.visit(&directory, features, default != Some(false)) {
                self.found[index]
                    .dependencies
                    .insert(name.replace('-', "_"), dependency);
            }
        }
    }

    /// The dependencies for this target, by the name they are used under.
    fn dependencies(&self, index: usize) -> Vec<(String, Value)> {
        let manifest = &self.found[index].manifest;
        let for_target = manifest
            .get("target")
            .and_then(Value::as_table)
            .into_iter()
            .flatten()
            .filter(|(platform, _)| {
                platform
                    .parse::<Platform>()
                    .is_ok_and(|platform| platform.matches(&self.triple, &self.cfgs))
            })
            .filter_map(|(_, table)| table.get("dependencies"));
        manifest
            .get("dependencies")
            .into_iter()
            .chain(for_target)
            .filter_map(Value::as_table)
            .flatten()
            .map(|(name, specification)| (name.clone(), specification.clone()))
            .collect()
    }

    fn directory(&self, index: usize, name: &str, specification: &Value) -> Option<PathBuf> {
        if let Some(path) = specification.get("path").and_then(Value::as_str) {
            return Some(
                absolute(&self.found[index].directory.join(path))
                    .ok()?
                    .into(),
            );
        }
        let package = specification
            .get("package")
            .and_then(Value::as_str)
            .unwrap_or(name);
        // Vendored crates name `core` and its siblings by stand-ins, which the workspace patches.
        match package.strip_prefix("rustc-std-workspace-") {
            Some(real) => Some(self.library.join(real)),
            None => self.dependencies.get(package).cloned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_are_vendored_or_downloaded() {
        let directory = tempfile::tempdir().expect("a directory");
        let (library, home) = (
            directory.path().join("library"),
            directory.path().join("home"),
        );
        let write = |path: PathBuf, text: &str| {
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, text).expect("written");
        };
        let lock = "[[package]]\nname = \"map\"\nversion = \"0.2.1\"\n\n[[package]]\nname = \"std\"\nversion = \"0.0.0\"\n";
        write(library.join("Cargo.lock"), lock);
        let manifest = "[package]\nname = \"map\"\nversion = \"0.2.1\"\n";
        let registry = home.join("registry/src/registry-1");
        write(registry.join("map-0.2.0/Cargo.toml"), manifest);
        assert_eq!(
            dependencies(&library, Some(&home)),
            BTreeMap::new(),
            "another version"
        );
        write(registry.join("map-0.2.1/Cargo.toml"), manifest);
        let found = dependencies(&library, Some(&home));
        assert_eq!(
            found,
            BTreeMap::from([("map".to_owned(), registry.join("map-0.2.1"))])
        );
        let vendored = library.join("vendor/map");
        write(vendored.join("Cargo.toml"), manifest);
        let found = dependencies(&library, Some(&home));
        assert_eq!(found, BTreeMap::from([("map".to_owned(), vendored)]));
    }
}
