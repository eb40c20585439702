//! Which inputs of the database are taken to change rarely.
//!
//! Answers that depend on such inputs alone are not looked at after an edit, until one of them changes.
//! rust-analyzer takes every file of the user's to change at any time, but only texts that are open do: a
//! text that was set once changes often from then on.

use ra_ap_base_db::{FileId, SourceDatabase};
use ra_ap_ide_db::RootDatabase;
use rustc_hash::FxHashSet;
use salsa::Durability;

/// Takes the texts of the user's files to change rarely, until they are set.
pub(super) fn settle_texts(db: &mut RootDatabase, files: &[FileId]) {
    for &file in files {
        let root = db.file_source_root(file).source_root_id(db);
        if !db.source_root(root).source_root(db).is_library {
            let text = db.file_text(file).text(db).clone();
            db.set_file_text_with_durability(file, &text, Durability::MEDIUM);
        }
    }
}

/// Takes the division of files into directories to change rarely.
pub(super) fn settle_directories(db: &mut RootDatabase, files: &[FileId]) {
    let mut roots = FxHashSet::default();
    for &file in files {
        let id = db.file_source_root(file).source_root_id(db);
        let root = db.source_root(id).source_root(db);
        if !root.is_library {
            db.set_file_source_root_with_durability(file, id, Durability::MEDIUM);
            if roots.insert(id) {
                db.set_source_root_with_durability(id, root, Durability::MEDIUM);
            }
        }
    }
}
