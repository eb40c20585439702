//! `ownlens timeline`.

use std::fs;

use crate::program::Place;

const PROGRAM: &str = "\
struct List;

impl List {
    fn grow(&self, v: Vec<i32>) -> Vec<i32> {
        let mut w = v;
        w.push(1);
        w
    }
}

mod other {
    pub fn grow(v: &mut Vec<i32>) {
        v.push(1);
    }
}

const N: usize = 3;
";

#[test]
fn draws_all_functions_of_a_file() {
    let place = Place::with(&[("a.rs", PROGRAM)]);
    let run = place.run(&["timeline", "a.rs", "-o", "out.svg"]);
    assert_eq!(
        (run.status, run.out.as_str(), run.err.as_str()),
        (0, "", "")
    );
    let svg = fs::read_to_string(place.path().join("out.svg")).expect("a picture");
    assert_eq!(svg.matches(r#"class="ol-timeline""#).count(), 2, "{svg}");
    assert_eq!(svg.matches("<style>").count(), 1);
    assert!(
        svg.contains(r#"data-range="4:20-4:21" data-value="v""#),
        "{svg}"
    );
}

#[test]
fn draws_one_function_to_standard_output() {
    let place = Place::with(&[("a.rs", PROGRAM)]);
    let run = place.run(&["timeline", "a.rs::List::grow"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert_eq!(run.out.matches(r#"class="ol-timeline""#).count(), 1);
    assert!(run.out.starts_with("<svg "), "{}", run.out);
    assert!(run.out.ends_with("</svg>\n"), "{}", run.out);
}

#[test]
fn refuses_in_one_sentence() {
    let place = Place::with(&[("a.rs", PROGRAM), ("empty.rs", "const N: usize = 3;\n")]);
    let refused = |words: &[&str], sentence: &str| place.run(words).refused(sentence);
    refused(
        &["timeline", "a.rs::shrink"],
        "a.rs: there is no function `shrink`",
    );
    refused(
        &["timeline", "empty.rs"],
        "empty.rs: there is no value to draw",
    );
    refused(
        &["timeline", "gone.rs"],
        "gone.rs: no such file or directory",
    );
    let run = place.run(&["timeline", "a.rs::grow"]);
    assert_eq!(run.status, 2);
    assert!(
        run.err.contains("is the end of several names"),
        "{}",
        run.err
    );
    let run = place.run(&["timeline", "a.rs", "-o", "no/where.svg"]);
    assert_eq!(run.status, 2);
    assert!(
        run.err.starts_with("ownlens: no/where.svg: "),
        "{}",
        run.err
    );
}
