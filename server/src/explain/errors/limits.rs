//! Programs that would do no harm, and the limit of the checker that they meet; and borrows that live longer
//! than they look.

use crate::facts::{
    Callee, Cause, Conflict, ConflictAccess, Error, ErrorKind, ErrorStepKind, EventKind, Located,
    StepKind,
};

use super::super::context::Context;
use super::super::words::code;
use super::subject;

/// Why nothing would go wrong, or would not under a condition, in a sentence or two; `None` where the program is
/// wrong as far as can be told.
pub(super) fn harmless(context: &Context, error: &Error<Located>) -> Option<String> {
    let ErrorKind::Conflict(conflict) = &error.kind else {
        return None;
    };
    two_elements(context, conflict, error)
        .or_else(|| on_another_path(conflict))
        .or_else(|| behind_methods(context, conflict, error))
}

/// `v[i]` and `v[j]`. The elements that a pattern names are compared.
fn two_elements(context: &Context, conflict: &Conflict, error: &Error<Located>) -> Option<String> {
    let element = |place: &str| place.ends_with("[_]");
    let same = conflict.borrowed == error.place && element(&error.place) && !conflict.same;
    let mut events = context.facts.events.iter().filter(|it| it.at == error.at);
    let by_pattern = events.any(|it| match &it.kind {
        EventKind::Borrow(borrow) => matches!(borrow.cause, Cause::Pattern { .. }),
        _ => false,
    });
    (same && !by_pattern).then(|| {
        format!(
            "If the two indices are the same, both references would change one element. If they differ, nothing would go wrong: the checker does not compare indices, to it every element is {}.",
            code(&error.place)
        )
    })
}

/// A borrow that is returned on one path and in the way on another (NLL problem case 3).
fn on_another_path(conflict: &Conflict) -> Option<String> {
    conflict.returned_elsewhere.then(|| {
        format!(
            "On the path where the borrow is returned, a caller could still use it. On a path that does not return it nothing would go wrong: stable Rust lets a borrow that is returned anywhere last on every path after it (the next checker, Polonius, does not), and so {} counts as borrowed here.",
            code(&conflict.borrowed)
        )
    })
}

/// A method borrows all of what it is called on, though it may look at one field only.
fn behind_methods(
    context: &Context,
    conflict: &Conflict,
    error: &Error<Located>,
) -> Option<String> {
    if matches!(
        conflict.access,
        ConflictAccess::Move | ConflictAccess::Assign
    ) {
        return None;
    }
    let issued = error.steps.iter().find_map(|step| match step.kind {
        ErrorStepKind::Borrowed {
            captured: false, ..
        } => Some(step.at),
        _ => None,
    })?;
    let method = |at: Located| -> Option<&Callee> {
        let mut events = context.facts.events.iter().filter(|event| event.at == at);
        events.find_map(|event| match &event.kind {
            EventKind::Borrow(borrow) => match &borrow.cause {
                Cause::Receiver(callee) => Some(callee),
                _ => None,
            },
            _ => None,
        })
    };
    let first = method(issued)?;
    // Where the text has the methods, they belong to the program, and could be written otherwise.
    let own = |callee: &Callee| context.function(callee).is_some();
    let longer = error.steps.iter().any(|step| {
        matches!(&step.kind, ErrorStepKind::Way(StepKind::Tied { callee: Some(it) }) if it == first)
    });
    if !own(first) || !longer || issued == error.at {
        return None;
    }
    let whole = code(&conflict.borrowed);
    Some(match method(error.at) {
        Some(second) if second == first => return None,
        Some(second) => format!(
            "If {} and {} used different fields, nothing would go wrong. But the checker reads signatures only: {} borrows all of {whole} as long as its result is in use. Borrow the fields themselves, or give the methods the fields instead of {}.",
            code(&first.name),
            code(&second.name),
            code(&first.name),
            code("self")
        ),
        None => format!(
            "If {} looked at another field, nothing would go wrong. But the checker reads signatures only: {} borrows all of {whole} as long as its result is in use.",
            code(&first.name),
            code(&first.name)
        ),
    })
}

/// What makes a borrow live longer than it looks, as notes.
pub(super) fn notes(context: &Context, error: &Error<Located>) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(forever(context, error));
    notes.extend(temporary_at_the_end(context, error));
    notes.extend(temporary_of_a_scrutinee(context, error));
    notes
}

