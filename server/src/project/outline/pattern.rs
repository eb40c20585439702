//! Patterns: what they are matched against, and the loops that bind them.

use ra_ap_syntax::{
    AstNode, SyntaxNode,
    ast::{self, HasName},
};

use super::{Outline, span, span_of};
use crate::facts::Span;

/// `for pattern in iterable`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForLoop {
    /// The pattern.
    pub pattern: Span,
    /// The names that it binds.
    pub names: Vec<Span>,
    /// The pattern is a single name.
    pub plain: bool,
    /// What is iterated over.
    pub iterable: Span,
}

/// A binding in a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// `ref` or `mut` is written, or there is a pattern behind `@`: nothing can be written before it.
    pub adorned: bool,
    /// It stands for a field by its name alone: `S { name }`.
    pub shorthand: bool,
    /// A `&` pattern is around it.
    pub behind_reference: bool,
}

/// The way through a pattern to a name that it binds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayIn {
    /// What is matched.
    pub matched: Span,
    /// The fields with a name, and elements of tuples, from the outside in.
    pub fields: Vec<String>,
    /// The outermost variant of an enum.
    pub variant: Option<String>,
}

/// What a pattern is matched against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scrutinee {
    /// The expression.
    pub at: Span,
    /// The names that all patterns of it bind.
    pub names: Vec<Span>,
    /// One of the patterns is a reference pattern or binds by `ref`, or there is a plain name at the top.
    pub explicit: bool,
    /// The path of the first pattern of an enum's variant with fields, as `Some` or `State::Running`.
    pub variant: Option<String>,
}

impl Outline {
    /// Whether a loop holds both ranges.
    pub fn is_in_one_loop(&self, a: Span, b: Span) -> bool {
        let around = self.around(a).into_iter().flat_map(|it| it.ancestors());
        around
            .filter(|node| ast::AnyHasLoopBody::can_cast(node.kind()))
            .any(|node| span(node.text_range()).contains(b))
    }

    /// The loop whose iterable a range is in.
    pub fn for_loop(&self, iterable: Span) -> Option<ForLoop> {
        let around = self.around(iterable)?;
        let found = around.ancestors().find_map(ast::ForExpr::cast)?;
        let at = span_of(&found.iterable()?);
        let pattern = found.pat()?;
        at.contains(iterable).then(|| ForLoop {
            names: names(&pattern),
            plain: matches!(&pattern, ast::Pat::IdentPat(it) if it.pat().is_none()
                && it.ref_token().is_none() && it.mut_token().is_none()),
            pattern: span_of(&pattern),
            iterable: at,
        })
    }

    /// The loop whose pattern binds the name at a range.
    pub fn for_loop_of(&self, name: Span) -> Option<ForLoop> {
        let around = self.around(name)?;
        let found = around.ancestors().find_map(ast::ForExpr::cast)?;
        let inside = span_of(&found.pat()?).contains(name);
        inside.then(|| self.for_loop(span_of(&found.iterable()?)))?
    }

    fn binding(&self, name: Span) -> Option<ast::IdentPat> {
        let mut around = self.around(name)?.ancestors();
        let found = around.find_map(ast::IdentPat::cast)?;
        (span_of(&found.name()?) == name).then_some(found)
    }

    /// The binding whose name stands at a range.
    pub fn bound(&self, name: Span) -> Option<Bound> {
        let found = self.binding(name)?;
        let field = found.syntax().parent().and_then(ast::RecordPatField::cast);
        let mut patterns = found.syntax().ancestors().skip(1);
        let behind_reference = patterns
            .by_ref()
            .take_while(|it| ast::Pat::can_cast(it.kind()) || is_pattern_list(it))
            .any(|it| ast::RefPat::can_cast(it.kind()));
        Some(Bound {
            adorned: found.ref_token().is_some()
                || found.mut_token().is_some()
                || found.pat().is_some(),
            shorthand: field.is_some_and(|it| it.name_ref().is_none()),
            behind_reference,
        })
    }

