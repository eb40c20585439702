//! Numbers that look random and are the same in every run.

/// Marsaglia's xorshift generator with 64 bits.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }

    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }

    /// A place in a text that a position can name, in bytes.
    pub fn place(&mut self, text: &str) -> usize {
        place_from(text, self.below(text.len() + 1))
    }
}

/// The first place at or behind `offset` that a position can name: between two characters, but not
/// inside a line end.
pub fn place_from(text: &str, offset: usize) -> usize {
    let at = text.ceil_char_boundary(offset.min(text.len()));
    let inside = text[..at].ends_with('\r') && text[at..].starts_with('\n');
    at + usize::from(inside)
}
