//! Errors on hand-written graphs.

use crate::facts::{Error, ErrorKind, ErrorStepKind, Value};
use crate::flow::graph::{LocalKind, Origin};
use crate::ownership::analyse;

use super::builder::Builder;

/// The codes with places and positions, and the moves that led there.
fn check(builder: Builder, expected: &[&str]) {
    let values: Vec<Value<Origin>> = builder
        .graph
        .locals
        .iter()
        .filter(|local| matches!(local.kind, LocalKind::Named(_)))
        .map(|local| value(&builder.graph.place(local.place).text))
        .collect();
    let found = analyse(&builder.graph, &values).errors;
    assert_eq!(found.iter().map(show).collect::<Vec<_>>(), expected);
}

fn value(name: &str) -> Value<Origin> {
    Value {
        name: name.to_owned(),
        declared: Origin::Item,
        scope: None,
        ty: String::new(),
        copy: false,
        not_copy: None,
        needs_drop: true,
        size: None,
        heap: None,
        parameter: false,
        mutable: name.starts_with("mut_"),
        closure: None,
    }
}

fn show(error: &Error<Origin>) -> String {
    let at = |origin: Origin| match origin {
        Origin::Expr(at) => at,
        _ => 0,
    };
    let partial = matches!(error.kind, ErrorKind::Moved { partial: true, .. });
    let moves = error.steps.iter().filter_map(|step| match &step.kind {
        ErrorStepKind::Moved(moved) => Some(format!(
            " {}@{}{}",
            moved.place,
            at(step.at),
            if moved.previous_iteration {
                " again"
            } else {
                ""
            }
        )),
        _ => None,
    });
    format!(
        "{} {}{} @{}{}",
        error.kind.code().unwrap_or("-"),
        error.place,
        if partial { " partly" } else { "" },
        at(error.at),
        moves.collect::<String>()
    )
}

#[test]
fn used_after_a_move() {
    check(
        Builder::new().parameter("v", "D").take("v", 1).copy("v", 2),
        &["E0382 v @2 v@1"],
    );
}

#[test]
fn all_moves_on_the_ways_there() {
    check(
        Builder::new()
            .parameter("v", "D")
            .goto(&[1, 2])
            .block(1)
            .take("v", 1)
            .goto(&[3])
            .block(2)
            .take("v", 2)
            .goto(&[3])
            .block(3)
            .copy("v", 3),
        &["E0382 v @3 v@1 v@2"],
    );
}

#[test]
fn moved_by_itself_in_a_loop() {
    check(
        Builder::new()
            .parameter("v", "D")
            .goto(&[1])
            .block(1)
            .take("v", 1)
            .goto(&[1, 2])
            .block(2),
        &["E0382 v @1 v@1 again"],
    );
}

#[test]
fn one_error_for_the_same_moves() {
    check(
        Builder::new()
            .parameter("v", "(D,D)")
            .take("v", 1)
            .copy("v", 2)
            .copy("v", 3),
        &["E0382 v @2 v@1"],
    );
}

#[test]
fn parts_and_wholes() {
    check(
        Builder::new()
            .parameter("p", "(D,D)")
            .take("p.0", 1)
            .copy("p", 2),
        &["E0382 p partly @2 p.0@1"],
    );
    check(
        Builder::new()
            .parameter("p", "(D,D)")
            .take("p", 1)
            .copy("p.1", 2),
        &["E0382 p @2 p@1"],
    );
    check(
        Builder::new()
            .parameter("p", "(D,D)")
            .take("p.0", 1)
            .copy("p.1", 2),
        &[],
    );
}

#[test]
fn assigned_again() {
    check(
        Builder::new()
            .lets("mut_p: (D,D)")
            .init("mut_p")
            .take("mut_p.0", 1)
            .assign("mut_p.0", 2)
            .copy("mut_p", 3),
        &[],
    );
}

#[test]
fn assigned_in_part_after_the_move_of_all() {
    check(
        Builder::new()
            .lets("mut_p: (D,D)")
            .init("mut_p")
            .take("mut_p", 1)
            .assign("mut_p.0", 2),
        &["E0382 mut_p @2 mut_p@1"],
    );
}

#[test]
fn variants_that_cannot_be_are_not_moved() {
    let enum_moved_in_one_arm = || {
        Builder::new()
            .parameter("e", "<D|D>")
            .goto(&[1, 2])
            .block(1)
            .holds("e", 0, true)
            .take("e@0.0", 1)
            .goto(&[3])
            .block(2)
            .holds("e", 0, false)
            .goto(&[3])
            .block(3)
    };
    check(
        enum_moved_in_one_arm().copy("e", 2),
        &["E0382 e partly @2 e@0.0@1"],
    );
    check(
        Builder::new()
            .parameter("e", "<D|D>")
            .holds("e", 0, false)
            .copy("e", 2),
        &[],
    );
}

#[test]
fn used_before_the_first_value() {
    check(
        Builder::new()
            .lets("v: D")
            .goto(&[1, 2])
            .block(1)
            .assign("v", 1)
            .goto(&[2])
            .block(2)
            .copy("v", 2),
        &["E0381 v @2"],
    );
}

#[test]
fn second_value_without_mut() {
    check(
        Builder::new().lets("v: D").assign("v", 1).assign("v", 2),
        &["E0384 v @2"],
    );
    check(
        Builder::new()
            .lets("v: D")
            .goto(&[1, 2])
            .block(1)
            .assign("v", 1)
            .block(2)
            .assign("v", 2),
        &[],
    );
}

#[test]
fn moved_out_of_what_is_lent() {
    check(
        Builder::new().parameter("r", "&(D,N)").take("&r.0", 1),
        &["E0507 *r.0 @1"],
    );
}

#[test]
fn nothing_is_said_of_unknown_types() {
    check(
        Builder::new().parameter("u", "?").take("u", 1).copy("u", 2),
        &[],
    );
}
