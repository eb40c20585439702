//! Drop elaboration: what a drop really does.
//!
//! After `rustc_mir_transform::elaborate_drop`: a place that is initialised on every path is dropped as a
//! whole; on none, not at all; on some, by a drop flag. Where parts were moved out, the drop is *open*: a
//! ladder of drops of the parts that are left, each with the state of its own.

use crate::flow::graph::{Graph, Parts, PlaceId, Projection};

use super::initialisation::State;
use super::paths::{MovePaths, Part, PathId};

/// What a drop does at run time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nothing: on every path that leads here nothing is left.
    Dead,
    /// Nothing: its parts were moved out, one by one, on every path. The borrow checker, which comes before drop
    /// elaboration, sees a value that may be there.
    Emptied,
    /// The whole value is dropped; `conditional` if a drop flag decides whether.
    Whole { conditional: bool },
    /// Parts of the value are dropped.
    Parts(Vec<Left>),
}

/// A part that is left to drop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Left {
    /// As one would write it: `p.name`, `pair.0`, `a[2]`.
    pub(super) text: String,
    /// A drop flag decides.
    pub(super) conditional: bool,
}

impl Fate {
    /// Whether anything is dropped.
    pub(super) fn runs(&self) -> bool {
        !matches!(self, Fate::Dead | Fate::Emptied)
    }

    /// Whether a drop flag decides about any part.
    pub(super) fn conditional(&self) -> bool {
        match self {
            Fate::Dead | Fate::Emptied => false,
            Fate::Whole { conditional } => *conditional,
            Fate::Parts(parts) => parts.iter().any(|part| part.conditional),
        }
    }

    /// The same drop reached by another exit of the scope: it runs if it does on any.
    pub(super) fn or(self, other: Fate) -> Fate {
        let conditional = self.conditional() || other.conditional();
        match (self, other) {
            (Fate::Dead, fate) | (fate, Fate::Dead) => fate,
            (Fate::Emptied, fate) | (fate, Fate::Emptied) => fate,
            (Fate::Parts(parts), Fate::Parts(more)) => Fate::Parts(union(parts, more)),
            _ => Fate::Whole { conditional },
        }
    }
}

/// The parts of both; a part inside another is covered by it.
fn union(parts: Vec<Left>, more: Vec<Left>) -> Vec<Left> {
    let covers = |outer: &Left, inner: &Left| {
        let behind = inner.text.strip_prefix(&outer.text);
        behind.is_some_and(|it| it.is_empty() || it.starts_with(['.', '[']))
    };
    let mut joined: Vec<Left> = Vec::new();
    for part in parts.into_iter().chain(more) {
        if let Some(known) = joined.iter_mut().find(|known| covers(known, &part)) {
            known.conditional |= part.conditional;
            continue;
        }
        let inside = joined
            .iter()
            .any(|known| known.conditional && covers(&part, known));
        joined.retain(|known| !covers(&part, known));
        joined.push(Left {
            conditional: part.conditional || inside,
            ..part
        });
    }
    joined
}

/// What dropping the path does in the given state.
pub(super) fn elaborate(graph: &Graph, paths: &MovePaths, state: &State, path: PathId) -> Fate {
    let (mut initialised, mut uninitialised, mut parts) = (false, false, 0);
    for inside in paths.all(path).filter(|&it| paths.path(it).needs_drop) {
        let (may_be, may_not_be) = state.of(inside);
        initialised |= may_be;
        uninitialised |= may_not_be;
        parts += 1;
    }
    let open = Open {
        graph,
        paths,
        state,
        path,
    };
    match (initialised, uninitialised, parts) {
        (false, _, _) => Fate::Dead,
        (true, false, _) => Fate::Whole { conditional: false },
        (true, true, 1) => Fate::Whole { conditional: true },
        (true, true, _) => match open.elaborate() {
            Fate::Dead => Fate::Emptied,
            fate => fate,
        },
    }
}

/// The drop of a path with parts that have a state of their own.
struct Open<'a> {
    graph: &'a Graph,
    paths: &'a MovePaths,
    state: &'a State,
    path: PathId,
}

/// A part of an open drop.
struct Rung {
    /// The variant it belongs to.
    variant: u32,
    text: String,
    fate: Fate,
}

