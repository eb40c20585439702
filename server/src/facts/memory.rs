//! How a value lies in memory: its own bytes, and what they point to.

/// A value of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Memory {
    /// The type, as rust-analyzer prints it.
    pub ty: String,
    /// Number of its own bytes; `None` for a type without a fixed size or with unfilled parameters.
    pub size: Option<u64>,
    /// What they are.
    pub content: Content,
}

/// What the bytes of a value are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Nothing that points elsewhere.
    Plain,
    /// A pointer, with what belongs to it.
    Pointer(Pointer, Pointee),
    /// An `Option` as large as what it holds: a value that cannot occur there stands for `None`.
    Niche(Box<Memory>),
    /// The fields of a struct or tuple that point elsewhere, by name; others are left out. Never empty.
    Fields(Vec<(String, Memory)>),
    /// The elements of an array, so many.
    Elements(Box<Memory>, u64),
}

/// What kind of pointer a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointer {
    /// `Box`: the only owner of a block on the heap.
    Box,
    /// `Rc` or `Arc`: one of several owners of a block on the heap that counts them.
    Counted {
        /// `Arc`: the counts are atomic.
        atomic: bool,
    },
    /// `Weak`: an observer of such a block.
    Weak,
    /// `Vec` or `String`: the only owner of a block on the heap with room for more.
    Buffer,
    /// `&` or `&mut`: a reference to what somebody else owns.
    Reference,
}

/// What a pointer leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pointee {
    /// One value.
    Value(Box<Memory>),
    /// Elements one after the other: the pointer comes with their number.
    Slice(Box<Memory>),
    /// The UTF-8 of a text: the pointer comes with its length.
    Text,
    /// A value whose type is known at run time only, behind `dyn` of this trait: the pointer comes with one
    /// to its methods.
    Object(String),
}

impl Memory {
    /// Whether there is more to say than its size.
    pub fn points_elsewhere(&self) -> bool {
        match &self.content {
            Content::Plain => false,
            Content::Pointer(..) | Content::Niche(_) | Content::Fields(_) => true,
            Content::Elements(element, _) => element.points_elsewhere(),
        }
    }
}
