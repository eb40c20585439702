//! Lifetimes that are left out, and which rule of elision gives them.

use super::{Explanation, Link, Part, Topic};
use crate::facts::{Elided, ElidedForm, Elision};

const ELISION: Link = Link {
    title: "Reference: Lifetime elision",
    url: "https://doc.rust-lang.org/reference/lifetime-elision.html",
};

/// What the lifetimes at one place of a signature are, and why.
pub fn elided(elided: &Elided) -> Explanation {
    let quoted: Vec<String> = elided
        .lifetimes
        .iter()
        .map(|it| format!("`{it}`"))
        .collect();
    let (one, what) = match quoted.as_slice() {
        [one] => (true, one.clone()),
        all => (false, all.join(" and ")),
    };
    let answer = match one {
        true => format!("The lifetime that is left out here is {what}"),
        false => format!("The lifetimes that are left out here are {what}"),
    };
    let why = match elided.rule {
        Elision::Parameter => {
            "Each lifetime that is left out in the parameters is a parameter of the function of its own."
                .to_owned()
        }
        Elision::OnlyLifetime => format!(
            "{what} is the only lifetime in the parameters, so it is that of everything that is \
             left out in the result: the result may be used only as long as that parameter's referent is \
             borrowed."
        ),
        Elision::Receiver => format!(
            "The method takes `self` by reference, so the lifetime of that reference, {what}, is that of \
             everything that is left out in the result, whatever other parameters there are: as long as the \
             result is used, `self` stays borrowed."
        ),
    };
    let mut part = Part::new(answer).linked(vec![ELISION]);
    part.add(Topic::Why, why);
    Explanation {
        at: elided.at,
        parts: vec![part],
    }
}

/// The lifetimes as they would be written at the place, and whether that is in front of what follows.
pub(super) fn written(elided: &Elided) -> String {
    let names = elided.lifetimes.join(", ");
    match elided.form {
        ElidedForm::Reference => format!("{names} "),
        ElidedForm::Placeholder => format!("= {names}"),
        ElidedForm::Path { arguments: false } => format!("<{names}>"),
        ElidedForm::Path { arguments: true } => format!("<{names}, …>"),
    }
}
