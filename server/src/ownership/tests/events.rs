//! Moves, copies, borrows and assignments.

use crate::facts::{BorrowKind, EventKind};
use crate::flow::graph::{Origin, Rvalue, StatementKind};
use crate::ownership::analyse;

use super::builder::{Builder, show};

fn check(builder: Builder, expected: &[&str]) {
    assert_eq!(builder.events(), expected);
}

#[test]
fn moves_copies_and_borrows() {
    check(
        Builder::new()
            .parameter("p", "(D,N)")
            .take("p.0", 1)
            .copy("p.1", 2)
            .borrow("p.1", 3, BorrowKind::Shared),
        &["move p.0 @1", "copy p.1 @2", "borrow p.1 Shared @3"],
    );
}

#[test]
fn unknown_types_are_borrowed_only() {
    check(
        Builder::new()
            .parameter("u", "?")
            .take("u", 1)
            .copy("u", 2)
            .borrow("u", 3, BorrowKind::Unique),
        &["borrow u Unique @3"],
    );
}

#[test]
fn temporaries_are_silent() {
    check(
        Builder::new()
            .temporary("t", "D")
            .init("t")
            .borrow("t", 1, BorrowKind::Shared)
            .take("t", 2),
        &[],
    );
}

#[test]
fn raw_pointers_are_silent() {
    check(
        Builder::new().parameter("v", "D").statement(|it| {
            StatementKind::Evaluate(Rvalue::RawRef {
                place: it.place("v"),
                mutable: true,
            })
        }),
        &[],
    );
}

#[test]
fn assignments() {
    check(
        Builder::new()
            .lets("n: N")
            .assign("n", 1)
            .assign("n", 2)
            .take("n", 3)
            .assign("n", 4),
        &[
            "assign n initialises @1",
            "assign n @2",
            "move n @3",
            "assign n initialises after move @4",
        ],
    );
}

#[test]
fn assignment_after_a_move_on_one_path() {
    let body = Builder::new()
        .parameter("n", "N")
        .goto(&[1, 2])
        .block(1)
        .take("n", 1)
        .goto(&[2]);
    check(
        body.block(2).assign("n", 2),
        &["move n @1", "assign n after move @2"],
    );
}

#[test]
fn assignment_whose_value_moves_the_place() {
    // r = f(r)
    let body = Builder::new()
        .parameter("r", "&N")
        .statement(|it| StatementKind::Assign {
            place: it.place("r"),
            value: Rvalue::Operands(vec![crate::flow::graph::Operand::Move(
                it.place("r"),
                Builder::usage(Origin::Expr(1)),
            )]),
            written: Some(Origin::Item),
        });
    check(
        body,
        &["move r @1", "assign r initialises after move @1001"],
    );
}

#[test]
fn partly_moved_places_are_not_empty() {
    check(
        Builder::new()
            .parameter("p", "(N,N)")
            .take("p.0", 1)
            .assign("p", 2)
            .assign("p.1", 3),
        &["move p.0 @1", "assign p after move @2", "assign p.1 @3"],
    );
}

#[test]
fn captured_places() {
    let shared = BorrowKind::Shared;
    check(
        Builder::new()
            .captured("c", "&(D,&D)", true)
            .captured("m", "&D", false)
            .borrow("&c", 1, shared)
            .borrow("&(&c.1)", 2, shared)
            .borrow("&m", 3, shared),
        &[
            "borrow *c Shared @1",
            "reborrow **c.1 Shared @2",
            "reborrow *m Shared @3",
        ],
    );
}

#[test]
fn code_that_is_lowered_twice_gives_one_event() {
    let body = Builder::new()
        .parameter("v", "D")
        .goto(&[1, 2])
        .block(1)
        .take("v", 1)
        .assign("v", 2);
    check(
        body.block(2).take("v", 1).assign("v", 2),
        &["move v @1", "assign v initialises after move @2"],
    );
}

#[test]
fn different_borrows_at_one_place_stay() {
    let (shared, unique) = (BorrowKind::Shared, BorrowKind::Unique);
    check(
        Builder::new()
            .parameter("v", "D")
            .borrow("v", 1, shared)
            .borrow("v", 1, unique)
            .borrow("v", 1, shared),
        &["borrow v Shared @1", "borrow v Unique @1"],
    );
}

#[test]
fn closures_follow_their_body() {
    let mut inner = Builder::new().captured("c", "D", false).take("c", 5).graph;
    inner.closure = Some(Origin::Expr(77));
    let mut body = Builder::new().parameter("v", "D").take("v", 1);
    body.graph.closures.push(inner);
    let events = analyse(&body.graph, &[]).events;
    assert_eq!(
        events.iter().map(show).collect::<Vec<_>>(),
        ["move v @1", "move c @5"]
    );
    assert_eq!(events[0].closure, None);
    assert_eq!(events[1].closure, Some(Origin::Expr(77)));
    assert!(matches!(events[1].kind, EventKind::Move(_)));
}
