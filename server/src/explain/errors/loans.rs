//! Errors of loans: conflicts, borrows that outlive what they borrow, lifetimes that are too short.

use crate::facts::{
    BorrowKind, Conflict, ConflictAccess, Error, ErrorKind, ErrorStep, ErrorStepKind, EventKind,
    Located, StepKind,
};

use super::super::context::Context;
use super::super::words::code;
use super::super::{destination, way};
use super::{Complaint, Label, declared, subject};

pub(super) fn conflict(
    context: &Context,
    error: &Error<Located>,
    conflict: &Conflict,
    complaint: &mut Complaint,
) {
    let name = subject(error);
    let (message, here, issued) = conflict_words(&name, conflict);
    complaint.message = message.into();
    captures(context, error, conflict, complaint);
    complaint.label = if conflict.same {
        format!(
            "{name} was {} here in the previous iteration of the loop",
            borrowed(conflict.loan)
        )
    } else {
        here
    }
    .into();
    way(context, error, complaint, &issued);
}

/// Where closures use what they borrow.
fn captures(
    context: &Context,
    error: &Error<Located>,
    conflict: &Conflict,
    complaint: &mut Complaint,
) {
    let used_at = |closure: Located, place: &str| {
        let mut events = context.facts.events.iter();
        let event = events.find(|event| event.at == closure && event.place == place)?;
        let used = event.capture.as_ref()?.used_at;
        (!destination::is_async_block(context, closure)).then_some(used)
    };
    let borrows = matches!(conflict.access, ConflictAccess::Borrow(_));
    let words = |which: &str, place: &str| match borrows {
        true => format!(
            "{which} borrow occurs due to use of {} in closure",
            code(place)
        ),
        false => "borrow occurs due to use in closure".to_owned(),
    };
    let first = error
        .borrowed()
        .and_then(|at| used_at(at, &conflict.borrowed));
    if let Some(at) = first {
        let label = Label::new(at, words("first", &conflict.borrowed));
        complaint.labels.push(label);
    }
    if let Some(at) = used_at(error.at, &error.place).filter(|_| borrows && !conflict.same) {
        complaint
            .labels
            .push(Label::new(at, words("second", &error.place)));
    }
}

/// Message, label of the use, and label of the borrow.
fn conflict_words(name: &str, conflict: &Conflict) -> (String, String, String) {
    use BorrowKind::{Mutable, Shared, Unique};
    let lent = if conflict.borrowed.is_empty() {
        "value".to_owned()
    } else {
        code(&conflict.borrowed)
    };
    match (conflict.access, conflict.loan) {
        (ConflictAccess::Use, loan) => (
            format!("cannot use {name} because it was {}", borrowed(loan)),
            format!("use of borrowed {lent}"),
            format!("{lent} is borrowed here"),
        ),
        (ConflictAccess::Move, _) => (
            format!("cannot move out of {name} because it is borrowed"),
            format!("move out of {name} occurs here"),
            format!("borrow of {lent} occurs here"),
        ),
        (ConflictAccess::Assign, _) => (
            format!("cannot assign to {name} because it is borrowed"),
            format!("{name} is assigned to here but it was already borrowed"),
            format!("{lent} is borrowed here"),
        ),
        (ConflictAccess::Borrow(Unique), Unique) => (
            format!("two closures require unique access to {name} at the same time"),
            "second closure is constructed here".to_owned(),
            "first closure is constructed here".to_owned(),
        ),
        (ConflictAccess::Borrow(Unique), _) => (
            format!("closure requires unique access to {name} but it is already borrowed"),
            "closure construction occurs here".to_owned(),
            "borrow occurs here".to_owned(),
        ),
        (ConflictAccess::Borrow(kind), Unique) => (
            format!(
                "cannot borrow {name} as {} because previous closure requires unique access",
                adjective(kind)
            ),
            "second borrow occurs here".to_owned(),
            "closure construction occurs here".to_owned(),
        ),
        (ConflictAccess::Borrow(Mutable { .. }), Mutable { .. }) => (
            format!("cannot borrow {name} as mutable more than once at a time"),
            "second mutable borrow occurs here".to_owned(),
            "first mutable borrow occurs here".to_owned(),
        ),
        (ConflictAccess::Borrow(kind @ Shared), loan) | (ConflictAccess::Borrow(kind), loan) => (
            format!(
                "cannot borrow {name} as {} because it is also borrowed as {}",
                adjective(kind),
                adjective(loan)
            ),
            format!("{} borrow occurs here", adjective(kind)),
            format!("{} borrow occurs here", adjective(loan)),
        ),
    }
}

