//! `textDocument/codeLens` and `codeLens/resolve`: who owns each value for how long; and
//! `ownlens/focus`, with which a client narrows that to the function under the cursor.

use serde::{Deserialize, Serialize};
use serde_json::json;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CodeLens, CodeLensParams, Command, Location, Position, Range, TextDocumentIdentifier, Uri,
};

use super::capabilities::OPEN_LENS;
use super::document::Document;
use super::session::{Known, Session};
use super::settings::Lenses;
use crate::engine::{BodyFacts, FileFacts};
use crate::explain;
use crate::facts::{EventKind, Located, Span, Value, ValueId};

/// The parameters of `ownlens/focus`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FocusParams {
    /// The document that the cursor is in.
    pub text_document: TextDocumentIdentifier,
    /// Where it is.
    pub position: Position,
}

/// What a lens carries until its words are asked for.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    uri: Uri,
    version: i32,
    /// Offset of the body.
    body: u32,
    /// The value, by its index in the body; none for the body as a whole.
    value: Option<u32>,
}

/// The lenses of a document, without their words. While its project is being loaded there are none,
/// unless the client cannot be told to ask again: then this waits.
pub async fn lenses(session: &Session, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
    let uri = params.text_document.uri;
    let settings = session.settings();
    if settings.lenses == Lenses::Off {
        return Ok(None);
    }
    let Some(document) = session.document(&uri) else {
        return Ok(None);
    };
    let focus = match session.focus() {
        Some(focus) if focus.text_document.uri != uri => return Ok(Some(Vec::new())),
        Some(focus) => Some(
            document
                .text
                .offset(focus.position, session.abilities.encoding),
        ),
        None => None,
    };
    let range = focus.map_or(Span::ALL, point);
    let wait = !session.abilities.lens_refresh;
    let Known::Facts(facts) = session.facts(&uri, &document, range, wait).await? else {
        return Ok(Some(Vec::new()));
    };
    let shape = Shape {
        session,
        uri: &uri,
        document: &document,
    };
    let focused = focus.and_then(|offset| innermost(&facts, offset));
    let bodies = facts.bodies.iter().filter(|body| {
        focus.is_none() || focused.is_some_and(|focused| focused.range == body.range)
    });
    Ok(Some(match settings.lenses {
        Lenses::Values => bodies.flat_map(|body| shape.values(body)).collect(),
        Lenses::Functions => bodies.filter_map(|body| shape.function(body)).collect(),
        Lenses::Off => Vec::new(),
    }))
}

/// Adds the words, if the document is still the one that the lens was made for, and what a click leads
/// to.
pub async fn resolve(session: &Session, mut lens: CodeLens) -> Result<CodeLens> {
    let data = lens.data.clone();
    let data = data.and_then(|data| serde_json::from_value::<Data>(data).ok());
    let command = match data {
        Some(data) => command(session, &data).await?,
        None => None,
    };
    lens.command = Some(command.unwrap_or_default());
    Ok(lens)
}

async fn command(session: &Session, data: &Data) -> Result<Option<Command>> {
    let Some(document) = session.document(&data.uri) else {
        return Ok(None);
    };
    if document.version != data.version {
        return Err(tower_lsp::jsonrpc::Error::content_modified());
    }
    let at = point(data.body);
    let Known::Facts(facts) = session.facts(&data.uri, &document, at, false).await? else {
        return Ok(None);
    };
    let body = facts.bodies.iter().find(|it| it.range.start == data.body);
    let Some(body) = body else { return Ok(None) };
    let Some(index) = data.value else {
        let title = explain::summary(&body.facts).plain();
        return Ok(Some(words(title)));
    };
    let Some(value) = body.facts.values.get(index as usize) else {
        return Ok(None);
    };
    let id = ValueId(index);
    let title = explain::owner_line(&body.facts, &facts.text, id).bare();
    if !session.abilities.open_lens {
        return Ok(Some(words(title)));
    }
    let shape = Shape {
        session,
        uri: &data.uri,
        document: &document,
    };
    Ok(Some(shape.opening(title, value, shape.events(body, id))))
}

