//! Where a document's text lives.

use std::path::{Path, PathBuf};

use tower_lsp::ls_types::Uri;

use crate::project::has_manifest;

/// What a URI names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A file.
    Disk(PathBuf),
    /// A text that exists in the editor alone; the path is the URI as it stands.
    Memory(PathBuf),
}

impl Location {
    /// A `file:` URI names a file if there is one; any other, `untitled:` above all, a text without.
    pub fn new(uri: &Uri) -> Location {
        match file(uri).filter(|path| path.is_file()) {
            Some(path) => Location::Disk(path),
            None => Location::Memory(PathBuf::from(uri.as_str())),
        }
    }

    /// The path under which a project knows the text.
    pub fn path(&self) -> &Path {
        match self {
            Location::Disk(path) | Location::Memory(path) => path,
        }
    }

    /// The nearest directory above the file that holds a manifest: Cargo's or `rust-project.json`.
    pub fn package(&self) -> Option<&Path> {
        match self {
            Location::Disk(path) => path.ancestors().skip(1).find(|above| has_manifest(above)),
            Location::Memory(_) => None,
        }
    }
}

/// The path that a `file:` URI names.
pub fn file(uri: &Uri) -> Option<PathBuf> {
    let named = uri.scheme().as_str().eq_ignore_ascii_case("file");
    let path = uri
        .to_file_path()
        .filter(|path| named && path.is_absolute())?;
    Some(path.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn only_file_uris_name_files() {
        let path = |uri: &str| file(&uri.parse().unwrap());
        assert_eq!(path("file:///a/b%20c.rs"), Some(PathBuf::from("/a/b c.rs")));
        assert_eq!(
            path("FILE:///a/%C3%A9.rs"),
            Some(PathBuf::from("/a/\u{e9}.rs"))
        );
        for uri in ["untitled:Untitled-1", "git:/a/b.rs?ref=HEAD", "file:"] {
            assert_eq!(path(uri), None, "{uri}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_file_that_is_not_there_is_a_text_in_memory() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("new.rs");
        let uri: Uri = format!("file://{}", path.display()).parse().unwrap();
        assert_eq!(
            Location::new(&uri),
            Location::Memory(PathBuf::from(uri.as_str()))
        );
        std::fs::write(&path, "").unwrap();
        assert_eq!(Location::new(&uri), Location::Disk(path));
    }

    #[test]
    fn the_nearest_manifest_counts() {
        let outer = tempfile::tempdir().unwrap();
        let inner = outer.path().join("inner/src");
        std::fs::create_dir_all(&inner).unwrap();
        let file = Location::Disk(inner.join("lib.rs"));
        std::fs::write(outer.path().join("Cargo.toml"), "").unwrap();
        assert_eq!(file.package(), Some(outer.path()));
        std::fs::write(outer.path().join("inner/Cargo.toml"), "").unwrap();
        assert_eq!(file.package(), inner.parent());
    }
}
