//! The rule of the language behind a use by value or a borrow, in words.
//!
//! Terms are those of the Reference: "Place expressions and value expressions", "Method-call
//! expressions", "Closure types", "Patterns", "Destructors".

use crate::facts::{Borrow, BorrowKind, Callee, Cause, Event, Located};

use super::context::Context;
use super::destination;
use super::words::{code, ordinal};

/// Why a place is read by value.
pub(super) fn by_value(context: &Context, event: &Event<Located>, cause: &Cause) -> String {
    match cause {
        Cause::Initialiser => format!("The initialiser of a {} is used by value.", code("let")),
        Cause::Assignment => format!("The right side of {} is used by value.", code("=")),
        Cause::Argument {
            callee: Some(callee),
            index,
            parameter,
            parameter_ty,
        } => argument(
            callee,
            *index,
            parameter.as_deref(),
            parameter_ty.as_deref(),
        ),
        Cause::Argument { callee: None, .. } => {
            "Arguments of a call are passed by value.".to_owned()
        }
        Cause::Receiver(callee) => format!(
            "{} takes {}: the method call passes its receiver by value.",
            code(&callee.path),
            code(callee.receiver.as_deref().unwrap_or("self"))
        ),
        Cause::Called => format!(
            "The call goes through {}, which takes what is called by value.",
            code("FnOnce")
        ),
        Cause::Operator {
            operator,
            trait_name: Some(name),
        } => {
            format!(
                "{} is a call of the trait {}, which takes this operand by value.",
                code(operator),
                code(name)
            )
        }
        Cause::Operator {
            operator,
            trait_name: None,
        } => {
            format!(
                "The built-in operator {} reads its operands by value.",
                code(operator)
            )
        }
        Cause::Field { .. } | Cause::TupleField(_) | Cause::ArrayElement => {
            "The parts of a new value are used by value.".to_owned()
        }
        Cause::StructUpdate { field, .. } => format!(
            "{} takes the fields that are not listed out of the base, one by one; {} is one of them.",
            code(".."),
            code(field)
        ),
        Cause::Return if event.closure.is_some() => {
            "What a closure returns is used by value.".to_owned()
        }
        Cause::Return => "What a function returns is used by value.".to_owned(),
        Cause::Break => format!(
            "{} passes its operand on by value, as the loop's result.",
            code("break")
        ),
        Cause::ForIterable => format!(
            "{} calls {} on what it iterates over, and that takes {}.",
            code("for"),
            code("IntoIterator::into_iter"),
            code("self")
        ),
        Cause::Question => {
            format!(
                "{} hands its operand to {}, by value.",
                code("?"),
                code("Try::branch")
            )
        }
        Cause::Await => {
            format!(
                "{} hands its operand to {}, by value.",
                code(".await"),
                code("IntoFuture::into_future")
            )
        }
        Cause::Yield => format!("{} hands its operand out by value.", code("yield")),
        Cause::Capture => captured_by_value(context, event),
        Cause::Pattern { binding, .. } => format!(
            "The pattern binds {} by value, so it takes that part out of what is matched.",
            code(binding)
        ),
        Cause::Discarded => {
            "An expression statement evaluates its expression to a value and drops it.".to_owned()
        }
        Cause::Temporary => {
            "A place in a value expression context is read into a temporary.".to_owned()
        }
        Cause::Read => "The operand is read by value.".to_owned(),
        Cause::Explicit
        | Cause::Reborrow
        | Cause::Deref { .. }
        | Cause::Index { .. }
        | Cause::Format
        | Cause::Compared => "The operand is used by value.".to_owned(),
    }
}

fn argument(callee: &Callee, index: usize, name: Option<&str>, ty: Option<&str>) -> String {
    let path = code(&callee.path);
    match (name, ty) {
        (Some(name), Some(ty)) => {
            format!(
                "{path} declares the parameter {}: it takes its argument by value.",
                code(format!("{name}: {ty}"))
            )
        }
        (None, Some(ty)) => {
            format!(
                "{path} declares its {} parameter as {}: it takes its argument by value.",
                ordinal(index),
                code(ty)
            )
        }
        _ => format!("{path} takes its {} argument by value.", ordinal(index)),
    }
}

