//! Where values are owned and borrowed.

use serde_json::{Value, json};

use crate::client::{CONTENT_MODIFIED, Client, Refusal};
use crate::document::{Document, Units};

const PROGRAM: &str = "\
fn take(text: String) {}
fn main() {
    let mut text = String::new();
    text.push('x');
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
    client.request("ownlens/regions", params)
}

#[test]
fn a_value_is_owned_until_it_is_moved() {
    let mut client = Client::ready();
    let document = Document::open_loaded(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    let found = ask(&mut client, &document, "text = String").expect("regions");
    assert_eq!(found["version"], 1);
    assert_eq!(found["subject"]["kind"], "value");
    assert_eq!(found["subject"]["name"], "text");
    let owned = json!({
        "kind": "owned",
        "ranges": [{
            "start": document.position_of("text = String"),
            "end": document.position_of(";\n    take(other)"),
        }],
        "label": "owned by text",
        "approximate": false,
    });
    assert_eq!(found["regions"][0], owned);
    let points = found["points"].as_array().expect("points");
    let moved = points.iter().find(|it| it["kind"] == "move");
    let moved = moved.expect("a move");
    assert_eq!(moved["label"], "text moved to other");
    assert_eq!(moved["range"]["start"], document.position_of("text;\n"));
    assert!(client.shut_down().success());
}

#[test]
fn where_there_is_no_value_there_is_nothing() {
    let mut client = Client::ready();
    let mut document = Document::open_loaded(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    let found = ask(&mut client, &document, "fn main").expect("an answer");
    assert_eq!(found, Value::Null);
    document.version += 1;
    let refusal = ask(&mut client, &document, "text;\n").expect_err("another version");
    assert_eq!(refusal.code, CONTENT_MODIFIED);
    assert!(client.shut_down().success());
}

/// The text with the states of a value beneath each line: `=` owned, `x` moved out, `?` perhaps there.
fn drawn(text: &str, needle: &str) -> String {
    let mut client = Client::ready();
    let document = Document::open_loaded(&mut client, "untitled:a", text, Units::Utf8);
    let found = ask(&mut client, &document, needle).expect("regions");
    let mut lines: Vec<(String, Vec<char>)> = text
        .lines()
        .map(|line| (line.to_owned(), vec![' '; line.len() + 1]))
        .collect();
    for region in found["regions"].as_array().expect("regions") {
        let sign = match region["kind"].as_str() {
            Some("owned") => '=',
            Some("moved") => 'x',
            Some("maybe") => '?',
            _ => continue,
        };
        for range in region["ranges"].as_array().expect("ranges") {
            let at = |end: &str| {
                let place = |part: &str| range[end][part].as_u64().expect("a number") as usize;
                (place("line"), place("character"))
            };
            let (start, end) = (at("start"), at("end"));
            for (line, (text, signs)) in lines.iter_mut().enumerate() {
                let inside = |column: &usize| (line, *column) >= start && (line, *column) < end;
                for column in (0..text.len()).filter(inside) {
                    assert_eq!(signs[column], ' ', "two states on line {line}");
                    signs[column] = sign;
                }
            }
        }
    }
    assert!(client.shut_down().success());
    let lines = lines.into_iter().flat_map(|(line, signs)| {
        let signs: String = signs.into_iter().collect();
        [line, signs.trim_end().to_owned()]
    });
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n") + "\n"
}

#[test]
fn a_lifetime_lasts_longer_than_the_function() {
    let text = "fn first<'a>(a: &'a mut [String], b: &str) -> &'a str {\n    let all = &*a;\n    &all[0]\n}\n";
    let mut client = Client::ready();
    let document = Document::open_loaded(&mut client, "untitled:a", text, Units::Utf16);
    let found = ask(&mut client, &document, "'a str").expect("regions");
    assert_eq!(found["subject"]["kind"], "lifetime");
    assert_eq!(found["subject"]["name"], "'a");
    let declared = document.position_of("'a>");
    assert_eq!(found["subject"]["range"]["start"], declared);
    let regions = found["regions"].as_array().expect("regions");
    let kinds: Vec<&Value> = regions.iter().map(|it| &it["kind"]).collect();
    assert_eq!(kinds, ["lifetime", "shared", "shared"], "{found:#}");
    assert_eq!(
        regions[0]["ranges"],
        json!([{"start": {"line": 0, "character": 0}, "end": {"line": 3, "character": 1}}])
    );
    assert_eq!(
        regions[1]["ranges"][0]["start"],
        document.position_of("&*a")
    );
    assert!(client.shut_down().success());
}

const BRANCH: &str = "\
fn f(flag: bool, text: String) {
    if flag {
        take(text);
        take(1);
    } else {
        text.len();
    }
    take(2);
}
";

const LOOP: &str = "\
fn g(flags: Vec<bool>, mut name: String) {
    for flag in flags {
        take(flag);
    }
    take(name);
    name = String::new();
    let later;
    if name.is_empty() {
        later = name;
    }
    take(3);
}
";

