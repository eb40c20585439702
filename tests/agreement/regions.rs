//! Where a loan is live: the points of its region that are reached from the borrow inside the region, as the
//! borrow checker computes it (`rustc_borrowck::dataflow`).

use std::collections::BTreeSet;

use crate::mir::{Body, Place, Points, Projection, Rvalue, Span, Statement, StatementKind};
use crate::view::View;

/// The lines on which the loan of `place`, made with this region by a statement, is live.
pub fn live_lines(
    view: &View<'_>,
    region: u32,
    place: &Place,
    issued: (u32, usize),
    own: &Span,
) -> Option<BTreeSet<u32>> {
    let points = view.body.regions.get(&region)?;
    let mut lines: BTreeSet<u32> = (own.range.start.line..=own.range.end.line).collect();
    let in_macro = view.is_foreign(own);
    for (block, index) in scope(view.body, points, place, issued) {
        let Some(block) = view.body.blocks.get(&block).filter(|it| !it.cleanup) else {
            continue;
        };
        let Some(statement) = block.statements.get(index).filter(|it| !is_silent(it)) else {
            continue;
        };
        let Some(span) = &statement.span else {
            continue;
        };
        if span.file != view.file || (!in_macro && view.is_foreign(span)) {
            continue;
        }
        // In an expression around the borrow, what comes before the borrow was evaluated before it.
        let (range, inner) = (span.range, own.range);
        let around = range.start <= inner.start && inner.end <= range.end;
        let first = if around { inner.start } else { range.start };
        lines.extend(first.line..=range.end.line);
    }
    Some(lines)
}

/// The points (block, statement) from the borrow on.
fn scope(
    body: &Body,
    points: &Points,
    place: &Place,
    issued: (u32, usize),
) -> BTreeSet<(u32, usize)> {
    let mut scope = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut pending = vec![(issued.0, issued.1, true)];
    while let Some((number, mut index, mut first)) = pending.pop() {
        let Some(block) = body.blocks.get(&number) else {
            continue;
        };
        if !seen.insert((number, index)) {
            continue;
        }
        let inside = |index: usize| {
            let ranges = points.get(&number).map_or(&[][..], Vec::as_slice);
            ranges
                .iter()
                .any(|&(from, to)| (from..=to).contains(&index))
        };
        let mut leaves = true;
        while let Some(statement) = block.statements.get(index) {
            if !inside(index) {
                leaves = false;
                break;
            }
            scope.insert((number, index));
            let last = index + 1 == block.statements.len();
            if !first && !last && ends(statement, place) {
                leaves = false;
                break;
            }
            first = false;
            index += 1;
        }
        if leaves {
            pending.extend(body.successors(number, &[]).map(|next| (next, 0, false)));
        }
    }
    scope
}

/// Whether the statement points a reference that the place goes through at something else.
fn ends(statement: &Statement, place: &Place) -> bool {
    let StatementKind::Assign(assigned, _) = &statement.kind else {
        return false;
    };
    let count = assigned.projections.len();
    let indexed = |step: &Projection| matches!(step, Projection::Index(_));
    assigned.local == place.local
        && !assigned.projections.iter().any(indexed)
        && count < place.projections.len()
        && assigned
            .projections
            .iter()
            .zip(&place.projections)
            .all(|(a, b)| a.same(b))
        && place.projections[count..].contains(&Projection::Deref)
}

/// Whether nothing happens that a reader would call a use.
fn is_silent(statement: &Statement) -> bool {
    match &statement.kind {
        StatementKind::Nothing => true,
        StatementKind::Assign(_, value) => matches!(value, Rvalue::Unit | Rvalue::FakeRef),
        _ => false,
    }
}
