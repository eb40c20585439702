//! rustc's MIR, as far as its text (`-Zdump-mir`) tells.
//!
//! The text is made for people and has no grammar that rustc promises; what is read here is what
//! `rustc_middle::mir::pretty` prints in the stable releases from 1.95 on.

mod body;
mod place;
mod statement;

use std::collections::BTreeMap;

use crate::support::position::Range;

pub use body::parse;
pub use place::{Place, Projection};
pub use statement::{Operand, OperandKind, Rvalue, StatementKind};

/// A source range with the file it is in, as rustc printed its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    pub file: String,
    pub range: Range,
}

/// Points of a region: for each block the runs of statements, first and last.
pub type Points = BTreeMap<u32, Vec<(usize, usize)>>;

/// One body after one pass.
#[derive(Debug, Default)]
pub struct Body {
    /// Its path, e.g. `<impl at a.rs:1:1: 1:7>::f::{closure#0}`.
    pub name: String,
    /// Its `DefPath` in the dump's file name, e.g. `{impl#0}-f-{closure#0}`.
    pub key: String,
    /// Number of parameters: the locals from 1 on.
    pub parameters: u32,
    pub locals: BTreeMap<u32, Local>,
    /// Which variables of the source are where.
    pub debug: Vec<Debug>,
    pub blocks: BTreeMap<u32, Block>,
    /// The points of each inferred region: by block, ranges of statements with both ends.
    pub regions: BTreeMap<u32, Points>,
}

/// The declaration of a local.
#[derive(Debug, Clone)]
pub struct Local {
    pub ty: String,
    /// The expression or pattern it was made for; `None` for parameters.
    pub span: Option<Span>,
}

/// An entry of the debug information.
#[derive(Debug)]
pub struct Debug {
    pub name: String,
    pub place: Place,
    /// The pattern that declares the variable.
    pub span: Span,
}

/// A basic block. Its last statement is the terminator.
#[derive(Debug, Default)]
pub struct Block {
    /// Runs only while the stack unwinds.
    pub cleanup: bool,
    pub statements: Vec<Statement>,
}

/// A statement or terminator.
#[derive(Debug)]
pub struct Statement {
    pub kind: StatementKind,
    /// `None` for `no-location`.
    pub span: Option<Span>,
    /// Blocks that may come next, each with the label of the edge (`return`, `unwind`, `real`, …; the
    /// tested value for a switch; empty for `goto`).
    pub successors: Vec<(String, u32)>,
    /// For the making of a closure or coroutine: the key of its body and the types of what it captures.
    pub closure: Option<Closure>,
}

/// What a dump adds as a comment where a closure or coroutine is made.
#[derive(Debug, Clone, Default)]
pub struct Closure {
    /// The closure's [`Body::key`].
    pub key: String,
    /// The types of all captured places, in the order of the closure's fields.
    pub captures: Vec<String>,
}

impl Body {
    /// The last statement of a block.
    pub fn terminator(&self, block: u32) -> Option<&Statement> {
        self.blocks.get(&block)?.statements.last()
    }

    /// Blocks that may come after `block`, without the edges with these labels.
    pub fn successors<'b>(
        &'b self,
        block: u32,
        without: &'b [&str],
    ) -> impl Iterator<Item = u32> + 'b {
        let edges = self
            .terminator(block)
            .map_or(&[][..], |terminator| &terminator.successors);
        let wanted = edges
            .iter()
            .filter(|(label, _)| !without.contains(&label.as_str()));
        // `unwind continue` leaves the body: it is an edge without a block.
        wanted
            .map(|&(_, target)| target)
            .filter(|target| self.blocks.contains_key(target))
    }

    /// The blocks that control reaches from the entry, in reverse postorder, without these edges.
    pub fn reachable(&self, without: &[&str]) -> Vec<u32> {
        let mut seen = std::collections::BTreeSet::from([0]);
        let mut postorder = Vec::new();
        let mut stack = vec![(0, self.successors(0, without).collect::<Vec<_>>())];
        while let Some((block, rest)) = stack.last_mut() {
            match rest.pop() {
                Some(next) if seen.insert(next) => {
                    let successors = self.successors(next, without).collect();
                    stack.push((next, successors));
                }
                Some(_) => {}
                None => {
                    postorder.push(*block);
                    stack.pop();
                }
            }
        }
        postorder.reverse();
        postorder
    }

    /// Whether the body is that of a closure, coroutine or async block.
    pub fn is_closure(&self) -> bool {
        self.key
            .rsplit('-')
            .next()
            .is_some_and(|last| last.starts_with("{closure#"))
    }
}
