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
    can["workspace"]["diagnostics"] = json!({"refreshSupport": true});
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
    can["workspace"]["configuration"] = json!(true);
    client.initialize(
        can,
        json!({"std": "model", "diagnostics": {"enable": false}}),
    );
    let document = Document::open_loaded(&mut client, "untitled:a", WRONG, Units::Utf16);
    assert_eq!(pull(&mut client, &document), Vec::<Value>::new());
    // All, and of each kind.
    for (settings, count) in [
        (json!({"enable": true}), 1),
        (json!({"enable": true, "moves": {"enable": false}}), 0),
        (json!({"enable": true, "borrows": {"enable": false}}), 1),
    ] {
        client.configure(json!({"diagnostics": settings}));
        client.wait_for("workspace/inlayHint/refresh");
        assert_eq!(pull(&mut client, &document).len(), count, "{settings}");
    }
    assert!(client.shut_down().success());
}

/// Tells the server what others report about a document.
fn reported(client: &mut Client, document: &Document, diagnostics: Value) {
    let params = json!({
        "textDocument": {"uri": document.uri, "version": document.version},
        "diagnostics": diagnostics,
    });
    client.notify("ownlens/reported", params);
}

#[test]
fn an_error_that_others_report_is_not_shown_twice() {
    let mut client = Client::start();
    let mut can = capabilities(&["utf-16"]);
    can["textDocument"]["diagnostic"] = json!({});
    can["workspace"]["diagnostics"] = json!({"refreshSupport": true});
    client.initialize(can, json!({"std": "model"}));
    let mut document = Document::open_loaded(&mut client, "untitled:a", WRONG, Units::Utf16);
    client.wait_for("workspace/diagnostic/refresh");
    let ours = pull(&mut client, &document);
    let theirs =
        json!({"range": ours[0]["range"], "code": "E0382", "message": "use of moved value"});
    // Another error there, and one without a code.
    let other = json!({"range": ours[0]["range"], "code": "E0425"});
    reported(
        &mut client,
        &document,
        json!([other, {"range": ours[0]["range"]}]),
    );
    assert_eq!(pull(&mut client, &document), ours);

    reported(&mut client, &document, json!([theirs, other]));
    client.wait_for("workspace/diagnostic/refresh");
    assert_eq!(pull(&mut client, &document), Vec::<Value>::new());
    // Code actions answer theirs, and the hover explains it.
    let params = json!({
        "textDocument": {"uri": document.uri},
        "range": theirs["range"],
        "context": {"diagnostics": [theirs]},
    });
    let actions = client
        .request("textDocument/codeAction", params)
        .expect("actions");
    assert_eq!(actions[0]["diagnostics"], json!([theirs]));
    let hover = document.hover(&mut client, "text);\n}\n").expect("a hover");
    assert!(hover.contains("text"), "{hover}");

    // It moves with the text, until the text itself is another.
    document.replace(&mut client, "fn main", "// more\nfn main");
    assert_eq!(pull(&mut client, &document), Vec::<Value>::new());
    document.replace(&mut client, "text);\n}\n", "text );\n}\n");
    assert_eq!(pull(&mut client, &document).len(), 1);

    // What is said about another version is about another text.
    document.version -= 1;
    reported(&mut client, &document, json!([theirs]));
    document.version += 1;
    assert_eq!(pull(&mut client, &document).len(), 1);
    assert!(client.shut_down().success());
}

#[test]
fn a_client_that_does_not_ask_is_told_that_others_report_an_error() {
    let mut client = Client::ready();
    let document = Document::open(&mut client, "untitled:a", WRONG, Units::Utf16);
    let told = |client: &mut Client, count: usize| {
        client.wait(&format!("{count} diagnostics"), |message| {
            let items = message["params"]["diagnostics"].as_array();
            message["method"] == "textDocument/publishDiagnostics"
                && items.is_some_and(|it| it.len() == count)
        })
    };
    let ours = told(&mut client, 1)["params"]["diagnostics"].clone();
    reported(&mut client, &document, ours);
    told(&mut client, 0);
    reported(&mut client, &document, json!([]));
    told(&mut client, 1);
    assert!(client.shut_down().success());
}
