//! Moves out of what is only lent or has to stay whole (E0507, E0508, E0509;
//! `rustc_mir_dataflow::move_paths` and `rustc_borrowck`'s `report_move_errors`).

use std::collections::HashMap;

use super::super::uses;
use super::Cx;
use super::pointer::{Lender, lender, links};
use crate::facts::{Cause, Error, ErrorKind, ErrorStep, ErrorStepKind, TypeName, Unmovable};
use crate::flow::graph::{
    ClosureKind, LocalKind, Operand, Origin, PlaceId, Projection, Rvalue, StatementKind, TypeKind,
    Usage,
};

pub(super) fn find(cx: &Cx<'_>) -> Vec<Error<Origin>> {
    let mut errors: Vec<Error<Origin>> = Vec::new();
    // Bindings of one pattern are one error.
    let mut groups: HashMap<(Origin, Option<&'static str>), usize> = HashMap::new();
    for (_, _, statement) in cx.statements() {
        let (StatementKind::Assign { value, .. } | StatementKind::Evaluate(value)) =
            &statement.kind
        else {
            continue;
        };
        let Rvalue::Operands(operands) = value else {
            continue;
        };
        for operand in operands {
            let Operand::Move(place, usage) = operand else {
                continue;
            };
            if cx.graph.place(*place).ty.unknown {
                continue;
            }
            let Some(obstacle) = obstacle(cx, *place) else {
                continue;
            };
            let kind = ErrorKind::CannotMove(obstacle);
            let Some(matched) = usage.matched else {
                let at = uses::of_usage(usage, statement.origin);
                errors.push(cx.error(kind, *place, at, captured(usage)));
                continue;
            };
            let index = *groups
                .entry((matched, kind.code()))
                .or_insert_with(|| errors.len());
            if index == errors.len() {
                let whole = nameable(cx, *place);
                let ty = cx.graph.type_names.get(place).cloned();
                errors.push(Error {
                    ty,
                    ..cx.error(kind, whole, matched, Vec::new())
                });
            }
            let bound = bound(usage);
            if !errors[index].steps.contains(&bound) {
                errors[index].steps.push(bound);
            }
        }
    }
    errors
}

fn captured(usage: &Usage) -> Vec<ErrorStep<Origin>> {
    let used = usage.capture.map(|(at, _)| ErrorStep {
        kind: ErrorStepKind::CapturedUse,
        at,
    });
    used.into_iter().collect()
}

fn bound(usage: &Usage) -> ErrorStep<Origin> {
    let name = match &usage.cause {
        Cause::Pattern { binding, .. } => binding.clone(),
        _ => String::new(),
    };
    ErrorStep {
        kind: ErrorStepKind::Bound(name),
        at: usage.origin,
    }
}

/// What a pattern moves out of, as far as the language has a name for it: fields of structs and tuples have, those of
/// variants and elements of slice patterns have none.
fn nameable(cx: &Cx<'_>, place: PlaceId) -> PlaceId {
    let links = links(cx.graph, place);
    let behind = links
        .iter()
        .rposition(|link| link.projection == Projection::Deref)
        .map_or(0, |last| last + 1);
    let nameless = links[behind..].iter().find(|link| match link.projection {
        Projection::Field { .. } => cx.graph.place(link.whole).ty.kind == TypeKind::Enum,
        _ => true,
    });
    nameless.map_or(place, |link| link.whole)
}

/// The first thing on the way to the place that does not let its content go.
fn obstacle(cx: &Cx<'_>, place: PlaceId) -> Option<Unmovable> {
    let root = cx.graph.place(place).local;
    if let Some(closure) = cx.graph.lent_by_call(root) {
        let mutable = closure == ClosureKind::FnMut;
        return Some(Unmovable::Captured { mutable });
    }
    for link in links(cx.graph, place) {
        let whole = cx.graph.place(link.whole);
        let name = |place: PlaceId| cx.graph.type_names.get(&place).cloned();
        let target = cx.graph.place(link.part).ty.kind;
        match (link.projection, whole.ty.kind) {
            (Projection::Deref, _) if is_kept(cx, link.whole) => {
                return through_local(cx, link.whole);
            }
            (Projection::Deref, _) if matches!(target, TypeKind::Array | TypeKind::Slice) => {
                return Some(element(target, name(link.part)?));
            }
            (Projection::Deref, _) if whole.parent.is_none() => {
                return through_local(cx, link.whole);
            }
            (Projection::Deref, TypeKind::Reference { mutable }) => {
                return Some(Unmovable::Reference { mutable });
            }
            (Projection::Deref, TypeKind::RawPointer { mutable }) => {
                return Some(Unmovable::RawPointer { mutable });
            }
            (Projection::Deref, _) => return None,
            (Projection::Field { .. }, TypeKind::Destructor) => {
                return Some(Unmovable::Destructor(name(link.whole)?));
            }
            (Projection::Field { .. }, TypeKind::Union) => return None,
            (Projection::Index, TypeKind::Array | TypeKind::Slice)
            | (Projection::ConstantIndex { .. } | Projection::Subslice { .. }, TypeKind::Slice) => {
                return Some(element(whole.ty.kind, name(link.whole)?));
            }
            _ => {}
        }
    }
    None
}

/// Whether the place is the address of a static, or of a binding that a guard looks at.
fn is_kept(cx: &Cx<'_>, place: PlaceId) -> bool {
    let node = cx.graph.place(place);
    node.parent.is_none()
        && matches!(
            cx.graph.local(node.local).kind,
            LocalKind::Static { .. } | LocalKind::GuardReference(_)
        )
}

fn element(kind: TypeKind, of: TypeName) -> Unmovable {
    Unmovable::Element {
        slice: kind == TypeKind::Slice,
        of,
    }
}

/// What a place behind a pointer that a local holds is lent by.
fn through_local(cx: &Cx<'_>, local: PlaceId) -> Option<Unmovable> {
    let node = cx.graph.place(local);
    match (cx.graph.local(node.local).kind, node.ty.kind) {
        (LocalKind::Static { .. }, _) => Some(Unmovable::Static),
        (LocalKind::GuardReference(_), _) => Some(Unmovable::Guard),
        (_, TypeKind::Reference { mutable }) => Some(match lender(cx, node.local) {
            Some(Lender::Deref(ty)) => Unmovable::Deref(ty),
            Some(Lender::Index(ty)) => Unmovable::Index(ty),
            None => Unmovable::Reference { mutable },
        }),
        (_, TypeKind::RawPointer { mutable }) => Some(Unmovable::RawPointer { mutable }),
        _ => None,
    }
}
