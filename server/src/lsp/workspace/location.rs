//! Where a document's text lives.

use std::path::{Path, PathBuf};

use tower_lsp::ls_types::Uri;

/// What a URI names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A file, which need not exist yet.
    Disk(PathBuf),
    /// A text that exists in the editor alone; the path is the URI as it stands.
    Memory(PathBuf),
}

impl Location {
    /// A `file:` URI names a file; any other, `untitled:` above all, a text without one.
    pub fn new(uri: &Uri) -> Location {
        let file = uri.scheme().as_str().eq_ignore_ascii_case("file");
        match uri.to_file_path().filter(|path| file && path.is_absolute()) {
            Some(path) => Location::Disk(path.into_owned()),
            None => Location::Memory(PathBuf::from(uri.as_str())),
        }
    }

    /// The path under which a project knows the text.
    pub fn path(&self) -> &Path {
        match self {
            Location::Disk(path) | Location::Memory(path) => path,
        }
    }

    /// The nearest directory above the file that holds a manifest.
    pub fn package(&self) -> Option<&Path> {
        match self {
            Location::Disk(path) => {
                path.ancestors().skip(1).find(|above| above.join("Cargo.toml").is_file())
            }
            Location::Memory(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn location(uri: &str) -> Location {
        Location::new(&uri.parse().unwrap())
    }

    #[test]
    #[cfg(unix)]
    fn only_file_uris_name_files() {
        let disk = |path: &str| Location::Disk(PathBuf::from(path));
        assert_eq!(location("file:///a/b%20c.rs"), disk("/a/b c.rs"));
        assert_eq!(location("FILE:///a/%C3%A9.rs"), disk("/a/\u{e9}.rs"));
        for uri in ["untitled:Untitled-1", "git:/a/b.rs?ref=HEAD", "file:"] {
            assert_eq!(location(uri), Location::Memory(PathBuf::from(uri)));
        }
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
