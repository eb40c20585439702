//! Random small graphs against an interpreter that runs all their paths.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::facts::{Event, EventKind, Held, ValueId};
use crate::flow::graph::*;
use crate::ownership::analyse;

use super::builder::Builder;

const LOCALS: &str = "a: D; p: (D,D); q: ((D,D),D); b: Box<D>";
const PLACES: &[&str] = &[
    "a", "p", "p.0", "p.1", "q", "q.0", "q.0.0", "q.0.1", "q.1", "b", "*b",
];
const WHOLE: &[&str] = &["a", "p", "q", "b"];
/// The parts that really are there or not: all else is made of them.
const LEAVES: &[&str] = &["a", "p.0", "p.1", "q.0.0", "q.0.1", "q.1", "*b"];

/// Leaves of a place, as bits.
fn leaves(place: &str) -> u32 {
    let inside = |leaf: &str| {
        let behind = leaf.strip_prefix(place);
        behind.is_some_and(|it| it.is_empty() || it.starts_with('.')) || leaf == format!("*{place}")
    };
    (0..LEAVES.len())
        .filter(|&it| inside(LEAVES[it]))
        .map(|it| 1 << it)
        .sum()
}

/// Xorshift: the same graphs in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % limit
    }

    fn of<'a>(&mut self, items: &[&'a str]) -> &'a str {
        items[self.below(items.len())]
    }
}

fn random_graph(random: &mut Random) -> Graph {
    let blocks = 1 + random.below(5);
    let mut body = Builder::new().lets(LOCALS);
    for block in 0..blocks {
        body = body.block(block);
        for _ in 0..random.below(9) {
            let at = random.below(3) as u32;
            body = match random.below(12) {
                0..3 => body.init(random.of(WHOLE)),
                3..7 => body.take(random.of(PLACES), at),
                7 | 8 => body.assign(random.of(PLACES), at),
                9 if random.below(4) == 0 => body.forget(random.of(PLACES)),
                9 => body.live(random.of(WHOLE)),
                _ => body.end(random.of(WHOLE), at),
            };
        }
        let successors: Vec<u32> = (0..[0, 1, 1, 2, 2][random.below(5)])
            .map(|_| random.below(blocks) as u32)
            .collect();
        body = body.goto(&successors);
    }
    body.graph
}

/// Which leaves are initialised, and of which locals nothing is certain, on one path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Concrete {
    initialised: u32,
    uncertain: u32,
}

/// What all visits of one drop statement found.
#[derive(Debug, Default, Clone, Copy)]
struct Seen {
    initialised: u32,
    uninitialised: u32,
    uncertain: bool,
}

/// One drop as a reader sees it: place, position, whether it replaces, then leaves and flag.
type Key = (String, Origin, bool);
type Drops = BTreeMap<String, (u32, bool)>;

/// Runs all paths and reports the drops.
fn interpret(graph: &Graph) -> Drops {
    let mut seen: BTreeMap<(usize, usize), Seen> = BTreeMap::new();
    let mut visited = HashSet::new();
    let mut pending = vec![(
        0,
        Concrete {
            initialised: 0,
            uncertain: 0,
        },
    )];
    while let Some((block, mut state)) = pending.pop() {
        if !visited.insert((block, state)) {
            continue;
        }
        for (index, statement) in graph.blocks[block].statements.iter().enumerate() {
            if let StatementKind::Drop { place, .. } = statement.kind {
                let (all, seen) = (bits(graph, place), seen.entry((block, index)).or_default());
                seen.initialised |= state.initialised & all;
                seen.uninitialised |= !state.initialised & all;
                seen.uncertain |= state.uncertain & all != 0;
            }
            step(graph, &statement.kind, &mut state);
        }
        pending.extend(
            graph.blocks[block]
                .successors
                .iter()
                .map(|it| (it.index(), state)),
        );
    }
    merge(graph, &seen)
}

fn bits(graph: &Graph, place: PlaceId) -> u32 {
    leaves(&graph.place(place).text)
}

fn step(graph: &Graph, kind: &StatementKind, state: &mut Concrete) {
    match kind {
        StatementKind::Assign { place, .. } => {
            state.initialised |= bits(graph, *place);
            if graph.place(*place).parent.is_none() {
                state.uncertain &= !bits(graph, *place);
            }
        }
        StatementKind::Evaluate(Rvalue::Operands(operands)) => {
            for operand in operands {
                if let Operand::Move(place, _) = operand {
                    state.initialised &= !bits(graph, *place);
                }
            }
        }
        StatementKind::StorageLive(local) | StatementKind::StorageDead(local) => {
            let all = bits(graph, graph.local(*local).place);
            state.initialised &= !all;
            state.uncertain &= !all;
        }
        StatementKind::Drop {
            place,
            replaced: false,
            ..
        } => {
            state.initialised &= !bits(graph, *place);
        }
        StatementKind::Forget(place) => {
            let local = graph.place(*place).local;
            state.uncertain |= bits(graph, graph.local(local).place);
        }
        _ => {}
    }
}

/// The drops of a place at one position, whatever exit they belong to, joined.
fn merge(graph: &Graph, seen: &BTreeMap<(usize, usize), Seen>) -> Drops {
    let mut merged: BTreeMap<String, Option<(u32, bool)>> = BTreeMap::new();
    for (&(block, index), seen) in seen {
        let statement = &graph.blocks[block].statements[index];
        let StatementKind::Drop {
            place, replaced, ..
        } = statement.kind
        else {
            unreachable!()
        };
        let key = key((graph.place(place).text.clone(), statement.origin, replaced));
        let one = (seen.initialised, seen.initialised & seen.uninitialised != 0);
        let known = merged.entry(key).or_insert(Some((0, false)));
        *known = known
            .filter(|_| !seen.uncertain)
            .map(|known| (known.0 | one.0, known.1 | one.1));
    }
    merged
        .into_iter()
        .filter_map(|(key, it)| Some((key, it.filter(|it| it.0 != 0)?)))
        .collect()
}

