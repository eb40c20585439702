//! The facts of a file as JSON lines, one object for each body: version 1 of the format. Keys may be
//! added within a version; none changes its meaning.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use serde::Serialize;

use super::{
    cause::{CauseRecord, DestinationRecord},
    position::{Lines, Range},
    region::{self, KeptRecord, StepRecord},
};
use crate::{
    engine::{BodyFacts, FileFacts},
    facts::{
        BorrowKind, Event, EventKind, Facts, GapReason, Located, NotCopy, Span, Value, ValueId,
    },
};

const VERSION: u32 = 1;

/// Writes the bodies of a file. `name` is how the file is called, with `/` between directories.
///
/// # Errors
/// Those of `out`.
pub fn write_file(out: &mut dyn Write, name: &str, file: &FileFacts) -> io::Result<()> {
    let lines = Lines::new(&file.text);
    for body in &file.bodies {
        serde_json::to_writer(&mut *out, &record(name, body, &lines))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Record<'a> {
    version: u32,
    file: &'a str,
    function: &'a str,
    range: Range,
    values: Vec<ValueRecord<'a>>,
    events: Vec<EventRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    gaps: Vec<GapRecord>,
}

#[derive(Serialize)]
struct ValueRecord<'a> {
    id: u32,
    name: Cow<'a, str>,
    declared: Range,
    #[serde(rename = "type")]
    ty: &'a str,
    copy: bool,
    drops: bool,
    parameter: bool,
    mutable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_copy: Option<NotCopyRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<Range>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closure: Option<Range>,
}

#[derive(Serialize)]
#[serde(tag = "because", rename_all = "snake_case")]
enum NotCopyRecord<'a> {
    Field {
        path: &'a str,
        #[serde(rename = "type")]
        ty: &'a str,
    },
    NoImpl,
    Destructor,
    UniqueReference,
    Parameter,
    Captures,
}

/// An event. Flags that are not part of the format's minimum are only written where they are set.
#[derive(Serialize, Default)]
struct EventRecord<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Cow<'a, str>>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    ty: Option<&'a str>,
    range: Range,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<Range>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mutable: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    two_phase: Option<bool>,
    #[serde(skip_serializing_if = "is_false")]
    unique: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reborrow: Option<bool>,
    #[serde(skip_serializing_if = "is_false")]
    implicit: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    conditional: Option<bool>,
    #[serde(skip_serializing_if = "is_false")]
    partial: bool,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    fields: &'a [String],
    #[serde(skip_serializing_if = "is_false")]
    replaced: bool,
    #[serde(skip_serializing_if = "is_false")]
    initialises: bool,
    #[serde(skip_serializing_if = "is_false")]
    after_move: bool,
    #[serde(skip_serializing_if = "is_false")]
    drops_old: bool,
    #[serde(skip_serializing_if = "is_false")]
    capture: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    captured_use: Option<Range>,
    #[serde(skip_serializing_if = "is_false")]
    move_keyword: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    closure: Option<Range>,
    #[serde(rename = "macro", skip_serializing_if = "is_false")]
    in_macro: bool,
    /// Where a borrow's loan is live.
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Vec<Range>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    approximate: Option<bool>,
    #[serde(skip_serializing_if = "is_false")]
    escapes: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steps: Vec<StepRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kept: Option<KeptRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<CauseRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    into: Option<DestinationRecord<'a>>,
}

#[derive(Serialize)]
struct GapRecord {
    range: Range,
    reason: &'static str,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

fn record<'a>(file: &'a str, body: &'a BodyFacts, lines: &Lines<'_>) -> Record<'a> {
    let facts = &*body.facts;
    let mut events: Vec<&Event<Located>> = facts.events.iter().collect();
    events.sort_by_key(|event| source_order(event));
    Record {
        version: VERSION,
        file,
        function: &facts.name,
        range: lines.range(body.range),
        values: (0..)
            .zip(&facts.values)
            .map(|(id, it)| value_record(id, it, lines))
            .collect(),
        events: events
            .into_iter()
            .map(|event| event_record(facts, event, lines))
            .collect(),
        gaps: facts
            .gaps
            .iter()
            .map(|gap| GapRecord {
                range: lines.range(gap.at.span),
                reason: reason(gap.reason),
            })
            .collect(),
    }
}

/// By position, and drops at one position in the order in which they run.
fn source_order(event: &Event<Located>) -> (Span, u32) {
    let order = match &event.kind {
        EventKind::Drop(drop) => drop.order,
        EventKind::TempDrop { order, .. } => *order,
        _ => 0,
    };
    (event.at.span, order)
}

