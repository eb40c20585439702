//! Ownership errors in words: rustc's message and labels first, then what goes beyond them.

mod hover;
mod immutable;
mod lifetimes;
mod limits;
mod loans;
mod missing;
mod moved;
mod run_time;
mod unmovable;

use crate::facts::{Access, BorrowKind, Error, ErrorKind, ErrorStepKind, Facts, Located, Span};
use crate::project::outline::SourceText;

use super::context::Context;
use super::words::{Words, code};

/// An error in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// rustc's code; one error has none.
    pub code: Option<&'static str>,
    /// What is wrong, without a full stop.
    pub message: Words,
    /// rustc's primary range.
    pub at: Span,
    /// What is at the primary range.
    pub label: Words,
    /// Other places that have to do with it, and what is there.
    pub labels: Vec<Label>,
    /// The steps that led to the error, in order; some are labels too.
    pub because: Vec<Label>,
    /// Sentences that go on from there.
    pub notes: Vec<Words>,
    /// What would go wrong at run time if the compiler accepted it, or that nothing would.
    pub at_run_time: Words,
}

/// A place of the source and what is there, in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub at: Span,
    /// What is there.
    pub words: Words,
}

impl Label {
    fn new(at: Located, words: impl Into<Words>) -> Label {
        Label {
            at: at.span,
            words: words.into(),
        }
    }
}

pub(super) use hover::{at, caused_by, consequence, instead, part};
pub(super) use limits::borrowed_for_good;

/// The words for an error of the body that the facts are of; `text` is the file's text.
pub fn complaint(facts: &Facts<Located>, text: &SourceText, error: &Error<Located>) -> Complaint {
    complaint_of(&Context::new(facts, text), error)
}

fn complaint_of(context: &Context, error: &Error<Located>) -> Complaint {
    let mut complaint = Complaint {
        code: error.kind.code(),
        message: Words::default(),
        at: error.at.span,
        label: Words::default(),
        labels: Vec::new(),
        because: Vec::new(),
        notes: Vec::new(),
        at_run_time: run_time::consequence(context, error).into(),
    };
    match &error.kind {
        ErrorKind::Moved { access, partial } => {
            moved::moved(context, error, *access, *partial, &mut complaint);
        }
        ErrorKind::Uninitialised { access, possibly } => {
            moved::uninitialised(error, *access, *possibly, &mut complaint);
        }
        ErrorKind::Reassigned => immutable::reassigned(context, error, &mut complaint),
        ErrorKind::CannotMove(obstacle) => {
            unmovable::words(context, error, obstacle, &mut complaint);
        }
        ErrorKind::Immutable { borrowed, because } => {
            immutable::words(error, *borrowed, because, &mut complaint);
        }
        ErrorKind::Conflict(conflict) => {
            loans::conflict(context, error, conflict, &mut complaint);
        }
        ErrorKind::DroppedWhileBorrowed => loans::dropped(context, error, &mut complaint),
        ErrorKind::TemporaryDropped => loans::temporary(context, error, &mut complaint),
        ErrorKind::ReturnsLocal {
            reference,
            temporary,
        } => loans::returns_local(context, error, (*reference, *temporary), &mut complaint),
        ErrorKind::ClosureOutlives => loans::closure(context, error, &mut complaint),
        ErrorKind::ThreadLocalEnds => loans::thread_local(context, error, &mut complaint),
        ErrorKind::ChangedByGuard { borrowed } => {
            immutable::by_guard(error, *borrowed, &mut complaint);
        }
        ErrorKind::ParameterTooShort {
            parameter,
            lifetime,
        } => loans::parameter(parameter, lifetime, &mut complaint),
        ErrorKind::HiddenLifetime { lifetime } => {
            loans::hidden(context, error, lifetime.as_deref(), &mut complaint);
        }
        ErrorKind::EscapesClosure => loans::escapes_closure(context, error, &mut complaint),
        ErrorKind::CapturedEscapes => loans::captured_escapes(context, error, &mut complaint),
        ErrorKind::MissingLifetime { place, several } => {
            missing::words(context, error, *place, *several, &mut complaint);
        }
        ErrorKind::DestructorNeedsBorrowed => loans::destructor(context, error, &mut complaint),
        ErrorKind::Lifetime {
            error: kind,
            longer,
            shorter,
            parameter,
            demand,
        } => {
            let relation = lifetimes::Relation {
                error: *kind,
                longer,
                shorter,
                unnamed: parameter.as_deref(),
                demand: *demand,
            };
            lifetimes::describe(context, error, &relation, &mut complaint);
        }
    }
    let notes = limits::on_some_paths(context, error).into_iter();
    let notes = notes.chain(limits::notes(context, error));
    complaint.notes.extend(notes.map(Words::from));
    complaint
}

/// The place, or `value` where it has no name.
fn subject(error: &Error<Located>) -> String {
    if error.place.is_empty() {
        "value".to_owned()
    } else {
        code(&error.place)
    }
}

/// Where the value is declared, if the steps say so.
fn declared(error: &Error<Located>) -> Option<Located> {
    let step = error
        .steps
        .iter()
        .find(|step| step.kind == ErrorStepKind::Declared)?;
    Some(step.at)
}

/// `borrow`, `use`, `assign to part`: the noun of a message.
fn noun(access: Access) -> &'static str {
    match access {
        Access::Use => "use",
        Access::Borrow(_) => "borrow",
        Access::AssignPart => "assign to part",
    }
}

/// `borrowed`, `used`, `partially assigned`.
fn participle(access: Access) -> &'static str {
    match access {
        Access::Use => "used",
        Access::Borrow(BorrowKind::Shared | BorrowKind::Mutable { .. } | BorrowKind::Unique) => {
            "borrowed"
        }
        Access::AssignPart => "partially assigned",
    }
}
