//! Quadgrams: a word and each three of the words behind it within the window.
//!
//! Every such choice counts its first word and, as far as they are there, the parts that the contingency table needs,
//! as NLTK counts them.

use crate::text::collocation::association::marginals::QuadgramMarginals;
use crate::text::collocation::association::measure::Association;
use crate::text::collocation::counts::{Collocation, Parts, QuadgramCounts, Tallies};
use crate::text::vocabulary::TokenId;

// Kinds of pairs: words 1 and 2, 1 and 3, 1 and 4.
const NEXT: usize = 0;
const OVER_ONE: usize = 1;
const OVER_TWO: usize = 2;

// Kinds of triples: words 1, 2 and 3; 1, 2 and 4; 1, 3 and 4.
const RUN: usize = 0;
const WITHOUT_THIRD: usize = 1;
const WITHOUT_SECOND: usize = 2;

impl Collocation<4> for QuadgramCounts {}

impl Parts<4> for QuadgramCounts {
    const KINDS: (usize, usize) = (3, 3);

    fn weight(window: usize) -> u64 {
        let others = window as u64 - 1;
        others.saturating_mul(others - 1).saturating_mul(others - 2) / 6
    }

    #[inline]
    fn count_start(tallies: &mut Tallies<4>, words: &[TokenId], window: usize) {
        let first = words[0].0;
        let there =
            |place: usize| words.get(place).filter(|&&word| word != TokenId::UNKNOWN).map(|word| word.0);
        for second_place in 1..words.len() {
            let Some(second) = there(second_place) else { continue };
            for third_place in second_place + 1..window {
                for last_place in third_place + 1..window {
                    count_choice(tallies, [first, second], there(third_place), there(last_place));
                }
            }
        }
    }

    fn score_ids(&self, measure: Association, gram: [u32; 4], count: u64) -> Option<f64> {
        let [first, second, third, last] = gram;
        let (words, total) = self.word_marginals(gram);
        let pair = |kind: usize, pair| self.pairs[kind].get(pair);
        let triple = |kind: usize, triple| self.triples[kind].get(triple);
        let triples = [
            triple(RUN, [first, second, third]),
            triple(WITHOUT_THIRD, [first, second, last]),
            triple(WITHOUT_SECOND, [first, third, last]),
            triple(RUN, [second, third, last]),
        ];
        let pairs = [
            pair(NEXT, [first, second]),
            pair(OVER_ONE, [first, third]),
            pair(OVER_TWO, [first, last]),
            pair(OVER_ONE, [second, last]),
            pair(NEXT, [third, last]),
            pair(NEXT, [second, third]),
        ];
        measure.score_quadgram(&QuadgramMarginals { joint: count, triples, pairs, words, total })
    }
}

/// Counts a choice of places whose first two have words.
fn count_choice(tallies: &mut Tallies<4>, [first, second]: [u32; 2], third: Option<u32>, last: Option<u32>) {
    tallies.pairs[NEXT].count([first, second]);
    let Some(third) = third else { return };
    tallies.triples[RUN].count([first, second, third]);
    tallies.pairs[OVER_ONE].count([first, third]);
    let Some(last) = last else { return };
    tallies.grams.count([first, second, third, last]);
    tallies.pairs[OVER_TWO].count([first, last]);
    tallies.triples[WITHOUT_SECOND].count([first, third, last]);
    tallies.triples[WITHOUT_THIRD].count([first, second, last]);
}
