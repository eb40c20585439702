//! The timeline of a body as a picture: lines of source downward, a column for each value, moves as arrows,
//! borrows as shaded spans, drops as ends.
//!
//! [`scene`] decides what there is to draw, [`life`] for how long each value is owned, [`layout`] where things
//! stand, and [`svg`] writes them down. The picture has classes instead of colours, so that a client can give it
//! those of its theme; a [`page`] carries a style sheet.

mod layout;
mod legend;
mod life;
mod scene;
mod shapes;
mod svg;
mod text;

#[cfg(test)]
mod tests;

use crate::facts::{Facts, Located, Span};
use crate::project::outline::SourceText;

/// Lines and columns of a text, as whoever reads the picture counts them: both from 0.
pub trait Positions {
    /// `[line, column, end line, end column]` of a span, the end exclusive.
    fn range_of(&self, span: Span) -> [u32; 4];

    /// The byte offset at which a line starts; of a line behind the last one, the text's length.
    fn line_start(&self, line: u32) -> u32;
}

/// The picture of one body as SVG, for a client that gives it colours and answers clicks: what stands for a place
/// of the source is a button. `range` is the body's, `text` the text of its file.
pub fn timeline(
    facts: &Facts<Located>,
    text: &SourceText,
    range: Span,
    positions: &dyn Positions,
) -> String {
    drawn(facts, text, range, positions, svg::Role::Button).markup
}

/// The pictures of several bodies of a file below each other as one SVG document that stands for itself: with the
/// bodies' names, and a style sheet for light and dark backgrounds.
pub fn page<'a>(
    bodies: impl Iterator<Item = (&'a Facts<Located>, Span)>,
    text: &SourceText,
    positions: &dyn Positions,
) -> String {
    let pictures = bodies.map(|(facts, range)| {
        let picture = drawn(facts, text, range, positions, svg::Role::Image);
        (facts.name.as_str(), picture)
    });
    svg::page(&pictures.collect::<Vec<_>>())
}

fn drawn(
    facts: &Facts<Located>,
    text: &SourceText,
    range: Span,
    positions: &dyn Positions,
    role: svg::Role,
) -> svg::Drawn {
    let source = text::Source::new(text, range, positions);
    let scene = scene::Scene::new(facts, text, &source);
    let layout = layout::Layout::new(&scene, &source);
    svg::draw(facts, &scene, &layout, &source, role)
}
