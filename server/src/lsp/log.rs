//! Where the log goes: standard error, and the client's output channel. Standard output carries the
//! protocol alone.

use std::fmt::{self, Write};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower_lsp::Client;
use tower_lsp::ls_types::MessageType;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

/// Lines for the client, until [`forward`] sends them.
pub type Lines = UnboundedReceiver<(MessageType, String)>;

/// Starts logging for the whole process. `OWNLENS_LOG` filters what goes to standard error, in the
/// syntax of `tracing_subscriber`'s `EnvFilter`; without it warnings do.
pub fn start() -> Lines {
    let (sender, lines) = unbounded_channel();
    let filter = EnvFilter::try_from_env("OWNLENS_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    let to_stderr =
        tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_filter(filter);
    let started =
        tracing_subscriber::registry().with(to_stderr).with(ToClient { sender }).try_init();
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

/// Our own events from `info` on. Those of the libraries are left out: the transport's would beget
/// one another.
struct ToClient {
    sender: UnboundedSender<(MessageType, String)>,
}

impl<S: Subscriber> Layer<S> for ToClient {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let metadata = event.metadata();
        if !metadata.target().starts_with(env!("CARGO_CRATE_NAME")) {
            return;
        }
        let kind = match *metadata.level() {
            Level::ERROR => MessageType::ERROR,
            Level::WARN => MessageType::WARNING,
            Level::INFO => MessageType::INFO,
            _ => return,
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
