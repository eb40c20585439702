//! Which places of a body are variables of the user: the debug information says where each one lives.

use crate::mir::{Body, Place, Projection};
use crate::support::position::{Position, Range};
use crate::support::source::Source;
use crate::support::tokens::{TokenKind, tokens};
use crate::types::{Fields, is_reference, pointee, same_type};

/// A variable of the user, where it lives in one body.
#[derive(Debug, Clone)]
pub struct Variable {
    /// As written.
    pub name: String,
    /// Its place as the user would write it: the name, or what of it a closure captured (`state.name`).
    pub root: String,
    /// Where it lives.
    pub place: Place,
    /// The identifier in its declaration.
    pub declared: Position,
    /// The pattern that declares it, with `mut`, `ref`, `&`.
    pub pattern: Range,
    /// The type of the place it lives in.
    pub ty: String,
    /// This is the reference through which a match guard sees the variable.
    pub guard: bool,
    /// Declared in the definition of a macro.
    pub in_macro: bool,
    /// In the body of a closure: which of its fields holds the variable.
    pub captured: Option<u32>,
    /// The captured place goes through a reference itself (`*list`).
    pub behind_reference: bool,
}

/// The variables of a body.
pub struct Variables(pub Vec<Variable>);

impl Variables {
    /// Finds the user's variables. `captured` tells what a field of this closure stands for.
    pub fn of(
        body: &Body,
        source: &Source,
        captured: impl Fn(u32) -> Option<(String, bool)>,
    ) -> Variables {
        let mut variables: Vec<Variable> = Vec::new();
        for debug in &body.debug {
            // `residual`, `__awaitee` and other names of desugarings do not stand in the source where they
            // are declared; nor does what a derive makes. The iterator of a `for` loop may seem to, for it is
            // declared where the iterable stands.
            if debug.name == "iter" && is_iterable(source, debug.span.range) {
                continue;
            }
            let Some((declared, parts)) = identifier(source, debug.span.range, &debug.name) else {
                continue;
            };
            let mut parts = parts.into_iter();
            let Some(name) = parts.next() else { continue };
            let ty = type_of(body, &debug.place);
            let field = body
                .is_closure()
                .then(|| capture_field(&debug.place))
                .flatten();
            let outer = field.and_then(&captured);
            let (root, behind_reference) = outer.unwrap_or_else(|| {
                (
                    parts.fold(name.clone(), |root, part| format!("{root}.{part}")),
                    false,
                )
            });
            // In an arm with a guard a binding is listed twice: as the variable, and as the reference
            // to it that the guard uses.
            let guard = debug.place.projections.is_empty()
                && variables.iter().any(|other| {
                    other.declared == declared
                        && other.name == name
                        && pointee(&ty).is_some_and(|ty| same_type(ty, &other.ty))
                });
            let mut place = debug.place.clone();
            if guard {
                place.projections.push(Projection::Deref);
            }
            variables.push(Variable {
                name,
                root,
                place,
                declared,
                pattern: debug.span.range,
                ty: if guard {
                    pointee(&ty).map(String::from).unwrap_or(ty)
                } else {
                    ty
                },
                guard,
                in_macro: source.in_macro_definition(declared),
                captured: field,
                behind_reference,
            });
        }
        // The longest place is the closest: of `(_1.0)` and `(*(_1.0))` the latter decides.
        variables.sort_by_key(|variable| std::cmp::Reverse(variable.place.projections.len()));
        Variables(variables)
    }

    /// The variable that a place belongs to, and the way from there.
    pub fn find<'v, 'p>(&'v self, place: &'p Place) -> Option<(&'v Variable, &'p [Projection])> {
        self.0.iter().find_map(|variable| {
            let own = &variable.place.projections;
            let rest = place.projections.get(own.len()..)?;
            let starts = own.iter().zip(&place.projections).all(|(a, b)| a.same(b));
            (variable.place.local == place.local && starts).then_some((variable, rest))
        })
    }

    /// The variable that a local is as a whole.
    pub fn whole(&self, local: u32) -> Option<&Variable> {
        self.0
            .iter()
            .find(|variable| variable.place.local == local && variable.place.projections.is_empty())
    }

    /// Whether a local is the reference that a match guard uses.
    pub fn is_guard_reference(&self, local: u32) -> bool {
        self.0
            .iter()
            .any(|variable| variable.guard && variable.place.local == local)
    }
}

