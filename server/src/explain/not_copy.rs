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
        NotCopy::Field { path, ty: field } => format!(
            "{ty} is not {copy}: {} is {} {}, which is not {copy}.",
            part(&value.ty, path, field),
            article(field),
            code(field)
        ),
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
        NotCopy::Captures if value.ty.starts_with("impl Future") => {
            format!("{ty} is not {copy}: the future of an async block never is.")
        }
        NotCopy::Captures => {
            format!(
                "{ty} is not {copy}: what it captures, a value or a {} borrow, is not {copy}.",
                code("&mut")
            )
        }
    })
}

/// The field that is not `Copy`: what a type like `Option` holds is its content.
pub(super) fn part(ty: &str, path: &str, field: &str) -> String {
    let arguments = ty.split_once('<').and_then(|(_, it)| it.strip_suffix('>'));
    let numbered = path.chars().all(|c| c.is_ascii_digit());
    match arguments {
        Some(content) if numbered && content == field => "its content".to_owned(),
        _ => format!("its field {}", code(path)),
    }
}
