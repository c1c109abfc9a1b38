//! [`BleuReference`]: the references of a segment, their words numbered, their n-grams counted.

use crate::error::{Error, Result, check_limit};
use crate::metric::bleu::reference_grams::ReferenceGrams;
use crate::metric::bleu::statistics::BleuStatistics;
use crate::text::vocabulary::{TokenId, Vocabulary};

/// The references of one segment, ready to be compared with any number of hypotheses.
#[derive(Debug, Clone)]
pub struct BleuReference {
    words: Vocabulary,
    grams: ReferenceGrams,
    lengths: Vec<usize>,
    order: usize,
}

impl BleuReference {
    /// Of references whose words `each_word` hands over, reference by reference.
    pub(super) fn new<R: Copy>(
        references: &[R],
        order: usize,
        mut each_word: impl FnMut(R, &mut dyn FnMut(&str)),
    ) -> Result<Self> {
        if references.is_empty() {
            return Err(Error::Empty { what: "list of references of a segment" });
        }
        let (mut words, mut numbers) = (Vocabulary::default(), Vec::new());
        let mut ends = vec![0];
        let mut outcome = Ok(());
        for &reference in references {
            each_word(reference, &mut |word| match words.add(word) {
                Ok(id) => numbers.push(id.0),
                Err(error) => outcome = Err(error),
            });
            ends.push(numbers.len());
        }
        outcome?;
        let grams = (numbers.len() as u64).saturating_mul(order as u64);
        check_limit("n-grams of the references of a segment", u64::from(u32::MAX) - 1, grams)?;
        let texts: Vec<&[u32]> = ends.windows(2).map(|ends| &numbers[ends[0]..ends[1]]).collect();
        let grams = ReferenceGrams::new(&texts, order);
        Ok(BleuReference { words, grams, lengths: texts.iter().map(|text| text.len()).collect(), order })
    }

    /// The number of a word; that of an unknown one matches nothing.
    #[inline]
    pub(super) fn number(&self, word: &str) -> u32 {
        self.words.id(word).unwrap_or(TokenId::UNKNOWN).0
    }

    /// What a hypothesis of these words has in common with the references.
    #[inline]
    pub(super) fn compare(&self, hypothesis: &[u32]) -> BleuStatistics {
        let length = self.closest_length(hypothesis.len());
        let mut statistics = BleuStatistics::of_lengths(hypothesis.len(), length, self.order);
        self.grams.each_match(hypothesis, |index| statistics.count(index));
        statistics
    }

    /// The length that is closest to `length`; of two the shorter.
    fn closest_length(&self, length: usize) -> usize {
        let closest = self.lengths.iter().min_by_key(|&&other| (other.abs_diff(length), other));
        closest.copied().unwrap_or(0)
    }
}
