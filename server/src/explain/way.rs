//! The way of a reference from where it is made to what keeps it alive, in words.

use crate::facts::{Callee, Located, StepKind};

use super::context::Context;
use super::destination;
use super::words::{code, ordinal};

/// One stage of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stage {
    /// What happens with the reference, with the reference as `it`.
    pub(super) words: String,
    /// Where.
    pub(super) at: Located,
}

/// The stages that a reader would tell: dereferences that the compiler inserts are left out, and a call that
/// gets the reference and gives back something that holds it is one stage.
pub(super) fn stages<'a>(
    context: &Context,
    steps: impl IntoIterator<Item = (&'a StepKind, Located)>,
) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::new();
    let mut steps = steps.into_iter().peekable();
    while let Some((kind, at)) = steps.next() {
        let words = match kind {
            StepKind::Passed { callee, index } => {
                let tied = steps.next_if(
                    |(next, _)| matches!(next, StepKind::Tied { callee: it } if it == callee),
                );
                if callee.as_ref().is_some_and(is_silent) {
                    continue;
                }
                let passed = passed(callee.as_ref(), *index as usize);
                let kept = steps.next_if(|(next, _)| {
                    matches!(next, StepKind::Passed { callee: it, index: 0 } if it == callee && *index > 0)
                });
                match tied {
                    None if kept.is_some() => {
                        format!("{passed}, which may keep it in what it is called on")
                    }
                    Some(_) => {
                        let first = stages.is_empty();
                        format!("{passed}, {}", ties(context, callee.as_ref(), first))
                    }
                    None => passed,
                }
            }
            kind => match words(context, kind, at, stages.is_empty()) {
                Some(words) => words,
                None => continue,
            },
        };
        if stages.last().is_none_or(|last| last.words != words) {
            stages.push(Stage { words, at });
        }
    }
    stages
}

/// What the compiler calls without being asked.
fn is_silent(callee: &Callee) -> bool {
    matches!(callee.path.as_str(), "Deref::deref" | "DerefMut::deref_mut")
}

fn passed(callee: Option<&Callee>, index: usize) -> String {
    match callee {
        Some(callee) if callee.path == "IntoIterator::into_iter" => {
            "an iterator is made of it".to_owned()
        }
        Some(callee) if matches!(callee.path.as_str(), "Index::index" | "IndexMut::index_mut") => {
            "it is indexed".to_owned()
        }
        Some(callee) if index == 0 && callee.receiver.is_some() => {
            format!("{} is called on it", code(&callee.name))
        }
        Some(callee) => {
            let index = index - usize::from(callee.receiver.is_some() && index > 0);
            format!(
                "it is passed to {} as {} argument",
                code(&callee.path),
                ordinal(index)
            )
        }
        None => format!(
            "it is passed to what is called as {} argument",
            ordinal(index)
        ),
    }
}

/// How a signature ties the result of a call to the reference; with the signature where the text has it. Only what is
/// the receiver itself is certain to be tied as such: what a later receiver holds may be handed on by its type.
fn ties(context: &Context, callee: Option<&Callee>, first: bool) -> String {
    let Some(callee) = callee else {
        return "whose signature ties its result to it".to_owned();
    };
    if let Some(function) = context.function(callee) {
        let signature = context.source(function.signature);
        let signature: Vec<&str> = signature.split_whitespace().collect();
        return format!(
            "whose signature {} ties its result to it",
            code(signature.join(" "))
        );
    }
    match callee.receiver.as_deref() {
        Some(receiver) if first && receiver.starts_with('&') => {
            format!("whose result borrows from {}", code(receiver))
        }
        Some(_) => "whose result holds it".to_owned(),
        None => "whose signature ties its result to it".to_owned(),
    }
}

fn words(context: &Context, kind: &StepKind, at: Located, first: bool) -> Option<String> {
    let name = |callee: &Option<Callee>| match callee {
        Some(callee) => code(&callee.path),
        None => "what is called".to_owned(),
    };
    Some(match kind {
        StepKind::Stored { place, .. } if place.is_empty() => return None,
        StepKind::Stored { place, .. } => format!("the borrow is stored in {}", code(place)),
        StepKind::Passed { .. } => return None,
        StepKind::Tied { callee: Some(it) } if is_silent(it) => return None,
        StepKind::Tied { callee } => match callee {
            Some(it) => format!(
                "{} gets it, {}",
                code(&it.path),
                ties(context, Some(it), first)
            ),
            None => "the signature of what is called ties its result to it".to_owned(),
        },
        StepKind::Bound { callee } => {
            format!("{} demands in its bounds how long it lives", name(callee))
        }
        // A reference that is used through another one, and a coercion, change nothing for the reader.
        StepKind::Reborrowed | StepKind::Coerced => return None,
        StepKind::Field => "it becomes part of a bigger value".to_owned(),
        StepKind::Captured => match destination::is_async_block(context, at) {
            true => "an async block captures it".to_owned(),
            false => "a closure captures it".to_owned(),
        },
        StepKind::Closure => "the closure's body lets it out again".to_owned(),
        StepKind::Annotated => "a written type gives it a lifetime".to_owned(),
        StepKind::Returned => "it is returned".to_owned(),
        StepKind::Constant => "it becomes the value of the constant or static".to_owned(),
    })
}
