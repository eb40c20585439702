//! A whole `.mir` file.

use std::collections::BTreeMap;

use super::place;
use super::{Block, Body, Closure, Debug, Local, Points, Span, Statement, statement};
use crate::support::position::Range;
use crate::support::source::closing;
use crate::support::tokens::tokens;

/// Parses a dump; `key` is the body's `DefPath` from the file's name.
///
/// # Errors
/// What is missing, if the text is not a MIR dump.
pub fn parse(text: &str, key: &str) -> Result<Body, String> {
    let mut lines = text.lines();
    let title = lines.next().unwrap_or_default();
    let name = title
        .strip_prefix("// MIR for `")
        .and_then(|rest| rest.split_once("` "))
        .ok_or_else(|| format!("{key}: no MIR dump: `{title}`"))?
        .0;
    let mut body = Body {
        name: String::from(name),
        key: String::from(key),
        ..Body::default()
    };
    body.regions = text.lines().filter_map(region).collect();
    signature(&mut lines, &mut body);
    declarations_and_blocks(lines, &mut body);
    if body.blocks.is_empty() {
        Err(format!("{key}: no block found"))
    } else {
        Ok(body)
    }
}

/// `| '?4 | U0 | {bb0[5..=16], bb1[0], '?1}`.
fn region(line: &str) -> Option<(u32, Points)> {
    let (number, rest) = line.strip_prefix("| '?")?.split_once(" | U")?;
    let (_, points) = rest.split_once(" | {")?;
    let mut blocks = Points::new();
    for range in points.trim_end_matches('}').split(", ") {
        let Some((block, range)) = range.strip_prefix("bb").and_then(|it| it.split_once('['))
        else {
            continue;
        };
        let range = range.trim_end_matches(']');
        let (first, last) = range.split_once("..=").unwrap_or((range, range));
        let range = (first.parse().ok()?, last.parse().ok()?);
        blocks.entry(block.parse().ok()?).or_default().push(range);
    }
    Some((number.parse().ok()?, blocks))
}

/// Skips the borrow checker's notes and reads the signature, which ends with a brace.
fn signature<'t>(lines: &mut impl Iterator<Item = &'t str>, body: &mut Body) {
    let mut header = String::new();
    for line in lines {
        if header.is_empty() && (line.is_empty() || line.starts_with('|') || line.starts_with("//"))
        {
            continue;
        }
        header.push_str(line);
        header.push(' ');
        if line.trim_end().ends_with('{') {
            break;
        }
    }
    parameters(&header, body);
}

/// `fn f(_1: T, _2: U) -> V {`.
fn parameters(header: &str, body: &mut Body) {
    let all = tokens(header);
    let is_parameter = |at: usize| {
        place::local(&all[at]).filter(|_| all.get(at + 1).is_some_and(|token| token.is(":")))
    };
    let Some(open) = (0..all.len().saturating_sub(1))
        .find(|&at| all[at].is("(") && is_parameter(at + 1) == Some(1))
    else {
        return;
    };
    let close = closing(&all, open);
    let starts: Vec<usize> = (open + 1..close)
        .filter(|&at| is_parameter(at).is_some())
        .collect();
    for (i, &at) in starts.iter().enumerate() {
        let end = starts.get(i + 1).map_or(close, |&next| next - 1);
        let ty = String::from(header[all[at + 1].end()..all[end].start].trim());
        if let Some(number) = is_parameter(at) {
            body.locals.insert(number, Local { ty, span: None });
            body.parameters = body.parameters.max(number);
        }
    }
}