    /// The way to the name at a range, through the pattern of a `match`, `if let`, `while let` or `let` that binds it.
    pub fn way_in(&self, name: Span) -> Option<WayIn> {
        let found = self.binding(name)?;
        let mut way = WayIn {
            matched: self.scrutinee(name)?.at,
            fields: Vec::new(),
            variant: None,
        };
        let mut inner = found.syntax().clone();
        while let Some(outer) = inner.parent() {
            if let Some(field) = ast::RecordPatField::cast(outer.clone()) {
                way.fields.insert(0, field.field_name()?.text().to_string());
            } else if let Some(tuple) = ast::TuplePat::cast(outer.clone()) {
                let mut parts = tuple.fields();
                let index = parts.position(|it| *it.syntax() == inner)?;
                way.fields.insert(0, index.to_string());
            } else if let Some(path) = pattern_path(&outer)
                && self.is_variant(&path)
            {
                way.variant = Some(path.segment()?.name_ref()?.text().to_string());
            } else if !(ast::Pat::can_cast(outer.kind()) || is_pattern_list(&outer)) {
                break;
            }
            inner = outer;
        }
        Some(way)
    }

    /// Whether a path in a pattern leads to a variant of an enum, as opposed to a struct, as far as the text tells.
    fn is_variant(&self, path: &ast::Path) -> bool {
        let name = |path: &ast::Path| Some(path.segment()?.name_ref()?.text().to_string());
        let Some(last) = name(path) else { return false };
        match path.qualifier() {
            // `Self::Variant`, `Enum::Variant`; modules have small letters.
            Some(enumeration) => {
                name(&enumeration).is_none_or(|it| it.starts_with(char::is_uppercase))
            }
            None if matches!(last.as_str(), "Some" | "Ok" | "Err") => true,
            None => {
                let mut items = self.root.descendants().filter_map(ast::Variant::cast);
                items.any(|it| it.name().is_some_and(|it| it.text() == last))
            }
        }
    }

    /// What the pattern around a name is matched against, in `match`, `if let`, `while let` or `let`.
    pub fn scrutinee(&self, name: Span) -> Option<Scrutinee> {
        let around = self.around(name)?;
        for node in around.ancestors() {
            if let Some(it) = ast::LetExpr::cast(node.clone()) {
                return scrutinee(&it.expr()?, [it.pat()?]);
            }
            if let Some(it) = ast::LetStmt::cast(node.clone()) {
                return scrutinee(&it.initializer()?, [it.pat()?]);
            }
            if let Some(it) = ast::MatchExpr::cast(node.clone()) {
                let arms = it.match_arm_list()?.arms().filter_map(|arm| arm.pat());
                return scrutinee(&it.expr()?, arms);
            }
            if ast::Expr::can_cast(node.kind()) || ast::Stmt::can_cast(node.kind()) {
                return None;
            }
        }
        None
    }
}

fn is_pattern_list(node: &SyntaxNode) -> bool {
    ast::RecordPatFieldList::can_cast(node.kind()) || ast::RecordPatField::can_cast(node.kind())
}

fn scrutinee(expr: &ast::Expr, patterns: impl IntoIterator<Item = ast::Pat>) -> Option<Scrutinee> {
    let mut found = Scrutinee {
        at: span_of(expr),
        names: Vec::new(),
        explicit: false,
        variant: None,
    };
    for pattern in patterns {
        found.variant = found.variant.or_else(|| variant(&pattern));
        found.names.extend(names(&pattern));
        let inner = pattern.syntax().descendants();
        found.explicit |= matches!(&pattern, ast::Pat::IdentPat(it) if is_variable(it))
            || inner.into_iter().any(|node| {
                ast::RefPat::can_cast(node.kind())
                    || ast::IdentPat::cast(node)
                        .is_some_and(|it| it.ref_token().is_some() || it.mut_token().is_some())
            });
    }
    Some(found)
}

/// The path of a pattern with fields, as written.
fn variant(pattern: &ast::Pat) -> Option<String> {
    match pattern {
        ast::Pat::OrPat(it) => it.pats().find_map(|it| variant(&it)),
        _ => Some(pattern_path(pattern.syntax())?.syntax().text().to_string()),
    }
}

/// The path of a pattern with fields.
fn pattern_path(pattern: &SyntaxNode) -> Option<ast::Path> {
    match ast::Pat::cast(pattern.clone())? {
        ast::Pat::TupleStructPat(it) => it.path(),
        ast::Pat::RecordPat(it) => it.path(),
        _ => None,
    }
}

fn names(pattern: &ast::Pat) -> Vec<Span> {
    let bindings = pattern
        .syntax()
        .descendants()
        .filter_map(ast::IdentPat::cast);
    bindings
        .filter(is_variable)
        .filter_map(|it| Some(span_of(&it.name()?)))
        .collect()
}

/// Whether a name in a pattern is a variable's, as opposed to a constant's or variant's, going by its case.
fn is_variable(binding: &ast::IdentPat) -> bool {
    let name = binding.name().map(|it| it.text().to_string());
    !name.is_some_and(|it| it.starts_with(char::is_uppercase))
}
