//! Bodies that are being written: what was known stays at its place, as long as it is about text that nobody touched.

use serde_json::{Value, json};

use crate::client::{Client, capabilities};
use crate::document::{Document, Units};

const PROGRAM: &str = "\
fn take(v: Vec<i32>) -> usize { v.len() }
fn main() {
    let v = vec![1];
    let s = String::new();
    
    let t = take(v);
    println!(\"{s} {t}\");
}
fn other() { let z = String::new(); drop(z); }
";

const LINE: &str = "    \n    let t";

/// What somebody writes in the empty line, letter by letter, and what does not parse meanwhile.
const WRITTEN: [&str; 4] = [
    "if s.is_empty() { drop(1); }",
    "match t { 0 => {} _ => {} }",
    "let a = \"}\u{1F980}{\";",
    "for c in s.chars() { drop([c, 'x']); }",
];

fn open(options: Value) -> (Client, Document) {
    let mut client = Client::start();
    let mut options = options;
    options["std"] = json!("model");
    client.initialize(capabilities(&["utf-16"]), options);
    let document = Document::open_loaded(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    (client, document)
}

/// The lines with their hints, without the one that is being written.
fn rest(shown: &str) -> Vec<String> {
    let lines = shown.lines().map(str::to_owned);
    lines
        .enumerate()
        .filter(|(row, _)| *row != 4)
        .map(|(_, line)| line)
        .collect()
}

#[test]
fn hints_stay_while_a_line_is_written() {
    let (mut client, mut document) = open(json!({}));
    let before = rest(&document.shown(&mut client));
    assert!(before.concat().contains("take(v[⟶ v])"), "{before:?}");
    assert!(before.concat().contains("}[⌫ s]"), "{before:?}");
    for written in WRITTEN {
        let start = document.text.find(LINE).expect("the empty line") + 4;
        let mut at = start;
        for letter in written.chars() {
            let change = document.edit(at, at, &letter.to_string());
            document.send(&mut client, json!([change]));
            at += letter.len_utf8();
            let shown = document.shown(&mut client);
            assert_eq!(rest(&shown), before, "{shown}");
        }
        let change = document.edit(start, at, "");
        document.send(&mut client, json!([change]));
        assert_eq!(rest(&document.shown(&mut client)), before);
    }
    assert!(client.shut_down().success());
}

#[test]
fn what_is_touched_is_gone() {
    let (mut client, mut document) = open(json!({}));
    document.replace(&mut client, "take(v);", "take(v.;");
    let shown = document.shown(&mut client);
    assert!(shown.contains("take(v.;"), "{shown}");
    assert!(shown.contains("}[⌫ s]"), "{shown}");
    document.replace(&mut client, "take(v.;", "take(v);");
    assert!(document.shown(&mut client).contains("take(v[⟶ v])"));
    assert!(client.shut_down().success());
}

#[test]
fn what_is_written_for_long_without_an_end_is_looked_at_anew() {
    let (mut client, mut document) = open(json!({}));
    let statements = "    let w = String::new(); drop(w);\n".repeat(12);
    document.replace(&mut client, LINE, &format!("    (\n{statements}    let t"));
    let shown = document.shown(&mut client);
    assert!(shown.contains("drop(w["), "{shown}");
    assert!(client.shut_down().success());
}

#[test]
fn a_text_that_is_replaced_as_a_whole_is_compared() {
    let (mut client, mut document) = open(json!({}));
    let before = rest(&document.shown(&mut client));
    let text = PROGRAM.replace(LINE, "    if t {\n    let t");
    document.text = text.clone();
    document.send(&mut client, json!([{"text": text}]));
    assert_eq!(rest(&document.shown(&mut client)), before);
    assert!(client.shut_down().success());
}

#[test]
fn nothing_stays_if_nobody_wants_that() {
    let (mut client, mut document) = open(json!({"lastGood": {"enable": false}}));
    let before = rest(&document.shown(&mut client));
    document.replace(&mut client, LINE, "    if t {\n    let t");
    assert_ne!(rest(&document.shown(&mut client)), before);
    assert!(client.shut_down().success());
}

#[test]
fn errors_stay_too() {
    let mut client = Client::start();
    let mut can = capabilities(&["utf-16"]);
    can["textDocument"]["diagnostic"] = json!({});
    client.initialize(can, json!({"std": "model"}));
    let text = "fn take(s: String) {}\nfn main() {\n    let s = String::new();\n    take(s);\n    take(s);\n    \n}\n";
    let mut document = Document::open_loaded(&mut client, "untitled:a", text, Units::Utf16);
    let pull = |client: &mut Client, document: &Document| {
        let params = json!({"textDocument": {"uri": document.uri}});
        let report = client.request("textDocument/diagnostic", params);
        report.expect("a report")["items"].clone()
    };
    let before = pull(&mut client, &document);
    assert_eq!(before[0]["code"], "E0382", "{before}");
    document.replace(&mut client, "    \n}", "    let x = (\n}");
    assert_eq!(pull(&mut client, &document), before);
    // The first move is not there any more, so nobody knows.
    document.replace(&mut client, "    take(s);\n", "    take(\n");
    assert_eq!(pull(&mut client, &document), json!([]));
    assert!(client.shut_down().success());
}
