//! Changes of what may not be changed (E0384, E0594, E0596).

use crate::facts::{Error, ErrorStepKind, Immutability, Located};

use super::super::context::Context;
use super::super::words::code;
use super::{Complaint, Label, declared, subject, unmovable};

pub(super) fn reassigned(context: &Context, error: &Error<Located>, complaint: &mut Complaint) {
    let name = subject(error);
    let parameter = error.value.is_some_and(|id| context.value(id).parameter);
    let what = if parameter {
        "cannot assign to immutable argument"
    } else {
        "cannot assign twice to immutable variable"
    };
    complaint.message = format!("{what} {name}").into();
    complaint.label = what.into();
    let first = error
        .steps
        .iter()
        .find(|step| step.kind == ErrorStepKind::FirstAssigned)
        .map(|step| step.at)
        .or_else(|| declared(error));
    if let Some(at) = first.filter(|_| !parameter) {
        let label = Label::new(at, format!("first assignment to {name}"));
        complaint.because.push(label.clone());
        complaint.labels.push(label);
    }
}

pub(super) fn words(
    error: &Error<Located>,
    borrowed: bool,
    because: &Immutability,
    complaint: &mut Complaint,
) {
    let name = subject(error);
    let verb = |what: &str| {
        if borrowed {
            format!("cannot borrow {what} as mutable")
        } else {
            format!("cannot assign to {what}")
        }
    };
    let cannot = if borrowed {
        "cannot borrow as mutable"
    } else {
        "cannot assign"
    };
    complaint.label = cannot.into();
    complaint.message = match because {
        Immutability::NotMut => format!("{}, {}", verb(&name), not_mut(error)),
        Immutability::SharedReference(pointer) | Immutability::ConstPointer(pointer) => {
            let kind = match because {
                Immutability::SharedReference(_) => format!("{} reference", code("&")),
                _ => format!("{} pointer", code("*const")),
            };
            let so = if borrowed {
                "borrowed as mutable"
            } else {
                "written to"
            };
            if !pointer.is_empty() {
                complaint.label =
                    format!("{} is a {kind}, so it cannot be {so}", code(pointer)).into();
            }
            if error.place.is_empty() {
                verb(&format!("data in a {kind}"))
            } else if borrowed {
                format!("{}, as it is behind a {kind}", verb(&name))
            } else {
                format!("{}, which is behind a {kind}", verb(&name))
            }
        }
        Immutability::FnClosure => format!(
            "{}, as it is a captured variable in a {} closure",
            verb(&name),
            code("Fn")
        ),
        Immutability::Static => verb(&format!("immutable static item {name}")),
        Immutability::Deref(ty) => verb(&format!("data in {}", unmovable::lender(ty))),
        Immutability::Index(ty) => verb(&format!("data in an index of {}", code(&ty.text))),
        Immutability::Guard => format!("{}, as it is immutable for the pattern guard", verb(&name)),
    }
    .into();
    if let Some(at) = declared(error) {
        let words = match because {
            Immutability::FnClosure => "declared here, outside the closure",
            _ => "not declared as mutable",
        };
        let label = Label::new(at, words);
        complaint.because.push(label.clone());
        if at != error.at {
            complaint.labels.push(label);
        }
    }
    for step in &error.steps {
        if step.kind == ErrorStepKind::CapturedUse {
            let words = format!("mutable borrow occurs due to use of {name} in closure");
            complaint.labels.push(Label::new(step.at, words));
        }
        if step.kind == ErrorStepKind::BorrowedMutably {
            complaint.label = "not mutable".into();
            complaint.labels.push(Label::new(step.at, cannot));
        }
    }
}

/// `as it is not declared as mutable`, or that of the variable which the place is a part of.
fn not_mut(error: &Error<Located>) -> String {
    let variable = error
        .place
        .trim_start_matches('*')
        .split(['.', '['])
        .next()
        .unwrap_or_default();
    if variable == error.place {
        "as it is not declared as mutable".to_owned()
    } else {
        format!("as {} is not declared as mutable", code(variable))
    }
}

/// A guard of a `match` changes what is matched.
pub(super) fn by_guard(error: &Error<Located>, borrowed: bool, complaint: &mut Complaint) {
    let action = if borrowed { "mutably borrow" } else { "assign" };
    let name = subject(error);
    complaint.message = format!("cannot {action} {name} in match guard").into();
    complaint.label = format!("cannot {action}").into();
    for step in &error.steps {
        if step.kind == ErrorStepKind::Matched {
            let label = Label::new(step.at, "value is immutable in match guard");
            complaint.because.push(label.clone());
            complaint.labels.push(label);
        }
    }
    complaint
        .notes
        .push("change it in the body of the arm, or in front of the `match`".into());
}
