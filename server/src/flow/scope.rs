//! Drop scopes and exits from them, after rustc's `rustc_mir_build::builder::scope`.
//!
//! A scope holds what is dropped when it is left. Every way out of a breakable scope (`break`,
//! `continue`, `return`, the failed condition of an `if`) adds its drops to a tree that the ways out
//! share, so that a drop they have in common is one statement.

use rustc_hash::FxHashMap;

use super::{
    builder::Builder,
    graph::{BlockId, LocalId, Origin, StatementKind},
};

/// Index of a scope in the stack of open scopes, outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ScopeIndex(usize);

impl ScopeIndex {
    /// The scope of what the value of a constant or static refers to, which is never left (Reference, "Constant
    /// expressions" and "Temporary lifetime extension"; `rustc_hir_analysis::check::region`).
    pub(super) const PROGRAM: ScopeIndex = ScopeIndex(usize::MAX);
}

/// What happens to a local when its scope is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum DropKind {
    /// Its value is dropped.
    Value,
    /// Its storage ends.
    Storage,
}

#[derive(Debug, Clone, Copy)]
struct ScheduledDrop {
    local: LocalId,
    kind: DropKind,
    /// The expression that made a temporary.
    created: Option<Origin>,
    /// Number of scopes around its own.
    depth: u32,
    /// Counts up as drops are scheduled.
    sequence: u32,
}

#[derive(Debug)]
struct Scope {
    end: Origin,
    drops: Vec<ScheduledDrop>,
}

/// The open scopes of a body.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    stack: Vec<Scope>,
    sequence: u32,
}

impl Scopes {
    pub(super) fn push(&mut self, end: Origin) -> ScopeIndex {
        self.stack.push(Scope {
            end,
            drops: Vec::new(),
        });
        self.innermost()
    }

    /// The scope that was opened last.
    pub(super) fn innermost(&self) -> ScopeIndex {
        ScopeIndex(self.stack.len().saturating_sub(1))
    }

    /// Number of open scopes: what an exit leaves are the scopes from here on.
    pub(super) fn depth(&self) -> usize {
        self.stack.len()
    }

    pub(super) fn end_of(&self, scope: ScopeIndex) -> Origin {
        self.stack[scope.0].end
    }

    pub(super) fn set_end(&mut self, scope: ScopeIndex, end: Origin) {
        self.stack[scope.0].end = end;
    }

    pub(super) fn schedule(
        &mut self,
        scope: ScopeIndex,
        local: LocalId,
        kind: DropKind,
        created: Option<Origin>,
    ) {
        if scope == ScopeIndex::PROGRAM {
            return;
        }
        self.sequence += 1;
        let drop = ScheduledDrop {
            local,
            kind,
            created,
            depth: scope.0 as u32,
            sequence: self.sequence,
        };
        self.stack[scope.0].drops.push(drop);
    }

    /// Closes the innermost scope; its drops run at the end of the current block.
    pub(super) fn pop(&mut self, builder: &mut Builder<'_>) {
        let Some(scope) = self.stack.pop() else {
            return;
        };
        for drop in scope.drops.iter().rev() {
            drop.emit(builder, scope.end, false);
        }
    }

    /// Leaves all scopes from `depth` on: the current block enters `tree` and what follows is
    /// unreachable.
    pub(super) fn exit(&self, builder: &mut Builder<'_>, depth: usize, tree: &mut DropTree) {
        let mut node = DropTree::ROOT;
        for scope in &self.stack[depth..] {
            for drop in &scope.drops {
                node = tree.add(*drop, scope.end, node);
            }
        }
        tree.entries.push((node, builder.current()));
        builder.diverge();
    }
}

impl ScheduledDrop {
    fn emit(&self, builder: &mut Builder<'_>, end: Origin, leaving: bool) {
        let place = builder.place_of(self.local);
        let kind = match self.kind {
            DropKind::Storage => StatementKind::StorageDead(self.local),
            DropKind::Value => StatementKind::Drop {
                place,
                order: self.order(),
                replaced: false,
                leaving,
                created: self.created,
            },
        };
        builder.push(kind, end);
    }

    /// Inner scopes end first; what was scheduled last in a scope is dropped first.
    fn order(&self) -> u64 {
        u64::from(u32::MAX - self.depth) << 32 | u64::from(u32::MAX - self.sequence)
    }
}

/// The drops on the ways out of one breakable scope.
#[derive(Debug, Default)]
pub(super) struct DropTree {
    nodes: Vec<Node>,
    index: FxHashMap<(usize, LocalId, DropKind), usize>,
    entries: Vec<(usize, BlockId)>,
}

#[derive(Debug)]
struct Node {
    drop: ScheduledDrop,
    end: Origin,
    /// The node that follows, outwards; [`DropTree::ROOT`] at the end.
    next: usize,
}

impl DropTree {
    const ROOT: usize = usize::MAX;

    /// Whether control leaves through this tree at all.
    pub(super) fn is_used(&self) -> bool {
        !self.entries.is_empty()
    }

    fn add(&mut self, drop: ScheduledDrop, end: Origin, next: usize) -> usize {
        let nodes = &mut self.nodes;
        *self
            .index
            .entry((next, drop.local, drop.kind))
            .or_insert_with(|| {
                nodes.push(Node { drop, end, next });
                nodes.len() - 1
            })
    }

    /// Appends the drops to the graph, with edges from every entry and to `exit` behind the last.
    pub(super) fn build(self, builder: &mut Builder<'_>, exit: BlockId) {
        let saved = builder.current();
        let blocks: Vec<BlockId> = self.nodes.iter().map(|_| builder.new_block()).collect();
        let target = |node: usize| {
            if node == Self::ROOT {
                exit
            } else {
                blocks[node]
            }
        };
        for (node, &block) in self.nodes.iter().zip(&blocks) {
            builder.switch_to(block);
            node.drop.emit(builder, node.end, true);
            builder.goto(target(node.next));
        }
        for &(node, block) in &self.entries {
            builder.link(block, target(node));
        }
        builder.switch_to(saved);
    }
}
