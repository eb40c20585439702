//! Words in the code itself.

use expect_test::expect;

use crate::explain::hint::{Style, hints};
use crate::facts::*;

use super::case::{Case, argument};

/// The text with the hints of both styles put in.
fn show(case: &Case) -> String {
    let mut out = String::new();
    for style in [Style::Symbols, Style::Words] {
        let mut text = case.text.to_owned();
        for hint in hints(&case.facts, &case.text.into(), style).iter().rev() {
            let label: String = hint.label.iter().map(|part| part.text.as_str()).collect();
            text.insert_str(hint.at as usize, &format!("«{label}»"));
        }
        out.push_str(&text);
    }
    out
}

#[test]
fn moves_drops_and_temporaries() {
    let mut case = Case::new(
        "fn main(o: Option<Box<i32>>) {
    let v = vec![1];
    let w = v;
    take(w);
    let f = move || o;
    match m.lock() {
        Some(x) => r.push(x),
    }
    return f
}
",
    );
    let o = case.value("o: ", "o", "Option<Box<i32>>");
    let v = case.value("let v", "v", "Vec<i32>");
    let w = case.value("let w", "w", "Vec<i32>");
    let f = case.value("let f", "f", "F");
    let x = case.value("Some(x)", "x", "Box<i32>");
    let r = case.value("r.push", "r", "&mut Vec<Box<i32>>");
    case.moved(v, ("= v", "v"), Cause::Initialiser, Destination::Value(w));
    case.moved(
        w,
        ("take(w)", "w"),
        argument("demo::take", "items", "Vec<i32>"),
        Destination::Parameter,
    );
    let used_at = case.at("|| o", "o");
    case.moved(
        o,
        ("move || o", "move || o"),
        Cause::Capture,
        Destination::Closure,
    )
    .capture = Some(Capture {
        used_at,
        by_keyword: true,
    });
    case.moved(
        o,
        ("Some(x)", "x"),
        Cause::Pattern {
            binding: "x".into(),
            explicit_ref: false,
        },
        Destination::Value(x),
    );
    case.event(
        r,
        ("r.push", "r"),
        EventKind::Borrow(Borrow {
            kind: BorrowKind::Mutable { two_phase: true },
            reborrow: true,
            implicit: true,
            cause: Cause::Reborrow,
            into: Destination::Parameter,
        }),
    )
    .place = "*r".into();
    case.moved(f, ("return f", "f"), Cause::Return, Destination::Caller);
    case.temporary("MutexGuard<'_, i32>", ("m.lock()", "m.lock()"));
    let fields = vec!["a".to_owned(), "b".to_owned()];
    case.dropped(v, 1).kind = EventKind::Drop(Drop {
        conditional: false,
        fields,
        replaced: false,
        at_end: AtEnd::Always,
        order: 1,
    });
    case.dropped(w, 0).kind = EventKind::Drop(Drop {
        conditional: true,
        fields: vec![],
        replaced: false,
        at_end: AtEnd::Sometimes,
        order: 0,
    });
    expect![[r#"
        fn main(o: Option<Box<i32>>) {
            let v = v«⟶ w»ec![1];
            let w = v;
            take(w«⟶ items»);
            let f = move ||«⟵ o» o;
            match m.lock()«⌫ 10» {
                Some(x«⟵ o») => «&mut *»r.push(x),
            }
            return f«⟶ caller»
        }«⌫ w?, v.{a, b}, MutexGuard»
        fn main(o: Option<Box<i32>>) {
            let v = v«moved to w»ec![1];
            let w = v;
            take(w«moved to items»);
            let f = move ||«moves in o» o;
            match m.lock()«dropped in line 10» {
                Some(x«moved out of o») => «&mut *»r.push(x),
            }
            return f«moved to caller»
        }«drops maybe w, v.{a, b}, MutexGuard»
    "#]]
    .assert_eq(&show(&case));
}
