//! Two elements at once: `swap` and `split_at_mut`.

use crate::facts::{Error, Located, Span, Unmovable};
use crate::project::outline::{Index, Statement, StatementKind};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind, indentation, temporary, uses};

/// `mem::swap(&mut v[i], &mut v[j])` is `v.swap(i, j)`.
pub(super) fn swapped(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let outline = context.outline();
    let call = outline.call_with(error.at.span)?;
    let [first, second] = call.arguments.as_slice() else {
        return None;
    };
    if call.name != "swap" || call.receiver.is_some() {
        return None;
    }
    let (first, second) = (element(context, *first)?, element(context, *second)?);
    let base = context.source(first.base);
    if base != context.source(second.base) {
        return None;
    }
    let (i, j) = (context.source(first.index), context.source(second.index));
    Some(Fix {
        kind: FixKind::Split,
        title: format!("swap the elements with {}", code("swap")).into(),
        edits: vec![Edit::replace(call.at, format!("{base}.swap({i}, {j})"))],
        tradeoff: "costs nothing".into(),
    })
}

/// `let t = v[i]; v[i] = v[j]; v[j] = t;` is `v.swap(i, j)`.
pub(super) fn swapped_by_hand(
    context: &Context,
    error: &Error<Located>,
    obstacle: &Unmovable,
) -> Option<Fix> {
    let swaps = match obstacle {
        Unmovable::Element { .. } => true,
        Unmovable::Index(ty) => matches!(uses::name(&ty.text), "Vec" | "VecDeque"),
        _ => false,
    };
    let (block, index) = context.outline().block(error.at.span).filter(|_| swaps)?;
    // The error is that of the first statement, or of the second one.
    let mut starts = [Some(index), index.checked_sub(1)].into_iter().flatten();
    starts.find_map(|start| swap(context, block.statements.get(start..start + 3)?))
}

fn swap(context: &Context, statements: &[Statement]) -> Option<Fix> {
    let [first, second, third] = statements else {
        return None;
    };
    let StatementKind::Let {
        name: Some(name),
        initialiser: Some(initialiser),
        ..
    } = first.kind
    else {
        return None;
    };
    let kept = context.source(name);
    let element = context.outline().index(initialiser)?;
    let (base, i) = (context.source(element.base), context.source(element.index));
    let (to, from) = assignment(context.source(second.at))?;
    let (last, value) = assignment(context.source(third.at))?;
    let j = from
        .strip_prefix(base)?
        .strip_prefix('[')?
        .strip_suffix(']')?;
    if to != context.source(initialiser) || last != from || value != kept {
        return None;
    }
    // What is evaluated once now was evaluated twice.
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ' ' | '+' | '-' | '*');
    if ![base, i, j].iter().all(|it| it.chars().all(plain)) {
        return None;
    }
    let all = Span {
        start: first.at.start,
        end: third.at.end,
    };
    Some(Fix {
        kind: FixKind::Split,
        title: format!("swap the elements with {}", code("swap")).into(),
        edits: vec![Edit::replace(all, format!("{base}.swap({i}, {j});"))],
        tradeoff: "costs nothing; no element leaves the collection meanwhile".into(),
    })
}

/// The two sides of `a = b;`.
fn assignment(statement: &str) -> Option<(&str, &str)> {
    let (left, right) = statement.strip_suffix(';')?.split_once('=')?;
    Some((left.trim(), right.trim()))
}

/// Two `let`s of mutable references to elements at different literal indices.
pub(super) fn split(context: &Context, error: &Error<Located>) -> Option<Fix> {
    let borrowed = error.borrowed()?;
    let outline = context.outline();
    let (block, later) = outline.block(error.at.span)?;
    let (other, earlier) = outline.block(borrowed.span)?;
    if other.at != block.at || later <= earlier {
        return None;
    }
    let initialiser = |index: usize| match block.statements.get(index)?.kind {
        StatementKind::Let {
            initialiser: Some(it),
            ..
        } => Some(it),
        _ => None,
    };
    let (a, b) = (initialiser(earlier)?, initialiser(later)?);
    let (first, second) = (element(context, a)?, element(context, b)?);
    let base = context.source(first.base);
    if base != context.source(second.base) {
        return None;
    }
    let number = |index: Index| context.source(index.index).parse::<u64>().ok();
    let (i, j) = (number(first)?, number(second)?);
    if i == j {
        return None;
    }
    let (left, right) = (
        temporary::fresh(context, "left"),
        temporary::fresh(context, "right"),
    );
    let middle = i.max(j);
    let part = |index: u64| match index < middle {
        true => format!("&mut {left}[{index}]"),
        false => format!("&mut {right}[{}]", index - middle),
    };
    let start = block.statements.get(earlier)?.at.start;
    let space = indentation(context, start);
    Some(Fix {
        kind: FixKind::Split,
        title: format!("split {} with {}", code(base), code("split_at_mut")).into(),
        edits: vec![
            Edit::insert(
                start,
                format!("let ({left}, {right}) = {base}.split_at_mut({middle});\n{space}"),
            ),
            Edit::replace(a, part(i)),
            Edit::replace(b, part(j)),
        ],
        tradeoff: "costs a check of the length; the halves are borrowed apart".into(),
    })
}

/// `&mut base[index]`.
fn element(context: &Context, at: Span) -> Option<Index> {
    let outline = context.outline();
    let reference = outline.reference(at).filter(|it| it.mutable)?;
    outline.index(reference.of)
}
