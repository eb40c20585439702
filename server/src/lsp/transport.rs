//! Drives the service over a byte stream.
//!
//! The framework's own loop starts handlers in no promised order, lets four slow requests block the
//! edit that would cancel them, and stops reading at the first malformed message. This one polls each
//! handler once, before the next message is read: what a handler does before it first waits, it
//! does in order of arrival. Edits are applied and requests take their snapshots in that part.

use std::fmt::Display;
use std::future::{Future, poll_fn};
use std::io::{BufReader, Read, Write};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use futures::{FutureExt, SinkExt, StreamExt};
use serde::Serialize;
use serde_json::Value;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tower_lsp::ClientSocket;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_service::Service;

use super::framing::{self, Frame};

/// How long requests that are still running may take when the client has closed its end, and how long
/// it may take to read what was written.
const GRACE: Duration = Duration::from_millis(1500);

/// Methods that have no parameters. Clients send empty ones all the same.
const WITHOUT_PARAMETERS: [&str; 3] = ["exit", "ownlens/status", "shutdown"];

/// Why the service came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The client sent `exit`.
    Exit,
    /// The client closed the stream or stopped reading: it is gone.
    Disconnected,
}

/// Serves until `exit` or until the client is gone. Reading and writing have threads of their own,
/// which may still hang in their streams afterwards: end the process, do not wait for them.
pub async fn serve<S>(
    service: S,
    socket: ClientSocket,
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
) -> End
where
    S: Service<Request, Response = Option<Response>>,
    S::Error: Display + Send + 'static,
    S::Future: Send + 'static,
{
    let (outgoing, written) = write_on_thread(output);
    let (mut requests, responses) = socket.split();
    let to_client = outgoing.clone();
    let forward = tokio::spawn(async move {
        while let Some(request) = requests.next().await {
            send(&to_client, &request);
        }
    });
    let connection = Connection {
        service,
        responses,
        outgoing,
        running: JoinSet::new(),
    };
    let end = connection.run(read_on_thread(input)).await;
    forward.abort();
    let _ = forward.await;
    let _ = tokio::time::timeout(GRACE, written).await;
    end
}

struct Connection<S, R> {
    service: S,
    /// Takes the client's answers to the server's own requests.
    responses: R,
    outgoing: mpsc::UnboundedSender<Vec<u8>>,
    /// Handlers that did not finish at their first poll.
    running: JoinSet<()>,
}

impl<S, R> Connection<S, R>
where
    S: Service<Request, Response = Option<Response>>,
    S::Error: Display + Send + 'static,
    S::Future: Send + 'static,
    R: futures::Sink<Response> + Unpin,
{
    async fn run(mut self, mut incoming: mpsc::Receiver<Frame>) -> End {
        loop {
            let frame = tokio::select! {
                frame = incoming.recv() => frame.unwrap_or(Frame::End),
                () = self.outgoing.closed() => return End::Disconnected,
            };
            while self.running.try_join_next().is_some() {}
            match frame {
                Frame::Body(body) => {
                    if self.message(&body).await {
                        return End::Exit;
                    }
                }
                Frame::Malformed => self.refuse(None, Error::parse_error()),
                Frame::End => {
                    let finish = async { while self.running.join_next().await.is_some() {} };
                    let _ = tokio::time::timeout(GRACE, finish).await;
                    return End::Disconnected;
                }
            }
        }
    }

    /// Handles one message; whether it was `exit`.
    async fn message(&mut self, body: &[u8]) -> bool {
        let message: Value = match serde_json::from_slice(body) {
            Ok(message) => without_empty_parameters(message),
            Err(error) => {
                tracing::warn!("a message is not JSON: {error}");
                self.refuse(None, Error::parse_error());
                return false;
            }
        };
        let id = message
            .get("id")
            .and_then(|id| serde_json::from_value(id.clone()).ok());
        if message.get("method").is_some() {
            match serde_json::from_value::<Request>(message) {
                Ok(request) => return self.request(request).await,
                Err(error) => tracing::warn!("not a request: {error}"),
            }
        } else {
            match serde_json::from_value::<Response>(message) {
                Ok(response) => {
                    let _ = self.responses.send(response).await;
                    return false;
                }
                Err(error) => tracing::warn!("neither a request nor a response: {error}"),
            }
        }
        self.refuse(id, Error::invalid_request());
        false
    }

    async fn request(&mut self, request: Request) -> bool {
        if let Err(error) = poll_fn(|cx| self.service.poll_ready(cx)).await {
            tracing::error!("{error}");
            return true;
        }
        let id = request.id().cloned();
        if id.is_some() && request.method().starts_with("$/") {
            // The service takes all of them for notifications, which may be ignored.
            self.refuse(id, Error::method_not_found());
            return false;
        }
        let exit = request.method() == "exit";
        let mut handler = Box::pin(AssertUnwindSafe(self.service.call(request)).catch_unwind());
        match poll_once(handler.as_mut()) {
            Poll::Ready(result) => answer(&self.outgoing, id, result),
            Poll::Pending => {
                let outgoing = self.outgoing.clone();
                self.running
                    .spawn(async move { answer(&outgoing, id, handler.await) });
            }
        }
        exit
    }

    fn refuse(&self, id: Option<Id>, error: Error) {
        send(
            &self.outgoing,
            &Response::from_error(id.unwrap_or(Id::Null), error),
        );
    }
}

