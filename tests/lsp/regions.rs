//! Where values are owned and borrowed.

use serde_json::{Value, json};

use crate::client::{CONTENT_MODIFIED, Client, Refusal};
use crate::document::{Document, Units};

const PROGRAM: &str = "\
fn take(text: String) {}
fn main() {
    let mut text = String::new();
    text.push('x');
    let other = text;
    take(other);
}
";

fn ask(client: &mut Client, document: &Document, needle: &str) -> Result<Value, Refusal> {
    let params = json!({
        "textDocument": {"uri": document.uri},
        "position": document.position_of(needle),
        "version": document.version,
    });
    client.request("ownlens/regions", params)
}

#[test]
fn a_value_is_owned_until_it_is_moved() {
    let mut client = Client::ready();
    let document = Document::open_loaded(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    let found = ask(&mut client, &document, "text = String").expect("regions");
    assert_eq!(found["version"], 1);
    assert_eq!(found["subject"]["kind"], "value");
    assert_eq!(found["subject"]["name"], "text");
    let owned = json!({
        "kind": "owned",
        "ranges": [{
            "start": document.position_of("text = String"),
            "end": document.position_of(";\n    take(other)"),
        }],
        "label": "owned by text",
        "approximate": false,
    });
    assert_eq!(found["regions"][0], owned);
    let points = found["points"].as_array().expect("points");
    let moved = points.iter().find(|it| it["kind"] == "move");
    let moved = moved.expect("a move");
    assert_eq!(moved["label"], "text moved to other");
    assert_eq!(moved["range"]["start"], document.position_of("text;\n"));
    assert!(client.shut_down().success());
}

#[test]
fn where_there_is_no_value_there_is_nothing() {
    let mut client = Client::ready();
    let mut document = Document::open_loaded(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    let found = ask(&mut client, &document, "fn main").expect("an answer");
    assert_eq!(found, Value::Null);
    document.version += 1;
    let refusal = ask(&mut client, &document, "text;\n").expect_err("another version");
    assert_eq!(refusal.code, CONTENT_MODIFIED);
    assert!(client.shut_down().success());
}
