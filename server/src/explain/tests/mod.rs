//! Explanations of hand-written facts.

mod borrows;
mod case;
mod drops;
mod hints;
mod moves;
mod pictures;
mod places;
