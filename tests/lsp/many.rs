//! Many documents, and servers that come and go.

use std::fmt::Write as _;
use std::fs;

use crate::client::Client;
use crate::document::{Document, Units};

const DOCUMENTS: usize = 100;

#[test]
fn a_hundred_documents_are_open_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let source = directory.path().join("src");
    fs::create_dir(&source).unwrap();
    let manifest = "[package]\nname = \"many\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
    fs::write(directory.path().join("Cargo.toml"), manifest).unwrap();
    let mut root = "pub fn take<T>(taken: T) {}\n".to_owned();
    let text = |number: usize| {
        format!("pub fn f{number}(value: String) {{\n    crate::take(value);\n}}\n")
    };
    for number in 0..DOCUMENTS {
        let _ = writeln!(root, "mod m{number};");
        fs::write(source.join(format!("m{number}.rs")), text(number)).unwrap();
    }
    fs::write(source.join("lib.rs"), root).unwrap();

    let mut client = Client::ready();
    let mut documents: Vec<Document> = (0..DOCUMENTS)
        .map(|number| {
            let uri = format!("file://{}/m{number}.rs", source.display());
            Document::open(&mut client, &uri, &text(number), Units::Utf16)
        })
        .collect();
    client.wait_for("workspace/inlayHint/refresh");
    // Texts without a file have a project each.
    documents.extend((0..4).map(|number| {
        let text =
            format!("fn take<T>(taken: T) {{}}\nfn f{number}(value: String) {{ take(value); }}\n");
        let uri = format!("untitled:{number}");
        Document::open_loaded(&mut client, &uri, &text, Units::Utf16)
    }));
    for document in &mut documents {
        let shown = document.shown(&mut client);
        assert!(shown.contains("take(value[⟶ taken])"), "{shown}");
        document.replace(&mut client, "value", "other");
        document.replace(&mut client, "take(value)", "take(other)");
    }
    for document in &documents {
        let shown = document.shown(&mut client);
        assert!(shown.contains("take(other[⟶ taken])"), "{shown}");
    }
    for document in documents {
        document.close(&mut client);
    }
    assert!(client.shut_down().success());
}

#[test]
fn a_server_that_was_killed_is_started_again() {
    let text = "fn f(s: String) {\n    let moved = s;\n}\n";
    let mut before = None;
    for _ in 0..3 {
        let mut client = Client::ready();
        let document = Document::open_loaded(&mut client, "untitled:a", text, Units::Utf16);
        let hints = document.hints(&mut client);
        assert!(!hints.is_empty());
        assert_eq!(*before.get_or_insert_with(|| hints.clone()), hints);
        // In the middle of work.
        client.send_request("textDocument/inlayHint", document.hints_params());
        drop(client);
    }
}