/// Nothing happens when somebody clicks.
fn words(title: String) -> Command {
    Command {
        title,
        command: String::new(),
        arguments: None,
    }
}

/// The cursor is somewhere else now. Whether another function is looked at, so that the lenses change.
pub async fn focus(session: &Session, focus: FocusParams) -> bool {
    let uri = focus.text_document.uri.clone();
    let before = session.set_focus(focus.clone());
    let Some(before) = before.filter(|it| it.text_document.uri == uri) else {
        return true;
    };
    if before.position.line == focus.position.line {
        return false;
    }
    let Some(document) = session.document(&uri) else {
        return false;
    };
    let offsets = [before.position, focus.position]
        .map(|position| document.text.offset(position, session.abilities.encoding));
    let between = Span {
        start: offsets[0].min(offsets[1]),
        end: offsets[0].max(offsets[1]),
    };
    let Ok(Known::Facts(facts)) = session.facts(&uri, &document, between, false).await else {
        return true;
    };
    let [before, now] = offsets.map(|offset| innermost(&facts, offset).map(|body| body.range));
    before != now
}

fn point(offset: u32) -> Span {
    Span {
        start: offset,
        end: offset,
    }
}

/// The smallest body that an offset lies in.
pub fn innermost(facts: &FileFacts, offset: u32) -> Option<&BodyFacts> {
    let around = facts
        .bodies
        .iter()
        .filter(|body| body.range.touches(offset));
    around.min_by_key(|body| body.range.len())
}

/// Copying a value is of no interest, and what a macro declares stands nowhere.
fn is_of_interest(value: &Value<Located>) -> bool {
    !value.copy && !value.declared.in_macro
}

/// What is needed to put a lens into the protocol's shape.
struct Shape<'a> {
    session: &'a Session,
    uri: &'a Uri,
    document: &'a Document,
}

impl Shape<'_> {
    fn values(&self, body: &BodyFacts) -> Vec<CodeLens> {
        let values = body.facts.values.iter().enumerate();
        let values = values.filter(|(_, value)| is_of_interest(value));
        values
            .map(|(index, value)| self.lens(value.declared.span, body, Some(index as u32)))
            .collect()
    }

    fn function(&self, body: &BodyFacts) -> Option<CodeLens> {
        let start = body.range.start;
        let at = Span { start, end: start };
        let worth = body.facts.values.iter().any(is_of_interest);
        worth.then(|| self.lens(at, body, None))
    }

    /// Where something happens to a value itself, in source order.
    fn events(&self, body: &BodyFacts, id: ValueId) -> Vec<Location> {
        let events = body.facts.events.iter().filter(|event| {
            let copied = matches!(event.kind, EventKind::Copy(_));
            event.value == Some(id) && !copied
        });
        let mut spans: Vec<Span> = events.map(|event| event.at.span).collect();
        spans.dedup();
        let location = |span| Location {
            uri: self.uri.clone(),
            range: self.range(span),
        };
        spans.into_iter().map(location).collect()
    }

    /// The client's command with what it needs.
    fn opening(&self, title: String, value: &Value<Located>, locations: Vec<Location>) -> Command {
        let argument = json!({
            "uri": self.uri,
            "position": self.range(value.declared.span).start,
            "locations": locations,
        });
        Command {
            title,
            command: OPEN_LENS.to_owned(),
            arguments: Some(vec![argument]),
        }
    }

    fn range(&self, span: Span) -> Range {
        let encoding = self.session.abilities.encoding;
        self.document.text.range(span, encoding)
    }

    fn lens(&self, at: Span, body: &BodyFacts, value: Option<u32>) -> CodeLens {
        let data = Data {
            uri: self.uri.clone(),
            version: self.document.version,
            body: body.range.start,
            value,
        };
        CodeLens {
            range: self.range(at),
            command: None,
            data: serde_json::to_value(data).ok(),
        }
    }
}
