//! `textDocument/diagnostic` and `textDocument/publishDiagnostics`: ownership errors, each with the steps that
//! led to it.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity,
    DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
    FullDocumentDiagnosticReport, Location, NumberOrString, RelatedFullDocumentDiagnosticReport,
    Uri,
};
use tower_lsp::{Client, jsonrpc};

use super::announce;
use super::document::Document;
use super::session::{Known, Session};
use crate::explain::errors::{Complaint, complaint};
use crate::facts::Span;

/// What the diagnostics say who they are from.
pub const SOURCE: &str = "ownlens";

/// The errors of a document, for a client that asks.
pub async fn pull(
    session: &Session,
    params: DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReportResult> {
    let uri = params.text_document.uri;
    let items = match session.document(&uri) {
        Some(document) => items(session, &uri, &document).await?,
        None => Vec::new(),
    };
    let report = RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport {
            result_id: None,
            items,
        },
    };
    Ok(DocumentDiagnosticReportResult::Report(
        DocumentDiagnosticReport::Full(report),
    ))
}

/// How long nothing is sent after an edit, since another one may follow.
const PAUSE: Duration = Duration::from_millis(100);

/// A document was opened, edited or closed: sends its errors to a client that does not ask.
pub fn after_edit(client: &Client, session: &Arc<Session>, uri: Uri) {
    if session.abilities.pull_diagnostics {
        return;
    }
    let (client, session) = (client.clone(), session.clone());
    let version = session.document(&uri).map(|it| it.version);
    tokio::spawn(async move {
        tokio::time::sleep(PAUSE).await;
        if session.document(&uri).map(|it| it.version) == version {
            push(&client, &session, uri).await;
        }
    });
}

/// Sends the errors of all documents to a client that does not ask, each time that `changed` is notified.
pub async fn follow(client: Client, session: Arc<Session>, changed: Arc<Notify>) {
    loop {
        changed.notified().await;
        push_all(&client, &session).await;
    }
}

/// Sends the errors of all documents to a client that does not ask.
pub async fn push_all(client: &Client, session: &Session) {
    if session.abilities.pull_diagnostics {
        return;
    }
    let open = session.documents.iter();
    let open: Vec<Uri> = open.map(|entry| entry.key().clone()).collect();
    for uri in open {
        push(client, session, uri).await;
    }
}

/// Something else than the text of a document changed what is to be shown about it.
pub async fn again(client: &Client, session: &Session, uri: Uri) {
    match session.abilities.pull_diagnostics {
        true => announce::refresh_diagnostics(client, session.abilities),
        false => push(client, session, uri).await,
    }
}

/// Sends the errors of a document. An edit meanwhile makes it pointless: the
/// edit's own errors follow.
async fn push(client: &Client, session: &Session, uri: Uri) {
    let Some(document) = session.document(&uri) else {
        client.publish_diagnostics(uri, Vec::new(), None).await;
        return;
    };
    let version = Some(document.version);
    match items(session, &uri, &document).await {
        Ok(items) => client.publish_diagnostics(uri, items, version).await,
        Err(error) if error.code == jsonrpc::ErrorCode::ContentModified => {}
        Err(error) => tracing::warn!("{}: no diagnostics: {error}", uri.as_str()),
    }
}

async fn items(session: &Session, uri: &Uri, document: &Document) -> Result<Vec<Diagnostic>> {
    let settings = session.settings();
    if !settings.diagnostics.enable {
        return Ok(Vec::new());
    }
    let facts = session.facts(uri, document, Span::ALL, false).await?;
    let Known::Facts(facts) = facts else {
        return Ok(Vec::new());
    };
    let shown = facts
        .errors()
        .filter(|(_, error)| settings.diagnostics.shows(&error.kind));
    let complaints = shown.map(|(body, error)| complaint(body, &facts.text, error));
    // The compiler's own word comes first; ours explains it in hovers and code actions.
    let ours = complaints.filter(|it| {
        let code = it.code;
        !code.is_some_and(|code| session.is_reported(uri, code, it.at))
    });
    let shaped = ours.map(|complaint| diagnostic(session, uri, document, &complaint));
    Ok(shaped.collect())
}

/// An error in the protocol's shape.
pub fn diagnostic(
    session: &Session,
    uri: &Uri,
    document: &Document,
    complaint: &Complaint,
) -> Diagnostic {
    let range = |span| document.text.range(span, session.abilities.encoding);
    let mut related: Vec<DiagnosticRelatedInformation> = Vec::new();
    for label in complaint.because.iter().chain(&complaint.labels) {
        let location = Location {
            uri: uri.clone(),
            range: range(label.at),
        };
        let message = label.words.plain();
        if !related.iter().any(|it| it.location == location) {
            related.push(DiagnosticRelatedInformation { location, message });
        }
    }
    let page =
        |code: &str| format!("https://doc.rust-lang.org/error_codes/{code}.html").parse::<Uri>();
    let label = complaint.label.plain();
    let mut message = complaint.message.plain();
    if !label.is_empty() {
        message = format!("{message}\n{label}");
    }
    Diagnostic {
        range: range(complaint.at),
        severity: Some(DiagnosticSeverity::ERROR),
        code: complaint
            .code
            .map(|code| NumberOrString::String(code.to_owned())),
        code_description: complaint
            .code
            .and_then(|code| page(code).ok())
            .map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message,
        related_information: Some(related),
        tags: None,
        data: None,
    }
}
