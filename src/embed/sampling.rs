//! What training draws: which words are kept, how far windows reach, and which words stand for noise.
//!
//! Every draw is a function of seed, epoch and a running number, so that **any thread can make any of them**: a [`Draws`]
//! is a key (from [`Seed`]'s Philox, once per epoch and purpose), and draw *i* is SplitMix64's output function (Steele, Lea, Flood,
//! "Fast splittable pseudorandom number generators", OOPSLA 2014) of `key + i·γ`, a few cycles.
//!
//! - **Sub-sampling** (Mikolov et al., "Distributed representations of words and phrases", 2013, as word2vec.c has it): a word of
//!   relative frequency *f* is kept with probability `min(1, √(t/f) + t/f)`. The paper's own formula is `√(t/f)`.
//! - **Noise** comes from the counts to the power ¾, each word in O(1) by the alias method (Walker, "An efficient method for
//!   generating discrete random variables with general distributions", 1977; Vose's construction, 1991), exactly but for 32-bit
//!   probabilities. word2vec.c draws from a table of 10⁸ entries instead.

use crate::seed::Seed;

/// Draws by number under one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Draws(u64);

impl Draws {
    /// The draws of one purpose in one epoch.
    pub(crate) fn new(seed: Seed, purpose: &str, epoch: u64) -> Self {
        Draws(seed.stream(purpose).bits(epoch))
    }

    /// 64 random bits: draw `index`.
    #[inline(always)]
    pub(crate) fn bits(self, index: u64) -> u64 {
        let z = self.0.wrapping_add(index.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

/// How likely each word is kept, as 32-bit thresholds.
///
/// `sample` is *t*; 0 keeps everything. `tokens` counts all words.
pub(crate) fn keep_thresholds(counts: &[u64], tokens: u64, sample: f64) -> Vec<u32> {
    let threshold = |&count: &u64| {
        if sample == 0.0 {
            return u32::MAX;
        }
        let ratio = sample * tokens as f64 / count as f64;
        // A cast saturates: probabilities from 1 on become the largest number, which always keeps.
        ((ratio.sqrt() + ratio) * 4_294_967_296.0) as u32
    };
    counts.iter().map(threshold).collect()
}

/// Whether a word of this threshold is kept, by the high half of `bits`.
#[inline(always)]
pub(crate) fn is_kept(threshold: u32, bits: u64) -> bool {
    let drawn = (bits >> 32) as u32;
    drawn < threshold || threshold == u32::MAX
}

/// A number in `0..bound`, by the low half of `bits`; its bias is below `bound · 2⁻³²`.
#[inline(always)]
pub(crate) fn below(bits: u64, bound: u32) -> u32 {
    ((u64::from(bits as u32) * u64::from(bound)) >> 32) as u32
}

/// The distribution that negatives come from, as an alias table: 8 bytes a word.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Noise {
    /// Per slot: below which draw the slot stands for itself, and for which word above.
    slots: Vec<(u32, u32)>,
}

/// Counts to the power `exponent`, relative to the largest, so that no power overflows.
fn noise_weights(counts: &[u64], exponent: f64) -> Vec<f64> {
    let log = |&count: &u64| exponent * (count.max(1) as f64).ln();
    let largest = counts.iter().map(log).fold(f64::NEG_INFINITY, f64::max);
    counts.iter().map(|count| (log(count) - largest).exp()).collect()
}

/// How often noise is the word that is drawn most often.
pub(crate) fn largest_noise_share(counts: &[u64], exponent: f64) -> f64 {
    largest_share(noise_weights(counts, exponent).into_iter())
}

/// The share of the largest of some weights in their sum.
pub(crate) fn largest_share(weights: impl Iterator<Item = f64>) -> f64 {
    let (sum, largest) =
        weights.fold((0.0, 0.0), |(sum, largest), weight| (sum + weight, f64::max(largest, weight)));
    if sum > 0.0 { largest / sum } else { 1.0 }
}

impl Noise {
    /// Words are drawn in proportion to their counts to the power `exponent`.
    pub(crate) fn new(counts: &[u64], exponent: f64) -> Self {
        let weights = noise_weights(counts, exponent);
        let scale = counts.len() as f64 / weights.iter().sum::<f64>();
        let mut left: Vec<f64> = weights.iter().map(|weight| weight * scale).collect();
        let mut slots: Vec<(u32, u32)> = (0..counts.len() as u32).map(|word| (u32::MAX, word)).collect();
        let (mut small, mut large): (Vec<u32>, Vec<u32>) =
            (0..counts.len() as u32).partition(|&word| left[word as usize] < 1.0);
        while let (Some(poor), Some(&rich)) = (small.pop(), large.last()) {
            slots[poor as usize] = ((left[poor as usize] * 4_294_967_296.0) as u32, rich);
            left[rich as usize] -= 1.0 - left[poor as usize];
            if left[rich as usize] < 1.0 {
                large.pop();
                small.push(rich);
            }
        }
        Noise { slots }
    }

    /// The word that 64 random bits stand for.
    #[inline(always)]
    pub(crate) fn word(&self, bits: u64) -> u32 {
        let slot = ((bits >> 32) * self.slots.len() as u64) >> 32;
        let (threshold, alias) = self.slots[slot as usize];
        // A slot that stands for itself alone names itself as its alias. Which of the two it is, no branch can foresee.
        [alias, slot as u32][usize::from((bits as u32) < threshold)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SplitMix64's published first outputs for the state 1234567 (Rosetta Code, "Pseudo-random numbers/Splitmix64").
    #[test]
    fn draws_are_splitmix() {
        let draws = Draws(1_234_567);
        let expected = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!([0, 1, 2].map(|index| draws.bits(index)), expected);
    }

    #[test]
    fn frequent_words_are_dropped_as_word2vec_does() {
        let counts = [60_000, 900, 1];
        let thresholds = keep_thresholds(&counts, 100_000, 1e-3);
        let draws = Draws::new(Seed(1), "keep", 0);
        for (count, threshold) in counts.into_iter().zip(thresholds) {
            let ratio = 1e-3 * 100_000.0 / count as f64;
            let kept = (0..200_000).filter(|&i| is_kept(threshold, draws.bits(i))).count() as f64 / 200_000.0;
            assert!((kept - (ratio.sqrt() + ratio).min(1.0)).abs() < 4e-3, "{count}: {kept}");
        }
        assert_eq!(keep_thresholds(&counts, 100_000, 0.0), [u32::MAX; 3]);
    }

    #[test]
    fn noise_follows_its_weights() {
        for exponent in [0.75, 0.0, -0.5, 1.0] {
            let counts = [1_000u64, 300, 20, 20, 1];
            let noise = Noise::new(&counts, exponent);
            let weights = counts.map(|count| (count as f64).powf(exponent));
            let mut seen = [0.0; 5];
            let draws = Draws::new(Seed(7), "noise", 0);
            (0..400_000).for_each(|index| seen[noise.word(draws.bits(index)) as usize] += 1.0 / 400_000.0);
            for word in 0..5 {
                let expected = weights[word] / weights.iter().sum::<f64>();
                assert!((seen[word] - expected).abs() < 4e-3, "{exponent} {word}: {} {expected}", seen[word]);
            }
        }
        assert_eq!(Noise::new(&[5], 0.75).word(u64::MAX), 0);
    }
}
