//! The places in the control flow at which something is dropped.

use std::collections::BTreeMap;

use crate::mir::{Body, OperandKind, Place, Projection, Rvalue, Span, StatementKind};
use crate::variables::same_path;

/// One drop in the control flow.
pub struct Site<'b> {
    pub block: u32,
    pub place: Place,
    pub span: &'b Span,
    /// Only the allocation of a box is freed.
    pub box_freed: bool,
}

/// All of them that control may reach while nothing unwinds.
pub fn sites(body: &Body) -> Vec<Site<'_>> {
    let order = body.reachable(&["unwind", "imaginary"]);
    let aliases = aliases(body);
    order
        .into_iter()
        .filter_map(|block| site(body, block, &aliases))
        .collect()
}

impl Site<'_> {
    /// `x = new` drops the old value, or what is left of it, then assigns at the same span: gives the
    /// number of steps of the assigned place.
    pub fn replaced(&self, body: &Body) -> Option<usize> {
        let aliases = aliases(body);
        let blocks = body.blocks.values().filter(|block| !block.cleanup);
        let statements = blocks.flat_map(|block| &block.statements);
        statements
            .filter(|statement| statement.span.as_ref() == Some(self.span))
            .find_map(|statement| {
                let StatementKind::Assign(to, Rvalue::Use(value)) = &statement.kind else {
                    return None;
                };
                let to = resolve(to, &aliases);
                let steps = to.projections.len();
                let starts = steps <= self.place.projections.len()
                    && same_path(&to.projections, &self.place.projections[..steps]);
                let replaces =
                    value.kind == OperandKind::Move && to.local == self.place.local && starts;
                replaces.then_some(steps)
            })
    }
}

/// What the pointers stand for that rustc made up: for the content of a box that is dropped in parts, and
/// for places that dereference twice.
fn aliases(body: &Body) -> BTreeMap<u32, Place> {
    let mut out = BTreeMap::new();
    for statement in body.blocks.values().flat_map(|block| &block.statements) {
        match &statement.kind {
            StatementKind::Assign(to, Rvalue::Alias(place)) => {
                drop(out.insert(to.local, place.clone()))
            }
            StatementKind::Assign(to, Rvalue::Other(operands)) => {
                if let [operand] = &operands[..]
                    && let [
                        path @ ..,
                        Projection::Field(0, unique),
                        Projection::Field(0, pointer),
                    ] = &operand.place.projections[..]
                    && unique.contains("::Unique<")
                    && pointer.contains("::NonNull<")
                {
                    out.insert(
                        to.local,
                        Place {
                            local: operand.place.local,
                            projections: path.to_vec(),
                        },
                    );
                }
            }
            _ => {}
        }
    }
    out
}

/// The place in terms of the user's variables and of temporaries of expressions.
fn resolve(place: &Place, aliases: &BTreeMap<u32, Place>) -> Place {
    let mut place = place.clone();
    while let Some(alias) = aliases.get(&place.local) {
        let projections = [&alias.projections[..], &place.projections[..]].concat();
        place = Place {
            local: alias.local,
            projections,
        };
    }
    place
}

/// What a block drops with its terminator.
fn site<'b>(body: &'b Body, number: u32, aliases: &BTreeMap<u32, Place>) -> Option<Site<'b>> {
    let block = body.blocks.get(&number).filter(|block| !block.cleanup)?;
    let last = block.statements.last()?;
    let span = last.span.as_ref()?;
    let (place, box_freed) = match &last.kind {
        StatementKind::Drop(place) => (place.clone(), false),
        // A box whose content was moved out is freed by a call of its own.
        StatementKind::Call {
            callee, operands, ..
        } if callee.starts_with("<Box<") && callee.ends_with("as Drop>::drop") => {
            let argument = operands.first()?;
            let borrowed = block
                .statements
                .iter()
                .find_map(|statement| match &statement.kind {
                    StatementKind::Assign(to, Rvalue::Ref { place, .. })
                        if to.same(&argument.place) && statement.span.as_ref() == Some(span) =>
                    {
                        Some(place.clone())
                    }
                    _ => None,
                });
            (borrowed?, true)
        }
        _ => return None,
    };
    Some(Site {
        block: number,
        place: resolve(&place, aliases),
        span,
        box_freed,
    })
}
