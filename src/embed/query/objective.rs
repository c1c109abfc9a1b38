//! [`Objective`]: how the words of a question are put together.
//!
//! Levy and Goldberg, "Linguistic regularities in sparse and explicit word representations" (2014), who name the two
//! 3CosAdd and 3CosMul.

use serde::{Deserialize, Serialize};

/// What is added to the denominator, so that nothing is divided by zero.
pub(crate) const EPSILON: f64 = 1e-6;

/// How alike a word is to all the words of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Objective {
    /// The cosine with the mean of the words' unit rows (3CosAdd): `cos(x, Σ wᵢ ûᵢ)`.
    #[default]
    Additive,
    /// `Π p(x, positive) / (Π p(x, negative) + 10⁻⁶)` with `p = (1 + cos)/2` (3CosMul): one great distance does not
    /// decide alone. Weights other than 1 and −1 are refused.
    Multiplicative,
}

/// A cosine brought to 0 … 1.
pub(crate) fn shifted(cosine: f64) -> f64 {
    (1.0 + cosine) / 2.0
}
