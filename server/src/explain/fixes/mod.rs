//! Edits that make an ownership error go away, cheapest first, each with what it costs.
//!
//! A fix is offered where the edited program compiles as far as the error is concerned: what is needed for
//! that (that the type implements `Clone`, that a variable is only used in ways that work through a
//! reference) is known, or the fix is left out.

mod adapters;
mod argument;
mod as_ref;
mod bound;
mod callers;
mod clone;
mod clone_captured;
mod closure;
mod copy_out;
mod cost;
mod delete;
mod earlier;
mod end_early;
mod escaping;
mod iterate;
mod keep;
mod lend;
mod lifetime;
mod missing;
mod mutable;
mod mutably;
mod owned;
mod parameter;
mod pattern;
mod read;
mod reborrow;
mod reorder;
mod sooner;
mod split;
mod take;
mod temporary;
mod through;
mod uses;
mod value;

use crate::facts::{
    ConflictAccess, Error, ErrorKind, EventKind, Facts, Immutability, Located, SignatureLifetime,
    Span,
};
use crate::project::outline::SourceText;

use super::context::Context;
use super::errors;
use super::words::Words;

/// One way to make an error go away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Which kind of change it is.
    pub kind: FixKind,
    /// What it does, as an imperative without a full stop.
    pub title: Words,
    /// What is to be changed in the error's file; ranges do not overlap.
    pub edits: Vec<Edit>,
    /// What it costs or changes.
    pub tradeoff: Words,
}

/// The kinds of change that are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FixKind {
    /// The value is borrowed instead of moved.
    Lend,
    /// The parameter of a function of the file becomes a reference.
    LendParameter,
    /// A loop goes over references.
    Iterate,
    /// A pattern binds by `ref`, or matches through a reference.
    Pattern,
    /// `&mut *x`.
    Reborrow,
    /// `as_ref`, `as_mut`, `as_deref`.
    AsRef,
    /// `take` or `replace` leaves another value in place.
    Take,
    /// `.clone()`, `Rc::clone`.
    Clone,
    /// A clone is made for a closure.
    CloneCaptured,
    /// The value is read out of a borrow, so that the borrow ends.
    CopyOut,
    /// `move` is written on a closure, or taken away.
    Move,
    /// `mut` on a binding, a reference or a parameter.
    Mutable,
    /// A first value is given.
    FirstValue,
    /// A temporary is bound with `let`.
    BindTemporary,
    /// An argument is stored in a local first.
    StoreArgument,
    /// `split_at_mut` or `swap` for two elements.
    Split,
    /// A statement moves: before a borrow begins, or behind the last use of a borrow or value.
    Reorder,
    /// A statement is deleted.
    Delete,
    /// What a method returns takes the place of its receiver.
    KeepResult,
    /// A guard is dropped before.
    EndEarly,
    /// A variable is declared before what borrows it.
    DeclareEarlier,
    /// A named lifetime, an outlives bound, `+ 'a` or `use<'a>`.
    Lifetime,
    /// An owned value is returned instead of a reference.
    ReturnOwned,
}

/// A replacement of a range of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub at: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Edit {
    fn insert(offset: u32, text: impl Into<String>) -> Edit {
        let at = Span {
            start: offset,
            end: offset,
        };
        Edit {
            at,
            text: text.into(),
        }
    }

    fn replace(at: Span, text: impl Into<String>) -> Edit {
        Edit {
            at,
            text: text.into(),
        }
    }
}

/// The fixes for an error of the body that the facts are of; `text` is the file's text.
pub fn fixes(facts: &Facts<Located>, text: &SourceText, error: &Error<Located>) -> Vec<Fix> {
    of(&Context::new(facts, text), error)
}

