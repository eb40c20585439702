//! What the server says without being asked: that there is more to show, what is loaded, and its
//! status.

use std::sync::Arc;

use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower_lsp::Client;
use tower_lsp::ls_types::notification::Notification;

use super::capabilities::Abilities;
use super::progress::Reporter;
use super::workspace::{Event, Observer, Status};

/// The notification `ownlens/status`.
enum StatusNotification {}

impl Notification for StatusNotification {
    type Params = Status;
    const METHOD: &'static str = "ownlens/status";
}

/// Tells a client what the workspace tells. Starts a task on the runtime that this is called on.
///
/// `changed` is notified when there is more to say about documents.
pub fn start(client: Client, abilities: Abilities, changed: Arc<Notify>) -> Observer {
    let (sender, events): (UnboundedSender<Event>, _) = unbounded_channel();
    tokio::spawn(announce(client, abilities, changed, events));
    // Nobody listens any more when the server ends.
    Arc::new(move |event| _ = sender.send(event))
}

async fn announce(
    client: Client,
    abilities: Abilities,
    changed: Arc<Notify>,
    mut events: UnboundedReceiver<Event>,
) {
    let mut reporter = Reporter::new(client.clone());
    let mut said = Status::default();
    while let Some(event) = events.recv().await {
        match event {
            Event::Changed => {
                refresh(&client, abilities);
                changed.notify_one();
            }
            Event::Load(load, stage) if abilities.progress => reporter.report(load, stage),
            Event::Status(status) if abilities.status && status != said => {
                client
                    .send_notification::<StatusNotification>(status.clone())
                    .await;
                said = status;
            }
            Event::Load(..) | Event::Status(_) => {}
        }
    }
}

/// Has the client ask again for everything that it shows.
pub fn refresh(client: &Client, abilities: Abilities) {
    if abilities.hint_refresh {
        let client = client.clone();
        tokio::spawn(async move {
            if let Err(error) = client.inlay_hint_refresh().await {
                tracing::debug!("the client did not refresh its hints: {error}");
            }
        });
    }
    refresh_diagnostics(client, abilities);
    refresh_lenses(client, abilities);
}

/// Has the client ask again for diagnostics.
pub fn refresh_diagnostics(client: &Client, abilities: Abilities) {
    if abilities.pull_diagnostics {
        let client = client.clone();
        tokio::spawn(async move {
            if let Err(error) = client.workspace_diagnostic_refresh().await {
                tracing::debug!("the client did not refresh its diagnostics: {error}");
            }
        });
    }
}

/// Has the client ask again for its code lenses.
pub fn refresh_lenses(client: &Client, abilities: Abilities) {
    if abilities.lens_refresh {
        let client = client.clone();
        tokio::spawn(async move {
            if let Err(error) = client.code_lens_refresh().await {
                tracing::debug!("the client did not refresh its lenses: {error}");
            }
        });
    }
}