fn adjective(kind: BorrowKind) -> &'static str {
    match kind {
        BorrowKind::Shared => "immutable",
        BorrowKind::Mutable { .. } | BorrowKind::Unique => "mutable",
    }
}

fn borrowed(kind: BorrowKind) -> &'static str {
    match kind {
        BorrowKind::Shared => "borrowed",
        BorrowKind::Mutable { .. } | BorrowKind::Unique => "mutably borrowed",
    }
}

pub(super) fn dropped(context: &Context, error: &Error<Located>, complaint: &mut Complaint) {
    let name = subject(error);
    complaint.message = format!("{name} does not live long enough").into();
    complaint.label = "borrowed value does not live long enough".into();
    if let Some(at) = declared(error) {
        let variable = error.value.map(|id| code(&context.value(id).name));
        let variable = variable.unwrap_or(name);
        complaint
            .labels
            .push(Label::new(at, format!("binding {variable} declared here")));
    }
    way(context, error, complaint, "");
}

pub(super) fn temporary(context: &Context, error: &Error<Located>, complaint: &mut Complaint) {
    complaint.message = "temporary value dropped while borrowed".into();
    complaint.label = "creates a temporary value which is freed while still in use".into();
    way(context, error, complaint, "");
}

pub(super) fn returns_local(
    context: &Context,
    error: &Error<Located>,
    (reference, temporary): (bool, bool),
    complaint: &mut Complaint,
) {
    let what = if reference {
        "reference to"
    } else {
        "value referencing"
    };
    let lent = lent(context, error);
    let owner = match error.value.map(|id| context.value(id)) {
        _ if temporary => "temporary value".to_owned(),
        Some(value) if lent.as_ref().is_some_and(|it| *it != value.name) => {
            format!("local data {}", code(lent.as_deref().unwrap_or_default()))
        }
        Some(value) if value.parameter => format!("function parameter {}", code(&value.name)),
        Some(value) => format!("local variable {}", code(&value.name)),
        None => "local data".to_owned(),
    };
    complaint.message = format!("cannot return {what} {owner}").into();
    let returned = if reference {
        "returns a reference to"
    } else {
        "returns a value referencing"
    };
    complaint.label = format!("{returned} data owned by the current function").into();
    let issued = match lent {
        _ if temporary => "temporary value created here".to_owned(),
        Some(place) => format!("{} is borrowed here", code(place)),
        None => format!("{} is borrowed here", subject(error)),
    };
    way(context, error, complaint, &issued);
}

/// The place of the value that the borrow is of.
fn lent(context: &Context, error: &Error<Located>) -> Option<String> {
    let at = error.borrowed()?;
    let mut events = context.facts.events.iter();
    let event = events.find(|event| {
        event.at == at
            && event.value == error.value
            && event.capture.is_none()
            && matches!(event.kind, EventKind::Borrow(_))
    })?;
    Some(event.place.clone())
}

pub(super) fn closure(context: &Context, error: &Error<Located>, complaint: &mut Complaint) {
    let name = subject(error);
    let what = match destination::is_async_block(context, error.at) {
        true => "async block",
        false => "closure",
    };
    complaint.message = format!(
        "{what} may outlive the current function, but it borrows {name}, which is owned by the current function"
    )
    .into();
    complaint.label = format!("may outlive borrowed value {name}").into();
    for step in &error.steps {
        if step.kind == ErrorStepKind::CapturedUse {
            complaint
                .labels
                .push(Label::new(step.at, format!("{name} is borrowed here")));
        }
    }
    way(context, error, complaint, "");
}

