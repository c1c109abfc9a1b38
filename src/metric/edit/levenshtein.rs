//! Levenshtein's distance: the fewest elements to substitute, delete and insert between two sequences ("Binary codes
//! capable of correcting deletions, insertions, and reversals", 1966), and one way to do so.
//!
//! Distances are anybody's; alignments are those of rapidfuzz 3.14.6 (`Levenshtein.opcodes`). Characters are Unicode
//! scalar values.

use std::hash::Hash;

use crate::metric::edit::operation::Alignment;
use crate::metric::edit::trace::Pair;

/// The distance between the characters of two texts.
///
/// Time grows with the length of one text times the distance, 64 cells at a time; memory with the lengths.
///
/// # Examples
/// ```
/// use wordmill::metric::edit::levenshtein;
/// assert_eq!(levenshtein("kitten", "sitting"), 3);
/// assert_eq!(levenshtein("", "čaj"), 3);
/// ```
#[must_use]
pub fn levenshtein(first: &str, second: &str) -> usize {
    Pair::of_characters(first, second).distance()
}

/// The distance between two sequences of any elements: words, labels, numbers.
///
/// # Examples
/// ```
/// use wordmill::metric::edit::levenshtein_of;
/// assert_eq!(levenshtein_of(&["to", "be", "or"], &["to", "see", "or", "not"]), 2);
/// ```
#[must_use]
pub fn levenshtein_of<T: Eq + Hash>(first: &[T], second: &[T]) -> usize {
    Pair::of(first.iter(), second.iter()).distance()
}

/// One minus the distance over the length of the longer text: 1 for equal texts, two empty ones among them.
///
/// # Examples
/// ```
/// use wordmill::metric::edit::levenshtein_similarity;
/// assert_eq!(levenshtein_similarity("lewenstein", "levenshtein"), 1.0 - 2.0 / 11.0);
/// ```
#[must_use]
pub fn levenshtein_similarity(first: &str, second: &str) -> f64 {
    let pair = Pair::of_characters(first, second);
    let longer = pair.first.len().max(pair.second.len());
    if longer == 0 { 1.0 } else { 1.0 - pair.distance() as f64 / longer as f64 }
}

/// A shortest way from the characters of the first text (the reference) to those of the second (the hypothesis).
///
/// # Examples
/// ```
/// use wordmill::metric::edit::levenshtein_alignment;
/// let counts = levenshtein_alignment("qabxcd", "abycdf").counts();
/// assert_eq!([counts.hits, counts.deletions, counts.substitutions, counts.insertions], [4, 1, 1, 1]);
/// ```
#[must_use]
pub fn levenshtein_alignment(first: &str, second: &str) -> Alignment {
    aligned(&Pair::of_characters(first, second))
}

/// The same for sequences of any elements.
///
/// # Examples
/// ```
/// use wordmill::metric::edit::levenshtein_alignment_of;
/// let alignment = levenshtein_alignment_of(&["we", "will", "see"], &["will", "see"]);
/// assert_eq!(alignment.chunks()[0].reference, 0..1);
/// assert_eq!(alignment.counts().deletions, 1);
/// ```
#[must_use]
pub fn levenshtein_alignment_of<T: Eq + Hash>(first: &[T], second: &[T]) -> Alignment {
    aligned(&Pair::of(first.iter(), second.iter()))
}

/// The alignment of two numbered sequences.
pub(crate) fn aligned(pair: &Pair) -> Alignment {
    let mut alignment = Alignment::default();
    pair.trace(&mut |operation, times| alignment.push(operation, times));
    alignment
}

#[cfg(test)]
mod tests;
