//! `textDocument/inlayHint` and `inlayHint/resolve`: where values move and drop.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    InlayHint, InlayHintLabel, InlayHintParams, InlayHintTooltip, MarkupContent, MarkupKind, Uri,
};

use super::document::Document;
use super::session::{Known, Session};
use crate::engine::FileFacts;
use crate::facts::{EventKind, Span};

/// What a hint carries so that its tooltip can be found later.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    uri: Uri,
    version: i32,
    /// Offset of the hint.
    offset: u32,
}

/// A hint before it takes the protocol's shape.
struct Mark {
    offset: u32,
    label: String,
    tooltip: String,
}

/// The hints in a range. While the project is loading there are none, unless the client could not be
/// told to ask again.
pub async fn hints(session: &Session, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
    let uri = params.text_document.uri;
    let Some(document) = session.document(&uri) else { return Ok(None) };
    let Some(range) = document.text.span(params.range, session.abilities.encoding) else {
        return Ok(Some(Vec::new()));
    };
    let wait = !session.abilities.hint_refresh;
    let Known::Facts(facts) = session.facts(&uri, &document, wait).await? else {
        return Ok(Some(Vec::new()));
    };
    let marks = marks(&facts, range);
    Ok(Some(marks.into_iter().map(|mark| show(session, &uri, &document, mark)).collect()))
}

/// Adds the tooltip, if the document is still the one that the hint was made for.
pub async fn resolve(session: &Session, mut hint: InlayHint) -> Result<InlayHint> {
    let data = hint.data.clone().and_then(|data| serde_json::from_value::<Data>(data).ok());
    let Some(data) = data else { return Ok(hint) };
    let document = session.document(&data.uri).filter(|it| it.version == data.version);
    let Some(document) = document else { return Ok(hint) };
    let Known::Facts(facts) = session.facts(&data.uri, &document, false).await? else {
        return Ok(hint);
    };
    let at = Span { start: data.offset, end: data.offset };
    let InlayHintLabel::String(label) = &hint.label else { return Ok(hint) };
    let mark = marks(&facts, at).into_iter().find(|mark| mark.label == *label);
    hint.tooltip = mark.map(|mark| tooltip(mark.tooltip));
    Ok(hint)
}

fn show(session: &Session, uri: &Uri, document: &Document, mark: Mark) -> InlayHint {
    let abilities = session.abilities;
    let data = Data { uri: uri.clone(), version: document.version, offset: mark.offset };
    let eager = !abilities.hint_tooltip_resolve;
    InlayHint {
        position: document.text.position(mark.offset, abilities.encoding),
        label: InlayHintLabel::String(mark.label),
        kind: None,
        text_edits: None,
        tooltip: eager.then(|| tooltip(mark.tooltip)),
        padding_left: Some(true),
        padding_right: None,
        data: serde_json::to_value(data).ok(),
    }
}

fn tooltip(value: String) -> InlayHintTooltip {
    MarkupContent { kind: MarkupKind::Markdown, value }.into()
}

/// The hints whose place touches a range.
fn marks(facts: &FileFacts, range: Span) -> Vec<Mark> {
    let mut marks = Vec::new();
    for body in &facts.bodies {
        let mut drops: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for event in &body.facts.events {
            if event.at.in_macro || !range.touches(event.at.span.end) {
                continue;
            }
            let offset = event.at.span.end;
            match &event.kind {
                EventKind::Move(transfer) if event.capture.is_none() => marks.push(Mark {
                    offset,
                    label: format!("⟶ {:?}", transfer.into),
                    tooltip: "why".to_owned(),
                }),
                EventKind::Drop(drop) if !drop.replaced => {
                    drops.entry(offset).or_default().push(event.place.clone());
                }
                _ => {}
            }
        }
        marks.extend(drops.into_iter().map(|(offset, names)| Mark {
            offset,
            label: format!("⌫ {}", names.join(", ")),
            tooltip: "why".to_owned(),
        }));
    }
    marks
}
