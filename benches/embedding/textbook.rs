//! The textbook's way: one pair after the other.

use wordmill::embed::WordCorpus;
use wordmill::embed::word2vec::textbook::{Example, Pooling, Weights, negative_sampling, update};
use wordmill::seed::Seed;
use wordmill::text::TokenId;

use crate::options::Options;

/// Words that it trains on: it is slow, and its pace does not change.
const WORDS: u64 = 200_000;

/// Trains skip-gram with negative sampling on the first sentences, once, without sub-sampling of noise; gives the words
/// that it went through and the weights.
pub(crate) fn train(corpus: &WordCorpus, options: &Options) -> (u64, Weights) {
    let known = corpus.counts().partition_point(|&count| count >= options.min_count);
    let total: u64 = corpus.counts()[..known].iter().sum();
    let draws = Seed(options.seed).stream("textbook");
    let mut next = 0;
    let mut uniform = || {
        next += 1;
        draws.uniform(next)
    };
    let mut row = |scale: f64| (0..options.size).map(|_| (uniform() - 0.5) * scale).collect::<Vec<f64>>();
    let input = (0..known).map(|_| row(1.0 / options.size as f64)).collect();
    let output = (0..known).map(|_| row(0.0)).collect();
    let mut weights = Weights { input, output };
    let noise = cumulative(&corpus.counts()[..known]);
    let rate = options.alpha.unwrap_or(0.025);
    let mut words = 0;
    for sentence in 0..corpus.sentences().count() {
        if words >= WORDS {
            break;
        }
        let mut kept = Vec::new();
        let read = &mut |ids: &[TokenId]| {
            for word in ids.iter().map(|id| id.index()).filter(|&word| word < known) {
                words += 1;
                let ratio = options.sample * total as f64 / corpus.counts()[word] as f64;
                if options.sample == 0.0 || uniform() < ratio.sqrt() + ratio {
                    kept.push(word);
                }
            }
        };
        corpus.sentences().read(sentence..sentence + 1, read).unwrap();
        for (place, &centre) in kept.iter().enumerate() {
            let reach = 1 + (uniform() * options.window as f64) as usize;
            let context = place.saturating_sub(reach)..(place + reach + 1).min(kept.len());
            for other in context.filter(|&other| other != place) {
                let negatives: Vec<usize> =
                    (0..options.negative).map(|_| noise.partition_point(|&sum| sum < uniform())).collect();
                let questions = negative_sampling(centre, &negatives);
                update(
                    &mut weights,
                    &Example { inputs: vec![kept[other]], pooling: Pooling::Mean, questions },
                    rate,
                );
            }
        }
    }
    (words, weights)
}

/// Running sums of counts to the power ¾, up to 1.
fn cumulative(counts: &[u64]) -> Vec<f64> {
    let mut sum = 0.0;
    let sums: Vec<f64> = counts
        .iter()
        .map(|&count| {
            sum += (count as f64).powf(0.75);
            sum
        })
        .collect();
    sums.into_iter().map(|part| (part / sum).min(1.0)).collect()
}
