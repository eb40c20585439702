//! What would go wrong at run time if the compiler accepted the program, or that nothing would.

use crate::facts::{
    Access, BorrowKind, Conflict, ConflictAccess, Error, ErrorKind, ErrorStepKind, Immutability,
    Located, MissingLifetime, NotCopy, Unmovable,
};

use super::super::context::Context;
use super::super::destination;
use super::super::words::code;
use super::{limits, subject};

/// A sentence or two.
pub(super) fn consequence(context: &Context, error: &Error<Located>) -> String {
    if let Some(limit) = limits::harmless(context, error) {
        return limit;
    }
    let name = match subject(error) {
        nameless if error.place.is_empty() => format!("the {nameless}"),
        name => name,
    };
    match &error.kind {
        ErrorKind::Moved { access, .. } => moved(context, error, *access),
        ErrorKind::Uninitialised { .. } => format!(
            "{name} would hold whatever bytes its memory happens to contain; to read them is undefined behaviour."
        ),
        ErrorKind::Reassigned => {
            "Nothing: the memory could be written again. Without `mut` the reader may rely on it that the value stays."
                .to_owned()
        }
        ErrorKind::CannotMove(obstacle) => cannot_move(&name, obstacle),
        ErrorKind::Immutable { because, .. } => immutable(because),
        ErrorKind::Conflict(it) => conflict(&name, it),
        ErrorKind::DroppedWhileBorrowed => {
            format!("The reference would dangle: it would point to where {name} was, which is freed.")
        }
        ErrorKind::TemporaryDropped => {
            "The reference would dangle: the temporary is freed at the end of the statement."
                .to_owned()
        }
        ErrorKind::ReturnsLocal { .. } => {
            "The caller would get a reference into a stack frame or heap block that is gone: a use after free."
                .to_owned()
        }
        ErrorKind::ClosureOutlives => format!(
            "{} would read {name} after its stack frame is gone, or from another thread while it is freed.",
            match destination::is_async_block(context, error.at) {
                true => "The future",
                false => "The closure",
            }
        ),
        ErrorKind::ThreadLocalEnds => format!(
            "The reference would dangle when the thread ends: each thread has its own {name}, which is freed with it."
        ),
        ErrorKind::ChangedByGuard { .. } => {
            "The patterns were tested against the old value: an arm could be entered whose pattern does not match any more, and its bindings read as what they are not."
                .to_owned()
        }
        ErrorKind::ParameterTooShort { parameter, lifetime } => format!(
            "With a reference for {}, what is kept for {} could dangle. With a type that owns all it has, nothing would go wrong: the signature does not say which it is.",
            code(parameter),
            code(lifetime)
        ),
        ErrorKind::HiddenLifetime { .. } => {
            "The caller would not see that the result borrows from the argument: it could free it and use the result afterwards."
                .to_owned()
        }
        ErrorKind::EscapesClosure => lent_for_a_call(),
        ErrorKind::Lifetime { .. } if error.closure.is_some() => lent_for_a_call(),
        ErrorKind::CapturedEscapes => {
            "Each call could give another reference to the same variable, and one of them change what the others look at."
                .to_owned()
        }
        ErrorKind::MissingLifetime { place, .. } => missing_lifetime(*place),
        ErrorKind::DestructorNeedsBorrowed => {
            "The destructor could change or free what the reference still points to.".to_owned()
        }
        ErrorKind::Lifetime { .. } => {
            "A caller could go on using the reference after what it points to is gone: nothing in the signature forbids it."
                .to_owned()
        }
    }
}

fn lent_for_a_call() -> String {
    "The caller may free what it lends as soon as the call is over: what is kept would dangle."
        .to_owned()
}

