//! Build scripts and procedural macros run where that is allowed, and nowhere else.

use std::path::Path;

use crate::program::{Place, Run};

const WORKSPACE: &[(&str, &str)] = &[
    (
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"user\", \"macros\"]\n",
    ),
    (
        "user/Cargo.toml",
        "[package]\nname = \"user\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
         [dependencies]\nmacros = { path = \"../macros\" }\n",
    ),
    (
        "user/build.rs",
        r#"
fn main() {
    let directory = std::env::var("OUT_DIR").unwrap();
    std::fs::write(format!("{directory}/made.rs"), "pub struct Made(pub String);").unwrap();
    std::fs::write("ran", "").unwrap();
    println!("cargo::rustc-check-cfg=cfg(chosen)");
    println!("cargo::rustc-cfg=chosen");
}
"#,
    ),
    (
        "user/src/lib.rs",
        r#"
include!(concat!(env!("OUT_DIR"), "/made.rs"));

pub fn included(made: Made) -> Made { made }

#[cfg(chosen)]
pub fn configured(text: String) -> String { text }

pub fn expanded(text: String) -> String { macros::same!(text) }

#[macros::lent]
pub fn name() -> String { String::new() }

pub fn lent_name() -> &'static str { name().as_str() }

pub fn name_twice() -> (String, String) { let name = name(); (name.clone(), { let other = name; name.clone() + &other }) }

#[macros::unchanged]
pub fn attributed(text: String) -> String { text }

#[macros::copied]
pub struct Id(u32);

pub fn twice(id: Id) -> (Id, Id) { (id, id) }

fn exchanged(holder: &mut (Id, u32), id: Id) -> Id { std::mem::replace(&mut holder.0, id) }

pub fn beside(holder: &mut (Id, u32)) -> Id { exchanged(holder, holder.0) }

#[macros::declared]
unsafe extern "C" { pub type Window; }

pub struct Page { window: Option<Window>, error: Option<u32> }

pub fn opened(mut page: std::pin::Pin<&mut Page>) {
    page.error = None;
}

#[derive(macros::CopyAlike)]
pub struct Like(u32);

pub fn alike(like: Like) -> (Like, Like) { (like, like) }

#[derive(macros::Cloned)]
pub struct Handle(u32);

pub fn changed(handle: &Handle) -> u32 {
    let mut own = handle.clone();
    own.0 = 1;
    own.0
}
"#,
    ),
    (
        "macros/Cargo.toml",
        "[package]\nname = \"macros\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
         [lib]\nproc-macro = true\n",
    ),
    (
        "macros/src/lib.rs",
        r##"
use proc_macro::TokenStream;

#[proc_macro]
pub fn same(tokens: TokenStream) -> TokenStream { tokens }

#[proc_macro_attribute]
pub fn unchanged(_: TokenStream, item: TokenStream) -> TokenStream { item }

#[proc_macro_attribute]
pub fn copied(_: TokenStream, item: TokenStream) -> TokenStream {
    format!("#[derive(Clone, Copy)] {item}").parse().unwrap()
}

#[proc_macro_attribute]
pub fn declared(_: TokenStream, _: TokenStream) -> TokenStream {
    "pub struct Window(u32);".parse().unwrap()
}

#[proc_macro_attribute]
pub fn lent(_: TokenStream, _: TokenStream) -> TokenStream {
    "pub fn name() -> &'static String { const { &String::new() } }".parse().unwrap()
}

#[proc_macro_derive(CopyAlike)]
pub fn copy_alike(_: TokenStream) -> TokenStream {
    "impl Copy for Like {} impl Clone for Like { fn clone(&self) -> Like { *self } }".parse().unwrap()
}

#[proc_macro_derive(Cloned)]
pub fn cloned(_: TokenStream) -> TokenStream {
    "impl Clone for Handle { fn clone(&self) -> Handle { Handle(self.0) } }".parse().unwrap()
}
"##,
    ),
];

/// The places that a function moves, each with whether a macro stands for it.
fn moves(run: &Run, function: &str) -> Vec<(String, bool)> {
    let function = run.function(function);
    let events = function["events"].as_array().expect("events");
    events
        .iter()
        .filter(|it| it["kind"] == "move")
        .map(|it| {
            (
                it["place"].as_str().expect("a place").to_owned(),
                it["macro"] == true,
            )
        })
        .collect()
}

fn ran_build_script(place: &Place) -> bool {
    Path::new(&place.path().join("user/ran")).exists()
}

#[test]
fn not_without_being_asked() {
    let place = Place::with(WORKSPACE);
    let run = place.run(&["facts", "user"]);
    assert_eq!(run.err, "");
    assert!(!ran_build_script(&place));
    assert!(!place.path().join("target").exists());
    assert_eq!(moves(&run, "user::included"), [], "`Made` is unknown");
    assert_eq!(moves(&run, "user::expanded"), []);
    let names: Vec<_> = run.objects();
    assert!(!names.iter().any(|it| it["function"] == "user::configured"));
    let text = || vec![("text".to_owned(), false)];
    assert_eq!(moves(&run, "user::attributed"), text(), "as it is written");
    assert_eq!(
        moves(&run, "user::twice"),
        [],
        "`Id` is what a macro makes it"
    );
    assert_eq!(moves(&run, "user::alike"), [], "`Like` may be `Copy`");
    assert_eq!(place.run(&["check", "user"]).out, "");
}

#[test]
fn where_it_is_allowed() {
    let place = Place::with(WORKSPACE);
    let run = place.run(&["facts", "user", "--allow-build-scripts"]);
    assert_eq!((run.err.as_str(), run.status), ("", 0));
    assert!(ran_build_script(&place));
    let moved = |place: &str| vec![(place.to_owned(), false)];
    assert_eq!(moves(&run, "user::included"), moved("made"));
    assert_eq!(moves(&run, "user::configured"), moved("text"));
    assert_eq!(moves(&run, "user::expanded"), moved("text"));
    assert_eq!(moves(&run, "user::attributed"), moved("text"));
    assert_eq!(moves(&run, "user::twice"), [], "copied");
}

#[test]
fn one_that_fails_costs_what_it_makes() {
    let place = Place::with(WORKSPACE);
    place.write("user/build.rs", "fn main() { panic!(\"on purpose\") }\n");
    let run = place.run(&["facts", "user", "--allow-build-scripts"]);
    assert_eq!(run.status, 2);
    assert!(
        run.err.starts_with("ownlens: build scripts failed:"),
        "{}",
        run.err
    );
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    assert_eq!(moves(&run, "user::included"), []);
    assert_eq!(moves(&run, "user::expanded"), [("text".to_owned(), false)]);
}
