//! Pictures of functions.

use serde_json::{Value, json};

use crate::client::{CONTENT_MODIFIED, Client, Refusal};
use crate::document::{Document, Units};

const PROGRAM: &str = "\
fn take(text: String) {}
fn main() {
    let crab = \"\u{1F980}\"; let text = String::new();
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
    client.request("ownlens/timeline", params)
}

#[test]
fn a_function_is_drawn_with_the_ranges_of_the_client() {
    let mut client = Client::ready();
    let document = Document::open_loaded(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    let found = ask(&mut client, &document, "take(other)").expect("a picture");
    assert_eq!(found["version"], 1);
    let name = found["function"].as_str().expect("a name");
    assert!(name.ends_with("main"), "{name}");
    assert_eq!(found["range"]["start"], document.position_of("fn main"));
    let svg = found["svg"].as_str().expect("a picture");
    assert!(!svg.contains("<style"), "colours are the client's");
    for part in [
        r#"class="ol-row" data-line="2" data-last-line="2""#,
        r#"class="ol-place ol-begin" data-range="2:25-2:29" data-value="text" tabindex="0" role="button""#,
        r#"class="ol-place ol-move" data-range="3:16-3:20" data-value="text""#,
        r#"class="ol-place ol-move" data-range="4:9-4:14" data-value="other""#,
    ] {
        assert!(svg.contains(part), "{part} in {svg}");
    }
    assert!(client.shut_down().success());
}

#[test]
fn where_there_is_no_function_there_is_nothing() {
    let mut client = Client::ready();
    let text = format!("\n\n{PROGRAM}");
    let mut document = Document::open_loaded(&mut client, "untitled:a", &text, Units::Utf16);
    let found = ask(&mut client, &document, "\n\n").expect("an answer");
    assert_eq!(found, Value::Null);
    document.version += 1;
    let refusal = ask(&mut client, &document, "take(other)").expect_err("another version");
    assert_eq!(refusal.code, CONTENT_MODIFIED);
    assert!(client.shut_down().success());
}
