//! Code lenses.

use serde_json::{Value, json};

use crate::client::{CONTENT_MODIFIED, Client, capabilities};
use crate::document::{Document, Units};

const PROGRAM: &str = "\
fn take(text: String) -> usize {
    let length = text.len();
    length
}
fn main() {
    let text = String::new();
    let boxed = Box::new(text);
    println!(\"{boxed}\");
}
fn numbers(a: u8) -> u8 {
    a + 1
}
";

fn with(options: Value) -> (Client, Document) {
    let mut client = Client::start();
    let mut can = capabilities(&["utf-16"]);
    can["workspace"]["codeLens"] = json!({"refreshSupport": true});
    let mut options = options;
    options["std"] = json!("model");
    client.initialize(can, options);
    let document = Document::open_loaded(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    (client, document)
}

/// The lenses as they are sent first.
fn sent(client: &mut Client, document: &Document) -> Vec<Value> {
    let params = json!({"textDocument": {"uri": document.uri}});
    loop {
        match client.request("textDocument/codeLens", params.clone()) {
            Ok(Value::Array(lenses)) => return lenses,
            Ok(other) => {
                assert!(other.is_null(), "{other}");
                return Vec::new();
            }
            Err(refusal) => assert_eq!(refusal.code, CONTENT_MODIFIED),
        }
    }
}

/// The line and words of each lens.
fn shown(client: &mut Client, document: &Document) -> Vec<String> {
    let resolved = sent(client, document).into_iter().map(|lens| {
        assert!(lens.get("command").is_none(), "{lens}");
        let lens = client.request("codeLens/resolve", lens).expect("words");
        let line = &lens["range"]["start"]["line"];
        format!(
            "{line}: {}",
            lens["command"]["title"].as_str().expect("words")
        )
    });
    resolved.collect()
}

#[test]
fn each_value_has_its_owner_and_lifetime() {
    let (mut client, document) = with(json!({}));
    expect_test::expect![[r#"
        0: text · owned 1–4 · dropped 4
        5: text · owned 6–7 · moved to Box::new (7)
        6: boxed · owned 7–9 · dropped 9
    "#]]
    .assert_eq(&format!("{}\n", shown(&mut client, &document).join("\n")));
    assert!(client.shut_down().success());
}

#[test]
fn each_function_has_a_summary() {
    let (mut client, document) = with(json!({"codeLens": {"show": "functions"}}));
    expect_test::expect![[r#"
        0: 1 value · 1 borrow · 1 drop
        4: 2 values · 1 move · 1 borrow · 1 drop
    "#]]
    .assert_eq(&format!("{}\n", shown(&mut client, &document).join("\n")));
    assert!(client.shut_down().success());
}

#[test]
fn lenses_can_be_switched_off() {
    for off in [json!({"show": "off"}), json!({"enable": false})] {
        let (mut client, document) = with(json!({"codeLens": off}));
        assert_eq!(sent(&mut client, &document), Vec::<Value>::new());
        assert!(client.shut_down().success());
    }
}

#[test]
fn the_function_under_the_cursor_is_enough() {
    let (mut client, document) = with(json!({}));
    let all = shown(&mut client, &document);
    let focus = |client: &mut Client, needle: &str| {
        let params = json!({
            "textDocument": {"uri": document.uri},
            "position": document.position_of(needle),
        });
        client.notify("ownlens/focus", params);
    };
    client.wait_for("workspace/codeLens/refresh");
    focus(&mut client, "length = ");
    client.wait_for("workspace/codeLens/refresh");
    let first = shown(&mut client, &document);
    focus(&mut client, "boxed = ");
    client.wait_for("workspace/codeLens/refresh");
    let second = shown(&mut client, &document);
    assert!(!first.is_empty() && !second.is_empty());
    assert_eq!([first, second.clone()].concat(), all);
    // Within the same function nothing changes.
    focus(&mut client, "println");
    assert_eq!(shown(&mut client, &document), second);
    client.notify(
        "workspace/didChangeConfiguration",
        json!({"settings": {"codeLens": {"focus": {"enable": false}}}}),
    );
    client.wait_for("workspace/codeLens/refresh");
    assert_eq!(shown(&mut client, &document), all);
    assert!(client.shut_down().success());
}

#[test]
fn a_click_leads_to_what_happens() {
    let mut client = Client::start();
    let mut can = capabilities(&["utf-16"]);
    can["experimental"] = json!({"ownlens": {"commands": ["ownlens.openLens"]}});
    client.initialize(can, json!({"std": "model"}));
    let document = Document::open_loaded(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    let lenses = sent(&mut client, &document);
    let lens = lenses
        .into_iter()
        .find(|it| it["range"]["start"] == document.position_of("boxed = "));
    let lens = client.request("codeLens/resolve", lens.expect("a lens"));
    let command = &lens.expect("words")["command"];
    assert_eq!(command["command"], "ownlens.openLens");
    let argument = &command["arguments"][0];
    assert_eq!(argument["uri"], document.uri);
    assert_eq!(argument["position"], document.position_of("boxed = "));
    let locations = argument["locations"].as_array().expect("locations");
    let last = &locations.last().expect("its drop")["range"]["end"];
    assert_eq!(*last, document.position_of("\nfn numbers"));
    assert!(client.shut_down().success());
}

#[test]
fn a_lens_of_an_older_text_is_not_resolved() {
    let (mut client, mut document) = with(json!({}));
    let lens = sent(&mut client, &document).remove(0);
    document.replace(&mut client, "fn main", "\n\nfn main");
    let refusal = client.request("codeLens/resolve", lens).unwrap_err();
    assert_eq!(refusal.code, CONTENT_MODIFIED);
    assert!(client.shut_down().success());
}
