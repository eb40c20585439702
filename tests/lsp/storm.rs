//! Hundreds of edits in a row, with requests in between that nobody waits for. Afterwards the server
//! must know the same as one that has only ever seen the last text.

use serde_json::{Value, json};

use crate::client::Client;
use crate::document::{Document, Hint, Units};
use crate::random::{Random, place_from};

const PROGRAM: &str = "\
struct Guard(String);
impl Drop for Guard {
    fn drop(&mut self) {}
}
fn take(guard: Guard) -> usize {
\tguard.0.len()
}
fn main() {\r
    let crab = \"\u{1F980}\";\r
    let first = Guard(String::from(crab));
    let second = Guard(String::new());
    /* \u{1F980}\u{e9} */ take(first);
}
fn other(flag: bool) {
    let guard = Guard(String::new());
    if flag {
        take(guard);
    }
}
";

/// What an edit inserts: whole statements, which leave a program that can be analysed, and pieces,
/// which do not.
const STATEMENTS: [&str; 6] = [
    "    let third = Guard(String::new());\n",
    "\ttake(Guard(String::from(\"\u{1F980}\")));\r\n",
    "    let moved = second;\n",
    "    { let inner = Guard(String::new()); }\r\n",
    "    // \u{4e2d}\u{6587} \u{1F469}\u{200D}\u{1F680}\n",
    "\n",
];
const PIECES: [&str; 10] = [
    "{",
    "}",
    "(",
    "\"",
    "\u{1F980}",
    "\r\n",
    "\t",
    "fn ",
    "let x = ",
    "/* ",
];

/// One document under edits, with the pieces that can be taken out again.
struct Storm {
    random: Random,
    document: Document,
}

impl Storm {
    fn edit(&mut self) -> Value {
        let text = &self.document.text;
        if self.random.below(3) > 0 {
            let starts: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
            let at = *starts
                .get(self.random.below(starts.len().max(1)))
                .unwrap_or(&0);
            let statement = self.random.pick(&STATEMENTS);
            return self.document.edit(at, at, statement);
        }
        let from = self.random.place(text);
        let to = place_from(text, from + self.random.below(6));
        let piece = self.random.pick(&PIECES);
        self.document.edit(from, to, piece)
    }

    /// Sends some edits, in one notification or several, with requests between them.
    fn blow(&mut self, client: &mut Client, edits: usize) {
        let mut left = edits;
        while left > 0 {
            let together = (1 + self.random.below(4)).min(left);
            let changes: Vec<Value> = (0..together).map(|_| self.edit()).collect();
            self.document.send(client, Value::Array(changes));
            left -= together;
            if self.random.below(4) == 0 {
                client.send_request("textDocument/inlayHint", self.document.hints_params());
            }
        }
    }

    /// Puts a whole program back, through an edit.
    fn calm(&mut self, client: &mut Client) {
        let end = self.document.text.len();
        let change = self.document.edit(0, end, PROGRAM);
        self.document.send(client, json!([change]));
    }
}

fn fresh(text: &str, units: Units) -> (Client, Document) {
    let mut client = Client::start();
    // What was known before the last edits is nothing that a fresh server could know.
    let options = json!({"std": "model", "lastGood": {"enable": false}});
    let mut can = crate::client::capabilities(&[units.name()]);
    can["textDocument"]["diagnostic"] = json!({});
    client.initialize(can, options);
    let document = Document::open_loaded(&mut client, "untitled:storm", text, units);
    (client, document)
}

/// A document of a server that knows nothing but its text.
fn reopened(client: &mut Client, document: &Document, number: usize) -> Document {
    let uri = format!("untitled:fresh-{number}");
    Document::open_loaded(client, &uri, &document.text, document.units)
}

/// What a client can ask about a whole document, and about a value in it; without the names of documents.
fn answers(client: &mut Client, document: &Document) -> (Vec<Hint>, Value, Value) {
    let named = json!({"uri": document.uri});
    let errors = client
        .request("textDocument/diagnostic", json!({"textDocument": named}))
        .expect("errors");
    let regions = match document.text.contains("guard = ") {
        true => {
            let position = document.position_of("guard = ");
            let params = json!({
                "textDocument": named, "position": position, "version": document.version,
            });
            let mut regions = client.request("ownlens/regions", params).expect("regions");
            regions["version"] = Value::Null;
            regions
        }
        false => Value::Null,
    };
    let errors = errors["items"].to_string().replace(&document.uri, "");
    (document.hints(client), errors.into(), regions)
}

