//! Moves, copies, borrows and assignments, from the MIR that the borrow checker ran on.

use std::collections::BTreeMap;

use crate::found::{Events, Excuse, Found};
use crate::mir::{
    Body, Operand, OperandKind, Place, Projection, Rvalue, Span, Statement, StatementKind,
};
use crate::support::event::{Access, Event, What};
use crate::support::position::Range;
use crate::support::source::{Source, closing};
use crate::support::tokens::{Token, TokenKind, tokens};
use crate::types::{Fields, is_plainly_copy};
use crate::variables::{Variable, Variables, behind_reference, place_text};

/// What the fields of closures stand for: by the closure's key and the field's index, the captured place
/// as the user would write it and whether it goes through a reference.
pub type Captures = BTreeMap<(String, u32), (String, bool)>;

/// Reads the uses of one body.
pub struct Uses<'b> {
    pub body: &'b Body,
    pub source: &'b Source,
    pub file: &'b str,
    pub variables: &'b Variables,
    pub fields: &'b Fields,
    pub events: &'b mut Events,
    pub captures: &'b mut Captures,
}

/// A temporary that becomes a field of a closure: the closure's key and the field.
type Captured<'b> = BTreeMap<u32, (&'b str, u32)>;

impl<'b> Uses<'b> {
    /// Adds the events of all statements.
    pub fn read(&mut self) {
        let captured = self.captured();
        let passed = passed(self.body);
        let body = self.body;
        for (&number, block) in body.blocks.iter().filter(|(_, block)| !block.cleanup) {
            for statement in &block.statements {
                if let Some(span) = &statement.span {
                    self.statement(number, statement, span, &captured, &passed);
                }
            }
        }
    }

    fn statement(
        &mut self,
        block: u32,
        statement: &Statement,
        span: &Span,
        captured: &Captured<'b>,
        passed: &BTreeMap<u32, &str>,
    ) {
        match &statement.kind {
            StatementKind::Assign(to, Rvalue::Ref { mutable, place }) => {
                self.borrow(to, *mutable, place, span, captured, passed);
            }
            StatementKind::Assign(_, Rvalue::Closure(operands)) => {
                self.closure(statement, operands, span)
            }
            StatementKind::Assign(to, value) => self.operands(to, value, span),
            StatementKind::Call { operands, .. } | StatementKind::Other(operands) => {
                for operand in operands {
                    self.operand(operand, span, Some(Excuse::Operation));
                }
            }
            _ => {}
        }
        if let StatementKind::Assign(to, _)
        | StatementKind::Call {
            destination: to, ..
        } = &statement.kind
        {
            self.assignment(block, to, statement, span);
        }
    }

