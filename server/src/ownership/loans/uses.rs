//! Where locals are defined, used and dropped (`rustc_borrowck::def_use`).

use crate::flow::graph::{
    BlockId, Graph, LocalId, Operand, PlaceId, Rvalue, Statement, StatementKind, regions::Regions,
};
use crate::ownership::drops::Fate;
use crate::ownership::initialisation::{Answer, Answers};

use super::points::Points;

/// The points at which one local is mentioned, each list ascending.
#[derive(Debug, Clone, Default)]
pub(super) struct Mentions {
    /// It gets a new value as a whole, or its storage begins or ends.
    pub(super) defined: Vec<u32>,
    /// Its value is read, or a part of it is written.
    pub(super) used: Vec<u32>,
    /// It is dropped, and may be initialised then.
    pub(super) dropped: Vec<u32>,
    /// Its drop finds nothing left because it was passed to a call: rustc makes none
    /// (`rustc_mir_build::builder::scope`'s `record_operands_moved`).
    pub(super) left_out: Vec<u32>,
}

/// The mentions of all locals in blocks that the entry reaches.
pub(super) fn mentions(
    graph: &Graph,
    regions: &Regions,
    points: &Points,
    answers: &Answers,
) -> Vec<Mentions> {
    let mut finder = Finder {
        graph,
        answers,
        passed: passed(graph, regions),
        found: vec![Mentions::default(); graph.locals.len()],
        at: 0,
    };
    for &block in points.blocks() {
        if !answers.is_reachable(block) {
            continue;
        }
        finder.at = points.of_block(block).start;
        let statements = &graph.blocks[block.index()].statements;
        for (index, statement) in statements.iter().enumerate() {
            finder.statement(block, index, statement);
            finder.at += 1;
        }
    }
    finder.found
}

/// Of each local whether it is passed to a call as a whole.
fn passed(graph: &Graph, regions: &Regions) -> Vec<bool> {
    let mut passed = vec![false; graph.locals.len()];
    for (point, _) in &regions.callees {
        for operand in graph.operands(*point) {
            if let Operand::Move(place, _) = operand
                && graph.place(*place).parent.is_none()
            {
                passed[graph.place(*place).local.index()] = true;
            }
        }
    }
    passed
}

struct Finder<'a> {
    graph: &'a Graph,
    answers: &'a Answers,
    passed: Vec<bool>,
    found: Vec<Mentions>,
    at: u32,
}

impl Finder<'_> {
    fn statement(&mut self, block: BlockId, index: usize, statement: &Statement) {
        match &statement.kind {
            StatementKind::Assign { place, value, .. } => {
                self.value(value);
                if self.graph.place(*place).parent.is_none() {
                    self.define(self.graph.place(*place).local);
                } else {
                    self.used(*place);
                }
            }
            StatementKind::Evaluate(value) => self.value(value),
            StatementKind::Inspect(place)
            | StatementKind::Require(place)
            | StatementKind::Mention(place)
            | StatementKind::AssumeVariant { place, .. } => {
                self.used(*place);
            }
            StatementKind::StorageLive(local) | StatementKind::StorageDead(local) => {
                self.define(*local);
            }
            StatementKind::Drop { place, .. } => {
                let node = self.graph.place(*place);
                let dead = matches!(
                    self.answers.get(block, index),
                    Some(Answer::Drop(Fate::Dead))
                );
                if node.parent.is_some() {
                    self.used(*place);
                } else if !dead {
                    self.found[node.local.index()].dropped.push(self.at);
                } else if self.graph.value_of(*place).is_none() && self.passed[node.local.index()] {
                    self.found[node.local.index()].left_out.push(self.at);
                }
            }
            StatementKind::Nothing | StatementKind::Forget(_) => {}
        }
    }

    fn value(&mut self, value: &Rvalue) {
        match value {
            Rvalue::Operands(operands) => {
                for operand in operands {
                    match operand {
                        Operand::Move(place, _) | Operand::Copy(place, _) => self.used(*place),
                        Operand::Item(_) | Operand::Constant => {}
                    }
                }
            }
            Rvalue::Ref(reference) => self.used(reference.place),
            Rvalue::RawRef { place, .. } => self.used(*place),
        }
    }

    fn define(&mut self, local: LocalId) {
        self.found[local.index()].defined.push(self.at);
    }

    fn used(&mut self, place: PlaceId) {
        let local = self.graph.place(place).local;
        let used = &mut self.found[local.index()].used;
        if used.last() != Some(&self.at) {
            used.push(self.at);
        }
    }
}
