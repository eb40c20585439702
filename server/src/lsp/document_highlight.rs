//! `textDocument/documentHighlight`: the regions of the value at a position, for clients that cannot draw
//! `ownlens/regions`.

use tower_lsp::Client;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, Registration, Unregistration,
};

use super::regions::{found, point};
use super::session::Session;
use crate::explain::{PointKind, State};

/// The name of the registration and the method.
const METHOD: &str = "textDocument/documentHighlight";

/// Where the value is owned (as text), borrowed (as reads) and mutably borrowed (as writes), and where it is moved,
/// assigned and dropped. Waits for the document's project.
pub async fn highlights(
    session: &Session,
    params: DocumentHighlightParams,
) -> Result<Option<Vec<DocumentHighlight>>> {
    let at = params.text_document_position_params;
    let settings = session.settings();
    let Some(document) = session.document(&at.text_document.uri) else {
        return Ok(None);
    };
    if !settings.highlight {
        return Ok(None);
    }
    let encoding = session.abilities.encoding;
    let offset = document.text.offset(at.position, encoding);
    let uri = &at.text_document.uri;
    let Some((regions, _)) = found(session, uri, &document, point(offset)).await? else {
        return Ok(None);
    };
    let held = regions.regions.iter().filter_map(|region| {
        let kind = match region.state {
            State::Owned => DocumentHighlightKind::TEXT,
            State::Shared => DocumentHighlightKind::READ,
            State::Mutable => DocumentHighlightKind::WRITE,
            // There is no kind that would tell them from what is owned.
            State::Moved | State::Maybe => return None,
            // All of the function.
            State::Lifetime => return None,
        };
        Some(region.spans.iter().map(move |&span| (span, kind)))
    });
    let held = held.flatten();
    let happens = regions.points.iter().filter_map(|point| {
        let kind = match point.kind {
            PointKind::Move | PointKind::Drop => DocumentHighlightKind::TEXT,
            PointKind::Assign => DocumentHighlightKind::WRITE,
            // They are ends of a region.
            _ => return None,
        };
        Some((point.at, kind))
    });
    let shaped = held.chain(happens).map(|(span, kind)| DocumentHighlight {
        range: document.text.range(span, encoding),
        kind: Some(kind),
    });
    Ok(Some(shaped.collect()))
}

/// Offers highlights, or withdraws them, if the setting says otherwise than before: as long as they are off, the
/// client asks nobody but others for them.
pub async fn register(client: &Client, session: &Session) {
    let wanted = session.settings().highlight;
    if !session.abilities.watch_highlight || !session.set_highlight_offered(wanted) {
        return;
    }
    let id = "ownlens.highlight".to_owned();
    let method = METHOD.to_owned();
    let answer = match wanted {
        true => {
            let register_options = Some(serde_json::json!({
                "documentSelector": [{"language": "rust"}],
            }));
            let registration = Registration {
                id,
                method,
                register_options,
            };
            client.register_capability(vec![registration]).await
        }
        false => {
            let unregistration = Unregistration { id, method };
            client.unregister_capability(vec![unregistration]).await
        }
    };
    if let Err(error) = answer {
        tracing::warn!("the client does not know about highlights: {error}");
    }
}
