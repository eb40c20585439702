//! An open document: its text as the client has it, and the version of that text.

use thiserror::Error;
use tower_lsp::ls_types::TextDocumentContentChangeEvent;

use super::edit::Edit;
use super::encoding::Encoding;
use super::text::Text;

/// A document between `didOpen` and `didClose`. A change makes a new one, so whoever holds a clone
/// keeps a text that belongs to its version.
#[derive(Debug, Clone)]
pub struct Document {
    /// The version that the client gave.
    pub version: i32,
    /// The text at that version.
    pub text: Text,
}

/// Why a change was not applied.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ChangeError {
    /// The version is not above the one that the document has: a repetition, or out of order.
    #[error("version {got} follows version {have}")]
    Stale {
        /// The document's version.
        have: i32,
        /// The change's.
        got: i32,
    },
    /// A range ends before it starts.
    #[error("the range of an edit ends before it starts")]
    Reversed,
}

impl Document {
    /// The document after a `didChange`, with what the changes did to offsets. Versions must rise but may
    /// skip numbers; the changes of one notification apply one after the other, each to the text that the
    /// one before left.
    ///
    /// # Errors
    ///
    /// See [`ChangeError`]; nothing is applied then.
    pub fn changed(
        &self,
        version: i32,
        changes: &[TextDocumentContentChangeEvent],
        encoding: Encoding,
    ) -> Result<(Document, Vec<Edit>), ChangeError> {
        if version <= self.version {
            return Err(ChangeError::Stale {
                have: self.version,
                got: version,
            });
        }
        let mut text = self.text.clone();
        let mut edits = Vec::with_capacity(changes.len());
        for change in changes {
            let (changed, edit) = apply(&text, change, encoding)?;
            text = changed;
            edits.push(edit);
        }
        Ok((Document { version, text }, edits))
    }
}

fn apply(
    text: &Text,
    change: &TextDocumentContentChangeEvent,
    encoding: Encoding,
) -> Result<(Text, Edit), ChangeError> {
    let Some(range) = change.range else {
        let edit = Edit::between(text.contents(), &change.text);
        return Ok((Text::new(change.text.as_str()), edit));
    };
    let span = text.span(range, encoding).ok_or(ChangeError::Reversed)?;
    let (before, after) = (span.start as usize, span.end as usize);
    let contents = text.contents();
    let changed = Text::new([&contents[..before], &change.text, &contents[after..]].concat());
    let edit = Edit {
        replaced: span,
        inserted: change.text.len() as u32,
    };
    Ok((changed, edit))
}

#[cfg(test)]
mod tests {
    use tower_lsp::ls_types::{Position, Range};

    use super::*;

    fn document(text: &str) -> Document {
        Document {
            version: 1,
            text: Text::new(text),
        }
    }

    fn replace(from: (u32, u32), to: (u32, u32), text: &str) -> TextDocumentContentChangeEvent {
        let at = |(line, character)| Position { line, character };
        let range = Some(Range {
            start: at(from),
            end: at(to),
        });
        TextDocumentContentChangeEvent {
            range,
            range_length: None,
            text: text.to_owned(),
        }
    }

    fn whole(text: &str) -> TextDocumentContentChangeEvent {
        TextDocumentContentChangeEvent {
            range: None,
            range_length: None,
            text: text.to_owned(),
        }
    }

    #[test]
    fn changes_build_on_each_other() {
        let changes = [
            replace((0, 0), (0, 0), "\u{1F980}\r\n"),
            replace((1, 1), (1, 2), "XY"),
            replace((0, 2), (1, 0), ""),
        ];
        let (changed, edits) = document("abc")
            .changed(2, &changes, Encoding::Utf16)
            .unwrap();
        assert_eq!(edits.len(), 3);
        assert_eq!(&**changed.text.contents(), "\u{1F980}aXYc");
        assert_eq!(changed.version, 2);
    }

    #[test]
    fn a_whole_text_may_stand_between_edits() {
        let changes = [
            replace((0, 0), (0, 1), ""),
            whole("xyz"),
            replace((0, 3), (0, 3), "!"),
        ];
        let (changed, _) = document("abc")
            .changed(7, &changes, Encoding::Utf8)
            .unwrap();
        assert_eq!(&**changed.text.contents(), "xyz!");
    }

    #[test]
    fn versions_must_rise() {
        let document = document("abc");
        for version in [1, 0, -5] {
            let error = document
                .changed(version, &[whole("x")], Encoding::Utf8)
                .unwrap_err();
            assert_eq!(
                error,
                ChangeError::Stale {
                    have: 1,
                    got: version
                }
            );
        }
    }

    #[test]
    fn a_reversed_range_changes_nothing() {
        let changes = [whole("xyz"), replace((0, 2), (0, 1), "")];
        let error = document("abc")
            .changed(2, &changes, Encoding::Utf8)
            .unwrap_err();
        assert_eq!(error, ChangeError::Reversed);
    }
}
