//! Questions about the control flow of a body: what follows what, and what a drop flag decides.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::mir::{Body, Rvalue, Span, StatementKind};
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

/// Whether a block is entered only if a drop flag is set.
pub fn guarded(body: &Body, block: u32, flags: &BTreeSet<u32>) -> bool {
    let mut seen = BTreeSet::from([block]);
    let mut open = vec![block];
    while let Some(current) = open.pop() {
        for (&number, from) in &body.blocks {
            let Some(last) = from.statements.last() else {
                continue;
            };
            if !body
                .successors(number, &["unwind", "imaginary"])
                .any(|next| next == current)
                || seen.contains(&number)
            {
                continue;
            }
            match &last.kind {
                StatementKind::Switch(operand) if flags.contains(&operand.place.local) => {
                    let set = last
                        .successors
                        .iter()
                        .any(|(label, next)| label == "otherwise" && *next == current);
                    if set {
                        return true;
                    }
                }
                // Empty blocks of a drop ladder.
                StatementKind::Nothing if from.statements.len() == 1 => {
                    seen.insert(number);
                    open.push(number);
                }
                _ => {}
            }
        }
    }
    false
}
