//! Where the language's own documents say more.

use crate::facts::{Borrow, BorrowKind, Cause, Event, EventKind, Located};

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
