//! The files of a project: their ids, their texts on the way to the database, and the directories
//! within which they resolve each other's paths.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use ra_ap_base_db::{FileChange, FileId, FileSet, SourceRoot, VfsPath};
use ra_ap_paths::{AbsPath, AbsPathBuf};
use ra_ap_syntax::{Edition, SourceFile};
use ra_ap_vfs::file_set::FileSetConfig;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    error::Notice,
    files::{self, Content, LeftOut, Text},
};

/// See the module.
#[derive(Default)]
pub(super) struct FileTable {
    ids: FxHashMap<VfsPath, FileId>,
    paths: Vec<VfsPath>,
    present: FxHashSet<FileId>,
    /// Files came or went since the last change was taken.
    regroup: bool,
    pending: FxHashMap<FileId, String>,
    directories: Vec<Directories>,
    originals: Arc<FxHashMap<FileId, Arc<str>>>,
    notices: Vec<Notice>,
}

/// Directories whose files resolve each other's paths.
struct Directories {
    paths: Vec<VfsPath>,
    /// The user edits them.
    local: bool,
}

impl FileTable {
    /// Says that files below these directories resolve each other's paths, and whether the user edits
    /// them. Of nested directories the innermost counts.
    pub(super) fn add_directories(&mut self, paths: Vec<VfsPath>, local: bool) {
        self.directories.push(Directories { paths, local });
    }

    /// Reads all Rust files below a directory that have not been read yet.
    pub(super) fn read_directory(&mut self, directory: &Path, skip: &FxHashSet<PathBuf>) {
        for path in files::rust_files(directory, skip) {
            if let Ok(path) = files::absolute(&path) {
                self.read(&path);
            }
        }
    }

    /// Reads a file that has not been read yet; `None` if that is impossible.
    pub(super) fn read(&mut self, path: &AbsPath) -> Option<FileId> {
        let known = VfsPath::from(path.to_path_buf());
        if let Some(file) = self.file(&known) {
            return Some(file);
        }
        match files::read(path.as_ref()).ok()? {
            Content::Text(text) => Some(self.set(&known, text)),
            Content::NotUtf8 => {
                self.notices
                    .push(Notice::NotUtf8(path.to_path_buf().into()));
                None
            }
            Content::TooLong => {
                self.notices
                    .push(Notice::TooLong(path.to_path_buf().into()));
                None
            }
        }
    }

    /// Reads the files that the `mod name;` items of a file just read name, and so on.
    pub(super) fn read_modules(&mut self, root: &AbsPathBuf) {
        let mut unread = vec![root.clone()];
        while let Some(path) = unread.pop() {
            let file = self.file(&VfsPath::from(path.clone()));
            let Some(text) = file.and_then(|file| self.pending.get(&file)) else {
                continue;
            };
            let tree = SourceFile::parse(text, Edition::CURRENT).tree();
            for named in files::module_files(&path, &tree, path == *root, |_| true) {
                let new = self.file(&VfsPath::from(named.clone())).is_none();
                if new && self.read(&named).is_some() {
                    unread.push(named);
                }
            }
        }
    }

    /// Sets a file's text.
    pub(super) fn set(&mut self, path: &VfsPath, text: Text) -> FileId {
        let file = self.id(path);
        self.regroup |= self.present.insert(file);
        let originals = Arc::make_mut(&mut self.originals);
        match text.original {
            Some(original) => originals.insert(file, original.into()),
            None => originals.remove(&file),
        };
        if let Some(why) = text.left_out {
            let path = path.as_path().map(|it| it.to_path_buf().into());
            let path = path.unwrap_or_default();
            self.notices.push(match why {
                LeftOut::TooDeep => Notice::TooDeep(path),
                LeftOut::TooLong => Notice::TooLong(path),
            });
        }
        self.pending.insert(file, text.text);
        file
    }

    /// Says that a file is gone.
    pub(super) fn remove(&mut self, path: &VfsPath) {
        if let Some(file) = self.file(path) {
            self.present.remove(&file);
            self.pending.insert(file, String::new());
            self.regroup = true;
        }
    }

    /// The file at a path, if there is one.
    pub(super) fn file(&self, path: &VfsPath) -> Option<FileId> {
        self.ids
            .get(path)
            .copied()
            .filter(|file| self.present.contains(file))
    }

    /// The files that are there, in no particular order.
    pub(super) fn present(&self) -> impl Iterator<Item = FileId> {
        self.present.iter().copied()
    }

    /// The path of a file that was set or read.
    pub(super) fn path(&self, file: FileId) -> Option<&VfsPath> {
        self.paths.get(file.index() as usize)
    }

    /// The texts of files for which the database holds another.
    pub(super) fn originals(&self) -> Arc<FxHashMap<FileId, Arc<str>>> {
        self.originals.clone()
    }

    /// What could not be read since the last call.
    pub(super) fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// Everything that is not in the database yet.
    pub(super) fn take_change(&mut self) -> FileChange {
        let mut change = FileChange::default();
        // A file that is gone keeps its source root, so that its text can be reset.
        if std::mem::take(&mut self.regroup) {
            change.set_roots(self.source_roots());
        }
        for (file, text) in std::mem::take(&mut self.pending) {
            change.change_file(file, Some(text));
        }
        change
    }

    fn id(&mut self, path: &VfsPath) -> FileId {
        if let Some(&file) = self.ids.get(path) {
            return file;
        }
        let file = FileId::from_raw(self.paths.len() as u32);
        self.paths.push(path.clone());
        self.ids.insert(path.clone(), file);
        file
    }

    fn source_roots(&self) -> Vec<SourceRoot> {
        let mut sets = FileSetConfig::builder();
        for directories in &self.directories {
            sets.add_file_set(directories.paths.clone());
        }
        let sets = sets.build();
        let mut files = vec![FileSet::default(); self.directories.len() + 1];
        for (index, path) in self.paths.iter().enumerate() {
            let file = FileId::from_raw(index as u32);
            if self.present.contains(&file) {
                let set = sets.classify_path(path).unwrap_or(self.directories.len());
                files[set].insert(file, path.clone());
            }
        }
        // Files outside all directories are the user's.
        let local = self.directories.iter().map(|it| it.local).chain([true]);
        files
            .into_iter()
            .zip(local)
            .map(|(set, local)| {
                if local {
                    SourceRoot::new_local(set)
                } else {
                    SourceRoot::new_library(set)
                }
            })
            .collect()
    }
}