pub(super) fn of(context: &Context, error: &Error<Located>) -> Vec<Fix> {
    // A temporary that a macro makes as a whole, as `vec![…]`, stands where the call does.
    let whole =
        error.kind == ErrorKind::TemporaryDropped && context.outline().is_macro_call(error.at.span);
    if error.at.in_macro && !whole {
        return Vec::new();
    }
    let found: Vec<Option<Fix>> = match &error.kind {
        ErrorKind::Moved { .. } if is_moved_elsewhere(context, error) => Vec::new(),
        ErrorKind::Moved { .. } => vec![
            keep::result(context, error),
            delete::dropping(context, error),
            closure::by_reference(context, error),
            reborrow::instead_of_move(context, error),
            lend::initialiser(context, error),
            iterate::moved(context, error),
            pattern::scrutinee(context, error),
            pattern::by_ref(context, error),
            as_ref::receiver(context, error),
            parameter::lend(context, error),
            take::moved(context, error),
            reorder::behind_the_last_use(context, error),
            clone_captured::of_moved(context, error),
            clone::of_moved(context, error),
        ],
        ErrorKind::CannotMove(obstacle) => vec![
            lend::initialiser(context, error),
            iterate::lent(context, error),
            pattern::scrutinee(context, error),
            pattern::by_ref(context, error),
            as_ref::receiver(context, error),
            split::swapped_by_hand(context, error, obstacle),
            take::lent(context, error, obstacle),
            take::scrutinee(context, error, obstacle),
            clone::of_lent(context, error, obstacle),
        ],
        ErrorKind::Uninitialised { .. } => vec![value::first(context, error)],
        ErrorKind::Reassigned => vec![mutable::declaration(context, error)],
        ErrorKind::Immutable { because, .. } => match because {
            Immutability::NotMut => vec![mutable::declaration(context, error)],
            Immutability::SharedReference(pointer) => vec![
                mutable::parameter(context, error, pointer),
                mutably::bound(context, error, pointer),
            ],
            _ => Vec::new(),
        },
        ErrorKind::TemporaryDropped => vec![temporary::bind(context, error)],
        ErrorKind::ClosureOutlives => vec![
            escaping::by_value(context, error),
            escaping::by_clone(context, error),
        ],
        // However short the result lives, the value stays borrowed.
        ErrorKind::Conflict(_) if errors::borrowed_for_good(context, error).is_some() => Vec::new(),
        ErrorKind::Conflict(conflict) => {
            let mut found = vec![
                iterate::over_a_copy(context, error),
                copy_out::copied(context, error),
                end_early::dropped(context, error),
                argument::stored(context, error),
                split::swapped(context, error),
                split::split(context, error),
                sooner::before_the_borrow(context, error)
                    .or_else(|| reorder::behind_the_use(context, error)),
                copy_out::cloned(context, error),
            ];
            if conflict.access == ConflictAccess::Move {
                found.push(clone::of_borrowed(context, error));
            }
            found
        }
        ErrorKind::DroppedWhileBorrowed => vec![
            iterate::kept(context, error),
            escaping::stored(context, error),
            earlier::declared(context, error),
            temporary::bind_tail(context, error),
            copy_out::cloned(context, error),
        ],
        ErrorKind::ReturnsLocal { .. } => vec![owned::returned(context, error)],
        // What each call lends has no name that could be written.
        ErrorKind::Lifetime { .. } if error.closure.is_some() => Vec::new(),
        ErrorKind::Lifetime {
            error: kind,
            longer: SignatureLifetime { name: longer, .. },
            shorter: SignatureLifetime { name: shorter, .. },
            ..
        } => vec![lifetime::of(
            context,
            error,
            *kind,
            longer.as_deref(),
            shorter.as_deref(),
        )],
        ErrorKind::ParameterTooShort {
            parameter,
            lifetime,
        } => vec![bound::of_parameter(context, error, parameter, lifetime)],
        ErrorKind::HiddenLifetime { lifetime } => {
            vec![lifetime::captured(context, error, lifetime.as_deref())]
        }
        ErrorKind::EscapesClosure | ErrorKind::CapturedEscapes => Vec::new(),
        ErrorKind::MissingLifetime { place, .. } => vec![missing::named(context, error, *place)],
        ErrorKind::DestructorNeedsBorrowed
        | ErrorKind::ThreadLocalEnds
        | ErrorKind::ChangedByGuard { .. } => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

/// Whether a part of the place is moved in front of the use that is not among the steps: as one error stands for
/// all moves of the whole, what makes them go away leaves that of the part.
fn is_moved_elsewhere(context: &Context, error: &Error<Located>) -> bool {
    let Some(id) = error.value else { return true };
    let mut others = context.events_of(id).filter(|event| {
        event.place != error.place
            && event.place.starts_with(error.place.as_str())
            && matches!(event.kind, EventKind::Move(_))
            && event.at.span.end <= error.at.span.start
    });
    let whole = matches!(error.kind, ErrorKind::Moved { partial: false, .. });
    whole && others.any(|event| error.steps.iter().all(|step| step.at != event.at))
}

/// The white space in front of the line that an offset lies in.
fn indentation<'a>(context: &Context<'a>, offset: u32) -> &'a str {
    let before = context.text.get(..offset as usize).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let line = &context.text[line..];
    let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
    &line[..blank]
}
