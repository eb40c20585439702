//! Ownership errors as one types, and their fixes.

use serde_json::{Value, json};

use crate::client::{CONTENT_MODIFIED, Client, capabilities};
use crate::document::{Document, Units};

const WRONG: &str = "\
fn take(text: String) {}
fn main() {
    let text = String::new();
    take(text);
    take(text);
}
";

fn pulling() -> Client {
    let mut client = Client::start();
    let mut can = capabilities(&["utf-16"]);
    can["textDocument"]["diagnostic"] = json!({});
    let server = client.initialize(can, json!({"std": "model"}));
    assert_eq!(server["diagnosticProvider"]["identifier"], "ownlens");
    client
}

fn pull(client: &mut Client, document: &Document) -> Vec<Value> {
    let params = json!({"textDocument": {"uri": document.uri}});
    loop {
        match client.request("textDocument/diagnostic", params.clone()) {
            Ok(report) => return report["items"].as_array().expect("items").clone(),
            Err(refusal) => assert_eq!(refusal.code, CONTENT_MODIFIED),
        }
    }
}

#[test]
fn an_error_comes_with_its_steps() {
    let mut client = pulling();
    let mut document = Document::open_loaded(&mut client, "untitled:a", WRONG, Units::Utf16);
    let items = pull(&mut client, &document);
    assert_eq!(items.len(), 1, "{items:?}");
    let error = &items[0];
    assert_eq!(error["code"], "E0382");
    assert_eq!(error["source"], "ownlens");
    assert_eq!(
        error["range"]["start"],
        document.position_of("text);\n}\n"),
        "the second use"
    );
    let page = error["codeDescription"]["href"].as_str().expect("a page");
    assert!(page.ends_with("/E0382.html"), "{page}");
    let related = error["relatedInformation"].as_array().expect("steps");
    let first = document.position_of("text);\n    take");
    assert!(
        related
            .iter()
            .any(|it| it["location"]["range"]["start"] == first),
        "the move: {related:?}"
    );
    // While the line is being written again, and when it is right.
    for text in ["    tak", "    take(", "    take(String::new());"] {
        document.replace(&mut client, "    take(text);\n}", &format!("{text}\n}}"));
        assert_eq!(pull(&mut client, &document), Vec::<Value>::new(), "{text}");
        document.replace(&mut client, &format!("{text}\n}}"), "    take(text);\n}");
    }
    assert_eq!(pull(&mut client, &document), items);
    assert!(client.shut_down().success());
}

#[test]
fn a_fix_makes_the_error_go_away() {
    let mut client = pulling();
    let mut document = Document::open_loaded(&mut client, "untitled:a", WRONG, Units::Utf16);
    let errors = pull(&mut client, &document);
    let params = json!({
        "textDocument": {"uri": document.uri},
        "range": errors[0]["range"],
        "context": {"diagnostics": errors},
    });
    let actions = client
        .request("textDocument/codeAction", params)
        .expect("actions");
    let action = &actions[0];
    assert_eq!(action["kind"], "quickfix");
    assert_eq!(action["diagnostics"], json!(errors));
    let edits = action["edit"]["changes"][&document.uri]
        .as_array()
        .expect("edits");
    // The last first, so that the places of the others stay what they are.
    let mut edits = edits.clone();
    edits.sort_by_key(|edit| {
        let start = &edit["range"]["start"];
        std::cmp::Reverse((start["line"].as_u64(), start["character"].as_u64()))
    });
    let mut changes = Vec::new();
    for edit in &edits {
        let offset = |position: &Value| {
            let places = (0..=document.text.len()).filter(|&at| document.text.is_char_boundary(at));
            let mut places = places.filter(|&at| document.position(at) == *position);
            places.next().expect("a place")
        };
        let range = &edit["range"];
        let (from, to) = (offset(&range["start"]), offset(&range["end"]));
        changes.push(document.edit(from, to, edit["newText"].as_str().expect("text")));
    }
    document.send(&mut client, Value::Array(changes));
    assert_eq!(pull(&mut client, &document), Vec::<Value>::new());
    assert!(client.shut_down().success());
}

#[test]
fn a_client_that_does_not_ask_is_told() {
    let mut client = Client::ready();
    let mut document = Document::open(&mut client, "untitled:a", WRONG, Units::Utf16);
    let told = |client: &mut Client, count: usize| {
        client.wait(&format!("{count} diagnostics"), |message| {
            let items = message["params"]["diagnostics"].as_array();
            message["method"] == "textDocument/publishDiagnostics"
                && items.is_some_and(|it| it.len() == count)
        })
    };
    let first = told(&mut client, 1);
    assert_eq!(first["params"]["diagnostics"][0]["code"], "E0382");
    document.replace(&mut client, "take(text);\n}", "take(String::new());\n}");
    let second = client.wait("the diagnostics of the next version", |message| {
        message["method"] == "textDocument/publishDiagnostics" && message["params"]["version"] == 2
    });
    assert_eq!(second["params"]["diagnostics"], json!([]));
    assert!(client.shut_down().success());
}

#[test]
fn errors_can_be_switched_off() {
    let mut client = Client::start();
    let mut can = capabilities(&["utf-16"]);
    can["textDocument"]["diagnostic"] = json!({});
    client.initialize(
        can,
        json!({"std": "model", "diagnostics": {"enable": false}}),
    );
    let document = Document::open_loaded(&mut client, "untitled:a", WRONG, Units::Utf16);
    assert_eq!(pull(&mut client, &document), Vec::<Value>::new());
    assert!(client.shut_down().success());
}
