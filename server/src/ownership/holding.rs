//! What variables hold at each point, as facts.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Executed, Held, HeldPlace, Holding, Stretch, ValueId};
use crate::flow::graph::{
    BlockId, Graph, LocalKind, Origin, Statement, StatementKind, regions::Point,
};

use super::initialisation::{Answer, Answers};
use super::paths::{MovePaths, PathId};
use super::steps::Step;

/// The points of a graph in the numbering of [`Holding`], and what places hold there.
pub(super) struct Recorder<'a> {
    graph: &'a Graph,
    paths: &'a MovePaths,
    /// The first number of each block, and one more.
    starts: Vec<u32>,
    /// What is recorded.
    places: BTreeMap<PathId, Recorded>,
}

/// A path of which the states are recorded.
struct Recorded {
    value: ValueId,
    /// The path that it is directly a part of.
    outer: Option<PathId>,
    /// The state that has begun in the current block and goes on.
    open: Option<(u32, Held)>,
    found: Vec<Stretch>,
}

impl<'a> Recorder<'a> {
    /// `first`: the number of the graph's first point.
    pub(super) fn new(graph: &'a Graph, paths: &'a MovePaths, first: u32) -> Self {
        let mut starts = vec![first];
        let mut next = first;
        for block in &graph.blocks {
            next += block.statements.len() as u32 + 1;
            starts.push(next);
        }
        Recorder {
            graph,
            paths,
            starts,
            places: BTreeMap::new(),
        }
    }

    /// The number behind those of the graph's points.
    pub(super) fn end_of_points(&self) -> u32 {
        self.starts[self.graph.blocks.len()]
    }

    /// Chooses the paths to record: those that are moved out of, and variables that are assigned while they hold
    /// nothing. The others have their value as long as they exist.
    pub(super) fn choose(&mut self, steps: &[(Point, Step)], answers: &Answers) {
        let mut chosen = BTreeSet::new();
        for &(at, step) in steps {
            let path = match step {
                Step::MoveOut(path) => path,
                Step::AskAssign { path, statement } => match answers.get(at.block, statement) {
                    Some(Answer::Assign {
                        initialises: true, ..
                    }) if self.is_written(at) => path,
                    _ => continue,
                },
                _ => continue,
            };
            chosen.insert(path);
            chosen.insert(self.paths.root_of(path));
        }
        for path in chosen {
            if let Some(value) = self.variable(path) {
                let recorded = Recorded {
                    value,
                    outer: self.outer(path),
                    open: None,
                    found: Vec::new(),
                };
                self.places.insert(path, recorded);
            }
        }
    }

    /// Whether the statement is an assignment that the user wrote, as opposed to a `let` with a value.
    fn is_written(&self, at: Point) -> bool {
        let statements = &self.graph.blocks[at.block.index()].statements;
        let statement = statements.get(at.statement as usize).map(|it| &it.kind);
        matches!(
            statement,
            Some(StatementKind::Assign {
                written: Some(_),
                ..
            })
        )
    }

    /// The variable whose path, or part, this is; `None` if the user cannot name it.
    fn variable(&self, path: PathId) -> Option<ValueId> {
        let place = self.graph.place(self.paths.path(path).place?);
        match self.graph.local(place.local).kind {
            LocalKind::Named(value) => Some(value),
            _ => None,
        }
    }

    fn outer(&self, path: PathId) -> Option<PathId> {
        let mut outer = self.paths.root_of(path);
        let mut found = None;
        while outer != path {
            found = Some(outer);
            let mut parts = self.paths.parts(outer).map(|(_, inside)| inside);
            outer = parts.find(|&inside| self.paths.all(inside).contains(&path))?;
        }
        found
    }

    /// Whether nothing is recorded among these paths.
    pub(super) fn is_idle(&self, paths: std::ops::Range<PathId>) -> bool {
        self.places.range(paths).next().is_none()
    }

