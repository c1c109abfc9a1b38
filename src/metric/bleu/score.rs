//! [`BleuScore`]: BLEU and all that it is made of, written as sacreBLEU writes it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::metric::score_line::ScoreLine;

/// A BLEU score with its parts.
///
/// # Examples
/// ```
/// use wordmill::metric::{Bleu, Metric};
/// let score = Bleu::new().corpus(&["The cat sat on a mat."], &[["The cat sat on the mat."]])?;
/// assert_eq!(
///     score.to_string(),
///     "BLEU = 48.89 85.7/66.7/40.0/25.0 (BP = 1.000 ratio = 1.000 hyp_len = 7 ref_len = 7)",
/// );
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BleuScore {
    /// From 0 to 100.
    pub score: f64,
    /// N-grams that match, by their length from 1; whole numbers, unless smoothing added to them.
    pub counts: Vec<f64>,
    /// N-grams of the hypotheses, likewise.
    pub totals: Vec<f64>,
    /// What share of n-grams matches after smoothing, from 0 to 100; all 0 where not a word matches.
    pub precisions: Vec<f64>,
    /// The penalty for hypotheses that are shorter than their references, from 0 to 1.
    pub brevity_penalty: f64,
    /// Words of the hypotheses.
    pub hypothesis_length: u64,
    /// Words of the references, of each segment the closest to its hypothesis.
    pub reference_length: u64,
}

impl BleuScore {
    /// The length of the hypotheses by that of the references; 0 for empty references.
    #[must_use]
    pub fn length_ratio(&self) -> f64 {
        if self.reference_length == 0 {
            return 0.0;
        }
        self.hypothesis_length as f64 / self.reference_length as f64
    }

    /// The score as one line, to which a signature and a confidence interval can be added.
    #[must_use]
    pub fn line(&self) -> ScoreLine {
        let precisions: Vec<String> =
            self.precisions.iter().map(|precision| format!("{precision:.1}")).collect();
        let details = format!(
            "{} (BP = {:.3} ratio = {:.3} hyp_len = {} ref_len = {})",
            precisions.join("/"),
            self.brevity_penalty,
            self.length_ratio(),
            self.hypothesis_length,
            self.reference_length,
        );
        ScoreLine::new("BLEU", self.score).details(details)
    }
}

impl fmt::Display for BleuScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.line().fmt(f)
    }
}
