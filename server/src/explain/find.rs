//! What stands at a place of the source.

use crate::facts::{Event, EventKind, Located, Span, ValueId};

use super::context::Context;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The range it is about.
    pub(super) at: Span,
    pub(super) what: What,
}

/// What an explanation is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// These events, by index; and the value that is declared at the same place.
    Events(Vec<usize>, Option<ValueId>),
    /// A declaration, or a mention of a value to which nothing happens.
    Value(ValueId),
    /// The end of a scope at which nothing is dropped.
    End,
    /// The expression that makes a temporary, with the index of its drop.
    Created(usize),
}

/// The smallest thing with facts that the offset lies in, or stands directly behind.
pub(super) fn at(context: &Context, offset: u32) -> Option<Found> {
    let inside = |span: Span| span.start <= offset && offset < span.end;
    let behind = |span: Span| span.end == offset && !span.is_empty();
    smallest(context, inside)
        .or_else(|| smallest(context, behind))
        .or_else(|| mention(context, offset))
        .or_else(|| reference(context, offset))
        .or_else(|| created(context, offset))
        .or_else(|| end(context, offset))
}

fn smallest(context: &Context, fits: impl Fn(Span) -> bool) -> Option<Found> {
    let events = context
        .facts
        .events
        .iter()
        .map(|event| head(context, event));
    let declared = context.facts.values.iter().map(|value| value.declared.span);
    let at = events
        .clone()
        .chain(declared)
        .filter(|&span| fits(span))
        .min_by_key(|span| span.len())?;
    let events = events
        .enumerate()
        .filter(|&(_, span)| span == at)
        .map(|(index, _)| index);
    let value = context
        .facts
        .values
        .iter()
        .position(|value| value.declared.span == at);
    let value = value.map(|index| ValueId(index as u32));
    let events: Vec<usize> = events.collect();
    let what = match (events.is_empty(), value) {
        (true, Some(value)) => What::Value(value),
        _ => What::Events(events, value),
    };
    Some(Found { at, what })
}

/// The part of an event's range that stands for it: of a closure what precedes its body, of a macro
/// call its name.
pub(super) fn head(context: &Context, event: &Event<Located>) -> Span {
    let span = event.at.span;
    let source = context.source(span);
    let end = if event.at.in_macro {
        source.find('!').map(|end| end + 1)
    } else if event.capture.is_some() {
        Some(closure_head(source))
    } else {
        None
    };
    Span {
        start: span.start,
        end: end.map_or(span.end, |end| span.start + end as u32),
    }
}

/// Length of `move |x|` or `async move`.
fn closure_head(source: &str) -> usize {
    let open = source.find(['|', '{']).unwrap_or(source.len());
    match source[open..].strip_prefix('|') {
        Some(behind) => behind.find('|').map_or(source.len(), |end| open + end + 2),
        None => open,
    }
}

/// The borrow that a reference expression makes, which stands at what it refers to where an index or a method
/// gives the place: `scores` of `&scores[0]`.
fn reference(context: &Context, offset: u32) -> Option<Found> {
    let found = context.outline().reference_around(offset)?;
    let made = context
        .facts
        .events
        .iter()
        .enumerate()
        .filter(|(_, event)| {
            event.at.span.start == found.of.start
                && found.of.contains(event.at.span)
                && matches!(event.kind, EventKind::Borrow(_))
        });
    let made: Vec<usize> = made.map(|(index, _)| index).collect();
    (!made.is_empty()).then_some(Found {
        at: found.at,
        what: What::Events(made, None),
    })
}

/// A name in the text that stands for a variable of the body.
fn mention(context: &Context, offset: u32) -> Option<Found> {
    let at = identifier(context.text, offset)?;
    let name = context.source(at);
    let before = context.text.get(..at.start as usize)?;
    let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
    // Fields and methods are no variables, and comments and literals mention none.
    if before.trim_end().ends_with('.') && !before.trim_end().ends_with("..")
        || line.contains("//")
        || line.matches('"').count() % 2 == 1
    {
        return None;
    }
    let visible = context
        .facts
        .values
        .iter()
        .enumerate()
        .filter(|(_, value)| {
            let ends = value.scope.is_some_and(|scope| at.end <= scope.span.end);
            value.name == name && value.declared.span.start < at.start && ends
        });
    let (index, _) = visible.max_by_key(|(_, value)| value.declared.span.start)?;
    Some(Found {
        at,
        what: What::Value(ValueId(index as u32)),
    })
}

/// The identifier that the offset lies in or stands behind.
fn identifier(text: &str, offset: u32) -> Option<Span> {
    let (before, behind) = text.split_at_checked(offset as usize)?;
    let part = |c: &char| c.is_alphanumeric() || *c == '_';
    let start: usize = before
        .chars()
        .rev()
        .take_while(part)
        .map(char::len_utf8)
        .sum();
    let end: usize = behind.chars().take_while(part).map(char::len_utf8).sum();
    let span = Span {
        start: offset - start as u32,
        end: offset + end as u32,
    };
    let first = text[span.start as usize..].chars().next()?;
    (!span.is_empty() && !first.is_numeric()).then_some(span)
}

/// The closing brace at which variables with drop glue go out of scope.
fn end(context: &Context, offset: u32) -> Option<Found> {
    let scopes = context.facts.values.iter().filter(|value| value.needs_drop);
    let mut scopes = scopes.filter_map(|value| Some(value.scope?.span));
    let at =
        scopes.find(|scope| scope.start <= offset && offset < scope.end && scope.len() == 1)?;
    Some(Found {
        at,
        what: What::End,
    })
}

/// The temporary whose making ends on the offset's line.
fn created(context: &Context, offset: u32) -> Option<Found> {
    let made = context
        .facts
        .events
        .iter()
        .enumerate()
        .filter_map(|(index, event)| match event.kind {
            EventKind::TempDrop { created, .. } => Some((index, created)),
            _ => None,
        });
    let line = context.line_of(offset);
    let here =
        made.filter(|(_, made)| made.span.touches(offset) && context.last_line(*made) == line);
    let (index, made) = here.min_by_key(|(_, made)| made.span.len())?;
    Some(Found {
        at: made.span,
        what: What::Created(index),
    })
}
