//! The unit in which a client counts characters within a line.

use tower_lsp::ls_types::PositionEncodingKind;

/// What one step of a position's `character` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// A byte of UTF-8.
    Utf8,
    /// A UTF-16 code unit: the protocol's default, which every client understands.
    #[default]
    Utf16,
    /// A Unicode scalar value.
    Utf32,
}

impl Encoding {
    /// The first encoding of the client's list, which is in its order of preference, that is known
    /// here.
    pub fn negotiate(offered: Option<&[PositionEncodingKind]>) -> Encoding {
        let known = |kind: &PositionEncodingKind| {
            [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32]
                .into_iter()
                .find(|encoding| encoding.kind() == *kind)
        };
        offered
            .unwrap_or_default()
            .iter()
            .find_map(known)
            .unwrap_or_default()
    }

    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// How many steps `character` takes.
    pub fn width(self, character: char) -> u32 {
        match self {
            Encoding::Utf8 => character.len_utf8() as u32,
            Encoding::Utf16 => character.len_utf16() as u32,
            Encoding::Utf32 => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clients_first_known_choice_wins() {
        let kinds = |names: &[&str]| -> Vec<PositionEncodingKind> {
            names.iter().map(|name| (*name).to_owned().into()).collect()
        };
        let negotiated = |names: &[&str]| Encoding::negotiate(Some(&kinds(names)));
        assert_eq!(Encoding::negotiate(None), Encoding::Utf16);
        assert_eq!(negotiated(&[]), Encoding::Utf16);
        assert_eq!(negotiated(&["utf-7"]), Encoding::Utf16);
        assert_eq!(negotiated(&["utf-7", "utf-32", "utf-8"]), Encoding::Utf32);
        assert_eq!(negotiated(&["utf-8", "utf-16"]), Encoding::Utf8);
    }
}