#[test]
fn states_follow_the_paths_of_execution() {
    let expected = [
        (
            BRANCH,
            "text:",
            "\
fn f(flag: bool, text: String) {
                 ===============
    if flag {
=============
        take(text);
=================xx
        take(1);
xxxxxxxxxxxxxxxx
    } else {
xxxxx
        text.len();
        ===========
    }
=====
    take(2);
    ????????
}
?
",
        ),
        (
            LOOP,
            "flags:",
            "\
fn g(flags: Vec<bool>, mut name: String) {
     =====================================
    for flag in flags {
=====================xx
        take(flag);
xxxxxxxxxxxxxxxxxxx
    }
xxxxx
    take(name);
xxxxxxxxxxxxxxx
    name = String::new();
xxxxxxxxxxxxxxxxxxxxxxxxx
    let later;
xxxxxxxxxxxxxx
    if name.is_empty() {
xxxxxxxxxxxxxxxxxxxxxxxx
        later = name;
xxxxxxxxxxxxxxxxxxxxx
    }
xxxxx
    take(3);
xxxxxxxxxxxx
}
x
",
        ),
        (
            LOOP,
            "name:",
            "\
fn g(flags: Vec<bool>, mut name: String) {
                           ===============
    for flag in flags {
=======================
        take(flag);
===================
    }
=====
    take(name);
=============xx
    name = String::new();
xxxxxxxxxxxxxxxxxxxxxxxx=
    let later;
==============
    if name.is_empty() {
========================
        later = name;
====================x
    }
xxxxx
    take(3);
    ????????
}
?
",
        ),
        (
            LOOP,
            "later;",
            "\
fn g(flags: Vec<bool>, mut name: String) {
    for flag in flags {
        take(flag);
    }
    take(name);
    name = String::new();
    let later;
    if name.is_empty() {
        later = name;
                    =
    }
=====
    take(3);
    ????????
}
?
",
        ),
    ];
    for (text, needle, expected) in expected {
        let drawn = drawn(&format!("fn take<T>(taken: T) {{}}\n{text}"), needle);
        let drawn = drawn.split_once('\n').expect("lines").1;
        assert_eq!(drawn, expected, "{needle}\n{drawn}");
    }
}

/// The first fenced block of a language in a text.
fn block<'a>(text: &'a str, language: &str) -> &'a str {
    let fence = format!("```{language}\n");
    let (_, behind) = text.split_once(&fence).expect("a block");
    behind.split_once("```").expect("the end of the block").0
}

#[test]
fn the_documentation_shows_what_is_answered() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/protocol.md");
    let page = std::fs::read_to_string(file).expect("the page");
    let (_, chapter) = page
        .split_once("\nFor `v` in this program\n")
        .expect("the example");
    let mut client = Client::ready();
    let text = block(chapter, "rust");
    let mut document = Document::open_loaded(&mut client, "untitled:a", text, Units::Utf16);
    while document.version < 7 {
        document.send(&mut client, json!([]));
    }
    let found = ask(&mut client, &document, "v = String").expect("regions");
    let shown: Value = serde_json::from_str(block(chapter, "json")).expect("JSON");
    assert_eq!(found, shown);
    assert!(client.shut_down().success());
}
