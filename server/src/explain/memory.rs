//! What a move or copy does to memory, in words.

use crate::facts::{Located, Value};

use super::words::{bytes, code, sentence};

/// What is copied when the value as a whole is moved; `None` if its size is not known.
pub(super) fn moved(value: &Value<Located>) -> Option<String> {
    let size = value.size?;
    if size == 0 {
        return Some("The type has no size: nothing is copied at run time.".to_owned());
    }
    let copied = format!("{} {} copied", bytes(size), verb(size));
    Some(match heap(&value.ty) {
        Some((header, rest)) => format!(
            "{} ({header}); {rest} stays where it is.",
            sentence(&copied)
        ),
        None => format!("{} at most; no code of the type runs.", sentence(&copied)),
    })
}

/// What is copied when the value as a whole is copied.
pub(super) fn copied(value: &Value<Located>) -> Option<String> {
    match value.size? {
        0 => Some("The type has no size: nothing is copied at run time.".to_owned()),
        size => Some(format!("{} {} copied.", sentence(&bytes(size)), verb(size))),
    }
}

fn verb(size: u64) -> &'static str {
    if size == 1 { "is" } else { "are" }
}

/// For the standard library's owners of heap memory: what the value itself holds, and what it points
/// to.
fn heap(ty: &str) -> Option<(String, &'static str)> {
    let name = ty.split('<').next().unwrap_or(ty);
    let buffer = "pointer, capacity and length";
    Some(match name {
        "String" => (buffer.to_owned(), "the text on the heap"),
        "Vec" => (buffer.to_owned(), "the buffer on the heap"),
        "Box" => ("the pointer".to_owned(), "the content on the heap"),
        "Rc" | "Arc" => (
            format!("the pointer; the count of {} does not change", code(name)),
            "the content on the heap",
        ),
        _ => return None,
    })
}
