//! `&mut *x`: a reborrow where a `&mut` reference would be moved.

use crate::facts::{Cause, Destination, Error, ErrorStepKind, Located, NotCopy};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind};

/// Passes on a reborrow of a `&mut` reference that is used again.
pub(super) fn instead_of_move(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let value = context.value(error.value?);
    if !value.ty.starts_with("&mut ") || value.not_copy != Some(NotCopy::UniqueReference) {
        return None;
    }
    let mut edits = Vec::new();
    for step in &error.steps {
        let ErrorStepKind::Moved(moved) = &step.kind else {
            continue;
        };
        let takes = matches!(
            moved.transfer.cause,
            Cause::Argument { .. } | Cause::Initialiser
        );
        let written = context.source(step.at.span) == value.name;
        if moved.capture.is_some() || step.at.in_macro || !takes || !written {
            return None;
        }
        if let Destination::Value(id) = moved.transfer.into {
            // The new reference must not be in use when the old one is used again.
            let mut later = context.events_of(id);
            if moved.previous_iteration || later.any(|it| it.at.span.end > error.at.span.start) {
                return None;
            }
        }
        edits.push(Edit::insert(step.at.span.start, "&mut *"));
    }
    (!edits.is_empty()).then(|| Fix {
        kind: FixKind::Reborrow,
        title: format!("reborrow with {}", code(format!("&mut *{}", value.name))).into(),
        edits,
        tradeoff: format!(
            "costs nothing; {} is usable again when the reborrow ends",
            code(&value.name)
        )
        .into(),
    })
}
