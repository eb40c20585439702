//! `textDocument/hover`: what happens at a position, and why.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Hover, HoverContents, HoverParams};

use super::markup;
use super::session::{Known, Session};
use crate::engine::FileFacts;
use crate::explain::{self, Explanation};

/// The explanation of the smallest thing at a position; nothing where there is nothing to say. Waits
/// for the document's project.
pub async fn hover(session: &Session, params: HoverParams) -> Result<Option<Hover>> {
    let at = params.text_document_position_params;
    let uri = at.text_document.uri;
    let Some(document) = session.document(&uri) else {
        return Ok(None);
    };
    let Known::Facts(facts) = session.facts(&uri, &document, true).await? else {
        return Ok(None);
    };
    let encoding = session.abilities.encoding;
    let offset = document.text.offset(at.position, encoding);
    Ok(explanation(&facts, offset).map(|explanation| Hover {
        contents: HoverContents::Markup(markup::hover(session.abilities, &explanation)),
        range: Some(document.text.range(explanation.at, encoding)),
    }))
}

fn explanation(facts: &FileFacts, offset: u32) -> Option<Explanation> {
    let around = facts
        .bodies
        .iter()
        .filter(|body| body.range.touches(offset));
    // Of bodies within each other the inner one comes first.
    let mut around: Vec<_> = around.collect();
    around.sort_by_key(|body| body.range.len());
    around
        .iter()
        .find_map(|body| explain::explain(&body.facts, &facts.text, offset))
}
