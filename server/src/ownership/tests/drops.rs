//! Which drops run.

use super::builder::Builder;

fn check(builder: Builder, expected: &[&str]) {
    assert_eq!(builder.drops(), expected);
}

/// A body whose two branches join: blocks 1 and 2 go on to 3.
fn branches(builder: Builder) -> Builder {
    builder
        .goto(&[1, 2])
        .block(2)
        .goto(&[3])
        .block(1)
        .goto(&[3])
}

#[test]
fn initialised_is_dropped_and_moved_is_not() {
    check(
        Builder::new()
            .lets("v: D; w: D")
            .init("v")
            .init("w")
            .take("w", 1)
            .end("w v", 9),
        &["drop v #0 @end 9"],
    );
}

#[test]
fn parameters_are_initialised_and_types_without_glue_are_silent() {
    check(
        Builder::new()
            .parameter("p", "D")
            .parameter("n", "N")
            .end("n p", 9),
        &["drop p #0 @end 9"],
    );
}

#[test]
fn never_initialised_is_not_dropped() {
    check(Builder::new().lets("v: D").live("v").end("v", 9), &[]);
}

#[test]
fn moved_on_one_path_is_conditional() {
    check(
        branches(Builder::new().lets("v: D").init("v"))
            .take("v", 1)
            .block(3)
            .end("v", 9),
        &["drop v maybe #0 @end 9"],
    );
}

#[test]
fn initialised_on_one_path_is_conditional() {
    check(
        branches(Builder::new().lets("v: D"))
            .init("v")
            .block(3)
            .end("v", 9),
        &["drop v maybe #0 @end 9"],
    );
}

#[test]
fn initialised_again_after_the_move_is_dropped() {
    check(
        branches(Builder::new().lets("v: D").init("v"))
            .take("v", 1)
            .assign("v", 2)
            .block(3)
            .end("v", 9),
        &["drop v #0 @end 9"],
    );
}

#[test]
fn old_values_are_dropped_unless_moved() {
    check(
        Builder::new()
            .lets("v: D")
            .init("v")
            .assign("v", 1)
            .take("v", 2)
            .assign("v", 3)
            .end("v", 9),
        &["drop v replaced #0 @1", "drop v #0 @end 9"],
    );
}

#[test]
fn old_value_is_conditional_after_a_branch() {
    check(
        branches(Builder::new().lets("v: D").init("v"))
            .take("v", 1)
            .block(3)
            .assign("v", 2)
            .end("v", 9),
        &["drop v maybe replaced #0 @2", "drop v #0 @end 9"],
    );
}

#[test]
fn old_value_behind_a_reference_is_always_dropped() {
    check(
        Builder::new().parameter("r", "&D").assign("&r", 1),
        &["drop *r replaced #0 @1"],
    );
}

#[test]
fn move_in_a_loop_is_seen_at_its_head() {
    // loop { if … { break } drop(v); v = … }
    let body = Builder::new()
        .lets("v: D")
        .init("v")
        .goto(&[1])
        .block(1)
        .goto(&[2, 3])
        .block(2);
    check(
        body.take("v", 1).goto(&[1]).block(3).end("v", 9),
        &["drop v maybe #0 @end 9"],
    );
}

#[test]
fn storage_starts_anew_in_each_iteration() {
    // loop { let v = …; if … { break } drop(v); }
    let body = Builder::new()
        .lets("v: D")
        .goto(&[1])
        .block(1)
        .live("v")
        .init("v")
        .goto(&[2, 3]);
    check(
        body.block(2)
            .take("v", 1)
            .end("v", 9)
            .goto(&[1])
            .block(3)
            .end("v", 9),
        &["drop v #0 @end 9"],
    );
}

#[test]
fn exits_of_one_scope_are_one_drop() {
    // let a; if … { return } let b; moved on one path; }
    let body = Builder::new()
        .lets("a: D; b: D")
        .init("a")
        .goto(&[1, 2])
        .block(1)
        .end("a", 9);
    check(
        body.block(2).init("b").end("b a", 9),
        &["drop b #0 @end 9", "drop a #1 @end 9"],
    );
}

