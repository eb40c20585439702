//! Move paths: the places whose initialisation is tracked on their own.
//!
//! After `rustc_mir_dataflow::move_paths`: a local has a path if its initialisation can matter, and a
//! part of it has one if the body moves out of it, assigns it or drops it. Paths end where nothing can
//! be moved out: at references, raw pointers, indices and types with a destructor.

use std::collections::HashMap;
use std::ops::Range;

use super::uses;
use crate::flow::graph::{
    Graph, LocalId, Operand, Parts, PlaceId, Projection, Rvalue, Statement, StatementKind, TypeKind,
};

/// Index of a path. Paths are numbered so that the parts of a path follow it directly.
pub(super) type PathId = usize;

/// How a path is a part of its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Part {
    /// A field of a variant; of variant 0 for structs, tuples and closures.
    Field { variant: u32, field: u32 },
    /// The content of a `Box`.
    Content,
    /// An array's element, counted from the front.
    Element(u64),
}

/// A tracked place.
#[derive(Debug, Clone)]
pub(super) struct MovePath {
    /// How it is a part of its parent path; `None` for a whole local.
    pub(super) part: Option<Part>,
    /// The graph's place; `None` for an array element that is only mentioned inside a subslice.
    pub(super) place: Option<PlaceId>,
    /// Has drop glue, as far as drop elaboration is concerned.
    pub(super) needs_drop: bool,
    /// The path itself and all paths inside.
    pub(super) end: PathId,
}

/// What is known about the initialisation of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tracked {
    /// Exactly these paths: one, or several for a subslice of an array.
    Paths(Vec<PathId>),
    /// Nothing of its own: it lies behind a reference or index, or its local does not matter.
    No,
    /// A part of the local with this path that cannot be followed.
    Opaque(PathId),
}

/// All move paths of a graph.
#[derive(Debug)]
pub(super) struct MovePaths {
    paths: Vec<MovePath>,
    roots: Vec<Option<PathId>>,
    /// The locals' paths in ascending order.
    ordered_roots: Vec<PathId>,
    places: HashMap<PlaceId, Tracked>,
    children: HashMap<PlaceId, Vec<PlaceId>>,
}

/// An array whose subslice is longer is not tracked by element: source code that takes apart a longer
/// array by pattern does not exist, and its paths would cost memory.
const LONGEST_SUBSLICE: u64 = 256;

impl MovePaths {
    pub(super) fn new(graph: &Graph) -> MovePaths {
        let mut builder = Builder::new(graph);
        builder.gather();
        builder.finish()
    }

    /// Number of paths.
    pub(super) fn len(&self) -> usize {
        self.paths.len()
    }

    pub(super) fn path(&self, id: PathId) -> &MovePath {
        &self.paths[id]
    }

    /// The path and all paths inside.
    pub(super) fn all(&self, id: PathId) -> Range<PathId> {
        id..self.paths[id].end
    }

    /// The paths one step inside.
    pub(super) fn parts(&self, id: PathId) -> impl Iterator<Item = (Part, PathId)> + '_ {
        let end = self.paths[id].end;
        let first = (id + 1 < end).then_some(id + 1);
        std::iter::successors(first, move |&it| {
            let next = self.paths[it].end;
            (next < end).then_some(next)
        })
        .filter_map(|it| Some((self.paths[it].part?, it)))
    }

    /// The path of a whole local; `None` if its initialisation does not matter.
    pub(super) fn root(&self, local: LocalId) -> Option<PathId> {
        self.roots[local.index()]
    }

    /// How a place is tracked.
    pub(super) fn of(&self, place: PlaceId) -> &Tracked {
        self.places.get(&place).unwrap_or(&Tracked::No)
    }

    /// The places one step inside a tracked place that the graph mentions.
    pub(super) fn children(&self, place: PlaceId) -> &[PlaceId] {
        self.children.get(&place).map_or(&[], Vec::as_slice)
    }

    /// The paths of the place, or of the longest prefix that has any; and whether they are the place's
    /// own. `None` if the local is not tracked.
    pub(super) fn nearest(&self, graph: &Graph, place: PlaceId) -> Option<(&[PathId], bool)> {
        graph
            .prefixes(place)
            .find_map(|prefix| match self.places.get(&prefix)? {
                Tracked::Paths(paths) => Some((paths.as_slice(), prefix == place)),
                Tracked::No | Tracked::Opaque(_) => None,
            })
    }

    /// The path of the local that a path belongs to.
    pub(super) fn root_of(&self, id: PathId) -> PathId {
        let roots = &self.ordered_roots;
        roots[roots.partition_point(|&root| root <= id) - 1]
    }

    /// The one path of a place, if it has exactly one.
    pub(super) fn exact(&self, place: PlaceId) -> Option<PathId> {
        match self.of(place) {
            Tracked::Paths(paths) if paths.len() == 1 => Some(paths[0]),
            _ => None,
        }
    }
}

/// A node while paths are gathered: not yet numbered in order.
struct Node {
    part: Option<Part>,
    place: Option<PlaceId>,
    needs_drop: bool,
    children: Vec<usize>,
}

