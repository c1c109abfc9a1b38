//! [`ChrfStatistics`] and [`ChrfScore`]: counts of n-grams that add up, and the F-score of their sum.
//!
//! With precision *pₙ* and recall *rₙ* of the n-grams of order *n*, averaged over the orders,
//!
//! ```text
//! chrFβ = 100 · (1 + β²) · p̄ · r̄ / (β² · p̄ + r̄)
//! ```

use std::fmt;

use crate::metric::additive::Additive;

/// Stands for a ratio without a denominator, in programs that smooth.
pub(crate) const EPSILON: f64 = 1e-16;

/// How many n-grams of one order there are.
///
/// # Examples
/// ```
/// use wordmill::metric::{Chrf, Metric, chrf::GramCounts};
/// let metric = Chrf::new().character_order(2);
/// let statistics = metric.segment("abab", &metric.reference(&["abc"])?);
/// assert_eq!(statistics.characters[1], GramCounts { hypothesis: 3, reference: 2, matches: 1 });
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GramCounts {
    /// In the hypothesis; 0 where the reference is too short to have any.
    pub hypothesis: u64,
    /// In the reference.
    pub reference: u64,
    /// In both.
    pub matches: u64,
}

impl GramCounts {
    fn precision(self) -> f64 {
        if self.hypothesis > 0 { self.matches as f64 / self.hypothesis as f64 } else { EPSILON }
    }

    fn recall(self) -> f64 {
        if self.reference > 0 { self.matches as f64 / self.reference as f64 } else { EPSILON }
    }
}

/// Counts of n-grams of every order, which add up.
///
/// # Examples
/// ```
/// use wordmill::metric::{Additive, Chrf, Metric};
/// let metric = Chrf::new().character_order(1);
/// let reference = metric.reference(&["abc"])?;
/// let mut sum = metric.segment("ab", &reference);
/// sum.add(&metric.segment("c", &reference));
/// assert_eq!((sum.characters[0].matches, sum.characters[0].reference), (3, 6));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ChrfStatistics {
    /// Of characters, order 1 first.
    pub characters: Vec<GramCounts>,
    /// Of words, order 1 first.
    pub words: Vec<GramCounts>,
}

impl Additive for ChrfStatistics {
    fn add(&mut self, other: &Self) {
        for (sum, counts) in [(&mut self.characters, &other.characters), (&mut self.words, &other.words)] {
            sum.resize(sum.len().max(counts.len()), GramCounts::default());
            for (sum, counts) in sum.iter_mut().zip(counts) {
                sum.hypothesis += counts.hypothesis;
                sum.reference += counts.reference;
                sum.matches += counts.matches;
            }
        }
    }
}

impl ChrfStatistics {
    fn orders(&self) -> impl Iterator<Item = GramCounts> {
        self.characters.iter().chain(&self.words).copied()
    }

    /// F of the mean precision and the mean recall, over the orders that both sides have n-grams of.
    pub(crate) fn f_of_means(&self, beta: f64) -> f64 {
        let (mut precision, mut recall, mut orders) = (0.0, 0.0, 0u32);
        for counts in self.orders().filter(|counts| counts.hypothesis > 0 && counts.reference > 0) {
            precision += counts.precision();
            recall += counts.recall();
            orders += 1;
        }
        if orders > 0 {
            precision /= f64::from(orders);
            recall /= f64::from(orders);
        }
        if precision + recall == 0.0 {
            return 0.0;
        }
        let factor = beta * beta;
        100.0 * ((1.0 + factor) * precision * recall / (factor * precision + recall))
    }

    /// The mean over all orders of their F, ratios without a denominator being next to nothing.
    pub(crate) fn mean_of_fs(&self, beta: f64) -> f64 {
        let factor = beta * beta;
        let (mut sum, mut orders) = (0.0, 0u32);
        for counts in self.orders() {
            let (precision, recall) = (counts.precision(), counts.recall());
            let denominator = factor * precision + recall;
            sum +=
                if denominator > 0.0 { (1.0 + factor) * precision * recall / denominator } else { EPSILON };
            orders += 1;
        }
        if orders > 0 { 100.0 * sum / f64::from(orders) } else { 0.0 }
    }
}

/// A chrF score and what it was made of.
///
/// # Examples
/// ```
/// use wordmill::metric::{Chrf, Metric};
/// let score = Chrf::new().sentence("same", &["same"])?;
/// assert_eq!((score.score, score.statistics.characters[3].matches), (100.0, 1));
/// assert_eq!(format!("{score:.1}"), "chrF2 = 100.0");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ChrfScore {
    /// What the metric is called, such as `chrF2++`.
    pub name: String,
    /// The score, 0 to 100.
    pub score: f64,
    /// The counts.
    pub statistics: ChrfStatistics,
}

impl fmt::Display for ChrfScore {
    /// `chrF2++ = 56.61`, with 2 digits or as many as the format asks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {:.*}", self.name, f.precision().unwrap_or(2), self.score)
    }
}