#[test]
fn exit_with_flag_makes_the_drop_conditional_and_dead_exits_do_not() {
    let body = || Builder::new().lets("a: D").init("a").goto(&[1, 2]);
    check(
        body()
            .block(1)
            .take("a", 1)
            .end("a", 9)
            .block(2)
            .end("a", 9),
        &["drop a #0 @end 9"],
    );
    let flagged = body()
        .block(1)
        .goto(&[3, 4])
        .block(3)
        .take("a", 1)
        .goto(&[4]);
    check(
        flagged.block(4).end("a", 9).block(2).end("a", 9),
        &["drop a maybe #0 @end 9"],
    );
}

#[test]
fn ranks_are_counted_without_dead_drops() {
    check(
        Builder::new()
            .lets("a: D; b: D; c: D")
            .init("a")
            .init("b")
            .init("c")
            .take("b", 1)
            .end("c b a", 9),
        &["drop c #0 @end 9", "drop a #1 @end 9"],
    );
}

#[test]
fn moved_field_leaves_the_others() {
    check(
        Builder::new()
            .lets("p: (D,N,D,D)")
            .init("p")
            .take("p.2", 1)
            .end("p", 9),
        &[r#"drop p ["0", "3"] #0 @end 9"#],
    );
}

#[test]
fn moved_field_without_glue_leaves_the_whole() {
    check(
        Builder::new()
            .lets("p: (D,N)")
            .init("p")
            .take("p.1", 1)
            .end("p", 9),
        &["drop p #0 @end 9"],
    );
}

#[test]
fn all_fields_moved_leaves_nothing() {
    check(
        Builder::new()
            .lets("p: (D,D,N)")
            .init("p")
            .take("p.0", 1)
            .take("p.1", 2)
            .end("p", 9),
        &[],
    );
}

#[test]
fn moved_field_is_given_back() {
    check(
        Builder::new()
            .lets("p: (D,D)")
            .init("p")
            .take("p.0", 1)
            .assign("p.0", 2)
            .end("p", 9),
        &["drop p #0 @end 9"],
    );
}

#[test]
fn assigning_the_whole_drops_what_is_left_of_it() {
    check(
        Builder::new()
            .lets("p: (D,D)")
            .init("p")
            .take("p.0", 1)
            .assign("p", 2)
            .end("p", 9),
        &[r#"drop p ["1"] replaced #0 @2"#, "drop p #0 @end 9"],
    );
}

#[test]
fn nested_fields() {
    check(
        Builder::new()
            .lets("p: (D,((D,D),D))")
            .init("p")
            .take("p.1.0.1", 1)
            .end("p", 9),
        &[r#"drop p ["0", "1.0.0", "1.1"] #0 @end 9"#],
    );
}

#[test]
fn field_moved_on_one_path() {
    check(
        branches(Builder::new().lets("p: (D,D)").init("p"))
            .take("p.0", 1)
            .block(3)
            .end("p", 9),
        &[r#"drop p ["0", "1"] maybe #0 @end 9"#],
    );
}

#[test]
fn whole_moved_on_one_path_and_field_on_the_other() {
    check(
        branches(Builder::new().lets("p: (D,D)").init("p"))
            .take("p", 1)
            .block(2)
            .take("p.0", 2)
            .block(3)
            .end("p", 9),
        &[r#"drop p ["1"] maybe #0 @end 9"#],
    );
}

#[test]
fn content_of_a_box() {
    let body = || Builder::new().lets("b: Box<D>").init("b");
    check(body().take("*b", 1).end("b", 9), &[]);
    check(
        branches(body()).take("*b", 1).block(3).end("b", 9),
        &["drop b maybe #0 @end 9"],
    );
    check(
        body().take("*b", 1).assign("*b", 2).end("b", 9),
        &["drop b #0 @end 9"],
    );
    check(
        Builder::new()
            .lets("b: Box<(D,D)>")
            .init("b")
            .take("*b.0", 1)
            .end("b", 9),
        &[r#"drop b ["*b.1"] #0 @end 9"#],
    );
    // Without glue in the content the box is dropped as a whole: only memory is freed.
    check(
        Builder::new()
            .lets("b: Box<N>")
            .init("b")
            .take("*b", 1)
            .end("b", 9),
        &["drop b #0 @end 9"],
    );
}

#[test]
fn elements_of_an_array() {
    let body = || Builder::new().lets("a: [D;3]").init("a");
    check(
        body().take("a[0]", 1).end("a", 9),
        &[r#"drop a ["a[_]"] #0 @end 9"#],
    );
    check(body().take("a[0]", 1).take("a[1..]", 2).end("a", 9), &[]);
    check(body().take("a[-1]", 1).take("a[..1]", 2).end("a", 9), &[]);
    check(
        body()
            .borrow("a[_]", 1, crate::facts::BorrowKind::Shared)
            .end("a", 9),
        &["drop a #0 @end 9"],
    );
}

#[test]
fn moves_that_are_errors_change_nothing() {
    check(
        Builder::new()
            .parameter("r", "&(D,D)")
            .parameter("d", "!D")
            .take("&r", 1)
            .take("d.0", 2)
            .end("d r", 9),
        &["drop d #0 @end 9"],
    );
}

#[test]
fn nothing_is_said_about_what_is_not_certain() {
    let body = || Builder::new().lets("v: D; w: D").init("v").init("w");
    check(body().forget("v").end("w v", 9), &["drop w #0 @end 9"]);
    // One exit of several is enough.
    let exits = body().goto(&[1, 2]).block(1).forget("v").end("w v", 9);
    check(exits.block(2).end("w v", 9), &["drop w #0 @end 9"]);
    // A new value is certain again.
    check(
        body().forget("v").assign("v", 1).end("w v", 9),
        &["drop w #0 @end 9", "drop v #1 @end 9"],
    );
    check(Builder::new().parameter("u", "?").end("u", 9), &[]);
}

#[test]
fn unreachable_code_is_silent() {
    check(
        Builder::new()
            .lets("v: D")
            .init("v")
            .end("v", 9)
            .block(1)
            .init("v")
            .end("v", 8)
            .goto(&[0]),
        &["drop v #0 @end 9"],
    );
}

#[test]
fn temporaries() {
    use crate::flow::graph::{Origin, StatementKind};
    let end = |builder: Builder| {
        builder.statement(|it| StatementKind::Drop {
            place: it.place("t"),
            order: 0,
            replaced: false,
            leaving: false,
            created: Some(Origin::Expr(7)),
        })
    };
    let body = || Builder::new().temporary("t", "D").init("t");
    assert_eq!(end(body()).drops().len(), 1);
    check(end(body().take("t", 1)), &[]);
    let maybe = end(branches(body()).take("t", 1).block(3)).drops();
    assert!(
        maybe.len() == 1 && maybe[0].starts_with("temp t maybe"),
        "{maybe:?}"
    );
    check(end(Builder::new().temporary("t", "N").init("t")), &[]);
}

#[test]
fn many_locals_are_solved_in_batches() {
    // More paths than one batch holds; each local is dropped, every third is moved.
    let count = 5000;
    let declarations: Vec<String> = (0..count).map(|it| format!("v{it}: (D,D)")).collect();
    let mut body = Builder::new().lets(&declarations.join("; "));
    for it in 0..count {
        body = body.init(&format!("v{it}"));
        if it % 3 == 0 {
            body = body.take(&format!("v{it}.0"), it);
        }
        body = body.goto(&[it + 1]).block(it as usize + 1);
    }
    let names: Vec<String> = (0..count).map(|it| format!("v{it}")).collect();
    let drops = body.end(&names.join(" "), 9).drops();
    assert_eq!(drops.len(), count as usize);
    assert_eq!(drops[3], r#"drop v3 ["1"] #3 @end 9"#);
    assert_eq!(drops[4999], "drop v4999 #4999 @end 9");
}
