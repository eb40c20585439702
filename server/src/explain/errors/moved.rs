//! Uses after a move and before a first value (E0382, E0381).

use crate::facts::{
    Access, Cause, Destination, Error, ErrorStep, ErrorStepKind, EventKind, Located, MoveStep,
    NotCopy,
};

use super::super::context::Context;
use super::super::words::{article, code};
use super::super::{destination, not_copy};
use super::{Complaint, Label, declared, noun, participle, subject};

pub(super) fn moved(
    context: &Context,
    error: &Error<Located>,
    access: Access,
    partial: bool,
    complaint: &mut Complaint,
) {
    let partially = if partial { "partially " } else { "" };
    // What a variant holds has no name of its own.
    let way = context.outline().way_in(error.at.span);
    let place = if error.place.is_empty() || way.is_some_and(|it| it.variant.is_some()) {
        String::new()
    } else {
        format!(": {}", code(&error.place))
    };
    complaint.message = format!("{} of {partially}moved value{place}", noun(access)).into();
    let again = error.steps.iter().find_map(|step| match &step.kind {
        ErrorStepKind::Moved(step) if step.previous_iteration => Some(step),
        _ => None,
    });
    let itself = error.steps.iter().any(|step| step.at == error.at);
    let after = if partial { "partial move" } else { "move" };
    complaint.label = match again {
        Some(_) if itself => format!(
            "value {partially}moved {}here, in previous iteration of loop",
            ""
        ),
        _ => format!("value {} here after {after}", participle(access)),
    }
    .into();
    for step in &error.steps {
        if let ErrorStepKind::Moved(moved) = &step.kind {
            let words = label(moved, partial, closure_noun(context, step));
            complaint.because.push(Label::new(step.at, words.clone()));
            if step.at != error.at {
                complaint.labels.push(Label::new(step.at, words));
            }
            if let Some(capture) = &moved.capture {
                let used = Label::new(
                    capture.used_at,
                    format!(
                        "variable moved due to use in {}",
                        closure_noun(context, step)
                    ),
                );
                complaint.labels.push(used);
            }
        }
    }
    why_not_copy(context, error, complaint);
    for step in &error.steps {
        if let ErrorStepKind::Moved(moved) = &step.kind {
            complaint
                .notes
                .extend(passed_on(context, moved).map(Into::into));
        }
    }
}

/// Where the value went from the variable that it was moved into: `w` passes it on to `take` in line 5.
fn passed_on(context: &Context, moved: &MoveStep<Located>) -> Option<String> {
    const LONGEST: usize = 8;
    let mut into = &moved.transfer.into;
    let mut stages = Vec::new();
    while let Destination::Value(id) = into
        && stages.len() < LONGEST
    {
        let moves = context.moves_of(*id);
        let [event] = moves.as_slice() else { break };
        let EventKind::Move(transfer) = &event.kind else {
            break;
        };
        let Some(target) = destination::short_words(context, event, transfer) else {
            break;
        };
        stages.push(format!(
            "{} to {target} in line {}",
            code(&context.value(*id).name),
            context.line(event.at)
        ));
        into = &transfer.into;
    }
    (!stages.is_empty()).then(|| format!("it is moved on from there: {}", stages.join(", ")))
}

fn closure_noun(context: &Context, step: &ErrorStep<Located>) -> &'static str {
    if destination::is_async_block(context, step.at) {
        "async block"
    } else {
        "closure"
    }
}

/// What rustc says at the move.
fn label(moved: &MoveStep<Located>, partial: bool, closure: &str) -> String {
    let partially = if partial { "partially " } else { "" };
    let place = code(&moved.place);
    let repeated = if moved.previous_iteration {
        ", in previous iteration of loop"
    } else {
        ""
    };
    if moved.capture.is_some() {
        return format!("value {partially}moved into {closure} here{repeated}");
    }
    match &moved.transfer.cause {
        Cause::ForIterable => format!(
            "{place} {partially}moved due to this implicit call to {}{repeated}",
            code(".into_iter()")
        ),
        Cause::Receiver(callee) => format!(
            "{place} {partially}moved due to this call of {}{repeated}",
            code(&callee.path)
        ),
        Cause::Called => format!("{place} moved due to this call{repeated}"),
        Cause::Operator { operator, .. } => format!(
            "{place} {partially}moved due to usage in operator {}{repeated}",
            code(operator)
        ),
        Cause::Await => format!("{place} {partially}moved due to this await{repeated}"),
        _ => format!("value {partially}moved here{repeated}"),
    }
}

/// `move occurs because …`, at the declaration or as a note.
fn why_not_copy(context: &Context, error: &Error<Located>, complaint: &mut Complaint) {
    let Some(first) = error.steps.iter().find_map(|step| match &step.kind {
        ErrorStepKind::Moved(moved) => Some(moved),
        _ => None,
    }) else {
        return;
    };
    let value = error.value.map(|id| context.value(id));
    let whole = value.filter(|value| value.name == first.place);
    let (ty, not_copy) = match (&first.ty, whole) {
        (Some(name), _) => (&name.text, &name.not_copy),
        (None, Some(value)) => (&value.ty, &value.not_copy),
        (None, None) => return,
    };
    let sentence = format!(
        "move occurs because {} has type {}, which does not implement the {} trait",
        code(&first.place),
        code(ty),
        code("Copy")
    );
    match whole {
        Some(value) => complaint.labels.push(Label::new(value.declared, sentence)),
        None => complaint.notes.push(sentence.into()),
    }
    if let Some(NotCopy::Field { path, ty: field }) = not_copy {
        complaint.notes.push(
            format!(
                "{} is not {} because {} is {} {}",
                code(ty),
                code("Copy"),
                not_copy::part(ty, path, field),
                article(field),
                code(field)
            )
            .into(),
        );
    }
}

pub(super) fn uninitialised(
    error: &Error<Located>,
    access: Access,
    possibly: bool,
    complaint: &mut Complaint,
) {
    let name = subject(error);
    let (what, state) = match (access, possibly) {
        (Access::AssignPart, _) => ("partially assigned binding", "isn't fully initialized"),
        (_, false) => ("used binding", "isn't initialized"),
        (_, true) => ("used binding", "is possibly-uninitialized"),
    };
    complaint.message = format!("{what} {name} {state}").into();
    let but = if access == Access::AssignPart {
        "partially assigned"
    } else {
        "used"
    };
    let state = if possibly {
        "it is possibly-uninitialized"
    } else {
        "it isn't initialized"
    };
    complaint.label = format!("{name} {but} here but {state}").into();
    if let Some(at) = declared(error) {
        let label = Label::new(at, "binding declared here but left uninitialized");
        complaint.because.push(label.clone());
        complaint.labels.push(label);
    }
}
