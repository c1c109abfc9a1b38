//! How many multiply-adds skip-gram with shared negatives asks for: three products of m×n×d for every group.
//!
//! Windows are drawn here as in training (reach 1 to `window`, groups of neighbouring centres within a sentence), so that
//! m, the span of a group's contexts, is what it is on this corpus. Left out: words that stand twice in a group are
//! counted twice, though training takes them once.

use wordmill::embed::WordCorpus;
use wordmill::seed::Seed;
use wordmill::text::TokenId;

use crate::options::Options;

/// Centres in a group, as in `embed::word2vec::stretch`.
const WINDOWS: usize = 4;

/// Sentences that are looked at, evenly spread.
const SENTENCES: usize = 20_000;

/// Multiply-adds for each word of the corpus that the vocabulary keeps.
pub(crate) fn multiply_adds_a_word(corpus: &WordCorpus, options: &Options) -> f64 {
    let known = corpus.counts().partition_point(|&count| count >= options.min_count);
    let total: u64 = corpus.counts()[..known].iter().sum();
    let keep: Vec<f64> =
        corpus.counts()[..known].iter().map(|&count| kept(count, total, options.sample)).collect();
    let (draws, reaches) = (Seed(1).stream("sub-sampling"), Seed(1).stream("reaches"));
    // As in `embed::word2vec::training`.
    let shared = (8 * options.negative as usize).div_ceil(5);
    let sentences = corpus.sentences();
    let step = sentences.count().div_ceil(SENTENCES).max(1);
    let (mut place, mut seen, mut pairs) = (0u64, 0u64, 0.0);
    for sentence in (0..sentences.count()).step_by(step) {
        let work = &mut |ids: &[TokenId]| {
            let known = ids.iter().filter(|id| id.index() < known);
            seen += known.clone().count() as u64;
            let len = known
                .filter(|id| {
                    place += 1;
                    draws.uniform(place) < keep[id.index()]
                })
                .count();
            pairs += rows_times_columns(len, shared, &mut || {
                place += 1;
                1 + reaches.below(place, options.window as u64) as usize
            });
        };
        sentences.read(sentence..sentence + 1, work).unwrap();
    }
    3.0 * pairs * options.size as f64 / seen.max(1) as f64
}

/// The probability that an occurrence of a word stays.
fn kept(count: u64, total: u64, sample: f64) -> f64 {
    let ratio = sample * total as f64 / count as f64;
    if sample == 0.0 { 1.0 } else { ratio.sqrt() + ratio }
}

/// Σ m·n over the groups of a sentence of `len` words.
fn rows_times_columns(len: usize, shared: usize, reach: &mut dyn FnMut() -> usize) -> f64 {
    let mut sum = 0.0;
    for first in (0..len).step_by(WINDOWS) {
        let end = (first + WINDOWS).min(len);
        let (mut low, mut high) = (first, end);
        for centre in first..end {
            let reach = reach();
            (low, high) = (low.min(centre.saturating_sub(reach)), high.max((centre + reach + 1).min(len)));
        }
        sum += ((high - low) * (end - first + shared)) as f64;
    }
    sum
}
