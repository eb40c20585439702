//! `ownlens check --format sarif`, held against what the schema of SARIF 2.1.0 demands
//! (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json>): the kinds of
//! objects that Ownlens writes, with the properties that they must and may have.

use serde_json::Value;

use super::program::Place;

/// A kind of object of the schema.
struct Kind {
    name: &'static str,
    /// At least one of these has to be there.
    demanded: &'static [&'static str],
    /// Those that Ownlens writes, and of what each is.
    properties: &'static [(&'static str, Of)],
}

/// What a property holds.
#[derive(Clone, Copy)]
enum Of {
    /// Any string.
    Text,
    /// One of these strings.
    Word(&'static [&'static str]),
    /// A URI, or a reference to one (RFC 3986).
    Uri,
    /// A whole number from 1 on.
    Positive,
    /// An object of a kind.
    Object(&'static str),
    /// Objects of a kind.
    Objects(&'static str),
    /// Objects of a kind, all different.
    Set(&'static str),
}

const KINDS: [Kind; 11] = [
    Kind {
        name: "log",
        demanded: &["version", "runs"],
        properties: &[
            ("$schema", Of::Uri),
            ("version", Of::Word(&["2.1.0"])),
            ("runs", Of::Objects("run")),
        ],
    },
    Kind {
        name: "run",
        demanded: &["tool"],
        properties: &[
            ("tool", Of::Object("tool")),
            (
                "columnKind",
                Of::Word(&["utf16CodeUnits", "unicodeCodePoints"]),
            ),
            ("results", Of::Objects("result")),
        ],
    },
    Kind {
        name: "tool",
        demanded: &["driver"],
        properties: &[("driver", Of::Object("toolComponent"))],
    },
    Kind {
        name: "toolComponent",
        demanded: &["name"],
        properties: &[
            ("name", Of::Text),
            ("version", Of::Text),
            ("rules", Of::Set("reportingDescriptor")),
        ],
    },
    Kind {
        name: "reportingDescriptor",
        demanded: &["id"],
        properties: &[("id", Of::Text), ("helpUri", Of::Uri)],
    },
    Kind {
        name: "result",
        demanded: &["message"],
        properties: &[
            ("ruleId", Of::Text),
            ("level", Of::Word(&["none", "note", "warning", "error"])),
            ("message", Of::Object("message")),
            ("locations", Of::Objects("location")),
            ("relatedLocations", Of::Set("location")),
        ],
    },
    Kind {
        name: "message",
        demanded: &["text"],
        properties: &[("text", Of::Text)],
    },
    Kind {
        name: "location",
        demanded: &[],
        properties: &[
            ("physicalLocation", Of::Object("physicalLocation")),
            ("message", Of::Object("message")),
        ],
    },
    Kind {
        name: "physicalLocation",
        demanded: &["artifactLocation"],
        properties: &[
            ("artifactLocation", Of::Object("artifactLocation")),
            ("region", Of::Object("region")),
        ],
    },
    Kind {
        name: "artifactLocation",
        demanded: &[],
        properties: &[("uri", Of::Uri)],
    },
    Kind {
        name: "region",
        demanded: &["startLine"],
        properties: &[
            ("startLine", Of::Positive),
            ("startColumn", Of::Positive),
            ("endLine", Of::Positive),
            ("endColumn", Of::Positive),
        ],
    },
];

/// Asserts that the value is an object of the kind, and all that is in it of theirs.
#[track_caller]
fn fits(value: &Value, name: &str) {
    let kind = KINDS.iter().find(|kind| kind.name == name);
    let kind = kind.unwrap_or_else(|| panic!("no kind {name}"));
    let object = value.as_object();
    let object = object.unwrap_or_else(|| panic!("a {name} is an object: {value}"));
    for demanded in kind.demanded {
        assert!(
            object.contains_key(*demanded),
            "{name}: {demanded} in {value}"
        );
    }
    for (key, value) in object {
        let property = kind.properties.iter().find(|(name, _)| name == key);
        let (_, of) = property.unwrap_or_else(|| panic!("{name}: {key} is none of its properties"));
        holds(value, *of);
    }
}

#[track_caller]
fn holds(value: &Value, of: Of) {
    match of {
        Of::Text => assert!(value.is_string(), "{value}"),
        Of::Word(words) => assert!(
            value.as_str().is_some_and(|it| words.contains(&it)),
            "{value}"
        ),
        Of::Uri => {
            let uri = value.as_str().unwrap_or_default();
            let allowed =
                |it: char| it.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(it);
            assert!(!uri.is_empty() && uri.chars().all(allowed), "{value}");
        }
        Of::Positive => assert!(value.as_u64().is_some_and(|it| it >= 1), "{value}"),
        Of::Object(kind) => fits(value, kind),
        Of::Objects(kind) | Of::Set(kind) => {
            let objects = value.as_array();
            let objects = objects.unwrap_or_else(|| panic!("{kind}s are an array: {value}"));
            objects.iter().for_each(|it| fits(it, kind));
            if matches!(of, Of::Set(_)) {
                let mut written: Vec<String> = objects.iter().map(Value::to_string).collect();
                written.sort();
                written.dedup();
                assert_eq!(
                    written.len(),
                    objects.len(),
                    "{kind}s are different: {value}"
                );
            }
        }
    }
}

/// Programs with errors of all kinds: one without a code, one without a place to point back to, one in a loop.
const PROGRAM: &str = r#"
fn later(v: Vec<u8>) -> usize {
    drop(v);
    v.len()
}

fn lifetimes<'a, 'b>(a: &'a str, b: &'b str) -> &'a str {
    if a.is_empty() { b } else { a }
}

fn missing(a: &str, b: &str) -> &str {
    a
}

fn repeated(v: Vec<u8>) {
    for _ in 0..2 {
        drop(v);
    }
}

fn grown(v: &mut Vec<u8>) {
    let ä = &v[0];
    v.push(1);
    println!("ö {ä}");
}
"#;

#[test]
fn sarif_is_as_the_schema_demands() {
    let place = Place::with(&[("a b/ü.rs", PROGRAM)]);
    let run = place.run(&["check", "--format", "sarif", "a b/ü.rs"]);
    assert_eq!(run.status, 1, "{}", run.err);
    let log: Value = serde_json::from_str(&run.out).expect("JSON");
    fits(&log, "log");
    let results = log["runs"][0]["results"].as_array().expect("results");
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array();
    let rules: Vec<&Value> = rules.expect("rules").iter().map(|it| &it["id"]).collect();
    assert_eq!(results.len(), 5, "{results:?}");
    for result in results {
        assert!(rules.contains(&&result["ruleId"]), "{result}");
    }
}

#[test]
fn sarif_without_errors_is_a_log_too() {
    let place = Place::with(&[("a.rs", "fn main() {}")]);
    let run = place.run(&["check", "--format", "sarif", "a.rs"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let log: Value = serde_json::from_str(&run.out).expect("JSON");
    fits(&log, "log");
    assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(0));
}
