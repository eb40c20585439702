//! Settings, at the start and while the server runs.

use serde_json::{Value, json};

use crate::client::{Client, capabilities, wait_until};
use crate::document::{Document, Units};

const PROGRAM: &str = "\
fn take(mut text: String) -> usize {
    text.push('x');
    let length = text.len();
    let same = length;
    same
}
fn first(text: &str) -> &str {
    text
}
fn main() {
    let text = String::new();
    take(text);
}
fn last() {
    let list = vec![1];
    let part = &list;
    let more = part;
    std::thread::spawn(move || list.clone());
}
";

/// A client with these initialization options, and the document.
fn with(options: Value) -> (Client, Document) {
    let mut client = Client::start();
    let mut options = options;
    options["std"] = json!("model");
    client.initialize(capabilities(&["utf-16"]), options);
    let document = Document::open_loaded(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    (client, document)
}

/// The labels in order.
fn labels(client: &mut Client, document: &Document) -> Vec<String> {
    let hints = document.hints(client);
    hints.into_iter().map(|hint| hint.label).collect()
}

#[test]
fn each_kind_of_hint_is_switched_on_its_own() {
    let only = |kind: &str| {
        let mut hints = json!({});
        for other in ["moves", "borrows", "drops", "temporaries"] {
            hints[other] = json!({"enable": false});
        }
        hints[kind] = json!({"enable": true});
        json!({"inlayHints": hints})
    };
    let expected: [(&str, &[&str]); 8] = [
        ("moves", &["⟶ text"]),
        ("borrows", &["&mut ", "&", "&"]),
        ("drops", &["⌫ text"]),
        ("copies", &["⧉", "⧉", "⧉"]),
        ("returns", &[]),
        ("captures", &["⟵ list"]),
        ("borrowEnds", &["⊣ list"]),
        ("lifetimes", &["'1 ", "'1 "]),
    ];
    for (kind, expected) in expected {
        let (mut client, document) = with(only(kind));
        assert_eq!(labels(&mut client, &document), expected, "{kind}");
        assert!(client.shut_down().success());
    }
}

#[test]
fn hints_can_be_words() {
    let (mut client, document) = with(json!({"inlayHints": {"style": "words"}}));
    let labels = labels(&mut client, &document);
    assert!(labels.contains(&"moved to text".to_owned()), "{labels:?}");
    assert!(labels.contains(&"drops text".to_owned()), "{labels:?}");
    assert!(client.shut_down().success());
}

#[test]
fn a_changed_configuration_holds_at_once() {
    let mut client = Client::start();
    let mut can = capabilities(&["utf-16"]);
    can["workspace"]["configuration"] = json!(true);
    client.initialize(can, json!({"std": "model"}));
    let document = Document::open_loaded(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    let usual = labels(&mut client, &document);
    assert!(!usual.is_empty());

    client.configure(json!({"inlayHints": {"enable": false}, "hover": {"enable": false}}));
    client.wait_for("workspace/inlayHint/refresh");
    assert_eq!(document.hints(&mut client), []);
    assert_eq!(document.hover(&mut client, "text);"), None);

    // What is not set any more is as it was at the start.
    client.configure(json!({}));
    client.wait_for("workspace/inlayHint/refresh");
    assert_eq!(labels(&mut client, &document), usual);
    assert!(document.hover(&mut client, "text);").is_some());
    assert!(client.shut_down().success());
}

#[test]
fn a_client_that_cannot_be_asked_sends_its_configuration() {
    let (mut client, document) = with(json!({}));
    let settings = json!({"ownlens": {"inlayHints": {"style": "words"}}, "other": 1});
    client.notify(
        "workspace/didChangeConfiguration",
        json!({"settings": settings}),
    );
    client.wait_for("workspace/inlayHint/refresh");
    let labels = labels(&mut client, &document);
    assert!(labels.contains(&"moved to text".to_owned()), "{labels:?}");
    assert!(client.shut_down().success());
}

#[test]
fn a_wrong_setting_is_named_and_costs_only_itself() {
    let (mut client, document) = with(json!({
        "inlayHints": {"style": "pictures", "moves": {"enable": false}},
    }));
    let message = client.wait("a line about the setting", |message| {
        let text = &message["params"]["message"];
        text.as_str()
            .is_some_and(|it| it.contains("ownlens.inlayHints.style"))
    });
    assert_eq!(message["method"], "window/logMessage");
    let labels = labels(&mut client, &document);
    assert!(!labels.iter().any(|it| it.contains('⟶')), "{labels:?}");
    assert!(labels.contains(&"⌫ text".to_owned()), "{labels:?}");
    assert!(client.shut_down().success());
}

#[test]
fn another_standard_library_is_loaded_at_once() {
    let mut client = Client::start();
    let mut can = capabilities(&["utf-16"]);
    can["workspace"]["configuration"] = json!(true);
    client.initialize(can, json!({"std": "model"}));
    let document = Document::open_loaded(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    let shown = document.shown(&mut client);
    // There is nothing in that directory, so nothing more can be said than before.
    client.configure(json!({"std": "source", "stdSource": "/nowhere"}));
    client.wait_for("workspace/inlayHint/refresh");
    assert_eq!(document.shown(&mut client), shown);
    assert!(client.shut_down().success());
}

#[test]
fn the_log_goes_to_a_file_by_setting() {
    let directory = tempfile::tempdir().unwrap();
    let (one, two) = (
        directory.path().join("one.log"),
        directory.path().join("two.log"),
    );
    std::fs::write(&one, "before\n").unwrap();
    let wrong = json!({"log": {"file": one}, "inlayHints": {"style": "pictures"}});
    let mut client = Client::start();
    let mut can = capabilities(&["utf-16"]);
    can["workspace"]["configuration"] = json!(true);
    let mut options = wrong.clone();
    options["std"] = json!("model");
    client.initialize(can, options);
    Document::open_loaded(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    client.configure(json!({"log": {"file": two}}));
    wait_until("second file", || two.exists());
    client.configure(json!({"log": {"file": two}, "hover": {"enable": 8}}));
    wait_until("warning in the second file", || {
        std::fs::read_to_string(&two).is_ok_and(|it| it.contains("ownlens.hover.enable"))
    });
    let first = std::fs::read_to_string(&one).unwrap();
    assert!(first.starts_with("before\n"), "{first}");
    assert!(client.shut_down().success());
    // What a folder says that nobody trusts names no file.
    let three = directory.path().join("three.log");
    let (client, _) = with(json!({"trusted": false, "log": {"file": three}}));
    assert!(client.shut_down().success());
    assert!(!three.exists());
}

#[test]
fn hints_of_all_kinds_are_explained_when_somebody_looks() {
    let mut client = Client::start();
    let on = json!({"enable": true});
    let kinds = ["captures", "copies", "returns", "borrowEnds", "lifetimes"];
    let hints: serde_json::Map<String, Value> = kinds
        .iter()
        .map(|kind| ((*kind).to_owned(), on.clone()))
        .collect();
    let options = json!({"std": "model", "inlayHints": hints});
    client.initialize(capabilities(&["utf-16"]), options);
    let document = Document::open_loaded(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    let hints = document.raw_hints(&mut client, &document.hints_params());
    let mut explained = Vec::new();
    for hint in hints {
        assert_eq!(hint.get("tooltip"), None, "{hint}");
        assert_eq!(hint.get("kind"), None, "{hint}");
        let resolved = client.request("inlayHint/resolve", hint).expect("a hint");
        let words = resolved["tooltip"]["value"].as_str();
        let words = words.unwrap_or_else(|| panic!("no words: {resolved}"));
        let label = resolved["label"][0]["value"].as_str().expect("a label");
        explained.push((label.to_owned(), words.to_owned()));
    }
    for (label, word) in [
        ("'1 ", "only lifetime in the parameters"),
        ("'1 ", "a parameter of the function of its own"),
        ("⊣ ", "borrow"),
        ("⧉", "cop"),
    ] {
        let found = explained
            .iter()
            .any(|(part, words)| part == label && words.contains(word));
        assert!(found, "{label}, {word}: {explained:#?}");
    }
    assert!(client.shut_down().success());
}
