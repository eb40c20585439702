//! Regions and loans. Each local that holds a reference has one region; a statement that stores a reference
//! makes the stored one outlive it.

use crate::facts::{BorrowKind, Execution, Kept, Region, StepKind};
use crate::flow::graph::regions::{
    Loan, LocalRegions, Outlives, Point, RegionId, Regions, Universal, UniversalKind, Why,
};
use crate::flow::graph::*;
use crate::ownership::loans::{Loans, regions_of};
use crate::ownership::{holding::Recorder, initialisation, paths, steps};

use super::builder::Builder;

/// A graph with regions under construction.
struct Case {
    builder: Option<Builder>,
    block: u32,
    regions: Regions,
    /// The region of each local that holds a reference, by name.
    held: Vec<(&'static str, RegionId)>,
}

impl Case {
    /// `owned` hold no reference, `references` do.
    fn new(owned: &str, references: &[&'static str]) -> Case {
        let mut builder = Builder::new().lets(owned);
        for name in references {
            builder = builder.lets(&format!("{name}: &N"));
        }
        let fixed = Universal {
            kind: UniversalKind::Static,
            name: Some("'static".to_owned()),
        };
        let mut case = Case {
            builder: Some(builder),
            block: 0,
            regions: Regions {
                count: 1,
                universal: vec![fixed],
                ..Regions::default()
            },
            held: Vec::new(),
        };
        for name in references {
            let region = case.region();
            case.held.push((name, region));
        }
        case
    }

    fn region(&mut self) -> RegionId {
        self.regions.count += 1;
        RegionId(self.regions.count - 1)
    }

    fn of(&self, name: &str) -> RegionId {
        let found = self.held.iter().find(|(held, _)| *held == name);
        found.expect("a reference").1
    }

    fn with(mut self, f: impl FnOnce(Builder) -> Builder) -> Case {
        self.builder = self.builder.take().map(f);
        self
    }

    fn graph(&self) -> &Graph {
        &self.builder.as_ref().expect("under construction").graph
    }

    fn point(&self) -> Point {
        let block = &self.graph().blocks[self.block as usize];
        Point {
            block: BlockId(self.block),
            statement: block.statements.len() as u32,
        }
    }

    fn block(mut self, index: u32) -> Case {
        self.block = index;
        self.with(|it| it.block(index as usize))
    }

    fn goto(self, successors: &[u32]) -> Case {
        self.with(|it| it.goto(successors))
    }

    fn outlives(&mut self, sup: RegionId, sub: RegionId, why: Why) {
        self.regions.outlives.push(Outlives {
            sup,
            sub,
            point: Some(self.point()),
            why,
        });
    }

    /// `dest = &place` at a position.
    fn refer(mut self, dest: &str, place: &str, at: u32) -> Case {
        let region = self.region();
        self.outlives(region, self.of(dest), Why::Assign);
        let point = self.point();
        let mut borrowed = None;
        let mut case = self.with(|it| {
            it.statement(|it| {
                let place = it.place(place);
                borrowed = Some(place);
                StatementKind::Assign {
                    place: it.place(dest),
                    value: Rvalue::Ref(Reference {
                        place,
                        kind: BorrowKind::Shared,
                        usage: Builder::usage(Origin::Expr(at)),
                        implicit: false,
                    }),
                    written: None,
                }
            })
        });
        case.regions.mentioned.push((region, point));
        case.regions.loans.push(Loan {
            region,
            point,
            place: borrowed.expect("just made"),
            kind: BorrowKind::Shared,
            tracked: true,
        });
        case
    }

    /// `dest = source`.
    fn pass(mut self, dest: &str, source: &str) -> Case {
        self.outlives(self.of(source), self.of(dest), Why::Assign);
        self.with(|it| {
            it.statement(|it| StatementKind::Assign {
                place: it.place(dest),
                value: Rvalue::Operands(vec![Operand::Copy(
                    it.place(source),
                    Builder::usage(Origin::Expr(0)),
                )]),
                written: None,
            })
        })
    }

    fn used(self, place: &str) -> Case {
        self.with(|it| it.copy(place, 0))
    }

    /// A statement that has nothing to do with the references.
    fn other(self) -> Case {
        self.with(|it| it.init("other"))
    }

    /// The graph with its regions; those in `dropped` may be used by the drop of their local.
    fn finish(self, dropped: &[&str]) -> Graph {
        let held = self.held.clone();
        let mut graph = self.builder.expect("under construction").graph;
        let mut regions = self.regions;
        regions.locals = graph
            .locals
            .iter()
            .map(|local| {
                let name = graph.place(local.place).text.as_str();
                let of = |all: bool| {
                    held.iter()
                        .filter(|(held, _)| *held == name && (all || dropped.contains(held)))
                        .map(|&(_, region)| region)
                        .collect()
                };
                LocalRegions {
                    used: of(true),
                    dropped: of(false),
                }
            })
            .collect();
        graph.regions = Some(regions);
        graph
    }
}

fn solved<R>(graph: &Graph, f: impl FnOnce(&Loans<'_>) -> R) -> R {
    let paths = paths::MovePaths::new(graph);
    let steps = steps::Steps::new(graph, &paths);
    let answers =
        initialisation::solve(graph, &paths, &steps, &mut Recorder::new(graph, &paths, 0));
    f(&Loans::solve(graph, &answers).expect("it has regions"))
}

/// The points of the only loan's scope, as (block, statement).
fn scope(graph: &Graph) -> Vec<(u32, u32)> {
    solved(graph, |loans| {
        let only = loans.all().next().expect("a loan");
        let ranges = loans.scope_of(only).ranges().iter().cloned();
        ranges
            .flatten()
            .map(|number| {
                let point = loans.points().point(number);
                (point.block.0, point.statement)
            })
            .collect()
    })
}

fn region(graph: &Graph) -> Region<Origin> {
    solved(graph, |loans| {
        let mut all = regions_of(loans, &mut Execution::default());
        let point = loans.regions().loans[0].point;
        all.remove(&point).expect("the loan's")
    })
}

#[test]
fn a_loan_lives_until_the_last_use_of_what_holds_it() {
    let graph = Case::new("x: N; other: N", &["r", "s"])
        .refer("r", "x", 1)
        .other()
        .pass("s", "r")
        .other()
        .used("s")
        .other()
        .finish(&[]);
    assert_eq!(scope(&graph), [(0, 0), (0, 1), (0, 2), (0, 3), (0, 4)]);
    let region = region(&graph);
    assert!(!region.escapes && !region.approximate);
    assert!(matches!(region.kept, Some(Kept::Used { .. })));
    let stored: Vec<&str> = region
        .steps
        .iter()
        .map(|step| match &step.kind {
            StepKind::Stored { place, .. } => place.as_str(),
            _ => "",
        })
        .collect();
    assert_eq!(stored, ["r", "s"]);
}

#[test]
fn a_loan_that_nothing_uses_is_over_at_once() {
    let graph = Case::new("x: N; other: N", &["r"])
        .refer("r", "x", 1)
        .other()
        .finish(&[]);
    assert_eq!(scope(&graph), [(0, 0)]);
    assert_eq!(region(&graph).kept, None);
}

#[test]
fn a_new_value_ends_what_the_old_one_kept_alive() {
    let graph = Case::new("x: N; y: N; other: N", &["r"])
        .refer("r", "x", 1)
        .other()
        .refer("r", "y", 2)
        .used("r")
        .finish(&[]);
    assert_eq!(scope(&graph), [(0, 0)]);
}

#[test]
fn only_the_branch_that_uses_it_keeps_a_loan() {
    let graph = Case::new("x: N; other: N", &["r"])
        .refer("r", "x", 1)
        .goto(&[1, 2])
        .block(1)
        .used("r")
        .goto(&[3])
        .block(2)
        .other()
        .goto(&[3])
        .block(3)
        .other()
        .finish(&[]);
    assert_eq!(scope(&graph), [(0, 0), (0, 1), (1, 0)]);
}

#[test]
fn a_loop_carries_a_loan_around() {
    let graph = Case::new("x: N; other: N", &["r"])
        .refer("r", "x", 1)
        .goto(&[1])
        .block(1)
        .other()
        .goto(&[2, 3])
        .block(2)
        .used("r")
        .other()
        .goto(&[1])
        .block(3)
        .other()
        .finish(&[]);
    let scope = scope(&graph);
    assert!(scope.contains(&(2, 1)) && scope.contains(&(1, 0)));
    assert!(!scope.iter().any(|&(block, _)| block == 3));
}

#[test]
fn a_drop_keeps_a_loan_only_if_it_may_use_it() {
    let graph = |dropped: &[&str]| {
        let mut case = Case::new("x: N; other: N", &[]).with(|it| it.lets("guard: D"));
        let region = case.region();
        case.held.push(("guard", region));
        case.refer("guard", "x", 1)
            .other()
            .with(|it| it.end("guard", 9))
            .finish(dropped)
    };
    assert_eq!(scope(&graph(&[])), [(0, 0)]);
    let kept = graph(&["guard"]);
    assert_eq!(scope(&kept), [(0, 0), (0, 1), (0, 2)]);
    assert!(matches!(region(&kept).kept, Some(Kept::Dropped { .. })));
}

#[test]
fn what_outlives_a_universal_region_lives_to_the_end() {
    let mut case = Case::new("x: N; other: N", &["r"]);
    let universal = Universal {
        kind: UniversalKind::Signature,
        name: Some("'a".to_owned()),
    };
    // The reference's region is the second: it becomes universal.
    case.regions.universal.push(universal);
    let graph = case.refer("r", "x", 1).other().other().finish(&[]);
    assert_eq!(scope(&graph).last(), Some(&(0, 3)));
    let region = region(&graph);
    assert!(region.escapes);
    let lifetime = Some("'a".to_owned());
    assert_eq!(region.kept, Some(Kept::Caller { lifetime }));
}

#[test]
fn a_promise_of_the_signature_is_no_violation() {
    let graph = |promised: bool| {
        let mut case = Case::new("x: N; other: N", &["r", "s"]);
        for name in ["'a", "'b"] {
            case.regions.universal.push(Universal {
                kind: UniversalKind::Signature,
                name: Some(name.to_owned()),
            });
        }
        if promised {
            let pair = (case.of("r"), case.of("s"));
            case.regions.known.push(pair);
        }
        case.pass("s", "r").finish(&[])
    };
    let violations = |graph: &Graph| {
        solved(graph, |loans| {
            let found = loans.violations().into_iter();
            found
                .map(|it| (it.longer, it.shorter, it.steps.len()))
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(violations(&graph(false)), [(RegionId(1), RegionId(2), 1)]);
    assert_eq!(violations(&graph(true)), []);
}

#[test]
fn pointing_a_reference_elsewhere_ends_loans_behind_it() {
    let graph = Case::new("y: N; other: N", &["r", "s"])
        .refer("s", "&r", 1)
        .other()
        .refer("r", "y", 2)
        .used("s")
        .finish(&[]);
    assert_eq!(scope(&graph), [(0, 0), (0, 1), (0, 2)]);
    // What a reader is told ends there, too: the loan is of what `r` pointed to.
    let live = region(&graph).live;
    assert_eq!(live.into_iter().flatten().count(), 2);
}

#[test]
fn what_is_assumed_makes_loans_uncertain_that_depend_on_it() {
    let mut case = Case::new("x: N; other: N", &["r", "s"])
        .refer("r", "x", 1)
        .pass("s", "r")
        .used("s");
    let assumed = case.of("s");
    case.regions.approximate.push(assumed);
    assert!(region(&case.finish(&[])).approximate);
}
