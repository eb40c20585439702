//! The last facts of bodies that parsed, for the time in which they do not.
//!
//! While somebody writes, a statement is unfinished most of the time, and a bracket that is not closed yet
//! makes the parser see another program. What was known before still holds for the text that was not touched,
//! so it stays, at its place after the edits. What an edit touches is gone, and so is everything between two
//! edits: what stands there may mean something else now.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::edit::Edit;
use crate::engine::{BodyFacts, FileFacts};
use crate::facts::{Facts, Gap, GapReason, Located, Span};

/// The most edits of a body for which its facts are kept.
const MOST_EDITS: usize = 200;

/// The most lines that the edits of a body may lie apart: what somebody writes for so long without finishing a
/// statement is not what was known.
const MOST_LINES: usize = 10;

/// What was known about the bodies of one document, with respect to one text of it.
#[derive(Debug, Clone, Default)]
pub struct LastGood {
    text: Arc<str>,
    bodies: Vec<Body>,
}

/// A body that parsed, and what was done to it since.
#[derive(Debug, Clone)]
struct Body {
    /// Where it is now.
    range: Span,
    /// What was known when it parsed.
    known: BodyFacts,
    /// Edits inside, with offsets from its start.
    edits: Vec<Edit>,
    /// From the first of them to the last one, as they lie now, from its start.
    stretch: Option<Span>,
}

impl LastGood {
    /// Follows the edits that made `after` of `before`. What was known about another text is forgotten.
    pub fn edit(&mut self, before: &Arc<str>, after: &Arc<str>, edits: &[Edit]) {
        if Arc::ptr_eq(&self.text, before) {
            for &edit in edits {
                self.bodies.retain_mut(|body| body.edit(edit));
            }
        } else {
            self.bodies.clear();
        }
        self.text = after.clone();
    }

    /// Takes in what is known about the bodies of `text` that touch `range`.
    pub fn learn(&mut self, text: &Arc<str>, facts: &FileFacts, range: Span) {
        if !Arc::ptr_eq(&self.text, text) {
            self.bodies.clear();
            self.text = text.clone();
        }
        let parsed = facts.bodies.iter().filter(|body| parses(facts, body));
        let new: FxHashSet<Span> = parsed.clone().map(|body| body.range).collect();
        // What a whole text does not have any more is gone.
        let whole = facts.syntax_errors.is_empty();
        self.bodies.retain(|body| {
            let gone = whole && touch(body.range, range);
            !gone && !new.contains(&body.range)
        });
        self.bodies.extend(parsed.map(|known| Body {
            range: known.range,
            known: known.clone(),
            edits: Vec::new(),
            stretch: None,
        }));
    }

    /// The facts with what was known before in the place of bodies that do not parse.
    pub fn complete(&self, text: &Arc<str>, facts: Arc<FileFacts>) -> Arc<FileFacts> {
        if facts.syntax_errors.is_empty() || !Arc::ptr_eq(&self.text, text) {
            return facts;
        }
        let (mut bodies, broken): (Vec<BodyFacts>, Vec<BodyFacts>) = facts
            .bodies
            .iter()
            .cloned()
            .partition(|body| parses(&facts, body));
        let fresh: FxHashSet<Span> = bodies.iter().map(|it| it.range).collect();
        let concerned = |body: &&Body| {
            !fresh.contains(&body.range) && broken.iter().any(|it| touch(it.range, body.range))
        };
        let usable = |body: &&Body| !body.is_rewritten(text);
        let kept: Vec<&Body> = self
            .bodies
            .iter()
            .filter(concerned)
            .filter(usable)
            .collect();
        for broken in broken {
            if !kept.iter().any(|it| it.range.start == broken.range.start) {
                bodies.push(broken);
            }
        }
        bodies.extend(kept.into_iter().map(Body::now));
        bodies.sort_by_key(|body| (body.range.start, body.range.end));
        Arc::new(FileFacts {
            bodies,
            items: facts.items.clone(),
            text: facts.text.clone(),
            failures: Vec::new(),
            syntax_errors: facts.syntax_errors.clone(),
            partial: facts.partial,
        })
    }
}

impl Body {
    /// Whether it is still there after an edit.
    fn edit(&mut self, edit: Edit) -> bool {
        let (at, range) = (edit.replaced, self.range);
        if at.end <= range.start || range.end <= at.start {
            // At its end it stays as it is, at its start it is moved.
            if at.end <= range.start {
                let moved = edit.now().end;
                let start = range.start - at.end + moved;
                self.range = Span {
                    start,
                    end: start + range.len(),
                };
            }
            return true;
        }
        let Some(range) = edit.grown(range).filter(|_| self.edits.len() < MOST_EDITS) else {
            return false;
        };
        let inside = Edit {
            replaced: Span {
                start: at.start - range.start,
                end: at.end - range.start,
            },
            ..edit
        };
        self.range = range;
        self.edits.push(inside);
        self.stretch = Some(match self.stretch {
            Some(stretch) => inside.widened(stretch),
            None => inside.now(),
        });
        true
    }

    /// Whether so much of it is new that what was known is beside the point.
    fn is_rewritten(&self, text: &str) -> bool {
        let stretch = self.stretch.and_then(|it| {
            let start = (self.range.start + it.start) as usize;
            text.get(start..start + it.len() as usize)
        });
        stretch.is_some_and(|it| it.matches('\n').count() > MOST_LINES)
    }

    /// What was known, at its place now. With a gap where it was edited, so that nothing is said about what
    /// does not happen.
    fn now(&self) -> BodyFacts {
        let facts = &*self.known.facts;
        // Blocks and closures take in what is written inside of them.
        let scopes = facts.values.iter().flat_map(|it| [it.scope, it.closure]);
        let closures = facts.events.iter().map(|it| it.closure);
        let mut around: Vec<Span> = scopes.chain(closures).flatten().map(|it| it.span).collect();
        around.sort_unstable();
        let mut facts = facts.clone().map(|at: Located| {
            let grows = around.binary_search(&at.span).is_ok();
            let span = self.shifted(at.span, grows)?;
            Some(Located { span, ..at })
        });
        self.leave_gap(&mut facts);
        BodyFacts {
            range: self.range,
            facts: Arc::new(facts),
        }
    }

    fn leave_gap(&self, facts: &mut Facts<Located>) {
        if let Some(stretch) = self.stretch {
            let span = Span {
                start: self.range.start + stretch.start,
                end: self.range.start + stretch.end,
            };
            facts.gaps.push(Gap {
                at: Located {
                    span,
                    in_macro: false,
                },
                reason: GapReason::Incomplete,
            });
        }
    }

    fn shifted(&self, span: Span, grows: bool) -> Option<Span> {
        let before = self.known.range.start;
        let mut span = Span {
            start: span.start.checked_sub(before)?,
            end: span.end.checked_sub(before)?,
        };
        for edit in &self.edits {
            span = match grows {
                true => edit.grown(span),
                false => edit.shifted(span),
            }?;
        }
        if !grows && self.stretch.is_some_and(|it| touch(it, span)) {
            return None;
        }
        Some(Span {
            start: self.range.start + span.start,
            end: self.range.start + span.end,
        })
    }
}

fn parses(facts: &FileFacts, body: &BodyFacts) -> bool {
    !facts.syntax_errors.iter().any(|it| touch(*it, body.range))
}

fn touch(one: Span, other: Span) -> bool {
    one.start <= other.end && other.start <= one.end
}
