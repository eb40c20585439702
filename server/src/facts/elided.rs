//! Lifetimes of a function's signature that are not written.

use super::Span;

/// One place of a signature at which lifetimes are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elided {
    /// The `&`, the `'_`, or the path without its lifetimes.
    pub at: Span,
    /// How it is left out.
    pub form: ElidedForm,
    /// The lifetimes as they would be called: `'1` for the first of those without a name.
    pub lifetimes: Vec<String>,
    /// Which rule gives them.
    pub rule: Elision,
}

/// How a lifetime is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ElidedForm {
    /// `&` without one.
    Reference,
    /// `'_`.
    Placeholder,
    /// A path without lifetime arguments: `Ref<T>`; it has other arguments or none.
    Path {
        /// There are others, so that lifetimes would stand in front of them.
        arguments: bool,
    },
}

/// The rules of the Reference, "Lifetime elision in functions".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Elision {
    /// Each lifetime that is left out in the parameters is one of its own.
    Parameter,
    /// The only lifetime in the parameters is that of the result.
    OnlyLifetime,
    /// The lifetime of the reference to `self` is that of the result.
    Receiver,
}
