//! What the server says about itself: progress and status.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, capabilities};
use crate::document::{Document, Units};

const PROGRAM: &str = "fn main() { let a = String::new(); let b = a; drop(b); }\n";

fn status(client: &mut Client) -> Value {
    client
        .request("ownlens/status", json!(null))
        .expect("a status")
}

#[test]
fn a_project_is_among_the_status() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("lone.rs"), PROGRAM).unwrap();
    let mut client = Client::ready();
    assert_eq!(
        status(&mut client),
        json!({"loading": false, "projects": [], "documents": []})
    );
    let uri = format!("file://{}", directory.path().join("lone.rs").display());
    Document::open_loaded(&mut client, &uri, PROGRAM, Units::Utf16);
    let project = json!({
        "root": directory.path(),
        "standardLibrary": "model",
        "provisional": false,
        "missing": [],
    });
    assert_eq!(
        status(&mut client),
        json!({"loading": false, "projects": [project], "documents": []})
    );
    // Some clients send parameters where there are none.
    for empty in [json!({}), json!([])] {
        assert!(client.request("ownlens/status", empty).is_ok());
    }
    assert!(client.request("ownlens/status", json!({"a": 1})).is_err());
    assert!(client.shut_down().success());
}

#[test]
fn what_is_missing_is_named() {
    let mut client = Client::start();
    let options = json!({"std": "source", "stdSource": "/nowhere"});
    let mut can = capabilities(&["utf-16"]);
    can["experimental"] = json!({"ownlens": {"status": true}});
    client.initialize(can, options);
    let document = Document::open_loaded(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    // The model answers until then, and afterwards.
    assert!(document.shown(&mut client).contains("= a[⟶ b]"));
    let told = client.wait("a status that names it", |message| {
        message["method"] == "ownlens/status" && message["params"]["loading"] == false
    });
    let project = &told["params"]["projects"][0];
    assert_eq!(project["standardLibrary"], "model");
    let missing = &project["missing"][0];
    assert_eq!(missing["kind"], "stdSource");
    assert!(missing["message"].as_str().unwrap().contains("/nowhere"));
    assert_eq!(status(&mut client), told["params"]);
    assert!(client.shut_down().success());
}

#[test]
fn a_package_that_cannot_be_read_is_named() {
    let directory = tempfile::tempdir().unwrap();
    fs::create_dir(directory.path().join("src")).unwrap();
    let manifest = "[package]\nname = \"demo\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
    fs::write(directory.path().join("Cargo.toml"), manifest).unwrap();
    fs::write(directory.path().join("src/lib.rs"), "").unwrap();
    fs::write(directory.path().join("src/other.rs"), PROGRAM).unwrap();
    let mut client = Client::ready();
    let uri = format!("file://{}", directory.path().join("src/other.rs").display());
    let document = Document::open_loaded(&mut client, &uri, PROGRAM, Units::Utf16);
    // No module of the package, the file is a program of its own.
    assert!(document.shown(&mut client).contains("= a[⟶ b]"));
    fs::write(directory.path().join("Cargo.toml"), "[package\n").unwrap();
    let uri = format!("file://{}", directory.path().join("src/lib.rs").display());
    let library = Document::open(&mut client, &uri, PROGRAM, Units::Utf16);
    library.hover(&mut client, "a;");
    let status = status(&mut client);
    let missing = status["projects"].as_array().unwrap().iter();
    let missing: Vec<&Value> = missing
        .flat_map(|it| it["missing"].as_array().unwrap())
        .collect();
    assert!(missing.iter().any(|it| it["kind"] == "package"), "{status}");
    assert!(client.shut_down().success());
}

#[test]
fn loading_is_work_in_progress() {
    let mut client = Client::start();
    let mut can = capabilities(&["utf-16"]);
    can["window"] = json!({"workDoneProgress": true});
    client.initialize(can, json!({"std": "auto"}));
    let document = Document::open(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    document.hover(&mut client, "a;");
    let kind = |kind: &'static str| {
        move |message: &Value| {
            message["method"] == "$/progress" && message["params"]["value"]["kind"] == kind
        }
    };
    let begin = client.wait("the beginning", kind("begin"));
    assert_eq!(begin["params"]["value"]["title"], "Ownlens");
    let end = client.wait("the end", kind("end"));
    assert_eq!(begin["params"]["token"], end["params"]["token"]);
    assert!(client.shut_down().success());
}