fn captured_by_value(context: &Context, event: &Event<Located>) -> String {
    let closure = destination::closure(context, event);
    match &event.capture {
        Some(capture) if capture.by_keyword => {
            format!(
                "{} makes {closure} capture by value what it uses.",
                code("move")
            )
        }
        Some(capture) => format!(
            "{closure} uses it by value in line {}, so it captures it by value.",
            context.line(capture.used_at)
        ),
        None => format!("{closure} captures it by value."),
    }
}

/// Why a place is borrowed.
pub(super) fn by_reference(context: &Context, event: &Event<Located>, borrow: &Borrow) -> String {
    let kind = sigil(borrow);
    match &borrow.cause {
        Cause::Receiver(callee) => format!(
            "{} takes {}: the method call borrows its receiver{}.",
            code(&callee.path),
            code(callee.receiver.as_deref().unwrap_or("&self")),
            if borrow.implicit { " (autoref)" } else { "" }
        ),
        Cause::Operator {
            operator,
            trait_name,
        } => format!(
            "{} {}, which takes this operand by reference.",
            code(operator),
            match trait_name {
                Some(name) => format!("is a call of the trait {}", code(name)),
                None => "is a built-in operator".to_owned(),
            }
        ),
        Cause::Called => format!(
            "The call goes through {}, which takes what is called by {} reference.",
            code(if borrow.kind == BorrowKind::Shared {
                "Fn"
            } else {
                "FnMut"
            }),
            if borrow.kind == BorrowKind::Shared {
                "shared"
            } else {
                "mutable"
            }
        ),
        Cause::Capture => captured_by_reference(context, event, borrow),
        Cause::Pattern {
            binding,
            explicit_ref: true,
        } => {
            format!("The pattern binds {} with {}.", code(binding), code("ref"))
        }
        Cause::Pattern {
            binding,
            explicit_ref: false,
        } => format!(
            "A pattern that is no reference pattern matches through a reference, so {} is bound by reference (default binding mode).",
            code(binding)
        ),
        Cause::Explicit => format!(
            "{} makes a reference to the place; nothing is moved.",
            code(kind.trim())
        ),
        Cause::Deref { mutable } => format!(
            "Dereferencing a smart pointer calls {}.",
            code(if *mutable {
                "DerefMut::deref_mut(&mut self)"
            } else {
                "Deref::deref(&self)"
            })
        ),
        Cause::Index { mutable } => format!(
            "Indexing calls {}.",
            code(if *mutable {
                "IndexMut::index_mut(&mut self, …)"
            } else {
                "Index::index(&self, …)"
            })
        ),
        Cause::Format => "The formatting macros take their arguments by reference.".to_owned(),
        Cause::Compared => "Matching compares the place through a reference.".to_owned(),
        _ if borrow.reborrow && borrow.implicit => format!(
            "Where a reference is expected the compiler passes on a reborrow, {}, instead of the reference itself.",
            code(format!("{kind}{}", event.place))
        ),
        _ if borrow.implicit => {
            format!(
                "The compiler inserts {} here.",
                code(format!("{kind}{}", event.place))
            )
        }
        _ => format!(
            "{} makes a reference to the place; nothing is moved.",
            code(kind.trim())
        ),
    }
}

fn captured_by_reference(context: &Context, event: &Event<Located>, borrow: &Borrow) -> String {
    let closure = destination::closure(context, event);
    let kind = match borrow.kind {
        BorrowKind::Shared => "a shared",
        BorrowKind::Mutable { .. } => "a mutable",
        BorrowKind::Unique => "a unique",
    };
    match &event.capture {
        Some(capture) => format!(
            "{closure} captures what it uses as weakly as it can: for the use in line {}, {kind} reference is enough.",
            context.line(capture.used_at)
        ),
        None => format!("{closure} captures it as {kind} reference."),
    }
}

/// `&` or `&mut `.
pub(super) fn sigil(borrow: &Borrow) -> &'static str {
    match borrow.kind {
        BorrowKind::Shared => "&",
        BorrowKind::Mutable { .. } | BorrowKind::Unique => "&mut ",
    }
}
