//! Edits of open documents: positions in every encoding, versions, and what lies outside the text.

use serde_json::json;

use crate::client::{CONTENT_MODIFIED, Client, capabilities};
use crate::document::{Document, Units};

const PROGRAM: &str = "\
fn take(text: String) {}\r
fn main() {\r
\tlet text = String::from(\"\u{1F980}\u{e9}\");\r
\t/* \u{1F469}\u{200D}\u{1F680} */ let number = 1; let other = number;\r
}\r
";

fn open(units: Units) -> (Client, Document) {
    let mut client = Client::start();
    client.initialize(capabilities(&[units.name()]), json!({"std": "model"}));
    let document = Document::open_loaded(&mut client, "untitled:Untitled-1", PROGRAM, units);
    (client, document)
}

#[test]
fn edits_behind_wide_characters_tabs_and_crlf() {
    for units in Units::ALL {
        let (mut client, mut document) = open(units);
        let before = document.shown(&mut client);
        document.replace(
            &mut client,
            "let number = 1; let other = number",
            "take(text)",
        );
        let after = document.shown(&mut client);
        assert_ne!(before, after);
        assert!(
            after.contains("\u{1F680} */ take(text["),
            "{units:?}: {after}"
        );
        document.replace(&mut client, "\u{1F980}\u{e9}", "\u{4e2d}\u{10FFFF}\r\n\t");
        assert!(
            document
                .shown(&mut client)
                .contains("\u{1F680} */ take(text["),
            "{units:?}"
        );
        document.replace(
            &mut client,
            "take(text)",
            "let number = 1; let other = number",
        );
        document.replace(&mut client, "\u{4e2d}\u{10FFFF}\r\n\t", "\u{1F980}\u{e9}");
        assert_eq!(document.shown(&mut client), before, "{units:?}");
        assert!(client.shut_down().success());
    }
}

#[test]
fn several_changes_in_one_notification_build_on_each_other() {
    let (mut client, mut document) = open(Units::Utf16);
    let start = document.text.find("let number").unwrap();
    let first = document.edit(start, start, "/* \u{1F980}\r\n\t*/ ");
    let start = document.text.find("let number").unwrap();
    let second = document.edit(
        start,
        start + "let number = 1; let other = number".len(),
        "",
    );
    let third = document.edit(start, start, "take(text)");
    document.send(&mut client, json!([first, second, third]));
    assert!(document.shown(&mut client).contains("*/ take(text["));
    assert!(client.shut_down().success());
}

#[test]
fn the_whole_text_may_be_replaced() {
    let (mut client, mut document) = open(Units::Utf16);
    document.text = "fn main() { let text = String::new(); drop(text); }".to_owned();
    let text = document.text.clone();
    document.send(&mut client, json!([{"text": text}]));
    assert!(document.shown(&mut client).contains("drop(text["));
    assert!(client.shut_down().success());
}

#[test]
fn versions_may_skip_but_never_go_back() {
    let (mut client, mut document) = open(Units::Utf16);
    document.version = 40;
    document.replace(
        &mut client,
        "let number = 1; let other = number",
        "take(text)",
    );
    let shown = document.shown(&mut client);
    assert!(shown.contains("take(text["));
    for version in [41, 40, 2, 0, -7] {
        let stale = json!({
            "textDocument": {"uri": document.uri, "version": version},
            "contentChanges": [{"text": "fn main() { never }"}],
        });
        client.notify("textDocument/didChange", stale);
        let warning = client.wait_for("window/logMessage");
        let message = warning["params"]["message"].as_str().unwrap();
        assert!(
            message.contains(&format!("version {version} follows version 41")),
            "{message}"
        );
        assert_eq!(document.shown(&mut client), shown);
    }
    document.replace(&mut client, "take(text)", "");
    assert!(!document.shown(&mut client).contains("text["));
    assert!(client.shut_down().success());
}

#[test]
fn positions_outside_the_text_mean_its_nearest_place() {
    let (mut client, mut document) = open(Units::Utf16);
    let far = json!({"line": 999_999, "character": 0});
    document.text.push_str("fn more() { take(String::new()) }");
    let change =
        json!({"range": {"start": far, "end": far}, "text": "fn more() { take(String::new()) }"});
    document.send(&mut client, json!([change]));
    document.replace(
        &mut client,
        "fn more() { take(String::new()) }",
        "fn m(t: String) { take(t) }",
    );
    assert!(
        document
            .shown(&mut client)
            .contains("fn m(t: String) { take(t[")
    );
    let params = json!({
        "textDocument": {"uri": document.uri},
        "range": {
            "start": {"line": 0, "character": 0},
            "end": {"line": 4_294_967_295u32, "character": 2_147_483_647},
        },
    });
    assert_eq!(
        document.raw_hints(&mut client, &params).len(),
        document.hints(&mut client).len()
    );
    assert!(client.shut_down().success());
}

#[test]
fn after_a_change_that_makes_no_sense_nothing_is_said() {
    let (mut client, mut document) = open(Units::Utf16);
    document.replace(
        &mut client,
        "let number = 1; let other = number",
        "take(text)",
    );
    assert!(!document.hints(&mut client).is_empty());
    let (start, end) = (document.position(20), document.position(10));
    document.send(
        &mut client,
        json!([{"range": {"start": start, "end": end}, "text": ""}]),
    );
    assert_eq!(document.hints(&mut client), []);
    assert_eq!(document.hover(&mut client, "text"), None);
    let text = document.text.clone();
    let document = Document::open_loaded(&mut client, "untitled:Untitled-1", &text, Units::Utf16);
    assert!(!document.hints(&mut client).is_empty());
    assert!(client.shut_down().success());
}

#[test]
fn changes_of_unknown_documents_are_nothing() {
    let mut client = Client::ready();
    let change = json!({
        "textDocument": {"uri": "untitled:none", "version": 3},
        "contentChanges": [{"text": "fn main() {}"}],
    });
    client.notify("textDocument/didChange", change);
    client.notify(
        "textDocument/didClose",
        json!({"textDocument": {"uri": "untitled:none"}}),
    );
    client.notify(
        "textDocument/didSave",
        json!({"textDocument": {"uri": "untitled:none"}}),
    );
    assert!(client.shut_down().success());
}

#[test]
fn a_request_that_an_edit_overtakes_is_outdated_or_about_the_older_text() {
    let mut client = Client::ready();
    let body = "    let v = vec![String::new()]; drop(v);\n".repeat(300);
    let text = format!("fn main() {{\n{body}}}\n");
    let mut document = Document::open_loaded(&mut client, "untitled:a", &text, Units::Utf16);
    let mut outdated = 0;
    for number in 0..20 {
        let id = client.send_request("textDocument/inlayHint", document.hints_params());
        document.replace(
            &mut client,
            "fn main",
            &format!("/* {number} */\n\nfn main"),
        );
        match client.answer(id) {
            Ok(hints) => {
                let first = hints[0]["position"]["line"].as_u64();
                assert_eq!(first, Some(1 + 2 * number), "the text that was asked about");
            }
            Err(refusal) => {
                assert_eq!(refusal.code, CONTENT_MODIFIED, "{}", refusal.message);
                outdated += 1;
            }
        }
    }
    assert!(outdated > 0, "no edit was in time");
    assert!(client.shut_down().success());
}
