//! How a borrow's region is written: its source ranges, and the steps to what keeps it alive.

use serde::Serialize;

use super::{
    cause::CalleeRecord,
    position::{Lines, Range},
};
use crate::facts::{Callee, Kept, Located, Region, Step, StepKind, ValueId};

/// One step from a borrow to what keeps it alive.
#[derive(Serialize)]
pub(super) struct StepRecord<'a> {
    step: &'static str,
    range: Range,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    callee: Option<CalleeRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    argument: Option<u32>,
}

/// What keeps a borrow alive last.
#[derive(Serialize)]
pub(super) struct KeptRecord<'a> {
    by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lifetime: Option<&'a str>,
}

/// The steps in order.
pub(super) fn steps<'a>(region: &'a Region<Located>, lines: &Lines<'_>) -> Vec<StepRecord<'a>> {
    region.steps.iter().map(|it| step(it, lines)).collect()
}

fn step<'a>(step: &'a Step<Located>, lines: &Lines<'_>) -> StepRecord<'a> {
    let (mut value, mut place, mut argument) = (None, None, None);
    let mut called: Option<&Callee> = None;
    let name = match &step.kind {
        StepKind::Stored {
            value: ValueId(id),
            place: text,
        } => {
            (value, place) = (Some(*id), Some(text.as_str()));
            "stored"
        }
        StepKind::Passed { callee, index } => {
            (called, argument) = (callee.as_ref(), Some(*index));
            "passed"
        }
        StepKind::Tied { callee } => {
            called = callee.as_ref();
            "tied"
        }
        StepKind::Bound { callee } => {
            called = callee.as_ref();
            "bound"
        }
        StepKind::Reborrowed => "reborrowed",
        StepKind::Field => "field",
        StepKind::Captured => "captured",
        StepKind::Closure => "closure",
        StepKind::Coerced => "coerced",
        StepKind::Annotated => "annotated",
        StepKind::Returned => "returned",
        StepKind::Constant => "constant",
    };
    StepRecord {
        step: name,
        range: lines.range(step.at.span),
        value,
        place,
        callee: called.map(CalleeRecord::of),
        argument,
    }
}

/// What keeps it alive.
pub(super) fn kept<'a>(region: &'a Region<Located>, lines: &Lines<'_>) -> Option<KeptRecord<'a>> {
    let record = |by, at: &Located, value: &Option<ValueId>| KeptRecord {
        by,
        range: Some(lines.range(at.span)),
        value: value.map(|ValueId(id)| id),
        lifetime: None,
    };
    Some(match region.kept.as_ref()? {
        Kept::Used { at, value } => record("use", at, value),
        Kept::Dropped { at, value } => record("drop", at, value),
        Kept::Caller { lifetime } => KeptRecord {
            by: "caller",
            range: None,
            value: None,
            lifetime: lifetime.as_deref(),
        },
    })
}
