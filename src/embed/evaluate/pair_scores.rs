//! [`PairScores`]: how well embeddings agree with people about pairs of words.

use std::fmt;

use serde::Serialize;

use crate::statistics::correlation::Correlation;

/// Correlations over the pairs of a set.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PairScores {
    /// The set's name.
    pub name: String,
    /// Spearman's ρ between cosines and scores, with its p-value.
    pub spearman: Correlation,
    /// Pearson's r.
    pub pearson: Correlation,
    /// Pairs that the correlations are over.
    pub used: usize,
    /// Pairs with an unknown word.
    pub unknown: usize,
    /// Pairs of the set.
    pub pairs: usize,
}

impl PairScores {
    /// The share of pairs with an unknown word, in percent.
    #[must_use]
    pub fn unknown_ratio(&self) -> f64 {
        self.unknown as f64 / self.pairs as f64 * 100.0
    }
}

/// The lines that gensim logs.
impl fmt::Display for PairScores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, pearson, spearman) = (&self.name, self.pearson.coefficient, self.spearman.coefficient);
        writeln!(f, "Pearson correlation coefficient against {name}: {pearson:.4}")?;
        writeln!(f, "Spearman rank-order correlation coefficient against {name}: {spearman:.4}")?;
        write!(f, "Pairs with unknown words ratio: {:.1}%", self.unknown_ratio())
    }
}
