//! Where things stand. Lengths are in pixels at the picture's original size.

use super::life::Bound;
use super::scene::{Kind, Moment, Scene, Target};
use super::text::{Lines, Source, width};
use crate::facts::Span;

/// Height of a line in which at most one thing happens, and of what is added for each thing more.
const ROW: u32 = 22;
const SLOT: u32 = 18;

/// From the top edge to the first row: the names of the columns stand there.
pub(super) const HEADER: u32 = 30;

/// Between a column's line and the spans beside it, and from one span to the next.
const LANE: u32 = 9;
pub(super) const SPAN_WIDTH: u32 = 7;

/// From a column's left edge to its line.
const INSET: u32 = 12;

const GAP: u32 = 14;

/// Where everything stands.
pub(super) struct Layout {
    pub(super) rows: Vec<Row>,
    pub(super) columns: Vec<Place>,
    /// The height of each moment.
    pub(super) heights: Vec<u32>,
    /// The span of each moment that is a borrow of more than a line.
    pub(super) spans: Vec<Option<Shape>>,
    /// Where arrows end that lead to no column.
    pub(super) away: u32,
    /// Where the source begins.
    pub(super) source: u32,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// A row.
pub(super) struct Row {
    pub(super) lines: Lines,
    pub(super) top: u32,
    pub(super) height: u32,
}

/// A column.
pub(super) struct Place {
    pub(super) left: u32,
    /// Where its line is.
    pub(super) x: u32,
}

/// The span of a borrow: pieces from top to bottom, with holes where it is not live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) x: u32,
    pub(super) pieces: Vec<(u32, u32)>,
}

/// The width of a text in the picture's fixed-width font.
pub(super) fn text_width(text: &str) -> u32 {
    (width(text) * 73).div_ceil(10) as u32
}

impl Layout {
    pub(super) fn new(scene: &Scene, source: &Source<'_>) -> Layout {
        let lasts = scene.moments.iter().filter_map(|it| match &it.kind {
            Kind::Borrow(loan) => loan.last,
            _ => None,
        });
        let mut eventful: Vec<u32> = scene.moments.iter().map(|it| source.line(it.at)).collect();
        eventful.extend(lasts.map(|it| source.line(it)));
        eventful.sort_unstable();
        let (rows, heights) = rows(
            scene,
            source,
            source.rows(|line| eventful.binary_search(&line).is_ok()),
        );
        let digits = rows.last().map_or(1, |it| (it.lines.last + 1).ilog10() + 1);
        let left = text_width(&"0".repeat(digits as usize)) + 2 * GAP;
        let mut layout = Layout {
            spans: vec![None; scene.moments.len()],
            columns: Vec::new(),
            away: 0,
            source: 0,
            width: 0,
            height: rows.last().map_or(HEADER, |it| it.top + it.height),
            rows,
            heights,
        };
        layout.columns(scene, source, left);
        layout.sides(scene, source, left);
        layout
    }

    /// The row that a line is in.
    pub(super) fn row(&self, line: u32) -> &Row {
        let behind = self.rows.partition_point(|it| it.lines.first <= line);
        &self.rows[behind.saturating_sub(1)]
    }

    /// The height of the end of a stretch.
    pub(super) fn bound(&self, bound: Bound, source: &Source<'_>) -> u32 {
        match bound {
            Bound::Moment(index) => self.heights[index],
            Bound::Line(span) => self.end_of(span, source),
        }
    }

    /// Where something ends that ends on the last line of a range.
    fn end_of(&self, span: Span, source: &Source<'_>) -> u32 {
        let row = self.row(source.last_line(span));
        row.top + row.height - ROW / 4
    }

    fn columns(&mut self, scene: &Scene, source: &Source<'_>, mut left: u32) {
        for (column, of) in scene.columns.iter().enumerate() {
            let x = left + INSET;
            let mut lanes: Vec<Vec<(u32, u32)>> = Vec::new();
            for (index, moment) in scene.moments.iter().enumerate() {
                if moment.column != column {
                    continue;
                }
                let Some(pieces) = self.pieces(index, moment, source) else {
                    continue;
                };
                let free = |lane: &Vec<(u32, u32)>| {
                    pieces
                        .iter()
                        .all(|(top, end)| lane.iter().all(|it| it.1 <= *top || *end <= it.0))
                };
                let lane = lanes.iter().position(free).unwrap_or_else(|| {
                    lanes.push(Vec::new());
                    lanes.len() - 1
                });
                lanes[lane].extend(&pieces);
                self.spans[index] = Some(Shape {
                    x: x + LANE + lane as u32 * LANE,
                    pieces,
                });
            }
            let beside = INSET + LANE * (lanes.len() as u32 + 1);
            self.columns.push(Place { left, x });
            left += beside.max(text_width(&of.name)) + GAP;
        }
        self.away = left;
    }

