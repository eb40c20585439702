//! Regions as highlights, for clients that do not draw them.

use serde_json::{Value, json};

use crate::client::{Client, capabilities};
use crate::document::{Document, Units};

const PROGRAM: &str = "\
fn take(text: String) {}
fn main() {
    let mut text = String::new();
    let other = &mut text;
    other.push('x');
    take(text);
}
";

fn highlights(client: &mut Client, document: &Document) -> Value {
    let params = json!({
        "textDocument": {"uri": document.uri},
        "position": document.position_of("text = String"),
    });
    let answer = client.request("textDocument/documentHighlight", params);
    answer.expect("an answer")
}

#[test]
fn regions_are_highlights_by_setting() {
    let mut client = Client::start();
    let options = json!({"std": "model", "documentHighlight": {"enable": true}});
    let server = client.initialize(capabilities(&["utf-16"]), options);
    assert_eq!(server["documentHighlightProvider"], true);
    let document = Document::open_loaded(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    let found = highlights(&mut client, &document);
    let found = found.as_array().expect("highlights");
    let starts = |kind: u64| -> Vec<&Value> {
        let of_kind = found.iter().filter(|it| it["kind"] == kind);
        of_kind.map(|it| &it["range"]["start"]).collect()
    };
    let (text, write) = (1, 3);
    assert!(
        starts(text).contains(&&document.position_of("text = String")),
        "{found:?}"
    );
    assert!(
        starts(text).contains(&&document.position_of("text);")),
        "{found:?}"
    );
    assert!(
        starts(write).contains(&&document.position_of("&mut text")),
        "{found:?}"
    );
    assert!(client.shut_down().success());
}

#[test]
fn they_are_offered_when_they_are_switched_on() {
    let mut client = Client::start();
    let mut can = capabilities(&["utf-16"]);
    can["workspace"]["configuration"] = json!(true);
    can["textDocument"]["documentHighlight"] = json!({"dynamicRegistration": true});
    let server = client.initialize(can, json!({"std": "model"}));
    assert_eq!(server["documentHighlightProvider"], Value::Null);
    let document = Document::open_loaded(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    assert_eq!(highlights(&mut client, &document), Value::Null);
    client.configure(json!({"documentHighlight": {"enable": true}}));
    let registered = client.wait_for("client/registerCapability");
    let registration = &registered["params"]["registrations"][0];
    assert_eq!(registration["method"], "textDocument/documentHighlight");
    assert_ne!(highlights(&mut client, &document), Value::Null);
    client.configure(json!({"documentHighlight": {"enable": false}}));
    client.wait_for("client/unregisterCapability");
    assert_eq!(highlights(&mut client, &document), Value::Null);
    assert!(client.shut_down().success());
}
