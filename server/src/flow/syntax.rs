//! The syntax of a file, and where it does not parse.

use ra_ap_base_db::{FileId, relevant_crates};
use ra_ap_hir_expand::EditionedFileId;
use ra_ap_ide_db::RootDatabase;
use ra_ap_span::Edition;
use ra_ap_syntax::{Parse, SourceFile};

use crate::facts::Span;

/// The syntax of a file's analysed text.
pub fn syntax(db: &RootDatabase, file: FileId) -> Parse<SourceFile> {
    editioned(db, file).parse(db)
}

/// The syntax errors of a file, in no particular order; empty where it parses.
pub fn syntax_errors(db: &RootDatabase, file: FileId) -> Vec<Span> {
    let errors = editioned(db, file).parse_errors(db);
    let spans = errors.unwrap_or_default().iter().map(|error| {
        let range = error.range();
        Span {
            start: range.start().into(),
            end: range.end().into(),
        }
    });
    spans.collect()
}

/// The file in the edition of its crate.
fn editioned(db: &RootDatabase, file: FileId) -> EditionedFileId {
    let krate = relevant_crates(db, file).first().copied();
    let edition = krate.map_or(Edition::CURRENT, |krate| krate.data(db).edition);
    EditionedFileId::new(db, file, edition)
}
