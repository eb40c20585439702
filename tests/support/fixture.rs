//! The fixtures: programs under `fixtures/` with their `//@` headers.

use std::path::{Path, PathBuf};

/// One program of `fixtures/`.
pub struct Fixture {
    /// File name without `.rs`.
    pub name: String,
    pub path: PathBuf,
    pub text: String,
    /// `//@ edition: 2018` or `2024`; 2021 without a header.
    pub edition: String,
    /// `//@ check: copies`: copies are listed beneath the lines, too.
    pub copies: bool,
    /// `//@ check: regions`: the lines on which loans are live are listed, too.
    pub regions: bool,
}

/// The directory that holds the fixtures; `FIXTURES` in the environment names another one.
pub fn directory() -> PathBuf {
    match std::env::var_os("FIXTURES") {
        Some(directory) => PathBuf::from(directory),
        None => repository().join("fixtures"),
    }
}

/// The workspace's root.
pub fn repository() -> PathBuf {
    let server = Path::new(env!("CARGO_MANIFEST_DIR"));
    server.parent().unwrap_or(server).to_path_buf()
}

/// All fixtures, sorted by name. `FIXTURE=name` in the environment leaves only that one.
///
/// # Panics
/// If the directory or a file cannot be read, or a header is unknown: a misspelt header must not go
/// unnoticed.
pub fn all() -> Vec<Fixture> {
    let only = std::env::var("FIXTURE").ok();
    let entries = std::fs::read_dir(directory()).expect("the fixtures' directory");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry of it").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    paths.sort();
    let fixtures = paths.into_iter().map(|path| read(&path));
    fixtures
        .filter(|fixture| only.as_ref().is_none_or(|name| *name == fixture.name))
        .collect()
}

fn read(path: &Path) -> Fixture {
    let text =
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let name = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let mut fixture = Fixture {
        name,
        path: path.to_path_buf(),
        text,
        edition: String::from("2021"),
        copies: false,
        regions: false,
    };
    for header in fixture
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("//@ "))
    {
        match header.split_once(": ") {
            Some(("edition", edition)) => fixture.edition = String::from(edition),
            Some(("check", "copies")) => fixture.copies = true,
            Some(("check", "regions")) => fixture.regions = true,
            _ => panic!("{}: unknown header `//@ {header}`", path.display()),
        }
    }
    fixture
}