fn value_record<'a>(id: u32, value: &'a Value<Located>, lines: &Lines<'_>) -> ValueRecord<'a> {
    ValueRecord {
        id,
        name: plain(&value.name),
        declared: lines.range(value.declared.span),
        ty: &value.ty,
        copy: value.copy,
        drops: value.needs_drop,
        parameter: value.parameter,
        mutable: value.mutable,
        not_copy: value.not_copy.as_ref().map(not_copy_record),
        size: value.size,
        scope: value.scope.map(|it| lines.range(it.span)),
        closure: value.closure.map(|it| lines.range(it.span)),
    }
}

/// A name or place as rustc's MIR has it: raw identifiers are identifiers like others.
fn plain(text: &str) -> Cow<'_, str> {
    match text.contains("r#") {
        true => Cow::Owned(text.replace("r#", "")),
        false => Cow::Borrowed(text),
    }
}

fn not_copy_record(reason: &NotCopy) -> NotCopyRecord<'_> {
    match reason {
        NotCopy::Field { path, ty } => NotCopyRecord::Field { path, ty },
        NotCopy::NoImpl => NotCopyRecord::NoImpl,
        NotCopy::Destructor => NotCopyRecord::Destructor,
        NotCopy::UniqueReference => NotCopyRecord::UniqueReference,
        NotCopy::Parameter => NotCopyRecord::Parameter,
        NotCopy::Captures => NotCopyRecord::Captures,
    }
}

fn event_record<'a>(
    facts: &Facts<Located>,
    event: &'a Event<Located>,
    lines: &Lines<'_>,
) -> EventRecord<'a> {
    let capture = event.capture.as_ref();
    let mut record = EventRecord {
        value: event.value.map(|ValueId(id)| id),
        place: Some(plain(&event.place)),
        range: lines.range(event.at.span),
        in_macro: event.at.in_macro,
        capture: capture.is_some(),
        captured_use: capture.map(|it| lines.range(it.used_at.span)),
        move_keyword: capture.is_some_and(|it| it.by_keyword),
        closure: event.closure.map(|it| lines.range(it.span)),
        ..EventRecord::default()
    };
    fill(&mut record, event, lines);
    if let Some(region) = event.region.as_deref() {
        let live = facts.live(event).into_iter();
        record.region = Some(live.map(|at| lines.range(at.span)).collect());
        record.approximate = Some(region.approximate);
        record.escapes = region.escapes;
        record.steps = region::steps(region, lines);
        record.kept = region::kept(region, lines);
    }
    record
}

/// What an event says beyond its value and place.
fn fill<'a>(record: &mut EventRecord<'a>, event: &'a Event<Located>, lines: &Lines<'_>) {
    match &event.kind {
        EventKind::Move(transfer) | EventKind::Copy(transfer) => {
            record.kind = if matches!(event.kind, EventKind::Move(_)) {
                "move"
            } else {
                "copy"
            };
            record.cause = Some(CauseRecord::of(&transfer.cause));
            record.into = Some(DestinationRecord::of(&transfer.into));
        }
        EventKind::Borrow(borrow) => {
            record.kind = "borrow";
            record.mutable = Some(!matches!(borrow.kind, BorrowKind::Shared));
            record.two_phase = Some(matches!(
                borrow.kind,
                BorrowKind::Mutable { two_phase: true }
            ));
            record.unique = matches!(borrow.kind, BorrowKind::Unique);
            record.reborrow = Some(borrow.reborrow);
            record.implicit = borrow.implicit;
            record.cause = Some(CauseRecord::of(&borrow.cause));
            record.into = Some(DestinationRecord::of(&borrow.into));
        }
        EventKind::Assign(assign) => {
            record.kind = "assign";
            record.initialises = assign.initialises;
            record.after_move = assign.after_move;
            record.drops_old = assign.drops_old;
        }
        EventKind::Drop(drop) => {
            record.kind = "drop";
            record.conditional = Some(drop.conditional);
            record.partial = !drop.fields.is_empty();
            record.fields = &drop.fields;
            record.replaced = drop.replaced;
        }
        EventKind::TempDrop {
            created,
            conditional,
            order: _,
        } => {
            record.kind = "temp_drop";
            record.place = None;
            record.ty = Some(&event.place);
            record.created = Some(lines.range(created.span));
            record.conditional = Some(*conditional);
        }
    }
}

fn reason(reason: GapReason) -> &'static str {
    match reason {
        GapReason::UnknownType => "unknown_type",
        GapReason::UnresolvedCall => "unresolved_call",
        GapReason::Incomplete => "incomplete",
        GapReason::Unsupported => "unsupported",
    }
}