fn moved(context: &Context, error: &Error<Located>, access: Access) -> String {
    let moved = error.steps.iter().find_map(|step| match &step.kind {
        ErrorStepKind::Moved(moved) => Some(moved),
        _ => None,
    });
    let Some(moved) = moved else {
        return String::new();
    };
    let value = error.value.map(|id| context.value(id));
    let whole = value.filter(|value| value.name == moved.place);
    let not_copy = match (&moved.ty, whole) {
        (Some(ty), _) => ty.not_copy.as_ref(),
        (None, Some(value)) => value.not_copy.as_ref(),
        (None, None) => None,
    };
    let place = code(&moved.place);
    match not_copy {
        Some(NotCopy::UniqueReference) => format!(
            "There would be two {} references to one place, each of which may rely on being the only one.",
            code("&mut")
        ),
        Some(NotCopy::NoImpl) => format!(
            "Nothing: the bytes of {place} are still there, and nothing is freed twice. The type is not {} because its author has not said so.",
            code("Copy")
        ),
        _ if access == Access::AssignPart => {
            "The rest of the value stays moved, so the whole could never be used or dropped as one."
                .to_owned()
        }
        _ => format!(
            "{place} and its new owner would both own the same memory: the use would read what may be freed already, and it would be freed twice."
        ),
    }
}

fn missing_lifetime(place: MissingLifetime) -> String {
    match place {
        MissingLifetime::Field => {
            "A value of the type could be kept after what it refers to is freed: nothing would tie the two."
        }
        MissingLifetime::Alias => {
            "Whoever uses the alias could keep the reference after what it refers to is freed."
        }
        MissingLifetime::Result { candidates: 0 } => {
            "There is nothing that the caller lends: the reference could only be to a static, or to what ends with the function and is freed."
        }
        MissingLifetime::Result { .. } => {
            "The caller would not know which argument must stay alive: it could free the one that the result refers to."
        }
    }
    .to_owned()
}

fn cannot_move(name: &str, obstacle: &Unmovable) -> String {
    match obstacle {
        Unmovable::Captured { .. } => format!(
            "The closure may be called again, and the second call would find {name} gone."
        ),
        Unmovable::Guard => {
            "If the guard then says no, the next arm would look at a value that is gone.".to_owned()
        }
        Unmovable::Destructor(ty) => format!(
            "The destructor of {} would run on a value of which a part is gone.",
            code(&ty.text)
        ),
        Unmovable::Element { .. } => {
            "The collection would still hold the element: it would be dropped twice, unless which index is gone were tracked at run time."
                .to_owned()
        }
        Unmovable::Static => "The next use of the static would find it gone.".to_owned(),
        _ => format!(
            "The owner would not know that {name} is gone, and use or drop it again: a double free."
        ),
    }
}

fn immutable(because: &Immutability) -> String {
    match because {
        Immutability::NotMut => {
            "Nothing: this variable alone owns the value. `mut` tells the reader that it changes."
                .to_owned()
        }
        Immutability::SharedReference(_) | Immutability::ConstPointer(_) => {
            "Others may read through a reference of their own at that moment: a data race with another thread, a dangling iterator in this one."
                .to_owned()
        }
        Immutability::FnClosure => {
            "Whoever holds the closure may call it from several places at once, each changing the same variable."
                .to_owned()
        }
        Immutability::Static => "Every thread sees the static: a data race.".to_owned(),
        Immutability::Deref(_) => {
            "Other owners share the value and may hold references into it.".to_owned()
        }
        Immutability::Index(_) => {
            "Nothing by itself: the collection offers no way to change an element by index.".to_owned()
        }
        Immutability::Guard => {
            "If the guard then says no, the next arms would be matched against another value."
                .to_owned()
        }
    }
}

fn conflict(name: &str, conflict: &Conflict) -> String {
    match (conflict.access, conflict.loan) {
        (ConflictAccess::Move, _) => format!(
            "The borrow would point to where {name} was: its new owner may free or change it meanwhile."
        ),
        (ConflictAccess::Assign, _) => format!(
            "The borrow would see {name} change, or point into the old value that the assignment frees."
        ),
        (ConflictAccess::Use | ConflictAccess::Borrow(BorrowKind::Shared), _) => format!(
            "The mutable borrow may change {name} at any moment: what is read here could be half changed, or freed."
        ),
        (ConflictAccess::Borrow(_), BorrowKind::Shared) => format!(
            "To change {name} now could move or free what the shared borrow still points to, as when a vector grows."
        ),
        (ConflictAccess::Borrow(_), _) => {
            "Two references could change the same place, each relying on being the only one."
                .to_owned()
        }
    }
}
