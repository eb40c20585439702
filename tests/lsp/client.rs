//! A small language client: it drives the real binary over its standard streams.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Longest wait for anything that must come. Generous: the machine may be busy.
pub const PATIENCE: Duration = Duration::from_secs(300);

/// The server's code for a request that an edit overtook.
pub const CONTENT_MODIFIED: i64 = -32801;

/// A server process and the client's end of its streams.
pub struct Client {
    process: Child,
    input: Arc<Mutex<Option<ChildStdin>>>,
    messages: Receiver<Value>,
    /// What the client answers when it is asked for its configuration.
    configuration: Arc<Mutex<Value>>,
    /// Messages that were read while another one was awaited.
    kept: Vec<Value>,
    requests: i64,
}

/// The error object of a response.
#[derive(Debug)]
pub struct Refusal {
    pub code: i64,
    pub message: String,
}

impl Client {
    /// Starts `ownlens lsp`, without the handshake.
    pub fn start() -> Client {
        let mut process = Command::new(env!("CARGO_BIN_EXE_ownlens"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the server starts");
        let input = Arc::new(Mutex::new(process.stdin.take()));
        let output = process.stdout.take().expect("a pipe");
        let (sender, messages) = channel();
        let configuration = Arc::new(Mutex::new(Value::Null));
        let (answering, configured) = (input.clone(), configuration.clone());
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                answer_server(&answering, &configured, &message);
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Client {
            process,
            input,
            messages,
            configuration,
            kept: Vec::new(),
            requests: 0,
        }
    }

    /// A server after the handshake, with the built-in model of the standard library and a client
    /// that can refresh hints.
    pub fn ready() -> Client {
        let mut client = Client::start();
        client.initialize(capabilities(&["utf-16"]), json!({"std": "model"}));
        client
    }

    /// The handshake; gives the server's capabilities.
    pub fn initialize(&mut self, capabilities: Value, options: Value) -> Value {
        let params = json!({
            "processId": std::process::id(),
            "rootUri": null,
            "capabilities": capabilities,
            "initializationOptions": options,
        });
        let result = self.request("initialize", params).expect("the handshake");
        self.notify("initialized", json!({}));
        result["capabilities"].clone()
    }

    /// Changes the client's configuration, of the section that is the server's, and tells the server.
    pub fn configure(&mut self, configuration: Value) {
        *self.configuration.lock().expect("no panic") = configuration;
        self.notify(
            "workspace/didChangeConfiguration",
            json!({"settings": null}),
        );
    }

    /// Sends a request and waits for its answer.
    pub fn request(&mut self, method: &str, params: Value) -> Result<Value, Refusal> {
        let id = self.send_request(method, params);
        self.answer(id)
    }

    /// Sends a request; gives its id.
    pub fn send_request(&mut self, method: &str, params: Value) -> i64 {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    /// Waits for the answer to a request.
    pub fn answer(&mut self, id: i64) -> Result<Value, Refusal> {
        let answer = self.wait(&format!("the answer to request {id}"), |message| {
            message["id"] == id && message.get("method").is_none()
        });
        match answer.get("error") {
            None => Ok(answer["result"].clone()),
            Some(error) => Err(Refusal {
                code: error["code"].as_i64().expect("a code"),
                message: error["message"].as_str().expect("a message").to_owned(),
            }),
        }
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Waits for a request or notification of the server.
    pub fn wait_for(&mut self, method: &str) -> Value {
        self.wait(method, |message| message["method"] == method)
    }

    /// The first message that fits; others are kept for later.
    pub fn wait(&mut self, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.kept.iter().position(&fits) {
            return self.kept.remove(at);
        }
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.messages.recv_timeout(left) {
                Ok(message) if fits(&message) => return message,
                Ok(message) => self.kept.push(message),
                Err(RecvTimeoutError::Timeout) => panic!("no {what} within {PATIENCE:?}"),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!(
                        "the server ended before {what}; it had said {:#?}",
                        self.kept
                    )
                }
            }
        }
    }

    pub fn send(&mut self, message: &Value) {
        self.send_frame(message.to_string().as_bytes());
    }

    /// Sends a body as it is, with a right header.
    pub fn send_frame(&mut self, body: &[u8]) {
        let header = format!("Content-Length: {}\r\n\r\n", body.len());
        self.send_bytes(&[header.as_bytes(), body].concat());
    }

    pub fn send_bytes(&mut self, bytes: &[u8]) {
        write(&self.input, bytes);
    }

    /// Closes the stream, as the system does when a client dies.
    pub fn close_input(&mut self) {
        self.input.lock().expect("no panic").take();
    }

    /// `shutdown` and `exit`; gives what the process ended with.
    pub fn shut_down(mut self) -> ExitStatus {
        self.request("shutdown", Value::Null).expect("shutdown");
        self.notify("exit", Value::Null);
        self.ended()
    }

    /// Waits for the process to end by itself.
    pub fn ended(&mut self) -> ExitStatus {
        let mut status = None;
        wait_until("end of the server", || {
            status = self.process.try_wait().expect("a process");
            status.is_some()
        });
        status.expect("waited for")
    }
}

/// Waits for what no message tells.
pub fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < end, "no {what} within {PATIENCE:?}");
        thread::sleep(Duration::from_millis(5));
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The capabilities of a client that can refresh and resolve hints and render Markdown.
pub fn capabilities(encodings: &[&str]) -> Value {
    json!({
        "general": {"positionEncodings": encodings},
        "workspace": {"inlayHint": {"refreshSupport": true}},
        "textDocument": {
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "inlayHint": {"resolveSupport": {"properties": ["tooltip"]}},
        },
    })
}

/// Requests of the server are answered at once: with the configuration, or with `null`, which is right
/// for the others that it sends.
fn answer_server(input: &Mutex<Option<ChildStdin>>, configuration: &Mutex<Value>, message: &Value) {
    if let (Some(id), Some(method)) = (message.get("id"), message.get("method")) {
        let result = match method == "workspace/configuration" {
            true => {
                assert_eq!(message["params"]["items"][0]["section"], "ownlens");
                json!([*configuration.lock().expect("no panic")])
            }
            false => Value::Null,
        };
        let body = json!({"jsonrpc": "2.0", "id": id, "result": result}).to_string();
        write(
            input,
            format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes(),
        );
    }
}

/// A server that is ending may not read any more.
fn write(input: &Mutex<Option<ChildStdin>>, bytes: &[u8]) {
    if let Some(input) = &mut *input.lock().expect("no panic") {
        let _ = input.write_all(bytes).and_then(|()| input.flush());
    }
}

/// Reads one message, and is strict: anything but the protocol on standard output is a failure.
fn read(output: &mut BufReader<ChildStdout>) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).expect("UTF-8") == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        let value = line
            .strip_prefix("Content-Length: ")
            .expect("only the protocol");
        length = Some(value.trim_end().parse().expect("a length"));
    }
    let mut body = vec![0; length.expect("a length")];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("JSON"))
}
