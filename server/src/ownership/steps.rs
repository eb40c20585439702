//! What each statement does to the move paths.
//!
//! After `rustc_mir_dataflow::drop_flag_effects`: operands are moved out of first, then the destination
//! is initialised. Enum variants follow `on_all_inactive_variants`.

use crate::flow::graph::{
    BlockId, Graph, Operand, PlaceId, Rvalue, Statement, StatementKind, regions::Point,
};

use super::paths::{MovePaths, PathId, Tracked, asked};
use super::uses;

/// One change to what is known, or one question about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The path and all its parts are initialised.
    Initialise(PathId),
    /// The path and all its parts are moved out of.
    MoveOut(PathId),
    /// The path and all its parts are dropped: nothing is left, though nothing was moved.
    Dropped(PathId),
    /// The storage of the local with this path begins or ends.
    Storage(PathId),
    /// Nothing is certain about the local with this path from here on.
    Forget(PathId),
    /// The enum holds (or does not hold) the variant.
    Assume {
        path: PathId,
        variant: u32,
        holds: bool,
    },
    /// A mutable reference to the path exists, through which its variant may change.
    MutableBorrow(PathId),
    /// The statement with this index in the block drops the path: does it?
    AskDrop { path: PathId, statement: usize },
    /// The statement with this index in the block assigns the path: what did it hold?
    AskAssign { path: PathId, statement: usize },
    /// The statement uses the path, or a part of it that is not followed; `whole`: all of it must have a
    /// value. `number`: which of the statement's uses it is.
    AskUse {
        path: PathId,
        whole: bool,
        statement: usize,
        number: usize,
    },
}

impl Step {
    /// The path that it is about.
    pub(super) fn path(self) -> PathId {
        match self {
            Step::Initialise(path)
            | Step::MoveOut(path)
            | Step::Dropped(path)
            | Step::Storage(path)
            | Step::Forget(path)
            | Step::Assume { path, .. }
            | Step::MutableBorrow(path)
            | Step::AskUse { path, .. }
            | Step::AskDrop { path, .. }
            | Step::AskAssign { path, .. } => path,
        }
    }
}

/// The steps of a graph, in order of blocks and statements.
#[derive(Debug)]
pub(super) struct Steps {
    /// Each with its statement.
    pub(super) all: Vec<(Point, Step)>,
}

impl Steps {
    pub(super) fn new(graph: &Graph, paths: &MovePaths) -> Steps {
        let mut builder = Builder {
            graph,
            paths,
            at: Point {
                block: BlockId(0),
                statement: 0,
            },
            all: Vec::new(),
        };
        for (index, block) in graph.blocks.iter().enumerate() {
            builder.at.block = BlockId(index as u32);
            for (index, statement) in block.statements.iter().enumerate() {
                builder.at.statement = index as u32;
                builder.statement(index, statement);
            }
        }
        Steps { all: builder.all }
    }
}

struct Builder<'a> {
    graph: &'a Graph,
    paths: &'a MovePaths,
    at: Point,
    all: Vec<(Point, Step)>,
}

