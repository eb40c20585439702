//! Facts for tests: a text, values and events at places of it.

use crate::explain::{Terminal, explain, markdown, terminal};
use crate::facts::*;

/// Facts under construction. Places are given as `(outer, inner)`: the first `inner` in the first
/// `outer` of the text.
pub(super) struct Case {
    pub(super) text: &'static str,
    pub(super) facts: Facts<Located>,
}

impl Case {
    pub(super) fn new(text: &'static str) -> Case {
        let facts = Facts {
            name: "demo::main".to_owned(),
            ..Facts::default()
        };
        Case { text, facts }
    }

    pub(super) fn at(&self, outer: &str, inner: &str) -> Located {
        let start = self
            .text
            .find(outer)
            .unwrap_or_else(|| panic!("no {outer}"));
        let start = start + outer.find(inner).unwrap_or_else(|| panic!("no {inner}"));
        let span = Span {
            start: start as u32,
            end: (start + inner.len()) as u32,
        };
        Located {
            span,
            in_macro: false,
        }
    }

    /// The last `}` of the text, and the whole text as its scope.
    fn end(&self) -> Located {
        let end = self.text.rfind('}').expect("a brace") as u32;
        Located {
            span: Span {
                start: end,
                end: end + 1,
            },
            in_macro: false,
        }
    }

    /// A variable that lives until the last brace; of a type with drop glue.
    pub(super) fn value(&mut self, outer: &str, name: &str, ty: &str) -> ValueId {
        self.facts.values.push(Value {
            name: name.to_owned(),
            declared: self.at(outer, name),
            scope: Some(self.end()),
            ty: ty.to_owned(),
            copy: false,
            not_copy: None,
            needs_drop: true,
            size: None,
            heap: None,
            parameter: false,
            mutable: false,
            closure: None,
        });
        ValueId(self.facts.values.len() as u32 - 1)
    }

    pub(super) fn edit(&mut self, id: ValueId, edit: impl FnOnce(&mut Value<Located>)) {
        edit(&mut self.facts.values[id.0 as usize]);
    }

    pub(super) fn event(
        &mut self,
        value: ValueId,
        at: (&str, &str),
        kind: EventKind<Located>,
    ) -> &mut Event<Located> {
        let place = self.facts.value(value).name.clone();
        let at = self.at(at.0, at.1);
        self.push(Event {
            kind,
            value: Some(value),
            place,
            at,
            capture: None,
            closure: None,
            region: None,
        })
    }

    fn push(&mut self, event: Event<Located>) -> &mut Event<Located> {
        let at = event.at;
        self.facts.events.push(event);
        self.facts.events.sort_by_key(|event| event.at.span);
        let found = self.facts.events.iter().rposition(|event| event.at == at);
        &mut self.facts.events[found.expect("it was pushed")]
    }

    pub(super) fn moved(
        &mut self,
        value: ValueId,
        at: (&str, &str),
        cause: Cause,
        into: Destination,
    ) -> &mut Event<Located> {
        self.event(value, at, EventKind::Move(Transfer { cause, into }))
    }

    /// A drop at the last brace.
    pub(super) fn dropped(&mut self, value: ValueId, order: u32) -> &mut Event<Located> {
        let kind = EventKind::Drop(Drop {
            conditional: false,
            fields: vec![],
            replaced: false,
            at_end: AtEnd::Always,
            order,
        });
        let place = self.facts.value(value).name.clone();
        let at = self.end();
        self.push(Event {
            kind,
            value: Some(value),
            place,
            at,
            capture: None,
            closure: None,
            region: None,
        })
    }

    /// A temporary's drop at the last brace.
    pub(super) fn temporary(&mut self, ty: &str, created: (&str, &str)) {
        let kind = EventKind::TempDrop {
            created: self.at(created.0, created.1),
            conditional: false,
            order: u32::MAX,
        };
        let at = self.end();
        self.push(Event {
            kind,
            value: None,
            place: ty.to_owned(),
            at,
            capture: None,
            closure: None,
            region: None,
        });
    }

    pub(super) fn hover(&self, at: (&str, &str)) -> String {
        let offset = self.at(at.0, at.1).span.start;
        let found = explain(&self.facts, &self.text.into(), offset);
        found.map_or("nothing\n".to_owned(), |it| markdown(&it) + "\n")
    }

    pub(super) fn print(&self, at: (&str, &str)) -> String {
        let offset = self.at(at.0, at.1).span.start;
        let found = explain(&self.facts, &self.text.into(), offset).expect("an explanation");
        terminal(
            &found,
            Terminal {
                path: "src/main.rs",
                text: self.text,
                colour: false,
            },
        ) + "\n"
    }
}

pub(super) fn callee(path: &str, receiver: Option<&str>) -> Callee {
    let name = path.rsplit("::").next().unwrap_or(path);
    Callee {
        name: name.to_owned(),
        path: path.to_owned(),
        receiver: receiver.map(str::to_owned),
    }
}

pub(super) fn argument(path: &str, parameter: &str, ty: &str) -> Cause {
    Cause::Argument {
        callee: Some(callee(path, None)),
        index: 0,
        parameter: Some(parameter.to_owned()),
        parameter_ty: Some(ty.to_owned()),
    }
}
