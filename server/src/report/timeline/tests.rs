//! Pictures of facts that are written by hand.

use super::life::State;
use super::scene::{Kind, Scene, Target};
use super::text::Source;
use super::{page, timeline};
use crate::facts::*;
use crate::report::Lines;

/// Facts under construction. A place is given by a text and the part of it that is meant.
struct Case {
    text: &'static str,
    facts: Facts<Located>,
}

impl Case {
    fn new(text: &'static str) -> Case {
        let facts = Facts {
            name: "demo::<T>".to_owned(),
            ..Facts::default()
        };
        Case { text, facts }
    }

    fn at(&self, outer: &str, inner: &str) -> Located {
        let start = self.text.find(outer).expect(outer) + outer.find(inner).expect(inner);
        let span = Span {
            start: start as u32,
            end: (start + inner.len()) as u32,
        };
        Located {
            span,
            in_macro: false,
        }
    }

    fn all(&self) -> Span {
        let end = self.text.trim_end().len() as u32;
        Span { start: 0, end }
    }

    fn value(&mut self, outer: &str, name: &str, ty: &str) -> ValueId {
        let reference = ty.starts_with('&');
        self.facts.values.push(Value {
            name: name.to_owned(),
            declared: self.at(outer, name),
            scope: Some(Located {
                span: self.all(),
                in_macro: false,
            }),
            ty: ty.to_owned(),
            copy: reference,
            not_copy: None,
            needs_drop: !reference,
            size: None,
            heap: None,
            parameter: false,
            mutable: false,
            closure: None,
        });
        ValueId(self.facts.values.len() as u32 - 1)
    }

    fn event(&mut self, value: ValueId, outer: &str, inner: &str, kind: EventKind<Located>) {
        self.facts.events.push(Event {
            kind,
            value: Some(value),
            place: self.facts.value(value).name.clone(),
            at: self.at(outer, inner),
            capture: None,
            closure: None,
            region: None,
        });
    }

    fn moved(&mut self, value: ValueId, outer: &str, inner: &str, into: Destination) {
        let cause = Cause::Initialiser;
        self.event(
            value,
            outer,
            inner,
            EventKind::Move(Transfer { cause, into }),
        );
    }

    fn dropped(&mut self, value: ValueId, conditional: bool) {
        let drop = Drop {
            conditional,
            fields: Vec::new(),
            replaced: false,
            at_end: AtEnd::Always,
            order: 0,
        };
        let end = self.text.rfind('}').expect("a brace");
        self.event(value, &self.text[end..], "}", EventKind::Drop(drop));
        let at = &mut self.facts.events.last_mut().expect("an event").at;
        at.span = Span {
            start: end as u32,
            end: end as u32 + 1,
        };
    }

    /// A borrow that `holder` keeps, live in some places.
    fn lent(&mut self, value: ValueId, at: (&str, &str), holder: ValueId, live: &[(&str, &str)]) {
        let kind = EventKind::Borrow(Borrow {
            kind: BorrowKind::Shared,
            reborrow: false,
            implicit: false,
            cause: Cause::Explicit,
            into: Destination::Value(holder),
        });
        self.event(value, at.0, at.1, kind);
        let live: Vec<Located> = live.iter().map(|it| self.at(it.0, it.1)).collect();
        let kept = live.last().map(|&at| Kept::Used {
            at,
            value: Some(holder),
        });
        let event = self.facts.events.last_mut().expect("an event");
        event.region = Some(Box::new(Region {
            issued: live,
            live: Vec::new(),
            approximate: false,
            escapes: false,
            steps: Vec::new(),
            kept,
        }));
    }

    fn scene<T>(&self, look: impl FnOnce(&Scene) -> T) -> T {
        let lines = Lines::new(self.text);
        let source = Source::new(self.text, self.all(), &lines);
        look(&Scene::new(&self.facts, &self.text.into(), &source))
    }

    fn states(&self) -> Vec<(usize, State)> {
        self.scene(|scene| {
            scene
                .segments
                .iter()
                .map(|it| (it.column, it.state))
                .collect()
        })
    }

    fn picture(&self) -> String {
        timeline(
            &self.facts,
            &self.text.into(),
            self.all(),
            &Lines::new(self.text),
        )
    }
}

const MOVED: &str = "fn f() {\n    let v = g();\n    let w = v;\n}\n";

fn moved() -> Case {
    let mut case = Case::new(MOVED);
    let v = case.value("let v", "v", "String");
    let w = case.value("let w", "w", "String");
    case.moved(v, "= v;", "v", Destination::Value(w));
    case.dropped(w, false);
    case
}