struct Builder<'a> {
    graph: &'a Graph,
    nodes: Vec<Node>,
    roots: Vec<Option<usize>>,
    edges: HashMap<(usize, Part), usize>,
    places: HashMap<PlaceId, Tracked>,
}

impl<'a> Builder<'a> {
    fn new(graph: &'a Graph) -> Self {
        let mut builder = Builder {
            graph,
            nodes: Vec::new(),
            roots: vec![None; graph.locals.len()],
            edges: HashMap::new(),
            places: HashMap::new(),
        };
        for statement in graph.blocks.iter().flat_map(|block| &block.statements) {
            if let Some(place) = asked(graph, statement) {
                builder.add_root(graph.place(place).local);
            }
        }
        uses::questionable_locals(graph).for_each(|local| builder.add_root(local));
        builder
    }

    fn add_root(&mut self, local: LocalId) {
        if self.roots[local.index()].is_some() {
            return;
        }
        let place = self.graph.local(local).place;
        self.roots[local.index()] = Some(self.nodes.len());
        self.places
            .insert(place, Tracked::Paths(vec![self.nodes.len()]));
        self.nodes.push(Node {
            part: None,
            place: Some(place),
            needs_drop: is_dropped(self.graph, place),
            children: Vec::new(),
        });
    }

    /// Makes paths for everything that is moved, assigned or dropped.
    fn gather(&mut self) {
        let graph = self.graph;
        for statement in graph.blocks.iter().flat_map(|block| &block.statements) {
            match &statement.kind {
                StatementKind::Assign { place, value, .. } => {
                    self.gather_value(value);
                    self.add(*place);
                }
                StatementKind::Evaluate(value) => self.gather_value(value),
                StatementKind::Drop { place, .. } => self.add(*place),
                StatementKind::Inspect(_)
                | StatementKind::Require(_)
                | StatementKind::Mention(_)
                | StatementKind::StorageLive(_)
                | StatementKind::StorageDead(_)
                | StatementKind::AssumeVariant { .. }
                | StatementKind::Nothing
                | StatementKind::Forget(_) => {}
            }
        }
    }

    fn gather_value(&mut self, value: &Rvalue) {
        if let Rvalue::Operands(operands) = value {
            for operand in operands {
                if let Operand::Move(place, _) = operand {
                    self.add(*place);
                }
            }
        }
    }

    fn add(&mut self, place: PlaceId) {
        if self.places.contains_key(&place) {
            return;
        }
        let tracked = match self.roots[self.graph.place(place).local.index()] {
            Some(root) => self.walk(root, place),
            None => Tracked::No,
        };
        self.places.insert(place, tracked);
    }

    /// Follows the projections from the local to the place, making paths on the way.
    fn walk(&mut self, root: usize, place: PlaceId) -> Tracked {
        let mut prefixes: Vec<PlaceId> = self.graph.prefixes(place).collect();
        prefixes.reverse();
        let mut node = root;
        for (step, pair) in prefixes.windows(2).enumerate() {
            let last = step + 2 == prefixes.len();
            let (whole, part) = (self.graph.place(pair[0]), pair[1]);
            let Some((_, projection)) = self.graph.place(part).parent else {
                return Tracked::No;
            };
            let part_of = match projection {
                // What happens to a field of a union happens to the union.
                Projection::Field { .. } if whole.ty.kind == TypeKind::Union => {
                    return Tracked::Paths(vec![node]);
                }
                Projection::Deref | Projection::Index => return Tracked::No,
                Projection::Field { .. }
                    if whole.ty.parts == Parts::None && whole.ty.needs_drop =>
                {
                    return Tracked::No;
                }
                Projection::Field { variant, field } => Part::Field { variant, field },
                Projection::BoxDeref => Part::Content,
                Projection::ConstantIndex {
                    offset, from_end, ..
                } => match element(whole.ty.parts, offset, from_end) {
                    Some(index) => Part::Element(index),
                    None => return Tracked::Opaque(root),
                },
                Projection::Subslice { from, to } => {
                    let Parts::Elements(len) = whole.ty.parts else {
                        return Tracked::Opaque(root);
                    };
                    let elements = u64::from(from)..len.saturating_sub(u64::from(to));
                    if !last || elements.end.saturating_sub(elements.start) > LONGEST_SUBSLICE {
                        return Tracked::Opaque(root);
                    }
                    let needs_drop = whole.ty.needs_drop;
                    return Tracked::Paths(
                        elements
                            .map(|it| self.child(node, Part::Element(it), None, needs_drop))
                            .collect(),
                    );
                }
            };
            let needs_drop = self.graph.place(part).ty.needs_drop && self.nodes[node].needs_drop;
            node = self.child(node, part_of, Some(part), needs_drop);
            self.places.insert(part, Tracked::Paths(vec![node]));
        }
        Tracked::Paths(vec![node])
    }

