//! `textDocument/inlayHint` and `inlayHint/resolve`: where values move, are borrowed and drop.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    InlayHint, InlayHintLabel, InlayHintLabelPart, InlayHintLabelPartTooltip, InlayHintParams,
    Location, MarkupContent, Uri,
};

use super::document::Document;
use super::markup;
use super::session::{Answer, Known, Session};
use super::settings::Hints;
use crate::engine::{self, BodyFacts, FileFacts};
use crate::explain::hint::{Hint, LabelPart};
use crate::explain::{self, hint};
use crate::facts::{Elided, Span};
use crate::project::Snapshot;

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
    let settings = session.settings();
    let range = document.text.span(params.range, session.abilities.encoding);
    let (Some(range), true) = (range, settings.hints.enable) else {
        return Ok(Some(Vec::new()));
    };
    let wait = !session.abilities.hint_refresh;
    let Known::Facts(facts) = session.facts(&uri, &document, range, wait).await? else {
        return Ok(Some(Vec::new()));
    };
    let shape = Shape {
        session,
        uri: &uri,
        document: &document,
        facts: &facts,
    };
    let hints = found(&facts, &settings.hints, range);
    let mut hints: Vec<InlayHint> = hints
        .map(|(body, hint)| shape.hint(&hint, |events| shape.tooltip(body, events)))
        .collect();
    for (elided, hint) in lifetimes(session, &uri, &document, range).await? {
        let tooltip = |_: &[usize]| Some(markup::markdown(&explain::elided(&elided)));
        hints.push(shape.hint(&hint, tooltip));
    }
    Ok(Some(hints))
}

/// The hints for lifetimes that signatures leave out, if they are shown.
async fn lifetimes(
    session: &Session,
    uri: &Uri,
    document: &Document,
    range: Span,
) -> Result<Vec<(Elided, Hint)>> {
    if !session.settings().hints.shows(hint::Kind::Lifetime) {
        return Ok(Vec::new());
    }
    let question = move |snapshot: &Snapshot, file| engine::elided(snapshot, file, range);
    let Answer::Given(found, _) = session.ask(uri, document, |_| None, question).await? else {
        return Ok(Vec::new());
    };
    let hints = found.into_iter().map(|elided| {
        let hint = hint::lifetime(&elided);
        (elided, hint)
    });
    Ok(hints.filter(|(_, hint)| range.touches(hint.at)).collect())
}

/// Adds what a hint was sent without, if the document is still the one that it was made for.
pub async fn resolve(session: &Session, hint: InlayHint) -> Result<InlayHint> {
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
    let at = Span {
        start: data.at,
        end: data.at,
    };
    let Known::Facts(facts) = session.facts(&data.uri, &document, at, false).await? else {
        return Ok(hint);
    };
    let shape = Shape {
        session,
        uri: &data.uri,
        document: &document,
        facts: &facts,
    };
    let label = text(&hint.label);
    let settings = session.settings();
    let is_same = |it: &Hint| {
        let parts = it.label.iter().map(|part| part.text.as_str());
        parts.eq(label.iter().copied())
    };
    let same = found(&facts, &settings.hints, at).find(|(_, it)| is_same(it));
    if let Some((body, found)) = same {
        let tooltip = |events: &[usize]| shape.tooltip(body, events);
        return Ok(InlayHint {
            tooltip: tooltip(&found.events).map(Into::into),
            label: shape.label(&found, Detail::ALL, tooltip),
            ..hint
        });
    }
    let lifetimes = lifetimes(session, &data.uri, &document, at).await?;
    let same = lifetimes.iter().find(|(_, it)| is_same(it));
    let tooltip = same.map(|(elided, _)| markup::markdown(&explain::elided(elided)).into());
    Ok(InlayHint { tooltip, ..hint })
}

/// The hints that are shown, among those whose place touches a range.
fn found<'a>(
    facts: &'a FileFacts,
    settings: &'a Hints,
    range: Span,
) -> impl Iterator<Item = (&'a BodyFacts, Hint)> {
    let near = facts
        .bodies
        .iter()
        .filter(move |body| body.range.start <= range.end && range.start <= body.range.end);
    near.flat_map(|body| {
        let hints = hint::hints(&body.facts, &facts.text, settings.style);
        hints.into_iter().map(move |hint| (body, hint))
    })
    .filter(move |(_, hint)| range.touches(hint.at) && settings.shows(hint.kind))
}

/// What the parts of a label have besides their text.
#[derive(Debug, Clone, Copy)]
struct Detail {
    location: bool,
    tooltip: bool,
}

impl Detail {
    const ALL: Detail = Detail {
        location: true,
        tooltip: true,
    };
}

/// What is needed to put a hint into the protocol's shape.
struct Shape<'a> {
    session: &'a Session,
    uri: &'a Uri,
    document: &'a Document,
    facts: &'a FileFacts,
}

impl Shape<'_> {
    /// The hint without what the client asks for when somebody looks at it.
    fn hint(&self, hint: &Hint, explain: impl Fn(&[usize]) -> Option<MarkupContent>) -> InlayHint {
        let abilities = self.session.abilities;
        let data = Data {
            uri: self.uri.clone(),
            version: self.document.version,
            at: hint.at,
        };
        let detail = Detail {
            location: !abilities.hint_resolve.location,
            tooltip: !abilities.hint_resolve.part_tooltip,
        };
        let tooltip = match abilities.hint_resolve.tooltip {
            true => None,
            false => explain(&hint.events),
        };
        // Some stand where they would be written.
        let leads = match hint.kind {
            hint::Kind::Borrow => true,
            hint::Kind::Lifetime => !hint.label.iter().any(|it| it.text.starts_with('=')),
            _ => false,
        };
        InlayHint {
            position: self.document.text.position(hint.at, abilities.encoding),
            label: self.label(hint, detail, explain),
            kind: None,
            text_edits: None,
            tooltip: tooltip.map(Into::into),
            padding_left: Some(!leads),
            padding_right: None,
            data: serde_json::to_value(data).ok(),
        }
    }

    /// Parts that stand for something lead there.
    fn label(
        &self,
        hint: &Hint,
        detail: Detail,
        explain: impl Fn(&[usize]) -> Option<MarkupContent>,
    ) -> InlayHintLabel {
        let location = |part: &LabelPart| {
            let target = part.target.filter(|_| detail.location)?;
            Some(Location {
                uri: self.uri.clone(),
                range: self
                    .document
                    .text
                    .range(target, self.session.abilities.encoding),
            })
        };
        let tooltip = |part: &LabelPart| {
            let event = part.event.filter(|_| detail.tooltip)?;
            explain(&[event])
        };
        let part = |part: &LabelPart| InlayHintLabelPart {
            value: part.text.clone(),
            location: location(part),
            tooltip: tooltip(part).map(InlayHintLabelPartTooltip::MarkupContent),
            command: None,
        };
        InlayHintLabel::LabelParts(hint.label.iter().map(part).collect())
    }

    fn tooltip(&self, body: &BodyFacts, events: &[usize]) -> Option<MarkupContent> {
        let explanation = explain::explain_events(&body.facts, &self.facts.text, events)?;
        Some(markup::markdown(&explanation))
    }
}

fn text(label: &InlayHintLabel) -> Vec<&str> {
    match label {
        InlayHintLabel::String(text) => vec![text],
        InlayHintLabel::LabelParts(parts) => parts.iter().map(|it| it.value.as_str()).collect(),
    }
}
