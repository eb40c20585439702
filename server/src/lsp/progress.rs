//! `$/progress`: what the server is busy with while projects are loaded.

use std::collections::HashMap;
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower_lsp::Client;
use tower_lsp::ls_types::ProgressToken;

use super::workspace::LoadId;

/// A load that is over sooner is not worth a word.
const PATIENCE: Duration = Duration::from_millis(300);

/// What a load has come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// It is at this step now.
    Step(String),
    /// It is over.
    Over,
}

/// Tells a client about loads; ends when dropped.
pub struct Reporter {
    client: Client,
    loads: HashMap<LoadId, UnboundedSender<String>>,
}

impl Reporter {
    /// For a client that shows progress.
    pub fn new(client: Client) -> Reporter {
        Reporter {
            client,
            loads: HashMap::new(),
        }
    }

    /// A load has come to a stage.
    pub fn report(&mut self, load: LoadId, stage: Stage) {
        match stage {
            Stage::Over => _ = self.loads.remove(&load),
            Stage::Step(step) => {
                let steps = self.loads.entry(load).or_insert_with(|| {
                    let (sender, steps) = unbounded_channel();
                    tokio::spawn(follow(self.client.clone(), load, steps));
                    sender
                });
                let _ = steps.send(step);
            }
        }
    }
}

/// Shows the steps of a load until there are no more.
async fn follow(client: Client, load: LoadId, mut steps: UnboundedReceiver<String>) {
    let mut first = None;
    let quick = async {
        while let Some(step) = steps.recv().await {
            first = Some(step);
        }
    };
    if tokio::time::timeout(PATIENCE, quick).await.is_ok() {
        return;
    }
    let token = ProgressToken::String(format!("ownlens/load/{}", load.0));
    if let Err(error) = client.create_work_done_progress(token.clone()).await {
        tracing::debug!("the client shows no progress: {error}");
        return;
    }
    let begin = client.progress(token, "Ownlens");
    let ongoing = match first {
        Some(step) => begin.with_message(step).begin().await,
        None => begin.begin().await,
    };
    while let Some(step) = steps.recv().await {
        ongoing.report(step).await;
    }
    ongoing.finish().await;
}
