//! Source and types: packages, lone files and texts in memory, with the standard library they need.
//!
//! A [`Project`] owns rust-analyzer's database; [`Project::snapshot`] gives cheap views of it to other
//! threads. This module and `flow` are the only ones that name rust-analyzer's crates.

mod cargo;
mod durability;
mod error;
mod file_table;
mod files;
mod indexing;
mod json;
mod model_std;
mod nesting;
mod open;
mod options;
pub mod outline;
mod programs;
mod std_crates;
mod std_source;
mod toolchain;

use std::{
    any::Any,
    path::{Path, PathBuf},
    sync::Arc,
};

use ra_ap_base_db::{SourceDatabase, VfsPath, all_crates};
use ra_ap_hir_def::nameres::crate_def_map;
use ra_ap_ide_db::RootDatabase;
use rustc_hash::{FxHashMap, FxHashSet};
use salsa::{Cancelled, Database as _};

pub use error::{Notice, Progress, ProjectError};
pub use options::{Edition, Features, Options, StdChoice};
/// A file of a project. Ids are of one project only, and are never given to another file.
pub use ra_ap_base_db::FileId;

use file_table::FileTable;
use files::{Content, Text};

/// Whether a directory is that of a package, of a workspace, or of a project that `rust-project.json` describes.
pub fn has_manifest(directory: &Path) -> bool {
    // A text in memory has no directory.
    directory.is_absolute()
        && (directory.join("Cargo.toml").is_file() || json::within(directory).is_some())
}

/// A package, a workspace or a lone file, ready for analysis.
pub struct Project {
    db: RootDatabase,
    files: FileTable,
    root: PathBuf,
    /// Roots of the crates whose files are listed.
    targets: FxHashSet<FileId>,
    /// What the package depends on was left out.
    partial: bool,
    notices: Vec<Notice>,
}

impl Project {
    /// Opens the project that contains a `.rs` file, or the file alone where it is in no module tree of it; or the
    /// project in a directory. A project is what the nearest `rust-project.json` describes, where there is one,
    /// else a Cargo package or workspace.
    ///
    /// # Errors
    /// See [`ProjectError`]; what is missing but not fatal is among [`Project::notices`].
    pub fn open(
        path: &Path,
        options: &Options,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Project, ProjectError> {
        open::path(path, options, progress)
    }

    /// A lone file that exists in memory only; `name` stands for its path.
    ///
    /// # Errors
    /// See [`ProjectError`]: the standard library may be missing.
    pub fn from_text(name: &str, text: &str, options: &Options) -> Result<Project, ProjectError> {
        open::text(name, text, options)
    }

    /// The directory that printed file names are relative to: the package's, the workspace's, or a lone
    /// file's.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What is missing, and why.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The source files that the module trees of all targets reach, in order of path.
    pub fn sources(&self) -> Vec<FileId> {
        let db = &self.db;
        let mut files = FxHashSet::default();
        for &krate in all_crates(db).iter() {
            if self.targets.contains(&krate.data(db).root_file_id) {
                let modules = crate_def_map(db, krate).modules();
                let reached = modules.filter_map(|(_, module)| module.origin.file_id());
                files.extend(reached.map(|file| file.file_id(db)));
            }
        }
        let mut files: Vec<FileId> = files.into_iter().collect();
        files.sort_by_key(|&file| self.path(file));
        files
    }

    /// The file at a path, if the project contains it.
    pub fn file(&self, path: &Path) -> Option<FileId> {
        self.files.file(&vfs_path(path))
    }

    /// The path of a file.
    pub fn path(&self, file: FileId) -> Option<PathBuf> {
        let path = self.files.path(file)?;
        Some(match path.as_path() {
            Some(path) => path.to_path_buf().into(),
            None => PathBuf::from(path.to_string().trim_start_matches('/')),
        })
    }

    /// Lays a text over the file on the disk, or over none; `None` goes back to the disk. Waits until
    /// all snapshots are gone, which their next question makes them be: this thread must not hold one.
    pub fn set_text(&mut self, path: &Path, text: Option<String>) {
        let known = vfs_path(path);
        let text = text.map(Text::new).or_else(|| match files::read(path) {
            Ok(Content::Text(text)) => Some(text),
            Ok(Content::NotUtf8 | Content::TooLong) | Err(_) => None,
        });
        match text {
            Some(text) => _ = self.files.set(&known, text),
            None => self.files.remove(&known),
        }
        // Waits for the snapshots before the change takes the lock on the table of files: one of them
        // may need that lock to come to its end.
        self.db.trigger_cancellation();
        let change = self.files.take_change();
        let regrouped = change.roots.is_some();
        change.apply(&mut self.db);
        if regrouped {
            let files: Vec<FileId> = self.files.present().collect();
            durability::settle_directories(&mut self.db, &files);
        }
    }

    /// A view of the project as it is now, for any thread. A later change cancels what the view
    /// computes.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            db: self.db.clone(),
            originals: self.files.originals(),
            partial: self.partial,
        }
    }
}

/// A view of a [`Project`] at one point in time.
///
/// Once the project changes, whatever is asked of the view unwinds with [`salsa::Cancelled`], which
/// [`salsa::Cancelled::catch`] turns into an error.
#[derive(Clone)]
pub struct Snapshot {
    db: RootDatabase,
    originals: Arc<FxHashMap<FileId, Arc<str>>>,
    partial: bool,
}

impl Snapshot {
    /// Whether what the package depends on was left out ([`Options::without_dependencies`]).
    pub fn is_partial(&self) -> bool {
        self.partial
    }

    /// The database, for `flow`.
    pub(crate) fn db(&self) -> &RootDatabase {
        &self.db
    }

