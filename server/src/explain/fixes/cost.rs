//! What a clone costs, going by the type.

use crate::facts::Value;

use super::super::words::{bytes, code};
use super::uses;

/// The cost of a clone of a value of a type; `of`: the variable, where it is the whole value that is cloned.
pub(super) fn of_clone<P>(ty: &str, of: Option<&Value<P>>) -> String {
    match uses::name(ty) {
        "Rc" | "Arc" => "counts one owner more: what it points to is not copied".to_owned(),
        "String" | "PathBuf" | "OsString" => "copies the text on the heap".to_owned(),
        "Vec" | "VecDeque" | "LinkedList" | "HashSet" | "BTreeSet" | "BinaryHeap" => {
            "copies all elements".to_owned()
        }
        "HashMap" | "BTreeMap" => "copies all entries".to_owned(),
        _ => match of.filter(|it| !it.needs_drop).and_then(|it| it.size) {
            // What needs no drop owns nothing on the heap.
            Some(size) => format!("copies {}", bytes(size)),
            None => format!("calls {}", code("Clone::clone")),
        },
    }
}
