use super::*;

/// The range of the first `inner` in a text.
fn at(text: &str, inner: &str) -> Span {
    let start = text.find(inner).unwrap_or_else(|| panic!("no {inner}")) as u32;
    Span {
        start,
        end: start + inner.len() as u32,
    }
}

fn source(text: &str, at: Span) -> &str {
    &text[at.start as usize..at.end as usize]
}

#[test]
fn statements_of_blocks() {
    let text = "fn f() {\n    // first\n    let mut x = a();\n    while c { b(x) }\n    x\n}";
    let outline = SourceText::from(text).outline();
    let (block, index) = outline.block(at(text, "a()")).expect("a block");
    let statements: Vec<&str> = block
        .statements
        .iter()
        .map(|it| source(text, it.at))
        .collect();
    assert_eq!(statements, ["let mut x = a();", "while c { b(x) }", "x"]);
    assert_eq!(index, 0);
    assert!(!block.repeated);
    let StatementKind::Let {
        name,
        mutable,
        initialiser,
        ..
    } = block.statements[0].kind
    else {
        panic!("{block:?}");
    };
    assert_eq!(name.map(|it| source(text, it)), Some("x"));
    assert_eq!(initialiser.map(|it| source(text, it)), Some("a()"));
    assert!(mutable);
    assert_eq!(block.statements[2].kind, StatementKind::Tail);
    let (inner, _) = outline.block(at(text, "b(x)")).expect("a block");
    assert!(inner.repeated);
    let (outer, index) = outline.outer_block(&inner).expect("a block");
    assert_eq!((outer.at, index), (block.at, 1));
}

#[test]
fn what_runs_with_its_statement() {
    let text = "fn f() { p(a(1) + q(|| b(2)), c && d(3)); if e(4) { g(5) } while h(6) {} }";
    let outline = SourceText::from(text).outline();
    let runs = |inner| outline.runs_with_statement(at(text, inner));
    assert!(runs("a(1)") && runs("e(4)") && runs("g(5)"));
    assert!(!runs("b(2)") && !runs("d(3)") && !runs("h(6)"));
}

#[test]
fn what_runs_on_some_ways_only() {
    let text = "fn f() { { a(1) } let x = b(2) else { c(3) }; if d(4) { e(5) } match g(6) { 1 => h(7), _ => {} } k(8) && l(9); loop { m(10) } for i in n(11) { o(12) } whole(); }";
    let outline = SourceText::from(text).outline();
    let (whole, _) = outline.block(at(text, "whole()")).expect("a block");
    let optional = |inner| outline.is_optional_in(at(text, inner), &whole);
    for inner in ["a(1)", "b(2)", "d(4)", "g(6)", "k(8)", "m(10)", "n(11)"] {
        assert!(!optional(inner), "{inner}");
    }
    for inner in ["c(3)", "e(5)", "h(7)", "l(9)", "o(12)"] {
        assert!(optional(inner), "{inner}");
    }
}

#[test]
fn operands_and_calls() {
    let text = "fn f() { let n = o.unwrap().len(); }";
    let outline = SourceText::from(text).outline();
    let call = outline.call_on(at(text, "o")).expect("a call");
    assert_eq!(
        (call.name.as_str(), call.then.as_deref()),
        ("unwrap", Some("len"))
    );
    let text = "fn f() { o.unwrap().name.0.len() }";
    let outline = SourceText::from(text).outline();
    let call = outline.call_on(at(text, "o")).expect("a call");
    assert_eq!(source(text, call.field), "o.unwrap().name.0");
    assert_eq!(call.then.as_deref(), Some("len"));
    let text = "fn f() { g(&mut v[i], w); let m = move |x| x; }";
    let outline = SourceText::from(text).outline();
    let call = outline.call_with(at(text, "v[i]")).expect("a call");
    assert_eq!((call.name.as_str(), call.arguments.len()), ("g", 2));
    assert!(call.statement);
    let reference = outline
        .reference(at(text, "&mut v[i]"))
        .expect("a reference");
    assert!(reference.mutable);
    let index = outline.index(reference.of).expect("an index");
    assert_eq!(
        (source(text, index.base), source(text, index.index)),
        ("v", "i")
    );
    let closure = at(text, "move |x| x");
    assert_eq!(outline.closure(closure.start), Some(closure));
    let keyword = outline.move_keyword(closure.start).expect("a keyword");
    assert_eq!(source(text, keyword), "move ");
}

#[test]
fn patterns_and_loops() {
    let text = "fn f() { for (a, b) in many { g(a, b) } match opt { Some(it) => {} None => {} } let S { n, ref k } = p; }";
    let outline = SourceText::from(text).outline();
    let found = outline.for_loop(at(text, "many")).expect("a loop");
    assert_eq!(found.names.len(), 2);
    assert!(!found.plain);
    let found = outline.scrutinee(at(text, "it")).expect("a scrutinee");
    assert_eq!((source(text, found.at), found.explicit), ("opt", false));
    let name = at(text, "n, ref");
    let name = Span {
        end: name.start + 1,
        ..name
    };
    assert!(
        outline
            .bound(name)
            .is_some_and(|it| it.shorthand && !it.adorned)
    );
    assert!(outline.scrutinee(name).is_some_and(|it| it.explicit));
}

#[test]
fn signatures() {
    let text = "impl S { pub fn f<'a: 'b, T, U: Copy>(&self, mut x: &T, y: Vec<&'a str>) -> Box<dyn D> { x } }";
    let outline = SourceText::from(text).outline();
    let function = outline.function(at(text, "{ x }")).expect("a function");
    assert!(function.public && !function.of_trait);
    assert_eq!(function.container.as_deref(), Some("S"));
    assert_eq!(function.free_types, ["T"]);
    assert_eq!(source(text, function.lifetimes[0]), "'a: 'b");
    assert!(function.parameters[0].mutable);
    assert_eq!(function.parameters[0].ty.elided.len(), 1);
    assert_eq!(function.parameters[1].ty.written[0].1, "'a");
    let result = function.result.expect("a result");
    assert_eq!(source(text, result.at), "Box<dyn D>");
    assert_eq!(result.bounds.len(), 1);
    assert!(
        source(text, function.signature).starts_with("fn f<")
            && source(text, function.signature).ends_with("D>")
    );
    let text = "enum E { A, B(u8), C }";
    assert_eq!(
        SourceText::from(text).outline().unit_variants("E"),
        ["A", "C"]
    );
}

#[test]
fn lifetimes_are_those_of_their_declaration() {
    let text = "impl<'a> Of<'a> { fn f<'b>(&'a self, b: &'b str) -> &'static str { 'b: loop { break 'b; } } }";
    let outline = SourceText::from(text).outline();
    let found = |outer: &str, inner: &str| {
        let at = at(text, outer).start + outer.find(inner).expect("inside") as u32;
        outline.lifetime(at + 1)
    };
    let a = found("&'a self", "'a").expect("a lifetime");
    assert_eq!((a.name.as_str(), a.declared), ("'a", at(text, "'a")));
    let b = found("&'b str", "'b").expect("a lifetime");
    assert_eq!((b.name.as_str(), b.declared), ("'b", at(text, "'b")));
    let long = found("&'static", "'static").expect("a lifetime");
    assert_eq!(long.declared, at(text, "'static"));
    assert_eq!(found("'b: loop", "'b"), None);
    assert_eq!(found("break 'b", "'b"), None);
    assert_eq!(outline.lifetime(u32::MAX), None);
}
