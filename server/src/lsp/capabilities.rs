//! What the client can do, and what the server offers it.

use tower_lsp::ls_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability,
    CodeLensOptions, DiagnosticOptions, DiagnosticServerCapabilities, HoverProviderCapability,
    InitializeResult, InlayHintOptions, InlayHintServerCapabilities, MarkupKind, OneOf,
    SaveOptions, ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};

use super::diagnostics::SOURCE;
use super::encoding::Encoding;

/// The client's command behind a code lens.
pub const OPEN_LENS: &str = "ownlens.openLens";

/// The client's abilities that change an answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Abilities {
    /// How it counts characters.
    pub encoding: Encoding,
    /// It asks for hints again when told to.
    pub hint_refresh: bool,
    /// What it asks for when somebody looks at a hint.
    pub hint_resolve: HintResolve,
    /// It asks for code lenses again when told to.
    pub lens_refresh: bool,
    /// It asks for diagnostics, also when told to, so that they need not be sent.
    pub pull_diagnostics: bool,
    /// It renders Markdown in hovers.
    pub hover_markdown: bool,
    /// It accepts registrations for watched files.
    pub watch_files: bool,
    /// It answers questions about its configuration.
    pub configuration: bool,
    /// It accepts a registration for changes of its configuration.
    pub watch_configuration: bool,
    /// It accepts a registration for highlights.
    pub watch_highlight: bool,
    /// It shows the progress of work that it did not ask for.
    pub progress: bool,
    /// It wants to be told about the server's status: its experimental capability `ownlens.status`.
    pub status: bool,
    /// It has the command `ownlens.openLens`, listed in its experimental capability `ownlens.commands`.
    pub open_lens: bool,
}

/// Parts of a hint that come when they are asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HintResolve {
    /// What the hint as a whole means.
    pub tooltip: bool,
    /// Where a part of its label leads.
    pub location: bool,
    /// What a part of its label means.
    pub part_tooltip: bool,
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
        let resolved = |property: &str| {
            let support = hint.and_then(|it| it.resolve_support.as_ref());
            support.is_some_and(|it| it.properties.iter().any(|name| name == property))
        };
        let experimental = |key: &str| client.experimental.as_ref()?.get("ownlens")?.get(key);
        let commands = experimental("commands").and_then(|it| it.as_array());
        let formats = document
            .and_then(|it| it.hover.as_ref())
            .and_then(|it| it.content_format.as_deref())
            .unwrap_or_default();
        let diagnostics_refresh = workspace
            .and_then(|it| it.diagnostics.as_ref())
            .and_then(|it| it.refresh_support)
            .unwrap_or_default();
        Abilities {
            encoding: Encoding::negotiate(offered),
            hint_refresh: workspace
                .and_then(|it| it.inlay_hint.as_ref())
                .and_then(|it| it.refresh_support)
                .unwrap_or_default(),
            hint_resolve: HintResolve {
                tooltip: resolved("tooltip"),
                location: resolved("label.location"),
                part_tooltip: resolved("label.tooltip"),
            },
            lens_refresh: workspace
                .and_then(|it| it.code_lens.as_ref())
                .and_then(|it| it.refresh_support)
                .unwrap_or_default(),
            // One that cannot be told to ask again would miss what a project brings that is loaded later.
            pull_diagnostics: diagnostics_refresh
                && document.is_some_and(|it| it.diagnostic.is_some()),
            hover_markdown: formats.contains(&MarkupKind::Markdown),
            watch_files: workspace
                .and_then(|it| it.did_change_watched_files)
                .and_then(|it| it.dynamic_registration)
                .unwrap_or_default(),
            configuration: workspace
                .and_then(|it| it.configuration)
                .unwrap_or_default(),
            watch_configuration: workspace
                .and_then(|it| it.did_change_configuration)
                .and_then(|it| it.dynamic_registration)
                .unwrap_or_default(),
            watch_highlight: document
                .and_then(|it| it.document_highlight.as_ref())
                .and_then(|it| it.dynamic_registration)
                .unwrap_or_default(),
            progress: client
                .window
                .as_ref()
                .and_then(|it| it.work_done_progress)
                .unwrap_or_default(),
            status: experimental("status") == Some(&true.into()),
            open_lens: commands.is_some_and(|it| it.contains(&OPEN_LENS.into())),
        }
    }

    /// The server's half of the handshake. Highlights are offered to a client that cannot be told later if `highlight`
    /// says so from the start.
    pub fn answer(self, highlight: bool) -> InitializeResult {
        let highlight = highlight && !self.watch_highlight;
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
        let diagnostics = DiagnosticServerCapabilities::Options(DiagnosticOptions {
            identifier: Some(SOURCE.to_owned()),
            inter_file_dependencies: true,
            workspace_diagnostics: false,
            ..DiagnosticOptions::default()
        });
        let folders = WorkspaceFoldersServerCapabilities {
            supported: Some(true),
            change_notifications: Some(OneOf::Left(true)),
        };
        InitializeResult {
            capabilities: ServerCapabilities {
                workspace: Some(WorkspaceServerCapabilities {
                    workspace_folders: Some(folders),
                    file_operations: None,
                }),
                diagnostic_provider: self.pull_diagnostics.then_some(diagnostics),
                code_action_provider: Some(CodeActionProviderCapability::Options(
                    CodeActionOptions {
                        code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
                        ..CodeActionOptions::default()
                    },
                )),
                code_lens_provider: Some(CodeLensOptions {
                    resolve_provider: Some(true),
                }),
                position_encoding: Some(self.encoding.kind()),
                text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
                document_highlight_provider: highlight.then_some(OneOf::Left(true)),
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
                "codeLens": {"refreshSupport": true},
                "diagnostics": {"refreshSupport": true},
                "configuration": true,
                "didChangeConfiguration": {"dynamicRegistration": true},
                "didChangeWatchedFiles": {"dynamicRegistration": true},
            },
            "window": {"workDoneProgress": true},
            "experimental": {"ownlens": {"status": true, "commands": ["ownlens.openLens"]}},
            "textDocument": {
                "inlayHint": {"resolveSupport": {
                    "properties": ["tooltip", "label.location", "label.tooltip"],
                }},
                "diagnostic": {},
                "documentHighlight": {"dynamicRegistration": true},
                "hover": {"contentFormat": ["plaintext", "markdown"]},
            },
        });
        let expected = Abilities {
            encoding: Encoding::Utf8,
            hint_refresh: true,
            hint_resolve: HintResolve {
                tooltip: true,
                location: true,
                part_tooltip: true,
            },
            lens_refresh: true,
            pull_diagnostics: true,
            hover_markdown: true,
            watch_files: true,
            configuration: true,
            watch_configuration: true,
            watch_highlight: true,
            progress: true,
            status: true,
            open_lens: true,
        };
        assert_eq!(abilities(client), expected);
    }
}
