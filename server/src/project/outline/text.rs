//! A text together with what is read off it more than once.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use ra_ap_syntax::{Edition, Parse, SourceFile};

use super::Outline;

/// The text of a file with its lines and its syntax, which are read when they are first asked for.
#[derive(Debug, Clone, Default)]
pub struct SourceText {
    text: Arc<str>,
    /// Offset of each line's first byte.
    lines: OnceLock<Vec<u32>>,
    syntax: OnceLock<Parse<SourceFile>>,
}

impl SourceText {
    /// Takes over the syntax of exactly this text, so that it is not parsed once more.
    pub(crate) fn set_syntax(&mut self, syntax: Parse<SourceFile>) {
        self.syntax = OnceLock::from(syntax);
    }

    /// The text's shape. The text may be unfinished, but it has to be one of an analysed file: others may be
    /// nested so deeply that a parser must not see them.
    pub fn outline(&self) -> Outline {
        let parse = || SourceFile::parse(&self.text, Edition::CURRENT);
        Outline {
            root: self.syntax.get_or_init(parse).syntax_node(),
        }
    }

    /// The 1-based line of a byte offset.
    pub fn line_of(&self, offset: u32) -> usize {
        let lines = self.lines.get_or_init(|| {
            let ends = self.text.bytes().enumerate();
            let ends = ends.filter(|(_, byte)| *byte == b'\n');
            let starts = ends.map(|(end, _)| end as u32 + 1);
            std::iter::once(0).chain(starts).collect()
        });
        lines.partition_point(|&start| start <= offset)
    }
}

impl Deref for SourceText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl<T: Into<Arc<str>>> From<T> for SourceText {
    fn from(text: T) -> SourceText {
        SourceText {
            text: text.into(),
            ..SourceText::default()
        }
    }
}
