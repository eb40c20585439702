//! `ownlens/timeline`: a picture of who owns what in the function at a position.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{Position, Range, TextDocumentIdentifier};

use super::code_lens::innermost;
use super::encoding::Encoding;
use super::session::{Known, Session};
use super::text::Text;
use crate::facts::Span;
use crate::report::{self, Positions};

/// The parameters of `ownlens/timeline`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TimelineParams {
    /// The document.
    pub text_document: TextDocumentIdentifier,
    /// A place in the function.
    pub position: Position,
    /// The version of the document that the position belongs to.
    pub version: i32,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Timeline {
    /// The version of the document that the picture is of.
    pub version: i32,
    /// The path of the function.
    pub function: String,
    /// All of the function.
    pub range: Range,
    /// The picture.
    pub svg: String,
}

/// The picture of the innermost body around a position; nothing where there is none. Waits for the document's
/// project.
pub async fn timeline(session: &Session, params: TimelineParams) -> Result<Option<Timeline>> {
    let uri = params.text_document.uri;
    let Some(document) = session.document(&uri) else {
        return Ok(None);
    };
    if document.version != params.version {
        return Err(Error::content_modified());
    }
    let encoding = session.abilities.encoding;
    let offset = document.text.offset(params.position, encoding);
    let around = Span {
        start: offset,
        end: offset,
    };
    let Known::Facts(facts) = session.facts(&uri, &document, around, true).await? else {
        return Ok(None);
    };
    let Some(body) = innermost(&facts, offset) else {
        return Ok(None);
    };
    let places = Places {
        text: &document.text,
        encoding,
    };
    let svg = report::timeline(&body.facts, &facts.text, body.range, &places);
    Ok(Some(Timeline {
        version: document.version,
        function: body.facts.name.clone(),
        range: document.text.range(body.range, encoding),
        svg,
    }))
}

/// Positions as the client counts them.
struct Places<'a> {
    text: &'a Text,
    encoding: Encoding,
}

impl Positions for Places<'_> {
    fn range_of(&self, span: Span) -> [u32; 4] {
        let Range { start, end } = self.text.range(span, self.encoding);
        [start.line, start.character, end.line, end.character]
    }

    fn line_start(&self, line: u32) -> u32 {
        let start = Position { line, character: 0 };
        self.text.offset(start, self.encoding)
    }
}