    /// The temporaries that hold references for closures.
    fn captured(&self) -> Captured<'b> {
        let mut out = Captured::new();
        for block in self.body.blocks.values() {
            for (at, statement) in block.statements.iter().enumerate() {
                let StatementKind::Assign(_, Rvalue::Closure(operands)) = &statement.kind else {
                    continue;
                };
                let Some(closure) = &statement.closure else {
                    continue;
                };
                for (field, operand) in (0..).zip(operands) {
                    if operand.place.projections.is_empty()
                        && self.variables.find(&operand.place).is_none()
                    {
                        out.insert(operand.place.local, (&closure.key, field));
                    }
                }
                // rustc prints one operand for each captured variable, though there is one for each
                // captured place: of a closure that captures `x.a` and `x.b` the last is not shown. Its
                // reference was made for the same expression, in the order of the fields.
                let hidden = operands.len() as u32..closure.captures.len() as u32;
                let mut hidden =
                    hidden.filter(|&field| closure.captures[field as usize].starts_with('&'));
                for other in &block.statements[..at] {
                    if let StatementKind::Assign(to, Rvalue::Ref { .. }) = &other.kind
                        && other.span == statement.span
                        && !out.contains_key(&to.local)
                        && self.variables.whole(to.local).is_none()
                        && let Some(field) = hidden.next()
                    {
                        out.insert(to.local, (&closure.key, field));
                    }
                }
            }
        }
        out
    }

    fn text(&self, span: &Span) -> &'b str {
        self.source.at(span.range)
    }

    /// An event about a place, unless the place is no variable's.
    fn event(
        &self,
        what: What,
        place: &Place,
        span: &Span,
    ) -> Option<(Found, &'b Variable, Vec<Projection>)> {
        let (variable, rest) = self.variables.find(place)?;
        let in_macro = span.file != self.file
            || self.source.in_macro_definition(span.range.start)
            || variable.in_macro;
        let event = Event {
            range: span.range,
            what,
            place: place_text(variable, rest, self.fields, self.text(span)),
            parts: Vec::new(),
            capture: false,
            in_macro: false,
            cause: None,
        };
        let found = Found {
            event,
            declared: Some(variable.declared),
            alternatives: Vec::new(),
            excuse: in_macro.then_some(Excuse::Macro),
        };
        Some((found, variable, rest.to_vec()))
    }

    fn operands(&mut self, to: &Place, value: &Rvalue, span: &Span) {
        match value {
            Rvalue::Use(operand) => self.used(to, operand, span),
            Rvalue::Array(operands) => operands
                .iter()
                .for_each(|operand| self.operand(operand, span, None)),
            Rvalue::Struct(operands) => match base(self.source, span.range) {
                Some(base) => operands
                    .iter()
                    .for_each(|operand| self.updated(operand, span, base)),
                None => operands
                    .iter()
                    .for_each(|operand| self.operand(operand, span, Some(Excuse::Operation))),
            },
            Rvalue::Other(operands) => {
                operands
                    .iter()
                    .for_each(|operand| self.operand(operand, span, Some(Excuse::Operation)));
            }
            Rvalue::Ref { .. }
            | Rvalue::Closure(_)
            | Rvalue::FakeRef
            | Rvalue::RawRef(_)
            | Rvalue::Alias(_) => {}
        }
    }

    /// `to = move P`: an operand of its own, or a pattern's binding.
    fn used(&mut self, to: &Place, operand: &Operand, span: &Span) {
        let target = Some(to)
            .filter(|to| to.projections.is_empty())
            .and_then(|to| self.variables.whole(to.local));
        let Some((mut found, variable, rest)) =
            self.event(what(operand.kind), &operand.place, span)
        else {
            return;
        };
        let binds =
            target.is_some_and(|target| self.binds(target, variable, !rest.is_empty(), span));
        if target.is_some_and(|target| {
            (&target.name, target.declared) == (&variable.name, variable.declared)
                && target.place != variable.place
        }) {
            found.excuse = Some(Excuse::AsyncParameter);
        } else if !binds && found.excuse.is_none() {
            found.excuse = self.written_elsewhere(variable, span);
        }
        self.events.add(found);
    }

    fn operand(&mut self, operand: &Operand, span: &Span, excuse: Option<Excuse>) {
        if let Some((mut found, ..)) = self.event(what(operand.kind), &operand.place, span) {
            found.excuse = found.excuse.or(excuse);
            self.events.add(found);
        }
    }

    /// A field taken by `..base`: rustc's range is the whole expression, the user wrote `base`.
    fn updated(&mut self, operand: &Operand, span: &Span, base: Range) {
        if let Some((mut found, ..)) = self.event(what(operand.kind), &operand.place, span) {
            found
                .alternatives
                .push(std::mem::replace(&mut found.event.range, base));
            self.events.add(found);
        }
    }

    /// Whether a pattern at the span binds `target` to (a part of) `variable`.
    fn binds(&self, target: &Variable, variable: &Variable, part: bool, span: &Span) -> bool {
        if span.range == target.pattern {
            return true;
        }
        // Further alternatives of `A(x) | B(x)` bind at their own place.
        let text = self.text(span);
        let name = text.trim_start_matches("ref ").trim_start_matches("mut ");
        name == target.name && (variable.name != target.name || part)
    }

    /// An excuse for a use where the source does not mention the variable.
    fn written_elsewhere(&self, variable: &Variable, span: &Span) -> Option<Excuse> {
        let text = self.text(span);
        let first = *tokens(text).first()?;
        if matches!(first.text, "&" | "*" | "(") || first.text == variable.name {
            return None;
        }
        // A literal is a pattern that is compared with the variable.
        let literal = first.kind == TokenKind::Literal
            || first.is("-")
            || first.text.starts_with(char::is_numeric);
        Some(if literal {
            Excuse::Operation
        } else {
            Excuse::Macro
        })
    }

    fn borrow(
        &mut self,
        to: &Place,
        mutable: bool,
        place: &Place,
        span: &Span,
        captured: &Captured<'b>,
        passed: &BTreeMap<u32, &str>,
    ) {
        let access = if mutable {
            Access::Mutable
        } else {
            Access::Shared
        };
        let shared = What::Borrow {
            access,
            reborrow: false,
        };
        let Some((mut found, variable, rest)) = self.event(shared, place, span) else {
            return;
        };
        let target = Some(to.local).filter(|_| to.projections.is_empty());
        let whole = target.and_then(|local| self.variables.whole(local));
        let capture = target
            .filter(|_| whole.is_none())
            .and_then(|local| captured.get(&local));
        let reborrow = behind_reference(variable, &rest);
        let binds =
            whole.is_some_and(|target| self.binds(target, variable, !rest.is_empty(), span));
        let explicit = self.text(span).starts_with('&') || self.text(span).starts_with("ref ");
        let mut access = access;
        if let Some(&(key, field)) = capture {
            found.event.capture = true;
            if mutable && reborrow {
                access = Access::Unique;
            }
            self.captures.insert(
                (String::from(key), field),
                (found.event.place.clone(), reborrow),
            );
        } else if !binds && !explicit {
            let callee = target.and_then(|local| passed.get(&local));
            if mutable && callee.is_some_and(|callee| is_two_phase(callee)) {
                access = Access::TwoPhase;
            }
            found
                .alternatives
                .extend(outer_borrow(self.source, span.range));
        }
        if target.is_some_and(|local| self.variables.is_guard_reference(local)) {
            found.excuse = Some(Excuse::Guard);
        } else if !binds && capture.is_none() && found.excuse.is_none() {
            found.excuse = self.written_elsewhere(variable, span);
        }
        found.event.what = What::Borrow { access, reborrow };
        self.events.add(found);
    }

    /// A closure or coroutine is made: what it captures by value.
    fn closure(&mut self, statement: &Statement, operands: &[Operand], span: &Span) {
        let Some(closure) = &statement.closure else {
            return;
        };
        // The coroutine of an `async fn` is the function's body.
        let excuse = self
            .text(span)
            .starts_with('{')
            .then_some(Excuse::AsyncParameter);
        for (field, operand) in (0..).zip(operands) {
            if let Some((mut found, variable, rest)) =
                self.event(what(operand.kind), &operand.place, span)
            {
                let reborrow = behind_reference(variable, &rest);
                self.captures.insert(
                    (closure.key.clone(), field),
                    (found.event.place.clone(), reborrow),
                );
                found.event.capture = true;
                found.excuse = found.excuse.or(excuse);
                self.events.add(found);
            }
        }
    }

    /// `to = …` where `to` is a variable of the user that the source assigns to.
    fn assignment(&mut self, block: u32, to: &Place, statement: &Statement, span: &Span) {
        let Some((mut found, variable, _)) = self.event(What::Assign, to, span) else {
            return;
        };
        if found.excuse.is_some() {
            return;
        }
        let is_own = |left: &Range| {
            let left = tokens(self.source.at(*left));
            left.iter()
                .find(|token| token.kind == TokenKind::Word)
                .is_some_and(|word| word.text == variable.name)
        };
        match assigned(self.source, span.range).filter(is_own) {
            Some(left) => found.event.range = left,
            None if self.replaced(block, to, span)
                || self.destructured(variable, statement, span) => {}
            None => return,
        }
        self.events.add(found);
    }

    /// Whether the old value of the place is dropped at the same span on the way into the block.
    fn replaced(&self, block: u32, to: &Place, span: &Span) -> bool {
        self.body.blocks.iter().any(|(&number, from)| {
            from.statements.last().is_some_and(|last| {
                matches!(&last.kind, StatementKind::Drop(place) if place.same(to))
                    && last.span.as_ref() == Some(span)
                    && self
                        .body
                        .successors(number, &["unwind"])
                        .any(|next| next == block)
            })
        })
    }

    /// `(a, b) = …` assigns each name from a temporary, at the name.
    fn destructured(&self, variable: &Variable, statement: &Statement, span: &Span) -> bool {
        let from_temporary = matches!(
            &statement.kind,
            StatementKind::Assign(_, Rvalue::Use(Operand { place, .. }))
                if place.projections.is_empty() && self.variables.find(place).is_none()
        );
        from_temporary && self.text(span) == variable.name && span.range != variable.pattern
    }

    /// Captures by value that rustc does not print, see [`Uses::captured`]: the closure's own body knows
    /// them. `inner` are the variables there.
    pub fn hidden_captures(&mut self, key: &str, inner: &Variables) {
        let Some((statement, closure, printed)) = self
            .body
            .blocks
            .values()
            .flat_map(|block| &block.statements)
            .find_map(|statement| match (&statement.kind, &statement.closure) {
                (StatementKind::Assign(_, Rvalue::Closure(operands)), Some(closure))
                    if closure.key == key =>
                {
                    Some((statement, closure, operands.len() as u32))
                }
                _ => None,
            })
        else {
            return;
        };
        let Some(span) = &statement.span else { return };
        for variable in &inner.0 {
            let Some(field) = variable.captured.filter(|&field| field >= printed) else {
                continue;
            };
            let by_reference = variable.place.projections.last() == Some(&Projection::Deref);
            let outer = self
                .variables
                .0
                .iter()
                .find(|outer| outer.declared == variable.declared);
            let (false, Some(outer), Some(ty)) =
                (by_reference, outer, closure.captures.get(field as usize))
            else {
                continue;
            };
            let what = if is_plainly_copy(ty) {
                What::Copy
            } else {
                What::Move
            };
            let Some((mut found, ..)) = self.event(what, &outer.place, span) else {
                continue;
            };
            found.event.place = variable.root.clone();
            found.event.capture = true;
            self.events.add(found);
        }
    }
}

