//! The server as a child process, and a client that asks one thing at a time.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// The code of an answer that an edit has overtaken.
const CONTENT_MODIFIED: i64 = -32801;

/// A running server.
pub struct Server {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    requests: i64,
    /// It says that nothing is being loaded.
    loaded: bool,
}

/// An open document.
pub struct Document {
    uri: String,
    version: i64,
    /// What is in it; the package's files are ASCII but for a few characters in comments.
    pub text: String,
}

impl Document {
    /// Line and column of a byte offset.
    pub fn place(&self, offset: usize) -> (usize, usize) {
        let before = &self.text[..offset];
        let line = before.matches('\n').count();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (line, self.text[start..offset].encode_utf16().count())
    }

    /// The parameter that names a range of lines.
    pub fn lines(&self, from: usize, to: usize) -> Value {
        let at = |line| json!({"line": line, "character": 0});
        json!({"range": {"start": at(from), "end": at(to)}})
    }

    /// The parameter that names the position of a byte offset.
    pub fn position(&self, offset: usize) -> Value {
        json!({"position": self.protocol_position(offset)})
    }

    fn protocol_position(&self, offset: usize) -> Value {
        let (line, character) = self.place(offset);
        json!({"line": line, "character": character})
    }
}

impl Server {
    /// A server for the packages in this directory, after the handshake.
    ///
    /// # Errors
    /// If it does not start or does not answer.
    pub fn start(mut command: Command, root: &Path) -> Result<Server> {
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let input = process.stdin.take().context("no pipe")?;
        let output = BufReader::new(process.stdout.take().context("no pipe")?);
        let mut server = Server {
            process,
            input,
            output,
            requests: 0,
            loaded: false,
        };
        let capabilities = json!({
            "workspace": {"inlayHint": {"refreshSupport": true}},
            "textDocument": {
                "diagnostic": {},
                "inlayHint": {"resolveSupport": {
                    "properties": ["tooltip", "label.location", "label.tooltip"],
                }},
            },
            "experimental": {"ownlens": {"status": true}, "serverStatusNotification": true},
        });
        let root = format!("file://{}", root.display());
        server.request(
            "initialize",
            json!({"processId": null, "rootUri": root, "capabilities": capabilities}),
        )?;
        server.notify("initialized", json!({}))?;
        Ok(server)
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Opens a file with this text.
    ///
    /// # Errors
    /// If the server does not listen.
    pub fn open(&mut self, path: &Path, text: String) -> Result<Document> {
        let uri = format!("file://{}", path.display());
        let item = json!({"uri": uri, "languageId": "rust", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": item}))?;
        Ok(Document {
            uri,
            version: 1,
            text,
        })
    }

    /// Replaces a range of bytes.
    ///
    /// # Errors
    /// If the server does not listen.
    pub fn edit(
        &mut self,
        document: &mut Document,
        from: usize,
        to: usize,
        text: &str,
    ) -> Result<()> {
        document.version += 1;
        let range = json!({
            "start": document.protocol_position(from),
            "end": document.protocol_position(to),
        });
        let item = json!({"uri": document.uri, "version": document.version});
        document.text.replace_range(from..to, text);
        self.notify(
            "textDocument/didChange",
            json!({"textDocument": item, "contentChanges": [{"range": range, "text": text}]}),
        )
    }

    /// Asks something about a document and waits for the answer.
    ///
    /// # Errors
    /// If there is none.
    pub fn ask(&mut self, method: &str, document: &Document, parameters: &Value) -> Result<Value> {
        let mut parameters = parameters.clone();
        parameters["textDocument"] = json!({"uri": document.uri});
        // Of interest to some.
        parameters["version"] = json!(document.version);
        self.request(method, parameters)
    }

    /// Asks for all hints until there are some, as often as the server says that there may be.
    ///
    /// # Errors
    /// If the server ends.
    pub fn wait_for_hints(&mut self, document: &Document) -> Result<()> {
        let all = document.lines(0, document.text.lines().count());
        loop {
            let hints = self.ask("textDocument/inlayHint", document, &all)?;
            if hints.as_array().is_some_and(|it| !it.is_empty()) {
                return Ok(());
            }
            while self.read()?["method"] != "workspace/inlayHint/refresh" {}
        }
    }

    /// Waits until nothing is being loaded any more.
    ///
    /// # Errors
    /// If the server ends.
    pub fn wait_until_loaded(&mut self) -> Result<()> {
        while !self.loaded {
            self.read()?;
        }
        Ok(())
    }

    /// Ends it.
    ///
    /// # Errors
    /// If it does not answer.
    pub fn end(mut self) -> Result<()> {
        self.request("shutdown", Value::Null)?;
        self.notify("exit", Value::Null)?;
        self.process.wait()?;
        Ok(())
    }

    fn request(&mut self, method: &str, params: Value) -> Result<Value> {
        loop {
            self.requests += 1;
            let id = self.requests;
            self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))?;
            let answer = loop {
                let message = self.read()?;
                if message["id"] == id && message.get("method").is_none() {
                    break message;
                }
            };
            match answer.get("error") {
                None => return Ok(answer["result"].clone()),
                Some(error) if error["code"] == CONTENT_MODIFIED => {}
                Some(error) => bail!("{method}: {error}"),
            }
        }
    }

    fn notify(&mut self, method: &str, params: Value) -> Result<()> {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    fn send(&mut self, message: &Value) -> Result<()> {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len())?;
        self.input.flush()?;
        Ok(())
    }

    /// The next message; requests of the server are answered with `null`.
    fn read(&mut self) -> Result<Value> {
        let mut length = 0;
        loop {
            let mut header = String::new();
            if self.output.read_line(&mut header)? == 0 {
                bail!("the server ended");
            }
            if let Some(value) = header.strip_prefix("Content-Length: ") {
                length = value.trim().parse()?;
            } else if header.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body)?;
        let message: Value = serde_json::from_slice(&body)?;
        if let (Some(id), Some(_)) = (message.get("id"), message.get("method")) {
            self.send(&json!({"jsonrpc": "2.0", "id": id, "result": null}))?;
        }
        let parameters = &message["params"];
        match message["method"].as_str() {
            Some("ownlens/status") => self.loaded = parameters["loading"] == false,
            Some("experimental/serverStatus") => self.loaded = parameters["quiescent"] == true,
            _ => {}
        }
        Ok(message)
    }
}
