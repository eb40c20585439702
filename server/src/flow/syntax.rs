//! Where a file does not parse.

use ra_ap_base_db::{FileId, relevant_crates};
use ra_ap_hir_expand::EditionedFileId;
use ra_ap_ide_db::RootDatabase;
use ra_ap_span::Edition;

use crate::facts::Span;

/// The syntax errors of a file, in no particular order; empty where it parses.
pub fn syntax_errors(db: &RootDatabase, file: FileId) -> Vec<Span> {
    let krate = relevant_crates(db, file).first().copied();
    let edition = krate.map_or(Edition::CURRENT, |krate| krate.data(db).edition);
    let errors = EditionedFileId::new(db, file, edition).parse_errors(db);
    let spans = errors.unwrap_or_default().iter().map(|error| {
        let range = error.range();
        Span {
            start: range.start().into(),
            end: range.end().into(),
        }
    });
    spans.collect()
}
