//! `T: 'a`: a promise that what a type parameter stands for lives long enough.

use crate::facts::{Error, Located};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind};

pub(super) fn of_parameter(
    context: &Context,
    error: &Error<Located>,
    parameter: &str,
    lifetime: &str,
) -> Option<Fix> {
    let function = context.outline().function(error.at.span)?;
    if function.of_trait {
        return None;
    }
    let (at, bounded) = context.outline().type_parameter(error.at.span, parameter)?;
    let text = if bounded {
        format!(" + {lifetime}")
    } else {
        format!(": {lifetime}")
    };
    let tradeoff = if lifetime == "'static" {
        "costs nothing; callers cannot pass what holds references to their variables".to_owned()
    } else {
        format!(
            "costs nothing; callers must pass what is valid for {}",
            code(lifetime)
        )
    };
    Some(Fix {
        kind: FixKind::Lifetime,
        title: format!(
            "promise that {} outlives {}",
            code(parameter),
            code(lifetime)
        )
        .into(),
        edits: vec![Edit::insert(at, text)],
        tradeoff: tradeoff.into(),
    })
}
