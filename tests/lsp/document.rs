//! A document on the client's side, and what the server says about it.

use serde_json::{Value, json};

use crate::client::{CONTENT_MODIFIED, Client};

/// How the tests count characters, written down apart from the server's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Units {
    Utf8,
    Utf16,
    Utf32,
}

impl Units {
    pub const ALL: [Units; 3] = [Units::Utf8, Units::Utf16, Units::Utf32];

    pub fn name(self) -> &'static str {
        match self {
            Units::Utf8 => "utf-8",
            Units::Utf16 => "utf-16",
            Units::Utf32 => "utf-32",
        }
    }

    fn count(self, text: &str) -> usize {
        match self {
            Units::Utf8 => text.len(),
            Units::Utf16 => text.encode_utf16().count(),
            Units::Utf32 => text.chars().count(),
        }
    }
}

/// An open document: what the client believes the server has.
pub struct Document {
    pub uri: String,
    pub text: String,
    pub version: i64,
    pub units: Units,
}

/// A hint, reduced to what a person sees.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hint {
    pub line: u64,
    pub character: u64,
    pub label: String,
}

impl Document {
    /// Opens a document.
    pub fn open(client: &mut Client, uri: &str, text: &str, units: Units) -> Document {
        let item = json!({"uri": uri, "languageId": "rust", "version": 1, "text": text});
        client.notify("textDocument/didOpen", json!({"textDocument": item}));
        Document {
            uri: uri.to_owned(),
            text: text.to_owned(),
            version: 1,
            units,
        }
    }

    /// Opens a document and waits until its project is loaded.
    pub fn open_loaded(client: &mut Client, uri: &str, text: &str, units: Units) -> Document {
        let document = Document::open(client, uri, text, units);
        client.wait_for("workspace/inlayHint/refresh");
        document
    }

    /// The protocol's position of a byte offset, which does not lie inside a line end.
    pub fn position(&self, offset: usize) -> Value {
        let before = &self.text[..offset];
        let line = before.replace("\r\n", "\n").matches(['\r', '\n']).count();
        let start = before.rfind(['\r', '\n']).map_or(0, |at| at + 1);
        json!({"line": line, "character": self.units.count(&before[start..])})
    }

    /// The position of the first occurrence of `needle`.
    pub fn position_of(&self, needle: &str) -> Value {
        self.position(
            self.text
                .find(needle)
                .unwrap_or_else(|| panic!("no {needle:?}")),
        )
    }

    /// Replaces a range of bytes, in the text and in the change that is returned.
    pub fn edit(&mut self, start: usize, end: usize, text: &str) -> Value {
        let range = json!({"start": self.position(start), "end": self.position(end)});
        self.text.replace_range(start..end, text);
        json!({"range": range, "text": text})
    }

    /// Sends changes under the next version.
    pub fn send(&mut self, client: &mut Client, changes: Value) {
        self.version += 1;
        let document = json!({"uri": self.uri, "version": self.version});
        let params = json!({"textDocument": document, "contentChanges": changes});
        client.notify("textDocument/didChange", params);
    }

    /// Replaces the first occurrence of `old`.
    pub fn replace(&mut self, client: &mut Client, old: &str, new: &str) {
        let start = self.text.find(old).unwrap_or_else(|| panic!("no {old:?}"));
        let change = self.edit(start, start + old.len(), new);
        self.send(client, json!([change]));
    }

    /// Closes the document.
    pub fn close(self, client: &mut Client) {
        client.notify(
            "textDocument/didClose",
            json!({"textDocument": {"uri": self.uri}}),
        );
    }

    /// The parameters of a request for the hints of the whole document.
    pub fn hints_params(&self) -> Value {
        let range = json!({"start": self.position(0), "end": self.position(self.text.len())});
        json!({"textDocument": {"uri": self.uri}, "range": range})
    }

    /// The hints as the protocol has them; asks again when an edit came between.
    pub fn raw_hints(&self, client: &mut Client, params: &Value) -> Vec<Value> {
        loop {
            match client.request("textDocument/inlayHint", params.clone()) {
                Ok(Value::Null) => return Vec::new(),
                Ok(Value::Array(hints)) => return hints,
                Ok(other) => panic!("no hints: {other}"),
                Err(refusal) if refusal.code == CONTENT_MODIFIED => {}
                Err(refusal) => panic!("{refusal:?}"),
            }
        }
    }

    /// The hints of the whole document in order.
    pub fn hints(&self, client: &mut Client) -> Vec<Hint> {
        let hints = self.raw_hints(client, &self.hints_params());
        let mut hints: Vec<Hint> = hints.iter().map(hint).collect();
        hints.sort();
        hints
    }

    /// The text with the hints in their places, the way an editor shows it.
    pub fn shown(&self, client: &mut Client) -> String {
        let mut shown = self.text.clone();
        for hint in self.hints(client).iter().rev() {
            let position = json!({"line": hint.line, "character": hint.character});
            let at = self
                .text
                .char_indices()
                .map(|(at, _)| at)
                .chain([self.text.len()]);
            let at = at.into_iter().find(|&at| self.position(at) == position);
            let at = at.unwrap_or_else(|| panic!("{hint:?} is nowhere in the text"));
            shown.insert_str(at, &format!("[{}]", hint.label));
        }
        shown
    }

    /// What a hover on the first occurrence of `needle` says.
    pub fn hover(&self, client: &mut Client, needle: &str) -> Option<String> {
        let position = self.position_of(needle);
        let params = json!({"textDocument": {"uri": self.uri}, "position": position});
        loop {
            match client.request("textDocument/hover", params.clone()) {
                Ok(Value::Null) => return None,
                Ok(hover) => {
                    return Some(
                        hover["contents"]["value"]
                            .as_str()
                            .expect("words")
                            .to_owned(),
                    );
                }
                Err(refusal) if refusal.code == CONTENT_MODIFIED => {}
                Err(refusal) => panic!("{refusal:?}"),
            }
        }
    }
}

fn hint(hint: &Value) -> Hint {
    let label = match &hint["label"] {
        Value::String(label) => label.clone(),
        Value::Array(parts) => parts
            .iter()
            .map(|it| it["value"].as_str().expect("text"))
            .collect(),
        other => panic!("no label: {other}"),
    };
    let number = |name: &str| hint["position"][name].as_u64().expect("a number");
    Hint {
        line: number("line"),
        character: number("character"),
        label,
    }
}
