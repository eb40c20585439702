//! The command line as a user meets it: the real program, its output, and its exit status.

mod explain;
mod facts;
mod packages;
mod program;
mod programs;
mod sarif;
mod timeline;
