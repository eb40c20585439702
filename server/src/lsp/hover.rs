//! `textDocument/hover`.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Hover, HoverParams};

use super::session::{Known, Session};

/// What happens at a position and why. Waits for the document's project.
pub async fn hover(session: &Session, params: HoverParams) -> Result<Option<Hover>> {
    let at = params.text_document_position_params;
    let uri = at.text_document.uri;
    let Some(document) = session.document(&uri) else { return Ok(None) };
    let Known::Facts(facts) = session.facts(&uri, &document, true).await? else { return Ok(None) };
    let _ = facts;
    Ok(None)
}
