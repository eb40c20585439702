//! The seam that everything above the analyses uses: the facts of files, body by body, over all cores.

mod clock;
mod guard;
mod pool;
mod workers;

use std::{
    cmp::Reverse,
    sync::Arc,
    time::{Duration, Instant},
};

use crate::{
    facts::{Elided, Error, Facts, Located, Span},
    flow::{self, Body, Extent, Typed},
    project::{FileId, Snapshot, outline::SourceText},
};

use guard::{guarded, hush_caught_panics};
use workers::{Job, Outcome, analyse, for_all, infer};

/// The facts of one body.
#[derive(Debug, Clone)]
pub struct BodyFacts {
    /// The item as a whole.
    pub range: Span,
    /// What is known about it.
    pub facts: Arc<Facts<Located>>,
}

/// The facts of one file.
#[derive(Debug, Clone, Default)]
pub struct FileFacts {
    /// The text they are about.
    pub text: SourceText,
    /// In source order.
    pub bodies: Vec<BodyFacts>,
    /// What is wrong outside of bodies: in signatures and declarations. Known only of a file as a whole.
    pub items: Facts<Located>,
    /// Bodies about which nothing is known because their analysis failed, by name.
    pub failures: Vec<String>,
    /// Where the text does not parse.
    pub syntax_errors: Vec<Span>,
    /// What the package depends on was left out: no error is certain.
    pub partial: bool,
}

impl FileFacts {
    /// The errors of all bodies and items, each with the facts that it belongs to.
    pub fn errors(&self) -> impl Iterator<Item = (&Facts<Located>, &Error<Located>)> {
        self.errors_of(|_| true)
    }

    /// The same without those of bodies that do not parse, which are not judged.
    pub fn judged_errors(&self) -> impl Iterator<Item = (&Facts<Located>, &Error<Located>)> {
        self.errors_of(|body| {
            let mut broken = self.syntax_errors.iter();
            !broken.any(|it| it.start <= body.range.end && body.range.start <= it.end)
        })
    }

    fn errors_of(
        &self,
        judged: impl Fn(&BodyFacts) -> bool,
    ) -> impl Iterator<Item = (&Facts<Located>, &Error<Located>)> {
        let bodies = self.bodies.iter().filter(move |body| judged(body));
        let bodies = bodies.map(|body| &*body.facts);
        std::iter::once(&self.items)
            .chain(bodies)
            .filter(|_| !self.partial)
            .flat_map(|facts| facts.errors.iter().map(move |error| (facts, error)))
    }
}

/// The project was changed while facts were computed: ask again, of a new snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the project changed during the analysis")]
pub struct Cancelled;

/// The facts of a file.
///
/// # Errors
/// [`Cancelled`] if the project is changed meanwhile.
pub fn file_facts(snapshot: &Snapshot, file: FileId) -> Result<FileFacts, Cancelled> {
    range_facts(snapshot, file, Span::ALL)
}

/// The facts of the bodies of a file that touch a range: after an edit, far fewer have to be looked at than
/// the file has.
///
/// # Errors
/// [`Cancelled`] if the project is changed meanwhile.
pub fn range_facts(snapshot: &Snapshot, file: FileId, range: Span) -> Result<FileFacts, Cancelled> {
    let mut facts = None;
    analyse_files(snapshot, &[file], range, &mut |_, found| {
        facts = Some(found)
    })?;
    let mut facts = facts.ok_or(Cancelled)?;
    if !snapshot.is_normalised(file)
        && let Ok(syntax) = guarded(|| flow::syntax(snapshot.db(), file))?
    {
        facts.text.set_syntax(syntax);
    }
    Ok(facts)
}

/// The facts of the innermost body around a byte offset; `None` if there is none, or its analysis
/// failed.
///
/// # Errors
/// [`Cancelled`] if the project is changed meanwhile.
pub fn body_facts(
    snapshot: &Snapshot,
    file: FileId,
    offset: u32,
) -> Result<Option<BodyFacts>, Cancelled> {
    hush_caught_panics();
    let view = snapshot.clone();
    pool::run(move || {
        let at = Span {
            start: offset,
            end: offset,
        };
        let lists = listed(&view, &[file], at)?.into_iter();
        let bodies = lists.flat_map(|it| it.bodies).map(|it| it.body);
        let ranges = bodies.map(|body| (body, guarded(|| flow::range(view.db(), body))));
        let mut around: Option<(Body, Span)> = None;
        for (body, range) in ranges {
            let Ok(Some(range)) = range? else { continue };
            let smaller = around.is_none_or(|(_, known)| range.len() <= known.len());
            if range.touches(offset) && smaller {
                around = Some((body, range));
            }
        }
        Ok(match around {
            Some((body, _)) => match analyse(&view, body)? {
                Outcome::Known(facts) => Some(facts),
                Outcome::Nowhere | Outcome::Failed(_) => None,
            },
            None => None,
        })
    })
}

