//! Uses of places that were moved out of, or that have no value yet (E0382, E0381; after
//! `rustc_borrowck`'s `report_use_of_moved_or_uninitialized`).

use std::collections::{HashMap, HashSet};

use super::super::initialisation::BadUse;
use super::super::paths::{PathId, Tracked};
use super::super::uses::{self, PlaceUse};
use super::Cx;
use crate::facts::{
    Access, Capture, Error, ErrorKind, ErrorStep, ErrorStepKind, MoveStep, Transfer,
};
use crate::flow::graph::{
    BlockId, Graph, LocalId, Operand, Origin, PlaceId, Projection, Rvalue, Statement,
    StatementKind, TypeKind, Usage,
};

/// An operand that moves: block, statement, operand.
type Site = (BlockId, usize, usize);

/// A place that a backward search has come to.
#[derive(Debug, Clone, Copy)]
struct Point {
    block: BlockId,
    /// Statements from here on are not part of the search.
    end: usize,
    /// Of the statement at `end`, the operands in front of this one are.
    operands: usize,
    previous_iteration: bool,
}

pub(super) fn find(cx: &Cx<'_>) -> Vec<Error<Origin>> {
    let mut search = Search {
        cx,
        predecessors: HashMap::new(),
        errors: Vec::new(),
        reported: HashMap::new(),
        uninitialised: HashSet::new(),
    };
    let mut bad = cx.answers.bad_uses.clone();
    bad.sort_by_key(|it| (cx.answers.rank[it.block.index()], it.statement));
    for bad_use in bad {
        search.report(bad_use);
    }
    search.errors.into_iter().flatten().collect()
}

fn is_in_union(graph: &Graph, place: PlaceId) -> bool {
    let parent = graph.place(place).parent;
    parent.is_some_and(|(whole, _)| graph.place(whole).ty.kind == TypeKind::Union)
}

struct Search<'a> {
    cx: &'a Cx<'a>,
    predecessors: HashMap<BlockId, Vec<BlockId>>,
    errors: Vec<Option<Error<Origin>>>,
    /// One error for each set of moves that leads to it, with the place it is about.
    reported: HashMap<Vec<Site>, (PlaceId, usize)>,
    uninitialised: HashSet<LocalId>,
}

