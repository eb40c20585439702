//! `as_ref`, `as_mut` and `as_deref` in front of a method that takes an `Option` or `Result` by value.

use crate::facts::{Cause, Error, ErrorKind, ErrorStepKind, Located, Span, Unmovable};
use crate::project::outline::Call;

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, through, uses};

/// Calls the method on a reference to the content.
pub(super) fn receiver(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let (at, ty) = match &error.kind {
        ErrorKind::Moved { .. } => moved(context, error)?,
        ErrorKind::CannotMove(obstacle) => {
            if matches!(obstacle, Unmovable::Guard | Unmovable::RawPointer { .. }) {
                return None;
            }
            let ty = match (&error.ty, error.value) {
                (Some(ty), _) => ty.text.clone(),
                (None, Some(id)) => {
                    let ty = &context.value(id).ty;
                    let ty = ty.trim_start_matches('&').trim_start_matches("mut ");
                    ty.to_owned()
                }
                (None, None) => return None,
            };
            (error.at.span, ty)
        }
        _ => return None,
    };
    let outline = context.outline();
    if !matches!(uses::name(&ty), "Option" | "Result") || !outline.is_postfix(at) {
        return None;
    }
    let call = outline.call_on(at)?;
    if let Some(fix) = mutable(context, error, at, &call) {
        return Some(fix);
    }
    let needed = needed(context, error, at, &call)?;
    let content = uses::argument(&ty).unwrap_or_default();
    let owner = matches!(uses::name(content), "String" | "Box" | "Vec");
    // Of references to these there is no default.
    if call.name == "unwrap_or_default" && !matches!(uses::name(content), "String" | "Vec") {
        return None;
    }
    let closure = matches!(
        call.name.as_str(),
        "map" | "and_then" | "is_some_and" | "is_ok_and"
    );
    // What is borrowed explicitly keeps its type.
    let (method, what) = match owner && !closure && needed.is_empty() {
        true => ("as_deref", "what the content owns"),
        false => ("as_ref", "the content"),
    };
    let place = code(context.source(at));
    Some(Fix {
        kind: FixKind::AsRef,
        title: format!(
            "borrow the content of {place} with {}",
            code(format!("{method}()"))
        )
        .into(),
        edits: needed
            .into_iter()
            .chain([Edit::insert(at.end, format!(".{method}()"))])
            .collect(),
        tradeoff: format!(
            "costs nothing; {} then gives a reference to {what}",
            code(&call.name)
        )
        .into(),
    })
}

/// Methods of collections and texts that take `&mut self` and give nothing back that holds it.
const CHANGING: [&str; 12] = [
    "push",
    "push_str",
    "pop",
    "clear",
    "insert",
    "remove",
    "extend",
    "sort",
    "truncate",
    "retain",
    "push_back",
    "push_front",
];

/// Whether a field is only read: it is borrowed, or is a number that the function returns.
fn is_read(context: &Context, field: Span) -> bool {
    let outline = context.outline();
    let borrowed = outline.reference_around(field.start);
    if borrowed.is_some_and(|it| it.of == field && !it.mutable) {
        return true;
    }
    let function = outline.function(field);
    let body = outline.block(field);
    function.zip(body).is_some_and(|(function, (block, _))| {
        let result = function.result.as_ref();
        function.body == Some(block.at)
            && block.statements.last().is_some_and(|it| it.at == field)
            && result.is_some_and(|it| uses::is_scalar(context.source(it.at)))
    })
}

/// Whether a field is assigned: `=` or another operator that assigns stands behind it.
fn is_assigned(context: &Context, field: Span) -> bool {
    let behind = context.text.get(field.end as usize..).unwrap_or_default();
    let behind = behind.trim_start();
    let compound = behind.trim_start_matches(['+', '-', '*', '/', '%', '&', '|', '^']);
    compound.starts_with('=') && !behind.starts_with("==")
}

/// `as_mut` where the content is changed through a mutable reference: `o.unwrap().push(1)`, `o.unwrap().n = 1`.
fn mutable(context: &Context, error: &Error<Located>, at: Span, call: &Call) -> Option<Fix> {
    let changing = match call.then.as_deref() {
        Some(method) => CHANGING.contains(&method),
        None => call.field != call.at && is_assigned(context, call.field),
    };
    let value = context.value(error.value?);
    let changeable = match &error.kind {
        ErrorKind::CannotMove(Unmovable::Reference { mutable }) => *mutable,
        _ => value.mutable && !value.ty.starts_with('&'),
    };
    let unwraps = matches!(call.name.as_str(), "unwrap" | "expect");
    (changing && changeable && unwraps).then(|| Fix {
        kind: FixKind::AsRef,
        title: format!(
            "borrow the content of {} with {}",
            code(context.source(at)),
            code("as_mut()")
        )
        .into(),
        edits: vec![Edit::insert(at.end, ".as_mut()")],
        tradeoff: format!(
            "costs nothing; {} then gives a mutable reference to the content",
            code(&call.name)
        )
        .into(),
    })
}

fn moved(context: &Context, error: &Error<Located>) -> Option<(Span, String)> {
    let [step] = error.steps.as_slice() else {
        return None;
    };
    let ErrorStepKind::Moved(moved) = &step.kind else {
        return None;
    };
    if !matches!(moved.transfer.cause, Cause::Receiver(_)) || step.at.in_macro {
        return None;
    }
    let ty = match (&moved.ty, error.value) {
        (Some(ty), _) => ty.text.clone(),
        (None, Some(id)) => context.value(id).ty.clone(),
        (None, None) => return None,
    };
    Some((step.at.span, ty))
}

/// What the uses of the result need to work with a reference to the content; `None` if they do not.
fn needed(context: &Context, error: &Error<Located>, at: Span, call: &Call) -> Option<Vec<Edit>> {
    match call.name.as_str() {
        "unwrap" | "expect" => match (&call.then, call.bound) {
            (Some(method), _) => uses::takes_reference(method).then(Vec::new),
            (None, Some(name)) => {
                let id = uses::declared_at(context, name)?;
                let end = through::last_use(context, id);
                let start = at.end;
                stays(context, error, at, Span { start, end })?;
                through::reference(context, id)
            }
            (None, None) if call.field != call.at => is_read(context, call.field).then(Vec::new),
            (None, None) => call.statement.then(Vec::new),
        },
        "unwrap_or_default" => {
            let then = call.then.as_deref();
            then.is_some_and(uses::takes_reference).then(Vec::new)
        }
        "map" | "is_some_and" | "is_ok_and" => {
            // The closure gets a reference; what it returns is its own affair.
            let [argument] = call.arguments.as_slice() else {
                return None;
            };
            stays(context, error, at, *argument)?;
            through::parameters(context, *argument)
        }
        _ => None,
    }
}

/// That what is borrowed stays as it is in a range.
fn stays(context: &Context, error: &Error<Located>, at: Span, scope: Span) -> Option<()> {
    let place = context.source(at);
    through::stays(context, error.value, place, scope, &[]).then_some(())
}