    /// What stands right of the columns: where arrows lead that leave them, and the source.
    fn sides(&mut self, scene: &Scene, source: &Source<'_>, left: u32) {
        let away = scene.moments.iter().filter_map(|it| match &it.kind {
            Kind::Move(Target::Away(words)) => Some(text_width(words) + 2 * GAP),
            _ => None,
        });
        self.source = self.away.max(left) + away.max().unwrap_or_default();
        let lines = self.rows.iter().map(|row| match row.lines {
            it if it.first == it.last => text_width(&source.shown(it.first)),
            _ => 0,
        });
        self.width = self.source + lines.max().unwrap_or_default() + GAP;
    }

    /// The pieces of a borrow that lives longer than a line.
    fn pieces(
        &self,
        index: usize,
        moment: &Moment,
        source: &Source<'_>,
    ) -> Option<Vec<(u32, u32)>> {
        let Kind::Borrow(loan) = &moment.kind else {
            return None;
        };
        if loan.lines.len() < 2 {
            return None;
        }
        let issue = source.line(moment.at);
        let last = loan.last.map(|it| source.line(it));
        let mut pieces: Vec<(u32, u32)> = Vec::new();
        let mut before = None;
        for &line in &loan.lines {
            let row = self.row(line);
            // In a loop it may be live in front of the place that makes it.
            let made_here = line == issue && before.is_none_or(|it: u32| it + 1 != line);
            let top = if made_here {
                self.heights[index]
            } else {
                row.top
            };
            let end = row.top + row.height - if Some(line) == last { ROW / 4 } else { 0 };
            match pieces.last_mut() {
                Some(piece) if piece.1 >= top => piece.1 = end,
                _ => pieces.push((top, end)),
            }
            before = Some(line);
        }
        Some(pieces)
    }
}

/// The rows, and the height of each moment. Moments of one line share a height where nothing of them would
/// cross.
fn rows(scene: &Scene, source: &Source<'_>, lines: Vec<Lines>) -> (Vec<Row>, Vec<u32>) {
    let mut heights = vec![0; scene.moments.len()];
    let mut top = HEADER;
    let mut rows = Vec::new();
    let mut at = 0;
    for lines in lines {
        let end = scene
            .moments
            .partition_point(|it| source.line(it.at) <= lines.last);
        let here = at..end;
        at = end;
        let slots = slots(scene, &scene.moments[here.clone()]);
        let used = slots.iter().max().map_or(1, |slot| slot + 1);
        for (index, slot) in here.zip(&slots) {
            heights[index] = top + ROW / 2 + slot * SLOT;
        }
        let height = ROW + (used - 1) * SLOT;
        rows.push(Row { lines, top, height });
        top += height;
    }
    (rows, heights)
}

fn slots(scene: &Scene, moments: &[Moment]) -> Vec<u32> {
    let mut free = vec![0; scene.columns.len() + 1];
    let mut slots = vec![0; moments.len()];
    let arrives = |column| move |it: &Moment| leads_to(it) == Some(column);
    for (index, moment) in moments.iter().enumerate() {
        let arrives = arrives(moment.column);
        if moment.kind == Kind::Begin && moments.iter().any(arrives) {
            continue;
        }
        let other = match &moment.kind {
            Kind::Move(Target::Away(_)) => scene.columns.len(),
            _ => leads_to(moment).unwrap_or(moment.column),
        };
        let crossed = moment.column.min(other)..=moment.column.max(other);
        let slot = free[crossed.clone()].iter().copied().max().unwrap_or(0);
        free[crossed].fill(slot + 1);
        slots[index] = slot;
    }
    // A value that begins with what arrives from another column begins where that arrives.
    for (index, moment) in moments.iter().enumerate() {
        let arrival = moments.iter().position(arrives(moment.column));
        if let (Kind::Begin, Some(arrival)) = (&moment.kind, arrival) {
            slots[index] = slots[arrival];
        }
    }
    slots
}

/// The column that a value, or a reference to it, goes to.
fn leads_to(moment: &Moment) -> Option<usize> {
    match &moment.kind {
        Kind::Move(Target::Column(to)) => Some(*to),
        Kind::Borrow(loan) => loan.holder,
        _ => None,
    }
}
