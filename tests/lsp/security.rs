//! Workspaces that somebody else made: opening a file of theirs executes nothing and ends.

use std::fs::{self, File};
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use crate::client::{Client, capabilities};
use crate::document::{Document, Units};

const LIBRARY: &str = "\
mod big;
#[derive(hostile_macro::Hostile)]
pub struct Own(String);
pub fn outer(own: Own) -> Own {
    let moved = own;
    moved
}
";

/// A package in which everything that can name a program names one that leaves a mark.
fn hostile() -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let mark = root.join("mark");
    let program = format!("#!/bin/sh\ntouch '{}'\nexit 1\n", mark.display());
    for name in ["evil.sh", "bin/rustc", "bin/cargo"] {
        write(&format!("pkg/{name}"), &program);
        set_executable(&root.join("pkg").join(name));
    }
    let evil = root.join("pkg/evil.sh");
    let evil = evil.display();
    write(
        "pkg/.cargo/config.toml",
        &format!(
            "[build]\nrustc = \"{evil}\"\nrustc-wrapper = \"{evil}\"\nrustdoc = \"{evil}\"\n\
             [target.x86_64-unknown-linux-gnu]\nlinker = \"{evil}\"\nrunner = \"{evil}\"\n\
             [registry]\nglobal-credential-providers = [\"{evil}\"]\n"
        ),
    );
    write(
        "pkg/rust-toolchain.toml",
        &format!("[toolchain]\npath = \"{}\"\n", root.join("pkg").display()),
    );
    write(
        "pkg/Cargo.toml",
        "[package]\nname = \"hostile\"\nversion = \"0.1.0\"\nedition = \"2024\"\nbuild = \"build.rs\"\n\
         [dependencies]\nhostile_macro = { path = \"../outside/macro\" }\n",
    );
    let leave = format!(
        "std::fs::write({:?}, \"\").unwrap();",
        mark.display().to_string()
    );
    write("pkg/build.rs", &format!("fn main() {{ {leave} }}\n"));
    write(
        "outside/macro/Cargo.toml",
        "[package]\nname = \"hostile_macro\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
         [lib]\nproc-macro = true\n",
    );
    write(
        "outside/macro/src/lib.rs",
        &format!(
            "use proc_macro::TokenStream;\n#[proc_macro_derive(Hostile)]\n\
             pub fn hostile(_: TokenStream) -> TokenStream {{ {leave} TokenStream::new() }}\n"
        ),
    );
    write("pkg/src/lib.rs", LIBRARY);
    // As large as it claims to be, without taking the space.
    let big = File::create(root.join("pkg/src/big.rs")).unwrap();
    big.set_len(200 << 20).unwrap();
    loops(&root.join("pkg/src"));
    directory
}

#[cfg(unix)]
fn set_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(not(unix))]
fn set_executable(_: &Path) {}

/// Links that lead around in circles, and out of the package.
#[cfg(unix)]
fn loops(directory: &Path) {
    use std::os::unix::fs::symlink;
    for (target, name) in [
        (".", "here"),
        ("..", "above"),
        ("/", "everything"),
        ("b", "a"),
        ("a", "b"),
    ] {
        symlink(target, directory.join(name)).unwrap();
    }
}

#[cfg(not(unix))]
fn loops(_: &Path) {}

#[test]
fn a_hostile_workspace_executes_nothing() {
    let directory = hostile();
    let root = directory.path();
    let mut client = Client::start();
    let mut can = capabilities(&["utf-16"]);
    can["workspace"]["configuration"] = json!(true);
    // What the workspace itself would like to be allowed is not asked for anywhere.
    client.initialize(can, json!({"std": "model"}));
    let uri = format!("file://{}", root.join("pkg/src/lib.rs").display());
    let document = Document::open(&mut client, &uri, LIBRARY, Units::Utf16);
    assert!(document.hover(&mut client, "own;").is_some());
    assert!(document.shown(&mut client).contains("= own[⟶ moved]"));
    let changes =
        json!([{"uri": format!("file://{}", root.join("pkg/Cargo.toml").display()), "type": 2}]);
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({"changes": changes}),
    );
    client.wait_for("workspace/inlayHint/refresh");
    assert!(document.shown(&mut client).contains("= own[⟶ moved]"));
    let status = client
        .request("ownlens/status", json!(null))
        .expect("a status");
    assert!(
        status.to_string().contains("big.rs: is too long"),
        "{status}"
    );
    assert!(client.shut_down().success());
    assert!(!root.join("mark").exists(), "something was executed");
}

#[test]
fn a_text_that_is_too_long_is_left_alone() {
    let mut client = Client::ready();
    let text = format!("fn main() {{}}\n{}", "// x\n".repeat(4 << 20));
    let document = Document::open(&mut client, "untitled:long", &text, Units::Utf16);
    assert_eq!(document.hover(&mut client, "main"), None);
    let other = "fn main() { let a = String::new(); drop(a); }\n";
    let other = Document::open(&mut client, "untitled:short", other, Units::Utf16);
    assert!(other.hover(&mut client, "a);").is_some());
    assert!(client.shut_down().success());
}
