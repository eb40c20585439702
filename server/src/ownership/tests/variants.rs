//! Drops of enums: only one variant's parts exist at a time.

use crate::facts::BorrowKind;

use super::builder::Builder;

fn check(builder: Builder, expected: &[&str]) {
    assert_eq!(builder.drops(), expected);
}

/// `match e { V0.. => block 1, V1.. => block 2 }`, joined in block 3.
fn matched(ty: &str) -> Builder {
    let body = Builder::new().parameter("e", ty).goto(&[1, 2]);
    body.block(2)
        .holds("e", 1, true)
        .goto(&[3])
        .block(1)
        .holds("e", 0, true)
        .goto(&[3])
}

#[test]
fn moved_in_the_arm_of_the_only_variant_with_glue() {
    check(matched("<D|>").take("e@0.0", 1).block(3).end("e", 9), &[]);
}

#[test]
fn moved_in_every_arm() {
    check(
        matched("<D|D>")
            .take("e@0.0", 1)
            .block(2)
            .take("e@1.0", 2)
            .block(3)
            .end("e", 9),
        &[],
    );
}

#[test]
fn variant_that_is_not_touched_is_dropped_whole() {
    check(
        matched("<D|D>").take("e@0.0", 1).block(3).end("e", 9),
        &["drop e #0 @end 9"],
    );
}

#[test]
fn moved_in_one_of_two_arms_for_a_variant() {
    let arms = matched("<D|>")
        .goto(&[3, 4])
        .block(4)
        .take("e@0.0", 1)
        .goto(&[3]);
    check(arms.block(3).end("e", 9), &["drop e maybe #0 @end 9"]);
}

#[test]
fn fields_left_in_the_variant() {
    check(
        matched("<D,D|>").take("e@0.1", 1).block(3).end("e", 9),
        &[r#"drop e ["e@0.0"] #0 @end 9"#],
    );
}

#[test]
fn otherwise_edge_excludes_the_variant() {
    // if let V0(x) = e { … } else { … }
    let body = Builder::new().parameter("e", "<D|>").goto(&[1, 2]);
    let body = body
        .block(1)
        .holds("e", 0, true)
        .take("e@0.0", 1)
        .goto(&[3]);
    check(
        body.block(2)
            .holds("e", 0, false)
            .goto(&[3])
            .block(3)
            .end("e", 9),
        &[],
    );
}

#[test]
fn variant_may_change_through_a_mutable_reference() {
    // match e { V0(x) => drop(x), V1 => replace(&mut e) }
    let body = |kind| {
        matched("<D|>")
            .take("e@0.0", 1)
            .block(2)
            .borrow("e", 2, kind)
            .block(3)
            .end("e", 9)
    };
    check(
        body(BorrowKind::Mutable { two_phase: false }),
        &["drop e maybe #0 @end 9"],
    );
    check(body(BorrowKind::Shared), &[]);
}
