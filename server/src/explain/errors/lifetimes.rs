//! Lifetimes of a signature that would have to outlive others.

use crate::facts::{Error, LifetimeDemand, LifetimeError, Located, SignatureLifetime};

use super::super::context::Context;
use super::super::words::code;
use super::Complaint;
use super::loans::way;

/// The two lifetimes and what relates them.
pub(super) struct Relation<'a> {
    pub(super) error: LifetimeError,
    pub(super) longer: &'a SignatureLifetime,
    pub(super) shorter: &'a SignatureLifetime,
    /// The parameter whose type lacks a lifetime.
    pub(super) unnamed: Option<&'a str>,
    pub(super) demand: LifetimeDemand,
}

pub(super) fn describe(
    context: &Context,
    error: &Error<Located>,
    relation: &Relation<'_>,
    complaint: &mut Complaint,
) {
    let (long, short) = match error.closure {
        Some(_) => (
            named(relation.longer, "what is lent for a call"),
            named(relation.shorter, "the call"),
        ),
        None => (
            named(relation.longer, "the lifetime of one reference"),
            named(relation.shorter, "that of another"),
        ),
    };
    let demand = format!("requires that {long} must outlive {short}");
    (complaint.message, complaint.label) = match relation.error {
        LifetimeError::TooShort => (
            "lifetime may not live long enough".into(),
            wrong_return(context, error, relation)
                .unwrap_or_else(|| format!("{} {demand}", demanding(relation.demand)))
                .into(),
        ),
        LifetimeError::ExplicitRequired => {
            let (longer, shorter) = (&relation.longer.name, &relation.shorter.name);
            let required = longer.as_deref().or(shorter.as_deref());
            let required = required.map_or_else(|| "lifetime".to_owned(), code);
            let message = match relation.unnamed {
                Some(name) => {
                    format!("explicit lifetime required in the type of {}", code(name)).into()
                }
                None => "explicit lifetime required in parameter type".into(),
            };
            (message, format!("lifetime {required} required").into())
        }
        LifetimeError::Escapes => (
            "borrowed data escapes outside of function".into(),
            demand.into(),
        ),
    };
    if relation.demand == LifetimeDemand::Object {
        complaint.notes.push(
            format!(
                "{} without a lifetime stands for {}: what is inside may borrow nothing that ends",
                code("Box<dyn Trait>"),
                code("Box<dyn Trait + 'static>")
            )
            .into(),
        );
    }
    way(context, error, complaint, "");
}

/// What is said of a lifetime that is returned in place of another one of the signature.
fn wrong_return(
    context: &Context,
    error: &Error<Located>,
    relation: &Relation<'_>,
) -> Option<String> {
    let (longer, shorter) = (
        relation.longer.name.as_ref()?,
        relation.shorter.name.as_ref()?,
    );
    let returned = relation.demand == LifetimeDemand::Returned && error.closure.is_none();
    if !returned || shorter == "'static" {
        return None;
    }
    let function = context.outline().function(error.at.span)?;
    let what = match (&function.container, function.receiver) {
        (_, Some(_)) => "method",
        (Some(_), None) => "associated function",
        (None, None) => "function",
    };
    Some(format!(
        "{what} was supposed to return data with lifetime {} but it is returning data with lifetime {}",
        code(shorter),
        code(longer)
    ))
}

fn demanding(demand: LifetimeDemand) -> &'static str {
    match demand {
        LifetimeDemand::Returned => "returning this value",
        LifetimeDemand::Object => "coercion to a trait object",
        LifetimeDemand::Other => "this",
    }
}

/// How the lifetime is called; `other` where nothing is known of it.
fn named(lifetime: &SignatureLifetime, other: &str) -> String {
    match (&lifetime.name, &lifetime.parameter) {
        (Some(name), _) => code(name),
        (None, Some(parameter)) if lifetime.alone => {
            format!("the lifetime in the type of {}", code(parameter))
        }
        (None, Some(parameter)) => format!("a lifetime in the type of {}", code(parameter)),
        (None, None) => other.to_owned(),
    }
}
