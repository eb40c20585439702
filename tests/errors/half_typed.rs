//! Programs without errors, as they are while somebody types: cut off, with names that are not finished, with
//! brackets that have no partner. What is said about them has to be true of them, too: rustc is asked.

use std::{collections::BTreeSet, fmt::Write as _, path::Path};

use ownlens::project::StdChoice;

use super::{
    CODES, Checker, Program, directory, programs,
    rustc::{self, Diagnostic},
};

/// How many states of how the programs are typed are looked at.
const STATES: usize = 2_000;

/// Bytes of stack for a thread that judges.
const STACK: usize = 64 << 20;

/// What is begun in front of a statement.
const BEGINNINGS: [&str; 8] = [
    "let next = ",
    "let next = &mut ",
    "if let Some(inner) = ",
    "match ",
    "for item in ",
    "drop(",
    "return ",
    "let f = move || ",
];

/// Numbers that look random and are the same in every run (Marsaglia's xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }
}

/// Where the words, numbers and signs of a text stand.
fn tokens(text: &str) -> Vec<std::ops::Range<usize>> {
    let is_word = |it: char| it.is_alphanumeric() || it == '_';
    let mut tokens: Vec<std::ops::Range<usize>> = Vec::new();
    let mut word = false;
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        match tokens.last_mut() {
            Some(last) if word && is_word(letter) => last.end = end,
            _ if !letter.is_whitespace() => tokens.push(at..end),
            _ => {}
        }
        word = is_word(letter);
    }
    tokens
}

/// A state of typing the text: what it is, and the text in it.
fn half_typed(text: &str, numbers: &mut Numbers) -> Option<(&'static str, String)> {
    let tokens = tokens(text);
    let token = numbers.of(&tokens)?.clone();
    let without = |range: std::ops::Range<usize>| {
        let mut half = text.to_owned();
        half.replace_range(range, "");
        half
    };
    let line_end = text[token.start..].find('\n').map(|it| token.start + it)?;
    Some(match numbers.below(6) {
        0 => (
            "rest of the line is missing",
            without(token.start..line_end),
        ),
        1 => {
            let end = text[token.start..].find([';', '}'])? + token.start;
            (
                "rest of the statement is missing",
                without(token.start..end),
            )
        }
        2 => {
            let names: Vec<_> = tokens
                .iter()
                .filter(|it| it.len() > 1 && text[it.start..].starts_with(char::is_alphabetic))
                .filter(|it| text[(*it).clone()].is_ascii())
                .collect();
            let name = (*numbers.of(&names)?).clone();
            let typed = name.start + 1 + numbers.below(name.len() - 1);
            ("name is not finished", without(typed..name.end))
        }
        3 => {
            let signs = ['(', ')', '{', '}', '[', ']', '<', '>', '"'];
            let signs: Vec<_> = tokens
                .iter()
                .filter(|it| text[it.start..].starts_with(signs))
                .collect();
            (
                "bracket is missing",
                without((*numbers.of(&signs)?).clone()),
            )
        }
        4 => {
            let first = tokens.iter().position(|it| *it == token)?;
            let last = (first + numbers.below(4)).min(tokens.len() - 1);
            ("words are missing", without(token.start..tokens[last].end))
        }
        _ => {
            let words: Vec<_> = tokens
                .iter()
                .filter(|it| text[it.start..].starts_with(char::is_lowercase))
                .collect();
            let name = &text[(*numbers.of(&words)?).clone()];
            let mut begun = (*numbers.of(&BEGINNINGS)?).to_owned();
            begun += name;
            begun += numbers.of(&["", ".", ".clo", "(", ";", ".clone();"])?;
            let mut half = text.to_owned();
            half.insert_str(line_end, &format!("\n    {begun}"));
            ("statement is begun", half)
        }
    })
}

#[test]
fn half_typed_programs_have_no_errors_of_their_own() {
    let whole = whole_programs();
    assert!(whole.len() > 30, "{} programs", whole.len());
    let seeds = [0x9E37_79B9_7F4A_7C15, 0xD1B5_4A32_D192_ED03];
    let report: String = std::thread::scope(|scope| {
        let whole = &whole;
        let judge = |seed| move || judge_states(whole, Numbers(seed), STATES / 2);
        let halves = seeds.map(|seed| {
            // Without optimisation the words for an error take more than a thread has by default.
            let thread = std::thread::Builder::new().stack_size(STACK);
            thread.spawn_scoped(scope, judge(seed)).expect("a thread")
        });
        let reports = halves.into_iter().map(|it| it.join().expect("a report"));
        reports.collect()
    });
    assert!(report.is_empty(), "\n{report}");
}

/// The fixtures that Ownlens finds no error in.
fn whole_programs() -> Vec<Program> {
    let mut whole = programs(&directory().join(".."));
    whole.extend(programs(&directory().join("../guide")));
    // Here programs are of edition 2021.
    whole.retain(|it| !it.text.contains("//@ edition: 2024"));
    let mut checker = Checker::with_std(StdChoice::Model);
    whole.retain(|it| checker.errors(&it.text).is_empty());
    whole
}

/// What is said about states of typing the programs and is not true.
fn judge_states(whole: &[Program], mut numbers: Numbers, states: usize) -> String {
    let mut checker = Checker::with_std(StdChoice::Model);
    let asks = rustc::is_there();
    let (mut report, mut asked, mut count) = (String::new(), 0, 0);
    while count < states {
        let Some(program) = numbers.of(whole) else {
            break;
        };
        let Some((kind, text)) = half_typed(&program.text, &mut numbers) else {
            continue;
        };
        count += 1;
        keep(program, &text);
        let found = checker.errors(&text);
        if found.is_empty() || !asks {
            continue;
        }
        asked += 1;
        let half = Program {
            name: program.name.clone(),
            text,
        };
        let real: BTreeSet<String> = half.errors().into_iter().map(|it| it.code).collect();
        for error in found.iter().filter(|it| !real.contains(&it.code)) {
            let _ = writeln!(report, "{}: {kind}: {error} (rustc: {real:?})", half.name);
        }
    }
    println!("{count} states, rustc was asked about {asked}");
    report
}

/// Leaves the state that is looked at in a directory, if one is named for that: a process that ends shows which it was.
fn keep(program: &Program, text: &str) {
    if let Some(directory) = std::env::var_os("OWNLENS_HALF_TYPED") {
        let thread = format!("{:?}", std::thread::current().id());
        let path = Path::new(&directory).join(format!("{thread}.rs"));
        let text = format!("// {}\n{text}", program.name);
        std::fs::write(path, text).expect("the text is written");
    }
}

#[test]
fn unfinished_programs_have_no_errors_of_ownership() {
    let mut checker = Checker::new();
    let unfinished = programs(&directory().join("unfinished"));
    assert!(!unfinished.is_empty());
    for program in unfinished {
        let found = checker.errors(&program.text);
        assert!(found.is_empty(), "{}: {found:?}", program.name);
        if rustc::is_there() {
            let real = program.errors();
            assert!(!real.is_empty(), "{}: there is none", program.name);
            let is_ours =
                |it: &&Diagnostic| !it.code.is_empty() && CODES.contains(&it.code.as_str());
            let ours: Vec<_> = real.iter().filter(is_ours).collect();
            assert!(ours.is_empty(), "{}: {ours:?}", program.name);
        }
    }
}