#[test]
fn a_move_leads_to_the_column_of_its_new_owner() {
    let case = moved();
    let kinds = case.scene(|scene| {
        let moments = scene.moments.iter();
        moments
            .map(|it| (it.column, it.kind.clone()))
            .collect::<Vec<_>>()
    });
    let expected = vec![
        (0, Kind::Begin),
        (1, Kind::Begin),
        (0, Kind::Move(Target::Column(1))),
        (1, Kind::Drop { conditional: false }),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(case.states(), [(0, State::Owned), (1, State::Owned)]);
}

#[test]
fn the_new_owner_begins_where_the_arrow_ends() {
    let picture = moved().picture();
    let heights: Vec<&str> = picture
        .lines()
        .filter(|line| line.starts_with(r#"<circle class="ol-"#))
        .filter_map(|line| line.split(r#"cy=""#).nth(1)?.split('"').next())
        .collect();
    assert_eq!(heights.len(), 3, "{picture}");
    assert_eq!(heights[1], heights[2], "{picture}");
}

#[test]
fn behind_a_move_on_some_paths_the_value_may_be_owned() {
    let mut case = Case::new("fn f() {\n    let v = g();\n    if c {\n        h(v);\n    }\n}\n");
    let v = case.value("let v", "v", "String");
    case.moved(v, "h(v)", "v", Destination::Parameter);
    case.dropped(v, true);
    assert_eq!(case.states(), [(0, State::Owned), (0, State::Maybe)]);
    assert!(case.picture().contains("ol-maybe-mark"));
}

#[test]
fn behind_the_last_move_there_is_nothing() {
    let mut case = Case::new("fn f(v: String) {\n    h(v);\n    i();\n}\n");
    let v = case.value("(v: String)", "v", "String");
    case.moved(v, "h(v)", "v", Destination::Parameter);
    assert_eq!(case.states(), [(0, State::Owned)]);
}

#[test]
fn a_use_after_a_move_does_not_make_a_value_owned() {
    let mut case = Case::new("fn f(v: String) {\n    h(v);\n    i(v);\n}\n");
    let v = case.value("(v: String)", "v", "String");
    case.moved(v, "h(v)", "v", Destination::Parameter);
    case.moved(v, "i(v)", "v", Destination::Parameter);
    case.facts.errors.push(Error {
        kind: ErrorKind::Moved {
            access: Access::Use,
            partial: false,
        },
        at: case.at("i(v)", "v"),
        value: Some(v),
        place: "v".to_owned(),
        ty: None,
        clone: true,
        steps: Vec::new(),
        closure: None,
    });
    assert_eq!(case.states(), [(0, State::Owned)]);
    let picture = case.picture();
    assert!(
        picture.contains("Line 3: Error: use of moved value"),
        "{picture}"
    );
    assert_eq!(picture.matches("ol-mark").count(), 1 + 1, "{picture}");
}

#[test]
fn a_borrow_has_holes_and_a_holder() {
    let mut case = Case::new(
        "fn f(v: String) {\n    let r = &v; // }\n    // b\n    r.a();\n\n    c();\n    r.d();\n}\n",
    );
    let v = case.value("(v: String)", "v", "String");
    let r = case.value("let r", "r", "&String");
    case.lent(
        v,
        ("&v", "&v"),
        r,
        &[("r.a()", "r.a()"), ("r.d()", "r.d()")],
    );
    let (lines, holder) = case.scene(|scene| {
        let mut moments = scene.moments.iter();
        moments
            .find_map(|it| match &it.kind {
                Kind::Borrow(loan) => Some((loan.lines.clone(), loan.holder)),
                _ => None,
            })
            .expect("a borrow")
    });
    assert_eq!((lines, holder), (vec![1, 2, 3, 6], Some(1)));
    let picture = case.picture();
    assert_eq!(
        picture.matches(r#"class="ol-span""#).count(),
        2 + 1,
        "{picture}"
    );
    assert_eq!(
        picture.matches(r#"class="ol-hole""#).count(),
        1,
        "{picture}"
    );
}

#[test]
fn lines_in_which_nothing_happens_are_one_row() {
    let mut case = Case::new(
        "fn f(v: String) {\n    a();\n    b();\n    c();\n    d();\n    e();\n    g();\n}\n",
    );
    let v = case.value("(v: String)", "v", "String");
    case.dropped(v, false);
    let picture = case.picture();
    assert!(
        picture.contains(r#"data-line="1" data-last-line="6""#),
        "{picture}"
    );
    assert_eq!(picture.matches(r#"class="ol-row""#).count(), 3, "{picture}");
}

#[test]
fn text_of_the_program_is_no_markup() {
    let mut case = Case::new("fn f(v: T<'_>) { \"</svg>&\u{1}\" }\n");
    case.value("(v: T", "v", "T<'_>");
    let picture = case.picture();
    assert!(picture.contains("&lt;/svg&gt;&amp;&quot;"), "{picture}");
    assert!(picture.contains("demo::&lt;T&gt;"), "{picture}");
    assert!(!picture.contains('\u{1}'));
    assert_eq!(picture.matches("</svg>").count(), 1, "{picture}");
}

#[test]
fn a_page_stands_for_itself_and_loads_nothing() {
    let case = moved();
    let bodies = [(&case.facts, case.all()), (&case.facts, case.all())];
    let page = page(
        bodies.into_iter(),
        &case.text.into(),
        &Lines::new(case.text),
    );
    assert_eq!(page.matches("<style>").count(), 1);
    assert!(page.contains("prefers-color-scheme: dark"));
    assert!(page.contains(r#"role="img""#) && !page.contains(r#"role="button""#));
    let addresses = page.matches("http").count();
    assert_eq!(
        addresses,
        page.matches("xmlns=\"http://www.w3.org/2000/svg\"").count()
    );
}
