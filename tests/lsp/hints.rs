//! Inlay hints on unsaved text.

use serde_json::{Value, json};

use crate::client::Client;
use crate::document::{Document, Units};

const PROGRAM: &str = "\
struct Guard(String);

impl Drop for Guard {
    fn drop(&mut self) {}
}

fn take(_guard: Guard) {}

fn main() {
    let first = Guard(String::new());
    let second = Guard(String::new());
    let third = Guard(String::new());
    take(second);
}

fn conditional(flag: bool) {
    let guard = Guard(String::new());
    if flag {
        take(guard);
    }
}
";

fn open(text: &str) -> (Client, Document) {
    let mut client = Client::ready();
    let document = Document::open_loaded(&mut client, "untitled:Untitled-1", text, Units::Utf16);
    (client, document)
}

#[test]
fn moves_and_drops_stand_where_they_happen() {
    let (mut client, document) = open(PROGRAM);
    expect_test::expect![[r#"
        struct Guard(String);

        impl Drop for Guard {
            fn drop(&mut self) {}
        }

        fn take(_guard: Guard) {}[⌫ _guard]

        fn main() {
            let first = Guard(String::new());
            let second = Guard(String::new());
            let third = Guard(String::new());
            take(second[⟶ _guard]);
        }[⌫ third, first]

        fn conditional(flag: bool) {
            let guard = Guard(String::new());
            if flag {
                take(guard[⟶ _guard]);
            }
        }[⌫ guard?]
    "#]]
    .assert_eq(&document.shown(&mut client));
    assert!(client.shut_down().success());
}

#[test]
fn hints_have_no_kind_and_no_edits() {
    let (mut client, document) = open(PROGRAM);
    let hints = document.raw_hints(&mut client, &document.hints_params());
    assert!(hints.len() > 3);
    for hint in &hints {
        assert!(
            hint.get("kind").is_none() && hint.get("textEdits").is_none(),
            "{hint}"
        );
    }
    assert!(client.shut_down().success());
}

#[test]
fn only_the_requested_range_is_answered() {
    let (mut client, document) = open(PROGRAM);
    let all = document.raw_hints(&mut client, &document.hints_params());
    let lines = PROGRAM.lines().count() as u64;
    for (from, to) in [
        (0, 7),
        (9, 12),
        (12, 13),
        (13, 13),
        (14, lines),
        (lines, lines),
    ] {
        let (from, to) = (
            json!({"line": from, "character": 0}),
            json!({"line": to, "character": 0}),
        );
        let params = json!({
            "textDocument": {"uri": document.uri},
            "range": {"start": from, "end": to},
        });
        let place = |position: &Value| {
            (
                position["line"].as_u64().unwrap(),
                position["character"].as_u64().unwrap(),
            )
        };
        let inside = |hint: &&Value| {
            let position = place(&hint["position"]);
            place(&from) <= position && position <= place(&to)
        };
        let expected: Vec<&Value> = all.iter().filter(inside).collect();
        let answered = document.raw_hints(&mut client, &params);
        assert_eq!(answered.iter().collect::<Vec<_>>(), expected);
    }
    assert!(client.shut_down().success());
}

#[test]
fn tooltips_come_when_they_are_asked_for() {
    let (mut client, mut document) = open(PROGRAM);
    let hints = document.raw_hints(&mut client, &document.hints_params());
    for hint in &hints {
        assert!(hint.get("tooltip").is_none(), "{hint}");
        let resolved = client.request("inlayHint/resolve", hint.clone()).unwrap();
        let tooltip = resolved["tooltip"]["value"].as_str().unwrap();
        assert!(!tooltip.is_empty());
        assert_eq!(resolved["position"], hint["position"]);
        assert_eq!(resolved["label"], hint["label"]);
    }
    // After an edit the hint may be about something else: it stays as it is.
    document.replace(&mut client, "fn main", "\n\nfn main");
    let resolved = client
        .request("inlayHint/resolve", hints[0].clone())
        .unwrap();
    assert!(resolved.get("tooltip").is_none(), "{resolved}");
    assert!(client.shut_down().success());
}

#[test]
fn clients_that_cannot_resolve_get_tooltips_at_once() {
    let mut client = Client::start();
    client.initialize(json!({}), json!({"std": "model"}));
    let document = Document::open(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    // Nor can it refresh, so the answer waits for the project.
    let hints = document.raw_hints(&mut client, &document.hints_params());
    assert!(hints.len() > 3);
    for hint in hints {
        assert!(!hint["tooltip"]["value"].as_str().unwrap().is_empty());
    }
    assert!(client.shut_down().success());
}

#[test]
fn unfinished_code_costs_only_its_own_body() {
    let (mut client, mut document) = open(PROGRAM);
    let label = |hints: &[crate::document::Hint], line: u64| -> Vec<String> {
        hints
            .iter()
            .filter(|it| it.line >= line)
            .map(|it| it.label.clone())
            .collect()
    };
    let whole = document.hints(&mut client);
    for unfinished in [
        "take(",
        "take(second",
        "let x =",
        "second.",
        "if ",
        "match second {",
    ] {
        document.replace(&mut client, "take(second);", unfinished);
        let hints = document.hints(&mut client);
        if !unfinished.ends_with('{') {
            assert_eq!(label(&hints, 15), label(&whole, 15), "{unfinished}");
        }
        document.replace(
            &mut client,
            &format!("    {unfinished}\n}}"),
            "    take(second);\n}",
        );
        assert_eq!(document.hints(&mut client), whole, "{unfinished}");
    }
    assert!(client.shut_down().success());
}

#[test]
fn code_that_does_not_compile_has_hints() {
    let (mut client, document) = open(
        "fn main() {\n    let text = String::new();\n    drop(text);\n    drop(text);\n    unknown(1);\n}\n",
    );
    assert!(document.shown(&mut client).contains("    drop(text["));
    assert!(client.shut_down().success());
}

#[test]
fn what_reaches_no_end_is_not_dropped_there() {
    let (mut client, document) = open(
        "fn take<T>(_: T) {}\nfn f(v: String, early: bool) {\n    if early {\n        return;\n    }\n    take(v);\n}\n",
    );
    // Who reaches the brace has moved it; the `return` before drops it.
    let shown = document.shown(&mut client);
    assert!(shown.ends_with("\n}\n"), "{shown}");
    assert!(client.shut_down().success());
}

#[test]
fn what_some_ways_to_the_end_have_moved_is_perhaps_dropped() {
    let (mut client, document) = open(
        "fn take<T>(_: T) {}\nfn f(v: String, early: bool) {\n    if early {\n        take(v);\n    }\n}\n",
    );
    let shown = document.shown(&mut client);
    assert!(shown.ends_with("}[⌫ v?]\n"), "{shown}");
    assert!(client.shut_down().success());
}

#[test]
fn borrows_are_shown_where_they_could_be_written() {
    let (mut client, document) = open(
        "fn f(v: &mut Vec<String>) {\n    let first = &v[0];\n    println!(\"{first}\");\n    let n = v.len() == 1;\n    g(v);\n}\nfn g(_: &mut Vec<String>) {}\n",
    );
    let shown = document.shown(&mut client);
    let lines: Vec<&str> = shown.lines().skip(1).take(4).collect();
    let expected = [
        "    let first = &v[0];",
        "    println!(\"{first}\");",
        "    let n = v.len() == 1;",
        "    g([&mut *]v);",
    ];
    assert_eq!(lines, expected);
    assert!(client.shut_down().success());
}
