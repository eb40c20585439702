//! Where the log goes: standard error, and the client's output channel. Standard output carries the
//! protocol alone.

use std::fmt::{self, Write};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower_lsp::Client;
use tower_lsp::ls_types::MessageType;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::filter::{EnvFilter, LevelFilter, Targets};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

/// Lines for the client, until [`forward`] sends them.
pub type Lines = UnboundedReceiver<(MessageType, String)>;

/// Starts logging for the whole process. `OWNLENS_LOG` filters what goes to standard error, in the
/// syntax of `tracing_subscriber`'s `EnvFilter`; without it warnings do.
pub fn start() -> Lines {
    let (sender, lines) = unbounded_channel();
    let filter = EnvFilter::try_from_env("OWNLENS_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    let to_stderr = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_filter(filter);
    // A filter, so that nobody composes what is not wanted: the analyses' libraries say much. Our own
    // events alone, because those of the protocol's library about each message would beget another.
    let ours = Targets::new().with_target(env!("CARGO_CRATE_NAME"), LevelFilter::INFO);
    let to_client = ToClient { sender }.with_filter(ours);
    let started = tracing_subscriber::registry()
        .with(to_stderr)
        .with(to_client)
        .try_init();
    if let Err(error) = started {
        eprintln!("no log: {error}");
    }
    lines
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