pub(super) fn destructor(context: &Context, error: &Error<Located>, complaint: &mut Complaint) {
    complaint.message = "borrow may still be in use when destructor runs".into();
    complaint.label = format!("{} is borrowed here", subject(error)).into();
    way(context, error, complaint, "");
}

pub(super) fn thread_local(context: &Context, error: &Error<Located>, complaint: &mut Complaint) {
    complaint.message = "thread-local variable borrowed past end of function".into();
    complaint.label =
        "thread-local variables cannot be borrowed beyond the end of the function".into();
    complaint.notes.push(
        "copy the value out, or pass a closure to what needs it, as `LocalKey::with` does".into(),
    );
    way(context, error, complaint, "");
}

pub(super) fn parameter(parameter: &str, lifetime: &str, complaint: &mut Complaint) {
    let (parameter, lifetime) = (code(parameter), code(lifetime));
    complaint.message = format!("the parameter type {parameter} may not live long enough").into();
    complaint.label = format!("what {parameter} stands for must be valid for {lifetime}").into();
    complaint.notes.push(
        format!(
            "a type may hold references: {parameter} could stand for one that lives shorter than {lifetime}"
        )
        .into(),
    );
}

pub(super) fn hidden(
    context: &Context,
    error: &Error<Located>,
    lifetime: Option<&str>,
    complaint: &mut Complaint,
) {
    let result = context.outline().function(error.at.span);
    let result = result.and_then(|it| it.result);
    let opaque = result.map_or("impl Trait", |it| context.source(it.at));
    let what = match lifetime {
        Some(lifetime) => format!("the lifetime {}", code(lifetime)),
        None => "the lifetime of an argument's reference".to_owned(),
    };
    complaint.message = format!(
        "hidden type for {} captures lifetime that does not appear in bounds",
        code(opaque)
    )
    .into();
    complaint.label = format!("what is returned here holds {what}").into();
    complaint.notes.push(
        "up to edition 2021 `impl Trait` holds only the lifetimes that its bounds name; from edition 2024 on it holds all of them"
            .into(),
    );
    way(context, error, complaint, "");
}

pub(super) fn escapes_closure(
    context: &Context,
    error: &Error<Located>,
    complaint: &mut Complaint,
) {
    complaint.message = "borrowed data escapes outside of closure".into();
    complaint.label = "what the closure is lent is kept here".into();
    complaint
        .notes
        .push("what a call lends is good for that call alone: keep a copy or a clone of it".into());
    way(context, error, complaint, "");
}

pub(super) fn captured_escapes(
    context: &Context,
    error: &Error<Located>,
    complaint: &mut Complaint,
) {
    complaint.message = "captured variable cannot escape `FnMut` closure body".into();
    complaint.label =
        "returns a reference to a captured variable which escapes the closure body".into();
    complaint.notes.push(
        "an `FnMut` closure has its captured variables for as long as a call lasts: the next call needs them again"
            .into(),
    );
    way(context, error, complaint, "");
}

/// The steps from the borrow to what keeps it alive. `issued`: what the label of the borrow says; empty where
/// the borrow is the primary place.
pub(super) fn way(
    context: &Context,
    error: &Error<Located>,
    complaint: &mut Complaint,
    issued: &str,
) {
    // The end of what is borrowed comes when the reference is where it is used later.
    let (ends, mut steps): (Vec<_>, Vec<_>) = error
        .steps
        .iter()
        .partition(|step| matches!(step.kind, ErrorStepKind::Ended { .. }));
    let last = steps.iter().rposition(|it| {
        matches!(
            it.kind,
            ErrorStepKind::Way(_) | ErrorStepKind::Borrowed { .. }
        )
    });
    let behind = last.map_or(0, |last| last + 1);
    steps.splice(behind..behind, ends);
    let mut steps = steps.into_iter().peekable();
    while let Some(step) = steps.next() {
        if let ErrorStepKind::Way(first) = &step.kind {
            let mut way = vec![(first, step.at)];
            while let Some(next) = steps.next_if(|it| matches!(it.kind, ErrorStepKind::Way(_))) {
                if let ErrorStepKind::Way(kind) = &next.kind {
                    way.push((kind, next.at));
                }
            }
            let stages = way::stages(context, way).into_iter();
            let labels = stages.map(|stage| Label::new(stage.at, stage.words));
            complaint.because.extend(labels);
            continue;
        }
        let Some(words) = step_words(context, error, step, issued) else {
            continue;
        };
        let label = Label::new(step.at, words);
        let shown = !matches!(step.kind, ErrorStepKind::Borrowed { .. }) || !issued.is_empty();
        if shown && step.at != error.at {
            complaint.labels.push(label.clone());
        }
        complaint.because.push(label);
    }
}

