//! Drops at the end of a scope, and of temporaries.

use expect_test::expect;

use crate::facts::*;

use super::case::{Case, argument};

const TEXT: &str = "fn main() {
    let v = vec![1];
    let guard = lock();
    let boxed = Box::new(1);
    take(boxed);
    if ready() { take(v); }
}
";

#[test]
fn several_values() {
    let mut case = Case::new(TEXT);
    let v = case.value("let v", "v", "Vec<i32>");
    let guard = case.value("let guard", "guard", "Guard");
    let boxed = case.value("let boxed", "boxed", "Box<i32>");
    let cause = || argument("demo::take", "items", "T");
    case.moved(v, ("take(v)", "v"), cause(), Destination::Parameter);
    case.moved(
        boxed,
        ("take(boxed)", "boxed"),
        cause(),
        Destination::Parameter,
    );
    case.dropped(guard, 0);
    case.dropped(v, 1).kind = EventKind::Drop(Drop {
        conditional: true,
        fields: vec![],
        replaced: false,
        at_end: AtEnd::Sometimes,
        order: 1,
    });
    expect![[r#"
        **2 values are dropped** here, in this order: `guard` and `v` (if still initialised).

        - A variable is dropped where its scope ends; those of one scope in the reverse order of their declaration.
        - `v` is moved on some of the paths that lead here (line 6): a drop flag on the stack decides at run time.
        - Not dropped here: `boxed` (moved to `take` in line 5).

        [Reference: Destructors](https://doc.rust-lang.org/reference/destructors.html)
    "#]].assert_eq(&case.hover(("\n}", "}")));
    expect![[r#"
        2 values are dropped here, in this order: `guard` and `v` (if still initialised)
         --> src/main.rs:7:1
          |
        2 |     let v = vec![1];
          |         - v is declared here
        3 |     let guard = lock();
          |         ----- guard is declared here
        ...
        6 |     if ready() { take(v); }
          |                       - v is moved here
        7 | }
          | ^
          |
          = why: A variable is dropped where its scope ends; those of one scope in the reverse order of their declaration.
          = drop: `v` is moved on some of the paths that lead here (line 6): a drop flag on the stack decides at run time.
          = drop: Not dropped here: `boxed` (moved to `take` in line 5).
    "#]].assert_eq(&case.print(("\n}", "}")));
}

#[test]
fn one_value() {
    let mut case = Case::new(TEXT);
    let guard = case.value("let guard", "guard", "Guard");
    case.edit(guard, |it| it.not_copy = Some(NotCopy::Destructor));
    case.dropped(guard, 0);
    expect![[r#"
        **`guard` is dropped** here.

        - A variable is dropped where its scope ends.
        - Dropping a `Guard` calls its `Drop::drop`, then drops its fields in the order of their declaration.

        `guard` · owned 3–7 · dropped 7

        [Reference: Destructors](https://doc.rust-lang.org/reference/destructors.html)
    "#]].assert_eq(&case.hover(("\n}", "}")));
}

#[test]
fn what_is_left() {
    let mut case = Case::new(TEXT);
    let v = case.value("let v", "v", "Parser");
    case.moved(
        v,
        ("take(v)", "v"),
        Cause::Initialiser,
        Destination::Temporary,
    )
    .place = "v.name".into();
    let fields = vec!["items".to_owned(), "inner.text".to_owned()];
    case.dropped(v, 0).kind = EventKind::Drop(Drop {
        conditional: false,
        fields,
        replaced: false,
        at_end: AtEnd::Always,
        order: 0,
    });
    expect![[r#"
        **What is left of `v` is dropped** here: `items` and `inner.text`.

        - A variable is dropped where its scope ends.
        - Only `items` and `inner.text` are left: the other fields with drop glue were moved out (line 6).

        `v` · owned 2–7 · `v.name` moved (6) · rest dropped 7

        [Reference: Destructors](https://doc.rust-lang.org/reference/destructors.html)
    "#]]
    .assert_eq(&case.hover(("\n}", "}")));
}

#[test]
fn temporary() {
    let mut case = Case::new(TEXT);
    case.temporary("MutexGuard<'_, i32>", ("lock()", "lock()"));
    expect![[r#"
        **A temporary `MutexGuard<'_, i32>` is dropped** here.

        - A temporary is dropped at the end of the statement that it stands in, unless a `let` extends its life; in what a `match` looks at, where the `match` ends.
        - The temporary is the result of `lock()` in line 3.

        [Reference: Temporary scopes](https://doc.rust-lang.org/reference/destructors.html#temporary-scopes)
    "#]].assert_eq(&case.hover(("\n}", "}")));
    expect![[r#"
        **A temporary `MutexGuard<'_, i32>` is made here** and lives until line 7.

        - A temporary is dropped at the end of the statement that it stands in, unless a `let` extends its life; in what a `match` looks at, where the `match` ends.

        [Reference: Temporary scopes](https://doc.rust-lang.org/reference/destructors.html#temporary-scopes)
    "#]].assert_eq(&case.hover(("lock()", "lock")));
}

#[test]
fn old_value() {
    let mut case = Case::new(TEXT);
    let v = case.value("let v", "v", "Vec<i32>");
    let at = ("take(v)", "v");
    case.event(
        v,
        at,
        EventKind::Assign(Assign {
            initialises: false,
            after_move: false,
            drops_old: false,
        }),
    );
    case.event(
        v,
        at,
        EventKind::Drop(Drop {
            conditional: true,
            fields: vec![],
            replaced: true,
            at_end: AtEnd::Sometimes,
            order: 0,
        }),
    );
    expect![[r#"
        **`v` gets a new value**.

        - The old value is dropped on the paths where there is one (a drop flag decides), after the new value has been computed and before it is stored.

        `v` · owned from 2

        [Book: Ownership](https://doc.rust-lang.org/book/ch04-01-what-is-ownership.html)
    "#]].assert_eq(&case.hover(at));
}

/// Where something is not known, nothing is said to be moved away or not dropped.
#[test]
fn gaps() {
    let mut case = Case::new(TEXT);
    let v = case.value("let v", "v", "Vec<i32>");
    let at = case.at("ready()", "ready()");
    case.facts.gaps.push(Gap {
        at,
        reason: GapReason::UnresolvedCall,
    });
    case.moved(
        v,
        ("take(v)", "v"),
        Cause::Initialiser,
        Destination::Temporary,
    );
    expect![[r#"
        **`v` is moved** into a temporary.

        - The initialiser of a `let` is used by value.

        `v` · owned from 2 · moved (6)

        [Book: Ownership](https://doc.rust-lang.org/book/ch04-01-what-is-ownership.html) · [Reference: Moved and copied types](https://doc.rust-lang.org/reference/expressions.html#moved-and-copied-types)
    "#]]
    .assert_eq(&case.hover(("take(v)", "v")));
}
