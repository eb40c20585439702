//! An explanation with its source lines, for the command line.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::facts::Span;

use super::{Explanation, Part, Topic};

/// How an explanation is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal<'a> {
    /// The file's name as it is to be printed.
    pub path: &'a str,
    /// The file's text.
    pub text: &'a str,
    /// With colours.
    pub colour: bool,
}

/// The explanation as text with the source lines it is about. Ends without a line break.
pub fn terminal(explanation: &Explanation, options: Terminal<'_>) -> String {
    let titles: Vec<(String, Vec<(Topic, String)>)> = explanation
        .parts
        .iter()
        .map(|part| {
            let details = part.details.iter();
            let details = details.map(|it| (it.topic, it.words.plain())).collect();
            (part.answer.plain(), details)
        })
        .collect();
    let groups: Vec<Group<'_>> =
        explanation
            .parts
            .iter()
            .zip(&titles)
            .map(|(part, (title, details))| {
                let group = Level::INFO
                    .no_name()
                    .primary_title(title.as_str())
                    .element(snippet(explanation.at, part, options));
                group.elements(details.iter().map(|(topic, text)| {
                    Level::NOTE.with_name(name(*topic)).message(text.as_str())
                }))
            })
            .collect();
    let renderer = if options.colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.decor_style(DecorStyle::Ascii).render(&groups)
}

fn name(topic: Topic) -> &'static str {
    match topic {
        Topic::Rejected => "error",
        Topic::RunTime => "run time",
        Topic::Why => "why",
        Topic::Alive => "alive",
        Topic::Memory => "memory",
        Topic::Later => "later",
        Topic::Drop => "drop",
        Topic::Owner => "owner",
        Topic::Instead => "instead",
        Topic::Timeline => "value",
    }
}

fn snippet<'a>(
    at: Span,
    part: &'a Part,
    options: Terminal<'a>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let primary = AnnotationKind::Primary.span(range(at));
    let marks = part.marks.iter().filter(|mark| mark.at != at);
    let marks = marks.map(|mark| {
        AnnotationKind::Context
            .span(range(mark.at))
            .label(mark.label.as_str())
    });
    Snippet::source(options.text)
        .path(options.path)
        .annotation(primary)
        .annotations(marks)
}

fn range(span: Span) -> std::ops::Range<usize> {
    span.start as usize..span.end as usize
}
