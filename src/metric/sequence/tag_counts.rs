//! [`TagCounts`]: single tags, right and wrong, as seqeval's `accuracy_score` and `performance_measure` (1.2.2) count them.

use crate::error::{Error, Result};
use crate::metric::additive::Additive;

/// Tags that are right, and what the others are; those of many texts add up.
///
/// The tags of all sentences are compared end to end, as far as both lists go: unlike entities, tags ask for no equal
/// lengths.
///
/// # Examples
/// ```
/// use wordmill::metric::TagCounts;
/// let truth = [vec!["O", "B-MISC", "I-MISC", "B-ORG"], vec!["B-PER", "O"]];
/// let predicted = [vec!["B-MISC", "I-MISC", "I-MISC", "O"], vec!["B-PER", "O"]];
/// let counts = TagCounts::compare(&truth, &predicted);
/// assert_eq!((counts.true_positives, counts.false_positives), (2, 2));
/// assert_eq!((counts.false_negatives, counts.true_negatives), (1, 1));
/// assert_eq!(counts.accuracy()?, 0.5);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct TagCounts {
    /// True tags.
    pub tags: u64,
    /// Tags other than `O` that were predicted right.
    pub true_positives: u64,
    /// Tags other than `O` that were predicted wrong.
    pub false_positives: u64,
    /// Tags other than `O` for which `O` was predicted.
    pub false_negatives: u64,
    /// `O` that was predicted right.
    pub true_negatives: u64,
}

impl TagCounts {
    /// Counts the tags of sentences.
    pub fn compare<T, P, S, U>(truth: &[T], predicted: &[P]) -> Self
    where
        T: AsRef<[S]>,
        P: AsRef<[U]>,
        S: AsRef<str>,
        U: AsRef<str>,
    {
        let tags = truth.iter().map(|sentence| sentence.as_ref().len() as u64).sum();
        let mut counts = TagCounts { tags, ..TagCounts::default() };
        let truth = truth.iter().flat_map(AsRef::as_ref).map(AsRef::as_ref);
        let predicted = predicted.iter().flat_map(AsRef::as_ref).map(AsRef::as_ref);
        for (truth, predicted) in truth.zip(predicted) {
            let count = match (truth == predicted, predicted == "O") {
                (true, false) => &mut counts.true_positives,
                (true, true) => &mut counts.true_negatives,
                (false, false) => &mut counts.false_positives,
                (false, true) => &mut counts.false_negatives,
            };
            *count += 1;
        }
        counts
    }

    /// The share of true tags that were predicted right.
    ///
    /// # Errors
    /// [`Error::Empty`] without true tags.
    pub fn accuracy(&self) -> Result<f64> {
        if self.tags == 0 {
            return Err(Error::Empty { what: "list of tags" });
        }
        Ok((self.true_positives + self.true_negatives) as f64 / self.tags as f64)
    }
}

impl Additive for TagCounts {
    fn add(&mut self, other: &Self) {
        self.tags += other.tags;
        self.true_positives += other.true_positives;
        self.false_positives += other.false_positives;
        self.false_negatives += other.false_negatives;
        self.true_negatives += other.true_negatives;
    }
}
