//! `workspace/configuration` and `workspace/didChangeConfiguration`: settings that change while the
//! server runs.

use serde_json::Value;
use tower_lsp::Client;
use tower_lsp::ls_types::{ConfigurationItem, Registration};

use super::session::Session;
use super::settings::SECTION;

/// Asks the client to tell about changes of the configuration.
pub async fn register(client: &Client) {
    let registration = Registration {
        id: "ownlens.configuration".to_owned(),
        method: "workspace/didChangeConfiguration".to_owned(),
        register_options: serde_json::to_value(serde_json::json!({"section": SECTION})).ok(),
    };
    if let Err(error) = client.register_capability(vec![registration]).await {
        tracing::warn!("the client does not tell about its configuration: {error}");
    }
}

/// Asks the client for its configuration and applies it, unless a later question has been answered meanwhile. Whether
/// what is shown may be different now.
pub async fn pull(client: &Client, session: &Session) -> bool {
    let question = session.next_question();
    let item = ConfigurationItem {
        scope_uri: None,
        section: Some(SECTION.to_owned()),
    };
    match client.configuration(vec![item]).await {
        Ok(sections) => session.answered(question, || {
            apply(session, sections.first().unwrap_or(&Value::Null))
        }),
        Err(error) => {
            tracing::warn!("the client's configuration is not known: {error}");
            false
        }
    }
}

/// Applies what a client says that is not asked: all of its settings, or the server's alone. Whether
/// what is shown may be different now.
pub fn pushed(session: &Session, settings: &Value) -> bool {
    apply(session, settings.get(SECTION).unwrap_or(settings))
}

fn apply(session: &Session, settings: &Value) -> bool {
    // A client without any settings for the server answers with `null`.
    !settings.is_null() && session.configure(settings)
}
