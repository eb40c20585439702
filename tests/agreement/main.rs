//! The referee: what rustc's MIR says about each fixture, against what the fixtures expect and against what
//! the library finds. Skipped, with a message, only where there is no rustc.
//!
//! `UPDATE_EXPECT=rustc` writes rustc's events into the fixtures' comments; `FIXTURE=name` looks at one
//! fixture only.

mod borrows;
mod captures;
mod compare;
mod drops;
mod flow;
mod found;
mod mir;
mod referee;
mod regions;
mod rustc;
mod sites;
mod spans;
#[path = "../support/mod.rs"]
mod support;
mod types;
mod uses;
mod variables;
mod view;

use std::fmt::Write as _;

use ownlens::project::StdChoice;

use compare::{Comparison, Given, compare};
use found::Found;
use support::comments::Commented;
use support::event::{Event, What};
use support::fixture::{self, Fixture};
use support::ownlens::Ownlens;

/// Moves, borrows and drops of the user's variables by the library are those of rustc: all of them, and
/// no other.
#[test]
fn the_library_agrees_with_rustc() {
    let counts = |what| matches!(what, What::Move | What::Borrow { .. } | What::Drop { .. });
    let mut ownlens = Ownlens::new(StdChoice::Auto);
    agree(counts, |fixture| {
        let answers = ownlens.answers(fixture)?.answers.into_iter();
        Ok(answers
            .map(|answer| Given {
                event: answer.event,
                declared: answer.declared,
            })
            .collect())
    });
}

/// The expectations beneath the fixtures' lines are what rustc says, including assignments and the drops
/// of temporaries.
#[test]
fn the_expectations_agree_with_rustc() {
    let counts = |what| what != What::Copy;
    agree(counts, |fixture| {
        let events = Commented::parse(&fixture.text)?.events.into_iter();
        Ok(events
            .map(|event| Given {
                event,
                declared: None,
            })
            .collect())
    });
}

/// Compares every fixture and fails unless all of them agree.
fn agree(
    counts: impl Fn(What) -> bool,
    mut given: impl FnMut(&Fixture) -> Result<Vec<Given>, String>,
) {
    let Some(version) = rustc::version() else {
        println!("skipped: there is no rustc to compare with");
        return;
    };
    let (mut total, mut report) = (Comparison::default(), String::new());
    for fixture in fixture::all() {
        let failed = |error: String| -> ! { panic!("{}: {error}", fixture.name) };
        let verdict = referee::verdict(&fixture).unwrap_or_else(|error| failed(error));
        if updating() {
            update(&fixture, &verdict.events);
            continue;
        }
        let given = given(&fixture).unwrap_or_else(|error| failed(error));
        let comparison = compare(&verdict, given, &counts);
        if !comparison.is_clean() {
            let _ = writeln!(report, "fixtures/{}.rs: {comparison}", fixture.name);
        }
        total.add(comparison);
    }
    println!("{version}: {} events agree", total.agreed);
    let summary = format!(
        "precision {:.4}, recall {:.4}",
        total.precision(),
        total.recall()
    );
    assert!(
        report.is_empty(),
        "\n{report}(- rustc alone, + not in rustc)\n{summary}"
    );
    assert!(total.agreed > 0 || updating(), "nothing was compared");
}

fn updating() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some_and(|referee| referee == "rustc")
}

/// Writes rustc's events into the fixture.
fn update(fixture: &Fixture, found: &[Found]) {
    let wanted = found
        .iter()
        .filter(|found| found.excuse.is_none())
        .map(|found| Event {
            live: found.event.live.clone().filter(|_| fixture.regions),
            ..found.event.clone()
        });
    let wanted: Vec<_> = wanted
        .filter(|event| fixture.copies || event.what != What::Copy)
        .collect();
    let commented = Commented::parse(&fixture.text).expect("the fixture's comments are understood");
    std::fs::write(&fixture.path, commented.render(&wanted)).expect("the fixture is written");
}
