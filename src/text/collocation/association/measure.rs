//! [`Association`]: the measures by name.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_parameter};

/// A measure of association.
///
/// Below, `f` is the count of the n-gram of `n` words, `fᵢ` that of its word `i`, `N` that of all words, and
/// `e = ∏ fᵢ / Nⁿ⁻¹` the count to expect of independent words. `O` runs over the cells of the contingency table (the
/// n-gram's words present or absent in each place, 2ⁿ cells) and `E` over what independence expects in them. `ε` is
/// 10⁻²⁰, which keeps NLTK from dividing by 0.
///
/// # Examples
/// ```
/// use wordmill::text::collocation::{Association, BigramMarginals};
/// let marginals = BigramMarginals { joint: 20.0, words: [42, 20], total: 14_307 };
/// assert_eq!(Association::RawFrequency.score_bigram(&marginals), Some(20.0 / 14_307.0));
/// let measure: Association = "likelihood_ratio".parse()?;
/// assert_eq!(measure, Association::LikelihoodRatio);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Association {
    /// `f / N` (`raw_freq`).
    RawFrequency,
    /// Student's t: `(f − e) / √(f + ε)` (`student_t`; Manning and Schütze 5.3.1).
    StudentT,
    /// Pearson's χ²: `Σ (O − E)² / (E + ε)`, for bigrams `N φ²` (`chi_sq`; Manning and Schütze 5.3.3).
    ChiSquared,
    /// `f³ / ∏ fᵢ`, a variant of mutual information without a logarithm (`mi_like`).
    MutualInformationLike,
    /// Pointwise mutual information: `log₂(f Nⁿ⁻¹) − log₂ ∏ fᵢ` (`pmi`; Manning and Schütze 5.4).
    PointwiseMutualInformation,
    /// Likelihood ratio: `2 Σ O ln(O / (E + ε) + ε)` (`likelihood_ratio`; Manning and Schütze 5.3.4).
    LikelihoodRatio,
    /// `f (log₂(f / e) − 1)` (`poisson_stirling`).
    PoissonStirling,
    /// The cell of the n-gram over all cells where at least one of its words is present (`jaccard`).
    Jaccard,
    /// The squared correlation of two words: `(O₁₁ O₀₀ − O₁₀ O₀₁)²` over the product of the four sums of rows and
    /// columns (`phi_sq`; bigrams only).
    PhiSquared,
    /// `2 f / (f₁ + f₂)` (`dice`; bigrams only).
    Dice,
}

impl Association {
    /// All measures.
    pub const ALL: [Association; 10] = [
        Association::RawFrequency,
        Association::StudentT,
        Association::ChiSquared,
        Association::MutualInformationLike,
        Association::PointwiseMutualInformation,
        Association::LikelihoodRatio,
        Association::PoissonStirling,
        Association::Jaccard,
        Association::PhiSquared,
        Association::Dice,
    ];

    /// NLTK's name of the measure.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Association::RawFrequency => "raw_freq",
            Association::StudentT => "student_t",
            Association::ChiSquared => "chi_sq",
            Association::MutualInformationLike => "mi_like",
            Association::PointwiseMutualInformation => "pmi",
            Association::LikelihoodRatio => "likelihood_ratio",
            Association::PoissonStirling => "poisson_stirling",
            Association::Jaccard => "jaccard",
            Association::PhiSquared => "phi_sq",
            Association::Dice => "dice",
        }
    }

    /// Refuses the measures that only bigrams have.
    pub(crate) fn check_any_length(self) -> Result<()> {
        let allowed = !matches!(self, Association::PhiSquared | Association::Dice);
        check_parameter(allowed, "association", self, "a measure of n-grams of any length")
    }
}

impl fmt::Display for Association {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Association {
    type Err = Error;

    /// By NLTK's name.
    fn from_str(name: &str) -> Result<Self> {
        let names = || Association::ALL.into_iter().map(Association::name);
        let found = Association::ALL.into_iter().find(|measure| measure.name() == name);
        found.ok_or_else(|| Error::unknown("measure of association", name, names()))
    }
}
