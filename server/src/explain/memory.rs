//! What a move or copy does to memory, in words.

use crate::facts::{Callee, Cause, Located, Value};

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

/// What a function of the standard library does to the memory of what it takes, where that is its purpose.
pub(super) fn converted(cause: &Cause) -> Option<String> {
    let (Cause::Receiver(callee)
    | Cause::Argument {
        callee: Some(callee),
        ..
    }) = cause
    else {
        return None;
    };
    conversion(callee).map(str::to_owned)
}

fn conversion(callee: &Callee) -> Option<&'static str> {
    Some(match callee.path.as_str() {
        "Box::new" => "The value moves into a new block on the heap; the box is the pointer to it.",
        "Rc::new" | "Arc::new" => {
            "The value moves into a new block on the heap, behind its two counts (strong 1, weak 1); clones only count up."
        }
        "Vec::into_boxed_slice" => {
            "The box keeps pointer and length, without a capacity: room that is not used is given back, and the elements move to a smaller block if there is any."
        }
        "String::into_boxed_str" => {
            "The box keeps pointer and length, without a capacity: room that is not used is given back, and the text moves to a smaller block if there is any."
        }
        "String::into_bytes" | "slice::into_vec" | "str::into_string" => {
            "The block on the heap is taken over as it is; nothing in it is copied."
        }
        _ => return None,
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