fn what(kind: OperandKind) -> What {
    match kind {
        OperandKind::Move => What::Move,
        OperandKind::Copy => What::Copy,
    }
}

/// The locals that are handed to calls, with the callee's text.
fn passed(body: &Body) -> BTreeMap<u32, &str> {
    let mut out = BTreeMap::new();
    for statement in body.blocks.values().flat_map(|block| &block.statements) {
        if let StatementKind::Call {
            callee, operands, ..
        } = &statement.kind
        {
            let whole = operands
                .iter()
                .filter(|operand| operand.place.projections.is_empty());
            out.extend(whole.map(|operand| (operand.place.local, callee.as_str())));
        }
    }
    out
}

/// Whether an automatic `&mut` to a callee is a two-phase borrow: not for overloaded `*`, `[]` and calls of
/// closures (rustc allows them only where RFC 2025 needs them). The MIR's text does not tell.
fn is_two_phase(callee: &str) -> bool {
    let name = callee.rsplit("::").next().unwrap_or(callee);
    !(callee.starts_with('<') && matches!(name, "deref_mut" | "index_mut" | "call_mut"))
}

/// The assigned place in an assignment expression, compound ones included; `None` for other expressions.
fn assigned(source: &Source, range: Range) -> Option<Range> {
    let text = source.at(range);
    let all = tokens(text);
    let mut at = 0;
    while all.get(at)?.is("*") {
        at += 1;
    }
    if all[at].kind == TokenKind::Word && !all[at].text.starts_with(char::is_numeric) {
        at += 1;
    } else if all[at].is("(") {
        at = closing(&all, at) + 1;
    } else {
        return None;
    }
    loop {
        let token = all.get(at)?;
        if token.is(".")
            && all
                .get(at + 1)
                .is_some_and(|name| name.kind == TokenKind::Word)
        {
            at += 2;
        } else if token.is("[") {
            at = closing(&all, at) + 1;
        } else {
            break;
        }
    }
    let end = all.get(at.checked_sub(1)?)?.end();
    let operator: Vec<&Token<'_>> = all[at..]
        .iter()
        .take_while(|token| token.kind == TokenKind::Symbol)
        .take(3)
        .collect();
    let written: String = operator.iter().map(|token| token.text).collect();
    let compound = ["+=", "-=", "*=", "/=", "%=", "^=", "&=", "|=", "<<=", ">>="];
    let is_assignment =
        (written.starts_with('=') && !written.starts_with("==") && !written.starts_with("=>"))
            || compound
                .iter()
                .any(|operator| written.starts_with(operator));
    let start = source.offset(range.start);
    is_assignment.then(|| source.range(start, start + end))
}