    fn child(
        &mut self,
        node: usize,
        part: Part,
        place: Option<PlaceId>,
        needs_drop: bool,
    ) -> usize {
        let next = self.nodes.len();
        let child = *self.edges.entry((node, part)).or_insert(next);
        if child == next {
            self.nodes.push(Node {
                part: Some(part),
                place,
                needs_drop,
                children: Vec::new(),
            });
            self.nodes[node].children.push(child);
        } else if self.nodes[child].place.is_none() {
            self.nodes[child].place = place;
        }
        child
    }

    /// Finds the paths of elements that are mentioned in another way than when they were moved: `[.., last]` and
    /// `[_, _, third]` of three are the same.
    fn alias(&mut self) {
        let graph = self.graph;
        for index in 0..graph.places.len() as u32 {
            let place = PlaceId(index);
            let Some((whole, projection)) = graph.place(place).parent else {
                continue;
            };
            let parts = match (self.places.get(&whole), elements(graph, whole, projection)) {
                (Some(Tracked::Paths(nodes)), Some(parts)) if nodes.len() == 1 => {
                    let known = parts.filter_map(|part| self.edges.get(&(nodes[0], part)));
                    known.copied().collect::<Vec<_>>()
                }
                _ => continue,
            };
            if !parts.is_empty() {
                let paths = Tracked::Paths(parts);
                self.places.entry(place).or_insert(paths);
            }
        }
    }

    /// Numbers the paths so that parts follow their whole.
    fn finish(mut self) -> MovePaths {
        self.alias();
        let mut paths: Vec<MovePath> = Vec::with_capacity(self.nodes.len());
        let mut numbers = vec![0; self.nodes.len()];
        for root in self.roots.iter().flatten() {
            let mut pending = vec![(*root, false)];
            while let Some((node, visited)) = pending.pop() {
                if visited {
                    let end = paths.len();
                    paths[numbers[node]].end = end;
                    continue;
                }
                let Node {
                    part,
                    place,
                    needs_drop,
                    ref children,
                } = self.nodes[node];
                numbers[node] = paths.len();
                paths.push(MovePath {
                    part,
                    place,
                    needs_drop,
                    end: 0,
                });
                pending.push((node, true));
                pending.extend(children.iter().rev().map(|&child| (child, false)));
            }
        }
        let mut places = self.places;
        for tracked in places.values_mut() {
            match tracked {
                Tracked::Paths(nodes) => nodes.iter_mut().for_each(|node| *node = numbers[*node]),
                Tracked::Opaque(node) => *node = numbers[*node],
                Tracked::No => {}
            }
        }
        let roots: Vec<Option<PathId>> = self
            .roots
            .iter()
            .map(|root| root.map(|node| numbers[node]))
            .collect();
        let ordered_roots = roots.iter().flatten().copied().collect();
        let mut children: HashMap<PlaceId, Vec<PlaceId>> = HashMap::new();
        for (index, place) in self.graph.places.iter().enumerate() {
            if let Some((parent, _)) = place.parent
                && places.contains_key(&parent)
            {
                children
                    .entry(parent)
                    .or_default()
                    .push(PlaceId(index as u32));
            }
        }
        MovePaths {
            paths,
            roots,
            ordered_roots,
            places,
            children,
        }
    }
}

/// Whether the end of the place is a drop for the borrow checker.
fn is_dropped(graph: &Graph, place: PlaceId) -> bool {
    let ty = graph.place(place).ty;
    ty.needs_drop || ty.hidden
}

/// The place whose initialisation a statement asks about, if it does.
pub(super) fn asked(graph: &Graph, statement: &Statement) -> Option<PlaceId> {
    let place = match statement.kind {
        StatementKind::Drop { place, .. } if is_dropped(graph, place) => place,
        StatementKind::Assign {
            place,
            written: Some(_),
            ..
        } => place,
        _ => return None,
    };
    (!graph.place(place).ty.unknown).then_some(place)
}

/// The element of an array that a slice pattern mentions; `None` if the length is not known.
fn element(parts: Parts, offset: u32, from_end: bool) -> Option<u64> {
    match parts {
        Parts::Elements(len) if from_end => len.checked_sub(u64::from(offset)),
        Parts::Elements(_) => Some(u64::from(offset)),
        _ => None,
    }
}

/// The parts of `whole` that a projection mentions, if what it mentions has other names, too.
fn elements(
    graph: &Graph,
    whole: PlaceId,
    projection: Projection,
) -> Option<Box<dyn Iterator<Item = Part>>> {
    let parts = graph.place(whole).ty.parts;
    match projection {
        Projection::ConstantIndex {
            offset, from_end, ..
        } => {
            let index = element(parts, offset, from_end)?;
            Some(Box::new(std::iter::once(Part::Element(index))))
        }
        Projection::Subslice { from, to } => {
            let Parts::Elements(len) = parts else {
                return None;
            };
            let all = u64::from(from)..len.saturating_sub(u64::from(to));
            Some(Box::new(
                all.take(LONGEST_SUBSLICE as usize).map(Part::Element),
            ))
        }
        Projection::Field { variant, field } => {
            Some(Box::new(std::iter::once(Part::Field { variant, field })))
        }
        Projection::BoxDeref => Some(Box::new(std::iter::once(Part::Content))),
        Projection::Deref | Projection::Index => None,
    }
}
