//! The picture as SVG.

use std::fmt::Write;

use super::layout::{HEADER, Layout};
use super::legend;
use super::scene::{Kind, Loan, Moment, Scene};
use super::text::Source;
use crate::explain;
use crate::facts::{Facts, Located, Span};

/// Narrower pictures are made so wide, for the sake of the legend.
const NARROWEST: u32 = 340;

/// Height of the line above each picture of a page, with a body's name.
const TITLE: u32 = 34;

const NAMESPACE: &str = r#"xmlns="http://www.w3.org/2000/svg""#;

/// Writes a line. Writing into a string does not fail.
macro_rules! put {
    ($picture:expr, $($text:tt)*) => {{
        use std::fmt::Write;
        let _ = writeln!($picture.out, $($text)*);
    }};
}
pub(super) use put;

/// What the things are that stand for places of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Somebody answers a click.
    Button,
    /// Nobody does.
    Image,
}

/// A picture that is done.
pub(super) struct Drawn {
    /// An `svg` element.
    pub(super) markup: String,
    width: u32,
    height: u32,
}

/// Draws a body.
pub(super) fn draw(
    facts: &Facts<Located>,
    scene: &Scene,
    layout: &Layout,
    source: &Source<'_>,
    role: Role,
) -> Drawn {
    let width = layout.width.max(NARROWEST);
    let legend = legend::entries(scene, width);
    let rows = legend.last().map_or(0, |it| it.row + 1);
    let height = layout.height + 12 + rows * legend::HEIGHT;
    let mut picture = Picture {
        out: String::new(),
        scene,
        layout,
        source,
        role,
        width,
    };
    let size = format!(r#"viewBox="0 0 {width} {height}" width="{width}" height="{height}""#);
    let label = escape(&format!("Ownership timeline of {}", facts.name));
    put!(
        picture,
        r#"<svg {NAMESPACE} {size} class="ol-timeline" role="graphics-document" aria-roledescription="timeline" aria-label="{label}">"#
    );
    put!(
        picture,
        "<desc>{}</desc>",
        escape(&explain::summary(facts).bare())
    );
    put!(
        picture,
        r#"<defs><pattern id="ol-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="4" class="ol-hatch"/></pattern></defs>"#
    );
    put!(
        picture,
        r#"<rect class="ol-background" width="{width}" height="{height}"/>"#
    );
    picture.rows();
    picture.lives();
    for (index, moment) in scene.moments.iter().enumerate() {
        picture.moment(index, moment);
    }
    picture.headers();
    picture.legend(&legend);
    put!(picture, "</svg>");
    Drawn {
        markup: picture.out,
        width,
        height,
    }
}

/// Pictures below each other, each with a title, and a style sheet for all.
pub(super) fn page(pictures: &[(&str, Drawn)]) -> String {
    let width = pictures.iter().map(|(_, it)| it.width).max().unwrap_or(0);
    let height: u32 = pictures.iter().map(|(_, it)| it.height + TITLE).sum();
    let mut out = String::new();
    let size = format!(r#"viewBox="0 0 {width} {height}" width="{width}" height="{height}""#);
    let style = include_str!("style.css");
    let _ = writeln!(out, "<svg {NAMESPACE} {size}>\n<style>\n{style}</style>");
    let background = format!(r#"<rect class="ol-background" width="{width}" height="{height}"/>"#);
    let _ = writeln!(out, "{background}");
    let mut top = 0;
    for (name, Drawn { markup, height, .. }) in pictures {
        let name = escape(name);
        let baseline = top + TITLE - 12;
        top += TITLE;
        let _ = writeln!(
            out,
            r#"<text class="ol-title" x="14" y="{baseline}">{name}</text>"#
        );
        let _ = writeln!(
            out,
            r#"<g transform="translate(0 {top})">
{markup}</g>"#
        );
        top += height;
    }
    out.push_str("</svg>\n");
    out
}

/// A picture that is being drawn.
pub(super) struct Picture<'a> {
    pub(super) out: String,
    pub(super) scene: &'a Scene,
    pub(super) layout: &'a Layout,
    source: &'a Source<'a>,
    role: Role,
    width: u32,
}

impl Picture<'_> {
    fn lives(&mut self) {
        for segment in &self.scene.segments {
            let x = self.layout.columns[segment.column].x;
            let [from, to] =
                [segment.from, segment.to].map(|it| self.layout.bound(it, self.source));
            let class = format!("ol-life {}", segment.state.class());
            if from < to {
                self.line(&class, (x, from), (x, to));
            }
        }
    }

    fn rows(&mut self) {
        let width = self.width;
        for row in &self.layout.rows {
            let (first, last) = (row.lines.first, row.lines.last);
            let (top, height, text) = (row.top, row.height, row.top + 15);
            put!(
                self,
                r#"<g class="ol-row" data-line="{first}" data-last-line="{last}">"#
            );
            put!(
                self,
                r#"<rect class="ol-stripe" y="{top}" width="{width}" height="{height}"/>"#
            );
            let (number, shown) = match last - first {
                0 => ((first + 1).to_string(), self.source.shown(first)),
                more => ("⋮".to_owned(), format!("⋮ {} lines", more + 1)),
            };
            let right = self
                .layout
                .columns
                .first()
                .map_or(self.layout.away, |it| it.left)
                - 14;
            put!(
                self,
                r#"<text class="ol-number" x="{right}" y="{text}" text-anchor="end">{number}</text>"#
            );
            let class = if first == last {
                "ol-source"
            } else {
                "ol-folded"
            };
            let shown = escape(&shown.replace(' ', "\u{a0}"));
            put!(
                self,
                r#"<text class="{class}" x="{}" y="{text}">{shown}</text></g>"#,
                self.layout.source
            );
        }
    }

    fn headers(&mut self) {
        put!(self, r#"<g class="ol-headers">"#);
        put!(
            self,
            r#"<rect class="ol-background" width="{}" height="{HEADER}"/>"#,
            self.width
        );
        for (column, place) in self.scene.columns.iter().zip(&self.layout.columns) {
            self.open("ol-column", column.at, &column.name, &column.words);
            let class = if column.temporary {
                "ol-label ol-temporary"
            } else {
                "ol-label"
            };
            put!(
                self,
                r#"<text class="{class}" x="{}" y="{}">{}</text></g>"#,
                place.left + 4,
                HEADER - 10,
                escape(&column.name)
            );
        }
        put!(self, "</g>");
    }

    /// Opens the group of something that can be pointed at, clicked and focused.
    fn open(&mut self, class: &str, at: Span, value: &str, words: &str) {
        let role = match self.role {
            Role::Button => "button",
            Role::Image => "img",
        };
        let line = self.source.line(at) + 1;
        let (range, value, words) = (self.source.range(at), escape(value), escape(words));
        put!(
            self,
            r#"<g class="ol-place {class}" data-range="{range}" data-value="{value}" tabindex="0" role="{role}" aria-label="Line {line}: {words}"><title>{words}</title>"#
        );
    }

    fn moment(&mut self, index: usize, moment: &Moment) {
        let (x, y) = (
            self.layout.columns[moment.column].x,
            self.layout.heights[index],
        );
        let name = match moment.kind {
            Kind::Begin => "ol-begin",
            Kind::Move(_) => "ol-move",
            Kind::Borrow(Loan { mutable: false, .. }) => "ol-borrow ol-shared",
            Kind::Borrow(_) => "ol-borrow ol-mutable",
            Kind::Assign => "ol-assign",
            Kind::Drop { .. } => "ol-drop",
            Kind::Error => "ol-error",
        };
        let words = match &moment.error {
            Some(message) => format!("Error: {message}. {}", moment.words),
            None => moment.words.clone(),
        };
        let value = &self.scene.columns[moment.column].name;
        self.open(name, moment.at, value, words.trim_end());
        match &moment.kind {
            Kind::Begin => put!(
                self,
                r#"<circle class="ol-solid" cx="{x}" cy="{y}" r="4"/>"#
            ),
            Kind::Move(target) => self.moved((x, y), target),
            Kind::Borrow(loan) => self.borrowed((x, y), index, loan),
            Kind::Assign => self.path("ol-stroke", &format!("M{} {}h10m-10 4h10", x - 5, y - 2)),
            Kind::Drop { conditional } => self.dropped((x, y), *conditional),
            Kind::Error => {}
        }
        if moment.error.is_some() {
            self.error((x, y));
        }
        let (left, top) = (x - 8, y - 8);
        put!(
            self,
            r#"<rect class="ol-hit" x="{left}" y="{top}" width="16" height="16" fill="none" stroke="none" pointer-events="all"/></g>"#
        );
    }
}

/// For text and for attributes in quotation marks. What XML forbids is left out.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            it if it.is_control() => {}
            it => escaped.push(it),
        }
    }
    escaped
}
