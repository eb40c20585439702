//! Statements and terminators.

use super::place::{self, Place};
use crate::support::tokens::{Token, tokens};

/// What a statement does, as far as it concerns ownership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementKind {
    /// `P = value`.
    Assign(Place, Rvalue),
    /// `P = callee(operands) -> …`, with the callee's text.
    Call {
        destination: Place,
        callee: String,
        operands: Vec<Operand>,
    },
    /// `drop(P) -> …`.
    Drop(Place),
    /// `switchInt(operand) -> …`.
    Switch(Operand),
    /// `assert(…) -> …`, `yield`, …: their operands.
    Other(Vec<Operand>),
    /// Storage markers, reads that never happen, jumps.
    Nothing,
}

/// What is assigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rvalue {
    /// `move P` or `copy P` alone.
    Use(Operand),
    /// `()`.
    Unit,
    /// `&P` or `&mut P`, with the number of its region.
    Ref {
        mutable: bool,
        place: Place,
        region: Option<u32>,
    },
    /// `&fake P`: for match guards, gone after borrow checking.
    FakeRef,
    /// `&raw const P` or `&raw mut P`.
    RawRef(Place),
    /// `deref_copy P`: a name for the pointer in `P`, made where a place dereferences twice.
    Alias(Place),
    /// A closure, coroutine or async block with its captured places.
    Closure(Vec<Operand>),
    /// `S { field: operand, … }`.
    Struct(Vec<Operand>),
    /// `[operand; n]` or `[operand, …]`.
    Array(Vec<Operand>),
    /// Anything else, with its operands.
    Other(Vec<Operand>),
}

/// An operand that is a place; constants are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operand {
    pub kind: OperandKind,
    pub place: Place,
}

/// How an operand is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperandKind {
    Move,
    Copy,
}

/// Heads of statements that say nothing about ownership.
const NOTHING: [&str; 17] = [
    "StorageLive",
    "StorageDead",
    "FakeRead",
    "PlaceMention",
    "AscribeUserType",
    "Retag",
    "Coverage",
    "BackwardIncompatibleDropHint",
    "ConstEvalCounter",
    "nop",
    "goto",
    "falseEdge",
    "falseUnwind",
    "unreachable",
    "return",
    "resume",
    "coroutine_drop",
];

/// Parses a statement's text (without `;` and comments) and the edges to its successors.
pub fn parse(text: &str) -> (StatementKind, Vec<(String, u32)>) {
    let (text, successors) = match text
        .rfind("-> ")
        .and_then(|at| Some((at, edges(&text[at + 3..])?)))
    {
        Some((at, successors)) => (text[..at].trim_end(), successors),
        None => (text, Vec::new()),
    };
    (kind(text, text_is_call(&successors)), successors)
}

/// Only a terminator has edges; an assignment with edges is a call.
fn text_is_call(successors: &[(String, u32)]) -> bool {
    !successors.is_empty()
}

fn kind(text: &str, terminator: bool) -> StatementKind {
    let all = tokens(text);
    let Some(head) = all.first() else {
        return StatementKind::Nothing;
    };
    if NOTHING.contains(&head.text) {
        return StatementKind::Nothing;
    }
    if head.is("drop") {
        return match place::parse(text, &all, 2) {
            Some((place, _)) => StatementKind::Drop(place),
            None => StatementKind::Nothing,
        };
    }
    if head.is("switchInt") {
        return match operands(text, &all).pop() {
            Some(operand) => StatementKind::Switch(operand),
            None => StatementKind::Nothing,
        };
    }
    match place::parse(text, &all, 0) {
        Some((place, at)) if all.get(at).is_some_and(|token| token.is("=")) => {
            let value = &all[at + 1..];
            if terminator && !value.first().is_some_and(|token| token.is("yield")) {
                let callee = callee(text, value);
                return StatementKind::Call {
                    destination: place,
                    callee,
                    operands: operands(text, value),
                };
            }
            StatementKind::Assign(place, rvalue(text, value))
        }
        _ => StatementKind::Other(operands(text, &all)),
    }
}