impl Search<'_> {
    fn report(&mut self, bad: BadUse) {
        let cx = self.cx;
        let statement = &cx.graph.blocks[bad.block.index()].statements[bad.statement];
        let Some(used) = uses::of_statement(statement, bad.number, cx.graph) else {
            return;
        };
        // An element of a subslice need not be mentioned by itself.
        let place = cx.paths.path(bad.used).place.unwrap_or(used.place);
        if cx.graph.place(used.place).ty.unknown || cx.graph.place(place).ty.unknown {
            return;
        }
        if bad.moved && used.access == Access::AssignPart && is_in_union(cx.graph, used.place) {
            // Whatever was moved out, the union has a value again.
            return;
        }
        if bad.moved {
            self.report_moved(bad, used, place);
        } else {
            self.report_uninitialised(bad, used, place);
        }
    }

    fn report_moved(&mut self, bad: BadUse, used: PlaceUse, place: PlaceId) {
        let mut sites = self.moves_before(bad);
        sites.sort();
        sites.dedup();
        let Some(key) =
            (!sites.is_empty()).then(|| sites.iter().map(|(site, _)| *site).collect::<Vec<_>>())
        else {
            return;
        };
        let concerned = concerned(self.cx.graph, used);
        if let Some(&(reported, index)) = self.reported.get(&key) {
            if self.cx.graph.prefixes(reported).any(|it| it == concerned) {
                return;
            }
            self.errors[index] = None;
        }
        let steps = sites
            .into_iter()
            .filter_map(|(site, again)| self.step(site, again))
            .collect();
        let kind = ErrorKind::Moved {
            access: used.access,
            partial: bad.missing != bad.used,
        };
        let at = used.origin;
        self.reported.insert(key, (concerned, self.errors.len()));
        self.errors
            .push(Some(self.cx.error(kind, place, at, steps)));
    }

    fn report_uninitialised(&mut self, bad: BadUse, used: PlaceUse, place: PlaceId) {
        let cx = self.cx;
        let local = cx.graph.place(place).local;
        let Some(value) = cx.graph.value_of(place) else {
            return;
        };
        if !self.uninitialised.insert(local) {
            return;
        }
        let declared = cx.values.get(value.0 as usize).map(|value| ErrorStep {
            kind: ErrorStepKind::Declared,
            at: value.declared,
        });
        let kind = ErrorKind::Uninitialised {
            access: used.access,
            possibly: bad.possibly,
        };
        let at = used.origin;
        let error = cx.error(kind, place, at, declared.into_iter().collect());
        self.errors.push(Some(error));
    }

    fn step(&self, (block, statement, operand): Site, previous: bool) -> Option<ErrorStep<Origin>> {
        let statement = &self.cx.graph.blocks[block.index()].statements[statement];
        let (place, usage) = moved_operand(statement, operand)?;
        let node = self.cx.graph.place(place);
        Some(ErrorStep {
            kind: ErrorStepKind::Moved(MoveStep {
                place: node.text.clone(),
                transfer: Transfer {
                    cause: usage.cause.clone(),
                    into: usage.into.clone(),
                },
                capture: usage.capture.map(|(used_at, by_keyword)| Capture {
                    used_at,
                    by_keyword,
                }),
                previous_iteration: previous,
                ty: self.cx.graph.type_names.get(&place).cloned(),
                clone: self.cx.graph.cloneable.contains(&place),
            }),
            at: uses::of_usage(usage, statement.origin),
        })
    }

    /// The moves because of which the missing path has no value at the use, by a search backwards that ends
    /// at assignments (`get_moved_indexes`). With each, whether the way to it leads around a loop.
    fn moves_before(&mut self, bad: BadUse) -> Vec<(Site, bool)> {
        let start = Point {
            block: bad.block,
            end: bad.statement,
            operands: bad.number,
            previous_iteration: false,
        };
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut pending = vec![start];
        while let Some(point) = pending.pop() {
            if self.scan(point, bad.missing, &mut found) {
                continue;
            }
            for previous in self.predecessors_of(point.block) {
                if !seen.insert(previous) {
                    continue;
                }
                let rank = |block: BlockId| self.cx.answers.rank[block.index()];
                let back_edge = rank(previous) >= rank(point.block);
                pending.push(Point {
                    block: previous,
                    end: self.cx.graph.blocks[previous.index()].statements.len(),
                    operands: 0,
                    previous_iteration: point.previous_iteration || back_edge,
                });
            }
        }
        found
    }

    /// Goes backwards through a block; whether the search ends in it.
    fn scan(&self, point: Point, missing: PathId, found: &mut Vec<(Site, bool)>) -> bool {
        let statements = &self.cx.graph.blocks[point.block.index()].statements;
        let moves_in = |index: usize, operands: usize| {
            let count = operand_count(&statements[index]).min(operands);
            (0..count).rev().find(|&operand| {
                moved_operand(&statements[index], operand)
                    .is_some_and(|(place, _)| self.concerns(place, missing))
            })
        };
        if let Some(statement) = statements.get(point.end)
            && operand_count(statement) > 0
            && let Some(operand) = moves_in(point.end, point.operands)
        {
            found.push(((point.block, point.end, operand), point.previous_iteration));
            return true;
        }
        for index in (0..point.end).rev() {
            match &statements[index].kind {
                StatementKind::Assign { place, .. } if self.gives(*place, missing) => return true,
                StatementKind::StorageLive(local) | StatementKind::StorageDead(local)
                    if self.cx.paths.root(*local) == Some(self.cx.paths.root_of(missing)) =>
                {
                    return true;
                }
                _ => {}
            }
            if let Some(operand) = moves_in(index, usize::MAX) {
                found.push(((point.block, index, operand), point.previous_iteration));
                return true;
            }
        }
        false
    }

    /// Whether moving `place` takes the missing path.
    fn concerns(&self, place: PlaceId, missing: PathId) -> bool {
        match self.cx.paths.of(place) {
            Tracked::Paths(paths) => paths
                .iter()
                .any(|&path| self.cx.paths.all(path).contains(&missing)),
            Tracked::No | Tracked::Opaque(_) => false,
        }
    }

    /// Whether assigning `place` gives the missing path a value.
    fn gives(&self, place: PlaceId, missing: PathId) -> bool {
        self.concerns(place, missing)
    }

    fn predecessors_of(&mut self, block: BlockId) -> Vec<BlockId> {
        if self.predecessors.is_empty() {
            for &from in &self.cx.answers.reachable {
                for &to in &self.cx.graph.blocks[from.index()].successors {
                    self.predecessors.entry(to).or_default().push(from);
                }
            }
        }
        self.predecessors.get(&block).cloned().unwrap_or_default()
    }
}

/// The place of which rustc says that it is used: of a part that is assigned what it is a part of, of some
/// elements of an array the array (`check_if_subslice_element_is_moved`).
fn concerned(graph: &Graph, used: PlaceUse) -> PlaceId {
    if let Some((whole, Projection::Subslice { .. })) = graph.place(used.place).parent
        && graph.place(whole).ty.kind == TypeKind::Array
    {
        return whole;
    }
    let mut part = used.place;
    while used.access == Access::AssignPart
        && let Some((whole, projection)) = graph.place(part).parent
    {
        if matches!(projection, Projection::Field { .. }) {
            return whole;
        }
        part = whole;
    }
    used.place
}

fn operand_count(statement: &Statement) -> usize {
    match &statement.kind {
        StatementKind::Assign {
            value: Rvalue::Operands(operands),
            ..
        }
        | StatementKind::Evaluate(Rvalue::Operands(operands)) => operands.len(),
        _ => 0,
    }
}

fn moved_operand(statement: &Statement, operand: usize) -> Option<(PlaceId, &Usage)> {
    match &statement.kind {
        StatementKind::Assign {
            value: Rvalue::Operands(operands),
            ..
        }
        | StatementKind::Evaluate(Rvalue::Operands(operands)) => match operands.get(operand)? {
            Operand::Move(place, usage) => Some((*place, usage)),
            Operand::Copy(..) | Operand::Item(_) | Operand::Constant => None,
        },
        _ => None,
    }
}
