//! Causes and destinations as JSON.

use serde::Serialize;

use crate::facts::{Callee, Cause, Destination, ValueId};

/// A [`Cause`], tagged with its rule.
#[derive(Serialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub(super) enum CauseRecord<'a> {
    Initialiser,
    Assignment,
    Argument {
        #[serde(skip_serializing_if = "Option::is_none")]
        callee: Option<CalleeRecord<'a>>,
        index: usize,
        #[serde(skip_serializing_if = "Option::is_none")]
        parameter: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        parameter_type: Option<&'a str>,
    },
    Receiver {
        callee: CalleeRecord<'a>,
    },
    Called,
    Operator {
        operator: &'a str,
        #[serde(rename = "trait", skip_serializing_if = "Option::is_none")]
        trait_name: Option<&'a str>,
    },
    Field {
        of: &'a str,
        field: &'a str,
    },
    StructUpdate {
        of: &'a str,
        field: &'a str,
    },
    TupleField {
        index: usize,
    },
    ArrayElement,
    Return,
    Break,
    For,
    Question,
    Await,
    Yield,
    Capture,
    Pattern {
        binding: &'a str,
        explicit_ref: bool,
    },
    Explicit,
    Temporary,
    Discarded,
    Reborrow,
    Deref {
        mutable: bool,
    },
    Index {
        mutable: bool,
    },
    Format,
    Compared,
    Read,
}

#[derive(Serialize)]
pub(super) struct CalleeRecord<'a> {
    name: &'a str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    receiver: Option<&'a str>,
}

/// A [`Destination`], tagged with its kind.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum DestinationRecord<'a> {
    Value {
        value: u32,
        #[serde(skip_serializing_if = "Option::is_none")]
        place: Option<&'a str>,
    },
    Parameter,
    Field,
    Caller,
    Closure,
    Temporary,
    Dropped,
}

impl<'a> CauseRecord<'a> {
    pub(super) fn of(cause: &'a Cause) -> CauseRecord<'a> {
        match cause {
            Cause::Initialiser => CauseRecord::Initialiser,
            Cause::Assignment => CauseRecord::Assignment,
            Cause::Argument {
                callee,
                index,
                parameter,
                parameter_ty,
            } => CauseRecord::Argument {
                callee: callee.as_ref().map(CalleeRecord::of),
                index: *index,
                parameter: parameter.as_deref(),
                parameter_type: parameter_ty.as_deref(),
            },
            Cause::Receiver(callee) => CauseRecord::Receiver {
                callee: CalleeRecord::of(callee),
            },
            Cause::Called => CauseRecord::Called,
            Cause::Operator {
                operator,
                trait_name,
            } => CauseRecord::Operator {
                operator,
                trait_name: trait_name.as_deref(),
            },
            Cause::Field { adt, field } => CauseRecord::Field { of: adt, field },
            Cause::StructUpdate { adt, field } => CauseRecord::StructUpdate { of: adt, field },
            Cause::TupleField(index) => CauseRecord::TupleField { index: *index },
            Cause::ArrayElement => CauseRecord::ArrayElement,
            Cause::Return => CauseRecord::Return,
            Cause::Break => CauseRecord::Break,
            Cause::ForIterable => CauseRecord::For,
            Cause::Question => CauseRecord::Question,
            Cause::Await => CauseRecord::Await,
            Cause::Yield => CauseRecord::Yield,
            Cause::Capture => CauseRecord::Capture,
            Cause::Pattern {
                binding,
                explicit_ref,
            } => CauseRecord::Pattern {
                binding,
                explicit_ref: *explicit_ref,
            },
            Cause::Explicit => CauseRecord::Explicit,
            Cause::Temporary => CauseRecord::Temporary,
            Cause::Discarded => CauseRecord::Discarded,
            Cause::Reborrow => CauseRecord::Reborrow,
            Cause::Deref { mutable } => CauseRecord::Deref { mutable: *mutable },
            Cause::Index { mutable } => CauseRecord::Index { mutable: *mutable },
            Cause::Format => CauseRecord::Format,
            Cause::Compared => CauseRecord::Compared,
            Cause::Read => CauseRecord::Read,
        }
    }
}

impl<'a> CalleeRecord<'a> {
    pub(super) fn of(callee: &'a Callee) -> CalleeRecord<'a> {
        CalleeRecord {
            name: &callee.name,
            path: &callee.path,
            receiver: callee.receiver.as_deref(),
        }
    }
}

impl<'a> DestinationRecord<'a> {
    pub(super) fn of(destination: &'a Destination) -> DestinationRecord<'a> {
        match destination {
            Destination::Value(ValueId(value)) => DestinationRecord::Value {
                value: *value,
                place: None,
            },
            Destination::Place(ValueId(value), place) => DestinationRecord::Value {
                value: *value,
                place: Some(place),
            },
            Destination::Parameter => DestinationRecord::Parameter,
            Destination::Field => DestinationRecord::Field,
            Destination::Caller => DestinationRecord::Caller,
            Destination::Closure => DestinationRecord::Closure,
            Destination::Temporary => DestinationRecord::Temporary,
            Destination::Dropped => DestinationRecord::Dropped,
        }
    }
}
