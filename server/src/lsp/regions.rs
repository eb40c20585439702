//! `ownlens/regions`: where a value is owned, borrowed and moved out, and how long a lifetime lasts, for clients that draw it.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{Position, Range, TextDocumentIdentifier, Uri};

use super::code_lens::innermost;
use super::document::Document;
use super::encoding::Encoding;
use super::session::{Known, Session};
use crate::explain::{self, PointKind, State, SubjectKind};
use crate::facts::Span;

/// The parameters of `ownlens/regions`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegionsParams {
    /// The document.
    pub text_document: TextDocumentIdentifier,
    /// A place of the value.
    pub position: Position,
    /// The version of the document that the position belongs to.
    pub version: i32,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Regions {
    /// The version of the document that the ranges belong to.
    pub version: i32,
    /// What it is about.
    pub subject: Subject,
    /// Where something holds.
    pub regions: Vec<Region>,
    /// Where something happens.
    pub points: Vec<Point>,
}

/// What the answer is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    /// `value`, `reference` or `lifetime`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its name in its declaration.
    pub range: Range,
    /// The body that it belongs to.
    pub scope: Range,
}

/// Ranges in which one thing holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Region {
    /// `owned`, `shared`, `mutable`, `moved`, `maybe` or `lifetime`.
    pub kind: String,
    /// In order, without overlaps.
    pub ranges: Vec<Range>,
    /// A few words.
    pub label: String,
    /// Number of the borrow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loan: Option<u32>,
    /// It may hold in less.
    pub approximate: bool,
}

/// A place where something happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Point {
    /// `issue`, `lastUse`, `move`, `drop` or `assign`.
    pub kind: String,
    /// Where.
    pub range: Range,
    /// A few words.
    pub label: String,
    /// Number of the borrow that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loan: Option<u32>,
}

/// The regions of the value at a position; nothing where there is none. Waits for the document's project.
pub async fn regions(session: &Session, params: RegionsParams) -> Result<Option<Regions>> {
    let uri = params.text_document.uri;
    let Some(document) = session.document(&uri) else {
        return Ok(None);
    };
    if document.version != params.version {
        return Err(Error::content_modified());
    }
    if !session.settings().regions.0 {
        return Ok(None);
    }
    let encoding = session.abilities.encoding;
    let offset = document.text.offset(params.position, encoding);
    let found = found(session, &uri, &document, point(offset)).await?;
    Ok(found.map(|(found, scope)| shaped(&found, &document, scope, encoding)))
}

/// What is known about the value at a place, with the body that it belongs to.
pub async fn found(
    session: &Session,
    uri: &Uri,
    document: &Document,
    at: Span,
) -> Result<Option<(explain::Regions, Span)>> {
    let Known::Facts(facts) = session.facts(uri, document, at, true).await? else {
        return Ok(None);
    };
    let body = innermost(&facts, at.start);
    Ok(body.and_then(|body| {
        let found = explain::regions(&body.facts, &facts.text, body.range, at.start)?;
        Some((found, body.range))
    }))
}

/// The empty range at an offset.
pub fn point(offset: u32) -> Span {
    Span {
        start: offset,
        end: offset,
    }
}

fn shaped(
    found: &explain::Regions,
    document: &Document,
    scope: Span,
    encoding: Encoding,
) -> Regions {
    let range = |span| document.text.range(span, encoding);
    let regions = found.regions.iter().map(|it| Region {
        kind: match it.state {
            State::Owned => "owned",
            State::Shared => "shared",
            State::Mutable => "mutable",
            State::Moved => "moved",
            State::Maybe => "maybe",
            State::Lifetime => "lifetime",
        }
        .to_owned(),
        ranges: it.spans.iter().map(|&span| range(span)).collect(),
        label: it.label.clone(),
        loan: it.loan,
        approximate: it.approximate,
    });
    let points = found.points.iter().map(|it| Point {
        kind: match it.kind {
            PointKind::Issue => "issue",
            PointKind::LastUse => "lastUse",
            PointKind::Move => "move",
            PointKind::Drop => "drop",
            PointKind::Assign => "assign",
        }
        .to_owned(),
        range: range(it.at),
        label: it.label.clone(),
        loan: it.loan,
    });
    let subject = Subject {
        kind: match found.subject.kind {
            SubjectKind::Value => "value",
            SubjectKind::Reference => "reference",
            SubjectKind::Lifetime => "lifetime",
        }
        .to_owned(),
        name: found.subject.name.clone(),
        range: range(found.subject.declared),
        scope: range(scope),
    };
    Regions {
        version: document.version,
        subject,
        regions: regions.collect(),
        points: points.collect(),
    }
}