/// The text in front of the call's arguments, which are the last bracketed group.
fn callee(text: &str, value: &[Token<'_>]) -> String {
    let mut depth = 0;
    for token in value.iter().rev() {
        match token.text {
            ")" => depth += 1,
            "(" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return String::from(text[value[0].start..token.start].trim());
        }
    }
    String::new()
}

fn rvalue(text: &str, value: &[Token<'_>]) -> Rvalue {
    let Some(first) = value.first() else {
        return Rvalue::Other(Vec::new());
    };
    if matches!(text[first.start..].trim_end(), "()" | "const ()") {
        return Rvalue::Unit;
    }
    if first.is("&") {
        return reference(text, value);
    }
    if first.is("deref_copy")
        && let Some((place, _)) = place::parse(text, value, 1)
    {
        return Rvalue::Alias(place);
    }
    let found = operands(text, value);
    if first.is("{") {
        return Rvalue::Closure(found);
    }
    if first.is("[") {
        return Rvalue::Array(found);
    }
    if let Some((operand, end)) = operand(text, value, 0)
        && end == value.len()
    {
        return Rvalue::Use(operand);
    }
    match value.last() {
        Some(last) if last.is("}") => Rvalue::Struct(found),
        _ => Rvalue::Other(found),
    }
}

/// `&P`, `&'?3 mut P`, `&'?3 fake shallow P`, `&raw const P`.
fn reference(text: &str, value: &[Token<'_>]) -> Rvalue {
    let mut at = 1;
    if text[value[0].end()..].starts_with('\'') {
        at += 1;
    }
    let word = value.get(at).map_or("", |token| token.text);
    let behind = match word {
        "fake" => return Rvalue::FakeRef,
        "raw" => at + 2,
        "mut" => at + 1,
        _ => at,
    };
    match place::parse(text, value, behind) {
        Some((place, _)) if word == "raw" => Rvalue::RawRef(place),
        Some((place, _)) => Rvalue::Ref {
            mutable: word == "mut",
            place,
            region: region(&text[value[0].end()..]),
        },
        None => Rvalue::Other(Vec::new()),
    }
}

/// The number in `'?3 …`.
fn region(text: &str) -> Option<u32> {
    let text = text.strip_prefix("'?")?;
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    text[..end].parse().ok()
}

/// Every `move P` and `copy P`.
fn operands(text: &str, all: &[Token<'_>]) -> Vec<Operand> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < all.len() {
        match operand(text, all, at) {
            Some((operand, end)) => {
                out.push(operand);
                at = end;
            }
            None => at += 1,
        }
    }
    out
}

fn operand(text: &str, all: &[Token<'_>], at: usize) -> Option<(Operand, usize)> {
    let kind = match all.get(at)? {
        token if token.is("move") => OperandKind::Move,
        token if token.is("copy") => OperandKind::Copy,
        _ => return None,
    };
    let (place, end) = place::parse(text, all, at + 1)?;
    Some((Operand { kind, place }, end))
}

/// The edges behind the arrow: `bb1`, `[return: bb1, unwind continue]`, `unwind: bb3`; `None` if the text
/// is none of these.
fn edges(text: &str) -> Option<Vec<(String, u32)>> {
    let text = text.trim();
    let list = match text.strip_prefix('[') {
        Some(list) => list.strip_suffix(']')?,
        None => text,
    };
    let mut out = Vec::new();
    for edge in list.split(", ") {
        let (label, target) = edge.split_once(": ").unwrap_or(("", edge));
        match target.strip_prefix("bb").map(str::parse) {
            Some(Ok(block)) => out.push((String::from(label), block)),
            _ if edge.starts_with("unwind") => out.push((String::from("unwind"), u32::MAX)),
            _ => return None,
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(local: u32) -> Place {
        Place {
            local,
            projections: Vec::new(),
        }
    }

    fn moved(local: u32) -> Operand {
        Operand {
            kind: OperandKind::Move,
            place: Place {
                local,
                projections: Vec::new(),
            },
        }
    }

    fn copied(local: u32) -> Operand {
        Operand {
            kind: OperandKind::Copy,
            ..moved(local)
        }
    }

    fn assigned(text: &str) -> Rvalue {
        match parse(text).0 {
            StatementKind::Assign(_, value) => value,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn assignments() {
        assert_eq!(
            parse("_1 = move _2").0,
            StatementKind::Assign(local(1), Rvalue::Use(moved(2)))
        );
        assert_eq!(
            assigned("_1 = &'?3 mut _2"),
            Rvalue::Ref {
                mutable: true,
                place: local(2),
                region: Some(3)
            }
        );
        assert_eq!(
            assigned("_1 = &_2"),
            Rvalue::Ref {
                mutable: false,
                place: local(2),
                region: None
            }
        );
        assert_eq!(assigned("_1 = const ()"), Rvalue::Unit);
        assert_eq!(assigned("_1 = &'?3 fake shallow _2"), Rvalue::FakeRef);
        assert_eq!(assigned("_1 = deref_copy _2"), Rvalue::Alias(local(2)));
        assert_eq!(assigned("_1 = &raw const _2"), Rvalue::RawRef(local(2)));
        assert_eq!(
            assigned("_1 = {closure@a.rs:1:2: 1:4} { s: move _2, n: copy _3 }"),
            Rvalue::Closure(vec![moved(2), copied(3)])
        );
        assert_eq!(
            assigned("_1 = S { a: move _2, b: const \"move _9\" }"),
            Rvalue::Struct(vec![moved(2)])
        );
        assert_eq!(
            assigned("_1 = [copy _2; 3]"),
            Rvalue::Array(vec![copied(2)])
        );
        assert_eq!(
            assigned("_1 = Add(copy _2, const 1_u32)"),
            Rvalue::Other(vec![copied(2)])
        );
        assert_eq!(
            assigned("_1 = copy _2 as u32 (IntToInt)"),
            Rvalue::Other(vec![copied(2)])
        );
        assert_eq!(
            assigned("_1 = const f as fn(u32) -> u32 (Cast)"),
            Rvalue::Other(vec![])
        );
    }

    #[test]
    fn terminators() {
        let (kind, successors) = parse(
            "_1 = <T as Tr<fn(u8) -> u8>>::f(move _2, copy _3) -> [return: bb4, unwind: bb5]",
        );
        assert_eq!(
            kind,
            StatementKind::Call {
                destination: local(1),
                callee: String::from("<T as Tr<fn(u8) -> u8>>::f"),
                operands: vec![moved(2), copied(3)]
            }
        );
        assert_eq!(
            successors,
            [(String::from("return"), 4), (String::from("unwind"), 5)]
        );
        let (kind, successors) = parse("drop((*_1)) -> [return: bb2, unwind continue]");
        assert!(matches!(kind, StatementKind::Drop(place) if place.local == 1));
        assert_eq!(successors[0], (String::from("return"), 2));
        let (kind, successors) = parse("switchInt(copy _3) -> [0: bb1, otherwise: bb2]");
        assert_eq!(kind, StatementKind::Switch(copied(3)));
        assert_eq!(
            successors,
            [(String::from("0"), 1), (String::from("otherwise"), 2)]
        );
        assert_eq!(
            parse("goto -> bb3"),
            (StatementKind::Nothing, vec![(String::new(), 3)])
        );
        let (kind, successors) = parse("_5 = f(move _4) -> unwind: bb2");
        assert!(matches!(kind, StatementKind::Call { .. }));
        assert_eq!(successors, [(String::from("unwind"), 2)]);
        assert!(matches!(
            parse("assert(!move (_4.1: bool), \"`{} -> {}`\", copy _2) -> [success: bb1, unwind: bb5]").0,
            StatementKind::Other(found) if found.len() == 2
        ));
    }

    #[test]
    fn what_does_nothing() {
        for text in [
            "StorageLive(_1)",
            "FakeRead(ForLet(None), _2)",
            "return",
            "PlaceMention((*_1))",
            "",
        ] {
            assert_eq!(parse(text), (StatementKind::Nothing, vec![]), "{text}");
        }
    }
}
