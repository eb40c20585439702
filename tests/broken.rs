//! Code that nobody finished: the analysis of any text ends soon, without a panic, and what it says lies
//! inside the text.
//!
//! `OWNLENS_SOURCES` may name directories (separated by `:`): all Rust files below them are then tried as
//! they are, and `OWNLENS_BROKEN` how often each is tried broken; `OWNLENS_STD=source` takes the standard
//! library's source.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ownlens::engine::{self, FileFacts};
use ownlens::explain;
use ownlens::facts::Span;
use ownlens::project::{Options, Project, StdChoice};

#[path = "support/tokens.rs"]
mod tokens;

/// No file may take longer.
const LONG: Duration = Duration::from_secs(10);

const NAME: &str = "broken.rs";

/// How often each fixture is broken where nothing else is asked for.
const FEW: usize = 10;

const BRACKETS: [&str; 6] = ["(", ")", "[", "]", "{", "}"];

/// Numbers that look random and are the same in every run (xorshift).
struct Random(u64);

impl Random {
    /// A number below `limit`, which is not 0.
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// The text up to a random place, or with a few tokens left out or doubled.
fn broken(text: &str, random: &mut Random) -> String {
    let tokens = tokens::tokens(text);
    if tokens.is_empty() {
        return String::new();
    }
    if random.below(2) == 0 {
        let mut end = random.below(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        return text[..end].to_owned();
    }
    // What stands in brackets that do not fit is the hardest to make sense of.
    let brackets: Vec<usize> = (0..tokens.len())
        .filter(|&at| BRACKETS.iter().any(|it| tokens[at].is(it)))
        .collect();
    let mut chosen: Vec<usize> = (0..1 + random.below(4))
        .map(|_| match brackets.len() {
            count @ 1.. if random.below(2) == 0 => brackets[random.below(count)],
            _ => random.below(tokens.len()),
        })
        .collect();
    chosen.sort_unstable();
    chosen.dedup();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for token in chosen.into_iter().map(|it| &tokens[it]) {
        out.push_str(&text[from..token.start]);
        if random.below(2) == 0 {
            let _ = write!(out, "{0} {0}", token.text);
        }
        from = token.end();
    }
    out.push_str(&text[from..]);
    out
}

/// One project whose only file takes on one text after the other.
struct Bench {
    project: Project,
    random: Random,
    tried: usize,
    bodies: usize,
    slowest: (Duration, String),
    complaints: Vec<String>,
}

impl Bench {
    fn new() -> Bench {
        let source = env::var("OWNLENS_STD").is_ok_and(|it| it == "source");
        let options = Options {
            std: if source {
                StdChoice::Source
            } else {
                StdChoice::Model
            },
            ..Options::default()
        };
        Bench {
            project: Project::from_text(NAME, "", &options).expect("a standard library"),
            random: Random(0x9E37_79B9_7F4A_7C15),
            tried: 0,
            bodies: 0,
            slowest: (Duration::ZERO, String::new()),
            complaints: Vec::new(),
        }
    }

    /// A text as it is, and broken `times` times.
    fn all(&mut self, name: &str, text: &str, times: usize) {
        self.one(name, text);
        for time in 0..times {
            let text = broken(text, &mut self.random);
            self.one(&format!("{name}, broken {time}"), &text);
        }
    }

    fn one(&mut self, name: &str, text: &str) {
        let started = Instant::now();
        self.project
            .set_text(Path::new(NAME), Some(text.to_owned()));
        let file = self.project.file(Path::new(NAME)).expect("the file");
        let snapshot = self.project.snapshot();
        let facts = engine::file_facts(&snapshot, file).expect("nothing else changes it");
        let took = started.elapsed();
        if took > LONG {
            self.complaints.push(format!("{name}: took {took:?}"));
        }
        for failure in &facts.failures {
            self.complaints.push(format!("{name}: {failure} failed"));
        }
        self.complaints.extend(outside(name, &facts));
        self.words(&facts);
        self.tried += 1;
        self.bodies += facts.bodies.len();
        if took > self.slowest.0 {
            self.slowest = (took, name.to_owned());
        }
    }

    /// Words are found for whatever the facts are.
    fn words(&mut self, facts: &FileFacts) {
        for body in &facts.bodies {
            let length = body.range.len().max(1) as usize;
            let offset = body.range.start + self.random.below(length) as u32;
            if let Some(words) = explain::explain(&body.facts, &facts.text, offset) {
                assert!(!explain::markdown(&words).is_empty());
            }
            explain::hint::hints(&body.facts, &facts.text, explain::hint::Style::Words);
        }
    }

    fn finish(self) {
        let Bench {
            tried,
            bodies,
            slowest,
            ..
        } = &self;
        println!("{tried} texts, {bodies} bodies; the slowest took {slowest:?}");
        assert!(*bodies > 0, "nothing was analysed");
        assert!(self.complaints.is_empty(), "{}", self.complaints.join("\n"));
    }
}

/// What is said of places that the text does not have.
fn outside(name: &str, facts: &FileFacts) -> Option<String> {
    let text = &*facts.text;
    let inside = |span: Span| text.get(span.start as usize..span.end as usize).is_some();
    let wrong = facts.bodies.iter().find_map(|body| {
        let events = body.facts.events.iter().map(|it| it.at.span);
        let declared = body.facts.values.iter().map(|it| it.declared.span);
        events
            .chain(declared)
            .chain([body.range])
            .find(|&it| !inside(it))
    })?;
    Some(format!("{name}: {wrong:?} is not in the text"))
}

fn rust_files(directory: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(directory).sort_by_file_name();
    walk.into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|it| it == "rs"))
        .collect()
}