fn step_words(
    context: &Context,
    error: &Error<Located>,
    step: &ErrorStep<Located>,
    issued: &str,
) -> Option<String> {
    Some(match &step.kind {
        ErrorStepKind::Borrowed { .. } if issued.is_empty() => "borrowed here".to_owned(),
        ErrorStepKind::Borrowed { .. } => issued.to_owned(),
        ErrorStepKind::Ended { place } if place.is_empty() => match error.kind {
            ErrorKind::TemporaryDropped => "temporary value is freed at the end of this statement",
            _ => "temporary value is freed here",
        }
        .to_owned(),
        ErrorStepKind::Ended { place } => {
            format!("{} dropped here while still borrowed", code(place))
        }
        ErrorStepKind::UsedLater(Some(value))
            if context.value(*value).declared.span == step.at.span =>
        {
            "borrow later stored here".to_owned()
        }
        ErrorStepKind::UsedLater(_) => used_later(context, error, step),
        ErrorStepKind::DroppedLater(Some(value)) => {
            let value = context.value(*value);
            format!(
                "borrow might be used here, when {} is dropped and runs the destructor for type {}",
                code(&value.name),
                code(&value.ty)
            )
        }
        ErrorStepKind::DroppedLater(None) => {
            "borrow might be used here, when a temporary is dropped and runs its destructor"
                .to_owned()
        }
        ErrorStepKind::Demanded(lifetime) => demanded(error, lifetime.as_deref()),
        _ => return None,
    })
}

/// `first borrow later used here`, and in which iteration of a loop.
fn used_later(context: &Context, error: &Error<Located>, step: &ErrorStep<Located>) -> String {
    let which = match &error.kind {
        ErrorKind::Conflict(Conflict {
            access: ConflictAccess::Borrow(kind),
            loan,
            ..
        }) => match (adjective(*kind), adjective(*loan)) {
            (new, old) if new == old => "first borrow".to_owned(),
            (_, old) => format!("{old} borrow"),
        },
        _ => "borrow".to_owned(),
    };
    let (used, wrong) = (step.at.span, error.at.span);
    if context.runs_next(step.at, error.at) || used == wrong {
        format!("{which} later used here, in a later iteration of the loop")
    } else if used != wrong && used.contains(wrong) {
        format!("{which} later used by call")
    } else {
        format!("{which} later used here")
    }
}

/// What demands that a borrow lasts for a lifetime.
fn demanded(error: &Error<Located>, lifetime: Option<&str>) -> String {
    let last = error.steps.iter().rev().find_map(|step| match &step.kind {
        ErrorStepKind::Way(kind) => Some(kind),
        _ => None,
    });
    let what = match last {
        Some(StepKind::Returned) => "returning this value",
        Some(StepKind::Constant) => "using this value in a constant or static",
        Some(StepKind::Passed { .. } | StepKind::Bound { .. }) => "argument",
        Some(StepKind::Annotated) => "type annotation",
        _ => "this",
    };
    let borrowed = match &error.kind {
        ErrorKind::Conflict(conflict) if !conflict.borrowed.is_empty() => code(&conflict.borrowed),
        _ if !error.place.is_empty() => code(&error.place),
        _ => "the value".to_owned(),
    };
    match lifetime {
        Some(lifetime) => format!(
            "{what} requires that {borrowed} is borrowed for {}",
            code(lifetime)
        ),
        None => {
            format!("{what} requires that {borrowed} is borrowed for longer than the function runs")
        }
    }
}
