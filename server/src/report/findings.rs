//! The ownership errors of a file, with lines and columns, as JSON lines and as text.

use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use super::position::{Lines, Range};
use crate::{
    engine::FileFacts,
    explain::{
        errors::{Complaint, Label, complaint},
        fixes::{Fix, fixes},
    },
    facts::Span,
};

const VERSION: u32 = 1;

/// An error in a file.
#[derive(Debug, Clone)]
pub struct Finding {
    /// How the file is called.
    pub file: String,
    /// The error in words.
    pub complaint: Complaint,
    /// rustc's primary range in lines and columns.
    pub range: Range,
    /// The complaint's labels and steps in lines and columns, in their order.
    labels: Vec<Mark>,
    because: Vec<Mark>,
    /// Edits that make it go away, the cheapest first.
    pub fixes: Vec<Fix>,
    fix_records: Vec<FixRecord>,
}

#[derive(Debug, Clone, Serialize)]
struct FixRecord {
    title: String,
    edits: Vec<EditRecord>,
    tradeoff: String,
}

#[derive(Debug, Clone, Serialize)]
struct EditRecord {
    file: String,
    range: Range,
    text: String,
}

impl FixRecord {
    fn new(fix: &Fix, file: &str, lines: &Lines<'_>) -> FixRecord {
        let edits = fix.edits.iter().map(|edit| EditRecord {
            file: file.to_owned(),
            range: lines.range(edit.at),
            text: edit.text.clone(),
        });
        FixRecord {
            title: fix.title.plain(),
            edits: edits.collect(),
            tradeoff: fix.tradeoff.plain(),
        }
    }
}

#[derive(Debug, Clone, Serialize)]
struct Mark {
    range: Range,
    message: String,
}

impl Finding {
    /// The labels' ranges with what is there.
    pub(super) fn marks(&self) -> impl Iterator<Item = (Range, &str)> {
        self.labels
            .iter()
            .map(|mark| (mark.range, mark.message.as_str()))
    }
}

/// The errors of a file, in source order.
pub fn findings(name: &str, file: &FileFacts) -> Vec<Finding> {
    let lines = Lines::new(&file.text);
    let marks = |labels: &[Label]| {
        let marks = labels.iter().map(|label| Mark {
            range: lines.range(label.at),
            message: label.words.plain(),
        });
        marks.collect::<Vec<_>>()
    };
    let mut findings = Vec::new();
    for (facts, error) in file.judged_errors() {
        let complaint = complaint(facts, &file.text, error);
        let fixes = fixes(facts, &file.text, error);
        let records = fixes.iter().map(|fix| FixRecord::new(fix, name, &lines));
        findings.push(Finding {
            file: name.to_owned(),
            range: lines.range(complaint.at),
            labels: marks(&complaint.labels),
            because: marks(&complaint.because),
            complaint,
            fix_records: records.collect(),
            fixes,
        });
    }
    findings.sort_by_key(|finding| (finding.complaint.at.start, finding.complaint.at.end));
    findings
}

#[derive(Serialize)]
struct Record<'a> {
    version: u32,
    file: &'a str,
    code: Option<&'a str>,
    message: String,
    range: Range,
    label: String,
    labels: &'a [Mark],
    because: &'a [Mark],
    notes: Vec<String>,
    at_run_time: String,
    fixes: &'a [FixRecord],
}

/// Writes the errors as JSON lines.
///
/// # Errors
/// Those of `out`.
pub fn write_findings(out: &mut dyn Write, findings: &[Finding]) -> io::Result<()> {
    for finding in findings {
        let complaint = &finding.complaint;
        let record = Record {
            version: VERSION,
            file: &finding.file,
            code: complaint.code,
            message: complaint.message.plain(),
            range: finding.range,
            label: complaint.label.plain(),
            labels: &finding.labels,
            because: &finding.because,
            notes: complaint.notes.iter().map(|it| it.plain()).collect(),
            at_run_time: complaint.at_run_time.plain(),
            fixes: &finding.fix_records,
        };
        serde_json::to_writer(&mut *out, &record)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// The error as rustc prints one, with source lines and labels. Ends without a line break.
pub fn finding_text(finding: &Finding, text: &str, colour: bool) -> String {
    let complaint = &finding.complaint;
    let message = complaint.message.plain();
    let label = complaint.label.plain();
    let notes: Vec<String> = complaint.notes.iter().map(|it| it.plain()).collect();
    let at_run_time = complaint.at_run_time.plain();
    let helps: Vec<String> = finding
        .fix_records
        .iter()
        .map(|fix| format!("{} ({})", fix.title, fix.tradeoff))
        .collect();
    let primary = AnnotationKind::Primary
        .span(range(complaint.at))
        .label(label.as_str());
    let labels = complaint.labels.iter().zip(&finding.labels);
    let labels = labels.map(|(label, mark)| {
        AnnotationKind::Context
            .span(range(label.at))
            .label(mark.message.as_str())
    });
    let snippet = Snippet::source(text)
        .path(finding.file.as_str())
        .annotation(primary)
        .annotations(labels);
    let title = Level::ERROR.primary_title(message.as_str());
    let title = match complaint.code {
        Some(code) => title.id(code),
        None => title,
    };
    let group = title
        .element(snippet)
        .elements(notes.iter().map(|note| Level::NOTE.message(note.as_str())))
        .element(
            Level::NOTE
                .with_name("run time")
                .message(at_run_time.as_str()),
        )
        .elements(helps.iter().map(|help| Level::HELP.message(help.as_str())));
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}

fn range(span: Span) -> std::ops::Range<usize> {
    span.start as usize..span.end as usize
}
