//! Errors at a place as parts of an explanation: what the compiler rejects, what would go wrong at run time, and
//! what to write instead.

use crate::facts::{Error, ErrorStepKind, Event, Located};

use super::super::context::Context;
use super::super::fixes;
use super::super::words::{code, sentence, strong};
use super::super::{Mark, Part, Topic, links};
use super::{Complaint, complaint_of};

/// The errors whose primary range an offset lies in or stands behind; the smallest range first.
pub(in super::super) fn at<'a>(context: &Context<'a>, offset: u32) -> Vec<&'a Error<Located>> {
    let errors = context.facts.errors.iter();
    let mut found: Vec<_> = errors.filter(|it| it.at.span.touches(offset)).collect();
    let behind = |error: &&Error<Located>| error.at.span.end == offset;
    if found.iter().any(|it| !behind(it)) {
        found.retain(|it| !behind(it));
    }
    found.sort_by_key(|error| error.at.span.len());
    found
}

/// The error as a part.
pub(in super::super) fn part(context: &Context, error: &Error<Located>) -> Part {
    let complaint = complaint_of(context, error);
    let message = strong(complaint.message.text());
    let mut part = Part::new(match complaint.code {
        Some(code) => format!("{message} (error {code})"),
        None => format!("{message} (an error)"),
    });
    part.add(Topic::Rejected, rejected(context, &complaint));
    for note in &complaint.notes {
        let note = sentence(note.text());
        part.add(Topic::Rejected, with_stop(note));
    }
    part.add(Topic::RunTime, complaint.at_run_time.text().to_owned());
    instead(context, error, &mut part);
    for label in complaint.because.iter().chain(&complaint.labels) {
        part.mark(Mark {
            at: label.at,
            label: label.words.plain(),
        });
    }
    part.linked(links::of_error(&error.kind))
}

/// What the compiler rejects: the place and the steps to it, with their lines.
fn rejected(context: &Context, complaint: &Complaint) -> String {
    let text = with_stop(sentence(complaint.label.text()));
    let mut lines: Vec<(usize, Vec<&str>)> = Vec::new();
    for label in complaint.because.iter().filter(|it| it.at != complaint.at) {
        let line = context.line_of(label.at.start);
        let words = label.words.text();
        match lines.last_mut() {
            Some((last, told)) if *last == line => {
                if !told.contains(&words) {
                    told.push(words);
                }
            }
            _ => lines.push((line, vec![words])),
        }
    }
    let lines = lines
        .iter()
        .map(|(line, told)| format!(" Line {line}: {}.", told.join("; ")));
    text + &lines.collect::<String>()
}

/// What to write instead, the cheapest first.
pub(in super::super) fn instead(context: &Context, error: &Error<Located>, part: &mut Part) {
    for fix in fixes::of(context, error) {
        part.add(
            Topic::Instead,
            format!("{}: {}.", sentence(fix.title.text()), fix.tradeoff.text()),
        );
    }
}

/// The errors that an event leads to, other than at its own place: a move that is followed by a use, a borrow
/// that something conflicts with.
pub(in super::super) fn caused_by<'a>(
    context: &Context<'a>,
    event: &Event<Located>,
) -> impl Iterator<Item = &'a Error<Located>> {
    let at = event.at;
    context.facts.errors.iter().filter(move |error| {
        error.at != at
            && error.steps.iter().any(|step| {
                step.at == at
                    && matches!(
                        step.kind,
                        ErrorStepKind::Moved(_) | ErrorStepKind::Borrowed { .. }
                    )
            })
    })
}

/// What an event leads to in a sentence: `p` in line 9 …
pub(in super::super) fn consequence(context: &Context, error: &Error<Located>) -> String {
    let complaint = complaint_of(context, error);
    let line = context.line(error.at);
    let code = complaint
        .code
        .map_or(String::new(), |it| format!(", {}", code(it)));
    format!(
        "In line {line} that is an error{code}: {}.",
        complaint.message.text()
    )
}

fn with_stop(text: String) -> String {
    match text.ends_with('.') {
        true => text,
        false => text + ".",
    }
}
