//! Which project a document belongs to, and what comes from the disk.

use std::fs;
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use crate::client::{Client, capabilities};
use crate::document::{Document, Units};

const MANIFEST: &str = "[package]\nname = \"demo\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
const LIBRARY: &str = "\
mod inner;
pub fn outer(pair: inner::Pair) -> inner::Pair {
    let moved = pair;
    moved
}
";
const INNER: &str = "pub struct Pair(String, String);\n";
const COPY: &str = "#[derive(Clone, Copy)]\npub struct Pair(u8, u8);\n";

fn package() -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| fs::write(directory.path().join(path), text).unwrap();
    fs::create_dir(directory.path().join("src")).unwrap();
    write("Cargo.toml", MANIFEST);
    write("src/lib.rs", LIBRARY);
    write("src/inner.rs", INNER);
    directory
}

fn uri(directory: &Path, file: &str) -> String {
    format!("file://{}", directory.join(file).display())
}

#[test]
fn an_unsaved_file_changes_what_is_known_of_another() {
    let package = package();
    let mut client = Client::ready();
    let library = uri(package.path(), "src/lib.rs");
    let library = Document::open_loaded(&mut client, &library, LIBRARY, Units::Utf16);
    assert!(
        library.shown(&mut client).contains("= pair["),
        "a `Pair` is moved"
    );
    let inner = uri(package.path(), "src/inner.rs");
    let mut inner = Document::open(&mut client, &inner, INNER, Units::Utf16);
    inner.replace(&mut client, INNER, COPY);
    assert_eq!(library.hints(&mut client), [], "a `Copy` type is not");
    inner.close(&mut client);
    assert!(
        library.shown(&mut client).contains("= pair["),
        "the disk's text counts again"
    );
    assert!(client.shut_down().success());
}

#[test]
fn changes_on_the_disk_arrive() {
    let package = package();
    let mut client = Client::ready();
    let library = uri(package.path(), "src/lib.rs");
    let library = Document::open_loaded(&mut client, &library, LIBRARY, Units::Utf16);
    assert!(!library.hints(&mut client).is_empty());
    fs::write(package.path().join("src/inner.rs"), COPY).unwrap();
    let changes = json!([{"uri": uri(package.path(), "src/inner.rs"), "type": 2}]);
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({"changes": changes}),
    );
    client.wait_for("workspace/inlayHint/refresh");
    assert_eq!(library.hints(&mut client), []);
    assert!(client.shut_down().success());
}

#[test]
fn a_manifest_that_changes_loads_the_package_again() {
    let package = package();
    let mut client = Client::ready();
    let library = uri(package.path(), "src/lib.rs");
    let text =
        "#[cfg(feature = \"on\")]\npub fn f(a: String) -> String {\n    let b = a;\n    b\n}\n";
    let library = Document::open_loaded(&mut client, &library, text, Units::Utf16);
    assert_eq!(library.hints(&mut client), []);
    let manifest = format!("{MANIFEST}[features]\ndefault = [\"on\"]\non = []\n");
    fs::write(package.path().join("Cargo.toml"), manifest).unwrap();
    let changes = json!([{"uri": uri(package.path(), "Cargo.toml"), "type": 2}]);
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({"changes": changes}),
    );
    client.wait_for("workspace/inlayHint/refresh");
    assert!(library.shown(&mut client).contains("= a["));
    assert!(client.shut_down().success());
}

#[test]
fn files_are_watched_if_the_client_can() {
    let mut client = Client::start();
    let mut can = capabilities(&["utf-16"]);
    can["workspace"]["didChangeWatchedFiles"] = json!({"dynamicRegistration": true});
    client.initialize(can, json!({"std": "model"}));
    let registration = client.wait_for("client/registerCapability");
    let registered = &registration["params"]["registrations"][0];
    assert_eq!(registered["method"], "workspace/didChangeWatchedFiles");
    assert!(client.shut_down().success());
}

#[test]
fn a_lone_file_is_a_project() {
    let directory = tempfile::tempdir().unwrap();
    let text = "fn main() {\n    let a = String::new();\n    let b = a;\n    drop(b);\n}\n";
    fs::write(directory.path().join("lone.rs"), "fn other() {}\n").unwrap();
    let mut client = Client::ready();
    let lone = uri(directory.path(), "lone.rs");
    let document = Document::open_loaded(&mut client, &lone, text, Units::Utf16);
    let shown = document.shown(&mut client);
    assert!(
        shown.contains("= a[") && shown.contains("drop(b["),
        "{shown}"
    );
    document.close(&mut client);
    let document = Document::open_loaded(&mut client, &lone, text, Units::Utf16);
    assert_eq!(document.shown(&mut client), shown, "opened again");
    assert!(client.shut_down().success());
}

#[test]
fn a_file_that_was_never_saved_has_hints() {
    let directory = tempfile::tempdir().unwrap();
    let mut client = Client::ready();
    let text = "fn main() { let a = String::new(); drop(a); }\n";
    let new = uri(directory.path(), "new.rs");
    let document = Document::open_loaded(&mut client, &new, text, Units::Utf16);
    assert!(document.shown(&mut client).contains("drop(a["));
    assert!(client.shut_down().success());
}

