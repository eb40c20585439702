//! Moves, copies and assignments, from the MIR that the borrow checker ran on.

use crate::borrows::Borrows;
use crate::captures::{self, Captures};
use crate::found::{Events, Excuse};
use crate::mir::{Operand, OperandKind, Place, Rvalue, Span, Statement, StatementKind};
use crate::regions::live_lines;
use crate::spans::{assigned, base};
use crate::support::event::What;
use crate::support::position::Range;
use crate::support::tokens::{TokenKind, tokens};
use crate::variables::Variable;
use crate::view::View;

/// Adds the events of all statements, and what the closures that are made here capture.
pub fn read(view: &View<'_>, events: &mut Events, captures: &mut Captures) {
    let borrows = Borrows::of(view);
    let body = view.body;
    let mut uses = Uses {
        view,
        borrows,
        events,
        captures,
    };
    for (&number, block) in body.blocks.iter().filter(|(_, block)| !block.cleanup) {
        for (index, statement) in block.statements.iter().enumerate() {
            if let Some(span) = &statement.span {
                uses.statement(number, index, statement, span);
            }
        }
    }
}

struct Uses<'b, 'u> {
    view: &'u View<'b>,
    borrows: Borrows<'u>,
    events: &'u mut Events,
    captures: &'u mut Captures,
}

impl Uses<'_, '_> {
    fn statement(&mut self, block: u32, index: usize, statement: &Statement, span: &Span) {
        match &statement.kind {
            StatementKind::Assign(
                to,
                Rvalue::Ref {
                    mutable,
                    place,
                    region,
                },
            ) => {
                let found = self.borrows.read(to, *mutable, place, span, self.captures);
                let live = region
                    .and_then(|region| live_lines(self.view, region, place, (block, index), span));
                if let Some(mut found) = found {
                    found.event.live = live;
                    self.events.add(found);
                }
            }
            StatementKind::Assign(_, Rvalue::Closure(_)) => {
                captures::add(self.view, statement, span, self.events, self.captures);
            }
            StatementKind::Assign(to, value) => self.value(to, value, span),
            StatementKind::Call { operands, .. } | StatementKind::Other(operands) => {
                self.all(operands, span, Some(Excuse::Operation));
            }
            _ => {}
        }
        match &statement.kind {
            StatementKind::Assign(to, _)
            | StatementKind::Call {
                destination: to, ..
            } => {
                self.assignment(block, to, statement, span);
            }
            _ => {}
        }
    }

    fn value(&mut self, to: &Place, value: &Rvalue, span: &Span) {
        match value {
            Rvalue::Use(operand) => self.used(to, operand, span),
            Rvalue::Array(operands) => self.all(operands, span, None),
            Rvalue::Struct(operands) => match base(self.view.source, span.range) {
                Some(base) => operands
                    .iter()
                    .for_each(|operand| self.updated(operand, span, base)),
                None => self.all(operands, span, Some(Excuse::Operation)),
            },
            Rvalue::Other(operands) => self.all(operands, span, Some(Excuse::Operation)),
            Rvalue::Ref { .. }
            | Rvalue::Closure(_)
            | Rvalue::Unit
            | Rvalue::FakeRef
            | Rvalue::RawRef(_)
            | Rvalue::Alias(_) => {}
        }
    }

    /// `to = move P`: an operand of its own, or a pattern's binding.
    fn used(&mut self, to: &Place, operand: &Operand, span: &Span) {
        let Some(mut mention) = self.view.mention(what(operand.kind), &operand.place, span) else {
            return;
        };
        let local = Some(to)
            .filter(|to| to.projections.is_empty())
            .map(|to| to.local);
        let target = local.and_then(|local| self.view.variables.whole(local));
        let variable = mention.variable;
        let same_variable = target.is_some_and(|target| {
            target.declared == variable.declared
                && target.name == variable.name
                && target.place != variable.place
        });
        let binds = target.is_some_and(|target| self.view.binds(target, &mention, span));
        if same_variable {
            mention.found.excuse = Some(Excuse::AsyncParameter);
        } else if !binds && mention.found.excuse.is_none() {
            mention.found.excuse = self.view.written_elsewhere(variable, span);
        }
        self.events.add(mention.found);
    }

    fn all(&mut self, operands: &[Operand], span: &Span, excuse: Option<Excuse>) {
        for operand in operands {
            if let Some(mut mention) = self.view.mention(what(operand.kind), &operand.place, span) {
                mention.found.excuse = mention.found.excuse.or(excuse);
                self.events.add(mention.found);
            }
        }
    }

    /// A field taken by `..base`: rustc's range is the whole expression, the user wrote `base`.
    fn updated(&mut self, operand: &Operand, span: &Span, base: Range) {
        if let Some(mention) = self.view.mention(what(operand.kind), &operand.place, span) {
            let mut found = mention.found;
            let whole = std::mem::replace(&mut found.event.range, base);
            found.alternatives.push(whole);
            self.events.add(found);
        }
    }

    /// `to = …` where `to` is a variable of the user that the source assigns to.
    fn assignment(&mut self, block: u32, to: &Place, statement: &Statement, span: &Span) {
        let Some(mut mention) = self.view.mention(What::Assign, to, span) else {
            return;
        };
        if mention.found.excuse.is_some() {
            return;
        }
        let variable = mention.variable;
        let is_own = |left: &Range| {
            let left = tokens(self.view.source.at(*left));
            let root = left.iter().find(|token| token.kind == TokenKind::Word);
            root.is_some_and(|word| word.text == variable.name)
        };
        match assigned(self.view.source, span.range).filter(is_own) {
            Some(left) => mention.found.event.range = left,
            None if self.replaces(block, to, span) => {}
            None if self.destructures(variable, statement, span) => {}
            None => return,
        }
        self.events.add(mention.found);
    }

    /// Whether the old value of the place is dropped at the same span on the way into the block.
    fn replaces(&self, block: u32, to: &Place, span: &Span) -> bool {
        let body = self.view.body;
        let drops = |statement: &Statement| {
            matches!(&statement.kind, StatementKind::Drop(place) if place.same(to))
                && statement.span.as_ref() == Some(span)
        };
        body.blocks.iter().any(|(&number, from)| {
            from.statements.last().is_some_and(drops)
                && body
                    .successors(number, &["unwind"])
                    .any(|next| next == block)
        })
    }

    /// `(a, b) = …` assigns each name from a temporary, at the name.
    fn destructures(&self, variable: &Variable, statement: &Statement, span: &Span) -> bool {
        let StatementKind::Assign(_, Rvalue::Use(Operand { place, .. })) = &statement.kind else {
            return false;
        };
        let from_temporary =
            place.projections.is_empty() && self.view.variables.find(place).is_none();
        from_temporary && self.view.text(span) == variable.name && span.range != variable.pattern
    }
}

/// The event that reading an operand is.
pub fn what(kind: OperandKind) -> What {
    match kind {
        OperandKind::Move => What::Move,
        OperandKind::Copy => What::Copy,
    }
}
