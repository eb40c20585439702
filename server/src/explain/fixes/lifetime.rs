//! Named lifetimes, bounds between them, and bounds of `impl` and `dyn` types.

use crate::facts::{Error, ErrorKind, LifetimeDemand, LifetimeError, Located, Span};
use crate::project::outline::{Function, TypeText};

use super::super::context::Context;
use super::super::words::code;
use super::{Edit, Fix, FixKind};

/// What the signature has to say for the error to go away.
pub(super) fn of(
    context: &Context,
    error: &Error<Located>,
    kind: LifetimeError,
    longer: Option<&str>,
    shorter: Option<&str>,
) -> Option<Fix> {
    let function = context.outline().function(error.at.span)?;
    if function.of_trait || error.closure.is_some() {
        return None;
    }
    match (longer, shorter) {
        (Some(longer), Some(shorter)) if longer != "'static" && shorter != "'static" => {
            outlives(context, &function, longer, shorter)
        }
        (Some(name), None) | (None, Some(name)) if name != "'static" => match kind {
            LifetimeError::ExplicitRequired | LifetimeError::TooShort => {
                name_elided(context, error, &function, name)
            }
            LifetimeError::Escapes => None,
        },
        (None, None) if kind == LifetimeError::TooShort => share(context, error, &function),
        (longer, Some("'static")) if kind == LifetimeError::TooShort => {
            bounded(context, &function, longer)
        }
        _ => None,
    }
}

/// `impl Trait + 'a`: the opaque type holds the lifetime.
pub(super) fn captured(
    context: &Context,
    error: &Error<Located>,
    lifetime: Option<&str>,
) -> Option<Fix> {
    let function = context.outline().function(error.at.span)?;
    let result = function.result.as_ref()?;
    // A second lifetime has to be listed with the first one.
    match !result.written.is_empty() || context.source(result.at).contains("use<") {
        true => listed(context, &function, lifetime?),
        false => bounded(context, &function, lifetime),
    }
}

/// `impl Trait + use<'a, 'b>`: the opaque type holds these lifetimes.
fn listed(context: &Context, function: &Function, lifetime: &str) -> Option<Fix> {
    let result = function.result.as_ref()?;
    let [end] = result.bounds.as_slice() else {
        return None;
    };
    let source = context.source(result.at);
    let (edit, all) = match source.split_once("use<") {
        Some((before, behind)) => {
            let (names, _) = behind.split_once('>')?;
            let start = result.at.start + (before.len() + "use<".len()) as u32;
            let text = match names.trim().is_empty() {
                true => lifetime.to_owned(),
                false => format!("{lifetime}, "),
            };
            let all = format!("use<{text}{names}>");
            (Edit::insert(start, text), all)
        }
        // The types of the signature would have to be listed, too.
        None if !has_types(context, function) && result.elided.is_empty() => {
            let mut names: Vec<&str> = result.written.iter().map(|(_, it)| it.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            names.push(lifetime);
            let all = format!("use<{}>", names.join(", "));
            (Edit::insert(*end, format!(" + {all}")), all)
        }
        None => return None,
    };
    Some(Fix {
        kind: FixKind::Lifetime,
        title: format!("say that the result holds the reference with {}", code(all)).into(),
        edits: vec![edit],
        tradeoff: "costs nothing; callers can keep the result only as long as what it borrows"
            .into(),
    })
}

/// Whether a signature, or what it stands in, may have type parameters.
fn has_types(context: &Context, function: &Function) -> bool {
    let signature = context.source(function.signature);
    let behind = context.source(Span {
        start: function.name.end,
        end: function.signature.end,
    });
    let generics = behind.strip_prefix('<').and_then(|it| it.split_once('>'));
    let plain = generics.is_none_or(|(names, _)| {
        let mut names = names.split(',').map(str::trim);
        names.all(|it| it.starts_with('\'') || it.is_empty())
    });
    let opaque = signature.matches("impl ").count() > 1;
    function.container.is_some() || !plain || opaque
}

/// `Box<dyn Trait + 'a>`: what is behind the trait object may hold the reference.
fn bounded(context: &Context, function: &Function, lifetime: Option<&str>) -> Option<Fix> {
    let result = function.result.as_ref()?;
    let [at] = result.bounds.as_slice() else {
        return None;
    };
    let source = context.source(result.at);
    let elided: usize = function
        .parameters
        .iter()
        .map(|it| it.ty.elided.len())
        .sum();
    let receiver = function
        .receiver
        .is_some_and(|it| context.source(it).starts_with('&'));
    // `'_` has to mean one lifetime, and `&dyn Trait + 'a` would be ambiguous.
    if source.contains('&') || lifetime.is_none() && elided + usize::from(receiver) != 1 {
        return None;
    }
    let bound = lifetime.unwrap_or("'_");
    let edit = match result.written.as_slice() {
        [(at, name)] if name == "'static" && is_bound(context, *at) => Edit::replace(*at, bound),
        _ => Edit::insert(*at, format!(" + {bound}")),
    };
    Some(Fix {
        kind: FixKind::Lifetime,
        title: format!(
            "say that the result holds the reference with {}",
            code(format!("+ {bound}"))
        )
        .into(),
        edits: vec![edit],
        tradeoff: "costs nothing; callers can keep the result only as long as what it borrows"
            .into(),
    })
}

/// Whether a lifetime stands behind a `+`.
fn is_bound(context: &Context, at: Span) -> bool {
    let before = context.text.get(..at.start as usize).unwrap_or_default();
    before.trim_end().ends_with('+')
}

/// `'b: 'a`: the first lifetime outlives the second one.
fn outlives(context: &Context, function: &Function, longer: &str, shorter: &str) -> Option<Fix> {
    let declared = function.lifetimes.iter().find(|it| {
        let source = context.source(**it);
        source.split(':').next().map(str::trim) == Some(longer)
    })?;
    let source = context.source(*declared);
    let text = match source.contains(':') {
        true => format!(" + {shorter}"),
        false => format!(": {shorter}"),
    };
    Some(Fix {
        kind: FixKind::Lifetime,
        title: format!("promise that {} outlives {}", code(longer), code(shorter)).into(),
        edits: vec![Edit::insert(declared.end, text)],
        tradeoff: "costs nothing; callers have to keep the promise".into(),
    })
}

/// Writes the lifetime on the only parameter reference that has none and is used at the error.
fn name_elided(
    context: &Context,
    error: &Error<Located>,
    function: &Function,
    lifetime: &str,
) -> Option<Fix> {
    let used = parameters_used(context, error, function);
    let [parameter] = used.as_slice() else {
        return None;
    };
    let [at] = parameter.elided.as_slice() else {
        return None;
    };
    Some(Fix {
        kind: FixKind::Lifetime,
        title: format!("give the parameter the lifetime {}", code(lifetime)).into(),
        edits: vec![Edit::insert(*at, format!("{lifetime} "))],
        tradeoff: format!(
            "costs nothing; callers must lend it as long as what else has {}",
            code(lifetime)
        )
        .into(),
    })
}

/// The types of the parameters with elided lifetimes that are named in the erroneous expression.
fn parameters_used<'a>(
    context: &Context,
    error: &Error<Located>,
    function: &'a Function,
) -> Vec<&'a TypeText> {
    let names = context.outline().names_in(error.at.span);
    let named = function.parameters.iter().filter(|it| {
        let name = it.name.map(|name| context.source(name));
        !it.ty.elided.is_empty() && name.is_some_and(|name| names.iter().any(|it| it == name))
    });
    named.map(|it| &it.ty).collect()
}