/// `&'a mut self` with the lifetime of the type itself: a borrow for good.
fn forever(context: &Context, error: &Error<Located>) -> Option<String> {
    let (callee, receiver, lifetime) = borrowed_for_good(context, error)?;
    let value = context.value(error.value?);
    Some(format!(
        "{} takes {}, and {} is a lifetime of the type itself: the call borrows {} for as long as the value can be used at all, so nothing else can use it afterwards. {} is enough as a rule.",
        code(&callee.path),
        code(receiver),
        code(lifetime),
        code(&value.name),
        code("&mut self")
    ))
}

/// The method of the text on the way that borrows its receiver for a lifetime of the receiver's own type, with the
/// receiver as written and the lifetime.
pub(in super::super) fn borrowed_for_good<'a>(
    context: &Context<'a>,
    error: &'a Error<Located>,
) -> Option<(&'a Callee, &'a str, &'a str)> {
    let mut callees = error.steps.iter().filter_map(|step| match &step.kind {
        ErrorStepKind::Way(
            StepKind::Tied { callee: Some(it) }
            | StepKind::Passed {
                callee: Some(it), ..
            },
        ) => Some(it),
        _ => None,
    });
    callees.find_map(|callee| {
        let function = context.function(callee)?;
        let receiver = context.source(function.receiver?);
        let (lifetime, kind) = receiver.strip_prefix('&')?.split_once(' ')?;
        // A lifetime that the method declares itself is as short as each call needs it.
        let own = function
            .lifetimes
            .iter()
            .any(|it| context.source(*it).split(':').next().map(str::trim) == Some(lifetime));
        let of_type = lifetime.starts_with('\'') && !own && kind.starts_with("mut");
        of_type.then_some((callee, receiver, lifetime))
    })
}

/// A temporary of a block's last expression is dropped behind the block's variables up to edition 2021.
fn temporary_at_the_end(context: &Context, error: &Error<Located>) -> Option<String> {
    let temporary = error
        .steps
        .iter()
        .any(|step| step.kind == ErrorStepKind::DroppedLater(None));
    let (block, index) = context.outline().block(error.at.span)?;
    let last = index + 1 == block.statements.len();
    (temporary && last && error.kind == ErrorKind::DroppedWhileBorrowed).then(|| {
        "The temporaries of a block's last expression are dropped after the block's variables up to edition 2021; since edition 2024 before them."
            .to_owned()
    })
}

/// A guard in the scrutinee of `match` or `if let` lives until its end.
fn temporary_of_a_scrutinee(context: &Context, error: &Error<Located>) -> Option<String> {
    let ErrorKind::Conflict(_) = &error.kind else {
        return None;
    };
    let temporary = error
        .steps
        .iter()
        .any(|step| step.kind == ErrorStepKind::DroppedLater(None));
    let issued = error.borrowed()?;
    let (issuing, _) = context.outline().block(issued.span)?;
    let inside =
        issuing.at.contains(error.at.span) && context.line(issued) < context.line(error.at);
    (temporary && inside).then(|| {
        format!(
            "A temporary in what {} or {} looks at lives until the end of the whole statement (that of {} since edition 2024 until the {} only). Bind what is needed of it with {} first.",
            code("match"),
            code("if let"),
            code("if let"),
            code("else"),
            code("let")
        )
    })
}

/// What is said of a move that happens on some paths only.
pub(super) fn on_some_paths(context: &Context, error: &Error<Located>) -> Option<String> {
    let ErrorKind::Moved { .. } = &error.kind else {
        return None;
    };
    let moves: Vec<_> = error
        .steps
        .iter()
        .filter_map(|step| match &step.kind {
            ErrorStepKind::Moved(moved) => Some((step, moved)),
            _ => None,
        })
        .collect();
    if moves.iter().any(|(_, moved)| moved.previous_iteration) {
        return Some(format!(
            "The first iteration of the loop moves {}; nothing is left of it for the second one.",
            subject(error)
        ));
    }
    let (block, _) = context.outline().block(error.at.span)?;
    let optional = moves.iter().all(|(step, _)| {
        let at = step.at.span;
        block.at.contains(at) && context.outline().is_optional_in(at, &block)
    });
    let lines: Vec<String> = moves
        .iter()
        .map(|(step, _)| context.line(step.at).to_string())
        .collect();
    let several = lines.len() > 1;
    (optional || several).then(|| {
        format!(
            "The move in line {} happens on some paths only. The checker asks whether any path leads from a move to the use, not whether that path is taken: a use has to be allowed on all of them.",
            super::super::words::list(&lines, "or")
        )
    })
}
