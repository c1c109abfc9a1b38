//! Bigrams: a word and each of the words behind it within the window.

use crate::text::collocation::association::marginals::BigramMarginals;
use crate::text::collocation::association::measure::Association;
use crate::text::collocation::counts::{BigramCounts, Collocation, Parts, Tallies};
use crate::text::vocabulary::TokenId;

impl Collocation<2> for BigramCounts {}

impl Parts<2> for BigramCounts {
    const KINDS: (usize, usize) = (0, 0);

    fn weight(_window: usize) -> u64 {
        1
    }

    #[inline]
    fn count_start(tallies: &mut Tallies<2>, words: &[TokenId], _window: usize) {
        let first = words[0];
        for &second in words[1..].iter().filter(|&&word| word != TokenId::UNKNOWN) {
            tallies.grams.count([first.0, second.0]);
        }
    }

    /// A wider window finds a pair more often; after Church and Hanks ("Word association norms", 1990), its count is
    /// divided by the number of places.
    fn score_ids(&self, measure: Association, gram: [u32; 2], count: u64) -> Option<f64> {
        let (words, total) = self.word_marginals(gram);
        let joint = count as f64 / (self.window as f64 - 1.0);
        measure.score_bigram(&BigramMarginals { joint, words, total })
    }
}
