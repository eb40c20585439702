//! Whether a variable would do as a reference, going by what happens to it.

use crate::facts::{BorrowKind, Cause, Event, EventKind, Located, Span, ValueId};

use super::super::context::Context;

/// The variable whose name is declared at a range.
pub(super) fn declared_at(context: &Context, name: Span) -> Option<ValueId> {
    let values = context.facts.values.iter();
    let mut values = values.enumerate();
    let (index, _) = values.find(|(_, value)| value.declared.span == name)?;
    Some(ValueId(index as u32))
}

/// Whether a variable is only used in ways that work as well if it holds a shared reference to its value:
/// methods that take `&self`, indices, format arguments, arguments that are references to a type that is
/// written.
pub(super) fn works_as_reference(context: &Context, id: ValueId) -> bool {
    context.complete() && context.events_of(id).all(is_lent)
}

/// Whether a use works as well if the variable holds a shared reference to its value.
pub(super) fn is_lent(event: &Event<Located>) -> bool {
    match &event.kind {
        EventKind::Drop(_) => true,
        EventKind::Borrow(borrow) => {
            let works = match &borrow.cause {
                Cause::Receiver(callee) => callee.receiver.as_deref() == Some("&self"),
                Cause::Format
                | Cause::Deref { mutable: false }
                | Cause::Index { mutable: false }
                | Cause::Capture => true,
                Cause::Explicit | Cause::Reborrow => false,
                _ => false,
            };
            works && borrow.kind == BorrowKind::Shared
        }
        EventKind::Move(_)
        | EventKind::Copy(_)
        | EventKind::Assign(_)
        | EventKind::TempDrop { .. } => false,
    }
}

/// Methods that everything has which a program keeps, by `&self`.
const BY_REFERENCE: [&str; 26] = [
    "len",
    "is_empty",
    "as_str",
    "as_bytes",
    "as_slice",
    "chars",
    "bytes",
    "lines",
    "trim",
    "split",
    "starts_with",
    "ends_with",
    "contains",
    "iter",
    "first",
    "last",
    "get",
    "to_string",
    "to_owned",
    "clone",
    "to_vec",
    "is_some",
    "is_none",
    "is_ok",
    "is_err",
    "keys",
];

/// Whether a method of the standard library takes `&self` whatever it is called on.
pub(super) fn takes_reference(method: &str) -> bool {
    BY_REFERENCE.contains(&method)
}

/// Types whose values are copied by a load.
const SCALARS: [&str; 17] = [
    "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize", "f32",
    "f64", "bool", "char", "()",
];

/// Whether a type is a number, `bool`, `char` or `()`.
pub(super) fn is_scalar(ty: &str) -> bool {
    SCALARS.contains(&ty)
}

/// The first generic argument of a type.
pub(super) fn argument(ty: &str) -> Option<&str> {
    let (_, arguments) = ty.split_once('<')?;
    let arguments = arguments.strip_suffix('>')?;
    let mut depth = 0;
    let end = arguments.char_indices().find(|(_, c)| {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth -= 1,
            _ => {}
        }
        *c == ',' && depth == 0
    });
    Some(match end {
        Some((end, _)) => &arguments[..end],
        None => arguments,
    })
}

/// The name of a type without its generic arguments.
pub(super) fn name(ty: &str) -> &str {
    ty.split('<').next().unwrap_or(ty)
}
