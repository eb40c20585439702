//! The shapes of what happens.

use super::layout::SPAN_WIDTH;
use super::scene::{Loan, Target};
use super::svg::{Picture, escape, put};

impl Picture<'_> {
    pub(super) fn moved(&mut self, (x, y): (u32, u32), target: &Target) {
        put!(
            self,
            r#"<circle class="ol-hollow" cx="{x}" cy="{y}" r="4"/>"#
        );
        match target {
            Target::Column(column) => self.arrow("", x, self.layout.columns[*column].x, y),
            Target::Away(words) => {
                let to = self.layout.away;
                self.arrow("", x, to, y);
                let (words, to) = (escape(words), to + 5);
                put!(
                    self,
                    r#"<text class="ol-away" x="{to}" y="{}">{words}</text>"#,
                    y + 4
                );
            }
        }
    }

    /// From one column to another, or to the right of all; with a gap where it crosses lines.
    pub(super) fn arrow(&mut self, class: &str, from: u32, to: u32, y: u32) {
        let (start, end, back) = match from < to {
            true => (from + 4, to - 5, -7),
            false if from == to => return,
            false => (from - 4, to + 5, 7),
        };
        let shaft = format!("M{start} {y}H{}", end.saturating_add_signed(back / 2));
        self.path("ol-halo", &shaft);
        self.path(&format!("ol-shaft {class}"), &shaft);
        self.path("ol-head", &format!("M{end} {y}l{back} -4v8z"));
        put!(
            self,
            r#"<path class="ol-hit" d="{shaft}" fill="none" stroke="none" stroke-width="10" pointer-events="stroke"/>"#
        );
    }

    pub(super) fn borrowed(&mut self, (x, y): (u32, u32), index: usize, loan: &Loan) {
        if let Some(shape) = &self.layout.spans[index] {
            let left = shape.x;
            self.path("ol-stroke", &format!("M{x} {y}H{left}"));
            for (top, end) in &shape.pieces {
                let height = end.saturating_sub(*top).max(4);
                self.span(
                    (left, *top),
                    (SPAN_WIDTH, height),
                    loan.mutable,
                    loan.approximate,
                );
            }
            for hole in shape.pieces.windows(2) {
                let middle = left + SPAN_WIDTH / 2;
                self.line("ol-hole", (middle, hole[0].1), (middle, hole[1].0));
            }
        }
        if let Some(holder) = loan.holder {
            self.arrow("ol-flow", x, self.layout.columns[holder].x, y);
        }
        if loan.mutable {
            let (left, top) = (x - 4, y - 4);
            put!(
                self,
                r#"<rect class="ol-solid" x="{left}" y="{top}" width="8" height="8"/>"#
            );
        } else {
            put!(
                self,
                r#"<circle class="ol-hollow" cx="{x}" cy="{y}" r="3.5"/>"#
            );
        }
    }

    /// A part of a borrow's span: a mutable one is hatched, one that may be shorter has a broken edge.
    pub(super) fn span(
        &mut self,
        (x, y): (u32, u32),
        (width, height): (u32, u32),
        mutable: bool,
        approximate: bool,
    ) {
        let class = if approximate {
            "ol-span ol-approximate"
        } else {
            "ol-span"
        };
        let at = format!(r#"x="{x}" y="{y}" width="{width}" height="{height}" rx="2""#);
        put!(self, r#"<rect class="{class}" {at}/>"#);
        if mutable {
            put!(
                self,
                r##"<rect class="ol-hatched" {at} fill="url(#ol-hatch)" stroke="none"/>"##
            );
        }
    }

    pub(super) fn error(&mut self, (x, y): (u32, u32)) {
        put!(self, r#"<circle class="ol-mark" cx="{x}" cy="{y}" r="8"/>"#);
    }

    pub(super) fn dropped(&mut self, (x, y): (u32, u32), conditional: bool) {
        let cross = format!("M{} {}l10 10m0 -10l-10 10", x - 5, y - 5);
        self.path("ol-stroke", &cross);
        if conditional {
            put!(
                self,
                r#"<text class="ol-maybe-mark" x="{}" y="{}">?</text>"#,
                x + 8,
                y + 4
            );
        }
    }

    pub(super) fn line(&mut self, class: &str, from: (u32, u32), to: (u32, u32)) {
        put!(
            self,
            r#"<line class="{class}" x1="{}" y1="{}" x2="{}" y2="{}"/>"#,
            from.0,
            from.1,
            to.0,
            to.1
        );
    }

    pub(super) fn path(&mut self, class: &str, d: &str) {
        put!(self, r#"<path class="{class}" d="{d}"/>"#);
    }
}
