//! What an offset stands for.

use expect_test::expect;

use crate::facts::*;

use super::case::{Case, argument};

const TEXT: &str = "fn main(n: i32, r: &str) {
    let v = vec![n]; // v is v
    show(\"v\", r.v, v[0]);
    take(v);
}
";

fn case() -> Case {
    let mut case = Case::new(TEXT);
    let n = case.value("n: i32", "n", "i32");
    case.edit(n, |it| {
        (it.copy, it.parameter, it.needs_drop) = (true, true, false)
    });
    let r = case.value("r: &str", "r", "&str");
    case.edit(r, |it| {
        (it.copy, it.parameter, it.needs_drop) = (true, true, false)
    });
    let v = case.value("let v", "v", "Vec<i32>");
    case.moved(
        v,
        ("take(v)", "v"),
        argument("demo::take", "items", "Vec<i32>"),
        Destination::Parameter,
    );
    case
}

#[test]
fn declarations_and_mentions() {
    let case = case();
    expect![[r#"
        The parameter `n` owns a value of type `i32`.

        - `i32` is `Copy`: using `n` by value leaves it usable.

        `n` · owned 1–5
    "#]]
    .assert_eq(&case.hover(("n: i32", "n")));
    expect![[r#"
        The parameter `r` holds a reference of type `&str`.

        - `&str` is `Copy`: using `r` by value leaves it usable.
        - When a reference goes out of scope nothing is freed: the owner of what it points to drops it.

        `r` · reference 1–5
    "#]].assert_eq(&case.hover(("r: &str", "r")));
    expect![[r#"
        The variable `v` owns a value of type `Vec<i32>`.

        - Where its scope ends `v` holds nothing any more, so nothing is dropped.

        `v` · owned 2–4 · moved to `take` (4)
    "#]]
    .assert_eq(&case.hover(("v[0]", "v")));
    assert_eq!(case.hover(("let v", "v")), case.hover(("v[0]", "v")));
}

#[test]
fn nothing() {
    let case = case();
    for at in [
        ("r.v", "v"),
        ("\"v\"", "v"),
        ("// v is v", "v"),
        ("fn main", "main"),
        ("show", "show"),
    ] {
        assert_eq!(case.hover(at), "nothing\n", "{at:?}");
    }
}

#[test]
fn behind_a_name_counts_as_on_it() {
    let case = case();
    assert_eq!(case.hover(("take(v);", ")")), case.hover(("take(v);", "v")));
}

#[test]
fn the_smallest_place_wins() {
    let mut case = case();
    let v = ValueId(2);
    let kind = EventKind::Borrow(Borrow {
        kind: BorrowKind::Shared,
        reborrow: false,
        implicit: false,
        cause: Cause::Explicit,
        into: Destination::Temporary,
    });
    case.event(v, ("take(v)", "take(v)"), kind);
    assert!(case.hover(("take(v)", "v")).starts_with("**`v` is moved**"));
    assert!(
        case.hover(("take(v)", "take"))
            .starts_with("**`v` is borrowed**")
    );
}