/// How a value of the type that is written at a byte offset, or of the binding declared there, lies in
/// memory; `None` if neither stands there or nothing is known.
///
/// # Errors
/// [`Cancelled`] if the project is changed meanwhile.
pub fn memory(snapshot: &Snapshot, file: FileId, offset: u32) -> Result<Option<Typed>, Cancelled> {
    hush_caught_panics();
    let view = snapshot.clone();
    let found = pool::run(move || guarded(|| flow::memory(view.db(), file, offset)))?;
    Ok(found.unwrap_or_else(|failure| {
        tracing::warn!("memory of a type: {failure}");
        None
    }))
}

/// The lifetimes that the signatures of functions leave out, for functions that touch a range of a file.
///
/// # Errors
/// [`Cancelled`] if the project is changed meanwhile.
pub fn elided(snapshot: &Snapshot, file: FileId, range: Span) -> Result<Vec<Elided>, Cancelled> {
    hush_caught_panics();
    let view = snapshot.clone();
    let found = pool::run(move || guarded(|| flow::elided(view.db(), file, range)))?;
    Ok(found.unwrap_or_else(|failure| {
        tracing::warn!("elided lifetimes: {failure}");
        Vec::new()
    }))
}

/// The facts of many files, handed to `sink` in the order of `files` as soon as they are there. A panic
/// in one body costs that body only.
///
/// # Errors
/// [`Cancelled`] if the project is changed meanwhile.
pub fn files_facts(
    snapshot: &Snapshot,
    files: &[FileId],
    sink: &mut dyn FnMut(FileId, FileFacts),
) -> Result<(), Cancelled> {
    analyse_files(snapshot, files, Span::ALL, sink)
}

fn analyse_files(
    snapshot: &Snapshot,
    files: &[FileId],
    range: Span,
    sink: &mut dyn FnMut(FileId, FileFacts),
) -> Result<(), Cancelled> {
    hush_caught_panics();
    // Both wait for the files to be parsed, and then do different things.
    let (view, all) = (snapshot.clone(), files.to_vec());
    let outside = pool::start(move || outside_of_bodies(&view, &all, range));
    let (view, all) = (snapshot.clone(), files.to_vec());
    let lists = pool::run(move || listed(&view, &all, range))?;
    let mut pending: Vec<Pending> = lists
        .iter()
        .zip(outside.wait()?)
        .map(|(list, facts)| Pending::new(list, facts))
        .collect();
    let jobs = jobs(lists);
    let mut emitted = 0;
    let mut emit = |pending: &mut Vec<Pending>| {
        while pending.get(emitted).is_some_and(|it| it.left == 0) {
            let file = files[emitted];
            let found = std::mem::take(&mut pending[emitted]);
            sink(file, found.finish());
            emitted += 1;
        }
    };
    emit(&mut pending);
    for_all(snapshot, jobs, analyse, |job, outcome| {
        pending[job.file].fill(job.slot, outcome);
        emit(&mut pending);
    })
}

/// Infers the types in many files, and nothing else: what facts are made from, and the part of their
/// cost that is rust-analyzer's. Facts that are asked for afterwards find the types ready.
///
/// # Errors
/// [`Cancelled`] if the project is changed meanwhile.
pub fn infer_files(snapshot: &Snapshot, files: &[FileId]) -> Result<(), Cancelled> {
    hush_caught_panics();
    let (view, all) = (snapshot.clone(), files.to_vec());
    let lists = pool::run(move || listed(&view, &all, Span::ALL))?;
    for_all(snapshot, jobs(lists), infer, |_, _| ())
}

