//! Why a type is not `Copy`, in words.

use crate::facts::{Located, NotCopy, Value};

use super::words::{article, code};

/// `` `T` is not `Copy`: … ``; `None` where the type is `Copy` or nothing is known.
pub(super) fn sentence(value: &Value<Located>) -> Option<String> {
    if value.copy {
        return None;
    }
    let ty = code(&value.ty);
    let copy = code("Copy");
    Some(match value.not_copy.as_ref()? {
        NotCopy::Field { path, ty: field } => {
            format!(
                "{ty} is not {copy}: its field {} is {} {}, which is not {copy}.",
                code(path),
                article(field),
                code(field)
            )
        }
        NotCopy::NoImpl => {
            format!(
                "{ty} is not {copy}: all its fields are, but it has no {}.",
                code("impl Copy")
            )
        }
        NotCopy::Destructor => {
            format!(
                "{ty} is not {copy}: it implements {}, which excludes {copy}.",
                code("Drop")
            )
        }
        NotCopy::UniqueReference => format!(
            "A {} reference is not {copy}: a copy would be a second one to the same place.",
            code("&mut")
        ),
        NotCopy::Parameter
            if value
                .ty
                .contains(|c: char| !c.is_alphanumeric() && c != '_') =>
        {
            format!("No bound says that {ty} is {copy}.")
        }
        NotCopy::Parameter => {
            format!("{ty} is not {copy}: it is a type parameter without the bound {copy}.")
        }
        NotCopy::Captures => {
            format!(
                "{ty} is not {copy}: what it captures, a value or a {} borrow, is not {copy}.",
                code("&mut")
            )
        }
    })
}
