//! `ownlens/reported`: what others report about a document, so that the same error is not shown twice.

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{NumberOrString, Range, Uri, VersionedTextDocumentIdentifier};

use super::edit::Edit;
use super::session::Session;
use crate::facts::Span;

/// The parameters of `ownlens/reported`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportedParams {
    /// The document with the version that the ranges belong to.
    pub text_document: VersionedTextDocumentIdentifier,
    /// All that others report about it now.
    pub diagnostics: Vec<ReportedDiagnostic>,
}

/// A diagnostic of rustc or rust-analyzer: one of the protocol's, of which these fields are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedDiagnostic {
    /// Where it is shown.
    pub range: Range,
    /// What it is about: `E0382`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<NumberOrString>,
}

/// What others report about a document, with respect to its present text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reported(Vec<(String, Span)>);

impl Reported {
    /// Whether somebody reports an error with this code there.
    pub fn contains(&self, code: &str, at: Span) -> bool {
        let there = |span: &Span| span.start < at.end && at.start < span.end || *span == at;
        self.0
            .iter()
            .any(|(reported, span)| reported == code && there(span))
    }

    /// Follows an edit; what it touches is not reported any more.
    pub fn edit(&mut self, edit: Edit) {
        self.0.retain_mut(|(_, span)| {
            let shifted = edit.shifted(*span);
            *span = shifted.unwrap_or(*span);
            shifted.is_some()
        });
    }
}

/// Takes down what others report. Gives the document if that makes a difference to what is shown; of what is said
/// about another version of it nothing is known.
pub fn reported(session: &Session, params: &ReportedParams) -> Option<Uri> {
    let uri = &params.text_document.uri;
    let document = session.document(uri)?;
    if document.version != params.text_document.version {
        return None;
    }
    let reported = params.diagnostics.iter().filter_map(|it| {
        let Some(NumberOrString::String(code)) = &it.code else {
            return None;
        };
        let span = document.text.span(it.range, session.abilities.encoding)?;
        Some((code.clone(), span))
    });
    let reported = Reported(reported.collect());
    session.set_reported(uri, reported).then(|| uri.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    #[test]
    fn the_same_code_at_the_same_place() {
        let reported = Reported(vec![("E0382".to_owned(), span(5, 9))]);
        assert!(reported.contains("E0382", span(5, 9)));
        assert!(reported.contains("E0382", span(7, 12)));
        assert!(!reported.contains("E0382", span(9, 12)));
        assert!(!reported.contains("E0505", span(5, 9)));
    }

    #[test]
    fn what_is_reported_moves_with_the_text() {
        let mut reported = Reported(vec![
            ("E0382".to_owned(), span(5, 9)),
            ("E0505".to_owned(), span(20, 30)),
        ]);
        let edit = Edit {
            replaced: span(8, 8),
            inserted: 3,
        };
        reported.edit(edit);
        assert_eq!(reported, Reported(vec![("E0505".to_owned(), span(23, 33))]));
    }
}
