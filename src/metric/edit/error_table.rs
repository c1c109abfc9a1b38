//! [`ErrorTable`]: what is confused with what, inserted and deleted, and how often, as jiwer 4.0.0's
//! `collect_error_counts` and `visualize_error_counts`.
//!
//! An error is a whole stretch: two words that a transcript lacks side by side are one deletion.

use std::collections::HashMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::metric::edit::aligned_texts::{AlignedTexts, Elements};
use crate::metric::edit::operation::EditOperation;

/// Errors and how often each was made, the most frequent first; of equally frequent ones, the one seen first.
///
/// # Examples
/// ```
/// use wordmill::metric::edit::Wer;
/// let aligned = Wer::new().align(&["see the sea", "the sea"], &["see a sea", "a sea then"])?;
/// let table = aligned.error_table();
/// assert_eq!(table.substitutions, [(("the".to_owned(), "a".to_owned()), 2)]);
/// assert_eq!(table.to_string(), "\
/// === SUBSTITUTIONS ===
/// the --> a   = 2x
///
/// === INSERTIONS ===
/// then = 1x
///
/// === DELETIONS ===
/// none");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ErrorTable {
    /// What was said and what was written instead.
    pub substitutions: Vec<((String, String), u64)>,
    /// What was written and never said.
    pub insertions: Vec<(String, u64)>,
    /// What was said and not written.
    pub deletions: Vec<(String, u64)>,
}

impl AlignedTexts {
    /// The errors of all pairs, counted.
    #[must_use]
    pub fn error_table(&self) -> ErrorTable {
        let separator = if self.elements() == Elements::Words { " " } else { "" };
        let (mut substitutions, mut insertions, mut deletions) =
            (Counter::default(), Counter::default(), Counter::default());
        let sides = self.references().iter().zip(self.hypotheses());
        for ((reference, hypothesis), alignment) in sides.zip(self.alignments()) {
            for chunk in alignment.chunks() {
                let said = reference[chunk.reference.clone()].join(separator);
                let written = hypothesis[chunk.hypothesis.clone()].join(separator);
                match chunk.operation {
                    EditOperation::Equal => {}
                    EditOperation::Substitute => substitutions.note((said, written)),
                    EditOperation::Insert => insertions.note(written),
                    EditOperation::Delete => deletions.note(said),
                }
            }
        }
        ErrorTable {
            substitutions: substitutions.sorted(),
            insertions: insertions.sorted(),
            deletions: deletions.sorted(),
        }
    }
}

impl ErrorTable {
    /// The `most` most frequent errors of each kind.
    #[must_use]
    pub fn most_frequent(mut self, most: usize) -> Self {
        self.substitutions.truncate(most);
        self.insertions.truncate(most);
        self.deletions.truncate(most);
        self
    }
}

impl fmt::Display for ErrorTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = |text: &String| text.chars().count();
        let wide =
            self.substitutions.iter().map(|((from, to), _)| length(from).max(length(to))).max().unwrap_or(0);
        let row = |((from, to), count): &((String, String), u64)| {
            format!("{from:<wide$} --> {to:<wide$} = {count}x\n")
        };
        let substitutions = listed(&self.substitutions, row);
        let alone = |errors: &[(String, u64)]| {
            let wide = errors.iter().map(|(error, _)| length(error)).max().unwrap_or(0);
            listed(errors, |(error, count)| format!("{error:<wide$} = {count}x\n"))
        };
        let (insertions, deletions) = (alone(&self.insertions), alone(&self.deletions));
        let text = format!(
            "=== SUBSTITUTIONS ===\n{substitutions}\n=== INSERTIONS ===\n{insertions}\n=== DELETIONS ===\n{deletions}"
        );
        f.write_str(text.strip_suffix('\n').unwrap_or(&text))
    }
}

/// The rows, each with its line end, or the word `none` without one.
fn listed<T>(errors: &[T], row: impl Fn(&T) -> String) -> String {
    if errors.is_empty() { "none".to_owned() } else { errors.iter().map(row).collect() }
}

/// Counts in the order in which things were first seen.
struct Counter<K> {
    places: HashMap<K, usize>,
    counts: Vec<(K, u64)>,
}

impl<K> Default for Counter<K> {
    fn default() -> Self {
        Counter { places: HashMap::new(), counts: Vec::new() }
    }
}

impl<K: Clone + Eq + std::hash::Hash> Counter<K> {
    fn note(&mut self, key: K) {
        match self.places.get(&key) {
            Some(&place) => self.counts[place].1 += 1,
            None => {
                self.places.insert(key.clone(), self.counts.len());
                self.counts.push((key, 1));
            }
        }
    }

    fn sorted(mut self) -> Vec<(K, u64)> {
        self.counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        self.counts
    }
}

#[cfg(test)]
mod tests {
    use crate::metric::edit::cer::Cer;
    use crate::metric::edit::wer::Wer;

    /// jiwer 4.0.0, its own example: `visualize_error_counts`.
    #[test]
    fn the_table_is_that_of_jiwer() {
        let references = ["short one here", "quite a bit of longer sentence"];
        let hypotheses = ["shoe order one", "quite bit of an even longest sentence here"];
        let table = Wer::new().align(&references, &hypotheses).unwrap().error_table();
        assert_eq!(
            table.to_string(),
            "=== SUBSTITUTIONS ===\nshort   --> order   = 1x\nlonger  --> longest = 1x\n\n=== INSERTIONS ===\n\
             shoe    = 1x\nan even = 1x\nhere    = 1x\n\n=== DELETIONS ===\nhere = 1x\na    = 1x"
        );
        assert_eq!(table.most_frequent(1).insertions, [("shoe".to_owned(), 1)]);
        let right = Cer::new().align(&["ab"], &["ab"]).unwrap().error_table();
        assert_eq!(
            right.to_string(),
            "=== SUBSTITUTIONS ===\nnone\n=== INSERTIONS ===\nnone\n=== DELETIONS ===\nnone"
        );
    }
}
