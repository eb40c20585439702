//! Hovers on unsaved text.

use serde_json::json;

use crate::client::Client;
use crate::document::{Document, Units};

const PROGRAM: &str = "\
fn take(text: String) {}
fn main() {
    let text = String::from(\"\u{1F980}\");
    /* \u{1F980} */ take(text);
}
";

#[test]
fn a_hover_says_why_a_value_is_moved() {
    for units in Units::ALL {
        let mut client = Client::start();
        client.initialize(
            crate::client::capabilities(&[units.name()]),
            json!({"std": "model"}),
        );
        let document = Document::open_loaded(&mut client, "untitled:a", PROGRAM, units);
        let words = document.hover(&mut client, "text);").expect("a move");
        assert!(words.lines().next().unwrap().contains("moved"), "{words}");
        assert_eq!(document.hover(&mut client, "fn main"), None);
        assert!(client.shut_down().success());
    }
}

#[test]
fn a_hover_knows_the_range_that_it_is_about() {
    let mut client = Client::ready();
    let document = Document::open_loaded(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    let position = document.position_of("text);");
    let params = json!({"textDocument": {"uri": document.uri}, "position": position});
    let hover = client.request("textDocument/hover", params).unwrap();
    assert_eq!(hover["contents"]["kind"], "markdown");
    assert_eq!(hover["range"]["start"], position);
    assert_eq!(hover["range"]["end"], document.position_of(");\n}\n"));
    assert!(client.shut_down().success());
}

#[test]
fn a_hover_waits_for_the_project() {
    let mut client = Client::ready();
    let document = Document::open(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    assert!(document.hover(&mut client, "text);").is_some());
    assert!(client.shut_down().success());
}

#[test]
fn a_hover_follows_edits_that_nobody_saved() {
    let mut client = Client::ready();
    let mut document = Document::open_loaded(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    let moved = document.hover(&mut client, "text);").expect("a move");
    document.replace(&mut client, "text: String", "text: &String");
    document.replace(&mut client, "take(text)", "take(&text)");
    let borrowed = document.hover(&mut client, "&text);").expect("a borrow");
    assert_ne!(moved, borrowed);
    assert!(borrowed.contains("borrow"), "{borrowed}");
    assert!(client.shut_down().success());
}

#[test]
fn a_hover_on_a_type_or_a_binding_shows_its_memory() {
    let mut client = Client::ready();
    let text = "fn f(names: Vec<String>) {\n    let boxed: Box<i32> = Box::new(1);\n}\n";
    let document = Document::open_loaded(&mut client, "untitled:a", text, Units::Utf16);
    let names = document.hover(&mut client, "names").expect("a picture");
    let picture = "\
```text
stack  names: Vec<String>   24 bytes: pointer, capacity, length
   └▸ heap  [String]   capacity × 24 bytes: pointer, capacity, length
      └▸ heap  text    capacity × 1 byte
```";
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(squeezed(&names).ends_with(&squeezed(picture)), "{names}");
    let ty = document.hover(&mut client, "Box<i32>").expect("a picture");
    assert!(ty.starts_with("```text\nBox<i32>"), "{ty}");
    assert!(document.hover(&mut client, "let").is_some());
    assert_eq!(document.hover(&mut client, "i32>"), None, "nothing to say");
    assert!(client.shut_down().success());
}
