//! What closures, coroutines and async blocks capture.

use std::collections::BTreeMap;

use crate::found::{Events, Excuse, Found};
use crate::mir::{Body, Closure, Operand, Projection, Rvalue, Span, Statement, StatementKind};
use crate::support::event::What;
use crate::types::is_plainly_copy;
use crate::uses::what;
use crate::variables::{Variable, Variables, behind_reference};
use crate::view::View;

/// What the fields of closures stand for: by the closure's key and the field's index, the captured place
/// as the user would write it and whether it goes through a reference.
pub type Captures = BTreeMap<(String, u32), (String, bool)>;

/// The temporaries that hold references for closures: to the closure's key and the field.
pub type Captured = BTreeMap<u32, (String, u32)>;

/// Finds the temporaries that become fields of closures.
///
/// rustc prints one operand for each captured *variable*, though there is one for each captured *place*: of
/// a closure that captures `x.a` and `x.b` the last is not shown. Its reference was made for the same
/// expression, and those that are not shown come in the order of the fields.
pub fn captured(body: &Body, variables: &Variables) -> Captured {
    let mut out = Captured::new();
    for block in body.blocks.values() {
        for (at, statement) in block.statements.iter().enumerate() {
            let Some((closure, operands)) = made(statement) else {
                continue;
            };
            for (field, operand) in (0..).zip(operands) {
                if operand.place.projections.is_empty() && variables.find(&operand.place).is_none()
                {
                    out.insert(operand.place.local, (closure.key.clone(), field));
                }
            }
            let hidden = operands.len() as u32..closure.captures.len() as u32;
            let mut hidden =
                hidden.filter(|&field| closure.captures[field as usize].starts_with('&'));
            for other in &block.statements[..at] {
                if let StatementKind::Assign(to, Rvalue::Ref { .. }) = &other.kind
                    && other.span == statement.span
                    && !out.contains_key(&to.local)
                    && variables.whole(to.local).is_none()
                    && let Some(field) = hidden.next()
                {
                    out.insert(to.local, (closure.key.clone(), field));
                }
            }
        }
    }
    out
}

/// The closure that a statement makes, with the captures that are printed. Of an async closure rustc prints
/// nothing more than these.
fn made(statement: &Statement) -> Option<(Closure, &[Operand])> {
    match &statement.kind {
        StatementKind::Assign(_, Rvalue::Closure(operands)) => {
            Some((statement.closure.clone().unwrap_or_default(), operands))
        }
        _ => None,
    }
}

/// Whether the body is an async closure's, which does nothing but make the coroutine of what is written.
fn is_async_closure(body: &Body) -> bool {
    body.locals
        .get(&1)
        .is_some_and(|itself| itself.ty.contains("{async closure@"))
}

/// Adds what the closure or coroutine that a statement makes captures by value.
pub fn add(
    view: &View<'_>,
    statement: &Statement,
    span: &Span,
    events: &mut Events,
    captures: &mut Captures,
) {
    let Some((closure, operands)) = made(statement) else {
        return;
    };
    let excuse = coroutine_of(view, span);
    for (field, operand) in (0..).zip(operands) {
        if let Some(mut mention) = view.mention(what(operand.kind), &operand.place, span) {
            let reborrow = behind_reference(mention.variable, &mention.rest);
            let place = mention.found.event.place.clone();
            captures.insert((closure.key.clone(), field), (place, reborrow));
            mention.found.event.capture = true;
            mention.found.excuse = mention.found.excuse.or(excuse);
            events.add(mention.found);
        }
    }
}

/// An excuse for captures of the coroutine that is an `async fn`'s or async closure's body.
pub fn coroutine_of(view: &View<'_>, span: &Span) -> Option<Excuse> {
    let body = view.text(span).starts_with('{') || is_async_closure(view.body);
    body.then_some(Excuse::AsyncParameter)
}

/// Adds the captures by value that rustc does not print, see [`captured`]: the closure's own body knows
/// them. `outer` is the body that makes the closure with this key, `inner` are the closure's variables.
pub fn add_hidden(outer: &View<'_>, key: &str, inner: &Variables, events: &mut Events) {
    let statements = outer
        .body
        .blocks
        .values()
        .flat_map(|block| &block.statements);
    let mut closures = statements.filter_map(|statement| {
        let (closure, operands) = made(statement).filter(|(closure, _)| closure.key == key)?;
        Some((statement.span.as_ref()?, closure, operands.len() as u32))
    });
    let Some((span, closure, printed)) = closures.next() else {
        return;
    };
    for variable in &inner.0 {
        let field = variable.captured.filter(|&field| field >= printed);
        let by_reference = variable.place.projections.last() == Some(&Projection::Deref);
        let ty = field.and_then(|field| closure.captures.get(field as usize));
        let found = ty
            .filter(|_| !by_reference)
            .and_then(|ty| hidden(outer, variable, ty, span));
        found.into_iter().for_each(|found| events.add(found));
    }
}

fn hidden(outer: &View<'_>, variable: &Variable, ty: &str, span: &Span) -> Option<Found> {
    let same = outer
        .variables
        .0
        .iter()
        .find(|other| other.declared == variable.declared)?;
    let what = if is_plainly_copy(ty) {
        What::Copy
    } else {
        What::Move
    };
    let mut found = outer.mention(what, &same.place, span)?.found;
    found.event.place = variable.root.clone();
    found.event.capture = true;
    Some(found)
}