/// The range of `base` in `S { a: x, ..base }`.
fn base(source: &Source, range: Range) -> Option<Range> {
    let all = tokens(source.at(range));
    let open = all.iter().position(|token| token.is("{"))?;
    let close = closing(&all, open);
    let mut at = open + 1;
    while at + 1 < close {
        match all[at].text {
            "(" | "[" | "{" => at = closing(&all, at),
            "." if all[at + 1].is(".") && (all[at - 1].is(",") || at == open + 1) => {
                let start = source.offset(range.start);
                return Some(
                    source.range(start + all.get(at + 2)?.start, start + all[close - 1].end()),
                );
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The range of `&mut v[i]` or `&*s` around `v` or `s`. With an overloaded index or dereference rustc
/// borrows at the variable for the operator, and `&` reborrows what that returns.
fn outer_borrow(source: &Source, range: Range) -> Option<Range> {
    let end = source.offset(range.end);
    let before = &source.text()[..source.offset(range.start)];
    let start = before.trim_end_matches(['*', '(', ' ']);
    let start = start
        .strip_suffix("mut")
        .map_or(start, str::trim_end)
        .strip_suffix('&')?;
    Some(source.range(start.len(), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> (Source, Range) {
        let source = Source::new(String::from(text));
        let range = source.range(0, text.len());
        (source, range)
    }

    #[test]
    fn assigned_places() {
        for (text, left) in [
            ("n += 1", Some("n")),
            ("*self.items[i] = f(a == b)", Some("*self.items[i]")),
            ("x = y", Some("x")),
            ("(*p).n = 3", Some("(*p).n")),
            ("a == b", None),
            ("a.b", None),
            ("f(x)", None),
            ("\"x\"", None),
            ("a >= b", None),
            ("1..=n", None),
            ("a..=b", None),
        ] {
            let (source, range) = whole(text);
            assert_eq!(
                assigned(&source, range)
                    .map(|range| source.at(range).to_owned())
                    .as_deref(),
                left,
                "{text}"
            );
        }
    }

    #[test]
    fn bases_of_struct_updates() {
        for (text, found) in [
            ("S { a: x, ..base }", Some("base")),
            ("S { r: 1..2, ..f(0..3) }", Some("f(0..3)")),
            ("S { r: a..b }", None),
            ("S { ..pair.0 }", Some("pair.0")),
            ("S { a: T { ..u } }", None),
        ] {
            let (source, range) = whole(text);
            let base = base(&source, range).map(|range| source.at(range).to_owned());
            assert_eq!(base.as_deref(), found, "{text}");
        }
    }

    #[test]
    fn two_phase_borrows_are_for_calls() {
        assert!(
            is_two_phase("Vec::<u32>::push") && is_two_phase("<T as AddAssign<u8>>::add_assign")
        );
        assert!(!is_two_phase("<Vec<u32> as IndexMut<usize>>::index_mut"));
        assert!(!is_two_phase("<F as FnMut<(u32,)>>::call_mut"));
    }
}