fn key((place, at, replaced): Key) -> String {
    format!("{place} {at:?} {replaced}")
}

fn analysed(events: &[Event<Origin>]) -> Drops {
    let mut drops = Drops::new();
    for event in events {
        let EventKind::Drop(drop) = &event.kind else {
            continue;
        };
        let all = if drop.fields.is_empty() {
            leaves(&event.place)
        } else {
            drop.fields
                .iter()
                .map(|field| leaves(&format!("{}.{field}", event.place)))
                .sum()
        };
        let key = key((event.place.clone(), event.at, drop.replaced));
        assert_eq!(drops.insert(key, (all, drop.conditional)), None);
    }
    drops
}

/// Ranks at one position are 0, 1, 2, ….
fn check_ranks(events: &[Event<Origin>]) {
    let mut ranks: BTreeMap<Origin, BTreeSet<u32>> = BTreeMap::new();
    for event in events {
        if let EventKind::Drop(drop) = &event.kind {
            let at = ranks.entry(event.at).or_default();
            assert_eq!(drop.order as usize, at.len());
            at.insert(drop.order);
        }
    }
}

#[test]
fn drops_agree_with_all_paths() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut count = 0;
    for _ in 0..20_000 {
        let graph = random_graph(&mut random);
        let events = analyse(&graph, &[]).events;
        let expected = interpret(&graph);
        assert_eq!(analysed(&events), expected, "{graph:#?}");
        check_ranks(&events);
        count += expected.len();
    }
    assert!(count > 10_000, "the graphs are too poor: {count} drops");
}

/// What is true of a variable without parts at one point, on some path.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Whole {
    initialised: bool,
    moved: bool,
    empty: bool,
    uncertain: bool,
}

impl Whole {
    fn step(&mut self, graph: &Graph, place: PlaceId, kind: &StatementKind) {
        let is_it = |local: &LocalId| graph.local(*local).place == place;
        let nothing = Whole {
            empty: true,
            ..Whole::default()
        };
        match kind {
            StatementKind::Assign { place: it, .. } if *it == place => {
                *self = Whole {
                    initialised: true,
                    ..Whole::default()
                };
            }
            StatementKind::Evaluate(Rvalue::Operands(operands)) => {
                for operand in operands {
                    if matches!(operand, Operand::Move(it, _) if *it == place) {
                        (self.initialised, self.moved, self.empty) = (false, true, false);
                    }
                }
            }
            StatementKind::StorageLive(local) | StatementKind::StorageDead(local)
                if is_it(local) =>
            {
                *self = nothing;
            }
            StatementKind::Drop {
                place: it,
                replaced: false,
                ..
            } if *it == place => (self.initialised, self.empty) = (false, true),
            StatementKind::Forget(it) if *it == place => self.uncertain = true,
            _ => {}
        }
    }
}

/// What is known about a variable without parts at each point, from all paths.
fn held_on_all_paths(graph: &Graph, place: PlaceId) -> BTreeMap<u32, Option<Held>> {
    let mut starts = vec![0];
    for block in &graph.blocks {
        starts.push(starts[starts.len() - 1] + block.statements.len() as u32 + 1);
    }
    let mut seen: BTreeMap<u32, BTreeSet<Whole>> = BTreeMap::new();
    let entry = Whole {
        empty: true,
        ..Whole::default()
    };
    let (mut visited, mut pending) = (BTreeSet::new(), vec![(0, entry)]);
    while let Some((block, mut state)) = pending.pop() {
        if !visited.insert((block, state)) {
            continue;
        }
        let first = starts[block];
        for (number, statement) in (first..).zip(&graph.blocks[block].statements) {
            seen.entry(number).or_default().insert(state);
            state.step(graph, place, &statement.kind);
        }
        let last = starts[block + 1] - 1;
        seen.entry(last).or_default().insert(state);
        let successors = graph.blocks[block].successors.iter();
        pending.extend(successors.map(|it| (it.index(), state)));
    }
    seen.into_iter()
        .map(|(number, states)| (number, joined(&states)))
        .collect()
}

fn joined(states: &BTreeSet<Whole>) -> Option<Held> {
    let any = |of: fn(&Whole) -> bool| states.iter().any(of);
    let all = states.iter().all(|it| it.initialised);
    match any(|it| it.initialised) {
        _ if any(|it| it.uncertain) => None,
        true if all => Some(Held::Value),
        true => Some(Held::Maybe {
            moved: any(|it| it.moved),
        }),
        false if any(|it| it.moved) && !any(|it| it.empty) => Some(Held::Moved),
        false => None,
    }
}

#[test]
fn what_variables_hold_agrees_with_all_paths() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut count = 0;
    for _ in 0..20_000 {
        let graph = random_graph(&mut random);
        let places = analyse(&graph, &[]).holding.places;
        let whole = places.iter().find(|it| it.value == ValueId(0));
        for (point, held) in held_on_all_paths(&graph, graph.locals[0].place) {
            match whole {
                Some(whole) => assert_eq!(whole.held(point), held, "at {point} in {graph:#?}"),
                // It is never moved out of.
                None => assert!(
                    !matches!(held, Some(Held::Moved | Held::Maybe { moved: true })),
                    "at {point} in {graph:#?}"
                ),
            }
            count += usize::from(matches!(held, Some(Held::Moved | Held::Maybe { .. })));
        }
    }
    assert!(count > 10_000, "the graphs are too poor: {count} states");
}
