//! What the client can do, and what the server offers it.

use tower_lsp::ls_types::{
    ClientCapabilities, HoverProviderCapability, InitializeResult, InlayHintOptions,
    InlayHintServerCapabilities, MarkupKind, OneOf, SaveOptions, ServerCapabilities, ServerInfo,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions,
};

use super::encoding::Encoding;

/// The client's abilities that change an answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Abilities {
    /// How it counts characters.
    pub encoding: Encoding,
    /// It asks for hints again when told to.
    pub hint_refresh: bool,
    /// It asks for a hint's tooltip when somebody looks at it.
    pub hint_tooltip_resolve: bool,
    /// It renders Markdown in hovers.
    pub hover_markdown: bool,
    /// It accepts registrations for watched files.
    pub watch_files: bool,
}

impl Abilities {
    /// Reads them off `initialize`.
    pub fn new(client: &ClientCapabilities) -> Abilities {
        let document = client.text_document.as_ref();
        let workspace = client.workspace.as_ref();
        let offered = client
            .general
            .as_ref()
            .and_then(|it| it.position_encodings.as_deref());
        let hint = document.and_then(|it| it.inlay_hint.as_ref());
        let resolved = hint.and_then(|it| it.resolve_support.as_ref());
        let formats = document
            .and_then(|it| it.hover.as_ref())
            .and_then(|it| it.content_format.as_deref())
            .unwrap_or_default();
        Abilities {
            encoding: Encoding::negotiate(offered),
            hint_refresh: workspace
                .and_then(|it| it.inlay_hint.as_ref())
                .and_then(|it| it.refresh_support)
                .unwrap_or_default(),
            hint_tooltip_resolve: resolved
                .is_some_and(|it| it.properties.iter().any(|name| name == "tooltip")),
            hover_markdown: formats.contains(&MarkupKind::Markdown),
            watch_files: workspace
                .and_then(|it| it.did_change_watched_files)
                .and_then(|it| it.dynamic_registration)
                .unwrap_or_default(),
        }
    }

    /// The server's half of the handshake.
    pub fn answer(self) -> InitializeResult {
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions {
                include_text: Some(false),
            })),
            ..TextDocumentSyncOptions::default()
        };
        let hints = InlayHintOptions {
            resolve_provider: Some(true),
            ..InlayHintOptions::default()
        };
        InitializeResult {
            capabilities: ServerCapabilities {
                position_encoding: Some(self.encoding.kind()),
                text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
                hover_provider: Some(HoverProviderCapability::Simple(true)),
                inlay_hint_provider: Some(OneOf::Right(InlayHintServerCapabilities::Options(
                    hints,
                ))),
                ..ServerCapabilities::default()
            },
            server_info: Some(ServerInfo {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
            offset_encoding: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn abilities(client: serde_json::Value) -> Abilities {
        Abilities::new(&serde_json::from_value(client).unwrap())
    }

    #[test]
    fn a_client_that_says_nothing() {
        assert_eq!(abilities(json!({})), Abilities::default());
    }

    #[test]
    fn a_client_that_can_everything() {
        let client = json!({
            "general": {"positionEncodings": ["utf-8", "utf-16"]},
            "workspace": {
                "inlayHint": {"refreshSupport": true},
                "didChangeWatchedFiles": {"dynamicRegistration": true},
            },
            "textDocument": {
                "inlayHint": {"resolveSupport": {"properties": ["tooltip", "label.location"]}},
                "hover": {"contentFormat": ["plaintext", "markdown"]},
            },
        });
        let expected = Abilities {
            encoding: Encoding::Utf8,
            hint_refresh: true,
            hint_tooltip_resolve: true,
            hover_markdown: true,
            watch_files: true,
        };
        assert_eq!(abilities(client), expected);
    }
}