impl Open<'_> {
    fn elaborate(&self) -> Fate {
        if let Parts::Elements(length) = self.parts() {
            return self.elements(length);
        }
        let mut rungs = Vec::new();
        let mut rest = self
            .paths
            .path(self.path)
            .place
            .map_or(Vec::new(), |it| self.fields(it));
        for (part, path) in self.paths.parts(self.path) {
            if !self.paths.path(path).needs_drop {
                continue;
            }
            let place = self.paths.path(path).place;
            rest.retain(|(it, _)| *it != part);
            rungs.push((
                part,
                place,
                elaborate(self.graph, self.paths, self.state, path),
            ));
        }
        let whole = self.whole();
        rungs.extend(
            rest.into_iter()
                .map(|(part, place)| (part, Some(place), whole.clone())),
        );
        rungs.sort_by_key(|(part, _, _)| *part);
        let rungs: Vec<Rung> = rungs
            .into_iter()
            .map(|(part, place, fate)| Rung {
                variant: variant(part),
                text: self.text(part, place),
                fate,
            })
            .collect();
        join(&rungs)
    }

    /// What is left of an array: runs of elements without a path of their own drop together, and later
    /// elements drop first (rustc's `open_drop_for_array`).
    fn elements(&self, length: u64) -> Fate {
        let whole = self.whole();
        let text = self
            .paths
            .path(self.path)
            .place
            .map_or(String::new(), |it| {
                format!("{}[_]", self.graph.place(it).text)
            });
        let run = |from: u64, to: u64| {
            (from < to).then(|| Rung {
                variant: 0,
                text: text.clone(),
                fate: whole.clone(),
            })
        };
        let mut rungs = Vec::new();
        let mut start = 0;
        let mut parts: Vec<(Part, PathId)> = self.paths.parts(self.path).collect();
        parts.sort_by_key(|(part, _)| *part);
        for (part, path) in parts {
            let Part::Element(index) = part else { continue };
            rungs.extend(run(start, index));
            start = index + 1;
            rungs.push(Rung {
                variant: 0,
                text: self.text(part, self.paths.path(path).place),
                fate: elaborate(self.graph, self.paths, self.state, path),
            });
        }
        rungs.extend(run(start, length));
        rungs.reverse();
        match join(&rungs) {
            Fate::Parts(parts) => Fate::Parts(by_text(parts)),
            fate => fate,
        }
    }

    /// What happens to parts without a path of their own: they are dropped if the whole is.
    fn whole(&self) -> Fate {
        match self.state.of(self.path) {
            (false, _) => Fate::Dead,
            (true, conditional) => Fate::Whole { conditional },
        }
    }

    fn parts(&self) -> Parts {
        let place = self.paths.path(self.path).place;
        place.map_or(Parts::None, |it| self.graph.place(it).ty.parts)
    }

    /// Fields that need drop, as far as the graph mentions them: it mentions all where one was moved.
    fn fields(&self, whole: PlaceId) -> Vec<(Part, PlaceId)> {
        if self.parts() != Parts::Fields {
            return Vec::new();
        }
        let children = self.paths.children(whole);
        let field = |&place: &PlaceId| {
            let node = self.graph.place(place);
            match node.parent {
                Some((_, Projection::Field { variant, field })) if node.ty.needs_drop => {
                    Some((Part::Field { variant, field }, place))
                }
                _ => None,
            }
        };
        children.iter().filter_map(field).collect()
    }

    /// The part as one would write it.
    fn text(&self, part: Part, place: Option<PlaceId>) -> String {
        if let Some(place) = place {
            return self.graph.place(place).text.clone();
        }
        let whole = self
            .paths
            .path(self.path)
            .place
            .map_or("", |it| &self.graph.place(it).text);
        match part {
            Part::Element(index) => format!("{whole}[{index}]"),
            Part::Field { field, .. } => format!("{whole}.{field}"),
            Part::Content => format!("*{whole}"),
        }
    }
}

/// Elements are written alike, so one stands for all of them.
fn by_text(parts: Vec<Left>) -> Vec<Left> {
    let mut joined: Vec<Left> = Vec::new();
    for part in parts {
        match joined.iter_mut().find(|known| known.text == part.text) {
            Some(known) => known.conditional |= part.conditional,
            None => joined.push(part),
        }
    }
    joined
}

fn variant(part: Part) -> u32 {
    match part {
        Part::Field { variant, .. } => variant,
        Part::Content | Part::Element(_) => 0,
    }
}

/// Joins the parts. Of an enum only one variant's parts exist at a time, so the whole value is dropped
/// if the variants whose parts are left are untouched.
fn join(rungs: &[Rung]) -> Fate {
    let mut whole = None;
    let mut left = Vec::new();
    for variant in rungs.chunk_by(|a, b| a.variant == b.variant) {
        if !variant.iter().any(|rung| rung.fate.runs()) {
            continue;
        }
        let first = &variant[0].fate;
        match first {
            Fate::Whole { conditional } if variant.iter().all(|rung| rung.fate == *first) => {
                whole = Some(whole.unwrap_or(false) || *conditional);
            }
            _ => variant.iter().for_each(|rung| left.extend(left_of(rung))),
        }
    }
    match (whole, left.is_empty()) {
        (None, true) => Fate::Dead,
        (None, false) => Fate::Parts(left),
        (Some(conditional), _) => Fate::Whole {
            conditional: conditional || left.iter().any(|part| part.conditional),
        },
    }
}

fn left_of(rung: &Rung) -> Vec<Left> {
    match &rung.fate {
        Fate::Dead | Fate::Emptied => Vec::new(),
        Fate::Whole { conditional } => {
            vec![Left {
                text: rung.text.clone(),
                conditional: *conditional,
            }]
        }
        Fate::Parts(parts) => parts.clone(),
    }
}
