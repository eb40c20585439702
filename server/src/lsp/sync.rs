//! Documents that are opened, changed and closed.
//!
//! None of these functions waits, so each runs as a whole when its message arrives: see
//! [`super::transport`].

use tower_lsp::ls_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, Uri,
};

use super::document::{ChangeError, Document};
use super::session::Session;
use super::text::Text;
use super::workspace::file;

/// From now on the document's text is the client's, whatever the disk says. Documents in other
/// languages are left alone.
pub fn open(session: &Session, params: DidOpenTextDocumentParams) {
    let item = params.text_document;
    if item.language_id == "rust" || item.uri.path().as_str().ends_with(".rs") {
        set(
            session,
            &item.uri,
            Document {
                version: item.version,
                text: Text::new(item.text),
            },
        );
    }
}

/// Applies edits. A change that does not follow the document's version is left out with a warning.
/// After one that makes no sense nobody knows the text any more, and the document is left alone until
/// it is opened again.
pub fn change(session: &Session, params: &DidChangeTextDocumentParams) {
    let uri = &params.text_document.uri;
    let Some(document) = session.document(uri) else {
        return;
    };
    let version = params.text_document.version;
    match document.changed(version, &params.content_changes, session.abilities.encoding) {
        Ok((changed, edits)) => {
            set(session, uri, changed.clone());
            session.edited(uri, &document, &changed, &edits);
        }
        Err(error @ ChangeError::Stale { .. }) => {
            tracing::warn!("{}: a change is left out: {error}", uri.as_str());
        }
        Err(error @ ChangeError::Reversed) => {
            tracing::error!("{}: closed after a wrong change: {error}", uri.as_str());
            forget(session, uri);
        }
    }
}

/// The disk's text counts again.
pub fn close(session: &Session, params: &DidCloseTextDocumentParams) {
    forget(session, &params.text_document.uri);
}

/// The text was here before; what is new is that there may be a file now.
pub fn save(session: &Session, params: &DidSaveTextDocumentParams) {
    session
        .workspace
        .disk_changed(file(&params.text_document.uri).into_iter().collect());
}

fn set(session: &Session, uri: &Uri, document: Document) {
    session
        .workspace
        .set_text(uri, document.text.contents().clone());
    session.documents.insert(uri.clone(), document);
}

fn forget(session: &Session, uri: &Uri) {
    if session.documents.remove(uri).is_some() {
        session.forget(uri);
        session.workspace.close(uri);
    }
}
