//! A value's memory as a small picture of text: what stands where the value is, and what elsewhere.

use crate::facts::{Content, Memory, Pointee, Pointer};

use super::words::bytes;

/// The picture of a value, one line for each block of memory; `None` where there is nothing to say: the
/// value points to nothing. `name` is what the value is called, if it has a name.
pub fn picture(memory: &Memory, name: Option<&str>) -> Option<String> {
    if !memory.points_elsewhere() {
        return None;
    }
    let mut picture = Picture::default();
    let label = match name {
        Some(name) => format!("stack  {name}: {}", memory.ty),
        None => memory.ty.clone(),
    };
    picture.block(0, "", &label, memory, None);
    Some(picture.finish())
}

#[derive(Default)]
struct Picture {
    /// What is drawn and named, and what it is made of.
    lines: Vec<(String, String)>,
}

impl Picture {
    fn finish(self) -> String {
        let width = self.lines.iter().map(|(what, _)| what.chars().count());
        let width = width.max().unwrap_or_default();
        let lines = self.lines.into_iter().map(|(what, content)| {
            let padding = " ".repeat(width - what.chars().count());
            format!("{what}{padding}   {content}").trim_end().to_owned()
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// A value, and what it points to below. `times` says how many of them there are.
    fn block(
        &mut self,
        level: usize,
        lead: &str,
        label: &str,
        memory: &Memory,
        times: Option<&str>,
    ) {
        let size = memory.size.map(bytes);
        let size = match (size, times) {
            (Some(size), Some(times)) => format!("{times} × {size}"),
            (Some(size), None) => size,
            (None, _) => "size not known here".to_owned(),
        };
        let made_of = parts(&memory.content);
        let separator = if made_of.is_empty() { "" } else { ": " };
        let what = format!("{}{lead}{label}", "   ".repeat(level));
        self.lines
            .push((what, format!("{size}{separator}{made_of}")));
        self.targets(level + 1, &memory.content);
    }

    fn targets(&mut self, level: usize, content: &Content) {
        match content {
            Content::Plain => {}
            Content::Pointer(pointer, to) => self.target(level, *pointer, to),
            Content::Niche(inner) => self.targets(level, &inner.content),
            Content::Fields(fields) => {
                for (name, field) in fields {
                    let label = format!(".{name}: {}", field.ty);
                    self.block(level, "", &label, field, None);
                }
            }
            Content::Elements(element, count) if element.points_elsewhere() => {
                let times = count.to_string();
                self.block(
                    level,
                    "",
                    &format!("[_]: {}", element.ty),
                    element,
                    Some(&times),
                );
            }
            Content::Elements(..) => {}
        }
    }

    fn target(&mut self, level: usize, pointer: Pointer, to: &Pointee) {
        let lead = match pointer {
            Pointer::Reference => "└▸ elsewhere  ",
            _ => "└▸ heap  ",
        };
        let times = match pointer {
            Pointer::Buffer => "capacity",
            _ => "length",
        };
        // Two counts of a machine word each stand in front (`alloc::rc`, `alloc::sync`).
        let counts = match pointer {
            Pointer::Counted { atomic: true } => "atomic strong and weak count, ",
            Pointer::Counted { atomic: false } | Pointer::Weak => "strong and weak count, ",
            Pointer::Box | Pointer::Buffer | Pointer::Reference => "",
        };
        match to {
            Pointee::Value(value) => {
                self.block(level, lead, &format!("{counts}{}", value.ty), value, None);
            }
            Pointee::Slice(element) => {
                let label = format!("{counts}[{}]", element.ty);
                self.block(level, lead, &label, element, Some(times));
            }
            Pointee::Text => self.plain(level, lead, counts, "text", &format!("{times} × 1 byte")),
            Pointee::Object(name) => {
                let size = "size known at run time";
                self.plain(level, lead, counts, &format!("some {name}"), size);
            }
        }
    }

    fn plain(&mut self, level: usize, lead: &str, counts: &str, what: &str, size: &str) {
        let what = format!("{}{lead}{counts}{what}", "   ".repeat(level));
        self.lines.push((what, size.to_owned()));
    }
}

/// What the bytes of a value are, in its order of meaning.
fn parts(content: &Content) -> String {
    match content {
        Content::Plain | Content::Fields(_) | Content::Elements(..) => String::new(),
        Content::Niche(inner) => {
            format!("{} (an impossible value is None)", parts(&inner.content))
        }
        Content::Pointer(Pointer::Buffer, _) => "pointer, capacity, length".to_owned(),
        Content::Pointer(_, Pointee::Slice(_) | Pointee::Text) => "pointer, length".to_owned(),
        Content::Pointer(_, Pointee::Object(_)) => "pointer, vtable".to_owned(),
        Content::Pointer(_, Pointee::Value(_)) => "pointer".to_owned(),
    }
}
