//! Explanations in the format that the client shows.

use tower_lsp::ls_types::{MarkupContent, MarkupKind};

use super::capabilities::Abilities;
use crate::explain::{self, Explanation, Part};

/// Markdown, as tooltips of hints may always be.
pub fn markdown(explanation: &Explanation) -> MarkupContent {
    MarkupContent {
        kind: MarkupKind::Markdown,
        value: explain::markdown(explanation),
    }
}

/// For a hover, with a picture of the value's memory: Markdown, or plain text with a sentence on each line
/// for a client that does not render it.
pub fn hover(
    abilities: Abilities,
    explanation: Option<&Explanation>,
    picture: Option<&str>,
) -> MarkupContent {
    let (kind, words, picture) = if abilities.hover_markdown {
        let fenced = picture.map(|picture| format!("```text\n{picture}\n```"));
        (
            MarkupKind::Markdown,
            explanation.map(explain::markdown),
            fenced,
        )
    } else {
        let words = explanation.map(|explanation| {
            let parts: Vec<String> = explanation.parts.iter().map(plain).collect();
            parts.join("\n\n")
        });
        (MarkupKind::PlainText, words, picture.map(str::to_owned))
    };
    let parts: Vec<String> = words.into_iter().chain(picture).collect();
    MarkupContent {
        kind,
        value: parts.join("\n\n"),
    }
}

fn plain(part: &Part) -> String {
    let mut text = part.answer.plain();
    text.push('.');
    for detail in &part.details {
        text.push('\n');
        text.push_str(&detail.words.plain());
    }
    text
}
