//! Which move paths may be initialised, and which may be uninitialised, at each question.
//!
//! One forward dataflow after rustc's `MaybeInitializedPlaces` and `MaybeUninitializedPlaces`, joined by
//! union, over the blocks that the entry reaches. It also carries where a path may have been *moved*
//! out, where it may be without a value for another reason, and where nothing is certain.
//!
//! Locals are independent of each other, so they are solved in batches: memory is bounded by blocks times
//! batch size, however many locals a body has.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::facts::Held;
use crate::flow::graph::{BlockId, Graph, LocalId, regions::Point};

use super::bits::Bits;
use super::drops::{self, Fate};
use super::holding::Recorder;
use super::paths::{MovePaths, Part, PathId};
use super::steps::{Step, Steps};

/// Paths solved together; a local's paths are never split.
const BATCH: usize = 2048;

/// What was asked about a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// What the drop does.
    Drop(Fate),
    /// What the assigned place held before.
    Assign { initialises: bool, after_move: bool },
    /// It is not certain.
    Uncertain,
}

/// The answers for all reachable blocks.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// Blocks that the entry reaches, in order of their index.
    pub(super) reachable: Vec<BlockId>,
    answers: FxHashMap<(BlockId, usize), Answer>,
    /// Uses of what may have no value, in order of execution within each block.
    pub(super) bad_uses: Vec<BadUse>,
    /// Position of each block in reverse postorder; `usize::MAX` if it is not reachable.
    pub(super) rank: Vec<usize>,
    /// Of locals whose drop depends on the way that leads to it: the blocks at whose end nothing is left of them.
    empty_at_exit: HashMap<LocalId, Bits>,
}

/// A use of a place that may have been moved out of, or may not have a value yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BadUse {
    pub(super) block: BlockId,
    pub(super) statement: usize,
    /// Which of the statement's uses; `usize::MAX` for its destination.
    pub(super) number: usize,
    /// The path that is used.
    pub(super) used: PathId,
    /// What has no value: the used path or one inside.
    pub(super) missing: PathId,
    /// It was moved out; else it was never initialised.
    pub(super) moved: bool,
    /// It has a value on some paths.
    pub(super) possibly: bool,
}

impl Answers {
    /// The answer for a statement; `None` if its place is not tracked.
    pub(super) fn get(&self, block: BlockId, statement: usize) -> Option<&Answer> {
        self.answers.get(&(block, statement))
    }

    /// Whether the entry reaches a block.
    pub(super) fn is_reachable(&self, block: BlockId) -> bool {
        self.rank[block.index()] != usize::MAX
    }

    /// Whether nothing of a local is initialised at the end of a block. Only known of locals whose drop depends on the
    /// way that leads to it; no other is dropped behind such a block.
    pub(super) fn is_empty_at_exit(&self, local: LocalId, block: BlockId) -> bool {
        let blocks = self.empty_at_exit.get(&local);
        blocks.is_some_and(|blocks| blocks.contains(block.index()))
    }
}

/// The state of one batch of paths at one point. Five sets in one: all are joined by union.
#[derive(Debug, Clone)]
pub(super) struct State {
    bits: Bits,
    batch: Range<PathId>,
}

/// The five things that may be true of a path.
#[derive(Debug, Clone, Copy)]
enum May {
    Initialised,
    Uninitialised,
    Moved,
    /// It holds nothing, and not because it was moved out: no value was given yet, or it was dropped.
    Empty,
    Uncertain,
}

impl State {
    fn new(batch: Range<PathId>) -> State {
        State {
            bits: Bits::new(5 * batch.len()),
            batch,
        }
    }

    fn range(&self, may: May, paths: Range<PathId>) -> Range<usize> {
        let start = may as usize * self.batch.len();
        start + paths.start - self.batch.start..start + paths.end - self.batch.start
    }

    fn set(&mut self, may: May, paths: Range<PathId>, value: bool) {
        let range = self.range(may, paths);
        if value {
            self.bits.insert_range(range)
        } else {
            self.bits.remove_range(range)
        }
    }

    fn any(&self, may: May, paths: Range<PathId>) -> bool {
        self.bits.any(self.range(may, paths))
    }

    /// Whether the path itself, apart from its parts, may be initialised, and may be uninitialised.
    pub(super) fn of(&self, path: PathId) -> (bool, bool) {
        let bit = |may| self.bits.contains(self.range(may, path..path + 1).start);
        (bit(May::Initialised), bit(May::Uninitialised))
    }