fn declarations_and_blocks<'t>(lines: impl Iterator<Item = &'t str>, body: &mut Body) {
    let mut current: Option<u32> = None;
    let mut pending = String::new();
    let mut notes: Vec<&str> = Vec::new();
    for line in lines {
        if line == "}" {
            break;
        }
        let trimmed = line.trim();
        let Some(number) = current else {
            match block_head(trimmed) {
                Some((number, cleanup)) => {
                    body.blocks.insert(
                        number,
                        Block {
                            cleanup,
                            statements: Vec::new(),
                        },
                    );
                    current = Some(number);
                }
                None => declaration(trimmed, body),
            }
            continue;
        };
        let statements = &mut body.blocks.entry(number).or_default().statements;
        if let Some(note) = trimmed.strip_prefix("//") {
            notes.push(note.trim());
            continue;
        }
        if let Some(last) = statements.last_mut().filter(|_| !notes.is_empty()) {
            last.closure = closure(&notes);
        }
        notes.clear();
        if line == "    }" {
            current = None;
            continue;
        }
        pending.push_str(trimmed);
        if let Some((text, span)) = located(&pending) {
            let (kind, successors) = statement::parse(text.trim_end_matches(';'));
            statements.push(Statement {
                kind,
                span,
                successors,
                closure: None,
            });
            pending.clear();
        } else if !pending.is_empty() {
            pending.push(' ');
        }
    }
}

/// `bb3 (cleanup): {`.
fn block_head(line: &str) -> Option<(u32, bool)> {
    let head = line.strip_prefix("bb")?.strip_suffix(": {")?;
    match head.strip_suffix(" (cleanup)") {
        Some(number) => Some((number.parse().ok()?, true)),
        None => Some((head.parse().ok()?, false)),
    }
}

/// `let mut _3: T; // in scope 1 at …` or `debug x => _3; // in scope 1 at …`.
fn declaration(line: &str, body: &mut Body) {
    let Some((text, Some(span))) = located(line) else {
        return;
    };
    let text = text.trim_end_matches(';');
    if let Some(local) = text.strip_prefix("let ") {
        let local = local.strip_prefix("mut ").unwrap_or(local);
        let number = local
            .strip_prefix('_')
            .and_then(|rest| rest.split_once(": "));
        if let Some((number, ty)) = number
            && let Ok(number) = number.parse()
        {
            body.locals.insert(
                number,
                Local {
                    ty: String::from(ty),
                    span: Some(span),
                },
            );
        }
    } else if let Some((name, text)) = text
        .strip_prefix("debug ")
        .and_then(|rest| rest.split_once(" => "))
    {
        let all = tokens(text);
        if let Some((place, end)) = place::parse(text, &all, 0)
            && end == all.len()
        {
            body.debug.push(Debug {
                name: String::from(name),
                place,
                span,
            });
        }
    }
}

/// Splits a line from the comment that says where it comes from. The span is `None` for `no-location`.
fn located(line: &str) -> Option<(&str, Option<Span>)> {
    let comment = line.rfind("// ")?;
    let (_, at) = line[comment..].split_once("scope ")?;
    let (_, place) = at.split_once(" at ")?;
    Some((line[..comment].trim_end(), span(place)))
}

/// `path:line:column: line:column`, with or without ` (#0)` behind.
fn span(text: &str) -> Option<Span> {
    let text = text.split(" (#").next()?.trim();
    let (rest, end_column) = text.rsplit_once(':')?;
    let (rest, end_line) = rest.rsplit_once(": ")?;
    let (rest, column) = rest.rsplit_once(':')?;
    let (file, line) = rest.rsplit_once(':')?;
    let number = |text: &str| text.parse().ok();
    Some(Span {
        file: String::from(file),
        range: Range::new([
            number(line)?,
            number(column)?,
            number(end_line)?,
            number(end_column)?,
        ]),
    })
}

/// Reads the notes behind the making of a closure: its `DefId` and, as the last of its generic arguments,
/// the tuple of the captured types.
fn closure(notes: &[&str]) -> Option<Closure> {
    let path = notes
        .iter()
        .find_map(|note| note.strip_prefix("+ def_id: DefId("))?;
    let path = path
        .strip_suffix(')')?
        .split_once(" ~ ")?
        .1
        .split_once("::")?
        .1;
    let captures = notes.iter().rev().find_map(|note| note.strip_prefix('('));
    Some(Closure {
        key: path.replace("::", "-"),
        captures: captures.map_or(Vec::new(), |list| {
            types(list.trim_end_matches(',').trim_end_matches(')'))
        }),
    })
}

