//! What every explanation needs: the facts, the text, and the lines of offsets.

use std::cell::OnceCell;

use crate::facts::{Callee, Event, EventKind, Facts, Located, Span, Value, ValueId};
use crate::project::outline::{Function, Outline, SourceText};

/// Facts of one body with the text of its file.
pub(super) struct Context<'a> {
    pub(super) facts: &'a Facts<Located>,
    pub(super) text: &'a SourceText,
    outline: OnceCell<Outline>,
}

impl<'a> Context<'a> {
    pub(super) fn new(facts: &'a Facts<Located>, text: &'a SourceText) -> Self {
        Context {
            facts,
            text,
            outline: OnceCell::new(),
        }
    }

    /// The shape of the text; it is read when it is first asked for.
    pub(super) fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| self.text.outline())
    }

    /// The 1-based line of an offset.
    pub(super) fn line_of(&self, offset: u32) -> usize {
        self.text.line_of(offset)
    }

    /// The 1-based line on which a range starts.
    pub(super) fn line(&self, at: Located) -> usize {
        self.line_of(at.span.start)
    }

    /// The 1-based line on which a range ends.
    pub(super) fn last_line(&self, at: Located) -> usize {
        self.line_of(at.span.end.saturating_sub(1).max(at.span.start))
    }

    /// The function that is called, if it is written in this text as the only one of its name in its place.
    pub(super) fn function(&self, callee: &Callee) -> Option<Function> {
        let functions = self.outline().functions(&callee.name).into_iter();
        let mut fitting = functions.filter(|it| match &it.container {
            Some(container) => callee.path == format!("{container}::{}", callee.name),
            None => callee.path == callee.name,
        });
        let found = fitting.next()?;
        fitting.next().is_none().then_some(found)
    }

    /// Whether what stands in front of a place runs after it, in the next iteration of a loop. What a macro makes
    /// of its arguments stands in front of them too.
    pub(super) fn runs_next(&self, earlier: Located, at: Located) -> bool {
        if earlier.span.end > at.span.start || earlier.in_macro {
            return false;
        }
        let outline = self.outline();
        if !outline.is_in_one_loop(earlier.span, at.span) {
            return false;
        }
        let statement = outline.block(at.span);
        let statement = statement.and_then(|(block, index)| block.statements.get(index).cloned());
        let same = statement.is_some_and(|it| it.at.contains(earlier.span));
        !(same && outline.is_in_macro(at.span))
    }

    pub(super) fn value(&self, id: ValueId) -> &'a Value<Located> {
        self.facts.value(id)
    }

    /// The text of a range; empty where the range is not one of this text.
    pub(super) fn source(&self, span: Span) -> &'a str {
        self.text
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }

    /// The text of a range on one line, cut off where it is long.
    pub(super) fn excerpt(&self, span: Span) -> String {
        const LONGEST: usize = 40;
        let words: Vec<&str> = self.source(span).split_whitespace().collect();
        let line = words.join(" ");
        match line.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", &line[..end]),
            None => line,
        }
    }

    /// Nothing was left out for want of certainty: what is not among the events does not happen.
    pub(super) fn complete(&self) -> bool {
        self.facts.gaps.is_empty()
    }

    /// All events of a value, in source order.
    pub(super) fn events_of(
        &self,
        value: ValueId,
    ) -> impl Iterator<Item = &'a Event<Located>> + use<'a> {
        self.facts
            .events
            .iter()
            .filter(move |event| event.value == Some(value))
    }

    /// Events of a value in the body or closure that it lives in, as opposed to those in the bodies of
    /// closures that captured it.
    pub(super) fn own_events(
        &self,
        id: ValueId,
    ) -> impl Iterator<Item = &'a Event<Located>> + use<'a> {
        let home = self.value(id).closure;
        self.events_of(id)
            .filter(move |event| event.closure == home)
    }

    /// Whether the event is about the variable as a whole, not a part of it.
    pub(super) fn is_whole(&self, event: &Event<Located>) -> bool {
        event
            .value
            .is_some_and(|id| self.value(id).name == event.place)
    }

    /// Moves of the whole value out of its variable.
    pub(super) fn moves_of(&self, id: ValueId) -> Vec<&'a Event<Located>> {
        self.own_events(id)
            .filter(|event| matches!(event.kind, EventKind::Move(_)) && self.is_whole(event))
            .collect()
    }

    /// Drops of the value where its scope ends.
    pub(super) fn drops_of(&self, id: ValueId) -> Vec<&'a Event<Located>> {
        self.own_events(id)
            .filter(|event| matches!(&event.kind, EventKind::Drop(drop) if !drop.replaced))
            .collect()
    }
}