/// The hints and a hover on each line equal those of a server that never saw an edit.
fn assert_like_fresh(client: &mut Client, document: &Document) {
    let (mut other, same) = fresh(&document.text, document.units);
    assert_eq!(
        document.hints(client),
        same.hints(&mut other),
        "{}",
        document.text
    );
    for needle in ["first", "second", "guard"] {
        if document.text.contains(needle) {
            let (ours, theirs) = (
                document.hover(client, needle),
                same.hover(&mut other, needle),
            );
            assert_eq!(ours, theirs, "{needle} in {}", document.text);
        }
    }
    assert!(other.shut_down().success());
}

#[test]
fn after_a_storm_of_edits_the_server_knows_the_text() {
    for (seed, units) in (1..).zip(Units::ALL) {
        let (mut client, document) = fresh(PROGRAM, units);
        let calm = document.hints(&mut client);
        assert!(!calm.is_empty(), "the program has hints");
        let mut storm = Storm {
            random: Random::new(seed),
            document,
        };
        for _ in 0..4 {
            storm.blow(&mut client, 60);
            assert_like_fresh(&mut client, &storm.document);
            storm.calm(&mut client);
            storm.blow(&mut client, 3);
            assert_like_fresh(&mut client, &storm.document);
            storm.calm(&mut client);
            assert_eq!(storm.document.hints(&mut client), calm);
        }
        assert!(client.shut_down().success());
    }
}

#[test]
fn several_documents_keep_apart_in_a_storm() {
    let (mut client, _) = fresh("", Units::Utf16);
    let mut storms: Vec<Storm> = (0..4)
        .map(|number| {
            let uri = format!("untitled:storm-{number}");
            let document = Document::open_loaded(&mut client, &uri, PROGRAM, Units::Utf16);
            Storm {
                random: Random::new(number + 10),
                document,
            }
        })
        .collect();
    for _ in 0..30 {
        for storm in &mut storms {
            storm.blow(&mut client, 3);
        }
    }
    for storm in &storms {
        assert_like_fresh(&mut client, &storm.document);
    }
    assert!(client.shut_down().success());
}

/// How many edits are compared one by one, unless `OWNLENS_STORM` says another number: for each of them the other
/// server loads a standard library.
const EDITS: usize = 60;

#[test]
fn after_each_edit_the_server_knows_what_a_fresh_one_knows() {
    let edits = std::env::var("OWNLENS_STORM").map(|it| it.parse().expect("a number"));
    let edits = edits.unwrap_or(EDITS);
    let (mut client, document) = fresh(PROGRAM, Units::Utf16);
    let (mut other, _) = fresh("", Units::Utf16);
    let mut storm = Storm {
        random: Random::new(99),
        document,
    };
    for number in 0..edits {
        if storm.document.text.len() > 3 * PROGRAM.len() {
            storm.calm(&mut client);
        }
        let change = storm.edit();
        storm.document.send(&mut client, json!([change]));
        let same = reopened(&mut other, &storm.document, number);
        let (ours, theirs) = (
            answers(&mut client, &storm.document),
            answers(&mut other, &same),
        );
        assert_eq!(ours, theirs, "edit {number}: {}", storm.document.text);
        same.close(&mut other);
    }
    assert!(client.shut_down().success());
    assert!(other.shut_down().success());
}

#[test]
fn what_stays_while_nothing_parses_stands_where_it_belongs() {
    let mut client = Client::ready();
    let document = Document::open_loaded(&mut client, "untitled:a", PROGRAM, Units::Utf16);
    let calm = document.hints(&mut client);
    let mut storm = Storm {
        random: Random::new(7),
        document,
    };
    for _ in 0..300 {
        let change = storm.edit();
        storm.document.send(&mut client, json!([change]));
        let shown = storm.document.shown(&mut client);
        for (at, _) in shown.match_indices("[⌫") {
            assert!(shown[..at].ends_with(['}', ')']), "{shown}");
        }
        for (at, _) in shown.match_indices("[⟶") {
            let word = |it: char| it.is_alphanumeric() || "_)}\"".contains(it);
            assert!(shown[..at].ends_with(word), "{shown}");
        }
        if storm.document.text.len() > 2 * PROGRAM.len() {
            storm.calm(&mut client);
            assert_eq!(storm.document.hints(&mut client), calm);
        }
    }
    assert!(client.shut_down().success());
}