#[test]
fn a_module_that_is_created_later_is_part_of_its_package() {
    let package = package();
    let mut client = Client::ready();
    let library = uri(package.path(), "src/lib.rs");
    let mut library = Document::open_loaded(&mut client, &library, LIBRARY, Units::Utf16);
    library.replace(&mut client, "mod inner;", "mod inner;\nmod later;");
    let text = "pub fn f(pair: crate::inner::Pair) {\n    let other = pair;\n    drop(other);\n}\n";
    let later = uri(package.path(), "src/later.rs");
    let later = Document::open(&mut client, &later, text, Units::Utf16);
    // Not on the disk yet, it is a program of its own, in which the type is unknown.
    assert!(!later.shown(&mut client).contains("= pair["));
    fs::write(package.path().join("src/later.rs"), text).unwrap();
    client.notify(
        "textDocument/didSave",
        json!({"textDocument": {"uri": later.uri}}),
    );
    assert!(later.shown(&mut client).contains("= pair["));
    assert!(client.shut_down().success());
}

#[test]
fn the_standard_librarys_source_is_used_where_it_is() {
    let mut client = Client::start();
    client.initialize(capabilities(&["utf-16"]), json!({"std": "auto"}));
    let text = "fn main() { let a = vec![String::new()]; let b = a; drop(b); }\n";
    let document = Document::open_loaded(&mut client, "untitled:a", text, Units::Utf16);
    let shown = document.shown(&mut client);
    assert!(
        shown.contains("= a[⟶ b]") && shown.contains("drop(b["),
        "{shown}"
    );
    assert!(client.shut_down().success());
}

#[test]
fn several_untitled_documents_keep_apart() {
    let mut client = Client::ready();
    let text = "struct Own(String);\nfn main() { let a = Own(String::new()); drop(a); }\n";
    let copy = text.replace(
        "struct Own(String);",
        "#[derive(Clone, Copy)] struct Own(u8);",
    );
    let moved = Document::open_loaded(&mut client, "untitled:Untitled-1", text, Units::Utf16);
    let copied = Document::open_loaded(&mut client, "untitled:Untitled-2", &copy, Units::Utf16);
    assert!(moved.shown(&mut client).contains("drop(a["));
    assert_eq!(copied.hints(&mut client), []);
    copied.close(&mut client);
    assert!(moved.shown(&mut client).contains("drop(a["));
    assert!(client.shut_down().success());
}

#[test]
fn other_languages_are_left_alone() {
    let mut client = Client::ready();
    let item =
        json!({"uri": "file:///x.toml", "languageId": "toml", "version": 1, "text": "a = 1"});
    client.notify("textDocument/didOpen", json!({"textDocument": item}));
    let params = json!({
        "textDocument": {"uri": "file:///x.toml"},
        "position": {"line": 0, "character": 0},
    });
    assert!(
        client
            .request("textDocument/hover", params)
            .unwrap()
            .is_null()
    );
    assert!(client.shut_down().success());
}

#[test]
fn a_broken_package_is_named_in_the_log() {
    let package = package();
    fs::write(package.path().join("Cargo.toml"), "[package\n").unwrap();
    let mut client = Client::ready();
    let library = uri(package.path(), "src/lib.rs");
    let library = Document::open(&mut client, &library, LIBRARY, Units::Utf16);
    let message = client.wait("a line about the package", |message| {
        message["method"] == "window/logMessage"
            && message["params"]["message"]
                .as_str()
                .is_some_and(|it| it.contains("Cargo"))
    });
    assert!(
        message["params"]["type"]
            .as_u64()
            .is_some_and(|kind| kind <= 3)
    );
    library.hints(&mut client);
    assert!(client.shut_down().success());
}

#[test]
fn a_hundred_documents_are_open_at_once() {
    let mut client = Client::start();
    client.initialize(capabilities(&["utf-16"]), json!({"std": "auto"}));
    let text = |number: usize| {
        format!("fn main() {{ let v{number} = String::new(); let w = v{number}; drop(w); }}\n")
    };
    let documents: Vec<Document> = (0..100)
        .map(|number| {
            let uri = format!("untitled:{number}");
            Document::open(&mut client, &uri, &text(number), Units::Utf16)
        })
        .collect();
    for (number, document) in documents.iter().enumerate() {
        let words = document.hover(&mut client, &format!("v{number};"));
        assert!(words.expect("a move").contains("is moved"), "{number}");
    }
    for document in documents {
        document.close(&mut client);
    }
    let status = client.request("ownlens/status", json!(null));
    assert_eq!(status.expect("a status")["projects"], json!([]));
    assert!(client.shut_down().success());
}

#[test]
fn a_project_of_another_build_system() {
    let directory = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| fs::write(directory.path().join(path), text).unwrap();
    fs::create_dir(directory.path().join("third")).unwrap();
    write("third/pair.rs", "pub struct Pair(String);\n");
    let main = "pub fn f(pair: pair::Pair) {\n    let moved = pair;\n}\n";
    write("app.rs", main);
    let mut client = Client::ready();
    let app = uri(directory.path(), "app.rs");
    let app = Document::open_loaded(&mut client, &app, main, Units::Utf16);
    assert_eq!(app.hints(&mut client), [], "`Pair` is not known");
    let description = r#"{"crates": [
        {"display_name": "pair", "root_module": "third/pair.rs", "edition": "2021", "deps": []},
        {"root_module": "app.rs", "edition": "2021", "deps": [{"crate": 0, "name": "pair"}]}
    ]}"#;
    write("rust-project.json", description);
    let manifest = uri(directory.path(), "rust-project.json");
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({"changes": [{"uri": manifest, "type": 1}]}),
    );
    client.wait_for("workspace/inlayHint/refresh");
    assert!(app.shown(&mut client).contains("= pair[⟶ moved]"));
    let pair = uri(directory.path(), "third/pair.rs");
    let copy = "#[derive(Clone, Copy)]\npub struct Pair(u8);\n";
    let pair = Document::open(&mut client, &pair, copy, Units::Utf16);
    assert_eq!(app.hints(&mut client), [], "it is copied now");
    pair.close(&mut client);
    assert!(client.shut_down().success());
}