impl Builder<'_> {
    fn push(&mut self, step: Step) {
        self.all.push((self.at, step));
    }

    fn statement(&mut self, index: usize, statement: &Statement) {
        let asked = asked(self.graph, statement).and_then(|place| self.paths.exact(place));
        match &statement.kind {
            StatementKind::Assign { place, value, .. } => {
                self.value(index, value);
                uses::of_destination(self.graph, *place, |part| {
                    self.ask_outer(part, index, usize::MAX)
                });
                if let Some(path) = asked {
                    self.push(Step::AskAssign {
                        path,
                        statement: index,
                    });
                }
                self.each(*place, Step::Initialise);
            }
            StatementKind::Evaluate(value) => self.value(index, value),
            StatementKind::Inspect(place) | StatementKind::Require(place) => {
                self.ask_use(*place, index, 0);
            }
            StatementKind::Mention(_) | StatementKind::Nothing => {}
            StatementKind::StorageLive(local) | StatementKind::StorageDead(local) => {
                if let Some(path) = self.paths.root(*local) {
                    self.push(Step::Storage(path));
                }
            }
            StatementKind::Drop {
                place, replaced, ..
            } => {
                if let Some(path) = asked {
                    self.push(Step::AskDrop {
                        path,
                        statement: index,
                    });
                }
                // The assignment that follows a replaced value asks what it held before.
                if !replaced {
                    self.each(*place, Step::Dropped);
                }
            }
            StatementKind::AssumeVariant {
                place,
                variant,
                holds,
            } => {
                // Its discriminant is read.
                self.ask_outer(*place, index, 0);
                if let Some(path) = self.paths.exact(*place) {
                    self.push(Step::Assume {
                        path,
                        variant: *variant,
                        holds: *holds,
                    });
                }
            }
            StatementKind::Forget(place) => self.forget(*place),
        }
    }

    fn value(&mut self, statement: usize, value: &Rvalue) {
        match value {
            Rvalue::Operands(operands) => {
                for (number, operand) in operands.iter().enumerate() {
                    if let Operand::Move(place, _) | Operand::Copy(place, _) = operand {
                        self.ask_use(*place, statement, number);
                    }
                    self.operand(operand);
                }
            }
            Rvalue::Ref(reference) => {
                self.ask_use(reference.place, statement, 0);
                if reference.kind != crate::facts::BorrowKind::Shared {
                    self.mutable(reference.place);
                }
            }
            Rvalue::RawRef { place, .. } => {
                self.ask_use(*place, statement, 0);
                self.mutable(*place);
            }
        }
    }

    /// The place must have a value: nothing of it, and nothing it is a part of, may have been moved out
    /// (`rustc_borrowck`, `check_if_path_or_subpath_is_moved`).
    fn ask_use(&mut self, place: PlaceId, statement: usize, number: usize) {
        let Some((nearest, whole)) = self.paths.nearest(self.graph, place) else {
            return;
        };
        for &path in nearest {
            self.push(Step::AskUse {
                path,
                whole,
                statement,
                number,
            });
        }
    }

    /// The place itself must have a value, though parts of it may have been moved out
    /// (`check_if_full_path_is_moved`).
    fn ask_outer(&mut self, place: PlaceId, statement: usize, number: usize) {
        if let Some(([path], _)) = self.paths.nearest(self.graph, place) {
            self.push(Step::AskUse {
                path: *path,
                whole: false,
                statement,
                number,
            });
        }
    }

    fn mutable(&mut self, place: PlaceId) {
        if let Some(path) = self.paths.exact(place) {
            self.push(Step::MutableBorrow(path));
        }
    }

    fn operand(&mut self, operand: &Operand) {
        match operand {
            Operand::Move(place, _) | Operand::Copy(place, _)
                if self.graph.place(*place).ty.unknown =>
            {
                self.forget(*place);
            }
            // That is an error, and moves nothing.
            Operand::Move(place, _) if self.is_lent(*place) => {}
            Operand::Move(place, _) => match self.paths.of(*place) {
                Tracked::Opaque(root) => self.push(Step::Forget(*root)),
                Tracked::Paths(_) => self.each(*place, Step::MoveOut),
                Tracked::No => {}
            },
            Operand::Copy(..) | Operand::Item(_) | Operand::Constant => {}
        }
    }

    fn is_lent(&self, place: PlaceId) -> bool {
        let root = self.graph.place(place).local;
        self.graph.lent_by_call(root).is_some()
    }

    fn forget(&mut self, place: PlaceId) {
        if let Some(root) = self.paths.root(self.graph.place(place).local) {
            self.push(Step::Forget(root));
        }
    }

    fn each(&mut self, place: PlaceId, step: impl Fn(PathId) -> Step) {
        if let Tracked::Paths(paths) = self.paths.of(place) {
            for &path in paths {
                self.push(step(path));
            }
        }
    }
}