    /// The recorded paths among these, each with the path around it.
    pub(super) fn among(
        &self,
        paths: std::ops::Range<PathId>,
    ) -> impl Iterator<Item = (PathId, Option<PathId>)> + '_ {
        let places = self.places.range(paths);
        places.map(|(&path, recorded)| (path, recorded.outer))
    }

    /// From the point in front of a statement on a path is in this state.
    pub(super) fn set(&mut self, path: PathId, from: Point, held: Option<Held>) {
        let number = self.starts[from.block.index()] + from.statement;
        let Some(recorded) = self.places.get_mut(&path) else {
            return;
        };
        if recorded.open.map(|(_, held)| held) != held {
            recorded.close(number);
            recorded.open = held.map(|held| (number, held));
        }
    }

    /// The end of a block: what is known there holds until its last point.
    pub(super) fn end(&mut self, block: BlockId, paths: std::ops::Range<PathId>) {
        let end = self.starts[block.index() + 1];
        for (_, recorded) in self.places.range_mut(paths) {
            recorded.close(end);
        }
    }

    /// Adds what was found to the facts, with what is executed in the blocks that are reached.
    pub(super) fn finish(self, reachable: &[BlockId], facts: &mut Holding<Origin>) {
        if self.places.is_empty() {
            return;
        }
        for &block in reachable {
            let statements = self.graph.blocks[block.index()].statements.iter();
            let first = self.starts[block.index()];
            let numbered = (first..).zip(statements);
            let executed = numbered.filter(|(_, statement)| self.is_executed(statement));
            facts.executed.extend(executed.map(|(before, statement)| {
                let at = end_of(statement);
                Executed { at, before }
            }));
        }
        let graph = self.starts[0]..self.starts[self.graph.blocks.len()];
        for (path, recorded) in self.places {
            let place = self.paths.path(path).place;
            let part = recorded.outer.and(place);
            facts.places.push(HeldPlace {
                value: recorded.value,
                part: part.map(|place| self.graph.place(place).text.clone()),
                graph: graph.clone(),
                stretches: merged(recorded.found),
            });
        }
    }

    /// Whether the statement happens where its syntax ends. Patterns are bound after what stands behind them is
    /// evaluated, an assignment drops the old value after that, and what only names or tests a place may stand
    /// elsewhere, too.
    fn is_executed(&self, statement: &Statement) -> bool {
        let pattern = matches!(
            statement.origin,
            Origin::Pat(_) | Origin::BindingName(_) | Origin::Binding(_) | Origin::SelfParam
        );
        let happens = match &statement.kind {
            StatementKind::Assign { .. } | StatementKind::Evaluate(_) => true,
            StatementKind::Drop { replaced, .. } => !replaced,
            StatementKind::StorageDead(local) => {
                matches!(self.graph.local(*local).kind, LocalKind::Named(_))
            }
            StatementKind::Inspect(_)
            | StatementKind::Require(_)
            | StatementKind::Mention(_)
            | StatementKind::StorageLive(_)
            | StatementKind::AssumeVariant { .. }
            | StatementKind::Nothing
            | StatementKind::Forget(_) => false,
        };
        happens && !pattern
    }
}

impl Recorded {
    fn close(&mut self, end: u32) {
        if let Some((start, held)) = self.open.take()
            && start < end
        {
            let points = start..end;
            self.found.push(Stretch { held, points });
        }
    }
}

/// Where a statement is done: an assignment takes effect behind its right side.
fn end_of(statement: &Statement) -> Origin {
    match statement.kind {
        StatementKind::Assign {
            written: Some(whole),
            ..
        } => whole,
        _ => statement.origin,
    }
}

/// The same stretches in order; those that follow each other are one.
fn merged(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    stretches.sort_by_key(|it| it.points.start);
    let mut merged: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        match merged.last_mut() {
            Some(last) if last.held == stretch.held && last.points.end == stretch.points.start => {
                last.points.end = stretch.points.end;
            }
            _ => merged.push(stretch),
        }
    }
    merged
}
