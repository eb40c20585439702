//! Where a value goes, in words.

use crate::facts::{Callee, Cause, Destination, Event, Located, Transfer};

use super::context::Context;
use super::words::{code, ordinal};
use super::{memory, owner};

/// `into …`, `to the caller`, `and dropped at once`: how an answer goes on.
pub(super) fn phrase(context: &Context, event: &Event<Located>, transfer: &Transfer) -> String {
    match &transfer.into {
        Destination::Value(id) => format!("into {}", code(&context.value(*id).name)),
        Destination::Place(_, place) => format!("into {}", code(place)),
        Destination::Parameter => format!("into {}", parameter(&transfer.cause)),
        Destination::Field => format!("into {}", field(&transfer.cause)),
        Destination::Caller if event.closure.is_some() => "to whoever calls the closure".to_owned(),
        Destination::Caller => "to the caller".to_owned(),
        Destination::Closure => format!("into {}", closure(context, event)),
        Destination::Temporary => temporary(&transfer.cause),
        Destination::Dropped => "and dropped at once".to_owned(),
    }
}

/// The parameter that the rule fills.
pub(super) fn parameter(cause: &Cause) -> String {
    match cause {
        Cause::Argument {
            callee: Some(callee),
            index,
            parameter,
            parameter_ty,
        } => {
            let of = format!("{}'s", code(called_name(callee)));
            match (parameter, parameter_ty) {
                (Some(name), Some(ty)) => {
                    format!("{of} parameter {}", code(format!("{name}: {ty}")))
                }
                (Some(name), None) => format!("{of} parameter {}", code(name)),
                (None, Some(ty)) => {
                    format!("{of} {} parameter of type {}", ordinal(*index), code(ty))
                }
                (None, None) => format!("{of} {} parameter", ordinal(*index)),
            }
        }
        Cause::Argument {
            callee: None,
            index,
            ..
        } => {
            format!(
                "the {} parameter of the value that is called",
                ordinal(*index)
            )
        }
        Cause::Receiver(callee) => format!("{}'s {}", code(called_name(callee)), code("self")),
        Cause::Operator {
            operator,
            trait_name: Some(name),
        } => {
            format!("the operator {} (trait {})", code(operator), code(name))
        }
        Cause::Operator {
            operator,
            trait_name: None,
        } => format!("the operator {}", code(operator)),
        Cause::ForIterable => format!("{}'s {}", code("into_iter"), code("self")),
        Cause::Question => format!("the operator {}", code("?")),
        Cause::Await => format!("the future that {} runs", code(".await")),
        Cause::Called => "the call".to_owned(),
        _ => "a parameter".to_owned(),
    }
}

fn field(cause: &Cause) -> String {
    match cause {
        Cause::Field { adt, field } | Cause::StructUpdate { adt, field } => {
            if field.parse::<u32>().is_ok() {
                format!("a new {}", code(adt))
            } else {
                format!("the field {} of a new {}", code(field), code(adt))
            }
        }
        Cause::TupleField(index) => format!("field {} of a new tuple", code(index)),
        Cause::ArrayElement => "a new array".to_owned(),
        _ => "a field of a new value".to_owned(),
    }
}

/// `the closure` or `the async block`.
pub(super) fn closure(context: &Context, event: &Event<Located>) -> &'static str {
    if is_async_block(context, event.at) {
        "the async block"
    } else {
        "the closure"
    }
}

/// Whether what captures is an `async` block, as opposed to a closure.
pub(super) fn is_async_block(context: &Context, at: Located) -> bool {
    let source = context.source(at.span).trim_start();
    source.strip_prefix("async").is_some_and(|rest| {
        let rest = rest.trim_start();
        let rest = rest.strip_prefix("move").unwrap_or(rest);
        rest.trim_start().starts_with('{')
    })
}

fn temporary(cause: &Cause) -> String {
    let phrase = match cause {
        Cause::Operator { operator, .. } => return format!("for the operator {}", code(operator)),
        Cause::Read => "where it is read",
        Cause::ForIterable => "into the loop's iterator",
        Cause::Break => "out of the loop",
        Cause::TupleField(_) => "into a new tuple",
        Cause::ArrayElement => "into a new array",
        Cause::Field { .. } | Cause::StructUpdate { .. } => "into a new value",
        _ => "into a temporary",
    };
    phrase.to_owned()
}

