//! Lifetimes that have to be written.

use crate::facts::{Error, Located, MissingLifetime};

use super::super::context::Context;
use super::super::words::code;
use super::{Complaint, Label};

pub(super) fn words(
    context: &Context,
    error: &Error<Located>,
    place: MissingLifetime,
    several: bool,
    complaint: &mut Complaint,
) {
    let (message, label) = if several {
        (
            "missing lifetime specifiers",
            "expected named lifetime parameters",
        )
    } else {
        (
            "missing lifetime specifier",
            "expected named lifetime parameter",
        )
    };
    complaint.message = message.into();
    complaint.label = label.into();
    for step in &error.steps {
        complaint
            .labels
            .push(Label::new(step.at, "expected named lifetime parameter"));
    }
    let note = match place {
        MissingLifetime::Field => {
            "the type has to say how long what it refers to lives: declare a lifetime on it, or own the value"
                .to_owned()
        }
        MissingLifetime::Alias => {
            "the alias has to say how long what it refers to lives: declare a lifetime on it"
                .to_owned()
        }
        MissingLifetime::Result { candidates: 0 } => {
            "the result is borrowed, but there is no argument for it to be borrowed from".to_owned()
        }
        MissingLifetime::Result { .. } => format!(
            "the result is borrowed, but the signature does not say whether from {}",
            lenders(context, error)
        ),
    };
    complaint.notes.push(note.into());
}

/// `` `a` or `b` ``: the parameters that lend something.
fn lenders(context: &Context, error: &Error<Located>) -> String {
    let function = context.outline().function(error.at.span);
    let result = function.as_ref().and_then(|it| it.result.as_ref());
    // It may be the type of a function within the signature or the body.
    let own = result.is_some_and(|it| it.elided.contains(&error.at.span.end));
    let parameters = function.iter().filter(|_| own);
    let names: Vec<String> = parameters
        .flat_map(|it| &it.parameters)
        .filter(|it| !it.ty.elided.is_empty() || !it.ty.written.is_empty())
        .filter_map(|it| Some(code(context.source(it.name?))))
        .collect();
    match names.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => "one argument or another".to_owned(),
    }
}
