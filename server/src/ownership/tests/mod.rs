//! The analyses on hand-written graphs.

mod builder;
mod drops;
mod errors;
mod events;
mod loans;
mod random;
mod variants;