fn times(default: usize) -> usize {
    let asked = env::var("OWNLENS_BROKEN").ok();
    asked.map_or(default, |it| {
        it.parse().expect("OWNLENS_BROKEN is a number")
    })
}

#[test]
fn fixtures() {
    let mut bench = Bench::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    for path in rust_files(&root) {
        let text = fs::read_to_string(&path).expect("UTF-8");
        bench.all(&path.display().to_string(), &text, times(FEW));
    }
    bench.finish();
}

#[test]
fn sources() {
    let Some(directories) = env::var_os("OWNLENS_SOURCES") else {
        println!("skipped: OWNLENS_SOURCES names no directory");
        return;
    };
    let mut bench = Bench::new();
    for path in env::split_paths(&directories).flat_map(|it| rust_files(&it)) {
        if let Ok(text) = fs::read_to_string(&path) {
            bench.all(&path.display().to_string(), &text, times(0));
        }
    }
    bench.finish();
}

#[test]
fn nested() {
    const DEPTH: usize = 10_000;
    let mut bench = Bench::new();
    let body = |open: &str, inside: &str, close: &str| {
        let (open, close) = (open.repeat(DEPTH), close.repeat(DEPTH));
        format!("fn f(v: Vec<u8>) {{ let w = {open}{inside}{close}; }}\n")
    };
    let ordinary = "fn g(v: Vec<u8>) { drop(v) }\n";
    for (name, text) in [
        ("blocks", body("{", "v", "}")),
        ("parentheses", body("(", "v", ")")),
        ("method calls", body("", "v", ".clone()")),
        ("references", body("&", "v", "")),
        ("closures", body("|| ", "v", "")),
        ("operators", body("1 + ", "1", "")),
        ("conditions", body("if true { v } else ", "{ v }", "")),
        ("arrays", body("[", "v", "]")),
        ("open blocks", body("{", "v", "")),
        ("calls", body("f(", "v", ")")),
        ("statements", body("1; let w = ", "v", "")),
    ] {
        bench.one(name, &format!("{text}{ordinary}"));
    }
    bench.one(
        "types",
        &format!(
            "fn f(v: {}u8{}) {{}}\n{ordinary}",
            "Vec<".repeat(DEPTH),
            ">".repeat(DEPTH)
        ),
    );
    bench.one(
        "modules",
        &format!(
            "{}{}\n{ordinary}",
            "mod m {".repeat(DEPTH),
            "}".repeat(DEPTH)
        ),
    );
    bench.one("afterwards", ordinary);
    bench.finish();
}
