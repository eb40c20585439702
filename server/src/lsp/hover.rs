//! `textDocument/hover`: what happens at a position, and why; and how the value of a type or a binding
//! lies in memory.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, Uri};

use super::document::Document;
use super::markup;
use super::session::{Answer, Known, Session};
use crate::engine::{self, FileFacts};
use crate::explain::{self, Explanation};
use crate::facts::{Elided, Span};
use crate::project::Snapshot;

/// The explanation of the smallest thing at a position; nothing where there is nothing to say. Waits
/// for the document's project.
pub async fn hover(session: &Session, params: HoverParams) -> Result<Option<Hover>> {
    let at = params.text_document_position_params;
    let uri = at.text_document.uri;
    let Some(document) = session.document(&uri) else {
        return Ok(None);
    };
    let settings = session.settings();
    if !settings.hover.0 {
        return Ok(None);
    }
    let encoding = session.abilities.encoding;
    let offset = document.text.offset(at.position, encoding);
    let around = Span {
        start: offset,
        end: offset,
    };
    let Known::Facts(facts) = session.facts(&uri, &document, around, true).await? else {
        return Ok(None);
    };
    let mut explanation = explanation(&facts, offset);
    if explanation.is_none() {
        explanation = elided(session, &uri, &document, offset).await?;
    }
    let picture = match settings.memory.0 {
        true => picture(session, &uri, &document, offset).await?,
        false => None,
    };
    let at = explanation.as_ref().map(|it| it.at);
    let Some(at) = at.or(picture.as_ref().map(|(at, _)| *at)) else {
        return Ok(None);
    };
    let picture = picture.map(|(_, picture)| picture);
    let words = markup::hover(session.abilities, explanation.as_ref(), picture.as_deref());
    Ok(Some(Hover {
        contents: HoverContents::Markup(words),
        range: Some(document.text.range(at, encoding)),
    }))
}

/// The lifetime that is left out at an offset.
async fn elided(
    session: &Session,
    uri: &Uri,
    document: &Document,
    offset: u32,
) -> Result<Option<Explanation>> {
    let at = Span {
        start: offset,
        end: offset,
    };
    let question = move |snapshot: &Snapshot, file| engine::elided(snapshot, file, at);
    let Answer::Given(found, _) = session.ask(uri, document, |_| None, question).await? else {
        return Ok(None);
    };
    let here = |it: &&Elided| it.at.start <= offset && offset < it.at.end;
    Ok(found.iter().find(here).map(explain::elided))
}

/// The memory of the type or binding at an offset, with the range that it is about.
async fn picture(
    session: &Session,
    uri: &Uri,
    document: &Document,
    offset: u32,
) -> Result<Option<(Span, String)>> {
    let question = move |snapshot: &Snapshot, file| engine::memory(snapshot, file, offset);
    let Answer::Given(typed, _) = session.ask(uri, document, |_| None, question).await? else {
        return Ok(None);
    };
    Ok(typed.and_then(|it| Some((it.at, explain::picture(&it.memory, it.name.as_deref())?))))
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