/// Whether a `for` loop iterates over what stands here.
fn is_iterable(source: &Source, range: Range) -> bool {
    let before = &source.text()[..source.offset(range.start)];
    let line = before.rsplit('\n').find(|line| !line.trim().is_empty());
    let words = line.map(tokens).unwrap_or_default();
    words.last().is_some_and(|token| token.is("in"))
}

/// The identifier in a declaring pattern, and the parts of `name` if they fit it: a closure that captures
/// `state.name` calls that `state__name`.
fn identifier(source: &Source, pattern: Range, name: &str) -> Option<(Position, Vec<String>)> {
    let text = source.at(pattern);
    let start = source.offset(pattern.start);
    let all = tokens(text);
    let mut words = all.iter().skip_while(|token| {
        token.is("&") || token.kind == TokenKind::Lifetime || matches!(token.text, "ref" | "mut")
    });
    let token = words
        .next()
        .filter(|token| token.kind == TokenKind::Word && !token.is("_"))?;
    let written = token.text.strip_prefix("r#").unwrap_or(token.text);
    let parts: Vec<String> = match name.strip_prefix(written)? {
        "" => Vec::new(),
        rest => rest
            .strip_prefix("__")?
            .split("__")
            .map(String::from)
            .collect(),
    };
    let parts = std::iter::once(String::from(token.text))
        .chain(parts)
        .collect();
    Some((source.position(start + token.start), parts))
}

/// The closure's field that a place starts with.
fn capture_field(place: &Place) -> Option<u32> {
    if place.local != 1 {
        return None;
    }
    place
        .projections
        .iter()
        .find_map(|projection| match projection {
            Projection::Field(index, _) => Some(*index),
            _ => None,
        })
}

/// The type of a place, as printed.
pub fn type_of(body: &Body, place: &Place) -> String {
    let local = body
        .locals
        .get(&place.local)
        .map_or("", |local| local.ty.as_str());
    place
        .projections
        .iter()
        .fold(String::from(local), |ty, step| type_behind(&ty, step))
}

/// The type behind one step from a type.
pub fn type_behind(ty: &str, step: &Projection) -> String {
    match step {
        Projection::Deref => pointee(ty).unwrap_or_default().to_owned(),
        Projection::Field(_, ty) => ty.clone(),
        Projection::Downcast(variant) => variant.clone(),
        Projection::Index(_) => String::new(),
    }
}

/// Whether the place goes through a reference.
pub fn behind_reference(variable: &Variable, rest: &[Projection]) -> bool {
    let mut ty = variable.ty.clone();
    for step in rest {
        if *step == Projection::Deref && (ty.is_empty() || is_reference(&ty)) {
            return true;
        }
        ty = type_behind(&ty, step);
    }
    variable.behind_reference
}

/// The place as the user would write it. Names of fields of types from elsewhere are taken from `written`,
/// if that is the place in the source.
pub fn place_text(
    variable: &Variable,
    rest: &[Projection],
    fields: &Fields,
    written: &str,
) -> String {
    // A dereference shows only where nothing follows: `r.name`, not `(*r).name`.
    let bare = variable.root.trim_start_matches('*');
    let mut stars = variable.root.len() - bare.len();
    let mut text = String::from(bare);
    let mut ty = variable.ty.clone();
    let mut names = written_fields(bare, rest, written).into_iter();
    for step in rest {
        match step {
            Projection::Deref => stars += 1,
            Projection::Field(index, _) => {
                let name = names.next().unwrap_or_else(|| fields.name(&ty, *index));
                text = format!("{text}.{name}");
            }
            Projection::Downcast(_) => {}
            Projection::Index(inside) if inside.contains([':', '.']) => text.push_str("[..]"),
            Projection::Index(_) => text.push_str("[_]"),
        }
        if !matches!(step, Projection::Deref | Projection::Downcast(_)) {
            stars = 0;
        }
        ty = type_behind(&ty, step);
    }
    format!("{}{text}", "*".repeat(stars))
}

/// The fields' names in `written`, if it is the variable's place with as many fields.
fn written_fields(root: &str, rest: &[Projection], written: &str) -> Vec<String> {
    let steps = rest
        .iter()
        .filter(|step| matches!(step, Projection::Field(..)))
        .count();
    let is_path = written
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    match written
        .strip_prefix(root)
        .and_then(|tail| tail.strip_prefix('.'))
    {
        Some(tail) if is_path && tail.split('.').count() == steps => {
            tail.split('.').map(String::from).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether two ways from a local lead to the same part of it.
pub fn same_path(a: &[Projection], b: &[Projection]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b))
}