/// A new lifetime for two references that have to live as long as each other: the reference of one parameter,
/// and the one inside of the other.
fn share(context: &Context, error: &Error<Located>, function: &Function) -> Option<Fix> {
    let lifetime = fresh(context, function)?;
    let used = match parameters_used(context, error, function).as_slice() {
        [] => return None,
        used => used.iter().map(|it| (*it).clone()).collect::<Vec<_>>(),
    };
    // In `v: &mut Vec<&T>` the inner reference is meant; in `x: &T` the only one.
    let inner = |ty: &TypeText| ty.elided.last().copied();
    let places = match used.as_slice() {
        [a, b] => vec![inner(a)?, inner(b)?],
        [a] => {
            let (receiver, result) = lent_by_receiver(context, error, function)?;
            vec![receiver, inner(a).filter(|_| a.elided.len() == 1)?, result]
        }
        _ => return None,
    };
    let (at, brackets) = function.generics;
    let declaration = match brackets {
        true => format!("{lifetime}, "),
        false => format!("<{lifetime}>"),
    };
    let named = places
        .into_iter()
        .map(|at| Edit::insert(at, format!("{lifetime} ")));
    Some(Fix {
        kind: FixKind::Lifetime,
        title: format!("give both the lifetime {}", code(lifetime)).into(),
        edits: [Edit::insert(at, declaration)]
            .into_iter()
            .chain(named)
            .collect(),
        tradeoff: "costs nothing; callers must lend both for as long".into(),
    })
}

/// Where the lifetime of `&self` can be named, and that of the reference that is returned instead of it.
fn lent_by_receiver(
    context: &Context,
    error: &Error<Located>,
    function: &Function,
) -> Option<(u32, u32)> {
    let receiver = function.receiver?;
    let lent = matches!(context.source(receiver), "&self" | "&mut self");
    let result = function.result.as_ref()?;
    let [elided] = result.elided.as_slice() else {
        return None;
    };
    let returned = matches!(
        error.kind,
        ErrorKind::Lifetime {
            demand: LifetimeDemand::Returned,
            ..
        }
    );
    (lent && returned && result.written.is_empty()).then_some((receiver.start + 1, *elided))
}

/// A lifetime's name that neither the function nor what it stands in has.
fn fresh(context: &Context, function: &Function) -> Option<&'static str> {
    let names: Vec<&str> = function
        .lifetimes
        .iter()
        .map(|it| context.source(*it))
        .collect();
    // The lifetimes of an implementation are not among those of its functions.
    let taken = |name: &str| match function.container {
        Some(_) => context.text.contains(name),
        None => names.contains(&name),
    };
    ["'a", "'b", "'c"].into_iter().find(|it| !taken(it))
}
