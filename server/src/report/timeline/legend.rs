//! The legend: the signs that occur in a picture, with their meaning.

use super::layout::text_width;
use super::life::State;
use super::scene::{Kind, Loan, Scene};
use super::svg::{Picture, escape, put};

/// Height of a row of the legend.
pub(super) const HEIGHT: u32 = 22;

/// Where rows end at the latest, so that one sees all of them where there is little room.
const WIDEST: u32 = 460;

/// The left edge of each row.
const LEFT: u32 = 14;

/// An entry of the legend.
pub(super) struct Entry {
    sign: Sign,
    x: u32,
    /// The row that it stands in, from 0.
    pub(super) row: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Life(State),
    Move,
    Shared,
    Mutable,
    Flow,
    Drop,
    Error,
}

const SIGNS: [Sign; 11] = [
    Sign::Life(State::Owned),
    Sign::Life(State::Part),
    Sign::Life(State::Maybe),
    Sign::Life(State::Empty),
    Sign::Life(State::Refers),
    Sign::Move,
    Sign::Shared,
    Sign::Mutable,
    Sign::Flow,
    Sign::Drop,
    Sign::Error,
];

impl Sign {
    fn occurs(self, scene: &Scene) -> bool {
        let kind = |fits: fn(&Kind) -> bool| scene.moments.iter().any(|it| fits(&it.kind));
        let loan = |fits: fn(&Loan) -> bool| {
            let mut moments = scene.moments.iter();
            moments.any(|it| matches!(&it.kind, Kind::Borrow(loan) if fits(loan)))
        };
        match self {
            Sign::Life(state) => scene.segments.iter().any(|it| it.state == state),
            Sign::Move => kind(|it| matches!(it, Kind::Move(_))),
            Sign::Shared => loan(|it| !it.mutable),
            Sign::Mutable => loan(|it| it.mutable),
            Sign::Flow => loan(|it| it.holder.is_some()),
            Sign::Drop => kind(|it| matches!(it, Kind::Drop { .. })),
            Sign::Error => scene.moments.iter().any(|it| it.error.is_some()),
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Sign::Life(State::Owned) => "owned",
            Sign::Life(State::Part) => "partly moved out",
            Sign::Life(State::Maybe) => "owned if not moved",
            Sign::Life(State::Empty) => "no value yet",
            Sign::Life(State::Refers) => "reference in use",
            Sign::Move => "moved",
            Sign::Shared => "borrowed: &",
            Sign::Mutable => "borrowed: &mut",
            Sign::Flow => "kept as a reference in",
            Sign::Drop => "dropped",
            Sign::Error => "error",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Sign::Life(_) => "ol-begin",
            Sign::Move => "ol-move",
            Sign::Shared | Sign::Flow => "ol-borrow ol-shared",
            Sign::Mutable => "ol-borrow ol-mutable",
            Sign::Drop => "ol-drop",
            Sign::Error => "ol-error",
        }
    }
}

/// The signs that occur, in as many rows as they take.
pub(super) fn entries(scene: &Scene, width: u32) -> Vec<Entry> {
    let width = width.min(WIDEST);
    let (mut x, mut row) = (LEFT, 0);
    let mut entries = Vec::new();
    for sign in SIGNS.into_iter().filter(|it| it.occurs(scene)) {
        let wide = 44 + text_width(sign.meaning());
        if x + wide > width && x > LEFT {
            (x, row) = (LEFT, row + 1);
        }
        entries.push(Entry { sign, x, row });
        x += wide;
    }
    entries
}

impl Picture<'_> {
    pub(super) fn legend(&mut self, entries: &[Entry]) {
        put!(self, r#"<g class="ol-legend" aria-hidden="true">"#);
        for Entry { sign, x, row } in entries {
            let y = self.layout.height + 20 + row * HEIGHT;
            put!(self, r#"<g class="{}">"#, sign.class());
            self.sign(*sign, *x, y);
            put!(
                self,
                r#"<text class="ol-meaning" x="{}" y="{}">{}</text></g>"#,
                x + 29,
                y + 4,
                escape(sign.meaning())
            );
        }
        put!(self, "</g>");
    }

    fn sign(&mut self, sign: Sign, x: u32, y: u32) {
        match sign {
            Sign::Life(state) => {
                let class = format!("ol-life {}", state.class());
                self.line(&class, (x, y), (x + 22, y));
            }
            Sign::Move => self.arrow("", x, x + 26, y),
            Sign::Flow => self.arrow("ol-flow", x, x + 26, y),
            Sign::Shared => self.span((x, y - 4), (22, 8), false, false),
            Sign::Mutable => self.span((x, y - 4), (22, 8), true, false),
            Sign::Drop => self.dropped((x + 12, y), false),
            Sign::Error => self.error((x + 12, y)),
        }
    }
}
