//! Borrows and reborrows.

use expect_test::expect;

use crate::facts::*;

use super::case::{Case, argument, callee};

const TEXT: &str = "fn main() {
    let v = vec![1];
    show(v);
}
";

fn case() -> (Case, ValueId) {
    let mut case = Case::new(TEXT);
    let v = case.value("let v", "v", "Vec<i32>");
    case.dropped(v, 0);
    (case, v)
}

fn borrow(kind: BorrowKind, cause: Cause, into: Destination) -> Borrow {
    Borrow {
        kind,
        reborrow: false,
        implicit: true,
        cause,
        into,
    }
}

const MUTABLE: BorrowKind = BorrowKind::Mutable { two_phase: false };

#[test]
fn by_a_method_call() {
    let (mut case, v) = case();
    let cause = Cause::Receiver(callee("Vec::push", Some("&mut self")));
    let kind = BorrowKind::Mutable { two_phase: true };
    case.event(
        v,
        ("show(v)", "v"),
        EventKind::Borrow(borrow(kind, cause, Destination::Parameter)),
    );
    expect![[r#"
        **`v` is mutably borrowed** for the call of `push`.

        - `Vec::push` takes `&mut self`: the method call borrows its receiver (autoref).
        - It is a two-phase borrow: `v` may still be read while the other arguments are evaluated, until the call.
        - `v` stays the owner: the end of a borrow frees nothing.

        `v` · owned 2–4 · dropped 4

        [Compiler guide: Two-phase borrows](https://rustc-dev-guide.rust-lang.org/borrow_check/two_phase_borrows.html) · [Book: References and borrowing](https://doc.rust-lang.org/book/ch04-02-references-and-borrowing.html)
    "#]].assert_eq(&case.hover(("show(v)", "v")));
    expect![[r#"
        `v` is mutably borrowed for the call of `push`
         --> src/main.rs:3:10
          |
        3 |     show(v);
          |          ^
          |
          = why: `Vec::push` takes `&mut self`: the method call borrows its receiver (autoref).
          = why: It is a two-phase borrow: `v` may still be read while the other arguments are evaluated, until the call.
          = owner: `v` stays the owner: the end of a borrow frees nothing.
          = value: `v` · owned 2–4 · dropped 4
    "#]].assert_eq(&case.print(("show(v)", "v")));
}

/// The answer and the reason for each rule that borrows a place.
#[test]
fn rules() {
    let (into, temporary) = (Destination::Parameter, Destination::Temporary);
    let pattern = |explicit_ref| Cause::Pattern {
        binding: "x".into(),
        explicit_ref,
    };
    let equal = Cause::Operator {
        operator: "==".into(),
        trait_name: Some("PartialEq".into()),
    };
    let rules = [
        borrow(
            BorrowKind::Shared,
            Cause::Receiver(callee("Vec::len", Some("&self"))),
            into.clone(),
        ),
        borrow(BorrowKind::Shared, equal, into.clone()),
        borrow(
            BorrowKind::Shared,
            pattern(true),
            Destination::Value(ValueId(0)),
        ),
        borrow(MUTABLE, pattern(false), Destination::Value(ValueId(0))),
        Borrow {
            implicit: false,
            ..borrow(MUTABLE, Cause::Explicit, Destination::Value(ValueId(0)))
        },
        borrow(MUTABLE, Cause::Deref { mutable: true }, temporary.clone()),
        borrow(
            BorrowKind::Shared,
            Cause::Deref { mutable: false },
            temporary.clone(),
        ),
        borrow(MUTABLE, Cause::Index { mutable: true }, temporary.clone()),
        borrow(
            BorrowKind::Shared,
            Cause::Index { mutable: false },
            temporary.clone(),
        ),
        borrow(BorrowKind::Shared, Cause::Format, temporary.clone()),
        borrow(BorrowKind::Shared, Cause::Compared, temporary.clone()),
        Borrow {
            reborrow: true,
            ..borrow(MUTABLE, argument("demo::show", "x", "&mut T"), into)
        },
        borrow(BorrowKind::Shared, Cause::ForIterable, temporary),
        borrow(BorrowKind::Unique, Cause::Capture, Destination::Closure),
    ];
    let mut out = String::new();
    for rule in rules {
        let (mut case, v) = case();
        case.event(v, ("show(v)", "v"), EventKind::Borrow(rule));
        let hover = case.hover(("show(v)", "v"));
        let lines: Vec<&str> = hover
            .lines()
            .filter(|line| !line.is_empty())
            .take(2)
            .collect();
        out.push_str(&lines.join("\n"));
        out.push('\n');
    }
    expect![[r#"
        **`v` is borrowed** for the call of `len`.
        - `Vec::len` takes `&self`: the method call borrows its receiver (autoref).
        **`v` is borrowed** by the operator `==`.
        - `==` is a call of the trait `PartialEq`, which takes this operand by reference.
        **`v` is borrowed** by the pattern, into `x`.
        - The pattern binds `x` with `ref`.
        **`v` is mutably borrowed** by the pattern, into `x`.
        - A pattern that is no reference pattern matches through a reference, so `x` is bound by reference (default binding mode).
        **`v` is mutably borrowed** into `v`.
        - `&mut` makes a reference to the place; nothing is moved.
        **`v` is mutably borrowed** for the call of `deref_mut`.
        - Dereferencing a smart pointer calls `DerefMut::deref_mut(&mut self)`.
        **`v` is borrowed** for the call of `deref`.
        - Dereferencing a smart pointer calls `Deref::deref(&self)`.
        **`v` is mutably borrowed** for the call of `index_mut`.
        - Indexing calls `IndexMut::index_mut(&mut self, …)`.
        **`v` is borrowed** for the call of `index`.
        - Indexing calls `Index::index(&self, …)`.
        **`v` is borrowed** by a formatting macro.
        - The formatting macros take their arguments by reference.
        **`v` is borrowed** here.
        - Matching compares the place through a reference.
        **`v` is mutably reborrowed** for `show`'s parameter `x: &mut T`.
        - Where a reference is expected the compiler passes on a reborrow, `&mut v`, instead of the reference itself.
        **`v` is borrowed** here.
        - The compiler inserts `&v` here.
        **`v` is uniquely borrowed** by the closure.
        - The closure captures it as a unique reference.
    "#]].assert_eq(&out);
}
