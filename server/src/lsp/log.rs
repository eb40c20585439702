//! Where the log goes: standard error, the client's output channel, and a file by setting. Standard output
//! carries the protocol alone.

use std::fmt::{self, Write};
use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower_lsp::Client;
use tower_lsp::ls_types::MessageType;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::filter::{EnvFilter, LevelFilter, Targets};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

/// Lines for the client, until [`forward`] sends them.
pub type Lines = UnboundedReceiver<(MessageType, String)>;

/// Starts logging for the whole process. `OWNLENS_LOG` filters what goes to standard error, in the
/// syntax of `tracing_subscriber`'s `EnvFilter`; without it warnings do. The file gets what either of the
/// others does.
pub fn start() -> (Lines, LogFile) {
    let (sender, lines) = unbounded_channel();
    let filter = |usual: &str| {
        EnvFilter::try_from_env("OWNLENS_LOG").unwrap_or_else(|_| EnvFilter::new(usual))
    };
    let to_stderr = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_filter(filter("warn"));
    let file = LogFile::default();
    let to_file = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(file.clone())
        .with_filter(filter(concat!("warn,", env!("CARGO_CRATE_NAME"), "=info")));
    // A filter, so that nobody composes what is not wanted: the analyses' libraries say much. Our own
    // events alone, because those of the protocol's library about each message would beget another.
    let ours = Targets::new().with_target(env!("CARGO_CRATE_NAME"), LevelFilter::INFO);
    let to_client = ToClient { sender }.with_filter(ours);
    let started = tracing_subscriber::registry()
        .with(to_stderr)
        .with(to_file)
        .with(to_client)
        .try_init();
    if let Err(error) = started {
        eprintln!("no log: {error}");
    }
    (lines, file)
}

/// The file that the log is written to, if there is one. Clones are of the same file.
#[derive(Debug, Clone, Default)]
pub struct LogFile(Arc<Mutex<Opened>>);

#[derive(Debug, Default)]
struct Opened {
    path: Option<PathBuf>,
    file: Option<File>,
}

impl LogFile {
    /// From now on the log is written behind what stands in the file at this absolute path, or to none.
    pub fn set(&self, path: Option<&Path>) {
        let mut opened = self.lock();
        if opened.path.as_deref() == path {
            return;
        }
        let open = |path: &Path| match path.is_absolute() {
            true => OpenOptions::new().append(true).create(true).open(path),
            false => Err(io::Error::other("the path is not absolute")),
        };
        let result = path.map(open).transpose();
        opened.path = path.map(Path::to_owned);
        let failure = match result {
            Ok(file) => {
                opened.file = file;
                None
            }
            Err(error) => {
                opened.file = None;
                Some(error)
            }
        };
        // What is logged needs the lock.
        drop(opened);
        if let (Some(path), Some(error)) = (path, failure) {
            tracing::warn!("no log is written to {}: {error}", path.display());
        }
    }

    fn lock(&self) -> MutexGuard<'_, Opened> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'a> MakeWriter<'a> for LogFile {
    type Writer = Opening<'a>;

    fn make_writer(&'a self) -> Opening<'a> {
        Opening(self.lock())
    }
}

/// A line on its way into the file.
pub struct Opening<'a>(MutexGuard<'a, Opened>);

impl io::Write for Opening<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0.file {
            Some(file) => file.write(bytes),
            None => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0.file {
            Some(file) => file.flush(),
            None => Ok(()),
        }
    }
}

/// Sends the lines to the client, those from before `initialize` included, as long as there are any.
pub async fn forward(client: Client, mut lines: Lines) {
    while let Some((kind, text)) = lines.recv().await {
        client.log_message(kind, text).await;
    }
}

/// Puts events into lines for the client.
struct ToClient {
    sender: UnboundedSender<(MessageType, String)>,
}

impl<S: Subscriber> Layer<S> for ToClient {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let kind = match *event.metadata().level() {
            Level::ERROR => MessageType::ERROR,
            Level::WARN => MessageType::WARNING,
            Level::INFO => MessageType::INFO,
            _ => MessageType::LOG,
        };
        let mut text = Text::default();
        event.record(&mut text);
        let _ = self.sender.send((kind, text.0));
    }
}

#[derive(Default)]
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // Writing to a string cannot fail.
        let _ = match field.name() {
            "message" => write!(self.0, "{value:?}"),
            name => write!(self.0, " {name}={value:?}"),
        };
    }
}