/// Splits `T, U<V, W>,` at the outer commas.
fn types(list: &str) -> Vec<String> {
    let mut out = Vec::new();
    let (mut start, mut depth, mut before) = (0, 0, ' ');
    for (at, c) in list.char_indices() {
        match c {
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '>' if before != '-' => depth -= 1,
            ',' if depth == 0 => {
                out.push(String::from(list[start..at].trim()));
                start = at + 1;
            }
            _ => {}
        }
        before = c;
    }
    out.push(String::from(list[start..].trim()));
    out.retain(|ty| !ty.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mir::StatementKind;

    const DUMP: &str = r#"// MIR for `f::{closure#0}` 0 nll

| Free Region Mapping
| '?0 | Global | ['?0]
|
| Inferred Region Values
| '?3 | U0 | {bb0[1..=2], bb1[0], '?1}
fn f::{closure#0}(_1: &'?2 {closure@a b.rs:2:13: 2:15}, _2: fn(u8, u8) -> u8) -> usize {
    debug s => (*((*_1).0: &'?3 std::string::String)); // in scope 0 at a b.rs:1:6: 1:7
    let mut _0: usize;                   // return place in scope 0 at a b.rs:2:16: 2:23
    scope 1 {
        debug x => _3;                   // in scope 1 at a b.rs:2:9: 2:10
        let mut _3: &std::string::String; // in scope 1 at a b.rs:2:16: 2:17
    }

    bb0: {
        StorageLive(_3);                 // scope 0 at a b.rs:2:16: 2:17
        _3 = {closure@a b.rs:2:13: 2:15} { s: move _3 }; // bb0[1]: scope 0 at a b.rs:2:16: 2:17 (#4)
                                         // closure
                                         // + def_id: DefId(0:3 ~ a[1234]::f::{closure#0}::{closure#1})
                                         // + args: [
                                         //     i8,
                                         //     (&'?3 std::string::String, fn(u8) -> u8),
                                         // ]
        _0 = f(move _3, const "// scope") -> [return: bb1, unwind: bb2]; // scope 0 at a b.rs:2:16: 2:23
                                         // mir::ConstOperand
    }

    bb1: {
        return;                          // scope 0 at a b.rs:2:23: 2:23
    }

    bb2 (cleanup): {
        resume;                          // scope 0 at no-location
    }
}

alloc1 (size: 3, align: 1) {
"#;

    #[test]
    fn a_whole_dump() {
        let body = parse(DUMP, "f-{closure#0}").expect("a dump");
        assert_eq!((body.name.as_str(), body.parameters), ("f::{closure#0}", 2));
        assert!(body.is_closure());
        assert_eq!(body.locals[&1].ty, "&'?2 {closure@a b.rs:2:13: 2:15}");
        assert_eq!(body.locals[&2].ty, "fn(u8, u8) -> u8");
        assert_eq!(body.locals[&3].ty, "&std::string::String");
        assert_eq!(body.debug.len(), 2);
        assert_eq!(body.debug[0].span.file, "a b.rs");
        assert_eq!(body.debug[0].span.range, Range::new([1, 6, 1, 7]));
        let statements = &body.blocks[&0].statements;
        assert_eq!(statements.len(), 3);
        let closure = statements[1].closure.as_ref().expect("a closure");
        assert_eq!(closure.key, "f-{closure#0}-{closure#1}");
        assert_eq!(
            closure.captures,
            ["&'?3 std::string::String", "fn(u8) -> u8"]
        );
        assert!(matches!(&statements[2].kind, StatementKind::Call { callee, .. } if callee == "f"));
        assert!(body.blocks[&2].cleanup);
        assert_eq!(body.blocks[&2].statements[0].span, None);
        let points = BTreeMap::from([(0, vec![(1, 2)]), (1, vec![(0, 0)])]);
        assert_eq!(body.regions, BTreeMap::from([(3, points)]));
        assert_eq!(body.reachable(&["unwind"]), [0, 1]);
        assert_eq!(body.reachable(&[]), [0, 1, 2]);
    }

    #[test]
    fn other_text_is_an_error() {
        assert!(parse("digraph G {}", "x").is_err());
        assert!(parse("// MIR for `x` 0 nll\n\nfn x() {\n}\n", "x").is_err());
    }
}
