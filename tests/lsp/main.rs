//! The server as a client sees it: the real binary over its standard streams.

mod client;
mod connection;
mod diagnostics;
mod document;
mod edits;
mod highlights;
mod hints;
mod hover;
mod lenses;
mod many;
mod neovim;
mod projects;
mod random;
mod regions;
mod security;
mod settings;
mod status;
mod storm;
mod timeline;
mod unfinished;
