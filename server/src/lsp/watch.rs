//! Files that change on the disk, and folders that the client closes.

use tower_lsp::Client;
use tower_lsp::ls_types::{
    DidChangeWatchedFilesParams, DidChangeWatchedFilesRegistrationOptions,
    DidChangeWorkspaceFoldersParams, FileSystemWatcher, GlobPattern, Registration,
};

use super::session::Session;
use super::workspace::file;

/// Asks the client to tell about changes of sources and manifests.
pub async fn register(client: &Client) {
    let watchers = [
        "**/*.rs",
        "**/Cargo.toml",
        "**/Cargo.lock",
        "**/rust-project.json",
        "**/.rust-project.json",
    ]
    .map(|pattern| FileSystemWatcher {
        glob_pattern: GlobPattern::String(pattern.to_owned()),
        kind: None,
    });
    let options = DidChangeWatchedFilesRegistrationOptions {
        watchers: watchers.into(),
    };
    let registration = Registration {
        id: "ownlens.watch".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: serde_json::to_value(options).ok(),
    };
    if let Err(error) = client.register_capability(vec![registration]).await {
        tracing::warn!("the client does not watch files: {error}");
    }
}

/// Others changed files. Does not wait, as in [`super::sync`].
pub fn changed(session: &Session, params: &DidChangeWatchedFilesParams) {
    let paths = params.changes.iter().filter_map(|change| file(&change.uri));
    session.workspace.disk_changed(paths.collect());
}

/// Packages in folders that are closed are closed. Those in new ones are found when a document of
/// theirs is opened.
pub fn folders_changed(session: &Session, params: &DidChangeWorkspaceFoldersParams) {
    let removed = params.event.removed.iter();
    let directories = removed.filter_map(|folder| file(&folder.uri));
    session.workspace.removed(directories.collect());
}
