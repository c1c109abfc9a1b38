//! [`Rouge155Score`] and [`Rouge155Mean`]: what ROUGE-1.5.5 prints, of its five digits.

use serde::Serialize;

use crate::statistics::percentile::Interval;

/// Precision, recall and F of one measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Rouge155Score {
    /// As it is printed: `ROUGE-1`, `ROUGE-L`, `ROUGE-W-1.2`, `ROUGE-S4`, `ROUGE-SU4`.
    pub name: String,
    /// Of what the hypothesis has, the share that is in the references.
    pub precision: f64,
    /// Of what the references have, the share that is in the hypothesis.
    pub recall: f64,
    /// The harmonic mean of the two as they were rounded.
    pub f_measure: f64,
}

impl Rouge155Score {
    /// Of shares, each rounded to five digits before the next step.
    pub(crate) fn new(name: String, precision: f64, recall: f64) -> Self {
        let (precision, recall) = (rounded(precision), rounded(recall));
        let mean = 0.5 * precision + 0.5 * recall;
        let f_measure = if mean > 0.0 { rounded(precision * recall / mean) } else { 0.0 };
        Rouge155Score { name, precision, recall, f_measure }
    }

    pub(crate) fn triple(&self) -> [f64; 3] {
        [self.precision, self.recall, self.f_measure]
    }
}

/// The mean of one measure over segments, and how sure it is: `mid` of each interval is the mean over all resamples, which
/// ROUGE-1.5.5 prints as the average.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Rouge155Mean {
    /// As it is printed.
    pub name: String,
    /// Of precision.
    pub precision: Interval,
    /// Of recall.
    pub recall: Interval,
    /// Of F.
    pub f_measure: Interval,
}

/// A number as `sprintf("%7.5f")` prints it.
pub(crate) fn rounded(value: f64) -> f64 {
    format!("{value:.5}").parse().unwrap_or(value)
}
