//! [`PhraseScoring`]: how strongly two words belong together.

use serde::{Deserialize, Serialize};

/// A score of two words `a` and `b` that were found `f` times in a row.
///
/// Below, `fₐ` and `f_b` are the counts of the words, `m` is the minimum count, `V` the number of entries counted (words
/// and candidates for phrases) and `N` the number of words read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum PhraseScoring {
    /// `(f − m) / (fₐ f_b) · V`, after Mikolov and others: "Distributed representations of words and phrases and their
    /// compositionality", 2013 (gensim's `default`). Any size; the threshold must be positive.
    #[default]
    Frequency,
    /// Normalised pointwise mutual information, `ln(p / (pₐ p_b)) / −ln p` with `p = f / N`, after Bouma: "Normalized
    /// (pointwise) mutual information in collocation extraction", 2009 (gensim's `npmi`). From −1 to 1.
    NormalizedInformation,
}

/// The counts that a score is made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct CandidateCounts {
    pub(super) first: u64,
    pub(super) last: u64,
    pub(super) joined: u64,
    pub(super) entries: usize,
    pub(super) minimum: u64,
    pub(super) words: u64,
}

impl PhraseScoring {
    /// Whether a candidate of that count can pass any threshold that the parameters allow, whatever its words.
    pub(super) fn may_pass(self, joined: u64, minimum: u64) -> bool {
        match self {
            PhraseScoring::Frequency => joined > minimum,
            PhraseScoring::NormalizedInformation => joined >= minimum,
        }
    }

    /// The score, −∞ where it can be no phrase. The order of operations is gensim's.
    pub(super) fn score(self, counts: CandidateCounts) -> f64 {
        match self {
            PhraseScoring::Frequency => frequency(counts),
            PhraseScoring::NormalizedInformation => normalized_information(counts),
        }
    }
}

fn frequency(counts: CandidateCounts) -> f64 {
    let apart = u128::from(counts.first) * u128::from(counts.last);
    let surplus = i128::from(counts.joined) - i128::from(counts.minimum);
    surplus as f64 / apart as f64 * counts.entries as f64
}

fn normalized_information(counts: CandidateCounts) -> f64 {
    if counts.joined < counts.minimum {
        return f64::NEG_INFINITY;
    }
    let share = |count: u64| count as f64 / counts.words as f64;
    let (first, last, joined) = (share(counts.first), share(counts.last), share(counts.joined));
    let score = (joined / (first * last)).ln() / -joined.ln();
    if score.is_finite() { score } else { f64::NEG_INFINITY }
}