fn without_empty_parameters(mut message: Value) -> Value {
    let method = message.get("method").and_then(Value::as_str);
    let is_empty = match message.get("params") {
        Some(Value::Object(members)) => members.is_empty(),
        Some(Value::Array(elements)) => elements.is_empty(),
        _ => false,
    };
    if is_empty
        && method.is_some_and(|it| WITHOUT_PARAMETERS.contains(&it))
        && let Some(members) = message.as_object_mut()
    {
        members.remove("params");
    }
    message
}

fn poll_once<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// Sends what a handler came to; a handler that panicked fails its own request only.
fn answer<E: Display, P>(
    outgoing: &mpsc::UnboundedSender<Vec<u8>>,
    id: Option<Id>,
    result: Result<Result<Option<Response>, E>, P>,
) {
    match result {
        Ok(Ok(Some(response))) => send(outgoing, &response),
        Ok(Ok(None)) => {}
        Ok(Err(error)) => tracing::error!("{error}"),
        Err(_) => {
            if let Some(id) = id {
                send(outgoing, &Response::from_error(id, Error::internal_error()));
            }
        }
    }
}

/// Hands a message to the writer. If that has ended, the client is gone, which the loop notices.
fn send(outgoing: &mpsc::UnboundedSender<Vec<u8>>, message: &impl Serialize) {
    match serde_json::to_vec(message) {
        Ok(body) => {
            let _ = outgoing.send(body);
        }
        Err(error) => tracing::error!("a message cannot be written as JSON: {error}"),
    }
}

fn read_on_thread(input: impl Read + Send + 'static) -> mpsc::Receiver<Frame> {
    let (sender, receiver) = mpsc::channel(64);
    let read = move || {
        let mut input = BufReader::new(input);
        loop {
            let frame = framing::read(&mut input).unwrap_or_else(|error| {
                tracing::error!("cannot read from the client: {error}");
                Frame::End
            });
            let end = frame == Frame::End;
            if sender.blocking_send(frame).is_err() || end {
                return;
            }
        }
    };
    spawn("ownlens-read", read);
    receiver
}

