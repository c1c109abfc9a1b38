//! [`Alignment`]: how one sequence becomes another, as stretches of equal, substituted, deleted and inserted elements;
//! [`EditCounts`], how many of each.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::metric::additive::Additive;

/// What happens to an element of the reference on its way to the hypothesis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EditOperation {
    /// It stays.
    Equal,
    /// Another stands in its place.
    Substitute,
    /// It is missing from the hypothesis.
    Delete,
    /// The hypothesis has one that the reference lacks.
    Insert,
}

/// A stretch of one operation, as long as it goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AlignmentChunk {
    /// What happens.
    pub operation: EditOperation,
    /// The elements of the reference; none of an insertion.
    pub reference: Range<usize>,
    /// The elements of the hypothesis; none of a deletion.
    pub hypothesis: Range<usize>,
}

/// The stretches of two sequences, from their beginning to their end.
///
/// # Examples
/// ```
/// use wordmill::metric::edit::{EditOperation, levenshtein_alignment};
/// let alignment = levenshtein_alignment("kitten", "sitting");
/// let first = &alignment.chunks()[0];
/// assert_eq!((first.operation, first.reference.clone()), (EditOperation::Substitute, 0..1));
/// assert_eq!(alignment.counts().hits, 4);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Alignment {
    chunks: Vec<AlignmentChunk>,
}

impl Alignment {
    /// The stretches; neighbours differ in their operation.
    #[must_use]
    pub fn chunks(&self) -> &[AlignmentChunk] {
        &self.chunks
    }

    /// How many elements each operation concerns.
    #[must_use]
    pub fn counts(&self) -> EditCounts {
        let mut counts = EditCounts::default();
        for chunk in &self.chunks {
            counts.note(chunk.operation, chunk.reference.len().max(chunk.hypothesis.len()) as u64);
        }
        counts
    }

    /// Whether nothing was changed.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        self.chunks.iter().all(|chunk| chunk.operation == EditOperation::Equal)
    }

    /// So many times the same operation at the end.
    pub(crate) fn push(&mut self, operation: EditOperation, times: usize) {
        if times == 0 {
            return;
        }
        let (from, to) =
            self.chunks.last().map_or((0, 0), |chunk| (chunk.reference.end, chunk.hypothesis.end));
        let reference = from + if operation == EditOperation::Insert { 0 } else { times };
        let hypothesis = to + if operation == EditOperation::Delete { 0 } else { times };
        match self.chunks.last_mut().filter(|chunk| chunk.operation == operation) {
            Some(chunk) => (chunk.reference.end, chunk.hypothesis.end) = (reference, hypothesis),
            None => self.chunks.push(AlignmentChunk {
                operation,
                reference: from..reference,
                hypothesis: to..hypothesis,
            }),
        }
    }
}

/// How many elements stay, are substituted, deleted and inserted.
///
/// Their sum but for the hits is the distance. How it is shared out depends on which of several shortest ways was
/// taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EditCounts {
    /// Elements that stay.
    pub hits: u64,
    /// Elements in whose place another stands.
    pub substitutions: u64,
    /// Elements of the reference alone.
    pub deletions: u64,
    /// Elements of the hypothesis alone.
    pub insertions: u64,
}

impl EditCounts {
    /// Elements that do not stay: the distance.
    #[must_use]
    pub fn errors(&self) -> u64 {
        self.substitutions + self.deletions + self.insertions
    }

    /// Elements of the reference.
    #[must_use]
    pub fn reference(&self) -> u64 {
        self.hits + self.substitutions + self.deletions
    }

    /// Elements of the hypothesis.
    #[must_use]
    pub fn hypothesis(&self) -> u64 {
        self.hits + self.substitutions + self.insertions
    }

    pub(crate) fn note(&mut self, operation: EditOperation, times: u64) {
        match operation {
            EditOperation::Equal => self.hits += times,
            EditOperation::Substitute => self.substitutions += times,
            EditOperation::Delete => self.deletions += times,
            EditOperation::Insert => self.insertions += times,
        }
    }
}

impl Additive for EditCounts {
    fn add(&mut self, other: &Self) {
        self.hits += other.hits;
        self.substitutions += other.substitutions;
        self.deletions += other.deletions;
        self.insertions += other.insertions;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_grow_and_count() {
        use EditOperation::{Delete, Equal, Insert, Substitute};
        let mut alignment = Alignment::default();
        for (operation, times) in
            [(Equal, 2), (Equal, 0), (Insert, 1), (Insert, 2), (Delete, 1), (Substitute, 1)]
        {
            alignment.push(operation, times);
        }
        let ranges: Vec<_> = alignment
            .chunks()
            .iter()
            .map(|chunk| (chunk.operation, chunk.reference.clone(), chunk.hypothesis.clone()))
            .collect();
        let expected =
            [(Equal, 0..2, 0..2), (Insert, 2..2, 2..5), (Delete, 2..3, 5..5), (Substitute, 3..4, 5..6)];
        assert_eq!(ranges, expected);
        let counts = alignment.counts();
        assert_eq!((counts.errors(), counts.reference(), counts.hypothesis()), (5, 4, 6));
        assert!(!alignment.is_equal() && Alignment::default().is_equal());
    }
}
