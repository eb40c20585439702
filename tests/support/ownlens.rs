//! The library's facts of a fixture, as events.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use ownlens::engine;
use ownlens::facts::{self, BorrowKind, EventKind, Facts, Located, Span};
use ownlens::project::{Edition, Options, Project, StdChoice};

use super::comments::snippet;
use super::event::{Access, Event, What};
use super::fixture::Fixture;
use super::position::{Position, Range};
use super::source::Source;

/// An event, with the declaration of its variable.
pub struct Answer {
    pub event: Event,
    /// The variable's identifier in its declaration; `None` for temporaries.
    pub declared: Option<Position>,
}

/// Everything that is known about a fixture.
pub struct Answers {
    pub answers: Vec<Answer>,
    /// What the library is silent about, with the place, what contradicts itself, and the errors that it sees
    /// in a program that compiles: nothing, in a fixture.
    pub complaints: Vec<String>,
}

/// Projects that stay open from fixture to fixture, so that the standard library is read once.
pub struct Ownlens {
    std: StdChoice,
    projects: HashMap<String, Project>,
}

/// The name under which the fixtures' texts are analysed.
const FILE: &str = "fixture.rs";

impl Ownlens {
    /// With this standard library.
    pub fn new(std: StdChoice) -> Ownlens {
        Ownlens {
            std,
            projects: HashMap::new(),
        }
    }

    /// The facts of a fixture.
    ///
    /// # Errors
    /// The project could not be opened, as when the standard library's source is asked for and missing.
    pub fn answers(&mut self, fixture: &Fixture) -> Result<Answers, String> {
        if !self.projects.contains_key(&fixture.edition) {
            let edition = match fixture.edition.as_str() {
                "2018" => Edition::Edition2018,
                "2024" => Edition::Edition2024,
                _ => Edition::Edition2021,
            };
            let options = Options {
                std: self.std,
                edition: Some(edition),
                ..Options::default()
            };
            let project =
                Project::from_text(FILE, "", &options).map_err(|error| error.to_string())?;
            self.projects.insert(fixture.edition.clone(), project);
        }
        let project = self
            .projects
            .get_mut(&fixture.edition)
            .ok_or("the project was just opened")?;
        project.set_text(Path::new(FILE), Some(fixture.text.clone()));
        let file = project
            .file(Path::new(FILE))
            .ok_or("the project has no file")?;
        let found =
            engine::file_facts(&project.snapshot(), file).map_err(|error| error.to_string())?;
        let source = Source::new(fixture.text.clone());
        let mut answers = Answers {
            answers: Vec::new(),
            complaints: Vec::new(),
        };
        answers.complaints.extend(
            found
                .failures
                .iter()
                .map(|name| format!("the analysis of `{name}` failed")),
        );
        for body in &found.bodies {
            let reader = Reader {
                source: &source,
                facts: &body.facts,
            };
            answers
                .answers
                .extend(body.facts.events.iter().map(|event| reader.answer(event)));
            let elsewhere = body
                .facts
                .events
                .iter()
                .filter_map(|event| reader.captured_elsewhere(event));
            answers.complaints.extend(elsewhere);
            answers.complaints.extend(body.facts.gaps.iter().map(|gap| {
                let range = reader.range(gap.at);
                format!(
                    "{range}: nothing is said about `{}`: {:?}",
                    snippet(source.at(range)),
                    gap.reason
                )
            }));
            answers
                .complaints
                .extend(body.facts.errors.iter().map(|error| {
                    let range = reader.range(error.at);
                    let code = error.kind.code().unwrap_or("an error");
                    format!("{range}: {code} at `{}`", snippet(source.at(range)))
                }));
        }
        Ok(answers)
    }
}

/// Turns the facts of one body into events.
struct Reader<'f> {
    source: &'f Source,
    facts: &'f Facts<Located>,
}

impl Reader<'_> {
    /// A complaint if the use that forces a capture is not inside the closure.
    fn captured_elsewhere(&self, event: &facts::Event<Located>) -> Option<String> {
        let used = self.range(event.capture.as_ref()?.used_at);
        let closure = self.range(event.at);
        let inside = closure.start <= used.start && used.end <= closure.end;
        (!inside).then(|| {
            format!(
                "{closure}: `{}` is captured by a use elsewhere",
                event.place
            )
        })
    }

    fn range(&self, at: Located) -> Range {
        let Span { start, end } = at.span;
        self.source.range(start as usize, end as usize)
    }

    /// The lines on which a borrow's loan is live.
    fn live(&self, event: &facts::Event<Located>) -> Option<BTreeSet<u32>> {
        event.region.as_deref()?;
        let live = self.facts.live(event).into_iter();
        let ranges = live.map(|at| self.range(at));
        Some(
            ranges
                .flat_map(|range| range.start.line..=range.end.line)
                .collect(),
        )
    }

    fn answer(&self, event: &facts::Event<Located>) -> Answer {
        let (what, place, parts) = match &event.kind {
            EventKind::Move(_) => (What::Move, event.place.clone(), Vec::new()),
            EventKind::Copy(_) => (What::Copy, event.place.clone(), Vec::new()),
            EventKind::Assign(_) => (What::Assign, event.place.clone(), Vec::new()),
            EventKind::Borrow(borrow) => {
                let what = What::Borrow {
                    access: access(borrow.kind),
                    reborrow: borrow.reborrow,
                };
                (what, event.place.clone(), Vec::new())
            }
            EventKind::Drop(drop) => {
                let what = What::Drop {
                    maybe: drop.conditional,
                    old: drop.replaced,
                };
                (what, event.place.clone(), drop.fields.clone())
            }
            EventKind::TempDrop {
                created,
                conditional,
                ..
            } => {
                let created = snippet(self.source.at(self.range(*created)));
                (
                    What::TempDrop {
                        maybe: *conditional,
                    },
                    created,
                    Vec::new(),
                )
            }
        };
        let capture = event.capture.as_ref();
        let declared = event
            .value
            .map(|id| self.range(self.facts.value(id).declared).start);
        let event = Event {
            range: self.range(event.at),
            what,
            place,
            parts,
            capture: capture.is_some(),
            in_macro: event.at.in_macro,
            cause: None,
            live: self.live(event),
        };
        Answer { event, declared }
    }
}

fn access(kind: BorrowKind) -> Access {
    match kind {
        BorrowKind::Shared => Access::Shared,
        BorrowKind::Mutable { two_phase: false } => Access::Mutable,
        BorrowKind::Mutable { two_phase: true } => Access::TwoPhase,
        BorrowKind::Unique => Access::Unique,
    }
}