/// Who owns a moved value afterwards and where that ends; `None` if there is nothing certain to add.
pub(super) fn owner_after(
    context: &Context,
    event: &Event<Located>,
    transfer: &Transfer,
) -> Option<String> {
    Some(match &transfer.into {
        Destination::Value(id) => {
            let name = code(&context.value(*id).name);
            match owner::end(context, *id) {
                Some(end) => format!("{name} owns it now; it is {end}."),
                None => format!("{name} owns it now."),
            }
        }
        Destination::Place(_, place) => format!("{} owns it now.", code(place)),
        Destination::Parameter => called(&transfer.cause)?,
        Destination::Field => "It is part of the new value now and is dropped with it.".to_owned(),
        Destination::Caller if event.closure.is_some() => {
            "Whoever calls the closure owns it from here on.".to_owned()
        }
        Destination::Caller => "The caller owns it from here on.".to_owned(),
        Destination::Closure => {
            format!(
                "It is dropped with {}, unless it is moved on inside.",
                closure(context, event)
            )
        }
        Destination::Temporary | Destination::Dropped => return None,
    })
}

fn called(cause: &Cause) -> Option<String> {
    let callee = match cause {
        Cause::Argument {
            callee: Some(callee),
            ..
        }
        | Cause::Receiver(callee) => callee,
        Cause::ForIterable => {
            return Some(
                "The iterator that it is turned into is dropped where the loop ends.".to_owned(),
            );
        }
        _ => return None,
    };
    let name = code(called_name(callee));
    if memory::converted(cause).is_some() {
        return Some(format!("What {name} returns owns it from here on."));
    }
    Some(match known(callee) {
        Some(Known::Drop) => {
            format!("{name} does nothing with it: it is dropped when the call returns.")
        }
        Some(Known::Forget) => format!("{name} never drops it: what it owns is leaked."),
        None => format!("{name} owns it from here on and drops it, unless it hands it on."),
    })
}

/// Functions whose whole purpose is what they do to ownership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    Drop,
    Forget,
}

fn known(callee: &Callee) -> Option<Known> {
    match callee.path.as_str() {
        "mem::drop" => Some(Known::Drop),
        "mem::forget" => Some(Known::Forget),
        _ => None,
    }
}

/// The shortest name of where a moved value goes, for owner lines and hints; `None` if it is nowhere
/// that has a name.
pub(super) fn short(
    context: &Context,
    event: &Event<Located>,
    transfer: &Transfer,
) -> Option<String> {
    Some(match &transfer.into {
        Destination::Value(id) => context.value(*id).name.clone(),
        Destination::Place(_, place) => place.clone(),
        Destination::Parameter => match &transfer.cause {
            Cause::Argument {
                callee: Some(callee),
                ..
            }
            | Cause::Receiver(callee) => called_name(callee).to_owned(),
            Cause::Operator { operator, .. } => operator.clone(),
            Cause::ForIterable => "for".to_owned(),
            Cause::Question => "?".to_owned(),
            Cause::Await => ".await".to_owned(),
            _ => return None,
        },
        Destination::Field => match &transfer.cause {
            Cause::Field { adt, .. } | Cause::StructUpdate { adt, .. } => adt.clone(),
            _ => return None,
        },
        Destination::Caller => "caller".to_owned(),
        Destination::Closure => closure(context, event)
            .trim_start_matches("the ")
            .to_owned(),
        Destination::Temporary | Destination::Dropped => return None,
    })
}

/// [`short`] inside a sentence: names as code, `the caller`, `a closure` in words.
pub(super) fn short_words(
    context: &Context,
    event: &Event<Located>,
    transfer: &Transfer,
) -> Option<String> {
    let name = short(context, event, transfer)?;
    Some(match transfer.into {
        Destination::Caller => "the caller".to_owned(),
        Destination::Closure => closure(context, event)
            .replace("the ", if name.starts_with('a') { "an " } else { "a " }),
        _ => code(name),
    })
}

/// A method's or function's own name; with its type where it is called through that.
fn called_name(callee: &Callee) -> &str {
    let of_type = callee.path.starts_with(|first: char| first.is_uppercase());
    if callee.receiver.is_none() && of_type {
        &callee.path
    } else {
        &callee.name
    }
}
