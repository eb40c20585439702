//! Where the language's own documents say more.

use crate::facts::{Borrow, BorrowKind, Cause, ErrorKind, Event, EventKind, Located};

/// A page about what happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// What it is called.
    pub title: &'static str,
    /// Where it is.
    pub url: &'static str,
}

const OWNERSHIP: Link = Link {
    title: "Book: Ownership",
    url: "https://doc.rust-lang.org/book/ch04-01-what-is-ownership.html",
};
const BORROWING: Link = Link {
    title: "Book: References and borrowing",
    url: "https://doc.rust-lang.org/book/ch04-02-references-and-borrowing.html",
};
const MOVED_AND_COPIED: Link = Link {
    title: "Reference: Moved and copied types",
    url: "https://doc.rust-lang.org/reference/expressions.html#moved-and-copied-types",
};
const CAPTURES: Link = Link {
    title: "Reference: Capture modes",
    url: "https://doc.rust-lang.org/reference/types/closure.html#capture-modes",
};
const BINDING_MODES: Link = Link {
    title: "Reference: Binding modes",
    url: "https://doc.rust-lang.org/reference/patterns.html#binding-modes",
};
const TWO_PHASE: Link = Link {
    title: "Compiler guide: Two-phase borrows",
    url: "https://rustc-dev-guide.rust-lang.org/borrow_check/two_phase_borrows.html",
};
const DESTRUCTORS: Link = Link {
    title: "Reference: Destructors",
    url: "https://doc.rust-lang.org/reference/destructors.html",
};
pub(super) const TEMPORARIES: Link = Link {
    title: "Reference: Temporary scopes",
    url: "https://doc.rust-lang.org/reference/destructors.html#temporary-scopes",
};
const LIFETIMES: Link = Link {
    title: "Book: Validating references with lifetimes",
    url: "https://doc.rust-lang.org/book/ch10-03-lifetime-syntax.html",
};
const CLOSURES: Link = Link {
    title: "Book: Closures",
    url: "https://doc.rust-lang.org/book/ch13-01-closures.html",
};
const MUTABILITY: Link = Link {
    title: "Book: Variables and mutability",
    url: "https://doc.rust-lang.org/book/ch03-01-variables-and-mutability.html",
};

/// A page for each code of the error index.
macro_rules! index {
    ($($code:literal)*) => {
        /// The page about an error code.
        fn index(code: &str) -> Option<Link> {
            match code {
                $($code => Some(Link {
                    title: concat!("Error index: ", $code),
                    url: concat!("https://doc.rust-lang.org/error_codes/", $code, ".html"),
                }),)*
                _ => None,
            }
        }
    };
}

index! {
    "E0106" "E0373" "E0381" "E0382" "E0384" "E0499" "E0500" "E0501" "E0502" "E0503" "E0505" "E0506" "E0507"
    "E0508" "E0509" "E0510" "E0515" "E0521" "E0524" "E0594" "E0596" "E0597" "E0621" "E0700" "E0712" "E0713"
    "E0716"
}

/// Pages about an error: the one of its code, and one about what it breaks.
pub(super) fn of_error(kind: &ErrorKind) -> Vec<Link> {
    let rule = match kind {
        ErrorKind::Moved { .. } | ErrorKind::CannotMove(_) => OWNERSHIP,
        ErrorKind::Uninitialised { .. } | ErrorKind::Reassigned | ErrorKind::Immutable { .. } => {
            MUTABILITY
        }
        ErrorKind::Conflict(_) => BORROWING,
        ErrorKind::TemporaryDropped => TEMPORARIES,
        ErrorKind::ClosureOutlives => CLOSURES,
        ErrorKind::DestructorNeedsBorrowed => DESTRUCTORS,
        _ => LIFETIMES,
    };
    kind.code()
        .and_then(index)
        .into_iter()
        .chain([rule])
        .collect()
}

/// Pages about an event, the most particular first.
pub(super) fn of(event: &Event<Located>) -> Vec<Link> {
    let rule = |cause: &Cause| match cause {
        Cause::Capture => Some(CAPTURES),
        Cause::Pattern { .. } => Some(BINDING_MODES),
        _ => None,
    };
    match &event.kind {
        EventKind::Move(transfer) => {
            let general = [OWNERSHIP, MOVED_AND_COPIED];
            rule(&transfer.cause).into_iter().chain(general).collect()
        }
        EventKind::Copy(_) => vec![MOVED_AND_COPIED],
        EventKind::Borrow(borrow) => {
            let phases = is_two_phase(borrow).then_some(TWO_PHASE);
            let particular = rule(&borrow.cause).or(phases);
            particular.into_iter().chain([BORROWING]).collect()
        }
        EventKind::Assign(_) => vec![OWNERSHIP],
        EventKind::Drop(_) => vec![DESTRUCTORS],
        EventKind::TempDrop { .. } => vec![TEMPORARIES],
    }
}

fn is_two_phase(borrow: &Borrow) -> bool {
    borrow.kind == BorrowKind::Mutable { two_phase: true }
}