    /// A way to stop what this snapshot computes.
    pub(crate) fn interrupter(&self) -> Interrupter {
        Interrupter(self.db.cancellation_token())
    }

    /// Whether the text that is analysed is not the file's: without a byte order mark, and with `\n` only at the
    /// ends of lines.
    pub(crate) fn is_normalised(&self, file: FileId) -> bool {
        self.originals.contains_key(&file)
    }

    /// The file's text as it is on the disk or was set.
    pub fn text(&self, file: FileId) -> Arc<str> {
        match self.originals.get(&file) {
            Some(original) => original.clone(),
            None => (**self.db.file_text(file).text(&self.db)).into(),
        }
    }
}

/// Why a question to a [`Snapshot`] was not answered.
pub(crate) enum Unwound {
    /// The project was changed.
    Changed,
    /// [`Interrupter::interrupt`].
    Interrupted,
    /// Another thread was working on the answer and gave up.
    Elsewhere,
    /// A panic.
    Panic,
}

impl Unwound {
    /// From a panic's payload.
    pub(crate) fn new(panic: &(dyn Any + Send)) -> Unwound {
        match panic.downcast_ref() {
            Some(Cancelled::PendingWrite) => Unwound::Changed,
            Some(Cancelled::Local) => Unwound::Interrupted,
            Some(_) => Unwound::Elsewhere,
            None => Unwound::Panic,
        }
    }
}

/// Stops what one [`Snapshot`] computes, from another thread.
pub(crate) struct Interrupter(salsa::CancellationToken);

impl Interrupter {
    /// Makes the snapshot unwind at its next question. It is not to be used afterwards; clones of it may.
    pub(crate) fn interrupt(&self) {
        self.0.cancel();
    }

    /// Whether the snapshot was interrupted.
    pub(crate) fn was_used(&self) -> bool {
        self.0.is_cancelled()
    }
}

/// A path that cannot be made absolute names a text in memory.
fn vfs_path(path: &Path) -> VfsPath {
    match files::absolute(path) {
        Ok(full) if path.is_absolute() || path.exists() => VfsPath::from(full),
        _ => virtual_path(&path.to_string_lossy()),
    }
}

fn virtual_path(name: &str) -> VfsPath {
    VfsPath::new_virtual_path(format!("/{}", name.trim_start_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(path: &Path) -> Project {
        Project::open(path, &Options::default(), &mut |_| ()).expect("opens")
    }

    fn write(directory: &Path, name: &str, text: &str) {
        let path = directory.join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    }

    #[test]
    fn text_over_the_disk_and_back() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("demo.rs");
        std::fs::write(&path, "fn on_disk() {}").expect("written");
        let mut project = open(&path);
        let file = project.file(&path).expect("is there");
        assert_eq!(project.path(file), Some(path.clone()));
        assert_eq!(project.root(), directory.path());
        project.set_text(&path, Some("fn edited() {}".to_owned()));
        assert_eq!(&*project.snapshot().text(file), "fn edited() {}");
        project.set_text(&path, None);
        assert_eq!(&*project.snapshot().text(file), "fn on_disk() {}");
    }

    #[test]
    fn byte_order_mark_stays_in_the_text() {
        let project = Project::from_text("a.rs", "\u{feff}fn f() {}", &Options::default());
        let project = project.expect("opens");
        let file = project.sources()[0];
        let snapshot = project.snapshot();
        assert_eq!(&*snapshot.text(file), "\u{feff}fn f() {}");
        let all = crate::facts::Span::ALL;
        assert_eq!(crate::flow::bodies(snapshot.db(), file, all).len(), 1);
    }

    #[test]
    fn without_dependencies_no_error_is_judged() {
        let directory = tempfile::tempdir().expect("a directory");
        let write = |name: &str, text: &str| write(directory.path(), name, text);
        let manifest = "[package]\nname = \"NAME\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
        write("other/Cargo.toml", &manifest.replace("NAME", "other"));
        write("other/src/lib.rs", "pub fn keep<T>(_: T) {}");
        let depending = "[dependencies]\nother = { path = \"../other\" }\n";
        write(
            "own/Cargo.toml",
            &(manifest.replace("NAME", "own") + depending),
        );
        write(
            "own/src/main.rs",
            "fn main() { other::keep(1); let a = String::new(); drop(a); drop(a); }",
        );
        let errors = |without_dependencies: bool| {
            let options = Options {
                without_dependencies,
                ..Options::default()
            };
            let path = directory.path().join("own");
            let project = Project::open(&path, &options, &mut |_| ()).expect("opens");
            let file = project.file(&path.join("src/main.rs")).expect("is there");
            let facts = crate::engine::file_facts(&project.snapshot(), file).expect("is current");
            facts.judged_errors().count()
        };
        assert_eq!((errors(true), errors(false)), (0, 1));
    }

    #[test]
    fn lone_file_with_modules() {
        let directory = tempfile::tempdir().expect("a directory");
        let write = |name: &str, text: &str| write(directory.path(), name, text);
        write(
            "main.rs",
            "mod one; mod two { mod three; } #[path = \"odd name.rs\"] mod four; mod gone;",
        );
        write("one.rs", "mod five;");
        write("one/five.rs", "");
        write("two/three/mod.rs", "");
        write("odd name.rs", "");
        write("unrelated.rs", "");
        let project = open(&directory.path().join("main.rs"));
        let names: Vec<String> = project
            .sources()
            .into_iter()
            .filter_map(|file| project.path(file))
            .filter_map(|path| {
                Some(
                    path.strip_prefix(directory.path())
                        .ok()?
                        .display()
                        .to_string(),
                )
            })
            .collect();
        assert_eq!(
            names,
            [
                "main.rs",
                "odd name.rs",
                "one/five.rs",
                "one.rs",
                "two/three/mod.rs"
            ]
        );
    }
}