/// The second value resolves when everything has been written and all senders are gone.
fn write_on_thread(
    mut output: impl Write + Send + 'static,
) -> (mpsc::UnboundedSender<Vec<u8>>, oneshot::Receiver<()>) {
    let (sender, mut receiver) = mpsc::unbounded_channel::<Vec<u8>>();
    let (done, written) = oneshot::channel();
    let write = move || {
        while let Some(body) = receiver.blocking_recv() {
            if let Err(error) = framing::write(&mut output, &body) {
                tracing::error!("cannot write to the client: {error}");
                break;
            }
        }
        drop(receiver);
        let _ = done.send(());
    };
    spawn("ownlens-write", write);
    (sender, written)
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().name(name.to_owned());
    if let Err(error) = thread.spawn(work) {
        tracing::error!("cannot start a thread: {error}");
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Cursor};
    use std::sync::{Arc, Mutex};

    use serde_json::json;
    use tower_lsp::ls_types::{
        DidChangeTextDocumentParams, Hover, HoverParams, InitializeParams, InitializeResult,
    };
    use tower_lsp::{LanguageServer, LspService, jsonrpc};

    use super::*;

    /// Writes down what its handlers see, in the order in which they see it.
    struct Recorder(Arc<Mutex<Vec<i64>>>);

    impl LanguageServer for Recorder {
        async fn initialize(&self, _: InitializeParams) -> jsonrpc::Result<InitializeResult> {
            Ok(InitializeResult::default())
        }

        async fn shutdown(&self) -> jsonrpc::Result<()> {
            Ok(())
        }

        async fn did_change(&self, params: DidChangeTextDocumentParams) {
            self.0
                .lock()
                .unwrap()
                .push(params.text_document.version.into());
        }

        async fn hover(&self, params: HoverParams) -> jsonrpc::Result<Option<Hover>> {
            let line = params.text_document_position_params.position.line;
            self.0.lock().unwrap().push(line.into());
            assert_ne!(line, 13, "a handler that panics");
            tokio::time::sleep(Duration::from_millis(u64::from(line % 7))).await;
            Ok(None)
        }
    }

    /// What the server writes.
    #[derive(Clone, Default)]
    struct Output(Arc<Mutex<Vec<u8>>>);

    impl Write for Output {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn stream(messages: impl IntoIterator<Item = Value>) -> Vec<u8> {
        let mut stream = Vec::new();
        for message in messages {
            framing::write(&mut stream, message.to_string().as_bytes()).unwrap();
        }
        stream
    }

    fn initialize() -> Value {
        json!({"jsonrpc": "2.0", "id": "i", "method": "initialize", "params": {"capabilities": {}}})
    }

    fn change(version: i64) -> Value {
        let document = json!({"uri": "untitled:a", "version": version});
        let params = json!({"textDocument": document, "contentChanges": []});
        json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params})
    }

    fn hover(line: i64) -> Value {
        let position = json!({"line": line, "character": 0});
        let params = json!({"textDocument": {"uri": "untitled:a"}, "position": position});
        json!({"jsonrpc": "2.0", "id": line, "method": "textDocument/hover", "params": params})
    }

    /// What the handlers saw and what the client got.
    async fn run(input: Vec<u8>) -> (End, Vec<i64>, Vec<Value>) {
        let (seen, output) = (Arc::default(), Output::default());
        let (service, socket) = LspService::new(|_| Recorder(Arc::clone(&seen)));
        let end = serve(service, socket, Cursor::new(input), output.clone()).await;
        let seen = seen.lock().unwrap().clone();
        let mut written = Cursor::new(output.0.lock().unwrap().clone());
        let mut answers = Vec::new();
        while let Frame::Body(body) = framing::read(&mut written).unwrap() {
            answers.push(serde_json::from_slice(&body).unwrap());
        }
        (end, seen, answers)
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn handlers_begin_in_the_order_of_their_messages() {
        let storm = (1000..6000).map(|n| if n % 3 == 0 { hover(n) } else { change(n) });
        let (end, seen, answers) = run(stream([initialize()].into_iter().chain(storm))).await;
        assert_eq!(end, End::Disconnected);
        assert_eq!(seen, (1000..6000).collect::<Vec<_>>());
        assert_eq!(
            answers.len(),
            1 + (1000..6000).filter(|n| n % 3 == 0).count()
        );
    }

    #[tokio::test]
    async fn a_handler_that_panics_costs_its_own_request() {
        let (_, seen, answers) = run(stream([initialize(), hover(13), hover(14)])).await;
        assert_eq!(seen, [13, 14]);
        let answer = |id: i64| answers.iter().find(|it| it["id"] == id).unwrap();
        assert_eq!(answer(13)["error"]["code"], -32603);
        assert_eq!(answer(14)["result"], Value::Null);
    }

    #[tokio::test]
    async fn nothing_is_read_behind_exit() {
        let exit = json!({"jsonrpc": "2.0", "method": "exit"});
        let (end, seen, _) = run(stream([initialize(), change(1), exit, change(2)])).await;
        assert_eq!((end, seen), (End::Exit, vec![1]));
    }

    #[tokio::test]
    async fn a_client_that_stops_reading_is_gone() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }

            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        // An input that never ends after the first message.
        let (reader, mut writer) = io::pipe().unwrap();
        writer.write_all(&stream([initialize()])).unwrap();
        let (service, socket) = LspService::new(|_| Recorder(Arc::default()));
        let serving = serve(service, socket, reader, Closed);
        let end = tokio::time::timeout(Duration::from_secs(60), serving).await;
        assert_eq!(end, Ok(End::Disconnected));
        drop(writer);
    }
}
