//! All that rustc says about one fixture.

use std::collections::{BTreeMap, BTreeSet};

use crate::drops::Drops;
use crate::found::{Events, Found};
use crate::rustc::{self, Dump};
use crate::support::fixture::Fixture;
use crate::support::position::Position;
use crate::support::source::Source;
use crate::types::Fields;
use crate::uses::{Captures, Uses};
use crate::variables::Variables;

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
    let fields = Fields::of(&source);
    let dumps = rustc::dumps(fixture)?;
    let mut events = Events::default();
    let mut captures = Captures::new();
    let mut known: BTreeMap<&str, (&Dump, Variables)> = BTreeMap::new();
    for dump in &dumps {
        let body = &dump.checked;
        let written = body.locals.get(&0).and_then(|local| local.span.as_ref());
        // Without a position the body is a shim, elsewhere or in a derive it is not the user's.
        let Some(span) =
            written.filter(|span| span.file == file && !source.in_derive(span.range.start))
        else {
            continue;
        };
        let macro_made = source.in_macro_definition(span.range.start);
        let captured = |field| captures.get(&(body.key.clone(), field)).cloned();
        let variables = Variables::of(body, &source, captured);
        if macro_made && variables.0.iter().all(|variable| variable.in_macro) {
            continue;
        }
        Uses {
            body,
            source: &source,
            file: &file,
            variables: &variables,
            fields: &fields,
            events: &mut events,
            captures: &mut captures,
        }
        .read();
        if let Some(elaborated) = &dump.elaborated {
            let variables = Variables::of(elaborated, &source, |field| {
                captures.get(&(body.key.clone(), field)).cloned()
            });
            Drops {
                body: elaborated,
                source: &source,
                file: &file,
                variables: &variables,
                fields: &fields,
                events: &mut events,
            }
            .read();
        }
        known.insert(&body.key, (dump, variables));
    }
    for (key, (_, inner)) in &known {
        let Some((outer, _)) = key.rsplit_once('-') else {
            continue;
        };
        if let Some((dump, variables)) = known.get(outer) {
            Uses {
                body: &dump.checked,
                source: &source,
                file: &file,
                variables,
                fields: &fields,
                events: &mut events,
                captures: &mut captures,
            }
            .hidden_captures(key, inner);
        }
    }
    let mut events = events.0;
    events.sort_by_key(|found| found.event.range);
    let all = known.values().flat_map(|(_, variables)| &variables.0);
    let variables = all
        .map(|variable| (variable.name.clone(), variable.declared))
        .collect();
    Ok(Verdict {
        events,
        variables,
        source,
    })
}