    /// What a path holds, apart from its parts, as far as that is certain for its local.
    fn held(&self, path: PathId, paths: &MovePaths) -> Option<Held> {
        if self.any(May::Uncertain, paths.all(paths.root_of(path))) {
            return None;
        }
        let is = |may| self.any(may, path..path + 1);
        match self.of(path) {
            (true, false) => Some(Held::Value),
            (true, true) => Some(Held::Maybe {
                moved: is(May::Moved),
            }),
            (false, true) if is(May::Moved) && !is(May::Empty) => Some(Held::Moved),
            (false, _) => None,
        }
    }

    fn initialise(&mut self, paths: Range<PathId>) {
        self.set(May::Initialised, paths.clone(), true);
        self.set(May::Uninitialised, paths.clone(), false);
        self.set(May::Moved, paths.clone(), false);
        self.set(May::Empty, paths, false);
    }

    fn uninitialise(&mut self, paths: Range<PathId>) {
        self.set(May::Initialised, paths.clone(), false);
        self.set(May::Uninitialised, paths.clone(), true);
        self.set(May::Empty, paths, true);
    }

    fn apply(&mut self, step: Step, paths: &MovePaths) {
        let all = paths.all(step.path());
        match step {
            Step::Initialise(path) => {
                self.initialise(all.clone());
                if paths.path(path).part.is_none() {
                    self.set(May::Uncertain, all, false);
                }
            }
            Step::MoveOut(_) => {
                self.uninitialise(all.clone());
                self.set(May::Moved, all.clone(), true);
                self.set(May::Empty, all, false);
            }
            Step::Dropped(_) => self.uninitialise(all),
            Step::Storage(_) => {
                self.uninitialise(all.clone());
                self.set(May::Moved, all.clone(), false);
                self.set(May::Uncertain, all, false);
            }
            Step::Forget(_) => self.set(May::Uncertain, all, true),
            Step::Assume {
                path,
                variant,
                holds,
            } => {
                for (part, inside) in paths.parts(path) {
                    if matches!(part, Part::Field { variant: it, .. } if (it == variant) != holds) {
                        self.uninitialise(paths.all(inside));
                    }
                }
            }
            // The variant may be changed through the reference, so what was assumed is forgotten.
            Step::MutableBorrow(path) => {
                if self.of(path).0 {
                    self.set(May::Initialised, all, true);
                }
            }
            Step::AskDrop { .. } | Step::AskAssign { .. } | Step::AskUse { .. } => {}
        }
    }

    /// The use, if what it uses may have no value. Variants that an enum does not hold do not count: the
    /// borrow checker does not know about them.
    fn bad_use(&self, block: BlockId, step: Step, paths: &MovePaths) -> Option<BadUse> {
        let Step::AskUse {
            path,
            whole,
            statement,
            number,
        } = step
        else {
            return None;
        };
        let all = paths.all(path);
        let asked = if whole { all.clone() } else { path..path + 1 };
        if self.any(May::Uncertain, all) {
            return None;
        }
        let is = |may, path: PathId| self.any(may, path..path + 1);
        let moved = asked.clone().find(|&it| is(May::Moved, it));
        let root = paths.root_of(path);
        let missing = match moved {
            Some(missing) => missing,
            None if is(May::Uninitialised, root) && is(May::Uninitialised, path) => path,
            None => return None,
        };
        Some(BadUse {
            block,
            statement,
            number,
            used: path,
            missing,
            moved: moved.is_some(),
            possibly: is(May::Initialised, missing),
        })
    }

    fn answer(&self, step: Step, graph: &Graph, paths: &MovePaths) -> Option<(usize, Answer)> {
        let (statement, path) = match step {
            Step::AskDrop { path, statement } | Step::AskAssign { path, statement } => {
                (statement, path)
            }
            _ => return None,
        };
        let all = paths.all(path);
        let answer = if self.any(May::Uncertain, all.clone()) {
            Answer::Uncertain
        } else if matches!(step, Step::AskDrop { .. }) {
            Answer::Drop(drops::elaborate(graph, paths, self, path))
        } else {
            Answer::Assign {
                initialises: !self.any(May::Initialised, all.clone()),
                after_move: self.any(May::Moved, all),
            }
        };
        Some((statement, answer))
    }
}

