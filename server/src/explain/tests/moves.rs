//! Moves and copies.

use expect_test::expect;

use crate::facts::*;

use super::case::{Case, argument, callee};

const TEXT: &str = "fn main() {
    let v = vec![1];
    take(v);
    let n = 1;
}
";

fn case() -> (Case, ValueId) {
    let mut case = Case::new(TEXT);
    let v = case.value("let v", "v", "Vec<i32>");
    case.edit(v, |it| it.size = Some(24));
    (case, v)
}

#[test]
fn into_a_parameter() {
    let (mut case, v) = case();
    case.edit(v, |it| it.not_copy = Some(NotCopy::Destructor));
    case.moved(
        v,
        ("take(v)", "v"),
        argument("demo::take", "items", "Vec<i32>"),
        Destination::Parameter,
    );
    expect![[r#"
        **`v` is moved** into `take`'s parameter `items: Vec<i32>`.

        - `demo::take` declares the parameter `items: Vec<i32>`: it takes its argument by value.
        - `Vec<i32>` is not `Copy`: it implements `Drop`, which excludes `Copy`.
        - 24 bytes are copied (pointer, capacity and length); the buffer on the heap stays where it is.
        - Below, `v` is not used again.
        - `take` owns it from here on and drops it, unless it hands it on.

        `v` · owned 2–3 · moved to `take` (3)

        [Book: Ownership](https://doc.rust-lang.org/book/ch04-01-what-is-ownership.html) · [Reference: Moved and copied types](https://doc.rust-lang.org/reference/expressions.html#moved-and-copied-types)
    "#]].assert_eq(&case.hover(("take(v)", "v")));
    expect![[r#"
        `v` is moved into `take`'s parameter `items: Vec<i32>`
         --> src/main.rs:3:10
          |
        3 |     take(v);
          |          ^
          |
          = why: `demo::take` declares the parameter `items: Vec<i32>`: it takes its argument by value.
          = why: `Vec<i32>` is not `Copy`: it implements `Drop`, which excludes `Copy`.
          = memory: 24 bytes are copied (pointer, capacity and length); the buffer on the heap stays where it is.
          = later: Below, `v` is not used again.
          = owner: `take` owns it from here on and drops it, unless it hands it on.
          = value: `v` · owned 2–3 · moved to `take` (3)
    "#]].assert_eq(&case.print(("take(v)", "v")));
}

/// The answer and the reason for each rule that takes a place by value.
#[test]
fn rules() {
    let field = |adt: &str, field: &str| Cause::Field {
        adt: adt.into(),
        field: field.into(),
    };
    let operator = |name: Option<&str>| Cause::Operator {
        operator: "+".into(),
        trait_name: name.map(str::to_owned),
    };
    let unnamed = |callee| Cause::Argument {
        callee,
        index: 1,
        parameter: None,
        parameter_ty: None,
    };
    let (into, value) = (Destination::Parameter, Destination::Value(ValueId(1)));
    let rules = [
        (Cause::Initialiser, value.clone()),
        (
            Cause::Assignment,
            Destination::Place(ValueId(1), "n.items".into()),
        ),
        (unnamed(Some(callee("demo::take", None))), into.clone()),
        (unnamed(None), into.clone()),
        (
            Cause::Receiver(callee("Vec::into_boxed_slice", Some("self"))),
            into.clone(),
        ),
        (Cause::Called, into.clone()),
        (operator(Some("Add")), into.clone()),
        (operator(None), into.clone()),
        (field("Parser", "items"), Destination::Field),
        (field("Option::Some", "0"), Destination::Field),
        (
            Cause::StructUpdate {
                adt: "Parser".into(),
                field: "items".into(),
            },
            Destination::Field,
        ),
        (Cause::TupleField(1), Destination::Field),
        (Cause::ArrayElement, Destination::Field),
        (Cause::Return, Destination::Caller),
        (Cause::Break, value.clone()),
        (Cause::ForIterable, into.clone()),
        (Cause::Question, into.clone()),
        (Cause::Await, into.clone()),
        (Cause::Yield, Destination::Caller),
        (
            Cause::Pattern {
                binding: "n".into(),
                explicit_ref: false,
            },
            value,
        ),
        (Cause::Discarded, Destination::Dropped),
        (Cause::Temporary, Destination::Temporary),
        (Cause::Read, Destination::Temporary),
    ];
    let mut out = String::new();
    for (cause, into) in rules {
        let (mut case, v) = case();
        case.value("let n", "n", "i32");
        case.moved(v, ("take(v)", "v"), cause, into);
        let hover = case.hover(("take(v)", "v"));
        let lines: Vec<&str> = hover
            .lines()
            .filter(|line| !line.is_empty())
            .take(2)
            .collect();
        out.push_str(&lines.join("\n"));
        out.push('\n');
    }
    expect![[r#"
        **`v` is moved** into `n`.
        - The initialiser of a `let` is used by value.
        **`v` is moved** into `n.items`.
        - The right side of `=` is used by value.
        **`v` is moved** into `take`'s second parameter.
        - `demo::take` takes its second argument by value.
        **`v` is moved** into the second parameter of the value that is called.
        - Arguments of a call are passed by value.
        **`v` is moved** into `into_boxed_slice`'s `self`.
        - `Vec::into_boxed_slice` takes `self`: the method call passes its receiver by value.
        **`v` is moved** into the call.
        - The call goes through `FnOnce`, which takes what is called by value.
        **`v` is moved** into the operator `+` (trait `Add`).
        - `+` is a call of the trait `Add`, which takes this operand by value.
        **`v` is moved** into the operator `+`.
        - The built-in operator `+` reads its operands by value.
        **`v` is moved** into the field `items` of a new `Parser`.
        - The parts of a new value are used by value.
        **`v` is moved** into a new `Option::Some`.
        - The parts of a new value are used by value.
        **`v` is moved** into the field `items` of a new `Parser`.
        - `..` takes the fields that are not listed out of the base, one by one; `items` is one of them.
        **`v` is moved** into field `1` of a new tuple.
        - The parts of a new value are used by value.
        **`v` is moved** into a new array.
        - The parts of a new value are used by value.
        **`v` is moved** to the caller.
        - What a function returns is used by value.
        **`v` is moved** into `n`.
        - `break` passes its operand on by value, as the loop's result.
        **`v` is moved** into `into_iter`'s `self`.
        - `for` calls `IntoIterator::into_iter` on what it iterates over, and that takes `self`.
        **`v` is moved** into the operator `?`.
        - `?` hands its operand to `Try::branch`, by value.
        **`v` is moved** into the future that `.await` runs.
        - `.await` hands its operand to `IntoFuture::into_future`, by value.
        **`v` is moved** to the caller.
        - `yield` hands its operand out by value.
        **`v` is moved** into `n`.
        - The pattern binds `n` by value, so it takes that part out of what is matched.
        **`v` is moved** and dropped at once.
        - An expression statement evaluates its expression to a value and drops it.
        **`v` is moved** into a temporary.
        - A place in a value expression context is read into a temporary.
        **`v` is moved** where it is read.
        - The operand is read by value.
    "#]].assert_eq(&out);
}

#[test]
fn reasons_why_a_type_is_not_copy() {
    let reasons = [
        NotCopy::Field {
            path: "inner.name".into(),
            ty: "String".into(),
        },
        NotCopy::NoImpl,
        NotCopy::Destructor,
        NotCopy::UniqueReference,
        NotCopy::Parameter,
        NotCopy::Captures,
    ];
    let mut out = String::new();
    for reason in reasons {
        let (mut case, v) = case();
        case.edit(v, |it| {
            (it.ty, it.not_copy) = ("Parser".to_owned(), Some(reason))
        });
        case.moved(
            v,
            ("take(v)", "v"),
            Cause::Initialiser,
            Destination::Temporary,
        );
        let hover = case.hover(("take(v)", "v"));
        out.push_str(
            hover
                .lines()
                .find(|line| line.contains("Copy"))
                .unwrap_or("none"),
        );
        out.push('\n');
    }
    expect![[r#"
        - `Parser` is not `Copy`: its field `inner.name` is a `String`, which is not `Copy`.
        - `Parser` is not `Copy`: all its fields are, but it has no `impl Copy`.
        - `Parser` is not `Copy`: it implements `Drop`, which excludes `Copy`.
        - A `&mut` reference is not `Copy`: a copy would be a second one to the same place.
        - `Parser` is not `Copy`: it is a type parameter without the bound `Copy`.
        - `Parser` is not `Copy`: what it captures, a value or a `&mut` borrow, is not `Copy`.
    "#]]
    .assert_eq(&out);
}

#[test]
fn functions_that_are_about_ownership() {
    let mut out = String::new();
    for path in ["mem::drop", "mem::forget", "demo::take"] {
        let (mut case, v) = case();
        case.moved(
            v,
            ("take(v)", "v"),
            argument(path, "x", "T"),
            Destination::Parameter,
        );
        let hover = case.hover(("take(v)", "v"));
        let lines: Vec<&str> = hover.lines().filter(|line| line.contains("drop")).collect();
        out.push_str(&lines.join("\n"));
        out.push('\n');
    }
    expect![[r#"
        **`v` is moved** into `drop`'s parameter `x: T`.
        - `mem::drop` declares the parameter `x: T`: it takes its argument by value.
        - `drop` does nothing with it: it is dropped when the call returns.
        `v` · owned 2–3 · moved to `drop` (3)
        - `forget` never drops it: what it owns is leaked.
        - `take` owns it from here on and drops it, unless it hands it on.
    "#]]
    .assert_eq(&out);
}

#[test]
fn memory() {
    let types = [
        ("Vec<i32>", Some(24)),
        ("Box<[u8]>", Some(16)),
        ("Arc<str>", Some(16)),
        ("Parser", Some(1)),
        ("Marker", Some(0)),
        ("T", None),
    ];
    let mut out = String::new();
    for (ty, size) in types {
        let (mut case, v) = case();
        case.edit(v, |it| (it.ty, it.size) = (ty.to_owned(), size));
        case.moved(
            v,
            ("take(v)", "v"),
            Cause::Initialiser,
            Destination::Temporary,
        );
        let hover = case.hover(("take(v)", "v"));
        let line = hover.lines().find(|line| line.contains("copied"));
        out.push_str(&format!("{ty}: {}\n", line.unwrap_or("nothing")));
    }
    expect![[r#"
        Vec<i32>: - 24 bytes are copied (pointer, capacity and length); the buffer on the heap stays where it is.
        Box<[u8]>: - 16 bytes are copied (the pointer); the content on the heap stays where it is.
        Arc<str>: - 16 bytes are copied (the pointer; the count of `Arc` does not change); the content on the heap stays where it is.
        Parser: - 1 byte is copied at most; no code of the type runs.
        Marker: - The type has no size: nothing is copied at run time.
        T: [Book: Ownership](https://doc.rust-lang.org/book/ch04-01-what-is-ownership.html) · [Reference: Moved and copied types](https://doc.rust-lang.org/reference/expressions.html#moved-and-copied-types)
    "#]].assert_eq(&out);
}

#[test]
fn into_another_variable() {
    let mut case = Case::new(
        "fn main() {
    let v = vec![1];
    let boxed = v;
    v = vec![];
    drop(boxed);
}
",
    );
    let v = case.value("let v", "v", "Vec<i32>");
    let boxed = case.value("let boxed", "boxed", "Vec<i32>");
    case.moved(
        v,
        ("= v;", "v"),
        Cause::Initialiser,
        Destination::Value(boxed),
    );
    case.event(
        v,
        ("v = vec![];", "v"),
        EventKind::Assign(Assign {
            initialises: true,
            after_move: true,
            drops_old: false,
        }),
    );
    case.moved(
        boxed,
        ("drop(boxed)", "boxed"),
        argument("mem::drop", "_x", "T"),
        Destination::Parameter,
    );
    case.dropped(v, 0);
    expect![[r#"
        **`v` is moved** into `boxed`.

        - The initialiser of a `let` is used by value.
        - `v` gets a new value in line 4 and is usable again from there.
        - `boxed` owns it now; it is moved on to `drop` in line 5.

        `v` · owned 2–6 · moved to `boxed` (3) · new value 4 · dropped 6

        [Book: Ownership](https://doc.rust-lang.org/book/ch04-01-what-is-ownership.html) · [Reference: Moved and copied types](https://doc.rust-lang.org/reference/expressions.html#moved-and-copied-types)
    "#]]
    .assert_eq(&case.hover(("= v;", "v")));
    expect![[r#"
        **`v` gets a new value**.

        - `v` was moved out of before: from here on it is usable again.
        - Nothing is dropped: the place holds no value before.

        `v` · owned 2–6 · moved to `boxed` (3) · new value 4 · dropped 6

        [Book: Ownership](https://doc.rust-lang.org/book/ch04-01-what-is-ownership.html)
    "#]]
    .assert_eq(&case.hover(("    v = vec![];", "v")));
}

#[test]
fn part_of_a_variable() {
    let (mut case, v) = case();
    case.moved(
        v,
        ("take(v)", "v"),
        Cause::Initialiser,
        Destination::Temporary,
    )
    .place = "v.name".into();
    expect![[r#"
        **`v.name` is moved** into a temporary.

        - The initialiser of a `let` is used by value.
        - `v` is partially moved: its other parts stay usable, `v` as a whole does not.
        - Below, `v.name` is not used again.

        `v` · owned 2–3 · `v.name` moved (3)

        [Book: Ownership](https://doc.rust-lang.org/book/ch04-01-what-is-ownership.html) · [Reference: Moved and copied types](https://doc.rust-lang.org/reference/expressions.html#moved-and-copied-types)
    "#]]
    .assert_eq(&case.hover(("take(v)", "v")));
}

#[test]
fn used_again_below() {
    let mut case = Case::new(
        "fn main() {
    let v = vec![1];
    if ready() { take(v); } else { keep(v); }
}
",
    );
    let v = case.value("let v", "v", "Vec<i32>");
    let cause = || argument("demo::take", "items", "Vec<i32>");
    case.moved(v, ("take(v)", "v"), cause(), Destination::Parameter);
    case.moved(v, ("keep(v)", "v"), cause(), Destination::Parameter);
    expect![[r#"
        **`v` is moved** into `take`'s parameter `items: Vec<i32>`.

        - `demo::take` declares the parameter `items: Vec<i32>`: it takes its argument by value.
        - `v` is used again in line 3: that is accepted only on paths that do not come through this move.
        - `take` owns it from here on and drops it, unless it hands it on.

        `v` · owned 2–3 · moved to `take` (3) · moved to `take` (3)

        [Book: Ownership](https://doc.rust-lang.org/book/ch04-01-what-is-ownership.html) · [Reference: Moved and copied types](https://doc.rust-lang.org/reference/expressions.html#moved-and-copied-types)
    "#]].assert_eq(&case.hover(("take(v)", "v")));
}

#[test]
fn captures() {
    let mut case = Case::new(
        "fn main() {
    let v = vec![1];
    let f = move |x: i32| v.len() + x;
    let g = async move { v };
}
",
    );
    let v = case.value("let v", "v", "Vec<i32>");
    let used_at = case.at("v.len()", "v");
    let event = case.moved(
        v,
        ("move |x: i32| v.len() + x", "move |x: i32| v.len() + x"),
        Cause::Capture,
        Destination::Closure,
    );
    event.capture = Some(Capture {
        used_at,
        by_keyword: true,
    });
    let used_at = case.at("{ v }", "v");
    let event = case.moved(
        v,
        ("async move { v }", "async move { v }"),
        Cause::Capture,
        Destination::Closure,
    );
    event.capture = Some(Capture {
        used_at,
        by_keyword: false,
    });
    expect![[r#"
        **`v` is moved** into the closure.

        - `move` makes the closure capture by value what it uses.
        - `v` is used again in line 4: that is accepted only on paths that do not come through this move.
        - It is dropped with the closure, unless it is moved on inside.

        `v` · owned 2–4 · moved to a closure (3) · moved to an async block (4)

        [Reference: Capture modes](https://doc.rust-lang.org/reference/types/closure.html#capture-modes) · [Book: Ownership](https://doc.rust-lang.org/book/ch04-01-what-is-ownership.html) · [Reference: Moved and copied types](https://doc.rust-lang.org/reference/expressions.html#moved-and-copied-types)
    "#]].assert_eq(&case.hover(("|x: i32|", "x")));
    expect![[r#"
        **`v` is moved** into the async block.

        - The async block uses it by value in line 4, so it captures it by value.
        - Below, `v` is not used again.
        - It is dropped with the async block, unless it is moved on inside.

        `v` · owned 2–4 · moved to a closure (3) · moved to an async block (4)

        [Reference: Capture modes](https://doc.rust-lang.org/reference/types/closure.html#capture-modes) · [Book: Ownership](https://doc.rust-lang.org/book/ch04-01-what-is-ownership.html) · [Reference: Moved and copied types](https://doc.rust-lang.org/reference/expressions.html#moved-and-copied-types)
    "#]]
    .assert_eq(&case.hover(("async move { v }", "move")));
}

#[test]
fn copy() {
    let (mut case, _) = case();
    let n = case.value("let n", "n", "i32");
    case.edit(n, |it| {
        (it.copy, it.needs_drop, it.size) = (true, false, Some(4))
    });
    let transfer = Transfer {
        cause: argument("demo::take", "n", "i32"),
        into: Destination::Parameter,
    };
    case.event(n, ("take(v)", "v"), EventKind::Copy(transfer));
    expect![[r#"
        **`n` is copied** into `take`'s parameter `n: i32`.

        - `demo::take` declares the parameter `n: i32`: it takes its argument by value. `i32` is `Copy`, so `n` stays usable.
        - 4 bytes are copied.

        [Reference: Moved and copied types](https://doc.rust-lang.org/reference/expressions.html#moved-and-copied-types)
    "#]].assert_eq(&case.hover(("take(v)", "v")));
}
