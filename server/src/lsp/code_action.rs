//! `textDocument/codeAction`: edits that make ownership errors go away.

use std::collections::HashMap;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, Diagnostic, TextEdit,
    WorkspaceEdit,
};

use super::diagnostics::diagnostic;
use super::session::{Known, Session};
use crate::explain::errors::complaint;
use crate::explain::fixes::{Fix, fixes};

/// The fixes of the errors that touch a range, the cheapest of each error first. They answer our diagnostic
/// and the same one of the compiler, where the client shows it.
pub async fn actions(
    session: &Session,
    params: CodeActionParams,
) -> Result<Option<Vec<CodeActionOrCommand>>> {
    let uri = params.text_document.uri;
    let Some(document) = session.document(&uri) else {
        return Ok(None);
    };
    let wanted =
        |kind: &CodeActionKind| CodeActionKind::QUICKFIX.as_str().starts_with(kind.as_str());
    let kinds = params.context.only.as_deref();
    let range = document.text.span(params.range, session.abilities.encoding);
    let (Some(range), true) = (range, kinds.is_none_or(|it| it.iter().any(wanted))) else {
        return Ok(None);
    };
    let Known::Facts(facts) = session.facts(&uri, &document, range, false).await? else {
        return Ok(None);
    };
    let mut actions = Vec::new();
    for (body, error) in facts.errors() {
        let at = error.at.span;
        if at.end < range.start || range.end < at.start {
            continue;
        }
        let complaint = complaint(body, &facts.text, error);
        let ours = diagnostic(session, &uri, &document, &complaint);
        let shown = params.context.diagnostics.iter();
        let mut answered: Vec<Diagnostic> = shown
            .filter(|it| it.range == ours.range && it.code == ours.code)
            .cloned()
            .collect();
        if answered.is_empty() {
            answered.push(ours);
        }
        for (index, fix) in fixes(body, &facts.text, error).iter().enumerate() {
            let edits = fix.edits.iter().map(|edit| TextEdit {
                range: document.text.range(edit.at, session.abilities.encoding),
                new_text: edit.text.clone(),
            });
            let edit = WorkspaceEdit {
                changes: Some(HashMap::from([(uri.clone(), edits.collect())])),
                ..WorkspaceEdit::default()
            };
            actions.push(CodeActionOrCommand::CodeAction(CodeAction {
                title: title(fix),
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(answered.clone()),
                edit: Some(edit),
                is_preferred: Some(index == 0),
                ..CodeAction::default()
            }));
        }
    }
    Ok(Some(actions))
}

/// What it does, and what that costs.
fn title(fix: &Fix) -> String {
    let tradeoff = fix.tradeoff.plain();
    match tradeoff.is_empty() {
        true => fix.title.plain(),
        false => format!("{} ({tradeoff})", fix.title.plain()),
    }
}