/// Solves the dataflow, answers all questions, and records what variables hold.
pub(super) fn solve(
    graph: &Graph,
    paths: &MovePaths,
    steps: &Steps,
    recorder: &mut Recorder<'_>,
) -> Answers {
    let order = reverse_postorder(graph);
    let mut reachable = order.clone();
    reachable.sort();
    let mut rank = vec![usize::MAX; graph.blocks.len()];
    for (index, block) in order.iter().enumerate() {
        rank[block.index()] = index;
    }
    let mut answers = Answers {
        reachable,
        rank,
        ..Answers::default()
    };
    let mut rest: Vec<(Point, Step)> = steps.all.clone();
    // Sorted by batch, and inside in order of execution: a stable partition by path.
    let batches = batches(paths);
    let number = |path: PathId| batches.partition_point(|batch| batch.end <= path);
    rest.sort_by_key(|(_, step)| number(step.path()));
    for (index, batch) in batches.iter().enumerate() {
        let start = rest.partition_point(|(_, step)| number(step.path()) < index);
        let end = rest.partition_point(|(_, step)| number(step.path()) <= index);
        let problem = Batch::new(graph, paths, &order, batch.clone(), &rest[start..end]);
        problem.solve(&mut answers, recorder);
    }
    answers
}

/// Ranges of paths of about [`BATCH`] length that do not split a local.
fn batches(paths: &MovePaths) -> Vec<Range<PathId>> {
    let mut batches = Vec::new();
    let (mut start, mut end) = (0, 0);
    while end < paths.len() {
        end = paths.path(end).end;
        if end - start >= BATCH || end == paths.len() {
            batches.push(start..end);
            start = end;
        }
    }
    batches
}

/// The dataflow problem of one batch of paths.
struct Batch<'a> {
    graph: &'a Graph,
    paths: &'a MovePaths,
    order: &'a [BlockId],
    batch: Range<PathId>,
    steps: &'a [(Point, Step)],
    /// Where the steps of each block start; one more at the end.
    starts: Vec<usize>,
}

