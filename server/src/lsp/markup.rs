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

/// For a hover: Markdown, or plain text with a sentence on each line for a client that does not
/// render it.
pub fn hover(abilities: Abilities, explanation: &Explanation) -> MarkupContent {
    if abilities.hover_markdown {
        return markdown(explanation);
    }
    let parts: Vec<String> = explanation.parts.iter().map(plain).collect();
    MarkupContent {
        kind: MarkupKind::PlainText,
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
