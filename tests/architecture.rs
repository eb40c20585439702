//! The invariants of `docs/architecture.md` that can be read off the source.

use std::fs;
use std::path::{Path, PathBuf};

/// A name and the only rooms (directories or files of `server/src`) that may use it.
const RESERVED: [(&str, &[&str]); 7] = [
    ("ra_ap_", &["project", "flow"]),
    ("salsa", &["project", "flow", "engine.rs"]),
    ("tower_lsp", &["lsp"]),
    ("ls_types", &["lsp"]),
    ("dashmap", &["lsp"]),
    ("annotate_snippets", &["explain/terminal.rs", "report"]),
    ("clap", &["main.rs", "command"]),
];

/// A room, and the rooms of the crate that it may use besides itself.
const DEPENDS: [(&str, &[&str]); 3] = [
    ("facts", &[]),
    ("ownership", &["facts", "flow::graph", "flow::Origin"]),
    ("explain", &["facts", "project::outline"]),
];

struct Source {
    /// Relative to `server/src`, with `/`.
    path: String,
    /// Without comments.
    code: String,
}

impl Source {
    fn is_in(&self, room: &str) -> bool {
        self.path
            .strip_prefix(room)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    let mut directories = vec![root.clone()];
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(&directory).expect("a directory") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                directories.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                sources.push(source(&root, path));
            }
        }
    }
    sources
}

fn source(root: &Path, path: PathBuf) -> Source {
    let text = fs::read_to_string(&path).expect("UTF-8");
    let code = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    let relative = path.strip_prefix(root).expect("below the root");
    let names = relative.iter().map(|it| it.to_str().expect("UTF-8"));
    Source {
        path: names.collect::<Vec<_>>().join("/"),
        code: code.collect::<Vec<_>>().join("\n"),
    }
}

#[test]
fn libraries_stay_in_their_rooms() {
    let sources = sources();
    for (name, rooms) in RESERVED {
        let (inside, outside): (Vec<&Source>, Vec<&Source>) = sources
            .iter()
            .filter(|source| source.code.contains(name))
            .partition(|source| rooms.iter().any(|room| source.is_in(room)));
        assert!(
            !inside.is_empty(),
            "nothing uses `{name}` any more: drop the rule"
        );
        let outside: Vec<&str> = outside.iter().map(|source| source.path.as_str()).collect();
        assert!(
            outside.is_empty(),
            "`{name}` belongs to {rooms:?} but is named in {outside:?}"
        );
    }
}

#[test]
fn rooms_see_only_what_they_stand_on() {
    let sources = sources();
    for (room, allowed) in DEPENDS {
        for source in sources.iter().filter(|source| source.is_in(room)) {
            for (at, start) in source.code.match_indices("crate::") {
                let used = &source.code[at + start.len()..];
                let fits = allowed
                    .iter()
                    .chain([&room])
                    .any(|name| used.starts_with(name));
                let line = used.lines().next().unwrap_or_default();
                assert!(
                    fits,
                    "{} uses crate::{line}, allowed are {allowed:?}",
                    source.path
                );
            }
        }
    }
}

#[test]
fn there_is_no_unsafe_code() {
    // The model of the standard library is text that is analysed, not code that runs.
    let model = |source: &Source| source.path.starts_with("project/model_std/");
    for source in sources().into_iter().filter(|source| !model(source)) {
        let found = source.code.contains("unsafe {") || source.code.contains("unsafe impl");
        assert!(!found, "{}", source.path);
    }
}