impl<'a> Batch<'a> {
    fn new(
        graph: &'a Graph,
        paths: &'a MovePaths,
        order: &'a [BlockId],
        batch: Range<PathId>,
        steps: &'a [(Point, Step)],
    ) -> Self {
        let mut starts = vec![0; graph.blocks.len() + 1];
        for (at, _) in steps {
            starts[at.block.index() + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        Batch {
            graph,
            paths,
            order,
            batch,
            steps,
            starts,
        }
    }

    fn steps_of(&self, block: BlockId) -> impl Iterator<Item = (Point, Step)> + 'a {
        let range = self.starts[block.index()]..self.starts[block.index() + 1];
        self.steps[range].iter().copied()
    }

    fn entry(&self) -> State {
        let mut state = State::new(self.batch.clone());
        state.uninitialise(self.batch.clone());
        for local in &self.graph.locals {
            if local.initialised
                && let Some(path) = self.paths.exact(local.place)
                && self.batch.contains(&path)
            {
                state.initialise(self.paths.all(path));
            }
        }
        state
    }

    /// States at the entries of blocks, to the fixpoint.
    fn fixpoint(&self) -> Vec<Option<State>> {
        let mut rank = vec![usize::MAX; self.graph.blocks.len()];
        for (index, block) in self.order.iter().enumerate() {
            rank[block.index()] = index;
        }
        let mut states: Vec<Option<State>> = vec![None; self.graph.blocks.len()];
        let mut queued = vec![false; self.order.len()];
        let mut queue = BinaryHeap::new();
        if let Some(first) = self.order.first() {
            states[first.index()] = Some(self.entry());
            queue.push(Reverse(0));
        }
        while let Some(Reverse(next)) = queue.pop() {
            queued[next] = false;
            let block = self.order[next];
            let Some(mut state) = states[block.index()].clone() else {
                continue;
            };
            self.steps_of(block)
                .for_each(|(_, step)| state.apply(step, self.paths));
            for &successor in &self.graph.blocks[block.index()].successors {
                let changed = match &mut states[successor.index()] {
                    Some(known) => known.bits.union(&state.bits),
                    unknown => {
                        *unknown = Some(state.clone());
                        true
                    }
                };
                let rank = rank[successor.index()];
                if changed && !std::mem::replace(&mut queued[rank], true) {
                    queue.push(Reverse(rank));
                }
            }
        }
        states
    }

    fn solve(&self, answers: &mut Answers, recorder: &mut Recorder<'_>) {
        let states = self.fixpoint();
        for &block in self.order {
            let Some(mut state) = states[block.index()].clone() else {
                continue;
            };
            for (_, step) in self.steps_of(block) {
                if let Some((statement, answer)) = state.answer(step, self.graph, self.paths) {
                    answers.answers.insert((block, statement), answer);
                }
                answers
                    .bad_uses
                    .extend(state.bad_use(block, step, self.paths));
                state.apply(step, self.paths);
            }
        }
        self.find_empty_exits(&states, answers);
        recorder.choose(self.steps, answers);
        if !recorder.is_idle(self.batch.clone()) {
            self.record(states, recorder);
        }
    }

    /// Finds at the ends of which blocks nothing is left of the locals whose drop is not certain.
    fn find_empty_exits(&self, states: &[Option<State>], answers: &mut Answers) {
        let depends = |answer: Option<&Answer>| match answer {
            Some(Answer::Drop(Fate::Dead | Fate::Whole { conditional: false })) | None => false,
            Some(_) => true,
        };
        let mut roots: Vec<PathId> = self
            .steps
            .iter()
            .filter_map(|&(at, step)| match step {
                Step::AskDrop { path, statement } => {
                    depends(answers.get(at.block, statement)).then(|| self.paths.root_of(path))
                }
                _ => None,
            })
            .collect();
        roots.sort_unstable();
        roots.dedup();
        if roots.is_empty() {
            return;
        }
        for &block in self.order {
            let Some(mut state) = states[block.index()].clone() else {
                continue;
            };
            self.steps_of(block)
                .for_each(|(_, step)| state.apply(step, self.paths));
            for &root in &roots {
                if let Some(place) = self.paths.path(root).place
                    && !state.any(May::Initialised, self.paths.all(root))
                {
                    let local = self.graph.place(place).local;
                    let blocks = answers.empty_at_exit.entry(local);
                    blocks
                        .or_insert_with(|| Bits::new(self.graph.blocks.len()))
                        .insert_range(block.index()..block.index() + 1);
                }
            }
        }
    }

    /// Records what places hold at each point.
    fn record(&self, states: Vec<Option<State>>, recorder: &mut Recorder<'_>) {
        for (index, state) in states.into_iter().enumerate() {
            let Some(mut state) = state else { continue };
            let block = BlockId(index as u32);
            let start = Point {
                block,
                statement: 0,
            };
            self.note(&state, self.batch.clone(), start, recorder);
            for (at, step) in self.steps_of(block) {
                state.apply(step, self.paths);
                let behind = Point {
                    block,
                    statement: at.statement + 1,
                };
                self.note(&state, self.paths.all(step.path()), behind, recorder);
            }
            recorder.end(block, self.batch.clone());
        }
    }

    /// Notes what these paths hold from a point on. A part is noted where it was moved out of, and what is around it
    /// is in another state.
    fn note(&self, state: &State, paths: Range<PathId>, from: Point, recorder: &mut Recorder<'_>) {
        let known: Vec<(PathId, Option<PathId>)> = recorder.among(paths).collect();
        for (path, outer) in known {
            let held = state.held(path, self.paths);
            let held = match (outer, held) {
                (None, _) => held,
                (Some(outer), Some(Held::Moved | Held::Maybe { moved: true })) => {
                    held.filter(|_| state.held(outer, self.paths) != held)
                }
                (Some(_), _) => None,
            };
            recorder.set(path, from, held);
        }
    }
}

/// The blocks that the entry reaches, each before its successors except along back edges.
fn reverse_postorder(graph: &Graph) -> Vec<BlockId> {
    let mut order = Vec::new();
    let mut seen = vec![false; graph.blocks.len()];
    let mut pending = Vec::new();
    if !graph.blocks.is_empty() {
        seen[0] = true;
        pending.push((BlockId(0), 0));
    }
    while let Some((block, next)) = pending.pop() {
        match graph.blocks[block.index()].successors.get(next) {
            Some(&successor) => {
                pending.push((block, next + 1));
                if !std::mem::replace(&mut seen[successor.index()], true) {
                    pending.push((successor, 0));
                }
            }
            None => order.push(block),
        }
    }
    order.reverse();
    order
}