/// What the analyses of the bodies of files cost on one thread, by name of the body, in the order in which they
/// are done. Nothing is kept, so that the same can be measured again.
///
/// # Errors
/// [`Cancelled`] if the project is changed meanwhile.
pub fn costs(
    snapshot: &Snapshot,
    files: &[FileId],
    extent: Extent,
) -> Result<Vec<(String, Duration)>, Cancelled> {
    hush_caught_panics();
    let (view, all) = (snapshot.clone(), files.to_vec());
    pool::run(move || {
        let bodies = listed(&view, &all, Span::ALL)?;
        let mut costs = Vec::new();
        let bodies = bodies.into_iter().flat_map(|it| it.bodies);
        for body in bodies.map(|it| it.body) {
            let start = Instant::now();
            let done = guarded(|| flow::analyse_again(view.db(), body, extent))?;
            let cost = start.elapsed();
            if done.is_ok() {
                costs.push((flow::name(view.db(), body), cost));
            }
        }
        Ok(costs)
    })
}

/// One job for each body of each file, the longest of a file first: no thread is left with it at the end.
fn jobs(lists: Vec<Listed>) -> Vec<Job> {
    let mut jobs = Vec::new();
    for (file, list) in lists.into_iter().enumerate() {
        let mut bodies: Vec<_> = list.bodies.into_iter().enumerate().collect();
        bodies.sort_by_key(|(_, listed)| Reverse(listed.length));
        jobs.extend(bodies.into_iter().map(|(slot, listed)| Job {
            file,
            slot,
            body: listed.body,
        }));
    }
    jobs
}

/// A file whose bodies are being analysed.
#[derive(Default)]
struct Pending {
    slots: Vec<Option<Outcome>>,
    left: usize,
    facts: FileFacts,
}

impl Pending {
    fn new(list: &Listed, mut facts: FileFacts) -> Pending {
        if list.failed {
            facts.failures.push("all of the file".to_owned());
        }
        let bodies = list.bodies.len();
        Pending {
            slots: std::iter::repeat_with(|| None).take(bodies).collect(),
            left: bodies,
            facts,
        }
    }

    fn fill(&mut self, slot: usize, outcome: Outcome) {
        self.slots[slot] = Some(outcome);
        self.left -= 1;
    }

    fn finish(self) -> FileFacts {
        let mut facts = self.facts;
        for outcome in self.slots.into_iter().flatten() {
            match outcome {
                Outcome::Known(body) => facts.bodies.push(body),
                Outcome::Failed(name) => facts.failures.push(name),
                Outcome::Nowhere => {}
            }
        }
        facts
    }
}

/// The bodies of a file that are asked for.
struct Listed {
    bodies: Vec<ListedBody>,
    /// They could not be listed.
    failed: bool,
}

struct ListedBody {
    body: Body,
    length: u32,
}

fn listed(snapshot: &Snapshot, files: &[FileId], range: Span) -> Result<Vec<Listed>, Cancelled> {
    let list = |&file: &FileId| {
        let db = snapshot.db();
        let found = guarded(|| {
            let bodies = flow::bodies(db, file, range).into_iter();
            let with_length = |body| ListedBody {
                body,
                length: flow::length(db, body),
            };
            bodies.map(with_length).collect()
        })?;
        let failed = found.is_err();
        let bodies = found.unwrap_or_else(|panic| {
            tracing::warn!("listing bodies: {panic}");
            Vec::new()
        });
        Ok(Listed { bodies, failed })
    };
    files.iter().map(list).collect()
}

/// The facts of files without those of their bodies.
fn outside_of_bodies(
    snapshot: &Snapshot,
    files: &[FileId],
    range: Span,
) -> Result<Vec<FileFacts>, Cancelled> {
    let db = snapshot.db();
    let outside = |&file: &FileId| {
        let mut facts = FileFacts {
            text: snapshot.text(file).into(),
            partial: snapshot.is_partial(),
            ..FileFacts::default()
        };
        let syntax_errors = guarded(|| flow::syntax_errors(db, file))?;
        facts.syntax_errors = syntax_errors.unwrap_or_else(|panic| {
            tracing::warn!("syntax errors: {panic}");
            Vec::new()
        });
        if range == Span::ALL {
            let missing = guarded(|| flow::missing_lifetimes(db, file))?;
            facts.items.errors = missing.unwrap_or_else(|panic| {
                tracing::warn!("missing lifetimes: {panic}");
                Vec::new()
            });
        }
        Ok(facts)
    };
    files.iter().map(outside).collect()
}
