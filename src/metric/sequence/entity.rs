//! [`Entity`]: some words in a row that belong together, and what they are.

/// Words that a tagger marked as one thing.
///
/// Places count the words of all sentences end to end, with one place between two sentences.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entity {
    /// What it is, such as `PER`; `_` where a tag says no more than its letter.
    pub kind: String,
    /// The place of its first word.
    pub start: usize,
    /// The place behind its last word.
    pub end: usize,
}

impl Entity {
    /// An entity of the words at `start..end`.
    #[must_use]
    pub fn new(kind: impl Into<String>, start: usize, end: usize) -> Self {
        Entity { kind: kind.into(), start, end }
    }
}
