//! An explanation as Markdown, for hovers.

use super::{Explanation, Part, Topic};

/// The explanation as Markdown: the answer in the first line, then one list item a sentence; owner
/// lines stand apart behind them, and links at the end.
pub fn markdown(explanation: &Explanation) -> String {
    let parts: Vec<String> = explanation.parts.iter().map(part).collect();
    parts.join("\n\n---\n\n")
}

fn part(part: &Part) -> String {
    let mut out = part.answer.markdown();
    out.push('.');
    let sentences = part.details.iter().filter(|it| !is_owner_line(it));
    for (index, detail) in sentences.enumerate() {
        out.push_str(if index == 0 { "\n\n- " } else { "\n- " });
        out.push_str(lead(detail.topic));
        out.push_str(&detail.words.markdown());
    }
    let lines = part.details.iter().filter(|it| is_owner_line(it));
    for detail in lines {
        out.push_str("\n\n");
        out.push_str(&detail.words.markdown());
    }
    let links = part.links.iter();
    let links: Vec<String> = links
        .map(|link| format!("[{}]({})", link.title, link.url))
        .collect();
    if !links.is_empty() {
        out.push_str("\n\n");
        out.push_str(&links.join(" · "));
    }
    out
}

/// What a sentence answers, where it does not say so itself.
fn lead(topic: Topic) -> &'static str {
    match topic {
        Topic::RunTime => "*If it were accepted:* ",
        Topic::Instead => "*Instead:* ",
        _ => "",
    }
}

fn is_owner_line(detail: &super::Detail) -> bool {
    detail.topic == Topic::Timeline
}
