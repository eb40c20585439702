//! Uses of places, as far as they need what they use to have a value.

use crate::facts::{Access, Cause};
use crate::flow::graph::{
    Graph, LocalId, LocalKind, Operand, Origin, Place, PlaceId, Projection, Rvalue, Statement,
    StatementKind, Usage,
};

/// A use of a place by a statement.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlaceUse {
    pub(super) place: PlaceId,
    pub(super) access: Access,
    pub(super) origin: Origin,
}

/// The use with this number in a statement: operands count in order, the destination comes last.
pub(super) fn of_statement(
    statement: &Statement,
    number: usize,
    graph: &Graph,
) -> Option<PlaceUse> {
    let plain = |place, access, origin| PlaceUse {
        place,
        access,
        origin,
    };
    match &statement.kind {
        StatementKind::Assign { place, written, .. } if number == usize::MAX => {
            let origin = assignment(graph, *place, statement.origin, *written);
            Some(plain(*place, Access::AssignPart, origin))
        }
        StatementKind::Assign { value, .. } | StatementKind::Evaluate(value) => match value {
            Rvalue::Operands(operands) => match operands.get(number)? {
                Operand::Move(place, usage) | Operand::Copy(place, usage) => Some(PlaceUse {
                    place: *place,
                    access: Access::Use,
                    origin: of_usage(usage, statement.origin),
                }),
                Operand::Item(_) | Operand::Constant => None,
            },
            Rvalue::Ref(reference) => Some(PlaceUse {
                place: reference.place,
                access: Access::Borrow(reference.kind),
                origin: of_usage(&reference.usage, statement.origin),
            }),
            Rvalue::RawRef { place, mutable } => {
                let kind = if *mutable {
                    crate::facts::BorrowKind::Mutable { two_phase: false }
                } else {
                    crate::facts::BorrowKind::Shared
                };
                Some(plain(*place, Access::Borrow(kind), statement.origin))
            }
        },
        StatementKind::Inspect(place)
        | StatementKind::Require(place)
        | StatementKind::AssumeVariant { place, .. } => {
            Some(plain(*place, Access::Use, statement.origin))
        }
        _ => None,
    }
}

/// Where rustc reports a use: of the fields that a struct update takes, at the struct expression.
pub(super) fn of_usage(usage: &Usage, statement: Origin) -> Origin {
    match (usage.capture, &usage.cause, usage.origin) {
        (Some(_), _, Origin::Expr(closure)) => Origin::ClosureHead(closure),
        (_, Cause::StructUpdate { .. }, _) => statement,
        _ => usage.origin,
    }
}

/// Where rustc reports an assignment: at the place if an old value is dropped first, else at the
/// assignment as a whole.
pub(super) fn assignment(
    graph: &Graph,
    place: PlaceId,
    target: Origin,
    written: Option<Origin>,
) -> Origin {
    match written {
        Some(whole) if !graph.place(place).ty.needs_drop => whole,
        _ => target,
    }
}

/// Calls `f` with the places that must have a value before a part of them can be assigned
/// (`rustc_borrowck`, `check_if_assigned_path_is_moved`).
pub(super) fn of_destination(graph: &Graph, place: PlaceId, mut f: impl FnMut(PlaceId)) {
    let mut part = place;
    while let Some((whole, projection)) = graph.place(part).parent {
        match projection {
            Projection::Deref | Projection::BoxDeref => {
                f(whole);
                return;
            }
            Projection::Field { .. } => f(whole),
            Projection::Index | Projection::ConstantIndex { .. } | Projection::Subslice { .. } => {}
        }
        part = whole;
    }
}

/// Locals that the borrow checker may find without a value: variables that are moved out of or declared
/// without a value, and temporaries that are taken apart.
pub(super) fn questionable_locals(graph: &Graph) -> impl Iterator<Item = LocalId> {
    let named = |local: LocalId| {
        matches!(
            graph.local(local).kind,
            LocalKind::Named(_) | LocalKind::Captured { .. }
        )
    };
    let mut moved = vec![false; graph.locals.len()];
    let mut given: Vec<bool> = graph.locals.iter().map(|local| local.initialised).collect();
    for statement in graph.blocks.iter().flat_map(|block| &block.statements) {
        let (StatementKind::Assign { value, .. } | StatementKind::Evaluate(value)) =
            &statement.kind
        else {
            continue;
        };
        if let StatementKind::Assign {
            place,
            written: None,
            ..
        } = statement.kind
        {
            given[graph.place(place).local.index()] = true;
        }
        let Rvalue::Operands(operands) = value else {
            continue;
        };
        for operand in operands {
            if let Operand::Move(place, _) = operand {
                let Place { local, parent, .. } = graph.place(*place);
                moved[local.index()] |= named(*local) || parent.is_some();
            }
        }
    }
    let locals = (0..graph.locals.len() as u32).map(LocalId);
    locals.filter(move |local| moved[local.index()] || (named(*local) && !given[local.index()]))
}
