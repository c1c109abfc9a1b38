//! [`PairEvaluation`]: do words that people find alike have rows that are alike?
//!
//! The cosines of a set's pairs beside people's scores: Spearman's ρ, which asks about the order alone and is what papers
//! report, and Pearson's r. Values are those of gensim 4.4.0's `evaluate_word_pairs`, but that its cosines are rounded to
//! `f32`: where two of them come out equal or in the other order, ρ differs in its seventh digit or beyond.

use serde::{Deserialize, Serialize};

use crate::embed::embeddings::Embeddings;
use crate::embed::evaluate::lookup::Lookup;
use crate::embed::evaluate::pair_scores::PairScores;
use crate::embed::evaluate::sets::WordPairs;
use crate::embed::evaluate::unknown::Unknown;
use crate::error::{Error, Result, check_parameter};
use crate::statistics::correlation::{pearson, spearman};
use crate::statistics::tail::Alternative;

/// How to judge by pairs.
///
/// # Examples
/// ```
/// use wordmill::embed::{Embeddings, PairEvaluation, ScoredPair, WordPairs};
/// use wordmill::text::Vocabulary;
/// use wordmill::vector::DenseMatrix;
/// let rows = DenseMatrix::from_rows(2, vec![1.0, 0.0, 0.9, 0.2, 0.3, 0.8, 0.0, 1.0])?;
/// let words = Embeddings::new(Vocabulary::first_seen(["cat", "dog", "van", "car"])?, rows)?;
/// let pair = |a: &str, b: &str, score| ScoredPair { words: [a.into(), b.into()], score };
/// let pairs = vec![pair("Cat", "dog", 9.0), pair("car", "van", 8.0), pair("cat", "car", 1.0), pair("cat", "elk", 5.0)];
/// let scores = PairEvaluation::default().evaluate(&words, &WordPairs::new("mine", pairs)?)?;
/// assert_eq!((scores.spearman.coefficient, scores.used, scores.unknown_ratio()), (1.0, 3, 25.0));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairEvaluation {
    restrict: Option<usize>,
    ignore_case: bool,
    unknown: Unknown,
}

impl Default for PairEvaluation {
    fn default() -> Self {
        PairEvaluation { restrict: Some(300_000), ignore_case: true, unknown: Unknown::Skip }
    }
}

impl PairEvaluation {
    /// Knows the first `words` words only, at least 1; nothing for all. Default: 300,000 (gensim's `restrict_vocab`).
    #[must_use]
    pub fn restrict(mut self, words: impl Into<Option<usize>>) -> Self {
        self.restrict = words.into();
        self
    }

    /// Whether words are compared in upper case. Default: yes (gensim's `case_insensitive`).
    #[must_use]
    pub fn ignore_case(mut self, ignore: bool) -> Self {
        self.ignore_case = ignore;
        self
    }

    /// What becomes of pairs with unknown words. Default: they are left out.
    #[must_use]
    pub fn unknown(mut self, unknown: Unknown) -> Self {
        self.unknown = unknown;
        self
    }

    fn check(&self) -> Result<()> {
        let words = self.restrict.unwrap_or(1);
        check_parameter(words > 0, "restrict", words, "at least 1")
    }

    /// Compares cosines with scores.
    ///
    /// With fewer than two pairs (which gensim refuses), or where cosines or scores do not vary, correlations are NaN.
    ///
    /// # Errors
    /// [`Error::Parameter`] for no words at all, [`Error::Empty`] where no pair is left.
    pub fn evaluate(&self, embeddings: &Embeddings, set: &WordPairs) -> Result<PairScores> {
        self.check()?;
        let lookup = Lookup::new(embeddings, self.restrict, self.ignore_case)?;
        let (mut cosines, mut scores, mut unknown) = (Vec::new(), Vec::new(), 0);
        for pair in set.pairs() {
            let cosine = match pair.words.each_ref().map(|word| lookup.id(word)) {
                [Some(a), Some(b)] => embeddings.cosine_of(a, b),
                _ => {
                    unknown += 1;
                    if self.unknown == Unknown::Skip {
                        continue;
                    }
                    0.0
                }
            };
            cosines.push(cosine);
            scores.push(pair.score);
        }
        if cosines.is_empty() {
            return Err(Error::Empty { what: "list of word pairs with known words" });
        }
        Ok(PairScores {
            name: set.name().display().to_string(),
            spearman: spearman(&scores, &cosines, Alternative::TwoSided)?,
            pearson: pearson(&scores, &cosines, Alternative::TwoSided)?,
            used: cosines.len(),
            unknown,
            pairs: set.pairs().len(),
        })
    }
}

#[cfg(test)]
mod tests;
