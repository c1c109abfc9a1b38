//! Trigrams: a word and each two of the words behind it within the window.
//!
//! Every such choice counts its first word and, as far as they are there, its first two words, its first and last,
//! and all three, as NLTK counts them.

use crate::text::collocation::association::marginals::TrigramMarginals;
use crate::text::collocation::association::measure::Association;
use crate::text::collocation::counts::{BigramCounts, Collocation, Parts, Tallies, TrigramCounts};
use crate::text::vocabulary::TokenId;

/// Words 1 and 2.
const NEXT: usize = 0;

/// Words 1 and 3.
const OVER_ONE: usize = 1;

impl TrigramCounts {
    /// The pairs of first and second words of the trigrams, with the counts of words that the trigrams have. No filter
    /// of trigrams plays a part.
    #[must_use]
    pub fn bigrams(&self) -> BigramCounts {
        self.with_pairs(2, self.pairs[NEXT].clone())
    }
}

impl Collocation<3> for TrigramCounts {}

impl Parts<3> for TrigramCounts {
    const KINDS: (usize, usize) = (2, 0);

    fn weight(window: usize) -> u64 {
        let others = window as u64 - 1;
        others.saturating_mul(others - 1) / 2
    }

    #[inline]
    fn count_start(tallies: &mut Tallies<3>, words: &[TokenId], window: usize) {
        let first = words[0].0;
        let there =
            |place: usize| words.get(place).filter(|&&word| word != TokenId::UNKNOWN).map(|word| word.0);
        for second_place in 1..words.len() {
            let Some(second) = there(second_place) else { continue };
            for third_place in second_place + 1..window {
                tallies.pairs[NEXT].count([first, second]);
                if let Some(third) = there(third_place) {
                    tallies.pairs[OVER_ONE].count([first, third]);
                    tallies.grams.count([first, second, third]);
                }
            }
        }
    }

    fn score_ids(&self, measure: Association, gram: [u32; 3], count: u64) -> Option<f64> {
        let [first, second, third] = gram;
        let (words, total) = self.word_marginals(gram);
        let next = &self.pairs[NEXT];
        let pairs =
            [next.get([first, second]), self.pairs[OVER_ONE].get([first, third]), next.get([second, third])];
        measure.score_trigram(&TrigramMarginals { joint: count, pairs, words, total })
    }
}
