//! All that rustc says about one fixture.

use std::collections::{BTreeMap, BTreeSet};

use crate::captures::{self, Captures};
use crate::drops;
use crate::found::{Events, Found};
use crate::mir::Body;
use crate::rustc::{self, Dump};
use crate::support::fixture::Fixture;
use crate::support::position::Position;
use crate::support::source::Source;
use crate::types::Fields;
use crate::uses;
use crate::variables::Variables;
use crate::view::View;

/// What rustc knows about a fixture.
pub struct Verdict {
    /// Sorted by position.
    pub events: Vec<Found>,
    /// The names of all variables of the user, with the positions of their declarations.
    pub variables: BTreeSet<(String, Position)>,
    pub source: Source,
}

/// Compiles the fixture and asks rustc.
///
/// # Errors
/// rustc's messages, or what could not be understood in its dumps.
pub fn verdict(fixture: &Fixture) -> Result<Verdict, String> {
    let source = Source::new(fixture.text.clone());
    let file = fixture.path.display().to_string();
    let dumps = rustc::dumps(fixture)?;
    let reading = Reading {
        fields: Fields::of(&source),
        source: &source,
        file: &file,
    };
    let mut events = Events::default();
    let mut captures = Captures::new();
    let mut bodies: BTreeMap<&str, (&Body, Variables)> = BTreeMap::new();
    for dump in &dumps {
        if let Some(variables) = reading.body(dump, &mut events, &mut captures) {
            bodies.insert(&dump.checked.key, (&dump.checked, variables));
        }
    }
    for (key, (_, inner)) in &bodies {
        let outer = key
            .rsplit_once('-')
            .and_then(|(outer, _)| bodies.get(outer));
        if let Some((body, variables)) = outer {
            captures::add_hidden(&reading.view(body, variables), key, inner, &mut events);
        }
    }
    let mut events = events.0;
    events.sort_by_key(|found| found.event.range);
    let all = bodies.values().flat_map(|(_, variables)| &variables.0);
    let variables = all
        .map(|variable| (variable.name.clone(), variable.declared))
        .collect();
    Ok(Verdict {
        events,
        variables,
        source,
    })
}

/// A file whose bodies are read.
struct Reading<'f> {
    source: &'f Source,
    file: &'f str,
    fields: Fields,
}

impl<'f> Reading<'f> {
    fn view<'b>(&'b self, body: &'b Body, variables: &'b Variables) -> View<'b> {
        View {
            body,
            variables,
            source: self.source,
            file: self.file,
            fields: &self.fields,
        }
    }

    /// Adds the events of a body, and gives its variables; `None` if the user did not write the body.
    fn body(&self, dump: &Dump, events: &mut Events, captures: &mut Captures) -> Option<Variables> {
        let body = &dump.checked;
        // Without a position the body is a shim, elsewhere or in a derive it is not the user's.
        let span = body
            .locals
            .get(&0)
            .and_then(|result| result.span.as_ref())?;
        if span.file != self.file || self.source.in_derive(span.range.start) {
            return None;
        }
        let variables = self.variables(body, body, captures);
        let in_macro = self.source.in_macro_definition(span.range.start);
        if in_macro && variables.0.iter().all(|variable| variable.in_macro) {
            return None;
        }
        uses::read(&self.view(body, &variables), events, captures);
        if let Some(elaborated) = &dump.elaborated {
            let variables = self.variables(elaborated, body, captures);
            drops::read(&self.view(elaborated, &variables), events);
        }
        Some(variables)
    }

    /// The variables of a body in one of its passes; `checked` is the one that captures go by.
    fn variables(&self, body: &Body, checked: &Body, captures: &Captures) -> Variables {
        Variables::of(body, self.source, |field| {
            captures.get(&(checked.key.clone(), field)).cloned()
        })
    }
}
