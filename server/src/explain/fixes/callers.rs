//! What the calls of a function in the file need when it takes by `&mut` what it took by `&`.

use crate::facts::Span;
use crate::project::outline::{Call, Function};

use super::super::context::Context;
use super::{Edit, uses};

/// What follows from the change of a signature.
#[derive(Default)]
pub(super) struct Callers {
    /// The changes of the calls, and of the variables that they lend.
    pub(super) edits: Vec<Edit>,
    /// The lines of the calls that have to be changed by hand.
    pub(super) lines: Vec<usize>,
}

impl Callers {
    fn lend(&mut self, context: &Context, call: &Call, lent: Option<Vec<Edit>>) {
        match lent {
            // Two calls may lend the same variable.
            Some(edits) => {
                for edit in edits {
                    if !self.edits.contains(&edit) {
                        self.edits.push(edit);
                    }
                }
            }
            None => self.lines.push(context.line_of(call.at.start)),
        }
    }
}

/// The calls of a function whose parameter becomes a `&mut`.
pub(super) fn of_parameter(context: &Context, function: &Function, index: usize) -> Callers {
    let mut callers = Callers::default();
    let outline = context.outline();
    let name = context.source(function.name);
    let Some(parameter) = function.parameters.get(index) else {
        return callers;
    };
    let ty = context
        .source(parameter.ty.at)
        .trim_start_matches('&')
        .trim();
    if function.receiver.is_some() {
        for call in of_type(context, function) {
            callers.lend(context, &call, argument(context, &call, index, ty));
        }
        return callers;
    }
    if outline.functions(name).len() > 1 {
        return callers;
    }
    for call in outline.calls_of(name) {
        callers.lend(context, &call, argument(context, &call, index, ty));
    }
    let hidden = outline.calls_in_macros(name).into_iter();
    let lines = hidden.map(|call| context.line_of(call.name.start));
    callers.lines.extend(lines);
    callers.lines.sort_unstable();
    callers.lines.dedup();
    callers
}

/// The calls of a method that takes `&mut self` from now on.
pub(super) fn of_receiver(context: &Context, function: &Function) -> Callers {
    let mut callers = Callers::default();
    for call in of_type(context, function) {
        let variable = call.receiver.and_then(|it| context.outline().variable(it));
        let lent = variable.map(|it| match it.mutable {
            true => Vec::new(),
            false => vec![Edit::insert(it.name.start, "mut ")],
        });
        callers.lend(context, &call, lent);
    }
    callers
}

/// The calls of a method whose receiver is known to be of its type.
fn of_type(context: &Context, function: &Function) -> Vec<Call> {
    let outline = context.outline();
    let is_own = |receiver: Span| match context.source(receiver) {
        "self" => outline.function(receiver).is_some_and(|it| {
            let lent = it.receiver.map(|it| context.source(it));
            // By `&mut self` it can be lent on as it is.
            it.container == function.container
                && it.name != function.name
                && matches!(lent, Some("&self" | "self"))
        }),
        _ => outline
            .variable(receiver)
            .and_then(|it| it.ty)
            .is_some_and(|ty| Some(uses::name(&ty)) == function.container.as_deref()),
    };
    let mut own = outline.method_calls_of(context.source(function.name));
    own.retain(|call| call.receiver.is_some_and(is_own));
    own
}

/// `&mut x` for `&x`, with a variable that can change.
fn argument(context: &Context, call: &Call, index: usize, ty: &str) -> Option<Vec<Edit>> {
    let outline = context.outline();
    let reference = outline.reference(*call.arguments.get(index)?)?;
    if reference.mutable {
        return Some(Vec::new());
    }
    let variable = outline.variable(reference.of)?;
    if uses::name(variable.ty.as_deref()?) != uses::name(ty) {
        return None;
    }
    let mut edits = vec![Edit::insert(reference.of.start, "mut ")];
    if !variable.mutable {
        edits.push(Edit::insert(variable.name.start, "mut "));
    }
    Some(edits)
}
