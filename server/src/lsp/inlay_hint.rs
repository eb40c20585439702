//! `textDocument/inlayHint` and `inlayHint/resolve`: where values move and drop.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    InlayHint, InlayHintLabel, InlayHintLabelPart, InlayHintParams, InlayHintTooltip, Location, Uri,
};

use super::document::Document;
use super::markup;
use super::session::{Known, Session};
use crate::engine::{BodyFacts, FileFacts};
use crate::explain::hint::{Hint, Kind, Style};
use crate::explain::{self, hint};
use crate::facts::Span;

/// What a hint carries until its tooltip is asked for.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    uri: Uri,
    version: i32,
    /// The byte offset at which the hint stands.
    at: u32,
}

/// The hints in a range. While the project is being loaded there are none, unless the client cannot
/// be told to ask again: then this waits.
pub async fn hints(session: &Session, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
    let uri = params.text_document.uri;
    let Some(document) = session.document(&uri) else {
        return Ok(None);
    };
    let Some(range) = document.text.span(params.range, session.abilities.encoding) else {
        return Ok(Some(Vec::new()));
    };
    let wait = !session.abilities.hint_refresh;
    let Known::Facts(facts) = session.facts(&uri, &document, wait).await? else {
        return Ok(Some(Vec::new()));
    };
    let shape = Shape {
        session,
        uri: &uri,
        document: &document,
        facts: &facts,
    };
    Ok(Some(
        found(&facts, range)
            .map(|(body, hint)| shape.hint(body, &hint))
            .collect(),
    ))
}

/// Adds the tooltip, if the document is still the one that the hint was made for.
pub async fn resolve(session: &Session, mut hint: InlayHint) -> Result<InlayHint> {
    let data = hint
        .data
        .clone()
        .and_then(|data| serde_json::from_value::<Data>(data).ok());
    let Some(data) = data else { return Ok(hint) };
    let current = session
        .document(&data.uri)
        .filter(|it| it.version == data.version);
    let Some(document) = current else {
        return Ok(hint);
    };
    let Known::Facts(facts) = session.facts(&data.uri, &document, false).await? else {
        return Ok(hint);
    };
    let label = text(&hint.label);
    let mut same = found(
        &facts,
        Span {
            start: data.at,
            end: data.at,
        },
    )
    .filter(|(_, it)| {
        it.label
            .iter()
            .map(|part| part.text.as_str())
            .eq(label.iter().copied())
    });
    hint.tooltip = same
        .next()
        .and_then(|(body, it)| tooltip(&facts, body, &it));
    Ok(hint)
}

/// The hints that are shown, among those whose place touches a range.
fn found(facts: &FileFacts, range: Span) -> impl Iterator<Item = (&BodyFacts, Hint)> {
    let near = facts
        .bodies
        .iter()
        .filter(move |body| body.range.start <= range.end && range.start <= body.range.end);
    near.flat_map(|body| {
        let hints = hint::hints(&body.facts, &facts.text, Style::Symbols);
        hints.into_iter().map(move |hint| (body, hint))
    })
    .filter(move |(_, hint)| range.touches(hint.at) && is_shown(hint.kind))
}

/// What is evident from the code or would stand on every other line is left out.
fn is_shown(kind: Kind) -> bool {
    match kind {
        Kind::Move | Kind::Pattern | Kind::Drops | Kind::Temporary => true,
        Kind::Return | Kind::Capture | Kind::Borrow => false,
    }
}

/// What is needed to put a hint into the protocol's shape.
struct Shape<'a> {
    session: &'a Session,
    uri: &'a Uri,
    document: &'a Document,
    facts: &'a FileFacts,
}

impl Shape<'_> {
    fn hint(&self, body: &BodyFacts, hint: &Hint) -> InlayHint {
        let abilities = self.session.abilities;
        let data = Data {
            uri: self.uri.clone(),
            version: self.document.version,
            at: hint.at,
        };
        let tooltip = match abilities.hint_tooltip_resolve {
            true => None,
            false => tooltip(self.facts, body, hint),
        };
        InlayHint {
            position: self.document.text.position(hint.at, abilities.encoding),
            label: self.label(hint),
            kind: None,
            text_edits: None,
            tooltip,
            padding_left: Some(true),
            padding_right: None,
            data: serde_json::to_value(data).ok(),
        }
    }

    /// Parts that stand for something lead there.
    fn label(&self, hint: &Hint) -> InlayHintLabel {
        let part = |part: &hint::LabelPart| InlayHintLabelPart {
            value: part.text.clone(),
            location: part.target.map(|target| Location {
                uri: self.uri.clone(),
                range: self
                    .document
                    .text
                    .range(target, self.session.abilities.encoding),
            }),
            ..InlayHintLabelPart::default()
        };
        InlayHintLabel::LabelParts(hint.label.iter().map(part).collect())
    }
}

fn tooltip(facts: &FileFacts, body: &BodyFacts, hint: &Hint) -> Option<InlayHintTooltip> {
    let explanation = explain::explain_events(&body.facts, &facts.text, &hint.events)?;
    Some(markup::markdown(&explanation).into())
}

fn text(label: &InlayHintLabel) -> Vec<&str> {
    match label {
        InlayHintLabel::String(text) => vec![text],
        InlayHintLabel::LabelParts(parts) => parts.iter().map(|it| it.value.as_str()).collect(),
    }
}
