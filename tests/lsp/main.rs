//! The server as a client sees it: the real binary over its standard streams.

mod client;
mod connection;
mod diagnostics;
mod document;
mod edits;
mod hints;
mod hover;
mod lenses;
mod projects;
mod random;
mod regions;
mod security;
mod settings;
mod status;
mod storm;
mod timeline;
