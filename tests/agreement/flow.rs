//! Questions about the control flow of a body: what follows what, and what a drop flag decides.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::mir::{Block, Body, Rvalue, Span, Statement, StatementKind};
use crate::variables::Variables;

/// The blocks that follow `from`, with the number of steps to them; only through terminators at `span` if
/// it is given.
pub fn distances(body: &Body, from: u32, span: Option<&Span>) -> BTreeMap<u32, usize> {
    let mut found = BTreeMap::new();
    let mut open = VecDeque::from([(from, 0)]);
    while let Some((block, steps)) = open.pop_front() {
        let at = body.terminator(block).and_then(|last| last.span.as_ref());
        if span.is_some() && at != span {
            continue;
        }
        for next in body.successors(block, &["unwind", "imaginary", "drop"]) {
            if let Entry::Vacant(entry) = found.entry(next) {
                entry.insert(steps + 1);
                open.push_back((next, steps + 1));
            }
        }
    }
    found
}

/// Booleans that rustc made up to remember what is initialised: only ever assigned constants.
pub fn drop_flags(body: &Body, variables: &Variables) -> BTreeSet<u32> {
    let is_flag = |(&number, local): (&u32, &crate::mir::Local)| {
        local.ty == "bool" && number > body.parameters && variables.whole(number).is_none()
    };
    let mut flags: BTreeSet<u32> = body
        .locals
        .iter()
        .filter(|&entry| is_flag(entry))
        .map(|(&number, _)| number)
        .collect();
    for statement in body.blocks.values().flat_map(|block| &block.statements) {
        let assigned = match &statement.kind {
            // A constant has no operands; comparisons have some.
            StatementKind::Assign(_, Rvalue::Other(operands)) if operands.is_empty() => continue,
            StatementKind::Assign(to, _)
            | StatementKind::Call {
                destination: to, ..
            } => to,
            _ => continue,
        };
        flags.remove(&assigned.local);
    }
    flags
}

/// Whether a block, which drops something, is entered only if a drop flag is set: by the flag's switch
/// itself, or through the ladder of blocks at the same position that leads to the parts of a value.
pub fn guarded(body: &Body, block: u32, flags: &BTreeSet<u32>) -> bool {
    let span = body.terminator(block).and_then(|last| last.span.as_ref());
    let mut seen = BTreeSet::from([block]);
    let mut open = vec![block];
    while let Some(current) = open.pop() {
        for (&number, from) in &body.blocks {
            let mut successors = body.successors(number, &["unwind", "imaginary"]);
            if seen.contains(&number) || !successors.any(|next| next == current) {
                continue;
            }
            match tests(from, flags) {
                Some(set) if set == current => return true,
                Some(_) => {}
                None if is_rung(from, span) => {
                    seen.insert(number);
                    open.push(number);
                }
                None => {}
            }
        }
    }
    false
}

/// Where a block goes on if the drop flag that it tests is set; `None` if it tests none.
fn tests(block: &Block, flags: &BTreeSet<u32>) -> Option<u32> {
    let last = block.statements.last()?;
    let StatementKind::Switch(operand) = &last.kind else {
        return None;
    };
    let mut edges = last
        .successors
        .iter()
        .filter(|_| flags.contains(&operand.place.local));
    edges
        .find(|(label, _)| label == "otherwise")
        .map(|&(_, next)| next)
}

/// Whether a block only leads to drops at the span: it goes on, or finds out the variant first.
fn is_rung(block: &Block, span: Option<&Span>) -> bool {
    let Some((last, before)) = block.statements.split_last() else {
        return false;
    };
    let goes_on = matches!(last.kind, StatementKind::Nothing | StatementKind::Switch(_));
    let computes = |statement: &Statement| {
        matches!(&statement.kind, StatementKind::Assign(_, Rvalue::Other(_)))
    };
    goes_on && (before.is_empty() || last.span.as_ref() == span) && before.iter().all(computes)
}
