//! [`BleuReference`]: the references of a segment, their words numbered, their n-grams counted.

use smallvec::SmallVec;

use crate::error::{Error, Result, check_limit};
use crate::metric::bleu::reference_grams::ReferenceGrams;
use crate::metric::bleu::statistics::BleuStatistics;
use crate::metric::lexicon::Lexicon;
use crate::metric::words::{Spelling, Words};

/// Words of a segment's references, which a [`Lexicon`] can number.
const MOST_WORDS: u64 = 1 << 30;

/// The references of one segment, ready to be compared with any number of hypotheses.
#[derive(Debug, Clone)]
pub struct BleuReference {
    words: Lexicon,
    grams: ReferenceGrams,
    lengths: SmallVec<[usize; 2]>,
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
        let (mut texts, mut ends) = (Words::default(), vec![0]);
        for &reference in references {
            each_word(reference, &mut |word| texts.push_spelling(Spelling::of(word.as_bytes())));
            ends.push(texts.len());
        }
        check_limit("words of the references of a segment", MOST_WORDS, texts.len() as u64)?;
        let grams = (texts.len() as u64).saturating_mul(order as u64);
        check_limit("n-grams of the references of a segment", u64::from(u32::MAX) - 1, grams)?;
        let (mut words, mut numbers) = (Lexicon::default(), Vec::with_capacity(texts.len()));
        words.clear(texts.len());
        words.number(&texts, &mut numbers);
        let texts: Vec<&[u32]> = ends.windows(2).map(|ends| &numbers[ends[0]..ends[1]]).collect();
        let grams = ReferenceGrams::new(&texts, order);
        Ok(BleuReference { words, grams, lengths: texts.iter().map(|text| text.len()).collect(), order })
    }

    /// Fetches all that a comparison reads: each segment is met once for each system, when no cache holds it any more.
    #[inline]
    pub(super) fn touch(&self) {
        self.words.touch();
        self.grams.touch();
    }

    /// The number of a word; that of an unknown one matches nothing.
    #[inline]
    pub(super) fn number(&self, word: &str) -> u32 {
        self.words.find(Spelling::of(word.as_bytes()))
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
