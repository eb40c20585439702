//! What hovers say in the programs of `fixtures/explain`, recorded beside each. A comment marks a place in the line
//! of code above it: by a caret under it, or with `//<-` its first word.

use std::{fs, path::Path};

use ownlens::{
    engine,
    explain::{self, Explanation},
    project::{Edition, Options, Project},
};

use super::fixtures;

const FILE: &str = "program.rs";

#[test]
fn words_are_as_recorded() {
    let directory = fixtures().join("explain");
    let options = Options {
        edition: Some(Edition::Edition2021),
        ..Options::default()
    };
    let mut project = Project::from_text(FILE, "", &options).expect("a project");
    let mut places = 0;
    for entry in fs::read_dir(directory).expect("fixtures") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|it| it != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("UTF-8");
        project.set_text(Path::new(FILE), Some(text.clone()));
        let file = project.file(Path::new(FILE)).expect("the file");
        let facts = engine::file_facts(&project.snapshot(), file).expect("facts");
        let found = marks(&text).into_iter().map(|(line, offset)| {
            let around = facts.bodies.iter().filter(|it| it.range.touches(offset));
            let body = around.min_by_key(|it| it.range.len()).expect("a body");
            let words = explain::explain(&body.facts, &facts.text, offset);
            shown(line, &text, words)
        });
        let found: Vec<String> = found.collect();
        places += found.len();
        expect_test::expect_file![path.with_extension("md")].assert_eq(&found.join("\n"));
    }
    assert!(places > 40, "{places} places");
}

/// The marked places: 0-based line and byte offset.
fn marks(text: &str) -> Vec<(usize, u32)> {
    let mut marks = Vec::new();
    let mut code = (0, 0, "");
    let mut start = 0;
    for (number, line) in text.lines().enumerate() {
        let blank = line.len() - line.trim_start().len();
        let comment = line.trim();
        let first = code.2.len() - code.2.trim_start().len();
        if comment == "//<-" {
            marks.push((code.0, (code.1 + first) as u32));
        } else if comment.starts_with("//") && comment.trim_start_matches(['/', ' ']) == "^" {
            let caret = blank + comment.len() - 1;
            marks.push((code.0, (code.1 + caret) as u32));
        } else {
            code = (number, start, line);
        }
        start += line.len() + 1;
    }
    marks
}

fn shown(line: usize, text: &str, words: Option<Explanation>) -> String {
    let code = text.lines().nth(line).unwrap_or_default().trim();
    let about = words
        .as_ref()
        .and_then(|it| text.get(it.at.start as usize..it.at.end as usize));
    let about = about.unwrap_or_default();
    let words = words.map_or("nothing".to_owned(), |it| explain::markdown(&it));
    format!("# Line {}, `{about}` in `{code}`\n\n{words}\n", line + 1)
}
